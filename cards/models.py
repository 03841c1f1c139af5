"""Cards and leaflets that were issued: the exact text each one carries, and the code by which it can be checked."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Concat

from cards import codes
from services.models import Closure, Membership, Service, ServiceEdition


class CardKind(models.TextChoices):
    """How a text reached people."""

    PACK = "paket", "Paket slide"
    LEAFLET = "selebaran", "Selebaran A4"
    CLOSURE = "tutup", "Pemberitahuan tutup"


class CardQuerySet(models.QuerySet):
    """Issued cards by what they are."""

    def packs(self) -> Self:
        """What PR officers made in the studio."""
        return self.filter(kind=CardKind.PACK)

    def leaflets(self) -> Self:
        """What readers of the public pages took along."""
        return self.filter(kind=CardKind.LEAFLET)

    def notices(self) -> Self:
        """Notices that offices are closed."""
        return self.filter(kind=CardKind.CLOSURE)


class Card(models.Model):
    """An issued pack of slides, or a leaflet on paper.

    What it says never changes; whether that still holds is asked anew each time.
    """

    kind = models.CharField("jenis", max_length=10, choices=CardKind, default=CardKind.PACK)
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

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = "kartu"
        verbose_name_plural = "kartu"
        ordering = ["-issued_at"]
        permissions = [("issue_card", "Dapat membuat dan mengunduh kartu")]
        constraints = [
            # Anyone may ask for a leaflet: however many do, one text of one service is one row.
            models.UniqueConstraint(
                fields=["service", "digest"],
                condition=Q(kind=CardKind.LEAFLET),
                name="one_leaflet_for_each_text",
            )
        ]

    def __str__(self) -> str:
        return f"{codes.display(self.code)} {self.service}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`: cards of own services and of closures of own offices.

        A closure may be gone while its card is still out there: then whoever works with its maker sees it.
        """
        services = Service.objects.filter(agency__in=agencies).values("slug")
        closures = Closure.objects.filter(Closure.owned_by(agencies))
        keys = closures.annotate(key=Concat(Value("tutup-"), Cast("pk", models.CharField()))).values("key")
        colleagues = Membership.objects.filter(agency__in=agencies).values("user")
        of_closure = Q(service__in=keys) | Q(issued_by__in=colleagues)
        is_notice = Q(kind=CardKind.CLOSURE)
        return (~is_notice & Q(service__in=services)) | (is_notice & of_closure)
