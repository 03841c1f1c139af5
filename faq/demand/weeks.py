"""Weeks as the ranking counts them: Monday to Sunday (ISO 8601), on the site's clock."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone

from services.day_bounds import is_plausible
from services.wording import month_words

_WRITTEN = re.compile(r"([0-9]{4})-W([0-9]{2})\Z")
_DAYS = 7


@dataclass(frozen=True, order=True)
class Period:
    """Seven days that are counted together. `start` is the first of them, `end` the day after the last."""

    start: datetime.date

    @property
    def end(self) -> datetime.date:
        """The day after its last."""
        return self.start + datetime.timedelta(days=_DAYS)

    @property
    def last(self) -> datetime.date:
        """Its last day."""
        return self.end - datetime.timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The seven days before."""
        return Period(self.start - datetime.timedelta(days=_DAYS))

    @property
    def after(self) -> "Period":
        """The seven days after."""
        return Period(self.end)

    @property
    def key(self) -> str:
        """How addresses write the ISO week it begins in: "2026-W47"."""
        year, week, _ = self.start.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def words(self) -> str:
        """ "16–22 November 2026"; both months, or both years, where they differ."""
        first, last = self.start, self.last
        if first.year != last.year:
            return f"{_day(first)} {first.year} – {_day(last)} {last.year}"
        if first.month != last.month:
            return f"{_day(first)} – {_day(last)} {last.year}"
        return f"{first.day}–{_day(last)} {last.year}"

    def is_over(self, today: datetime.date) -> bool:
        """Whether all of its days have passed."""
        return self.end <= today


def _day(day: datetime.date) -> str:
    return f"{day.day} {month_words(day.month)}"


def today() -> datetime.date:
    """The day it is where the office is, whatever time zone this request uses."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def week_of(day: datetime.date) -> Period:
    """The week a day is in."""
    return Period(day - datetime.timedelta(days=day.weekday()))


def last_whole_week() -> Period:
    """The newest week all of whose days have passed."""
    return week_of(today()).before


def last_days() -> Period:
    """The seven days up to today, which is not over yet."""
    return Period(today() - datetime.timedelta(days=_DAYS - 1))


def written_week(text: str) -> Period | None:
    """The week written "2026-W47"; None for what is no week, or none the portal plans for."""
    found = _WRITTEN.match(text)
    if not found:
        return None
    try:
        start = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return Period(start) if is_plausible(start) else None


def weeks_until(week: Period, count: int) -> list[Period]:
    """So many weeks, oldest first, the given one last."""
    days = (week.start - datetime.timedelta(days=_DAYS * back) for back in reversed(range(count)))
    return [Period(day) for day in days]


class Calendar:
    """Consecutive periods, and in which of them a day lies."""

    def __init__(self, periods: Iterable[Period]) -> None:
        self.periods = sorted(periods)
        if not self.periods or any(one.end != next_one.start for one, next_one in pairwise(self.periods)):
            raise ValueError("periods must follow each other")

    @property
    def start(self) -> datetime.date:
        """The first day."""
        return self.periods[0].start

    @property
    def end(self) -> datetime.date:
        """The day after the last."""
        return self.periods[-1].end

    def earlier(self, more: int) -> "Calendar":
        """The same with so many periods before it."""
        periods = [*self.periods]
        for _ in range(more):
            periods.insert(0, periods[0].before)
        return Calendar(periods)

    def of(self, day: datetime.date) -> Period:
        """The period with this day, which must be in one of them."""
        return self.periods[(day - self.start).days // _DAYS]

    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """From when (included) until when (excluded), on the site's clock."""
        zone = timezone.get_default_timezone()
        starts = (datetime.datetime.combine(day, datetime.time.min) for day in (self.start, self.end))
        first, after = (timezone.make_aware(each, zone) for each in starts)
        return first, after
