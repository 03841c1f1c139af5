"""Writes the offices of a catalogue file into the rows, with their hours and stops."""

from typing import Any

from services import catalogue_rows as rows
from services import models
from services.catalogue_fields import WEEKDAYS, with_kept
from services.catalogue_format import Catalogue
from services.catalogue_report import Report, next_position, save_checked


def import_locations(catalogue: Catalogue, main: models.Agency, report: Report) -> None:
    """Write them; one that names no provider and is new belongs to `main`."""
    said = offices(catalogue)
    for given in catalogue.locations:
        saved = said.get(given.key)
        owner = given.provider or (saved.agency.key if saved else main.key)
        wanted = given.model_copy(update={"provider": owner, "hours_limits": {}})
        known = type(given).model_validate(rows.location_row(saved) | {"hours_limits": {}}) if saved else None
        wanted = with_kept(wanted, known, ["special_hours"])
        if known == wanted:
            report.note("left", "locations", given.key)
            continue
        office = saved or models.Office(position=next_position(models.Office))
        office.agency = models.Agency.objects.get(key=owner)
        for name in rows.LOCATION_FIELDS:
            setattr(office, name, getattr(given, name))
        office.has_ramadan_hours = given.hours.ramadan is not None
        nested = {"_nested": {"hours": given.hours.unknown}} if given.hours.unknown else {}
        office.extra = given.unknown | nested
        if save_checked(office, "locations", given.key, report):
            _write_hours(office, wanted)
            _write_special_hours(office, wanted, report)
            report.note("changed" if saved else "created", "locations", given.key, known, wanted)


def offices(catalogue: Catalogue) -> dict[str, models.Office]:
    """The saved offices of a file by key, with all that it says of them."""
    offices = models.Office.objects.filter(key__in=[row.key for row in catalogue.locations])
    parts = ("opening_hours", "stops", "special_hours", "limited_days__services")
    return {row.key: row for row in offices.select_related("agency").prefetch_related(*parts)}


def _write_hours(office: models.Office, given: Any) -> None:
    office.opening_hours.all().delete()
    for period in ("regular", "ramadan"):
        for day, intervals in (getattr(given.hours, period) or {}).items():
            for opens, closes in intervals:
                office.opening_hours.create(
                    period=period, weekday=WEEKDAYS.index(day), opens=opens, closes=closes
                )
    office.stops.all().delete()
    for position, stop in enumerate(given.schedule):
        fields = {name: getattr(stop, name) for name in ["weeks_of_month", "place", "latitude", "longitude"]}
        office.stops.create(weekday=WEEKDAYS.index(stop.weekday), position=position, **fields)


def _write_special_hours(office: models.Office, given: Any, report: Report) -> None:
    office.special_hours.all().delete()
    for each in given.special_hours:
        week = [[[f"{moment:%H:%M}" for moment in span] for span in day] for day in each.hours.values()]
        period = models.SpecialHours(office=office, name=each.name, start=each.start, end=each.end, week=week)
        name = f"{given.key} › special_hours {each.name}"
        save_checked(period, "locations", name, report, {"start": "from", "end": "to", "week": "hours"})
