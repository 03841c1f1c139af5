"""Offices: where they are, whether they are open, this week's hours, and what closes them."""

import datetime

from django.urls import reverse
from django.utils.translation import override
from pydantic import Field

from portal.api.answers.references import address_of, addresses_of
from portal.api.endpoints import Asked
from portal.api.problems import not_found
from portal.api.shapes import Key, Listing, Moment, PageQuestion, Row, Shape, asked
from services import hours
from services.closures import closures_between
from services.facts import Interval, OfficeFacts, SharedFacts, Week
from services.hours import DayHours, OfficeState
from services.models import ServiceSpan
from services.office_data import osm_opening_hours
from services.opening_words import state_words

DAYS_AHEAD = 90
"""How far ahead closures are told."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TYPE = ("Kind of office (`type`); empty means all.", "jenis kantor (`type`); kosong berarti semua")
OPEN = (
    "true for those that are open at this moment, false for those that are not; empty means both.",
    "true (sedang buka) atau false (sedang tutup); kosong berarti keduanya",
)


class OfficeQuestion(PageQuestion):
    """Which offices are wanted."""

    type: Key = asked("", *TYPE)
    agency: Key = asked("", "Key of an agency; empty means all.", "kunci instansi; kosong berarti semua")
    open: str = asked("", *OPEN, pattern="^(true|false|)$")


class OfficeRow(Row):
    """An office as lists have it, at this moment."""

    type: str = Field(description="kantor, mpp, kecamatan, kelurahan, desa, keliling (mobile unit), …")
    agency: str
    address: str
    postal_code: str
    latitude: float | None = Field(description="Degrees, WGS 84.")
    longitude: float | None
    coordinates_fictional: bool = Field(description="True in demonstrations: do not navigate there.")
    phone: str
    wheelchair_access: bool
    timezone: str = Field(description="IANA name of the time zone of all its times.")
    open_now: bool
    next_change: Moment | None = Field(
        description="When it closes or, while it is closed, opens; null where that is not within 30 days."
    )
    why_closed: str = Field(description="What keeps it shut today: the closure's name. Blank otherwise.")
    last_queue_at: Moment | None = Field(description="When today's last queue number is given.")
    state_text: str = Field(
        description="Whether it is open, why not, and when it opens next, in one line of Indonesian: as its page says it."
    )
    state_text_en: str = Field(
        description="The same in English; names of closures and places stay as the office wrote them."
    )
    place_now: list[str] = Field(description="Where a mobile unit stands now or stands next.")


class OfficeList(Listing):
    """A part of the offices, in the agency's order."""

    items: list[OfficeRow]


class Hours(Shape):
    """From when to when, on the office's clock: HH:MM."""

    opens: str = Field(pattern=r"^\d\d:\d\d$")
    closes: str = Field(pattern=r"^\d\d:\d\d$")


class Day(Shape):
    """One day: its hours, none where it is closed, and why."""

    date: datetime.date
    hours: list[Hours]
    closed_by: str = Field(description="Name of the closure; blank where none closes it.")
    special: str = Field(description="Name of the special timetable that holds; blank where none does.")
    is_estimate: bool = Field(description="Rests on a date that is not official yet.")
    places: list[str] = Field(description="Where a mobile unit stands.")


class Timetable(Shape):
    """Hours by day of the week."""

    monday: list[Hours]
    tuesday: list[Hours]
    wednesday: list[Hours]
    thursday: list[Hours]
    friday: list[Hours]
    saturday: list[Hours]
    sunday: list[Hours]


class SpecialHours(Shape):
    """A timetable that holds from the first to the last day in place of the others."""

    name: str
    first: datetime.date
    last: datetime.date
    timetable: Timetable


class Closure(Shape):
    """Days, the first and the last included, on which it is closed."""

    name: str
    kind: str = Field(description="libur_nasional, cuti_bersama, lokal.")
    first: datetime.date
    last: datetime.date
    is_estimate: bool


class Stop(Shape):
    """Where a mobile unit stands: on this weekday of these weeks of a month."""

    place: str
    weekday: str
    weeks_of_month: list[int] = Field(description="1 for the first seven days of a month, and so on.")
    latitude: float | None
    longitude: float | None


class LimitedDay(Shape):
    """A weekday on which it is open for these services only."""

    weekday: str
    services: list[str] = Field(description="Slugs.")


class OfficeItem(OfficeRow):
    """An office with all its hours."""

    landmark: str
    hours_note: str
    week: list[Day] = Field(
        description="Today and the six days that follow, with everything that changes them."
    )
    timetable: Timetable = Field(description="The regular hours.")
    ramadan_timetable: Timetable | None
    special_hours: list[SpecialHours]
    closures: list[Closure] = Field(description=f"Those of the next {DAYS_AHEAD} days.")
    stops: list[Stop]
    limited_days: list[LimitedDay]
    opening_hours: str = Field(description="The regular hours in OpenStreetMap's notation.")
    services_total: int = Field(ge=0)
    services: str = Field(description="Address of the list of what is given here.")


def office_list(asked: Asked) -> OfficeList:
    """No query besides that of the facts; states are worked out for this page only."""
    query, facts = asked.query, asked.facts
    found = [
        each
        for each in facts.offices.values()
        if query.type in ("", each.type) and query.agency in ("", each.agency)
    ]
    if query.open:
        wanted = query.open == "true"
        found = [each for each in found if hours.is_open_at(each, facts, asked.now) is wanted]
    return asked.listing(OfficeList, found, lambda each: office_row(each, facts, asked.now))


def office_row(office: OfficeFacts, facts: SharedFacts, now: datetime.datetime) -> OfficeRow:
    """An office, or `limited_days.office_for` a service, at a moment."""
    return OfficeRow(**_row(office, hours.state(office, facts, now)))


_COPIED = (
    "key", "name", "type", "agency", "address", "postal_code", "latitude", "longitude", "coordinates_fictional",
    "phone", "wheelchair_access", "timezone",
)  # fmt: skip


def _row(office: OfficeFacts, state: OfficeState) -> dict:
    return {
        **{name: getattr(office, name) for name in _COPIED},
        **addresses_of("office", office.key),
        "open_now": state.is_open,
        "next_change": state.closes_at or state.opens_at,
        "why_closed": state.closure.name if state.closure else "",
        "last_queue_at": state.last_queue_at,
        "state_text": _in_words(state, "id"),
        "state_text_en": _in_words(state, "en"),
        "place_now": [stop.place for stop in state.stops],
    }


def _in_words(state: OfficeState, language: str) -> str:
    with override(language):
        return state_words(state)


def office(asked: Asked) -> OfficeItem:
    """One office. One query besides that of the facts."""
    office, facts = asked.facts.offices.get(asked.keys["key"]), asked.facts
    if office is None:
        raise not_found("kantor", "office", reverse("api-offices"))
    state = hours.state(office, facts, asked.now)
    today = state.today.day
    last = today + datetime.timedelta(days=DAYS_AHEAD)
    return OfficeItem(
        **_row(office, state),
        landmark=office.landmark,
        hours_note=office.hours_note,
        week=[_day(each) for each in hours.week(office, facts, today)],
        timetable=_timetable(office.regular),
        ramadan_timetable=_timetable(office.ramadan) if office.ramadan else None,
        special_hours=_special_hours(office, today),
        closures=[
            Closure(name=each.name, kind=each.kind, first=each.start, last=each.end, is_estimate=is_estimate)
            for each, is_estimate in closures_between(facts, today, last, office.key)
        ],
        stops=_stops(office),
        limited_days=[
            LimitedDay(weekday=DAYS[each.weekday], services=list(each.services)) for each in office.limited
        ],
        opening_hours=osm_opening_hours(office),
        services_total=ServiceSpan.objects.live(asked.now).at_office(office.key).count(),
        services=f"{address_of('api-office', office.key).partition('offices/')[0]}services/?office={office.key}",
    )


def _special_hours(office: OfficeFacts, today: datetime.date) -> list[SpecialHours]:
    return [
        SpecialHours(name=each.name, first=each.start, last=each.end, timetable=_timetable(each.week))
        for each in office.special
        if each.end >= today
    ]


def _stops(office: OfficeFacts) -> list[Stop]:
    return [
        Stop(
            place=each.place,
            weekday=DAYS[each.weekday],
            weeks_of_month=list(each.weeks_of_month),
            latitude=each.latitude,
            longitude=each.longitude,
        )
        for each in office.stops
    ]


def _day(day: DayHours) -> Day:
    return Day(
        date=day.day,
        hours=_hours(day.intervals),
        closed_by=day.closure.name if day.closure else "",
        special=day.special.name if day.special else "",
        is_estimate=day.estimated,
        places=[stop.place for stop in day.stops],
    )


def _timetable(week: Week) -> Timetable:
    return Timetable(**{name: _hours(hours.in_order(each)) for name, each in zip(DAYS, week, strict=True)})


def _hours(intervals: tuple[Interval, ...]) -> list[Hours]:
    return [Hours(opens=f"{start:%H:%M}", closes=f"{end:%H:%M}") for start, end in intervals]
