"""Cards and leaflets that were issued: the exact text each one carries, and the code by which it can be checked."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cards import codes
from services.models import Agency, Membership, ServiceEdition


class CardKind(models.TextChoices):
    """What a card is about, and how it reaches people."""

    PACK = "paket", "Layanan"
    QUESTION = "tanya", "Tanya jawab"
    TOPIC = "topik", "Topik tanya jawab"
    OFFICE = "kantor", "Kantor dan jam"
    CLOSURE = "tutup", "Pemberitahuan tutup"
    NOTICE = "kabar", "Kabar"
    CORRECTION = "ralat", "Ralat"
    LEAFLET = "selebaran", "Selebaran A4"


GONE = "withdrawn"
"""`Card.settled_for` of a card whose subject was withdrawn."""
UNUSED = "unused"
"""`Card.settled_for` of a card that was taken back before anybody had it: nobody's work until it goes out."""


class CardQuerySet(models.QuerySet):
    """Issued cards by what they are."""

    def packs(self) -> Self:
        """Packs of services."""
        return self.filter(kind=CardKind.PACK)

    def posted_ones(self) -> Self:
        """What is made to be posted: everything but the leaflets that readers take along."""
        return self.exclude(kind=CardKind.LEAFLET)

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
    subject = models.SlugField("tentang", max_length=120, db_index=True)
    """The key of what it is about within its kind: the slug of a service, the key of an office …"""
    agency = models.ForeignKey(
        Agency, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="instansi"
    )
    edition = models.ForeignKey(
        ServiceEdition, models.SET_NULL, null=True, related_name="cards", verbose_name="edisi"
    )
    editions = models.JSONField("edisi", default=list, editable=False)
    """Every edition it was made from: [{"kind": "layanan", "slug": …, "number": …}]."""
    content = models.JSONField("isi", editable=False)
    digest = models.CharField("sidik", max_length=64, editable=False, db_index=True)
    options = models.JSONField("pilihan", editable=False)
    formats = models.JSONField("ukuran", default=list, editable=False)
    """Keys of `cards.formats.FORMATS` in which it was downloaded so far; they all bear the same text and code."""
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
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name="diganti oleh"
    )
    settled_at = models.DateTimeField("dibereskan", null=True, blank=True)
    """When somebody said that nothing needs to be done about a card that no longer holds."""
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="dibereskan oleh",
    )  # fmt: skip
    settled_for = models.CharField("dibereskan untuk", max_length=64, blank=True, editable=False)
    """For which change: the digest of what held then, `GONE` or `UNUSED`. What changes after that is work again."""

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = "kartu"
        verbose_name_plural = "kartu"
        ordering = ["-issued_at"]
        permissions = [("issue_card", "Dapat membuat dan mengunduh kartu")]
        constraints = [
            # Anyone may ask for a leaflet: however many do, one text of one service is one row.
            models.UniqueConstraint(
                fields=["subject", "digest"],
                condition=Q(kind=CardKind.LEAFLET),
                name="one_leaflet_for_each_text",
            )
        ]

    def __str__(self) -> str:
        return f"{codes.display(self.code)} {self.subject}"

    def is_settled_for(self, mark: str) -> bool:
        """Whether nothing needs to be done about this change: the digest of what holds now, or `GONE`."""
        return bool(self.settled_for) and self.settled_for in (mark, UNUSED)

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`. What belongs to no agency (all offices closed) is its maker's colleagues'."""
        colleagues = Membership.objects.filter(agency__in=agencies).values("user")
        return Q(agency__in=agencies) | Q(agency=None, issued_by__in=colleagues)
