"""Cards that were issued: the exact text each one carries, and the code by which it can be checked."""

from django.conf import settings
from django.db import models

from cards import codes
from services.models import ServiceEdition


class Card(models.Model):
    """An issued pack of slides. What it says never changes; whether that still holds is asked anew each time."""

    code = models.CharField("kode", max_length=codes.LENGTH, unique=True)
    service = models.SlugField("layanan", max_length=80, db_index=True)
    edition = models.ForeignKey(
        ServiceEdition, models.SET_NULL, null=True, related_name="cards", verbose_name="edisi"
    )
    content = models.JSONField("isi", editable=False)
    digest = models.CharField("sidik", max_length=64, editable=False, db_index=True)
    options = models.JSONField("pilihan", editable=False)
    issued_at = models.DateTimeField("dibuat", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oleh",
    )
    downloads = models.PositiveIntegerField("diunduh", default=0)

    class Meta:
        verbose_name = "kartu"
        verbose_name_plural = "kartu"
        ordering = ["-issued_at"]
        permissions = [("issue_card", "Dapat membuat dan mengunduh kartu")]

    def __str__(self) -> str:
        return f"{codes.display(self.code)} {self.service}"
