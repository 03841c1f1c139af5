"""Counts what residents search, per day and without anything that tells who: no address, no cookie, numbers masked.

They are gathered in the process first; see `services.waiting_counts`.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Q, Sum
from django.utils import timezone

from faq.models import SearchCount
from services.masking import mask
from services.waiting_counts import WaitingCounts

LONGEST = 80
MOST_WORDS_A_DAY = 5000
"""Different searches kept of a day; beyond it only those that are known are counted, so that nobody fills the table."""
MOST_WAITING = 500


def normalised(query: str) -> str:
    """The words as they are counted: small letters, single spaces, numbers and addresses of people masked."""
    return " ".join(mask(query).casefold().split())[:LONGEST].strip()


def note(query: str, was_found: bool) -> None:
    """Count a search. Writes nothing."""
    words = normalised(query)
    if not words:
        return
    waiting.note((timezone.localdate(), words), was_found)


def _store(
    counts: dict[tuple[datetime.date, str], int], found: dict[tuple[datetime.date, str], bool]
) -> None:
    days = {day for day, _ in counts}
    rows = SearchCount.objects.select_for_update().filter(
        day__in=days, words__in=[words for _, words in counts]
    )
    known = {(row.day, row.words): row for row in rows}
    room = MOST_WORDS_A_DAY - SearchCount.objects.filter(day=max(days)).count()
    for (day, words), times in counts.items():
        row = known.get((day, words))
        if row is None and room <= 0:
            continue
        if row is None:
            room -= 1
            row = SearchCount(day=day, words=words, times=0)
        row.times, row.was_found = row.times + times, found[day, words]
        row.save()


waiting = WaitingCounts("searches", _store, most=MOST_WAITING)
"""What was searched since the last writing: of each day and words how often, and whether the last time found anything."""


@dataclass(frozen=True)
class Asked:
    """Something that was searched in a period: how often, and whether the last time found anything."""

    words: str
    times: int
    was_found: bool


def most_asked(days: int = 7, limit: int = 8, *, only_missed: bool = False) -> list[Asked]:
    """What was searched most in the last days, most often first."""
    since = timezone.localdate() - datetime.timedelta(days=days - 1)
    rows = SearchCount.objects.filter(day__gte=since).values("words")
    rows = rows.annotate(total=Sum("times"), hits=Max("day", filter=Q(was_found=True)), last=Max("day"))
    if only_missed:
        rows = rows.filter(hits=None)
    return [
        Asked(row["words"], row["total"], row["hits"] is not None)
        for row in rows.order_by("-total", "words")[:limit]
    ]
