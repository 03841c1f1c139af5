"""Writes a catalogue file into the rows: creates, changes, leaves; never takes away what another file brought.

A row that says the same already is not touched, so importing twice changes nothing. Of a service that is in
the file, the file has the last word on its draft; what is public changes only by publishing.
"""

from typing import Any

from django.db.models import Model

from services import catalogue_rows as rows
from services import drafts, models
from services.catalogue_agencies import import_agencies
from services.catalogue_checks import check_references
from services.catalogue_fields import WEEKDAYS, Row
from services.catalogue_format import Catalogue, ServiceRow
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
    _import_locations(catalogue, publishing[0], report)
    _import_calendar(catalogue, report)
    _check_takeover(catalogue, publishing, report)
    report.raise_faults()
    _import_services(catalogue, report)
    report.raise_faults()
    _import_links(catalogue, report)
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


def _import_locations(catalogue: Catalogue, main: models.Agency, report: Report) -> None:
    said = _offices(catalogue)
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


def _offices(catalogue: Catalogue) -> dict[str, models.Office]:
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


def _import_calendar(catalogue: Catalogue, report: Report) -> None:
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


def with_kept(given: Any, known: Any, names: list[str]) -> Any:
    """The row, with what is known where the file does not say it: keys that files had not from the beginning."""
    if known is None:
        return given
    silent = [name for name in names if name not in given.model_fields_set]
    return given.model_copy(update={name: getattr(known, name) for name in silent})


SERVICE_FIELDS = {
    "agency": "provider",
    "facts_as_of": "meta.facts_as_of",
    **{f"time_{name}": f"processing_time.{name}" for name in drafts.TIME_FIELDS},
    **{f"fee_{name}": f"fee.{name}" for name in drafts.FEE_FIELDS},
    **{f"deadline_{name}": f"reporting_deadline.{name}" for name in ["text", "days", "basis"]},
    **{f"online_{name}": f"online.{name}" for name in ["consult", "apply", "text"]},
    **{f"evidence_{name}": f"evidence.{name}" for name in ["level", "note"]},
}


def _import_services(catalogue: Catalogue, report: Report) -> None:
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


def _import_links(catalogue: Catalogue, report: Report) -> None:
    """Links to services: they can be made only now that every service is there."""
    in_file = {service.slug for service in catalogue.services}
    offices = _offices(catalogue)
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


def _collect_unknown(row: Row, report: Report, path: str = "") -> None:
    for name in row.unknown:
        if not path.endswith("social."):
            report.unknown.add(f"{path}{name}")
    for name in type(row).model_fields:
        value = getattr(row, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Row):
                _collect_unknown(item, report, f"{path}{name}.")
