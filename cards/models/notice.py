"""Free notices: what an office has to say that no entry says."""

from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from services.models import Agency


class NoticeKind(models.TextChoices):
    """What a notice is for; it decides how its card looks."""

    DISRUPTION = "gangguan", "Gangguan layanan"
    CHANGE = "perubahan", "Perubahan"
    NEWS = "info", "Pemberitahuan"
    FACT_CHECK = "cek-fakta", "Cek fakta: kabar ini tidak benar"


class Notice(models.Model):
    """One notice. It holds from its first day to its last, or until it is taken back."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="notices", verbose_name="instansi")
    kind = models.CharField("jenis", max_length=10, choices=NoticeKind, default=NoticeKind.NEWS)
    title = models.CharField("judul", max_length=90, help_text="Intinya dalam satu baris.")
    claim = models.CharField(
        "kabar yang beredar", max_length=250, blank=True,
        help_text="Untuk cek fakta: kabar yang tidak benar, seperti yang diterima warga.",
    )  # fmt: skip
    text = models.TextField(
        "isi", max_length=500, help_text="Yang benar, atau yang terjadi. Paling banyak 500 huruf."
    )
    advice = models.CharField("yang perlu dilakukan warga", max_length=250, blank=True)
    basis = models.CharField("sumber atau dasar", max_length=200, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True, help_text="Kosongkan bila belum diketahui.")
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField("alasan ditarik", max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="oleh", editable=False,
    )  # fmt: skip
    made_at = models.DateTimeField("dibuat", auto_now_add=True)

    class Meta:
        verbose_name = "kabar"
        verbose_name_plural = "kabar"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.kind == NoticeKind.FACT_CHECK and not self.claim:
            raise ValidationError(
                {"claim": "Tulis kabar yang beredar, supaya warga tahu kabar mana yang dimaksud."}
            )
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Hari terakhir tidak boleh sebelum hari pertama."})

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)
