"""Counts what happens on pages, per day: seen, helpful, not yet helpful, "this answers it". Nothing of those who came.

They are gathered in the process first; see `services.waiting_counts`.
"""

import datetime
import time
from collections import defaultdict
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from faq.models import PageCount
from services.waiting_counts import WaitingCounts

MOST_WAITING = 20_000
"""Pages, days and columns waiting in one process."""
LONGEST_KEY = 80


class Noted(NamedTuple):
    """One column of one page's row of one day."""

    kind: str
    key: str
    day: datetime.date
    column: str


def note_view(kind: str, key: str) -> None:
    """Count that a page was read. Writes nothing; the page must be there (`faq.feedback.subjects`)."""
    _note(kind, key, "views")


def note_verdict(kind: str, key: str, helpful: bool) -> None:
    """Count "helpful" or "not yet" for a page. Writes nothing; the page must be there."""
    _note(kind, key, "helpful" if helpful else "unhelpful")


def note_settled(kind: str, key: str) -> None:
    """Count that somebody who was about to ask found the answer on this page. Writes nothing; the page must be there."""
    _note(kind, key, "settled")


def _note(kind: str, key: str, column: str) -> None:
    if len(key) <= LONGEST_KEY:
        waiting.note(Noted(kind, key, _today(), column))


_day = (0.0, 0.0, datetime.date.min)
"""From when until when it is which day."""


def _today() -> datetime.date:
    """The day on the site's clock, worked out once a day: on every page that would take longer than all the rest."""
    global _day
    begin, end, day = _day
    if not begin <= time.time() < end:
        start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        begin, day = start.timestamp(), start.date()
        _day = (begin, (start + datetime.timedelta(days=1)).timestamp(), day)
    return day


def _store(counts: dict[Noted, int], latest: dict) -> None:
    """Add to the rows, always in the same order: two processes that write at once wait for each other, not for ever."""
    pages: dict[tuple[str, str, datetime.date], dict[str, int]] = defaultdict(dict)
    for noted, times in counts.items():
        pages[noted[:3]][noted.column] = times
    for page in sorted(pages):
        if not _add(page, pages[page]):
            _begin(page)
            _add(page, pages[page])


def _add(page: tuple[str, str, datetime.date], more: dict[str, int]) -> int:
    """Added by the database itself, so what another process added in between stays."""
    kind, key, day = page
    sums = {column: F(column) + times for column, times in more.items()}
    return PageCount.objects.filter(kind=kind, key=key, day=day).update(**sums)


def _begin(page: tuple[str, str, datetime.date]) -> None:
    """The row of a new day; another process may have begun it in between."""
    kind, key, day = page
    PageCount.objects.bulk_create([PageCount(kind=kind, key=key, day=day)], ignore_conflicts=True)


waiting: WaitingCounts[Noted] = WaitingCounts("pages", _store, most=MOST_WAITING)
"""What happened on pages since the last writing."""
