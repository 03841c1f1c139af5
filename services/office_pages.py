"""What pages show of an office: open now in words, the week ahead, the days it is closed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import hours, snapshot, this_minute
from services.choices import HoursPeriod, office_type_label
from services.closures import closures_between
from services.facts import ClosureFacts, MobileStop, OfficeFacts, SharedFacts
from services.hours import OfficeState
from services.kept import Key
from services.language import IndonesianText, in_english
from services.limited_days import name_of, office_for
from services.links import Link, map_links, phone_link
from services.notices.lines import NoticeLine, named_lines
from services.opening_words import closure_kind, day_reason, queue_words, state_html, state_words
from services.wording import day_name, interval_words, list_words, month_words, near_date_words, weekday_words

WEEKS_AHEAD = 8
EVERY_WEEK = {1, 2, 3, 4}
"""Weeks of a month that make "every week" in words; the fifth is there only sometimes."""


@dataclass(frozen=True)
class DayRow:
    """One day of an office's week, in words: `reason` are the office's words, `remark` is ours.

    `hours` are all `intervals` in one line.
    """

    name: str
    date: str
    hours: str
    intervals: list[str]
    reason: str
    remark: str
    is_today: bool
    is_open: bool

    @property
    def note(self) -> str:
        """Reason and remark in one line."""
        return f"{self.reason} ({self.remark})" if self.reason and self.remark else self.reason or self.remark


@dataclass(frozen=True)
class StopRow:
    """A place of a mobile unit: when it stands there, and maps of it."""

    place: str
    schedule: str
    maps: list[Link]


@dataclass(frozen=True)
class SpecialTimetable:
    """Hours for some days only: their name in the office's words, when they hold, days and hours."""

    name: str
    when: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class OfficeCard:
    """An office as every page shows it. What a page does not show is not worked out."""

    facts: OfficeFacts
    state: OfficeState
    shared: SharedFacts = field(repr=False)

    @cached_property
    def kept_state(self) -> Key:
        """What the line of its state depends on: what it says, and its look."""
        return (self.state_html, self.is_open, self.is_queue_over, self.is_closed_by_event)

    @cached_property
    def kept(self) -> Key:
        """What its ready pieces depend on (see `services.kept`): facts, hours for a service, day and state."""
        version, named = snapshot.version_of(self.shared), name_of(self.facts, self.shared)
        if version is None or named is None:
            return None
        return (version, named, self.state.today.day, self.kept_state)

    @property
    def notices(self) -> list[NoticeLine]:
        """What disturbs this office by name, now or soon."""
        return named_lines(self.shared, self.facts.key, self.state.now)

    @property
    def type_words(self) -> str:
        """The kind of office."""
        return office_type_label(self.facts.type)

    @cached_property
    def state_words(self) -> str:
        """Whether it is open, in one line."""
        return state_words(self.state)

    @cached_property
    def state_html(self) -> SafeString:
        """The same line as HTML, in which the office's words are marked."""
        return state_html(self.state)

    @property
    def queue_words(self) -> str:
        """Today's last queue number in a sentence, while it lies ahead."""
        return queue_words(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it is open now."""
        return self.state.is_open

    @property
    def is_closed_by_event(self) -> bool:
        """Whether a holiday or another closure keeps it shut today."""
        return self.state.closure is not None

    @property
    def is_queue_over(self) -> bool:
        """Whether no more queue numbers are given today although it has not closed."""
        return self.state.is_queue_over

    @cached_property
    def week(self) -> list[DayRow]:
        """The seven days from today."""
        today = self.state.today.day
        return [_day_row(each, today) for each in hours.week(self.facts, self.shared, today)]

    @property
    def limited_words(self) -> str:
        """The days on which it is open for some services only, in a sentence; empty where there are none."""
        days = list_words(day_name(limit.weekday) for limit in self.facts.limited)
        return _("%(days)s hanya untuk layanan tertentu.") % {"days": days} if days else ""

    @property
    def turned_away_words(self) -> str:
        """The days on which it is open, but not for the service it is asked for, in a sentence."""
        if self.facts.whole is None:
            return ""
        pairs = enumerate(zip(self.facts.whole.regular, self.facts.regular, strict=True))
        days = list_words(day_name(day) for day, (all_hours, ours) in pairs if all_hours and not ours)
        return _("%(days)s tidak melayani layanan ini.") % {"days": days} if days else ""

    @cached_property
    def timetable(self) -> list[tuple[str, str]]:
        """Regular hours: days, and when it is open on them."""
        return hours.week_rows(self.facts.regular)

    @cached_property
    def ramadan(self) -> list[tuple[str, str]]:
        """Ramadan hours, where the office has its own."""
        return hours.week_rows(self.facts.ramadan) if self.facts.ramadan else []

    @cached_property
    def special(self) -> list[SpecialTimetable]:
        """Timetables for some days only that hold now or later."""
        today = self.state.today.day
        return [
            SpecialTimetable(each.name, span_words(each.start, each.end, today), hours.week_rows(each.week))
            for each in self.facts.special
            if each.end >= today
        ]

    @cached_property
    def stops(self) -> list[str]:
        """Places of a mobile unit, each with when it stands there."""
        return [f"{row.place}: {row.schedule}" for row in stop_rows(self.facts)]

    @property
    def phone_url(self) -> str:
        """A link that calls the office."""
        return phone_link(self.facts.phone)

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude of where people are served: a mobile unit's present or next stop.

        Invented coordinates count only in a demo, where a sentence on the page says so.
        """
        if self.facts.coordinates_fictional and not _is_demo(self.shared):
            return None
        place = self.state.stop if self.facts.stops else self.facts
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return place.latitude, place.longitude

    @property
    def timetable_words(self) -> str:
        """The regular hours in one line; of a mobile unit its stops, for it is not out every week."""
        if self.stops:
            return "; ".join(self.stops)
        if not any(self.facts.regular):
            return _("Jam buka belum dicatat")
        return "; ".join(f"{days} {words}" for days, words in self.timetable)

    @property
    def list_hours(self) -> list[tuple[str, str]]:
        """Regular hours for a list: days and their hours. A mobile unit's many stops are on its page."""
        if self.stops:
            count = len(self.stops)
            words = ngettext(
                "%(n)d titik layanan menurut jadwal", "%(n)d titik layanan menurut jadwal", count
            )
            return [(words % {"n": count}, "")]
        return self.timetable if any(self.facts.regular) else []

    @property
    def last_queue(self) -> str:
        """When the last queue number is given, unless the note on hours says it."""
        minutes = self.facts.last_queue_minutes_before_close
        if not minutes or "antrean terakhir" in self.facts.hours_note.casefold():
            return ""
        return _("Nomor antrean terakhir %(minutes)d menit sebelum tutup.") % {"minutes": minutes}


@dataclass(frozen=True)
class ClosureNotice:
    """A day, or days in a row, on which offices are closed.

    `kind` is given on English pages only: Indonesian names say it themselves.
    """

    when: str
    name: str
    where: str
    is_estimate: bool = False
    kind: str = ""


def office_card(office: OfficeFacts, facts: SharedFacts, now: datetime.datetime) -> OfficeCard:
    """What to show of an office at a moment."""
    named = name_of(office, facts)
    key = named and (OfficeCard, *named)
    return this_minute.worked_out(facts, now, key, partial(_card, office, facts, now))


def _card(office: OfficeFacts, facts: SharedFacts, now: datetime.datetime) -> OfficeCard:
    return OfficeCard(office, hours.state(office, facts, now), facts)


def office_cards(
    keys: tuple[str, ...] | list[str],
    facts: SharedFacts,
    now: datetime.datetime,
    services: Iterable[str] = (),
) -> list[OfficeCard]:
    """The offices with these keys that still exist, in this order.

    With `services` (slugs) as those find them who come for all of these: see `limited_days.office_for`.
    """
    offices = [office_for(facts.offices[key], *services) for key in keys if key in facts.offices]
    return [office_card(each, facts, now) for each in offices]


def stop_rows(office: OfficeFacts) -> list[StopRow]:
    """The places of a mobile unit, in the office's order."""
    return [
        StopRow(
            stop.place,
            _schedule_words(stop),
            map_links(stop.latitude, stop.longitude, stop.place, office.coordinates_fictional),
        )
        for stop in office.stops
    ]


def closure_notices(
    facts: SharedFacts, now: datetime.datetime, limit: int, office: str = ""
) -> list[ClosureNotice]:
    """The next closures within eight weeks, soonest first; of one office, or of all."""
    today = now.date()
    coming = closures_between(facts, today, today + datetime.timedelta(weeks=WEEKS_AHEAD), office)
    return [closure_notice(closure, facts, today, is_estimate) for closure, is_estimate in coming[:limit]]


def span_words(first: datetime.date, last: datetime.date, today: datetime.date) -> str:
    """From which day to which: "Senin, 21 Desember sampai Kamis, 31 Desember"; one day alone by itself."""
    if first == last:
        return near_date_words(first, today)
    values = {"first": near_date_words(first, today), "last": near_date_words(last, today)}
    return _("%(first)s sampai %(last)s") % values


def closure_notice(
    closure: ClosureFacts, facts: SharedFacts, today: datetime.date, is_estimate: bool = False
) -> ClosureNotice:
    """A closure as the first page and office pages tell it."""
    names = [facts.offices[key].name for key in closure.offices if key in facts.offices]
    return ClosureNotice(
        when=span_words(closure.start, closure.end, today),
        name=closure.name,
        where=IndonesianText(list_words(names)) if names else _("Semua kantor"),
        is_estimate=is_estimate,
        kind=closure_kind(closure) if in_english() else "",
    )


def _day_row(day: hours.DayHours, today: datetime.date) -> DayRow:
    return DayRow(
        name=weekday_words(day.day),
        date=f"{day.day.day} {month_words(day.day.month)}",
        hours=day.words,
        intervals=[interval_words(each) for each in day.intervals] or [day.words],
        reason=day_reason(day),
        remark=_remark(day),
        is_today=day.day == today,
        is_open=day.is_open,
    )


def _remark(day: hours.DayHours) -> str:
    """What is special about a day: the kind of closure (in English), other hours, an estimate."""
    words = []
    if day.closure and in_english():
        words.append(closure_kind(day.closure))
    if day.special and not day.closure:
        words.append(_("jam khusus"))
    if day.is_open and day.period == HoursPeriod.RAMADAN:
        words.append(_("jam Ramadan"))
    if day.estimated and (day.closure or day.is_open):
        words.append(_("perkiraan"))
    if day.for_others:
        words.append(_("hanya layanan tertentu"))
    return ", ".join(words)


def _schedule_words(stop: MobileStop) -> str:
    """When a mobile unit stands at a place: "Selasa, minggu ke-1 dan 3 tiap bulan"."""
    day, weeks = day_name(stop.weekday), set(stop.weeks_of_month)
    if weeks > EVERY_WEEK:
        return _("tiap %(day)s") % {"day": day}
    values = {"day": day, "weeks": list_words(str(each) for each in sorted(weeks))}
    return _("%(day)s, minggu ke-%(weeks)s tiap bulan") % values


def _is_demo(facts: SharedFacts) -> bool:
    agency = facts.site_agency()
    return agency is not None and agency.is_demo
