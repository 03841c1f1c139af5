"""The one resolver of opening hours: pages, cards, banner and API all ask here.

Pure functions over the shared facts; no database, no settings. A day is resolved in this order:

1. A closure that is entered for the office, or for all offices, closes it.
2. In a year for which nobody has entered a national holiday yet, Indonesia's public holidays as the
   `holidays` package works them out close it too; the day is marked as estimated.
3. A mobile unit is out only on days for which a stop is scheduled.
4. On a day of Ramadan the Ramadan timetable applies, where the office has one; else the regular one.

An office is open from its opening minute up to, and not including, its closing minute.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.choices import ClosureKind, HoursPeriod, Weekday
from services.facts import ClosureFacts, Interval, MobileStop, OfficeFacts, RamadanFacts, SharedFacts, Week
from services.wording import CLOSED, intervals_words, list_words, near_date_words, relative_day, time_words

SEARCH_DAYS = 30
"""How many days ahead `state` looks for the next opening."""

Opening = tuple[datetime.datetime, datetime.datetime]

SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EVERY_WEEK_OF_MONTH = {1, 2, 3, 4, 5}


@dataclass(frozen=True)
class DayHours:
    """One office on one day. `estimated`: rests on a holiday or a Ramadan date that is not official yet."""

    day: datetime.date
    intervals: tuple[Interval, ...]
    period: HoursPeriod = HoursPeriod.REGULAR
    closure: ClosureFacts | None = None
    stops: tuple[MobileStop, ...] = ()
    estimated: bool = False

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

    `opens_at` is the next opening after `now`, also while the office is open. `last_queue_at` is today's,
    passed or not. `stops` are where a mobile unit stands now or, while it is closed, opens next.
    """

    now: datetime.datetime
    today: DayHours
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
    def words(self) -> str:
        """What a resident needs to know, in one line: "Buka sampai 12.00, buka lagi 13.00"."""
        if self.is_open:
            parts = [f"Buka sampai {time_words(self.closes_at)}{self._place}"]
            parts += [f"buka lagi {time_words(self.opens_at)}"] if self.reopens_today else []
        elif self.is_break:
            parts = [f"Istirahat, buka lagi {time_words(self.opens_at)}{self._place}"]
        else:
            parts = [self._closed_words]
            parts += [f"buka {self._opening_words}{self._place}"] if self.opens_at else []
        if self.is_queue_over:
            parts.append(f"antrean terakhir {time_words(self.last_queue_at)} sudah lewat")
        return ", ".join(parts)

    @property
    def _place(self) -> str:
        return f" di {list_words(stop.place for stop in self.stops)}" if self.stops else ""

    @property
    def _closed_words(self) -> str:
        if self.closure is None:
            return CLOSED
        # A holiday's explanation ("Nyepi (Tahun Baru Saka 1948)") would nest brackets.
        name = self.closure.name.split(" (")[0]
        return f"{CLOSED} hari ini ({name}{', perkiraan' if self.today.estimated else ''})"

    @property
    def _opening_words(self) -> str:
        day, today = self.opens_at.date(), self.today.day
        # After a holiday people cannot guess the next working day, so it gets its date.
        dated = self.closure is not None and (day - today).days > 1
        day_words = near_date_words(day, today) if dated else relative_day(day, today)
        return f"{day_words} {time_words(self.opens_at)}"


def day_hours(office: OfficeFacts, facts: SharedFacts, day: datetime.date) -> DayHours:
    """When an office is open on a day, and why not; see the module's rules."""
    ramadan = _ramadan(office, facts, day)
    period = HoursPeriod.RAMADAN if ramadan else HoursPeriod.REGULAR
    entered = _entered_closure(facts, day, office.key)
    if closure := entered or _assumed_closure(facts, day):
        return DayHours(day, (), period, closure, estimated=entered is None)
    stops = tuple(stop for stop in office.stops if _stands(stop, day))
    if office.stops and not stops:
        return DayHours(day, (), period)
    week = office.ramadan if ramadan else office.regular
    intervals = _in_order(week[day.weekday()])
    estimated = ramadan is not None and ramadan.estimated
    return DayHours(day, intervals, period, stops=stops if intervals else (), estimated=estimated)


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
    moments = _moments(today, now.tzinfo)
    closes_at = next((ends for begins, ends in moments if begins <= now < ends), None)
    coming = openings(office, facts, now.date(), SEARCH_DAYS + 1)
    opens_at = next((begins for begins, _ in coming if begins > now), None)
    if closes_at or opens_at is None:
        stops = today.stops if closes_at else ()
    else:
        stops = day_hours(office, facts, opens_at.date()).stops
    return OfficeState(now, today, closes_at, opens_at, _last_queue(office, moments), stops)


def is_working_day(facts: SharedFacts, day: datetime.date) -> bool:
    """Whether a day counts as "hari kerja": not Saturday or Sunday, and not a closure of all offices."""
    if day.weekday() >= Weekday.SATURDAY:
        return False
    return not (_entered_closure(facts, day) or _assumed_closure(facts, day))


def has_holiday_list(facts: SharedFacts, year: int) -> bool:
    """Whether someone has entered national holidays of this year."""
    return any(
        closure.kind == ClosureKind.NATIONAL_HOLIDAY and not closure.offices and closure.start.year == year
        for closure in facts.closures
    )


def week_rows(office_week: Week) -> list[tuple[str, str]]:
    """A timetable (regular or Ramadan) as rows: ("Senin–Kamis", "08.00–12.00, 13.00–15.00"), ("Jumat", …)."""
    return [
        (_span(Weekday.labels, first, last, "–"), intervals_words(intervals))
        for first, last, intervals in _runs(office_week)
    ]


def opening_hours_specification(office: OfficeFacts) -> list[dict[str, str | list[str]]]:
    """The regular timetable as https://schema.org/OpeningHoursSpecification items.

    Empty for a mobile unit: the vocabulary has no "first and third Tuesday", and naming every Tuesday
    would send people to an empty square.
    """
    if office.stops:
        return []
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{name}" for name in SCHEMA_DAYS[first : last + 1]],
            "opens": f"{start:%H:%M}",
            "closes": f"{end:%H:%M}",
        }
        for first, last, intervals in _runs(office.regular)
        for start, end in intervals
    ]


def osm_opening_hours(office: OfficeFacts) -> str:
    """The regular timetable as OpenStreetMap's `opening_hours`: "Mo-Th 08:00-12:00,13:00-15:00; PH off".

    Days not named are closed. A mobile unit's weeks of the month are the nth weekdays: "Tu[1,3] …".
    """
    if office.stops:
        rules = [(_osm_stop_day(office, day), _in_order(office.regular[day])) for day in range(7)]
    else:
        runs = _runs(office.regular)
        rules = [(_span(OSM_DAYS, first, last, "-"), intervals) for first, last, intervals in runs]
    written = [f"{days} {_osm_intervals(intervals)}" for days, intervals in rules if days and intervals]
    return "; ".join([*written, "PH off"]) if written else "off"


def _in_order(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Intervals by time, those that touch or overlap joined, so that "buka lagi" always follows a pause."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


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


def _entered_closure(facts: SharedFacts, day: datetime.date, office: str = "") -> ClosureFacts | None:
    """The first closure of this day, of all offices or of the one named."""
    return next(
        (
            closure
            for closure in facts.closures
            if closure.start <= day <= closure.end and (not closure.offices or office in closure.offices)
        ),
        None,
    )


def _assumed_closure(facts: SharedFacts, day: datetime.date) -> ClosureFacts | None:
    """A public holiday of a year for which no list has been entered."""
    if has_holiday_list(facts, day.year):
        return None
    return _assumed_holidays(day.year).get(day)


@lru_cache(maxsize=32)
def _assumed_holidays(year: int) -> dict[datetime.date, ClosureFacts]:
    """Indonesia's national public holidays of a year, as far as they can be worked out beforehand."""
    import holidays  # here: loading it takes longer than everything else in this module

    public = holidays.country_holidays("ID", years=year, categories=(holidays.PUBLIC,), language="id")
    return {
        day: ClosureFacts(
            start=day,
            end=day,
            # The package says this of some days only; here every day of such a year is an estimate.
            name=name.replace(" (perkiraan)", ""),
            kind=ClosureKind.NATIONAL_HOLIDAY.value,
        )
        for day, name in public.items()
    }


def _stands(stop: MobileStop, day: datetime.date) -> bool:
    """Whether a mobile unit stands here on this day; week 1 of a month is its days 1-7, and so on."""
    return stop.weekday == day.weekday() and (day.day - 1) // 7 + 1 in stop.weeks_of_month


def _runs(office_week: Week) -> list[tuple[int, int, tuple[Interval, ...]]]:
    """Stretches of days with the same hours: first day, last day, intervals."""
    runs: list[tuple[int, int, tuple[Interval, ...]]] = []
    for day, intervals in enumerate(map(_in_order, office_week)):
        if runs and runs[-1][2] == intervals:
            runs[-1] = (runs[-1][0], day, intervals)
        else:
            runs.append((day, day, intervals))
    return runs


def _span(names: tuple[str, ...] | list[str], first: int, last: int, dash: str) -> str:
    return names[first] if first == last else f"{names[first]}{dash}{names[last]}"


def _osm_intervals(intervals: tuple[Interval, ...]) -> str:
    return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in intervals)


def _osm_stop_day(office: OfficeFacts, day: int) -> str:
    """The weekday with the weeks in which a stop is scheduled, "Tu[1,3]"; nothing without a stop."""
    weeks = {each for stop in office.stops if stop.weekday == day for each in stop.weeks_of_month}
    if not weeks or weeks >= EVERY_WEEK_OF_MONTH:
        return OSM_DAYS[day] if weeks else ""
    return f"{OSM_DAYS[day]}[{','.join(map(str, sorted(weeks)))}]"
