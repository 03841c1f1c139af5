"""The promise date: hand it in now, ready by then. The rule is `promise_date`'s docstring."""

import calendar
import datetime
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from services.choices import TimeUnit, Weekday
from services.document import ProcessingTime
from services.facts import OfficeFacts, SharedFacts
from services.hours import day_hours, has_holiday_list, is_working_day, office_time, openings, state
from services.time_standard import APPROXIMATE_DAYS, starts_with_handing_in

SEARCH_DAYS = 366
"""How long an office may stay closed before nothing can be promised any more."""

LONGEST_DAYS = 3660
"""A standard beyond ten years is a typing mistake; it gets no date."""


@dataclass(frozen=True)
class Promise:
    """When something is ready: on the spot, at a moment, on a whole day, or not known (`ready_by` is None).

    `counted_from` is when the count starts: the moment of handing in, or the next opening after it.
    `estimated`: it runs through a year whose national holidays have not been entered.
    """

    ready_by: datetime.date | datetime.datetime | None = None
    counted_from: datetime.datetime | None = None
    estimated: bool = False
    at_once: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything can be said."""
        return self.at_once or self.ready_by is not None


def promise_date(
    processing_time: ProcessingTime,
    facts: SharedFacts,
    office: OfficeFacts | None,
    handed_in: datetime.datetime,
) -> Promise:
    """By when something handed in at an office is ready, under a time standard.

    - The count starts when the office has the papers: at once while it is open, else at its next opening.
    - menit: time during which the office is open; what does not fit before it closes continues at the
      next opening. jam: hours on the clock, closed or not ("24 jam"). Both give a moment; one at which
      the office is closed moves to the next opening. The closing minute itself still counts.
    - hari, minggu, bulan, tahun: by the calendar; the 31st becomes the last day of a shorter month.
      hari kerja: see `is_working_day`. The day on which the count starts is day 0. These give a day;
      one on which the office does not open moves to the next on which it does.
    - A value of 0 is done on the spot. No value, no unit, more than ten years, an office that does not open
      within a year, or a count that starts with something else than the handing in: nothing is promised.
    - Without an office nothing is known of hours: working days stand for days of opening, and the answer
      is always a day.

    `handed_in` may be in any timezone; a naive one raises ValueError.
    """
    value, unit = processing_time.max_value, processing_time.unit
    if value == 0:
        return Promise(at_once=True)
    if value is None or not unit or value * APPROXIMATE_DAYS[TimeUnit(unit)] > LONGEST_DAYS:
        return Promise()
    if not starts_with_handing_in(processing_time):
        return Promise()
    start = _received(facts, office, handed_in)
    ready_by = start and _ready_by(value, unit, facts, office, start)
    if ready_by is None:
        return Promise()
    years = range(start.year, ready_by.year + 1)
    estimated = not all(has_holiday_list(facts, year) for year in years)
    return Promise(ready_by, start, estimated)


def holidays_waited(facts: SharedFacts, office: OfficeFacts, promise: Promise) -> list[str]:
    """Names of the holidays and closures from Monday to Friday that a promise waits over, in order, each once."""
    if promise.ready_by is None or promise.counted_from is None:
        return []
    day, names = promise.counted_from.date(), []
    last = min(as_day(promise.ready_by), day + datetime.timedelta(days=SEARCH_DAYS))
    while (day := day + datetime.timedelta(days=1)) < last:
        closure = day_hours(office, facts, day).closure
        if closure and day.weekday() < Weekday.SATURDAY:
            names.append(closure.name)
    return list(dict.fromkeys(names))


def as_day(ready_by: datetime.date | datetime.datetime) -> datetime.date:
    """The day of a day or of a moment."""
    return ready_by.date() if isinstance(ready_by, datetime.datetime) else ready_by


def _received(
    facts: SharedFacts, office: OfficeFacts | None, handed_in: datetime.datetime
) -> datetime.datetime | None:
    """The first moment from `handed_in` at which someone is there to receive it."""
    if office:
        moment = office_time(office, handed_in)
        coming = openings(office, facts, moment.date(), SEARCH_DAYS)
        over = _is_queue_over(office, facts, handed_in)
        coming = (each for each in coming if not over or each[0].date() > moment.date())
        return next((max(begins, moment) for begins, ends in coming if moment < ends), None)
    moment = _site_time(facts, handed_in)
    day = _next_open_day(facts, None, moment.date())
    if day is None or day == moment.date():
        return moment if day else None
    return datetime.datetime.combine(day, datetime.time(), moment.tzinfo)


def _is_queue_over(office: OfficeFacts, facts: SharedFacts, handed_in: datetime.datetime) -> bool:
    gives_numbers = office.last_queue_minutes_before_close is not None
    return gives_numbers and state(office, facts, handed_in).is_queue_over


def _site_time(facts: SharedFacts, moment: datetime.datetime) -> datetime.datetime:
    """A moment on the clock of the agency the site speaks for; on its own where there is none."""
    if moment.tzinfo is None:
        raise ValueError("an aware datetime is needed to know the day")
    agency = facts.site_agency()
    return moment.astimezone(ZoneInfo(agency.timezone)) if agency else moment


def _ready_by(
    value: int, unit: str, facts: SharedFacts, office: OfficeFacts | None, start: datetime.datetime
) -> datetime.date | datetime.datetime | None:
    if unit not in (TimeUnit.MINUTES, TimeUnit.HOURS):
        due = _due_day(value, unit, facts, start.date())
        return due and _next_open_day(facts, office, due)
    length = datetime.timedelta(minutes=value if unit == TimeUnit.MINUTES else value * 60)
    if office is None:
        return _next_open_day(facts, None, (start + length).date())
    if unit == TimeUnit.MINUTES:
        return _after_open_time(length, facts, office, start)
    return _first_open_moment(facts, office, start + length)


def _after_open_time(
    length: datetime.timedelta, facts: SharedFacts, office: OfficeFacts, start: datetime.datetime
) -> datetime.datetime | None:
    """The moment at which the office has been open for so long since `start`."""
    for opening, closing in openings(office, facts, start.date(), SEARCH_DAYS):
        begins = max(opening, start)
        if length <= closing - begins:
            return begins + length
        length -= max(closing - begins, datetime.timedelta())
    return None


def _first_open_moment(
    facts: SharedFacts, office: OfficeFacts, due: datetime.datetime
) -> datetime.datetime | None:
    """The first moment from `due` at which the office is open, its closing minute included."""
    coming = openings(office, facts, due.date(), SEARCH_DAYS)
    return next((max(begins, due) for begins, ends in coming if due <= ends), None)


def _due_day(value: int, unit: str, facts: SharedFacts, start: datetime.date) -> datetime.date | None:
    """The day that lies `value` units after `start`, open or not."""
    if unit == TimeUnit.WORKING_DAYS:
        return _working_days_later(facts, start, value)
    if unit in (TimeUnit.MONTHS, TimeUnit.YEARS):
        return _months_later(start, value * 12 if unit == TimeUnit.YEARS else value)
    return start + datetime.timedelta(days=value * 7 if unit == TimeUnit.WEEKS else value)


def _working_days_later(facts: SharedFacts, start: datetime.date, count: int) -> datetime.date | None:
    """The `count`-th working day after `start`; None where a mistyped closure leaves too few of them."""
    days = (start + datetime.timedelta(days=ahead) for ahead in range(1, 2 * LONGEST_DAYS))
    working = (day for day in days if is_working_day(facts, day))
    return next(islice(working, count - 1, None), None)


def _months_later(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _next_open_day(
    facts: SharedFacts, office: OfficeFacts | None, first: datetime.date
) -> datetime.date | None:
    """The first day from `first` on which the office opens; without an office, the first working day."""
    days = (first + datetime.timedelta(days=ahead) for ahead in range(SEARCH_DAYS))
    if office is None:
        return next((day for day in days if is_working_day(facts, day)), None)
    return next((day for day in days if day_hours(office, facts, day).is_open), None)
