"""Free notices: what an office has to say that no entry says."""

import datetime
from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from services.models.agency import Agency, Office
from services.models.service import Service


class NoticeKind(models.TextChoices):
    """What a notice is for; it decides how its card looks."""

    DISRUPTION = "gangguan", "Gangguan layanan"
    SHORTAGE = "habis", "Blangko atau bahan habis"
    CLOSED = "tutup", "Pelayanan tutup sementara"
    CHANGE = "perubahan", "Perubahan"
    NEWS = "info", "Pemberitahuan"
    FACT_CHECK = "cek-fakta", "Cek fakta: kabar ini tidak benar"


class Severity(models.TextChoices):
    """How much a notice matters to who is about to come; it decides where it is seen."""

    ORDINARY = "biasa", "Biasa: di halaman kabar, kantor, dan layanannya"
    IMPORTANT = "penting", "Penting: juga di beranda"
    URGENT = "mendesak", "Mendesak: di atas setiap halaman"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads in words of the domain."""

    def standing(self) -> "NoticeQuerySet":
        """Those that were not withdrawn and were not over yesterday anywhere, with all that pages show of them."""
        yesterday = timezone.now().date() - datetime.timedelta(days=1)
        return self.filter(withdrawn_at=None).exclude(ends_on__lt=yesterday).with_places()

    def with_places(self) -> "NoticeQuerySet":
        """With agency, offices and services, in three queries for all."""
        return self.select_related("agency__publisher").prefetch_related("offices", "services")


class Notice(models.Model):
    """One notice. It holds from its first moment to its last, or until it is taken back.

    A shared fact: what is saved holds on every page at once. Days without a time are whole days, on the agency's clock.
    Without offices it is about all of the agency's and those it publishes; without services, about all they give there.
    """

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
    severity = models.CharField("tingkat", max_length=10, choices=Severity, default=Severity.ORDINARY)
    offices = models.ManyToManyField(
        Office,
        verbose_name="kantor",
        blank=True,
        related_name="notices",
        help_text="Kosongkan untuk semua kantor.",
    )
    services = models.ManyToManyField(
        Service,
        verbose_name="layanan",
        blank=True,
        related_name="notices",
        help_text="Kosongkan untuk semua layanan.",
    )
    starts_on = models.DateField("mulai")
    starts_at = models.TimeField("pukul", null=True, blank=True, help_text="Kosongkan bila sejak pagi.")
    ends_on = models.DateField("sampai", null=True, blank=True, help_text="Kosongkan bila belum diketahui.")
    ends_at = models.TimeField(
        "sampai pukul", null=True, blank=True, help_text="Kosongkan bila sampai hari berakhir."
    )
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField("alasan ditarik", max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="oleh", editable=False,
    )  # fmt: skip
    made_at = models.DateTimeField("dibuat", auto_now_add=True)
    changed_at = models.DateTimeField("diubah", auto_now=True)

    objects = NoticeQuerySet.as_manager()

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
        if self.kind == NoticeKind.FACT_CHECK and self.severity == Severity.URGENT:
            raise ValidationError(
                {
                    "severity": "Cek fakta tidak menghentikan layanan: paling tinggi “Penting”, supaya tampil di beranda."
                }
            )
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Hari terakhir tidak boleh sebelum hari pertama."})
        if self.ends_at and not self.ends_on:
            raise ValidationError({"ends_at": "Isi juga hari terakhirnya."})
        if (
            self.ends_at
            and self.ends_on == self.starts_on
            and self.ends_at <= (self.starts_at or datetime.time.min)
        ):
            raise ValidationError({"ends_at": "Pukul berakhirnya harus sesudah pukul mulainya."})

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)
