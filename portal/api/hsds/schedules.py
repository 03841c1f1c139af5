"""Opening hours as HSDS schedules: recurring rules in the words of iCalendar (RFC 5545)."""

import datetime
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from services.facts import Interval, OfficeFacts, SharedFacts, Week
from services.hours import in_order
from services.wording import day_name

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY_WEEK = {1, 2, 3, 4, 5}
Row = dict[str, Any]
Keyed = tuple[str, Row]
"""A row with what names it among those of its office."""


def office_schedules(office: OfficeFacts, facts: SharedFacts, *, closures: bool = True) -> Iterator[Keyed]:
    """An office's regular hours, those of Ramadan, and special hours between their dates; and its closures as notes.

    HSDS has no closed days: a closure is a row without hours, with the days in `valid_from` and `valid_to`.
    Without `closures` for a service at an office, whose closures hold for it anyway.
    """
    yield from _week(office, office.regular, "regular", {})
    if office.ramadan:
        for period in facts.ramadan:
            dates = _between(period.start, period.end)
            yield from _week(office, office.ramadan, f"ramadan-{period.start}", {**dates, "notes": "Ramadan"})
    for special in office.special:
        dates = _between(special.start, special.end)
        yield from _week(office, special.week, f"special-{special.start}", {**dates, "notes": special.name})
    for closure in facts.closures if closures else ():
        if not closure.offices or office.key in closure.offices:
            dates = _between(closure.start, closure.end)
            yield f"closed-{closure.start}-{closure.name}", {**dates, "description": f"Tutup: {closure.name}"}


def _between(first: datetime.date, last: datetime.date) -> Row:
    return {"valid_from": first.isoformat(), "valid_to": last.isoformat()}


def _week(office: OfficeFacts, week: Week, name: str, more: Row) -> Iterator[Keyed]:
    """One row for all days with the same interval; a mobile unit's days are those of its stops."""
    for interval, days in _by_interval(week).items():
        if office.stops:
            yield from _stops(office, interval, days, name, more)
        else:
            names = ", ".join(day_name(day) for day in days)
            rule = {"freq": "WEEKLY", "interval": 1, "byday": ",".join(DAYS[day] for day in days)}
            yield _keyed(office, interval, f"{name}-{rule['byday']}", {**rule, "description": names, **more})


def _by_interval(week: Week) -> dict[Interval, list[int]]:
    found: dict[Interval, list[int]] = {}
    for day, intervals in enumerate(week):
        for each in in_order(intervals):
            found.setdefault(each, []).append(day)
    return found


def _stops(office: OfficeFacts, interval: Interval, days: list[int], name: str, more: Row) -> Iterator[Keyed]:
    for number, stop in enumerate(office.stops):
        if stop.weekday not in days:
            continue
        weeks = [] if set(stop.weeks_of_month) >= EVERY_WEEK else stop.weeks_of_month
        byday = ",".join(f"{week}{DAYS[stop.weekday]}" for week in weeks) or DAYS[stop.weekday]
        rule = {"freq": "MONTHLY" if weeks else "WEEKLY", "interval": 1, "byday": byday}
        yield _keyed(
            office, interval, f"{name}-{number}-{byday}", {**rule, "description": stop.place, **more}
        )


def _keyed(office: OfficeFacts, interval: Interval, name: str, row: Row) -> Keyed:
    offset = (
        datetime.datetime(2026, 1, 1, tzinfo=ZoneInfo(office.timezone)).utcoffset() or datetime.timedelta()
    )
    opens, closes = interval
    suffix = _suffix(offset)
    times = {"opens_at": f"{opens:%H:%M}{suffix}", "closes_at": f"{closes:%H:%M}{suffix}"}
    hours = offset / datetime.timedelta(hours=1)
    return f"{name}-{opens:%H%M}", {"timezone": f"{hours:g}", "wkst": "MO", **row, **times}


def _suffix(offset: datetime.timedelta) -> str:
    """An offset from UTC as ISO 8601 writes it: "+07:00". Indonesia's zones have no summer time."""
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
