"""The tally at the counter: what people came to ask although it is on the site."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from services.models import Agency, Office


class Tap(models.Model):
    """One "asked again". The device makes the key, so that what is sent twice counts once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("jenis", max_length=20, help_text="layanan, tanya-jawab, atau lain")
    key = models.CharField("kunci", max_length=80, blank=True)
    case = models.CharField("keadaan", max_length=60, blank=True)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="taps", verbose_name="instansi")
    office = models.ForeignKey(
        Office, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="kantor"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(
        "waktu", default=timezone.now, help_text="Menurut perangkat, tidak lebih dari sekarang."
    )
    received_at = models.DateTimeField("diterima", default=timezone.now)
    taken_back = models.BooleanField("dibatalkan", default=False)

    class Meta:
        verbose_name = "ketukan loket"
        verbose_name_plural = "ketukan loket"
        ordering = ["-at"]
        indexes = [models.Index(fields=["at", "kind", "key"], name="tap_of_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H.%M} {self.kind} {self.key}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)
