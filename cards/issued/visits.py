"""Counts visits of check pages: one number for each card and day, and nothing of those who came.

They are gathered in the process first; see `services.waiting_counts`.
"""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from cards.models import Card, CardVisits
from services.waiting_counts import WaitingCounts

MOST_WAITING = 5_000
DAYS = 30
"""Days that the chart of a card shows."""
STEPS = 10
"""Heights that a bar of the chart can have."""


def note(card: Card) -> None:
    """Count a visit. Writes nothing."""
    waiting.note((card.pk, timezone.localdate()))


def _store(counts: dict[tuple[int, datetime.date], int], latest: dict) -> None:
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


waiting = WaitingCounts("visits", _store, most=MOST_WAITING)
"""Visits of each card and day since the last writing."""


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
