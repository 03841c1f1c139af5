"""An office and its hours as programs read them: schema.org for search engines, OpenStreetMap's notation."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from services.closures import closures_between
from services.facts import ClosureFacts, Interval, OfficeFacts, SharedFacts, SpecialHoursFacts, Week
from services.hours import day_span, in_order, week_runs

SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EVERY_WEEK_OF_MONTH = {1, 2, 3, 4, 5}
DAYS_AHEAD = 90
"""How far ahead closures, special and Ramadan hours are told."""

Specification = dict[str, str | list[str]]


def government_office(office: OfficeFacts, facts: SharedFacts, today: datetime.date) -> dict[str, Any]:
    """The office as https://schema.org/GovernmentOffice; what is unknown or invented is left out."""
    agency = facts.agencies.get(office.agency)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": office.name,
        "url": settings.SITE_URL + reverse("office", args=[office.key]),
        "address": _address(office),
        "openingHoursSpecification": opening_hours_specification(office),
        "specialOpeningHoursSpecification": special_hours(office, facts, today),
    }
    if office.phone:
        data["telephone"] = office.phone
    if agency:
        data["parentOrganization"] = {"@type": "GovernmentOrganization", "name": agency.name}
    if office.latitude is not None and office.longitude is not None and not office.coordinates_fictional:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": office.latitude,
            "longitude": office.longitude,
        }
    return {name: value for name, value in data.items() if value}


def opening_hours_specification(office: OfficeFacts) -> list[Specification]:
    """The regular timetable as https://schema.org/OpeningHoursSpecification items.

    Empty for a mobile unit: the vocabulary has no "first and third Tuesday", and naming every Tuesday
    would send people to an empty square.
    """
    return [] if office.stops else _specifications(office.regular)


def special_hours(office: OfficeFacts, facts: SharedFacts, today: datetime.date) -> list[Specification]:
    """Closures, special and Ramadan hours of the next 90 days; a closed day opens and closes at midnight.

    Estimated holidays are left out: engines show them as certain.
    """
    if office.stops:
        return []
    last = today + datetime.timedelta(days=DAYS_AHEAD)
    closed = [
        _closed(closure)
        for closure, is_estimate in closures_between(facts, today, last, office.key)
        if not is_estimate
    ]
    periods = [
        each for each in facts.ramadan if each.end >= today and each.start <= last and not each.estimated
    ]
    special = [each for each in office.special if each.end >= today and each.start <= last]
    shorter = [
        each
        for period in periods
        if office.ramadan
        for first, end in _outside(special, period.start, period.end)
        for each in _within(first, end, office.ramadan)
    ]
    return [*closed, *(each for period in special for each in _special(period)), *shorter]


def osm_opening_hours(office: OfficeFacts) -> str:
    """The regular timetable as OpenStreetMap's `opening_hours`: "Mo-Th 08:00-12:00,13:00-15:00; PH off".

    Days not named are closed. A mobile unit's weeks of the month are the nth weekdays: "Tu[1,3] …".
    """
    if office.stops:
        rules = [(_osm_stop_day(office, day), in_order(office.regular[day])) for day in range(7)]
    else:
        rules = [
            (day_span(OSM_DAYS[first], OSM_DAYS[last], "-"), intervals)
            for first, last, intervals in week_runs(office.regular)
        ]
    written = [f"{days} {_osm_intervals(intervals)}" for days, intervals in rules if days and intervals]
    return "; ".join([*written, "PH off"]) if written else "off"


def _address(office: OfficeFacts) -> dict[str, str]:
    written = {"streetAddress": office.address, "postalCode": office.postal_code, "addressCountry": "ID"}
    return {"@type": "PostalAddress", **{name: value for name, value in written.items() if value}}


def _specifications(week: Week) -> list[Specification]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{name}" for name in SCHEMA_DAYS[first : last + 1]],
            "opens": f"{start:%H:%M}",
            "closes": f"{end:%H:%M}",
        }
        for first, last, intervals in week_runs(week)
        for start, end in intervals
    ]


def _closed(closure: ClosureFacts) -> Specification:
    return {
        "@type": "OpeningHoursSpecification",
        "name": closure.name,
        "opens": "00:00",
        "closes": "00:00",
        "validFrom": closure.start.isoformat(),
        "validThrough": closure.end.isoformat(),
    }


def _within(first: datetime.date, last: datetime.date, week: Week) -> list[Specification]:
    dates = {"validFrom": first.isoformat(), "validThrough": last.isoformat()}
    return [each | dates for each in _specifications(week)]


def _special(period: SpecialHoursFacts) -> list[Specification]:
    """Special hours by their name. Days they leave closed are told as well: else the regular hours would hold."""
    closed = [
        f"https://schema.org/{name}"
        for name, intervals in zip(SCHEMA_DAYS, period.week, strict=True)
        if not intervals
    ]
    shut = {"@type": "OpeningHoursSpecification", "dayOfWeek": closed, "opens": "00:00", "closes": "00:00"}
    dates = {"validFrom": period.start.isoformat(), "validThrough": period.end.isoformat()}
    rows = [*_within(period.start, period.end, period.week), *([shut | dates] if closed else [])]
    return [row | {"name": period.name} for row in rows]


def _outside(
    special: list[SpecialHoursFacts], first: datetime.date, last: datetime.date
) -> Iterator[tuple[datetime.date, datetime.date]]:
    """The stretches of days from first to last that no special hours take."""
    one = datetime.timedelta(days=1)
    for period in special:
        if period.start > last or period.end < first:
            continue
        if first < period.start:
            yield first, period.start - one
        first = period.end + one
    if first <= last:
        yield first, last


def _osm_intervals(intervals: tuple[Interval, ...]) -> str:
    return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in intervals)


def _osm_stop_day(office: OfficeFacts, day: int) -> str:
    """The weekday with the weeks in which a stop is scheduled, "Tu[1,3]"; nothing without a stop."""
    weeks = {each for stop in office.stops if stop.weekday == day for each in stop.weeks_of_month}
    if not weeks or weeks >= EVERY_WEEK_OF_MONTH:
        return OSM_DAYS[day] if weeks else ""
    return f"{OSM_DAYS[day]}[{','.join(map(str, sorted(weeks)))}]"
