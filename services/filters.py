"""The public list of services: its filters, and the search within what they leave."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any
from unicodedata import category

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.choices import OnlineApply
from services.facts import SharedFacts
from services.language import in_language
from services.models import ServiceSpan
from services.models.span import SpanQuerySet
from services.search.finding import find_among

LONGEST_QUERY = 100
MOST_WORDS = 8


def typed_line(text: str) -> str:
    """What somebody typed, as one line of letters that a page may show; HTML forbids control characters."""
    shown = (" " if category(each) in {"Cc", "Cn", "Cs"} else each for each in text)
    return " ".join("".join(shown).split())


def words_of(query: str) -> list[str]:
    """The different words of a query, in small letters, eight at most."""
    return list(dict.fromkeys(re.findall(r"\w+", query.casefold())))[:MOST_WORDS]


@dataclass(frozen=True)
class Found:
    """Result of a search: primary keys, best first. `is_guess`: none has all the words, or says much of them."""

    keys: list[int]
    is_guess: bool = False


def search(editions: QuerySet, query: str, *, all_live: bool = False) -> Found:
    """Those of these live spans that fit the words, best first; all of them, if there are no words.

    `all_live`: no filter holds, so these are all that are live.
    """
    if not words_of(query):
        return Found(list(editions.values_list("pk", flat=True)))
    found = find_among(editions, query, all_live=all_live)
    return Found([hit.candidate.edition for hit in found.hits], found.is_doubtful or found.misses_words)


_NARROWED: dict[str, Callable[[SpanQuerySet, Any], SpanQuerySet]] = {
    "kategori": lambda spans, key: spans.filter(category=key),
    "instansi": lambda spans, key: spans.filter(agency=key),
    "kantor": lambda spans, key: spans.at_office(key),
    "peristiwa": lambda spans, slugs: spans.filter(slug__in=slugs),
    "gratis": lambda spans, _yes: spans.filter(is_free=True),
    "daring": lambda spans, _yes: spans.filter(online_apply__in=[OnlineApply.PARTLY, OnlineApply.FULLY]),
}
"""What each filter leaves of the list. The words are not among them: the search ranks as well as filters."""


def narrowed(spans: SpanQuerySet, names: Iterable[str], values: Mapping[str, Any]) -> SpanQuerySet:
    """What these filters leave; see `ServiceFilter.values`."""
    for name in names:
        spans = _NARROWED[name](spans, values.get(name))
    return spans


class ServiceFilter(django_filters.FilterSet):
    """Filters of the public list. A value it does not know is ignored, and `ignored` says so.

    Of all filters only those are made that an address names, as each is a field of a form with its choices.
    """

    q = django_filters.CharFilter(label=_("Mau urus apa?"), max_length=LONGEST_QUERY)
    kategori = django_filters.ChoiceFilter(label=_("Kategori"), empty_label=_("Semua kategori"))
    instansi = django_filters.ChoiceFilter(label=_("Instansi"), empty_label=_("Semua instansi"))
    kantor = django_filters.ChoiceFilter(
        label=pgettext_lazy("saringan", "Kantor"), empty_label=_("Semua kantor")
    )
    peristiwa = django_filters.ChoiceFilter(label=_("Peristiwa"), empty_label=_("Semua peristiwa"))
    gratis = django_filters.ChoiceFilter(label=_("Gratis"), choices=[("ya", _("Gratis"))])
    daring = django_filters.ChoiceFilter(label=_("Bisa daring"), choices=[("ya", _("Bisa daring"))])

    class Meta:
        model = ServiceSpan
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, facts: SharedFacts) -> None:
        self.facts = facts
        self.base_filters = {name: each for name, each in self.base_filters.items() if data.get(name)}
        super().__init__(data)
        for name, each in self.filters.items():
            each.extra |= {"choices": choices(name, facts)} if name in SHELVES else {}

    def filter_queryset(self, queryset: SpanQuerySet) -> SpanQuerySet:
        """What the filters leave of what is live; the words are the search's."""
        return narrowed(queryset.live(), self.names, self.values)

    @property
    def ignored(self) -> list[str]:
        """Labels of the filters whose value was not understood."""
        return [str(self.filters[name].label) for name in self.form.errors] if self.filters else []

    @cached_property
    def chosen(self) -> dict[str, str]:
        """Names and values of the filters that hold."""
        if not self.filters:
            return {}
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the filters that hold, without the words."""
        return tuple(name for name in self.chosen if name != "q")

    @property
    def values(self) -> dict[str, str | list[str]]:
        """What their queries have to be told, by name: a key, or the services of a life event; nothing of a tick."""
        keys = {name: key for name, key in self.chosen.items() if name in SHELVES}
        if key := keys.get("peristiwa"):
            keys["peristiwa"] = list(self.facts.life_events[key].services)
        return keys


FILTERS = ServiceFilter.base_filters
SHELVES = {
    "kategori": attrgetter("categories"),
    "instansi": attrgetter("agencies"),
    "kantor": attrgetter("offices"),
    "peristiwa": attrgetter("life_events"),
}
"""Filters whose choices are shared rows."""


def choices(name: str, facts: SharedFacts) -> list[tuple[str, str]]:
    """Keys and names of what a filter of `SHELVES` offers."""
    return [(key, _name(row)) for key, row in SHELVES[name](facts).items()]


def _name(row: Any) -> str:
    """The name of a shared row in the page's language; offices have none in English."""
    return in_language(row.name, getattr(row, "name_en", ""))


def in_catalogue_order(editions: QuerySet, shelves: Collection[str]) -> QuerySet:
    """Shelf by shelf (keys of categories), as the office has put them."""
    shelf = Case(
        *[When(category=key, then=Value(place)) for place, key in enumerate(shelves)],
        default=Value(len(shelves)),
        output_field=IntegerField(),
    )
    return editions.order_by(shelf, "position", "pk")
