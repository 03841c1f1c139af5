"""An office's hours as one value: read, written whole, and compared, so that a change can be undone."""

import datetime
from typing import Any

from django.db import transaction

from services import snapshot
from services.choices import HoursPeriod
from services.document import digest
from services.models import Office, OpeningHours, SpecialHours

State = dict[str, Any]
"""`regular`: a week of pairs "HH:MM"; `ramadan`: one or None; `special`: rows with pk, name, start, end and week."""

StoredWeek = list[list[list[str]]]


def read(office: Office) -> State:
    """The hours as they are stored, as JSON."""
    rows = list(office.opening_hours.all())
    ramadan = stored_week(rows, HoursPeriod.RAMADAN) if office.has_ramadan_hours else None
    return {
        "regular": stored_week(rows, HoursPeriod.REGULAR),
        "ramadan": ramadan,
        "special": [_special(each) for each in office.special_hours.all()],
    }


def stored_week(rows: list[OpeningHours], period: str) -> StoredWeek:
    """Seven days of intervals out of the rows of one period."""
    week: StoredWeek = [[] for _ in range(7)]
    for row in sorted(rows, key=lambda row: row.opens):
        if row.period == period:
            week[row.weekday].append([f"{row.opens:%H:%M}", f"{row.closes:%H:%M}"])
    return week


def _special(row: SpecialHours) -> dict[str, Any]:
    dates = {"start": row.start.isoformat(), "end": row.end.isoformat()}
    return {"pk": row.pk, "name": row.name, **dates, "week": row.week}


def fingerprint(state: State) -> str:
    """The same for the same hours: a form carries it, so that nobody overwrites what a colleague has just saved."""
    return digest(state)[:20]


def write(office: Office, state: State, *, expected: str) -> bool:
    """Make the stored hours those of `state`. Special hours that are not in it go; one without a pk is new.

    Writes nothing, and says so with False, where the stored hours are no longer those of the fingerprint `expected`.
    """
    with transaction.atomic(), snapshot.hold():
        snapshot.lock()
        if fingerprint(read(Office.objects.get(pk=office.pk))) != expected:
            return False
        office.opening_hours.all().delete()
        for period in (HoursPeriod.REGULAR, HoursPeriod.RAMADAN):
            _write_week(office, period, state[period.value] or [])
        office.has_ramadan_hours = state["ramadan"] is not None
        office.save(update_fields=["has_ramadan_hours"])
        kept = [each["pk"] for each in state["special"] if each.get("pk")]
        office.special_hours.exclude(pk__in=kept).delete()
        for each in state["special"]:
            _write_special(office, each)
    return True


def _write_week(office: Office, period: HoursPeriod, week: StoredWeek) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(office=office, period=period, weekday=weekday, opens=opens, closes=closes)
        for weekday, day in enumerate(week)
        for opens, closes in day
    )


def _write_special(office: Office, given: dict[str, Any]) -> None:
    dates = {name: datetime.date.fromisoformat(given[name]) for name in ("start", "end")}
    fields = {"name": given["name"], **dates, "week": given["week"]}
    # A period that was deleted comes back under its old key, so that undoing twice still finds it.
    SpecialHours.objects.update_or_create(pk=given.get("pk"), defaults={"office": office, **fields})
