"""What pages show of an office: open now in words, this week, the days it is closed."""

import datetime
from dataclasses import dataclass

from services import hours
from services.choices import office_type_label
from services.facts import ClosureFacts, OfficeFacts, SharedFacts
from services.links import map_link, phone_link
from services.wording import date_words, list_words, near_date_words, relative_day, weekday_words

WEEKS_AHEAD = 8


@dataclass(frozen=True)
class DayRow:
    """One day of an office's week, in words."""

    name: str
    date: str
    hours: str
    note: str
    is_today: bool
    is_open: bool


@dataclass(frozen=True)
class OfficeCard:
    """An office as every page shows it."""

    facts: OfficeFacts
    type_words: str
    state_words: str
    is_open: bool
    is_closed_by_event: bool
    week: list[DayRow]
    timetable: list[tuple[str, str]]
    ramadan: list[tuple[str, str]]
    stops: list[str]
    phone_url: str
    map_url: str

    @property
    def timetable_words(self) -> str:
        """The regular hours in one line; of a mobile unit its stops, for it is not out every week."""
        if self.stops:
            return "; ".join(self.stops)
        return "; ".join(f"{days} {words}" for days, words in self.timetable)

    @property
    def last_queue(self) -> str:
        """When the last queue number is given, unless the note on hours says it."""
        minutes = self.facts.last_queue_minutes_before_close
        if not minutes or "antrean terakhir" in self.facts.hours_note.casefold():
            return ""
        return f"Nomor antrean terakhir {minutes} menit sebelum tutup."


@dataclass(frozen=True)
class ClosureNotice:
    """A day, or days in a row, on which offices are closed."""

    when: str
    name: str
    where: str


def office_card(office: OfficeFacts, facts: SharedFacts, now: datetime.datetime) -> OfficeCard:
    """What to show of an office at a moment."""
    state = hours.state(office, facts, now)
    today = state.now.date()
    return OfficeCard(
        facts=office,
        type_words=office_type_label(office.type),
        state_words=state.words,
        is_open=state.is_open,
        is_closed_by_event=state.closure is not None,
        week=[_day_row(each, today) for each in hours.week(office, facts, today)],
        timetable=hours.week_rows(office.regular),
        ramadan=hours.week_rows(office.ramadan) if office.ramadan else [],
        stops=[_stop_words(stop) for stop in office.stops],
        phone_url=phone_link(office.phone),
        map_url=map_link(office),
    )


def office_cards(
    keys: tuple[str, ...] | list[str], facts: SharedFacts, now: datetime.datetime
) -> list[OfficeCard]:
    """The offices with these keys that still exist, in this order."""
    return [office_card(facts.offices[key], facts, now) for key in keys if key in facts.offices]


def closure_notices(
    facts: SharedFacts, now: datetime.datetime, limit: int, office: str = ""
) -> list[ClosureNotice]:
    """The next closures within eight weeks, soonest first; of one office, or of all."""
    today = now.date()
    last = today + datetime.timedelta(weeks=WEEKS_AHEAD)
    coming = [
        closure
        for closure in sorted(facts.closures, key=lambda each: (each.start, each.end))
        if closure.end >= today and closure.start <= last and (not office or _concerns(closure, office))
    ]
    return [_notice(closure, facts, today) for closure in coming[:limit]]


def _concerns(closure: ClosureFacts, office: str) -> bool:
    return not closure.offices or office in closure.offices


def _notice(closure: ClosureFacts, facts: SharedFacts, today: datetime.date) -> ClosureNotice:
    when = near_date_words(closure.start, today)
    if closure.end != closure.start:
        when += f" sampai {near_date_words(closure.end, today)}"
    names = [facts.offices[key].name for key in closure.offices if key in facts.offices]
    return ClosureNotice(when=when, name=closure.name, where=list_words(names) if names else "Semua kantor")


def _day_row(day: hours.DayHours, today: datetime.date) -> DayRow:
    places = list_words(stop.place for stop in day.stops) if day.stops else ""
    closed = day.closure.name if day.closure else ""
    guess = " (perkiraan)" if day.estimated and (closed or day.is_open) else ""
    return DayRow(
        name=weekday_words(day.day),
        date=date_words(day.day, short=True),
        hours=day.words,
        note=(closed or places) + guess,
        is_today=relative_day(day.day, today) == "hari ini",
        is_open=day.is_open,
    )


def _stop_words(stop: object) -> str:
    weeks = list_words(str(each) for each in stop.weeks_of_month)
    day = hours.Weekday(stop.weekday).label
    return f"{stop.place}: {day}, minggu ke-{weeks} tiap bulan"
