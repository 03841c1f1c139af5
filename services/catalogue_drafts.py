"""Writes the services of a catalogue file into their drafts. Of a service that is in the file, it has the last word."""

from typing import Any

from services import catalogue_rows as rows
from services import drafts, models
from services.catalogue_fields import Row, with_kept
from services.catalogue_format import Catalogue, ServiceRow
from services.catalogue_report import Report, next_position, save_checked

SERVICE_FIELDS = {
    "agency": "provider",
    "facts_as_of": "meta.facts_as_of",
    **{f"time_{name}": f"processing_time.{name}" for name in drafts.TIME_FIELDS},
    **{f"fee_{name}": f"fee.{name}" for name in drafts.FEE_FIELDS},
    **{f"deadline_{name}": f"reporting_deadline.{name}" for name in ["text", "days", "basis"]},
    **{f"online_{name}": f"online.{name}" for name in ["consult", "apply", "text"]},
    **{f"evidence_{name}": f"evidence.{name}" for name in ["level", "note"]},
}


def import_services(catalogue: Catalogue, report: Report) -> None:
    """All services first without their links to each other, then these: they may point forward."""
    slugs = [row.slug for row in catalogue.services]
    saved = {row.slug: row for row in models.Service.objects.filter(slug__in=slugs)}
    said = {row.slug: row for row in drafts.with_parts(models.Service.objects.filter(slug__in=slugs))}
    position = next_position(models.Service)
    changed = []
    for given in catalogue.services:
        as_of = given.evidence.facts_as_of
        as_of = catalogue.meta.get("facts_as_of", "") if as_of is None else as_of
        service = saved.get(given.slug)
        known = _known_row(said[given.slug], as_of) if service else None
        given = with_kept(given, known, ["standard_parts", "review_months"])
        wanted = _without_beside(given)
        if known == wanted:
            report.note("left", "services", given.slug)
            continue
        outcome = "changed" if service else "created"
        if service is None:
            service = models.Service(slug=given.slug, position=position)
            position += 1
        _fill_service(service, given, as_of)
        if save_checked(service, "services", given.slug, report, SERVICE_FIELDS):
            changed.append((service, given))
            report.note(outcome, "services", given.slug, known, wanted)
    report.raise_faults()
    for service, given in changed:
        drafts.write_children(service, _children(given))


def _known_row(service: models.Service, facts_as_of: str) -> ServiceRow:
    return ServiceRow.model_validate(rows.service_row(service, facts_as_of))


def _without_beside(given: ServiceRow) -> ServiceRow:
    """The row without its questions, and without the day of its facts where that is the whole file's."""
    evidence = given.evidence.model_copy(update={"facts_as_of": None})
    return given.model_copy(update={"faqs": [], "evidence": evidence})


def _fill_service(service: models.Service, given: Any, facts_as_of: str) -> None:
    for name in [*drafts.TEXT_FIELDS, *drafts.LIST_FIELDS]:
        setattr(service, name, getattr(given, name))
    service.category = models.Category.objects.get(key=given.category)
    service.agency = models.Agency.objects.get(key=given.provider)
    for name in drafts.TIME_FIELDS:
        setattr(service, f"time_{name}", getattr(given.processing_time, name))
    for name in drafts.FEE_FIELDS:
        setattr(service, f"fee_{name}", getattr(given.fee, name))
    for name in ["text", "days", "basis"]:
        empty = None if name == "days" else ""
        setattr(service, f"deadline_{name}", getattr(given.reporting_deadline, name, empty))
    for name in ["consult", "apply", "text"]:
        setattr(service, f"online_{name}", getattr(given.online, name))
    service.evidence_level, service.evidence_note = given.evidence.level, given.evidence.note
    service.sources, service.facts_as_of = given.sources, facts_as_of
    service.review_months = given.review_months
    for name in rows.STANDARD_PARTS:
        setattr(service, name, getattr(given.standard_parts, name))
    parts = ["processing_time", "fee", "online", "evidence", "reporting_deadline", "standard_parts"]
    nested = {name: getattr(given, name).unknown for name in parts if getattr(given, name)}
    service.extra = given.unknown | {"_nested": {name: value for name, value in nested.items() if value}}


def _children(given: Any) -> dict[str, Any]:
    """The parts of a row in the shape of `drafts.service_data`."""

    def part(row: Row, **renamed: str) -> dict[str, Any]:
        known = {name: getattr(row, name) for name in type(row).model_fields}
        return {renamed.get(name, name): value for name, value in known.items()} | {"extra": row.unknown}

    return {
        "cases": [part(case) for case in given.cases],
        "requirements": [part(requirement, id="key") for requirement in given.requirements],
        "steps": [part(step) for step in given.steps],
        "legal_bases": [{"key": key} for key in given.legal_bases],
        "offices": given.locations,
        "channels": given.complaint_channels,
        "related": given.related,
    }
