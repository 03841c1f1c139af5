"""Batches: packs of many subjects drawn in the background, whose result can be fetched later."""

import datetime
from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cards.models.card import Card, CardKind
from services.models import Agency

LEASE = datetime.timedelta(minutes=2)
"""How long whoever draws a batch may be silent: far longer than the longest step between two renewals, drawing one
format of one pack."""
LONGEST_LEASE = 2 * LEASE
"""No honest lease ends later than this: one may have been taken a moment after somebody looked at the clock."""


class BatchState(models.TextChoices):
    """How far a batch is."""

    WAITING = "antre", "Menunggu giliran"
    RUNNING = "jalan", "Sedang digambar"
    DONE = "selesai", "Selesai"
    CANCELLED = "batal", "Dibatalkan"
    FAILED = "gagal", "Gagal"


class BatchQuerySet(models.QuerySet):
    """Batches by how far they are."""

    def unfinished(self) -> Self:
        """Those with something left to draw."""
        return self.filter(state__in=[BatchState.WAITING, BatchState.RUNNING])

    def being_drawn(self, now: datetime.datetime) -> Self:
        """Those that somebody draws at this moment: whose lease holds, and is no longer than a lease can be. One that
        ends later was taken before the clock was set back."""
        return self.unfinished().filter(lease_until__range=(now, now + LONGEST_LEASE))

    def free(self, now: datetime.datetime) -> Self:
        """Those that nobody draws: new ones, and those whose lease ran out."""
        return self.unfinished().filter(
            Q(lease_until=None) | Q(lease_until__lt=now) | Q(lease_until__gt=now + LONGEST_LEASE)
        )

    def finished_before(self, moment: datetime.datetime) -> Self:
        """Those that ended, whichever way, before this moment."""
        return self.filter(finished_at__lt=moment)


class Batch(models.Model):
    """One order. Whoever draws it holds a lease and renews it; one that ran out may be taken over by another."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="batches", verbose_name="oleh"
    )
    agencies = models.ManyToManyField(Agency, related_name="+", verbose_name="instansi")
    """Those that the orderer worked for at that time; who moves on does not take the batch along."""
    made_at = models.DateTimeField("dipesan", auto_now_add=True)
    options = models.JSONField("pilihan", default=dict)
    """`formats`, `theme`, `language`, `picture` ("png", "jpeg") and `sections` of its packs."""
    state = models.CharField("keadaan", max_length=10, choices=BatchState, default=BatchState.WAITING)
    is_cancelled = models.BooleanField("diminta batal", default=False)
    worker = models.CharField("dikerjakan oleh", max_length=80, blank=True)
    lease_until = models.DateTimeField("sampai", null=True, blank=True)
    finished_at = models.DateTimeField("selesai", null=True, blank=True)
    problem = models.TextField("masalah", blank=True)
    result = models.CharField("berkas", max_length=200, blank=True)
    """The name of its ZIP in the storage "packs"."""
    size = models.PositiveBigIntegerField("bita", default=0)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "paket massal"
        verbose_name_plural = "paket massal"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.pk} {self.get_state_display()}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`: batches of those who were colleagues when they ordered."""
        return Q(pk__in=Batch.agencies.through.objects.filter(agency__in=agencies).values("batch"))


class BatchItem(models.Model):
    """One pack of a batch."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name="paket massal")
    kind = models.CharField("jenis", max_length=10, choices=CardKind, default=CardKind.PACK)
    subject = models.SlugField("tentang", max_length=120)
    title = models.CharField("judul", max_length=250)
    position = models.PositiveIntegerField("urutan", default=0)
    is_done = models.BooleanField("sudah", default=False)
    problem = models.TextField("masalah", blank=True)
    slides = models.PositiveIntegerField("slide", default=0)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    """How often its drawing was begun: one that takes the process down with it is not tried for ever."""
    cards = models.ManyToManyField(Card, related_name="+", blank=True, verbose_name="kartu")

    class Meta:
        verbose_name = "isi paket massal"
        verbose_name_plural = "isi paket massal"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "kind", "subject"], name="each_subject_once_in_a_batch")
        ]

    def __str__(self) -> str:
        return self.title
