"""The editorial calendar: what is to be posted where and when."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from cards.models.card import Card, CardKind
from cards.models.post import Post
from services.models import Agency


class PlannedPost(models.Model):
    """One plan. It is made once it has a card, and posted once it has a post."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="planned_posts", verbose_name="instansi")
    on = models.DateField("tanggal")
    title = models.CharField("judul", max_length=150)
    kind = models.CharField("tentang", max_length=10, choices=CardKind, blank=True)
    subject = models.SlugField("kunci", max_length=120, blank=True)
    platform = models.CharField("media", max_length=30, blank=True)
    note = models.CharField("catatan", max_length=250, blank=True)
    card = models.ForeignKey(
        Card, models.SET_NULL, null=True, blank=True, related_name="plans", verbose_name="kartu"
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="plans", verbose_name="unggahan"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="oleh", editable=False,
    )  # fmt: skip
    made_at = models.DateTimeField("dibuat", auto_now_add=True)
    changed_at = models.DateTimeField("diubah", auto_now=True)

    class Meta:
        verbose_name = "rencana unggahan"
        verbose_name_plural = "rencana unggahan"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)
