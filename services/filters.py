"""The public list of services: its filters, and the search within what they leave."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from unicodedata import category

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.choices import OnlineApply
from services.facts import SharedFacts
from services.language import in_language
from services.models import ServiceSpan
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


class ServiceFilter(django_filters.FilterSet):
    """Filters of the public list. A value it does not know is ignored, and `ignored` says so."""

    q = django_filters.CharFilter(label=_("Mau urus apa?"), method="pass_by", max_length=LONGEST_QUERY)
    kategori = django_filters.ChoiceFilter(
        label=_("Kategori"), field_name="category", empty_label=_("Semua kategori")
    )
    instansi = django_filters.ChoiceFilter(
        label=_("Instansi"), field_name="agency", empty_label=_("Semua instansi")
    )
    kantor = django_filters.ChoiceFilter(
        label=pgettext_lazy("saringan", "Kantor"), method="at_office", empty_label=_("Semua kantor")
    )
    peristiwa = django_filters.ChoiceFilter(
        label=_("Peristiwa"), method="for_event", empty_label=_("Semua peristiwa")
    )
    gratis = django_filters.ChoiceFilter(label=_("Gratis"), choices=[("ya", _("Gratis"))], method="free")
    daring = django_filters.ChoiceFilter(
        label=_("Bisa daring"), choices=[("ya", _("Bisa daring"))], method="online"
    )

    class Meta:
        model = ServiceSpan
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet, *, facts: SharedFacts) -> None:
        super().__init__(data, queryset)
        self.facts = facts
        shelves = {
            "kategori": facts.categories,
            "instansi": facts.agencies,
            "kantor": facts.offices,
            "peristiwa": facts.life_events,
        }
        for name, rows in shelves.items():
            self.filters[name].extra["choices"] = [(key, _name(row)) for key, row in rows.items()]

    def pass_by(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        """The search ranks as well as filters, so the view calls it after the filters."""
        return editions

    def at_office(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        """Given at this office."""
        return editions.at_office(value)

    def for_event(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        """Needed in this life event, in the event's order."""
        slugs = self.facts.life_events[value].services
        order = Case(
            *[When(slug=slug, then=Value(place)) for place, slug in enumerate(slugs)],
            default=Value(len(slugs)),
            output_field=IntegerField(),
        )
        return editions.filter(slug__in=slugs).order_by(order)

    def free(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        """Without a fee."""
        return editions.filter(is_free=True)

    def online(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        """At least partly possible without coming."""
        return editions.filter(online_apply__in=[OnlineApply.PARTLY, OnlineApply.FULLY])

    @property
    def ignored(self) -> list[str]:
        """Labels of the filters whose value was not understood."""
        return [str(self.filters[name].label) for name in self.form.errors]

    @property
    def chosen(self) -> dict[str, str]:
        """Names and values of the filters that hold."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}


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
