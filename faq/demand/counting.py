"""How often each sign of demand was seen, by subject and period. Sums of the database's, a fixed number of queries.

Spans of time are read by day on the site's clock and put into periods here, so that weeks and "the last seven days" are
counted by one rule.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from faq.demand import gaps, searches, weights
from faq.demand.gaps import Gap
from faq.demand.subjects import GAP, OTHER, QUESTION, SERVICE, WITHOUT_SUBJECT, Key
from faq.demand.weeks import Calendar, Period, today
from faq.demand.weights import GAPS, QUESTIONS, REPORTS, SEARCHES, SETTLED, TAPS, UNHELPFUL
from faq.models import Feedback, Inquiry, InquiryState, PageCount, SearchCount, Tap
from services import scope

Counts = Mapping[str, int]
"""By sign."""
Row = tuple[str, str, datetime.date, int]
"""(kind, key, day, times)."""


class Tally:
    """Counts of signs by subject and period; what was not seen is nought."""

    def __init__(self) -> None:
        self._counts: dict[Key, dict[Period, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self.gaps: dict[Key, Gap] = {}
        """The groups of searches without an answer among the subjects."""

    def add(self, subject: Key, period: Period, sign: str, times: int) -> None:
        """Add so many of a sign."""
        if times > 0:
            self._counts[subject][period][sign] += times

    def of(self, subject: Key, period: Period) -> Counts:
        """The counts of a subject in a period."""
        return self._counts.get(subject, {}).get(period, Counter())

    def subjects(self) -> set[Key]:
        """Everything that was counted at least once."""
        return set(self._counts)


def count(
    calendar: Calendar,
    user: Any,
    only: Key | None = None,
    *,
    signs: Collection[str] = tuple(weights.SIGNS),
) -> Tally:
    """Everything that was seen in these periods, or only what is about one subject.

    Counts are of all agencies: whose a subject is decides who may see it. Only what is about no subject is counted for
    the agencies of `user`. `signs`: those that are wanted.
    """
    tally = Tally()
    for sign, read in ((sign, read) for sign, read in _SIGNS.items() if sign in signs):
        for kind, key, day, times in read(calendar, user, only):
            tally.add((kind, key), calendar.of(day), sign, times)
    leads = SEARCHES in signs and (only is None or only[0] in (SERVICE, QUESTION))
    in_vain = GAPS in signs and (only is None or only[0] == GAP)
    searched = searches.read(calendar) if leads or in_vain else {}
    if leads:
        searches.count(searched, only, tally.add)
    if in_vain:
        _count_gaps(searched, only, tally)
    return tally


def _count_gaps(searched: searches.Searched, only: Key | None, tally: Tally) -> None:
    """Each under its own name, or under the one that was asked for."""
    for gap in gaps.gaps_in(searched):
        if only is None or gap.has(only[1]):
            subject = only or (GAP, gap.key)
            tally.gaps[subject] = gap
            for period, times in gap.times.items():
                tally.add(subject, period, GAPS, times)


def counted_since() -> datetime.date:
    """The first day of which anything is kept; today where nothing is. Five small queries."""
    zone = timezone.get_default_timezone()
    days = [model.objects.aggregate(first=Min("day"))["first"] for model in (SearchCount, PageCount)]
    columns = [(Inquiry, "asked_at"), (Tap, "at"), (Feedback, "at")]
    moments = [model.objects.aggregate(first=Min(column))["first"] for model, column in columns]
    days += [timezone.localdate(moment, zone) for moment in moments if moment]
    return min(filter(None, days), default=today())


def _questions(calendar: Calendar, user: Any, only: Key | None) -> Iterator[Row]:
    """Inquiries, for their service and for the question that answered them; without either, for nothing in particular."""
    first, after = calendar.moments()
    rows = Inquiry.objects.filter(asked_at__gte=first, asked_at__lt=after).exclude(state=InquiryState.SPAM)
    rows = rows.filter(~Q(service=None, question=None) | _own(Inquiry, user))
    if only and only[0] in _COLUMNS:
        rows = rows.filter(**{_COLUMNS[only[0]]: only[1]})
    elif only:
        rows = rows.filter(service=None, question=None) if only == WITHOUT_SUBJECT else rows.none()
    for *slugs, day, times in _grouped(rows, "asked_at", *_COLUMNS.values()):
        named = [(kind, slug) for kind, slug in zip(_COLUMNS, slugs, strict=True) if slug]
        for kind, key in named or [WITHOUT_SUBJECT]:
            yield kind, key, day, times


_COLUMNS = {SERVICE: "service__slug", QUESTION: "question__slug"}


def _taps(calendar: Calendar, user: Any, only: Key | None) -> Iterator[Row]:
    first, after = calendar.moments()
    rows = Tap.objects.filter(at__gte=first, at__lt=after, taken_back=False)
    rows = rows.filter(~Q(kind=OTHER) | _own(Tap, user))
    rows = rows.filter(kind=OTHER) if only == WITHOUT_SUBJECT else _about(rows, only)
    for kind, key, day, times in _grouped(rows, "at", "kind", "key"):
        yield *(WITHOUT_SUBJECT if kind == OTHER else (kind, key)), day, times


def _own(model: Any, user: Any) -> Q:
    """Rows of someone's agencies, as a condition; never an empty one, which would vanish beside another."""
    return Q(pk__isnull=False) if user.is_superuser else model.owned_by(scope.agencies_of(user))


def _reports(calendar: Calendar, user: Any, only: Key | None) -> Iterator[Row]:
    first, after = calendar.moments()
    yield from _grouped(
        _about(Feedback.objects.filter(at__gte=first, at__lt=after), only), "at", "kind", "key"
    )


def _grouped(rows: Any, moment: str, *columns: str) -> Any:
    """(columns …, day, how many), days on the site's clock."""
    day = TruncDate(moment, tzinfo=timezone.get_default_timezone())
    return rows.order_by().annotate(day=day).values_list(*columns, "day").annotate(times=Count("pk"))


def _page_counts(column: str) -> Callable[[Calendar, Any, Key | None], Iterator[Row]]:
    def read(calendar: Calendar, user: Any, only: Key | None) -> Iterator[Row]:
        rows = PageCount.objects.filter(day__gte=calendar.start, day__lt=calendar.end, **{f"{column}__gt": 0})
        yield from _about(rows, only).order_by().values_list("kind", "key", "day", column)

    return read


def _about(rows: Any, only: Key | None) -> Any:
    return rows.filter(kind=only[0], key=only[1]) if only else rows


_SIGNS = {
    QUESTIONS: _questions,
    TAPS: _taps,
    REPORTS: _reports,
    UNHELPFUL: _page_counts("unhelpful"),
    SETTLED: _page_counts("settled"),
}
