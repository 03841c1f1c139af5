"""Agencies of a catalogue file: who answers for services, and who publishes with which profile."""

from typing import Any

from django.utils.text import slugify

from services import catalogue_rows as rows
from services import models
from services.catalogue_format import Catalogue, OfficeRow
from services.catalogue_report import Report, next_position, save_checked

PROFILE_FIELDS = {
    prefix + column: name
    for prefix, columns in [
        ("", rows.OFFICE_COLUMNS),
        ("social.", rows.SOCIAL_COLUMNS),
        ("service_pledge.", rows.PLEDGE_COLUMNS),
        ("standard_internal_components.", rows.STANDARD_COLUMNS),
    ]
    for name, column in columns.items()
}


def import_agencies(catalogue: Catalogue, report: Report) -> list[models.Agency]:
    """Give agencies that publish their profile, and say who publishes the others.

    The agencies with a profile in this file, the one of the `office` block first. Their rows are there already,
    but for an office that is not among the providers.
    """
    main = _main_agency(catalogue, report)
    if report.faults:
        return []
    office = catalogue.office.model_copy(update={"provider": ""})
    _import_profile(main, office, catalogue.meta, catalogue.calendar, catalogue.unknown, report)
    publishing = [main]
    for row in catalogue.further_offices:
        agency = models.Agency.objects.get(key=row.provider)
        _import_profile(agency, _as_office(row), row.meta, row.calendar, row.catalogue, report)
        publishing.append(agency)
    if not report.faults:
        _import_publishers(catalogue, main, report)
    return publishing


def _main_agency(catalogue: Catalogue, report: Report) -> models.Agency:
    """The agency of the `office` block: the one it names, else the first provider, else one of its own."""
    office = catalogue.office
    key = office.provider or next((row.key for row in catalogue.providers), "")
    key = key or slugify(office.short_name or office.name)[:60] or "instansi"
    agency = models.Agency.objects.filter(key=key).first()
    if agency is None:
        return models.Agency(key=key, name=office.name[:200], position=next_position(models.Agency))
    if not office.provider and agency.publishes and agency.official_name != office.name:
        report.fault(
            "office",
            "provider",
            f"instansi “{key}” sudah terbit sebagai “{agency.official_name}”. Tulis provider di bawah office: "
            f"“{key}” bila namanya memang berubah, atau kunci instansi Anda sendiri",
        )
    return agency


def _as_office(row: OfficeRow) -> OfficeRow:
    further = {"provider", "meta", "calendar", "catalogue"}
    return OfficeRow.model_validate(row.model_dump(exclude=further, exclude_unset=True))


def _import_profile(
    agency: models.Agency, office: OfficeRow, meta: dict, calendar: Any, unknown: dict, report: Report
) -> None:
    """`unknown` is what the file says at the top and nobody knows; it is kept with the agency."""
    color = office.brand_color or agency.brand_color
    kept_days = {} if "answer_days" in office.model_fields_set else {"answer_days": agency.answer_days}
    given = office.model_copy(update={"brand_color": color} | kept_days)
    known = (
        OfficeRow.model_validate(rows.office_row(agency) | {"brand_color": color})
        if agency.publishes
        else None
    )
    wanted = {"catalogue_meta": meta, "calendar_note": calendar.note, "publisher": None, "brand_color": color}
    same = all(getattr(agency, name) == value for name, value in wanted.items())
    given_beside = {"_catalogue": unknown, "_calendar": calendar.unknown}
    beside = {name: value for name, value in given_beside.items() if value}
    kept = {name: agency.extra[name] for name in ("_catalogue", "_calendar") if name in agency.extra}
    if known == given and same and beside == kept:
        report.note("left", "office", agency.key)
        return
    outcome = "changed" if agency.publishes else "created"
    before = {name: getattr(agency, name) for name in ("catalogue_meta", "calendar_note", "brand_color")}
    _fill_profile(agency, given)
    for name, value in wanted.items():
        setattr(agency, name, value)
    agency.extra = {name: value for name, value in agency.extra.items() if name not in kept} | beside
    if save_checked(agency, "office", agency.key, report, PROFILE_FIELDS):
        report.note(outcome, "office", agency.key, known, given)
        for name, value in before.items():
            if value != wanted[name]:
                report.note_link("office", agency.key, name, value, wanted[name])


def _fill_profile(agency: models.Agency, office: OfficeRow) -> None:
    parts: list[tuple[Any, dict[str, str]]] = [
        (office, rows.OFFICE_COLUMNS),
        (office.social, rows.SOCIAL_COLUMNS),
        (office.service_pledge, rows.PLEDGE_COLUMNS),
        (office.standard_internal_components, rows.STANDARD_COLUMNS),
    ]
    for source, columns in parts:
        for name, column in columns.items():
            setattr(agency, column, getattr(source, name))
    agency.social = office.social.unknown
    names = ["service_pledge", "standard_internal_components"]
    nested = {name: getattr(office, name).unknown for name in names if getattr(office, name).unknown}
    agency.extra = agency.extra | {"_office": office.unknown, "_nested": nested}


def _import_publishers(catalogue: Catalogue, main: models.Agency, report: Report) -> None:
    """Providers without a profile are published by whom they name, else by the agency of this file."""
    named = {row.key: row.publisher for row in catalogue.providers}
    for agency in models.Agency.objects.filter(key__in=named, official_name="").select_related("publisher"):
        before = agency.publisher.key if agency.publisher else ""
        after = named[agency.key] or before or main.key
        if after in (before, agency.key):
            continue
        publisher = models.Agency.objects.get(key=after)
        models.Agency.objects.filter(pk=agency.pk).update(publisher=publisher)
        report.note_link("providers", agency.key, "publisher", before, after)
