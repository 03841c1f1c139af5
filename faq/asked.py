"""Counts what residents search, per day and without anything that tells who: no address, no cookie, numbers masked.

A search must not wait for the database to be written, and must not fail because it is busy. So counts are gathered in
the process and written after an answer was sent, at most every half a minute; what cannot be written is tried again.
"""

import datetime
import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max, Q, Sum
from django.utils import timezone

from faq.models import SearchCount
from services.masking import mask

LONGEST = 80
MOST_WORDS_A_DAY = 5000
"""Different searches kept of a day; beyond it only those that are known are counted, so that nobody fills the table."""
MOST_WAITING = 500
SECONDS = 30

log = logging.getLogger(__name__)
_waiting: Counter[tuple[datetime.date, str]] = Counter()
_found: dict[tuple[datetime.date, str], bool] = {}
_lock = threading.Lock()
_written = time.monotonic()


def normalised(query: str) -> str:
    """The words as they are counted: small letters, single spaces, numbers and addresses of people masked."""
    return " ".join(mask(query).casefold().split())[:LONGEST].strip()


def note(query: str, was_found: bool) -> None:
    """Count a search. Writes nothing."""
    words = normalised(query)
    if not words:
        return
    key = (timezone.localdate(), words)
    with _lock:
        if key in _waiting or len(_waiting) < MOST_WAITING:
            _waiting[key] += 1
            _found[key] = was_found


def write_if_due(**kwargs: Any) -> None:
    """Write what was counted if the last time is half a minute ago; called after an answer was sent."""
    if _waiting and time.monotonic() - _written >= SECONDS:
        write()


def write() -> None:
    """Write what was counted in this process. A database that does not take it now gets it the next time."""
    global _written
    with _lock:
        counts, found = dict(_waiting), dict(_found)
        _waiting.clear()
        _found.clear()
        _written = time.monotonic()
    if not counts:
        return
    try:
        _store(counts, found)
    except DatabaseError as error:
        log.warning("search counts wait: %s", error)
        with _lock:
            _waiting.update(counts)
            _found.update(found)


@transaction.atomic
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
