"""Reads what was searched in a period: one row for each way of typing it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from faq.gaps.retention import first_kept_day
from faq.models import SearchCount

MOST_READ = 5_000
"""Different searches of a period that are grouped: those made most often."""
AT_ONCE = 500
"""Words that one query asks for; a database takes so many parameters only."""


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both counted, and the day the period before begins (None: not kept any more)."""

    first: datetime.date
    last: datetime.date
    before: datetime.date | None

    @classmethod
    def of(cls, days: int) -> "Period":
        """The last days up to today."""
        today = timezone.localdate()
        kept = first_kept_day(today)
        first = max(today - datetime.timedelta(days=days - 1), kept)
        before = first - datetime.timedelta(days=days)
        return cls(first, today, before if before >= kept else None)


@dataclass(frozen=True)
class Counted:
    """One way of typing something, in a period.

    `missed`: searches that found nothing sure and after which nothing was opened, 0 if the last one found something.
    `found`: those that found something, since openings are counted; after `opened` of them a result was opened.
    `missed_before`, `unopened_before`: in the period before, those in vain and those after which nothing was opened.
    `judged`: (found, opened) of a longer time, by which it is judged whether hardly anybody opens something.
    """

    pk: int
    words: str
    searched: int
    missed: int
    found: int
    opened: int
    last_day: datetime.date
    missed_before: int = 0
    unopened_before: int = 0
    judged: tuple[int, int] | None = None

    @property
    def found_and_opened(self) -> tuple[int, int]:
        """By which it is judged whether hardly anybody opens something."""
        return self.judged or (self.found, self.opened)


def read(period: Period) -> list[Counted]:
    """The searches of a period, made most often first."""
    since = period.before or period.first
    now = Q(day__gte=period.first)
    then = Q(day__lt=period.first)
    measured = Q(was_found=True, day__gte=first_measured() or period.last + datetime.timedelta(days=1))
    rows = SearchCount.objects.filter(day__gte=since, day__lte=period.last).values("words").order_by()
    rows = rows.annotate(
        pk_=Max("pk", filter=now),
        searched=Sum("times", filter=now),
        missed=Sum(F("times") - F("opened"), filter=now & Q(was_found=False)),
        found=Sum("times", filter=now & measured),
        opened_=Sum("opened", filter=now & measured),
        last_day=Max("day", filter=now),
        last_hit=Max("day", filter=now & Q(was_found=True)),
        missed_before=Sum(F("times") - F("opened"), filter=then & Q(was_found=False)),
        unopened_before=Sum(F("times") - F("opened"), filter=then & measured),
    ).filter(searched__gt=0)
    return [_counted(row) for row in rows.order_by("-searched", "words")[:MOST_READ]]


def _counted(row: dict) -> Counted:
    return Counted(
        pk=row["pk_"],
        words=row["words"],
        searched=row["searched"],
        missed=0 if row["last_hit"] == row["last_day"] else row["missed"] or 0,
        found=row["found"] or 0,
        opened=row["opened_"] or 0,
        last_day=row["last_day"],
        missed_before=0 if row["last_hit"] == row["last_day"] else row["missed_before"] or 0,
        unopened_before=row["unopened_before"] or 0,
    )


def first_measured() -> datetime.date | None:
    """The first day on which anything opened was counted; what was searched earlier says nothing about it."""
    return SearchCount.objects.filter(opened__gt=0).aggregate(Min("day"))["day__min"]


def after(counted: Iterable[Counted], quiet_until: Mapping[str, datetime.date]) -> list[Counted]:
    """The same searches, counted only after the day that is named for their words."""
    rows = defaultdict(list)
    for row in rows_of(quiet_until):
        if row.day > quiet_until[row.words]:
            rows[row.words].append(row)
    measured = first_measured()
    return [
        _again(each, rows[each.words], measured) if each.words in quiet_until else each for each in counted
    ]


def rows_of(words: Iterable[str]) -> Iterable[SearchCount]:
    """Every row of these words, oldest first."""
    wanted = sorted(words)
    for start in range(0, len(wanted), AT_ONCE):
        part: QuerySet[SearchCount] = SearchCount.objects.filter(words__in=wanted[start : start + AT_ONCE])
        yield from part.order_by("day")


def _again(counted: Counted, rows: list[SearchCount], measured: datetime.date | None) -> Counted:
    """Recounted from these rows, which are in the order of days."""
    found = [row for row in rows if row.was_found and measured and row.day >= measured]
    still_missed = bool(rows) and not rows[-1].was_found
    return Counted(
        pk=counted.pk,
        words=counted.words,
        searched=counted.searched,
        missed=sum(row.times - row.opened for row in rows if not row.was_found) if still_missed else 0,
        found=sum(row.times for row in found),
        opened=sum(row.opened for row in found),
        last_day=counted.last_day,
        missed_before=counted.missed_before,
        unopened_before=counted.unopened_before,
    )
