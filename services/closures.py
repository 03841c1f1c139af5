"""Which days are closed: closures that were entered and, for years nobody entered holidays of, estimates.

Estimates are Indonesia's national public holidays as the `holidays` package works them out. They stop the moment
one national holiday of that year is entered: from then on the list is the office's own.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from services.choices import ClosureKind, Weekday
from services.facts import ClosureFacts, SharedFacts

USUAL_HOLIDAYS = 10
"""Fewer national holidays than this in a year: the list is not complete yet. The decrees name 15 to 17."""

NEXT_YEAR_FROM = 10
"""The month from which next year's list is asked for; the decree is usually out in September or October."""


@dataclass(frozen=True)
class MissingList:
    """A year whose list of national holidays is missing (`entered` is 0) or has too few days."""

    year: int
    entered: int

    @property
    def first_entry(self) -> str:
        """What a new closure starts from, as a query: New Year's Day, the one holiday whose date never moves."""
        values = {"kind": ClosureKind.NATIONAL_HOLIDAY.value}
        if not self.entered:
            day = datetime.date(self.year, 1, 1).isoformat()
            values |= {"start": day, "end": day, "name": f"Tahun Baru {self.year} Masehi"}
        return urlencode(values)


def closes(closure: ClosureFacts, office: str) -> bool:
    """Whether a closure concerns the office with this key."""
    return not closure.offices or office in closure.offices


def entered_closure(facts: SharedFacts, day: datetime.date, office: str = "") -> ClosureFacts | None:
    """The first closure of this day, of all offices or of the one named."""
    return next(
        (
            closure
            for closure in facts.closures
            if closure.start <= day <= closure.end and closes(closure, office)
        ),
        None,
    )


def assumed_closure(facts: SharedFacts, day: datetime.date) -> ClosureFacts | None:
    """A public holiday of a year for which no list has been entered."""
    if has_holiday_list(facts, day.year):
        return None
    return assumed_holidays(day.year).get(day)


def has_holiday_list(facts: SharedFacts, year: int) -> bool:
    """Whether someone has entered national holidays of this year."""
    return any(_is_national(closure) and closure.start.year == year for closure in facts.closures)


def is_working_day(facts: SharedFacts, day: datetime.date) -> bool:
    """Whether a day counts as "hari kerja": not Saturday or Sunday, and not a closure of all offices."""
    if day.weekday() >= Weekday.SATURDAY:
        return False
    return not (entered_closure(facts, day) or assumed_closure(facts, day))


def closures_between(
    facts: SharedFacts, first: datetime.date, last: datetime.date, office: str = ""
) -> list[tuple[ClosureFacts, bool]]:
    """Closures that touch these days, soonest first, each with whether it is an estimate.

    Estimates are the public holidays of years for which no list has been entered. With `office` those that
    concern it, else those of any office.
    """
    entered = [
        (closure, False)
        for closure in facts.closures
        if closure.end >= first and closure.start <= last and (not office or closes(closure, office))
    ]
    years = range(first.year, last.year + 1)
    assumed = [
        (closure, True)
        for year in years
        if not has_holiday_list(facts, year)
        for day, closure in assumed_holidays(year).items()
        if first <= day <= last
    ]
    return sorted([*entered, *assumed], key=lambda each: (each[0].start, each[0].end, each[1]))


def missing_lists(facts: SharedFacts, today: datetime.date) -> list[MissingList]:
    """The years for which staff should enter national holidays now: this one, and from October the next."""
    years = [today.year, today.year + 1] if today.month >= NEXT_YEAR_FROM else [today.year]
    lists = [MissingList(year, _holidays_entered(facts, year)) for year in years]
    return [each for each in lists if each.entered < USUAL_HOLIDAYS]


Days = dict[datetime.date, ClosureFacts]
worked_out: dict[int, Days] = {}
"""Years that were worked out before; a server has another process do that (`portal.serve`)."""


@lru_cache(maxsize=32)
def assumed_holidays(year: int) -> Days:
    """Indonesia's national public holidays of a year, as far as they can be worked out beforehand."""
    return worked_out[year] if year in worked_out else work_out(year)


def work_out(year: int) -> Days:
    """The same, from the package, which takes 10 MB of memory and the time to load it."""
    import holidays

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


def _holidays_entered(facts: SharedFacts, year: int) -> int:
    """How many days of this year are national holidays for all offices."""
    days = {
        closure.start + datetime.timedelta(days=ahead)
        for closure in facts.closures
        if _is_national(closure) and closure.start.year == year
        for ahead in range(min((closure.end - closure.start).days, 366) + 1)
    }
    return len(days)


def _is_national(closure: ClosureFacts) -> bool:
    return closure.kind == ClosureKind.NATIONAL_HOLIDAY and not closure.offices
