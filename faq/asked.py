"""Counts what residents search, per day and without anything that tells who: no address, no cookie, numbers masked.

Counts are gathered in the process first; see `services.waiting_counts`. What is opened after a search is counted beside
it, and only for words that were searched that day: nobody fills the table by saying that something was opened.
"""

import datetime
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone

from faq.models import SearchCount
from services.filters import typed_line
from services.masking import mask
from services.waiting_counts import WaitingCounts

LONGEST = 80
LONGEST_TYPED = 200
"""Letters that the search reads of what was typed."""
MOST_WORDS_A_DAY = 5000
"""Different searches kept of a day; beyond it only those that are known are counted, so that nobody fills the table."""
MOST_WAITING = 500
MOST_TRIES = 4
"""Writings in which what was opened or taken back waits for its search, which another process may have to write."""
MOST_NOTED = 2 * MOST_WORDS_A_DAY
Place = tuple[datetime.date, str]
"""A row: the day and the words."""


class Search(NamedTuple):
    """One way to search: by the site's search, or in a list of one kind only."""

    day: datetime.date
    words: str
    in_list: bool


class Opening(NamedTuple):
    """Something opened. `straight`: chosen from the suggestions, so that the search itself was not counted yet."""

    day: datetime.date
    words: str
    straight: bool


@lru_cache(maxsize=8)
def normalised(query: str) -> str:
    """The words as they are counted: small letters, single spaces, numbers and addresses of people masked.

    A search asks for them several times, so those of the last searches are at hand.
    """
    typed = typed_line(query[: 4 * LONGEST_TYPED])[:LONGEST_TYPED]
    return " ".join(mask(typed).casefold().split())[:LONGEST].strip()


def note(query: str, was_found: bool) -> None:
    """Count a search of the whole site. Writes nothing."""
    if words := normalised(query):
        _note(Search(timezone.localdate(), words, False), was_found)


def note_missed_in_list(query: str) -> None:
    """Count a search within one list that found nothing there. Writes nothing; the site may still have something."""
    if words := normalised(query):
        _note(Search(timezone.localdate(), words, True))


def _note(search: Search, was_found: bool | None = None) -> None:
    if len(_noted) >= MOST_NOTED:
        _noted.clear()
    _noted.add(search[:2])
    waiting.note(search, was_found)


def is_noted(words: str) -> bool:
    """Whether these words, as they are counted, were searched today as far as this process knows. No query."""
    return (timezone.localdate(), words) in _noted


def is_stored(words: str) -> bool:
    """Whether these words have a row today already, so that counting them once more takes no room."""
    return SearchCount.objects.filter(day=timezone.localdate(), words=words).exists()


def note_taken_back(query: str, day: datetime.date) -> None:
    """One search of that day was counted by mistake. Writes nothing."""
    if words := normalised(query):
        taken_back.note((day, words), 1)


def note_opened(query: str, *, straight: bool = False) -> None:
    """Count that a result of these words was opened. `straight`: by a suggestion, without a results page before."""
    if words := normalised(query):
        openings.note(Opening(timezone.localdate(), words, straight), 1)


def _store(counts: dict[Search, int], found: dict[Search, bool | None]) -> None:
    times: Counter[Place] = Counter()
    for search, more in counts.items():
        times[search.day, search.words] += more
    known = _rows(times)
    room = MOST_WORDS_A_DAY - SearchCount.objects.filter(day=max(day for day, _ in times)).count()
    for (day, words), more in sorted(times.items()):
        row = known.get((day, words))
        if row is None and room <= 0:
            continue
        if row is None:
            room -= 1
            row = SearchCount(day=day, words=words, times=0, was_found=False)
        said = found.get(Search(day, words, False))
        row.times, row.was_found = row.times + more, row.was_found if said is None else said
        row.save()


def _store_openings(counts: dict[Opening, int], tries: dict[Opening, Any]) -> None:
    known = _rows([(each.day, each.words) for each in counts])
    early = []
    for opening, more in sorted(counts.items()):
        row = known.get((opening.day, opening.words))
        if row is None:
            early += [opening] * more
            continue
        row.times += more if opening.straight else 0
        row.opened = min(row.times, row.opened + more)
        row.save()
    for opening in early:
        if tries[opening] < MOST_TRIES:
            openings.note(opening, tries[opening] + 1)


def _store_taken_back(counts: dict[Place, int], tries: dict[Place, Any]) -> None:
    known = _rows(counts)
    for place, less in sorted(counts.items()):
        row = known.get(place)
        if row is not None:
            # What was opened stays: somebody searched for it who is no officer at a counter.
            row.times = max(row.times - less, row.opened)
            row.save() if row.times else row.delete()
        elif tries[place] < MOST_TRIES:
            for _ in range(less):
                taken_back.note(place, tries[place] + 1)


def _rows(places: Any) -> dict[Place, SearchCount]:
    """The rows there are, held until the end of the transaction."""
    days, words = {day for day, _ in places}, {words for _, words in places}
    rows = SearchCount.objects.select_for_update().filter(day__in=days, words__in=words).order_by("pk")
    return {(row.day, row.words): row for row in rows}


waiting: WaitingCounts[Search] = WaitingCounts("searches", _store, most=MOST_WAITING)
"""What was searched since the last writing: how often, and whether the last time found anything."""
openings: WaitingCounts[Opening] = WaitingCounts("openings", _store_openings, most=MOST_WAITING)
"""What was opened since the last writing, and in how many writings its search was looked for."""
taken_back: WaitingCounts[Place] = WaitingCounts("searches taken back", _store_taken_back, most=MOST_WAITING)
"""What is to be counted less, and in how many writings its search was looked for."""
_noted: set[Place] = set()
"""What was searched in this process, of today and perhaps of days before."""


def write() -> None:
    """Write what waits in this process: the searches first, as what was opened or taken back belongs to them."""
    waiting.write()
    openings.write()
    taken_back.write()


def forget() -> None:
    """Start anew without writing."""
    waiting.forget()
    openings.forget()
    taken_back.forget()
    _noted.clear()
