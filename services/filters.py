"""The public list of services: its filters, and the search over the words people use."""

import re
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from services.choices import OnlineApply
from services.facts import SharedFacts
from services.models import ServiceEdition

LONGEST_QUERY = 100
MOST_WORDS = 8
_FILLERS = """
saya aku mau ingin cara gimana bagaimana syarat untuk yang di ke dan atau apa aja saja itu ini buat
bikin urus mengurus ngurus membuat dari dengan kalau jika bisa perlu tolong
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that say nothing about which service is meant; left out only where nothing is found with them."""


def words_of(query: str) -> list[str]:
    """The different words of a query, in small letters, eight at most."""
    return list(dict.fromkeys(re.findall(r"\w+", query.casefold())))[:MOST_WORDS]


@dataclass(frozen=True)
class Found:
    """Result of a search: primary keys, best first. `is_guess`: none has all the words."""

    keys: list[int]
    is_guess: bool = False


def search(editions: QuerySet, query: str) -> Found:
    """Services with all words of the query; else those with some of them.

    Two queries at most, which read names and search words only.
    """
    words = words_of(query)
    if not words:
        return Found(list(editions.values_list("pk", flat=True)))
    telling = [word for word in words if word not in FILLERS] or words
    rows = list(editions.filter(_any_of(words)).values_list("pk", "search_text"))
    for wanted in (words, telling):
        if complete := [row for row in rows if all(word in row[1] for word in wanted)]:
            return Found(_by_rank(complete, wanted))
    telling = [word for word in telling if len(word) > 2] or telling
    partly = [row for row in rows if any(word in row[1] for word in telling)]
    return Found(_by_rank(partly, telling), is_guess=True)


def _any_of(words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition |= Q(search_text__contains=word)
    return condition


def _by_rank(rows: list[tuple[int, str]], words: list[str]) -> list[int]:
    return [pk for pk, _ in sorted(rows, key=lambda row: _rank(row[1], words))]


def _rank(search_text: str, words: list[str]) -> tuple[int, int, int]:
    """Smaller is better: words missing; words the best name holds; how far down the names that one stands.

    `search_text` has one name per line: official name, short name, everyday names, then search terms.
    """
    missing = sum(word not in search_text for word in words)
    lines = search_text.split("\n")
    held = [sum(_starts_a_word(word, line) for word in words) for line in lines]
    best = max(held)
    return missing, -best, held.index(best)


def _starts_a_word(word: str, line: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", line) is not None


class ServiceFilter(django_filters.FilterSet):
    """Filters of the public list. A value it does not know is ignored, and `ignored` says so."""

    q = django_filters.CharFilter(label="Mau urus apa?", method="pass_by", max_length=LONGEST_QUERY)
    kategori = django_filters.ChoiceFilter(
        label="Kategori", field_name="category", empty_label="Semua kategori"
    )
    instansi = django_filters.ChoiceFilter(
        label="Instansi", field_name="agency", empty_label="Semua instansi"
    )
    kantor = django_filters.ChoiceFilter(label="Kantor", method="at_office", empty_label="Semua kantor")
    peristiwa = django_filters.ChoiceFilter(
        label="Peristiwa", method="for_event", empty_label="Semua peristiwa"
    )
    gratis = django_filters.ChoiceFilter(label="Gratis", choices=[("ya", "Gratis")], method="free")
    daring = django_filters.ChoiceFilter(
        label="Bisa daring", choices=[("ya", "Bisa daring")], method="online"
    )

    class Meta:
        model = ServiceEdition
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
            self.filters[name].extra["choices"] = [(key, row.name) for key, row in rows.items()]

    def pass_by(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        """The search ranks as well as filters, so the view calls it after the filters."""
        return editions

    def at_office(self, editions: QuerySet, name: str, value: str) -> QuerySet:
        """Given at this office."""
        return editions.filter(offices__contains=f"|{value}|")

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


def in_catalogue_order(editions: QuerySet, facts: SharedFacts) -> QuerySet:
    """Shelf by shelf, as the office has put them."""
    shelf = Case(
        *[When(category=key, then=Value(place)) for place, key in enumerate(facts.categories)],
        default=Value(len(facts.categories)),
        output_field=IntegerField(),
    )
    return editions.order_by(shelf, "entry__position", "pk")
