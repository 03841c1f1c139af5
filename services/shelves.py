"""The live services that filters leave, in the catalogue's order, as a paginator reads them.

What a page costs must not grow with the catalogue, so nothing is sorted: how many services stand on each shelf says on
which shelves the page lies, and an index has every shelf in order. They are counted once in each stretch of time in which
the same services are live: whatever changes what is live renews the version of the search index in the same transaction.
"""

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.utils import timezone

from services.filters import ServiceFilter, in_catalogue_order, narrowed
from services.kept import Objects
from services.models import SearchState, ServiceSpan
from services.prepared import Prepared

_MOST_KINDS = 128
"""Sets of filters whose SQL is known; there are 64 while the shelves stay the same."""
_counted = Objects(4 * _MOST_KINDS)
Names = tuple[str, ...]


class Stretch(NamedTuple):
    """From when until when (None: for good) the same services are live, in this version of what is published."""

    version: int
    since: datetime.datetime
    until: datetime.datetime | None

    def holds(self, version: int, now: datetime.datetime) -> bool:
        """Whether it is of this version, and this moment lies in it."""
        return self.version == version and self.since <= now and (self.until is None or now < self.until)


_stretch: Stretch | None = None


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
        counts = dict(self._counts())
        known = [([key], counts.pop(key)) for key in self._order if key in counts]
        self._shelves = [*known, (list(counts), sum(counts.values()))]

    def _counts(self) -> dict[str, int]:
        stretch = _stretch_at(self._now)
        key = stretch and (stretch, self._names, tuple(self._values.items()))
        rows = _counts(self._names).rows
        return _counted.get(key, lambda: dict(rows(now=self._now, **self._values)))

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


def _stretch_at(now: datetime.datetime) -> Stretch | None:
    """The stretch of this moment; None where there is no index yet."""
    global _stretch
    rows = _version.rows()
    if not rows:
        return None
    [(version,)] = rows
    known = _stretch
    if known is None or not known.holds(version, now):
        changes = [at for query in (_next_start, _next_end) for (at,) in query.rows(now=now)]
        known = _stretch = Stretch(version, now, min(changes, default=None))
    return known


@Prepared
def _version() -> QuerySet:
    return SearchState.objects.filter(pk=1).values_list("version")


@Prepared
def _next_start(now: datetime.datetime) -> QuerySet:
    return ServiceSpan.objects.filter(live_from__gt=now).order_by("live_from").values_list("live_from")[:1]


@Prepared
def _next_end(now: datetime.datetime) -> QuerySet:
    return ServiceSpan.objects.filter(live_until__gt=now).order_by("live_until").values_list("live_until")[:1]


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
