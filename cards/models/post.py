"""Where issued cards went: posts on platforms, and visits of the pages that check them."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from cards.models.card import Card


class Post(models.Model):
    """One posting of a card: where, and under which link. `removed_on` is the day it was taken down there."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="posts", verbose_name="kartu")
    platform = models.CharField("media", max_length=30)
    """A key of `cards.platforms.PLATFORMS`."""
    url = models.URLField("tautan", max_length=500, blank=True)
    posted_on = models.DateField("tanggal")
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oleh",
    )
    removed_on = models.DateField("dihapus dari media", null=True, blank=True)

    class Meta:
        verbose_name = "unggahan"
        verbose_name_plural = "unggahan"
        ordering = ["-posted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.platform} {self.posted_on}: {self.card}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(card__in=Card.objects.filter(Card.owned_by(agencies)))


class CardVisits(models.Model):
    """How often a card was checked on one day. A number and nothing of those who did."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="visits", verbose_name="kartu")
    day = models.DateField("hari")
    count = models.PositiveIntegerField("kunjungan", default=0)

    class Meta:
        verbose_name = "kunjungan"
        verbose_name_plural = "kunjungan"
        constraints = [models.UniqueConstraint(fields=["card", "day"], name="one_count_of_visits_a_day")]

    def __str__(self) -> str:
        return f"{self.card} {self.day}: {self.count}"
