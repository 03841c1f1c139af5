"""Writes a catalogue file into the rows: creates, changes, leaves; never takes away what another file brought.

A row that says the same already is not touched, so importing twice changes nothing. Of a service that is in
the file, the file has the last word on its draft; what is public changes only by publishing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from services import catalogue_rows as rows
from services import drafts, models
from services.catalogue_format import WEEKDAYS, Catalogue, CatalogueError, Fault, OfficeRow, Row


@dataclass
class Report:
    """What an import did: per kind of row the names of those created, changed and left as they were."""

    created: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)
    not_published: dict[str, list[str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def note(self, outcome: str, kind: str, name: str) -> None:
        """Remember one row under `created`, `changed` or `left`."""
        getattr(self, outcome).setdefault(kind, []).append(name)

    def count(self, outcome: str) -> int:
        """How many rows were created, changed or left."""
        return sum(map(len, getattr(self, outcome).values()))


def save_checked(row: Model, kind: str, name: str, report: Report) -> bool:
    """Validate and save a row; a row that does not hold is a fault in the report instead. Returns whether saved."""
    try:
        row.full_clean()
    except ValidationError as error:
        for column, messages in error.message_dict.items():
            label = column if column != "__all__" else ""
            report.faults += [Fault(f"{kind} {name}", label, message) for message in messages]
        return False
    row.save()
    return True


def import_catalogue(catalogue: Catalogue, report: Report) -> None:
    """Write everything but questions. Call it in a transaction and within `snapshot.hold()`.

    Faults are collected in the report; the caller rolls back if there are any.
    """
    _check_references(catalogue, report)
    if report.faults:
        return
    publisher = _import_agencies(catalogue, report)
    for kind, model in SIMPLE_MODELS.items():
        _import_simple(kind, model, getattr(catalogue, kind), report)
    _import_locations(catalogue, publisher, report)
    _import_calendar(catalogue, report)
    if report.faults:
        return
    _import_services(catalogue, report)
    if report.faults:
        return
    _import_links(catalogue, report)
    _collect_unknown(catalogue, report)


SIMPLE_MODELS: dict[str, type[Model]] = {
    "categories": models.Category,
    "channels": models.Channel,
    "forms": models.Form,
    "legal_bases": models.LegalBasis,
    "documents": models.Document,
    "life_events": models.LifeEvent,
}


def _check_references(catalogue: Catalogue, report: Report) -> None:
    """Every key a row names must be in the file or in the database; every key may be there once."""
    known = {
        "providers": _known(catalogue.providers, "key", models.Agency),
        "categories": _known(catalogue.categories, "key", models.Category),
        "locations": _known(catalogue.locations, "key", models.Office),
        "channels": _known(catalogue.channels, "key", models.Channel),
        "legal_bases": _known(catalogue.legal_bases, "key", models.LegalBasis),
        "documents": _known(catalogue.documents, "key", models.Document),
        "services": _known(catalogue.services, "slug", models.Service),
    }
    _once(report, "forms", [row.code for row in catalogue.forms])
    _once(report, "life_events", [row.key for row in catalogue.life_events])
    for kind, name in [(kind, "slug" if kind == "services" else "key") for kind in known]:
        _once(report, kind, [getattr(row, name) for row in getattr(catalogue, kind)])

    def check(row: str, field: str, target: str, keys: Iterable[str]) -> None:
        for key in keys:
            if key not in known[target]:
                report.faults.append(Fault(row, field, f"“{key}” tidak ada di {target}"))

    if catalogue.office.provider:
        check("office", "provider", "providers", [catalogue.office.provider])
    for closure in catalogue.calendar.closures:
        check(f"calendar.closures {closure.date}", "offices", "locations", closure.offices)
    for paper in catalogue.documents:
        check(f"documents {paper.key}", "issued_by_services", "services", paper.issued_by_services)
    for event in catalogue.life_events:
        check(f"life_events {event.key}", "services", "services", event.services)
    for service in catalogue.services:
        name = f"services {service.slug}"
        check(name, "category", "categories", [service.category])
        check(name, "provider", "providers", [service.provider])
        check(name, "legal_bases", "legal_bases", service.legal_bases)
        check(name, "locations", "locations", service.locations)
        check(name, "complaint_channels", "channels", service.complaint_channels)
        check(name, "related", "services", service.related)
        _check_parts(service, name, check, report)


def _check_parts(service: Any, name: str, check: Callable, report: Report) -> None:
    cases = {case.key for case in service.cases}
    papers = {requirement.id for requirement in service.requirements}
    _once(report, f"{name} › cases", [case.key for case in service.cases])
    _once(report, f"{name} › requirements", [requirement.id for requirement in service.requirements])
    for requirement in service.requirements:
        place = f"{name} › requirements {requirement.id}"
        check(place, "document", "documents", filter(None, [requirement.document]))
        other = requirement.alternative_to
        if other and (other not in papers or other == requirement.id):
            report.faults.append(
                Fault(place, "alternative_to", f"“{other}” bukan persyaratan lain layanan ini")
            )
        for key in set(requirement.cases) - cases:
            report.faults.append(Fault(place, "cases", f"“{key}” tidak ada di cases layanan ini"))
    for number, step in enumerate(service.steps, start=1):
        for key in set(step.cases) - cases:
            report.faults.append(Fault(f"{name} › steps ke-{number}", "cases", f"“{key}” tidak ada di cases"))


def _known(in_file: list[Any], attribute: str, model: type[Model]) -> set[str]:
    stored = model.objects.values_list(attribute, flat=True)
    return {getattr(row, attribute) for row in in_file} | set(stored)


def _once(report: Report, kind: str, keys: list[str]) -> None:
    for key in {key for key in keys if keys.count(key) > 1}:
        report.faults.append(Fault(f"{kind} {key}", "", "kunci ini dipakai lebih dari sekali"))


def _next_position(model: type[Model]) -> int:
    newest = model.objects.aggregate(newest=Max("position"))["newest"]
    return 0 if newest is None else newest + 1


def _import_agencies(catalogue: Catalogue, report: Report) -> models.Agency | None:
    """Providers become agencies; the one the office block belongs to gets its profile and publishes the others."""
    for row in catalogue.providers:
        _import_row("providers", models.Agency, row, rows.simple_row, report)
    main_key = catalogue.office.provider or (
        catalogue.providers[0].key if catalogue.providers else "instansi"
    )
    main = models.Agency.objects.filter(key=main_key).first() or models.Agency(
        key=main_key, name=catalogue.office.name
    )
    known = OfficeRow.model_validate(rows.office_row(main)) if main.publishes else None
    given = catalogue.office.model_copy(update={"provider": ""})
    meta_same = main.catalogue_meta == catalogue.meta and main.calendar_note == catalogue.calendar.note
    if known == given and meta_same:
        report.note("left", "office", main_key)
    else:
        outcome = "changed" if main.publishes else "created"
        _fill_profile(main, given)
        main.catalogue_meta, main.calendar_note, main.publisher = (
            catalogue.meta,
            catalogue.calendar.note,
            None,
        )
        if save_checked(main, "office", main_key, report):
            report.note(outcome, "office", main_key)
    if main.pk:
        others = models.Agency.objects.filter(key__in=[row.key for row in catalogue.providers])
        others.filter(publisher=None, official_name="").exclude(pk=main.pk).update(publisher=main)
    return main


def _fill_profile(agency: models.Agency, office: OfficeRow) -> None:
    for source, columns in [
        (office, rows.OFFICE_COLUMNS),
        (office.social, rows.SOCIAL_COLUMNS),
        (office.service_pledge, rows.PLEDGE_COLUMNS),
        (office.standard_internal_components, rows.STANDARD_COLUMNS),
    ]:
        for name, column in columns.items():
            setattr(agency, column, getattr(source, name))
    agency.social = office.social.unknown
    if office.brand_color:
        agency.brand_color = office.brand_color
    parts = ["service_pledge", "standard_internal_components"]
    nested = {name: getattr(office, name).unknown for name in parts if getattr(office, name).unknown}
    agency.extra = agency.extra | {"_office": office.unknown, "_nested": nested}


def _import_simple(kind: str, model: type[Model], given: list[Row], report: Report) -> None:
    for row in given:
        _import_row(kind, model, row, rows.simple_row, report)


def _import_row(kind: str, model: type[Model], given: Row, to_row: Callable, report: Report) -> None:
    """Create or change one row that is copied column by column; leave it if it says the same already."""
    columns = rows.SIMPLE_COLUMNS[kind]
    key = next(iter(columns))
    name = getattr(given, key)
    saved = model.objects.filter(**{key: name}).first()
    links = {"issued_by_services", "services"} & type(given).model_fields.keys()
    bare = given.model_copy(update={link: [] for link in links})
    if saved and type(given).model_validate(to_row(kind, saved)) == bare:
        report.note("left", kind, name)
        return
    row = saved or model(position=_next_position(model))
    for source, column in columns.items():
        setattr(row, column, getattr(given, source))
    ours = {name: value for name, value in row.extra.items() if name.startswith("_")}
    row.extra = ours | given.unknown
    if save_checked(row, kind, name, report):
        report.note("changed" if saved else "created", kind, name)


def _import_locations(catalogue: Catalogue, publisher: models.Agency | None, report: Report) -> None:
    for given in catalogue.locations:
        saved = models.Office.objects.filter(key=given.key).first()
        if saved and type(given).model_validate(rows.location_row(saved)) == given:
            report.note("left", "locations", given.key)
            continue
        office = saved or models.Office(agency=publisher, position=_next_position(models.Office))
        for name in rows.LOCATION_FIELDS:
            setattr(office, name, getattr(given, name))
        office.has_ramadan_hours = given.hours.ramadan is not None
        office.extra = given.unknown | (
            {"_nested": {"hours": given.hours.unknown}} if given.hours.unknown else {}
        )
        if save_checked(office, "locations", given.key, report):
            _write_hours(office, given)
            report.note("changed" if saved else "created", "locations", given.key)


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


def _import_calendar(catalogue: Catalogue, report: Report) -> None:
    for given in catalogue.calendar.ramadan_periods:
        saved = models.RamadanPeriod.objects.filter(year=given.year, hijri=given.hijri).first()
        if saved and type(given).model_validate(rows.ramadan_row(saved)) == given:
            report.note("left", "ramadan_periods", str(given.year))
            continue
        period = saved or models.RamadanPeriod()
        for name in ["year", "hijri", "start", "end", "estimated", "note"]:
            setattr(period, name, getattr(given, name))
        period.extra = given.unknown
        if save_checked(period, "ramadan_periods", str(given.year), report):
            report.note("changed" if saved else "created", "ramadan_periods", str(given.year))
    for given in catalogue.calendar.closures:
        _import_closure(given, report)


def _import_closure(given: Any, report: Report) -> None:
    """Two closures are the same if they begin on the same day, for the same kind of reason and the same offices."""
    candidates = models.Closure.objects.filter(start=given.date, kind=given.kind).prefetch_related("offices")
    wanted = sorted(given.offices)
    saved = next((each for each in candidates if sorted(o.key for o in each.offices.all()) == wanted), None)
    name = f"{given.date} {given.name}"
    if saved and type(given).model_validate(rows.closure_row(saved)) == given:
        report.note("left", "closures", name)
        return
    closure = saved or models.Closure()
    closure.start, closure.end = given.date, given.until or given.date
    closure.name, closure.kind, closure.extra = given.name, given.kind, given.unknown
    if save_checked(closure, "closures", name, report):
        closure.offices.set(models.Office.objects.filter(key__in=wanted))
        report.note("changed" if saved else "created", "closures", name)


def _import_services(catalogue: Catalogue, report: Report) -> None:
    """All services first without their links to each other, then these: they may point forward."""
    facts_as_of = str(catalogue.meta.get("facts_as_of", ""))
    changed = []
    for given in catalogue.services:
        saved = models.Service.objects.filter(slug=given.slug).first()
        bare = given.model_copy(update={"faqs": []})
        if saved and saved.facts_as_of == facts_as_of and _parsed(given, saved) == bare:
            report.note("left", "services", given.slug)
            continue
        service = saved or models.Service(slug=given.slug, position=_next_position(models.Service))
        _fill_service(service, given, facts_as_of)
        if save_checked(service, "services", given.slug, report):
            changed.append((service, given))
            report.note("changed" if saved else "created", "services", given.slug)
    if report.faults:
        return
    for service, given in changed:
        drafts.write_children(service, _children(given))


def _parsed(given: Any, saved: models.Service) -> Any:
    return type(given).model_validate(rows.service_row(saved))


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
    parts = ["processing_time", "fee", "online", "evidence", "reporting_deadline"]
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


def _import_links(catalogue: Catalogue, report: Report) -> None:
    """Who issues a paper and what a life event needs: known only now that every service is there."""
    for paper in catalogue.documents:
        row = models.Document.objects.get(key=paper.key)
        if rows.document_row(row)["issued_by_services"] != paper.issued_by_services:
            keys = paper.issued_by_services
            drafts.write_links(row.issuers, models.DocumentIssuer, "service", models.Service, "slug", keys)
            _note_link(report, "documents", paper.key)
    for event in catalogue.life_events:
        row = models.LifeEvent.objects.get(key=event.key)
        if rows.life_event_row(row)["services"] != event.services:
            drafts.write_links(
                row.needs, models.LifeEventService, "service", models.Service, "slug", event.services
            )
            _note_link(report, "life_events", event.key)


def _note_link(report: Report, kind: str, name: str) -> None:
    left = report.left.get(kind, [])
    if name in left:
        left.remove(name)
        report.note("changed", kind, name)


def _collect_unknown(row: Row, report: Report, path: str = "") -> None:
    for name in row.unknown:
        if not path.endswith("social."):
            report.unknown.add(f"{path}{name}")
    for name in type(row).model_fields:
        value = getattr(row, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Row):
                _collect_unknown(item, report, f"{path}{name}.")


def raise_faults(report: Report) -> None:
    """Raise `CatalogueError` if anything was wrong, so that the transaction around it is undone."""
    if report.faults:
        raise CatalogueError(report.faults)
