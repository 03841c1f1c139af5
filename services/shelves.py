"""The live services that filters leave, in the catalogue's order, as a paginator reads them.

What a page costs must not grow with the catalogue, so nothing is sorted: how many services stand on each shelf says on
which shelves the page lies, and an index has every shelf in order.
"""

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from services.filters import ServiceFilter, in_catalogue_order, narrowed
from services.models import ServiceSpan
from services.prepared import Prepared

_MOST_KINDS = 128
"""Sets of filters whose SQL is known; there are 64 while the shelves stay the same."""
Names = tuple[str, ...]


def listed(chosen: ServiceFilter) -> "Shelves | list[int]":
    """Keys of the spans, in order: the event's own, if one is chosen."""
    if "peristiwa" in chosen.names:
        return _of_event(chosen)
    return Shelves(chosen)


class Shelves:
    """Shelf by shelf (`SharedFacts.categories`), as the office has put them; services of no known shelf come last."""

    def __init__(self, chosen: ServiceFilter) -> None:
        self._names, self._values, self._now = chosen.names, chosen.values, timezone.now()
        self._order = tuple(chosen.facts.categories)
        counts = dict(_counts(self._names).rows(now=self._now, **self._values))
        known = [([key], counts.pop(key)) for key in self._order if key in counts]
        self._shelves = [*known, (list(counts), sum(counts.values()))]

    def count(self) -> int:
        """How many there are."""
        return sum(count for _keys, count in self._shelves)

    def __getitem__(self, part: slice) -> list[int]:
        start, stop = part.start, part.stop
        here: list[str] = []
        passed = before = 0
        for keys, count in self._shelves:
            if passed + count <= start:
                before += count
            elif passed < stop:
                here += keys
            passed += count
        page = _page(self._names, self._order)
        within = slice(start - before, stop - before)
        return [pk for (pk,) in page.rows(within, shelves=here, now=self._now, **self._values)]


@lru_cache(maxsize=_MOST_KINDS)
def _counts(names: Names) -> Prepared:
    def make(now: datetime.datetime, **values: Any) -> QuerySet:
        spans = narrowed(ServiceSpan.objects.live(now), names, values)
        return spans.order_by().values_list("category").annotate(n=Count("*"))

    return Prepared(make)


@lru_cache(maxsize=_MOST_KINDS)
def _page(names: Names, order: Names) -> Prepared:
    def make(shelves: Sequence[str], now: datetime.datetime, **values: Any) -> QuerySet:
        spans = narrowed(ServiceSpan.objects.live(now), names, values).filter(category__in=shelves)
        ordered = spans.order_by("position", "pk") if len(shelves) == 1 else in_catalogue_order(spans, order)
        return ordered.values_list("pk")

    return Prepared(make)


def _of_event(chosen: ServiceFilter) -> list[int]:
    """A life event has few services, which stand in its own order."""
    rows = _event(chosen.names).rows(now=timezone.now(), **chosen.values)
    places = {slug: place for place, slug in enumerate(chosen.values["peristiwa"])}
    return [pk for slug, pk in sorted(rows, key=lambda row: places[row[0]])]


@lru_cache(maxsize=_MOST_KINDS)
def _event(names: Names) -> Prepared:
    def make(now: datetime.datetime, **values: Any) -> QuerySet:
        return narrowed(ServiceSpan.objects.live(now), names, values).order_by().values_list("slug", "pk")

    return Prepared(make)
