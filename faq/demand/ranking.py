"""The one ranking of what people ask for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from faq.demand import counting, weights
from faq.demand.counting import Counts, Tally
from faq.demand.subjects import GAP, Key, Subject, own_subjects
from faq.demand.weeks import Calendar, Period


@dataclass(frozen=True)
class Row:
    """A subject in a period: what was seen of each sign, the score, and the score of the period before."""

    subject: Subject
    counts: Counts
    score: float
    before: float
    words: tuple[str, ...] = ()
    """Of searches without an answer: all ways they were typed."""


@dataclass(frozen=True)
class Ranking:
    """What people asked for in a period, the highest score first; equal ones by title."""

    period: Period
    weights: Mapping[str, int]
    rows: Sequence[Row] = field(default_factory=tuple)


def ranking(user: Any, period: Period, *, signs: Collection[str] = tuple(weights.SIGNS)) -> Ranking:
    """The ranking of a period for someone: subjects of their agencies, and what belongs to all."""
    weighed = weights.current()
    tally = counting.count(Calendar([period.before, period]), user, signs=signs)
    rows = [_row(tally, subject, period, weighed) for subject in _subjects(tally, user)]
    asked = [row for row in rows if row.score or row.before]
    asked.sort(key=lambda row: (-row.score, -row.before, row.subject.title, row.subject.key))
    return Ranking(period, weighed, asked)


def _subjects(tally: Tally, user: Any) -> list[Subject]:
    named = own_subjects(user, tally.subjects())
    return [*named.values(), *(gap.subject for gap in tally.gaps.values())]


def _row(tally: Tally, subject: Subject, period: Period, weighed: Mapping[str, int]) -> Row:
    key = (subject.kind, subject.key)
    counts = tally.of(key, period)
    before = weights.score(tally.of(key, period.before), weighed)
    gap = tally.gaps.get(key)
    return Row(subject, counts, weights.score(counts, weighed), before, gap.words if gap else ())


@dataclass(frozen=True)
class WeekOf:
    """One week of a subject."""

    period: Period
    counts: Counts
    score: float


@dataclass(frozen=True)
class Line:
    """A subject's weeks, oldest first."""

    subject: Subject
    weeks: Sequence[WeekOf]
    words: tuple[str, ...] = ()


def line(user: Any, key: Key, calendar: Calendar) -> Line | None:
    """The weeks of a subject; None where there is none, or it is another agency's."""
    known = own_subjects(user, [key]).get(key)
    if known is None and key[0] != GAP:
        return None
    weighed = weights.current()
    tally = counting.count(calendar, user, key)
    gap = tally.gaps.get(key)
    if known is None and gap is None:
        return None
    counted = [(period, tally.of(key, period)) for period in calendar.periods]
    weeks = [WeekOf(period, counts, weights.score(counts, weighed)) for period, counts in counted]
    subject = known or replace(gap.subject, key=key[1])
    return Line(subject, weeks, gap.words if gap else ())
