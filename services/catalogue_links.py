"""Writes what rows of a catalogue file name of services: once these are there, and beside those of other files."""

from typing import Any

from django.db.models import Model

from services import catalogue_rows as rows
from services import drafts, models
from services.catalogue_fields import WEEKDAYS
from services.catalogue_format import Catalogue
from services.catalogue_places import offices as saved_offices
from services.catalogue_report import Report


def import_links(catalogue: Catalogue, report: Report) -> None:
    """Links to services: they can be made only now that every service is there."""
    in_file = {service.slug for service in catalogue.services}
    offices = saved_offices(catalogue)
    papers = _with_links(models.Document, "issuers", catalogue.documents)
    events = _with_links(models.LifeEvent, "needs", catalogue.life_events)
    for given in catalogue.locations:
        office = offices[given.key]
        before = rows.hours_limits(office)
        if _write_limits(office, given.hours_limits, in_file):
            after = rows.hours_limits(models.Office.objects.get(pk=office.pk))
            report.note_link("locations", given.key, "hours_limits", before, after)
    for paper in catalogue.documents:
        change = _merge_links(
            papers[paper.key].issuers, models.DocumentIssuer, paper.issued_by_services, in_file
        )
        if change:
            report.note_link("documents", paper.key, "issued_by_services", *change)
    for event in catalogue.life_events:
        change = _merge_links(events[event.key].needs, models.LifeEventService, event.services, in_file)
        if change:
            report.note_link("life_events", event.key, "services", *change)


def _with_links(model: type[Model], relation: str, given: list[Any]) -> dict[str, Any]:
    """The saved rows of a kind by key, with their links to services."""
    saved = model.objects.filter(key__in=[row.key for row in given])
    return {row.key: row for row in saved.prefetch_related(f"{relation}__service")}


def _write_limits(office: models.Office, given: dict[str, list[str]], in_file: set[str]) -> bool:
    """Make the office's limited days these; on them, services of other files stay. Returns whether anything changed."""
    saved = rows.hours_limits(office)
    kept = {
        day: sorted({*slugs, *(slug for slug in saved.get(day, []) if slug not in in_file)})
        for day, slugs in given.items()
    }
    if kept == saved:
        return False
    office.limited_days.exclude(weekday__in=[WEEKDAYS.index(day) for day in kept]).delete()
    for day, slugs in kept.items():
        limit, _ = office.limited_days.get_or_create(weekday=WEEKDAYS.index(day))
        limit.services.set(models.Service.objects.filter(slug__in=slugs))
    return True


def _merge_links(
    links: Any, through: type[Model], given: list[str], in_file: set[str]
) -> tuple[list[str], list[str]] | None:
    """Link a shared row to the services given; those of other files stay. Returns before and after if they differ."""
    saved = [link.service.slug for link in links.all()]
    kept = [slug for slug in saved if slug in given or slug not in in_file]
    if [slug for slug in kept if slug in given] != given:
        kept = given + [slug for slug in kept if slug not in given]
    if kept == saved:
        return None
    drafts.write_links(links, through, "service", models.Service, "slug", kept)
    return saved, kept
