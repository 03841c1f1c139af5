"""Counts visits of check pages: one number for each card and day, and nothing of those who came.

Whoever checks a card must not wait for the database to be written, and must be answered while it takes nothing. So
visits are gathered in the process and written after an answer was sent, at most every half a minute; what cannot be
written is tried again.
"""

import datetime
import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from cards.models import Card, CardVisits

MOST_WAITING = 5_000
SECONDS = 30
DAYS = 30
"""Days that the chart of a card shows."""
STEPS = 10
"""Heights that a bar of the chart can have."""

log = logging.getLogger(__name__)
_waiting: Counter[tuple[int, datetime.date]] = Counter()
_lock = threading.Lock()
_written = time.monotonic()


def note(card: Card) -> None:
    """Count a visit. Writes nothing."""
    key = (card.pk, timezone.localdate())
    with _lock:
        if key in _waiting or len(_waiting) < MOST_WAITING:
            _waiting[key] += 1


def write_if_due(**kwargs: Any) -> None:
    """Write what was counted if the last time is half a minute ago; called after an answer was sent."""
    if _waiting and time.monotonic() - _written >= SECONDS:
        write()


def write() -> None:
    """Write what was counted in this process. A database that does not take it now gets it the next time."""
    global _written
    with _lock:
        counts = dict(_waiting)
        _waiting.clear()
        _written = time.monotonic()
    if not counts:
        return
    try:
        _store(counts)
    except DatabaseError as error:
        log.warning("counts of visits wait: %s", error)
        with _lock:
            _waiting.update(counts)


@transaction.atomic
def _store(counts: dict[tuple[int, datetime.date], int]) -> None:
    there = set(Card.objects.filter(pk__in={pk for pk, _ in counts}).values_list("pk", flat=True))
    for (pk, day), times in counts.items():
        if pk in there and not _add(pk, day, times):
            _begin(pk, day, times)


def _add(pk: int, day: datetime.date, times: int) -> bool:
    return bool(CardVisits.objects.filter(card=pk, day=day).update(count=F("count") + times))


def _begin(pk: int, day: datetime.date, times: int) -> None:
    """The first visit of a day; another process may have begun it in between."""
    try:
        with transaction.atomic():
            CardVisits.objects.create(card_id=pk, day=day, count=times)
    except IntegrityError:
        _add(pk, day, times)


@dataclass(frozen=True)
class Day:
    """One bar of the chart."""

    day: datetime.date
    count: int
    step: int
    """Its height in tenths of the highest."""


@dataclass(frozen=True)
class Chart:
    """Visits of one card: a bar for each of the last days, and how many there were in all."""

    days: tuple[Day, ...]
    recent: int
    total: int


def chart(card: Card) -> Chart:
    """The visits of a card until today."""
    today = timezone.localdate()
    first = today - datetime.timedelta(days=DAYS - 1)
    counts = dict(card.visits.filter(day__gte=first).values_list("day", "count"))
    highest = max(counts.values(), default=0)
    total = card.visits.aggregate(total=Sum("count"))["total"] or 0
    every = (first + datetime.timedelta(days=number) for number in range(DAYS))
    days = tuple(Day(day, counts.get(day, 0), _step(counts.get(day, 0), highest)) for day in every)
    return Chart(days, sum(counts.values()), total)


def _step(count: int, highest: int) -> int:
    """A bar's height; what is not nothing is never as low as nothing."""
    return max(1, round(count * STEPS / highest)) if count else 0
