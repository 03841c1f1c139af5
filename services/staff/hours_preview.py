"""What the public will see of an office with other hours: its line and its weeks, made by what public pages use."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.facts import OfficeFacts, SharedFacts
from services.models import Office
from services.office_pages import OfficeCard, office_card, span_words
from services.staff.hours_form import HoursForm
from services.staff.hours_state import State


@dataclass(frozen=True)
class Preview:
    """The office as it will be: `now` as it is today and, for hours that begin later, `later` as of their first day.

    `later_words` say from when; `rows` are the timetable itself, days and hours.
    """

    now: OfficeCard
    rows: list[tuple[str, str]]
    later: OfficeCard | None = None
    later_words: str = ""


def with_hours(office: OfficeFacts, state: State) -> OfficeFacts:
    """The office's facts with these hours; pairs of "HH:MM" become times."""
    special = [
        {"name": each["name"], "start": each["start"], "end": each["end"], "week": each["week"]}
        for each in state["special"]
    ]
    stored = office.model_dump() | {"regular": state["regular"], "ramadan": state["ramadan"]}
    return OfficeFacts.model_validate(stored | {"special": special})


def preview(
    office: Office, state: State, form: HoursForm, facts: SharedFacts, now: datetime.datetime
) -> Preview:
    """What `form`, which is already part of `state`, makes of the office."""
    shown = with_hours(facts.offices[office.key], state)
    card = office_card(shown, facts, now)
    rows = _rows(card, form)
    first = _first_day(form, facts, now.date())
    if first is None or (first - now.date()).days < 1:
        return Preview(card, rows)
    moment = datetime.datetime.combine(first, datetime.time(9), ZoneInfo(shown.timezone))
    return Preview(card, rows, office_card(shown, facts, moment), span_words(first, first, now.date()))


def _rows(card: OfficeCard, form: HoursForm) -> list[tuple[str, str]]:
    if form.is_ramadan:
        return card.ramadan
    if form.is_special:
        return next((each.rows for each in card.special if each.name == form.name), [])
    return card.timetable


def _first_day(form: HoursForm, facts: SharedFacts, today: datetime.date) -> datetime.date | None:
    """From when the timetable holds, if it is one that does not hold all the time."""
    if form.is_special:
        return form.dates()[0]
    if form.is_ramadan and form.has_own:
        return next((each.start for each in facts.ramadan if each.end >= today), None)
    return None
