"""What was searched in each period, and the entries that it led to."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from faq.demand.leading import NOWHERE, leads_of
from faq.demand.subjects import Key
from faq.demand.weeks import Calendar, Period
from faq.demand.weights import SEARCHES
from faq.gaps.groups import is_hardly_opened
from faq.gaps.tally import Counted, first_measured
from faq.models import SearchCount

MOST_A_PERIOD = 60
"""Of each period these many searches are followed, the most frequent: each costs a few queries the first time. All pages
follow as many, so that a number is the same on each of them."""
WEEKS_JUDGED = 4
"""Whether hardly anybody opens what a search finds is judged by so many weeks: of a few searches one opened result more
or less would let a gap appear and vanish from week to week."""

Add = Callable[[Key, Period, str, int], None]
Searched = Mapping[Period, Sequence[Counted]]


def read(calendar: Calendar) -> Searched:
    """The searches of each period, one for each way of typing. Two queries."""
    measured, longer = first_measured(), calendar.earlier(WEEKS_JUDGED - 1)
    days = SearchCount.objects.filter(day__gte=longer.start, day__lt=longer.end).order_by("day", "pk")
    rows: dict[Period, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for row in days.values_list("words", "day", "pk", "was_found", "times", "opened"):
        rows[longer.of(row[1])][row[0]].append(row[1:])
    counted = {
        period: {words: _counted(words, of_it, measured) for words, of_it in by_words.items()}
        for period, by_words in rows.items()
    }
    return {period: _judged(period, counted) for period in calendar.periods if period in counted}


def _judged(period: Period, counted: Mapping[Period, Mapping[str, Counted]]) -> list[Counted]:
    """The searches of a period with what was found and opened in the weeks up to it."""
    weeks = [period]
    while len(weeks) < WEEKS_JUDGED:
        weeks.append(weeks[-1].before)
    judged = []
    for words, each in counted[period].items():
        all_of_it = [counted[week][words] for week in weeks if words in counted.get(week, ())]
        found, opened = sum(one.found for one in all_of_it), sum(one.opened for one in all_of_it)
        judged.append(replace(each, judged=(found, opened)))
    return judged


def _counted(words: str, rows: list, measured: datetime.date | None) -> Counted:
    """As `faq.gaps.tally` counts, but what found nothing counts for its week also if it finds something by now.

    Where something was opened though nothing sure was found, the search was not in vain.
    """
    searched = missed = found = opened = 0
    for day, _, was_found, times, opened_then in rows:
        searched += times
        if not was_found:
            missed += times - opened_then
        elif measured and day >= measured:
            found, opened = found + times, opened + opened_then
    return Counted(rows[-1][1], words, searched, missed, found, opened, last_day=rows[-1][0])


def count(searched: Searched, only: Key | None, add: Add) -> None:
    """Add searches with a result to the entry they lead to; those after which hardly anybody opens one are left out."""
    most = {period: _most(counts)[:MOST_A_PERIOD] for period, counts in searched.items()}
    leads = leads_of({each.words for counts in most.values() for each in counts})
    for period, counts in most.items():
        for each in counts:
            if leads[each.words] != NOWHERE and only in (None, leads[each.words]):
                add(leads[each.words], period, SEARCHES, each.searched - each.missed)


def _most(counts: Sequence[Counted]) -> list[Counted]:
    led = [each for each in counts if each.searched > each.missed and not is_hardly_opened([each])]
    return sorted(led, key=lambda each: (each.missed - each.searched, each.words))
