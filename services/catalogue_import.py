"""Writes a catalogue file into the rows: creates, changes, leaves; never takes away what another file brought.

A row that says the same already is not touched, so importing twice changes nothing. Of a service that is in
the file, the file has the last word on its draft; what is public changes only by publishing.
"""

from typing import Any

from django.db.models import Model

from services import catalogue_rows as rows
from services import models
from services.catalogue_agencies import import_agencies
from services.catalogue_calendar import import_calendar
from services.catalogue_checks import check_references
from services.catalogue_drafts import import_services
from services.catalogue_fields import Row
from services.catalogue_format import Catalogue
from services.catalogue_links import import_links
from services.catalogue_places import import_locations
from services.catalogue_report import Report, next_position, save_checked


def import_catalogue(catalogue: Catalogue, report: Report) -> models.Agency:
    """Write everything but questions; returns the agency of the office block.

    Call it in a transaction and within `snapshot.hold()`.
    Raises `CatalogueError` with the faults found so far; the caller rolls back.
    """
    check_references(catalogue, report)
    report.raise_faults()
    _import_simple("providers", models.Agency, catalogue.providers, report)
    report.raise_faults()
    publishing = import_agencies(catalogue, report)
    report.raise_faults()
    for kind, model in SIMPLE_MODELS.items():
        _import_simple(kind, model, getattr(catalogue, kind), report)
    import_locations(catalogue, publishing[0], report)
    import_calendar(catalogue, report)
    _check_takeover(catalogue, publishing, report)
    report.raise_faults()
    import_services(catalogue, report)
    report.raise_faults()
    import_links(catalogue, report)
    _collect_unknown(catalogue, report)
    return publishing[0]


SIMPLE_MODELS: dict[str, type[Model]] = {
    "categories": models.Category,
    "channels": models.Channel,
    "forms": models.Form,
    "legal_bases": models.LegalBasis,
    "documents": models.Document,
    "life_events": models.LifeEvent,
}


def _check_takeover(catalogue: Catalogue, publishing: list[models.Agency], report: Report) -> None:
    """A file may not make a service of another publisher its own by using the same slug."""
    ours = {agency.pk for agency in publishing}
    slugs = {row.slug: row.provider for row in catalogue.services}
    for service in models.Service.objects.filter(slug__in=slugs).select_related("agency"):
        agency = service.agency
        if (agency.publisher_id or agency.pk) not in ours and slugs[service.slug] != agency.key:
            reason = f"sudah dipakai layanan “{service.name}” milik {agency.name}; pakai slug lain"
            report.fault(f"services {service.slug}", "slug", reason)


LINKS: dict[str, Any] = {"issued_by_services": [], "services": [], "publisher": ""}
"""What these rows name of others; written when the others are there."""


def _import_simple(kind: str, model: type[Model], given: list[Row], report: Report) -> None:
    key = next(iter(rows.SIMPLE_COLUMNS[kind]))
    names = [getattr(row, key) for row in given]
    saved = {getattr(row, key): row for row in model.objects.filter(**{f"{key}__in": names})}
    for row, name in zip(given, names, strict=True):
        _import_row(kind, model, row, saved.get(name), report)


def _import_row(kind: str, model: type[Model], given: Row, saved: Any, report: Report) -> None:
    """Create or change one row that is copied column by column; leave it if it says the same already.

    What the file does not say of a row that is there stays: another file, which knows more of it, may have said it.
    """
    columns = rows.SIMPLE_COLUMNS[kind]
    name = getattr(given, next(iter(columns)))
    links = LINKS.keys() & type(given).model_fields.keys()
    given = given.model_copy(update={link: LINKS[link] for link in links})
    known = None
    if saved:
        known = type(given).model_validate(rows.simple_row(kind, saved))
        given = known.model_copy(update={field: getattr(given, field) for field in given.model_fields_set})
        if given == known:
            report.note("left", kind, name)
            return
    row = saved or model(position=next_position(model))
    for source, column in columns.items():
        setattr(row, column, getattr(given, source))
    ours = {name: value for name, value in row.extra.items() if name.startswith("_")}
    row.extra = ours | given.unknown
    if save_checked(row, kind, name, report, {column: source for source, column in columns.items()}):
        report.note("changed" if saved else "created", kind, name, known, given)


def _collect_unknown(row: Row, report: Report, path: str = "") -> None:
    for name in row.unknown:
        if not path.endswith("social."):
            report.unknown.add(f"{path}{name}")
    for name in type(row).model_fields:
        value = getattr(row, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Row):
                _collect_unknown(item, report, f"{path}{name}.")
