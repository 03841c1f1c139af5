"""Entries and their editions: the draft is rows, the public reads immutable documents.

An entry's editions form a timeline. An edition is either a document or a withdrawal, and takes effect at
`live_from`; what holds at a moment is the newest one that has taken effect by then. Nothing on the
timeline that has taken effect is ever changed or removed.
"""

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from services.document import Frozen


class ReviewState(models.TextChoices):
    """Where a changed draft stands between its editor and the one who publishes; blank: it is being edited."""

    SUBMITTED = "diajukan", "Menunggu tinjauan"
    RETURNED = "kembali", "Dikembalikan"


def _staff_member() -> models.ForeignKey:
    """Someone who did something to an entry; the entry stays when their account goes."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )


class Entry(models.Model):
    """Something that is edited as a draft and published as editions. Subclasses name their document class."""

    slug = models.SlugField("alamat singkat", max_length=80, unique=True)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    updated_at = models.DateTimeField("diubah", auto_now=True)
    revision = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Bertambah pada setiap simpan: dua penyunting tidak saling menimpa.",
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanggung jawab isi",
        help_text="Diingatkan bila isinya perlu diperiksa lagi.",
    )
    review_months = models.PositiveSmallIntegerField(
        "periksa lagi setiap (bulan)",
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    review_by = models.DateField("periksa lagi paling lambat", null=True, blank=True, editable=False)
    confirmed_on = models.DateField("dinyatakan masih benar", null=True, blank=True, editable=False)
    confirmed_position = models.CharField(max_length=150, blank=True, editable=False)
    confirmed_by = _staff_member()

    review_state = models.CharField(
        "keadaan tinjauan",
        max_length=10,
        choices=ReviewState.choices,
        blank=True,
        editable=False,
        db_index=True,
    )
    review_remark = models.TextField("catatan tinjauan", blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = _staff_member()

    document_class: type[Frozen]
    part_relations: tuple[str, ...] = ()
    """The rows that are parts of the draft, by the names of their relations."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every save of the whole row is a new revision, also one by an import."""
        if kwargs.get("update_fields") is None:
            self.revision += 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The slug stands in editions, cards and links that are out there: it stays once there is an edition."""
        super().clean()
        if self.pk is None or not self.editions.exists():
            return
        published = type(self).objects.values_list("slug", flat=True).get(pk=self.pk)
        if self.slug != published:
            raise ValidationError(
                {
                    "slug": f"Alamat singkat tetap “{published}”: edisi dan kartu yang sudah terbit memakainya. "
                    "Untuk alamat baru, buat entri baru lalu tarik yang ini dengan pengganti."
                }
            )

    def draft_data(self) -> dict[str, Any]:
        """The draft as plain data in the document's shape; it may be half-finished."""
        raise NotImplementedError

    def missing_parts(self, data: dict[str, Any]) -> list[tuple[str, str]]:
        """(field, what to do) for everything that keeps this draft data from being published."""
        raise NotImplementedError

    def restore_draft(self, document: Any) -> None:
        """Make the draft rows say what this document says."""
        raise NotImplementedError

    def draft_parts(self) -> dict[str, list[Any]]:
        """What the rows of `part_relations` say, as lists that name other rows by their key; nothing is lost."""
        raise NotImplementedError

    def write_draft_parts(self, parts: dict[str, list[Any]]) -> None:
        """Make the parts say what `draft_parts` once gave; links to rows that are gone are left out."""
        raise NotImplementedError

    def current_edition(self, at: datetime.datetime | None = None) -> Any:
        """The edition or withdrawal that holds at a moment (default: now), or None."""
        moment = at or timezone.now()
        return self.editions.filter(live_from__lte=moment).order_by("-live_from", "-number").first()

    def scheduled_edition(self) -> Any:
        """The edition that waits for its `live_from`, or None. There is one at most."""
        return self.editions.scheduled(timezone.now()).order_by("live_from").first()

    def latest_moment(self) -> datetime.datetime:
        """Now, but not before what was published last: a clock that was set back must not reorder the timeline."""
        published = self.editions.filter(live_from__lte=F("published_at"))
        newest = published.order_by("-live_from").values_list("live_from", flat=True).first()
        return max(timezone.now(), newest) if newest else timezone.now()


class EditionQuerySet(models.QuerySet):
    """Reads of the timeline in words of the domain."""

    def current(self, at: datetime.datetime | None = None) -> Self:
        """Per entry the edition or withdrawal that holds at a moment (default: now)."""
        newest = (
            self.model.objects.filter(entry=OuterRef("entry"), live_from__lte=at or timezone.now())
            .order_by("-live_from", "-number")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))

    def in_effect(self, at: datetime.datetime | None = None) -> Self:
        """Everything that holds or held at a moment (default: now), never what is only scheduled."""
        return self.filter(live_from__lte=at or timezone.now())

    def with_predecessor(self) -> Self:
        """Each with `before` and `before_number`: what the entry said last before it; None if nothing yet."""
        earlier = self.model.objects.filter(
            entry=OuterRef("entry"), number__lt=OuterRef("number"), document__isnull=False
        ).order_by("-number")
        return self.annotate(
            before=Subquery(earlier.values("document")[:1]),
            before_number=Subquery(earlier.values("number")[:1]),
        )

    def scheduled(self, at: datetime.datetime) -> Self:
        """What waits for its moment. What was published at once never does, whatever the clock says now."""
        return self.filter(live_from__gt=at).exclude(live_from__lte=F("published_at"))

    def live(self, at: datetime.datetime | None = None) -> Self:
        """The editions the public can read at a moment (default: now)."""
        return self.current(at).filter(document__isnull=False)


class Edition(models.Model):
    """One immutable point of an entry's timeline."""

    number = models.PositiveIntegerField("nomor edisi")
    document = models.JSONField("dokumen", null=True, editable=False)
    digest = models.CharField("sidik", max_length=64, blank=True, editable=False)
    live_from = models.DateTimeField("berlaku sejak")
    published_at = models.DateTimeField(
        "diterbitkan",
        default=timezone.now,
        editable=False,
        help_text="Sama dengan live_from bila terbit langsung.",
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oleh",
    )
    note = models.CharField("catatan perubahan", max_length=250, blank=True)
    withdrawal_reason = models.TextField("alasan penarikan", blank=True)
    replacement = models.SlugField("diganti oleh", max_length=80, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="%(class)s_number_once"),
            models.CheckConstraint(
                condition=Q(document__isnull=False, withdrawal_reason="")
                | (Q(document__isnull=True) & ~Q(withdrawal_reason="")),
                name="%(class)s_says_or_withdraws",
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "-live_from", "-number"], name="%(class)s_timeline"),
            # What happened when, without reading a document; a withdrawal has no digest.
            models.Index(fields=["live_from", "number", "digest"], name="%(class)s_news"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} · edisi {self.number}"

    @property
    def is_withdrawal(self) -> bool:
        """Whether it takes the entry down instead of saying something."""
        return self.document is None

    def content(self) -> Any:
        """The validated document. Raises `ValueError` for a withdrawal."""
        if self.document is None:
            raise ValueError("A withdrawal has no document.")
        return self.entry_class().document_class.model_validate(self.document)

    @classmethod
    def entry_class(cls) -> type[Entry]:
        """The class of entries these are editions of."""
        return cls._meta.get_field("entry").related_model

    @classmethod
    def span_class(cls) -> type["models.Model"]:
        """The class of their spans."""
        return cls._meta.get_field("span").related_model

    def fill_columns(self) -> None:
        """Copy from the document what lists filter and sort by. Subclasses extend it."""
