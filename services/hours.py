"""The one resolver of opening hours: pages, cards, banner and API all ask here.

Pure functions over the shared facts; no database, no settings. A day is resolved in this order:

1. A closure that is entered for the office, or for all offices, closes it.
2. In a year for which nobody has entered a national holiday yet, Indonesia's public holidays as the
   `holidays` package works them out close it too; the day is marked as estimated.
3. A mobile unit is out only on days for which a stop is scheduled.
4. Of its timetables the one for special days applies between its dates; else on a day of Ramadan the one for
   Ramadan, where the office has one; else the regular one.

Of an office that opens on some weekdays for some services only, callers that ask for a service pass
`limited_days.office_for` it.

An office is open from its opening minute up to, and not including, its closing minute.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from zoneinfo import ZoneInfo

from services.choices import HoursPeriod, Weekday
from services.closures import assumed_closure, entered_closure
from services.closures import has_holiday_list as has_holiday_list
from services.closures import is_working_day as is_working_day
from services.facts import (
    ClosureFacts,
    Interval,
    MobileStop,
    OfficeFacts,
    RamadanFacts,
    SharedFacts,
    SpecialHoursFacts,
    Week,
)
from services.wording import day_name, intervals_words

SEARCH_DAYS = 30
"""How many days ahead `state` looks for the next opening."""

Opening = tuple[datetime.datetime, datetime.datetime]

NOON = datetime.time(12)


class Situation(Enum):
    """Why an office is open or closed at a moment."""

    OPEN = auto()
    BREAK = auto()
    FRIDAY_BREAK = auto()
    """The longer pause around Friday noon, for the prayer."""
    NOT_YET = auto()
    OVER = auto()
    """Closed for the day."""
    CLOSURE = auto()
    DAY_OFF = auto()
    """A day of the week on which it never opens."""
    NO_STOP = auto()
    """A mobile unit that stands nowhere on this day."""
    SPECIAL_HOURS = auto()
    """A day on which special hours leave it closed."""
    OTHER_SERVICES = auto()
    """Open today, but not for the services it is asked for."""
    UNKNOWN = auto()
    """Nobody has entered any hours."""


@dataclass(frozen=True)
class DayHours:
    """One office on one day. `estimated`: rests on a holiday or a Ramadan date that is not official yet.

    `for_others`: it opens on this day, but not for the services it is asked for. `special` is the timetable that
    holds instead of the one of `period`.
    """

    day: datetime.date
    intervals: tuple[Interval, ...]
    period: HoursPeriod = HoursPeriod.REGULAR
    special: SpecialHoursFacts | None = None
    closure: ClosureFacts | None = None
    stops: tuple[MobileStop, ...] = ()
    estimated: bool = False
    for_others: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the office opens at all on this day."""
        return bool(self.intervals)

    @property
    def words(self) -> str:
        """The hours of the day, "08.00–12.00, 13.00–15.00", or "Tutup"."""
        return intervals_words(self.intervals)


@dataclass(frozen=True)
class OfficeState:
    """An office at one moment. All moments are in the office's timezone.

    `opens_at` is the next opening after `now`, also while the office is open. `next_day` is the first day after
    this one on which it opens. `last_queue_at` is today's, passed or not. `stops` are where a mobile unit stands
    now or, while it is closed, opens next.
    """

    office: OfficeFacts
    now: datetime.datetime
    today: DayHours
    next_day: DayHours | None
    closes_at: datetime.datetime | None
    opens_at: datetime.datetime | None
    last_queue_at: datetime.datetime | None
    stops: tuple[MobileStop, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is open at this moment."""
        return self.closes_at is not None

    @property
    def reopens_today(self) -> bool:
        """Whether it opens (again) later on this day."""
        return self.opens_at is not None and self.opens_at.date() == self.today.day

    @property
    def is_break(self) -> bool:
        """Whether it is closed between two intervals of this day."""
        return not self.is_open and self.reopens_today and self.today.intervals[0][0] <= self.now.time()

    @property
    def is_queue_over(self) -> bool:
        """Whether no more queue numbers are given although the office has not closed for the day."""
        counting = self.is_open or self.is_break
        return counting and self.last_queue_at is not None and self.last_queue_at <= self.now

    @property
    def closure(self) -> ClosureFacts | None:
        """The closure that holds today."""
        return self.today.closure

    @property
    def stop(self) -> MobileStop | None:
        """The first of `stops`."""
        return next(iter(self.stops), None)

    @property
    def situation(self) -> Situation:
        """Why it is open or closed."""
        if self.is_open:
            return Situation.OPEN
        if self.closure:
            return Situation.CLOSURE
        if self.is_break:
            return Situation.FRIDAY_BREAK if self._is_friday_break else Situation.BREAK
        if self.today.is_open:
            return Situation.NOT_YET if self.reopens_today else Situation.OVER
        if self.today.for_others:
            return Situation.OTHER_SERVICES
        if self.today.special and not (
            self.office.stops and not scheduled_stops(self.office, self.today.day)
        ):
            return Situation.SPECIAL_HOURS
        if not any((self.office.whole or self.office).regular):
            return Situation.UNKNOWN
        return Situation.NO_STOP if self.office.stops else Situation.DAY_OFF

    @property
    def _is_friday_break(self) -> bool:
        """Whether this pause of a Friday has noon in it; only asked during a pause."""
        began = max(end for _, end in self.today.intervals if end <= self.now.time())
        is_friday = self.today.day.weekday() == Weekday.FRIDAY
        return is_friday and began <= NOON <= self.opens_at.time()


def day_hours(office: OfficeFacts, facts: SharedFacts, day: datetime.date) -> DayHours:
    """When an office is open on a day, and why not; see the module's rules."""
    special = special_hours(office, day)
    ramadan = None if special else _ramadan(office, facts, day)
    period = HoursPeriod.RAMADAN if ramadan else HoursPeriod.REGULAR
    entered = entered_closure(facts, day, office.key)
    if closure := entered or assumed_closure(facts, day):
        return DayHours(day, (), period, special, closure, estimated=entered is None)
    stops = scheduled_stops(office, day)
    if office.stops and not stops:
        return DayHours(day, (), period, special)
    intervals = _intervals(office, period, day)
    estimated = ramadan is not None and ramadan.estimated
    for_others = not intervals and office.whole is not None and bool(_intervals(office.whole, period, day))
    return DayHours(
        day,
        intervals,
        period,
        special,
        stops=stops if intervals else (),
        estimated=estimated,
        for_others=for_others,
    )


def _intervals(office: OfficeFacts, period: HoursPeriod, day: datetime.date) -> tuple[Interval, ...]:
    """The timetable's intervals for a day, whatever closes it."""
    special = special_hours(office, day)
    week = special.week if special else office.ramadan if period == HoursPeriod.RAMADAN else office.regular
    return in_order(week[day.weekday()])


def special_hours(office: OfficeFacts, day: datetime.date) -> SpecialHoursFacts | None:
    """The office's special timetable for a day. Two never overlap; if they did, the later one would hold."""
    return next((each for each in reversed(office.special) if each.start <= day <= each.end), None)


def week(office: OfficeFacts, facts: SharedFacts, start: datetime.date) -> list[DayHours]:
    """The seven days from `start`."""
    return [day_hours(office, facts, start + datetime.timedelta(days=ahead)) for ahead in range(7)]


def openings(office: OfficeFacts, facts: SharedFacts, first: datetime.date, days: int) -> Iterator[Opening]:
    """From when to when the office is open, in order, over `days` days from `first`; worked out as read."""
    zone = ZoneInfo(office.timezone)
    for ahead in range(days):
        yield from _moments(day_hours(office, facts, first + datetime.timedelta(days=ahead)), zone)


def office_time(office: OfficeFacts, moment: datetime.datetime) -> datetime.datetime:
    """A moment on the office's clock. Raises ValueError for a naive datetime, which could mean any moment."""
    if moment.tzinfo is None:
        raise ValueError("an aware datetime is needed to know the time at an office")
    return moment.astimezone(ZoneInfo(office.timezone))


def state(office: OfficeFacts, facts: SharedFacts, now: datetime.datetime) -> OfficeState:
    """Whether an office is open, until when, and when it opens next (within 30 days).

    `now` may be in any timezone; a naive one raises ValueError.
    """
    now = office_time(office, now)
    today = day_hours(office, facts, now.date())
    next_day = _next_day(office, facts, now.date())
    moments = _moments(today, now.tzinfo)
    closes_at = next((ends for begins, ends in moments if begins <= now < ends), None)
    coming = [*moments, *(_moments(next_day, now.tzinfo) if next_day else [])]
    opens_at = next((begins for begins, _ in coming if begins > now), None)
    is_today = closes_at or (opens_at and opens_at.date() == today.day)
    stops = today.stops if is_today else next_day.stops if next_day else ()
    last_queue_at = _last_queue(office, moments)
    return OfficeState(office, now, today, next_day, closes_at, opens_at, last_queue_at, stops)


def is_open_at(office: OfficeFacts, facts: SharedFacts, now: datetime.datetime) -> bool:
    """Whether an office is open at a moment: `state` without looking ahead, for going through many offices."""
    now = office_time(office, now)
    hours = day_hours(office, facts, now.date()).intervals
    return any(start <= now.time() < end for start, end in hours)


def scheduled_stops(office: OfficeFacts, day: datetime.date) -> tuple[MobileStop, ...]:
    """Where a mobile unit stands on this day if nothing closes it."""
    return tuple(stop for stop in office.stops if _stands(stop, day))


def timetable_change(
    office: OfficeFacts, facts: SharedFacts, today: datetime.date, days: int
) -> tuple[DayHours, bool] | None:
    """The first of the next `days` days with another timetable than today's, and whether it is an estimate.

    None where nothing changes, or the office keeps its hours in Ramadan.
    """
    now = _timetable(office, facts, today)
    for ahead in range(1, days + 1):
        day = today + datetime.timedelta(days=ahead)
        then = _timetable(office, facts, day)
        if now != then:
            edge = then if isinstance(then, RamadanFacts) else now
            return day_hours(office, facts, day), isinstance(edge, RamadanFacts) and edge.estimated
    return None


def _timetable(
    office: OfficeFacts, facts: SharedFacts, day: datetime.date
) -> SpecialHoursFacts | RamadanFacts | None:
    """What takes the place of the regular timetable on a day."""
    return special_hours(office, day) or _ramadan(office, facts, day)


def week_rows(office_week: Week) -> list[tuple[str, str]]:
    """A timetable (regular or Ramadan) as rows: ("Senin–Kamis", "08.00–12.00, 13.00–15.00"), ("Jumat", …)."""
    return [
        (day_span(day_name(first), day_name(last)), intervals_words(intervals))
        for first, last, intervals in week_runs(office_week)
    ]


def day_span(first: str, last: str, dash: str = "–") -> str:
    """Names of days from first to last: "Senin–Kamis"; "Jumat" where they are one."""
    return first if first == last else f"{first}{dash}{last}"


def week_runs(office_week: Week) -> list[tuple[int, int, tuple[Interval, ...]]]:
    """Stretches of days with the same hours: first day, last day (0 for Monday), intervals."""
    runs: list[tuple[int, int, tuple[Interval, ...]]] = []
    for day, intervals in enumerate(map(in_order, office_week)):
        if runs and runs[-1][2] == intervals:
            runs[-1] = (runs[-1][0], day, intervals)
        else:
            runs.append((day, day, intervals))
    return runs


def in_order(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Intervals by time, those that touch or overlap joined, so that "buka lagi" always follows a pause."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def _next_day(office: OfficeFacts, facts: SharedFacts, today: datetime.date) -> DayHours | None:
    """The first day after today, within the search, on which the office opens."""
    coming = (
        day_hours(office, facts, today + datetime.timedelta(days=ahead))
        for ahead in range(1, SEARCH_DAYS + 1)
    )
    return next((day for day in coming if day.is_open), None)


def _moments(hours: DayHours, zone: datetime.tzinfo | None) -> list[Opening]:
    def at(time: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(hours.day, time, zone)

    return [(at(start), at(end)) for start, end in hours.intervals]


def _last_queue(office: OfficeFacts, moments: list[Opening]) -> datetime.datetime | None:
    """When the day's last queue number is given: counted from the day's last closing, not before a pause."""
    if office.last_queue_minutes_before_close is None or not moments:
        return None
    before = datetime.timedelta(minutes=office.last_queue_minutes_before_close)
    return max(moments[0][0], moments[-1][1] - before)


def _ramadan(office: OfficeFacts, facts: SharedFacts, day: datetime.date) -> RamadanFacts | None:
    if office.ramadan is None:
        return None
    return next((period for period in facts.ramadan if period.start <= day <= period.end), None)


def _stands(stop: MobileStop, day: datetime.date) -> bool:
    """Whether a mobile unit stands here on this day; week 1 of a month is its days 1-7, and so on."""
    return stop.weekday == day.weekday() and (day.day - 1) // 7 + 1 in stop.weeks_of_month
