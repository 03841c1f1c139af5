"""Writes the calendar of a catalogue file into the rows: Ramadan periods, and days on which offices are closed."""

from typing import Any

from services import catalogue_rows as rows
from services import models
from services.catalogue_fields import with_kept
from services.catalogue_format import Catalogue
from services.catalogue_report import Report, save_checked


def import_calendar(catalogue: Catalogue, report: Report) -> None:
    """Write all of it."""
    for given in catalogue.calendar.ramadan_periods:
        _import_ramadan(given, report)
    days = [given.date for given in catalogue.calendar.closures]
    saved = list(models.Closure.objects.filter(start__in=days).prefetch_related("offices"))
    claimed: set[int] = set()
    for given in catalogue.calendar.closures:
        _import_closure(given, saved, claimed, report)


def _import_ramadan(given: Any, report: Report) -> None:
    name = f"{given.year} {given.start}"
    periods = models.RamadanPeriod.objects
    saved = periods.filter(start=given.start).first() or (
        periods.filter(year=given.year, hijri=given.hijri).first() if given.hijri else None
    )
    known = type(given).model_validate(rows.ramadan_row(saved)) if saved else None
    if known == given:
        report.note("left", "ramadan_periods", name)
        return
    period = saved or models.RamadanPeriod()
    for column in ["year", "hijri", "start", "end", "estimated", "note"]:
        setattr(period, column, getattr(given, column))
    period.extra = given.unknown
    if save_checked(period, "calendar.ramadan_periods", name, report, {"start": "from", "end": "to"}):
        report.note("changed" if saved else "created", "ramadan_periods", name, known, given)


def _import_closure(given: Any, there: list[models.Closure], claimed: set[int], report: Report) -> None:
    """Two closures are the same if they begin on the same day, for the same kind of reason and the same offices.

    Of several such, the one of the same name is meant; `there` are those that begin on a day of the file, `claimed`
    those another row of the file has met.
    """
    candidates = [
        each
        for each in there
        if (each.start, each.kind) == (given.date, given.kind)
        and each.pk not in claimed
        and sorted(office.key for office in each.offices.all()) == given.offices
    ]
    saved = next((each for each in candidates if each.name == given.name), next(iter(candidates), None))
    name = f"{given.date} {given.name}"
    known = type(given).model_validate(rows.closure_row(saved)) if saved else None
    given = with_kept(given, known, ["ignored"])
    if known == given:
        claimed.add(saved.pk)
        report.note("left", "closures", name)
        return
    closure = saved or models.Closure()
    closure.start, closure.end = given.date, given.until or given.date
    closure.name, closure.kind, closure.extra = given.name, given.kind, given.unknown
    closure.is_ignored = given.ignored
    if save_checked(closure, "calendar.closures", name, report, {"start": "date", "end": "until"}):
        claimed.add(closure.pk)
        closure.offices.set(models.Office.objects.filter(key__in=given.offices))
        report.note("changed" if saved else "created", "closures", name, known, given)
