"""When editions are public, with what lists sort, filter and count by.

An edition's row holds its whole document; a list that reads ten thousand of them to show twenty is slow. So every
edition that is public, or waits to be, has a narrow row beside it. `services.spans` writes them.
"""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class SpanQuerySet(models.QuerySet):
    """Reads of spans in words of the domain. The primary key is the edition's."""

    def live(self, at: datetime.datetime | None = None) -> Self:
        """Of the editions the public can read, now or at a later moment."""
        moment = at or timezone.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=moment), live_from__lte=moment)

    def at_office(self, key: str) -> Self:
        """Of services given at this office."""
        return self.filter(offices__contains=f"|{key}|")

    def asking_for(self, document: str) -> Self:
        """Of services that ask for this paper."""
        return self.filter(documents__contains=f"|{document}|")


class Span(models.Model):
    """From when until when an edition is public; without an end while nothing follows it.

    Subclasses name `edition`, `entry`, and columns that they share with the edition.
    """

    slug = models.SlugField(max_length=80, db_index=False)
    title = models.CharField(max_length=250)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    position = models.PositiveIntegerField(default=0)

    objects = SpanQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @classmethod
    def edition_class(cls) -> type[models.Model]:
        """The class of the editions whose spans these are."""
        return cls._meta.get_field("edition").related_model

    @classmethod
    def shared_columns(cls) -> list[str]:
        """Names of the columns that are copied from the edition."""
        others = {"edition", "entry", "live_until", "position", "name_en"}
        return [field.name for field in cls._meta.concrete_fields if field.name not in others]

    def fill_columns(self, edition: Any) -> None:
        """Copy what lists need from an edition that has a document."""
        self.position = edition.entry.position
        for name in self.shared_columns():
            setattr(self, name, getattr(edition, name))
