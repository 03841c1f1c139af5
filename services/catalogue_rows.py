"""Rows of the database in the shape of the catalogue file: what export writes and import compares with."""

import datetime
from typing import Any

from services import models
from services.catalogue_fields import WEEKDAYS
from services.drafts import FEE_FIELDS, LIST_FIELDS, TIME_FIELDS, service_data

OFFICE_COLUMNS = {
    "name": "official_name", "name_en": "official_name_en", "short_name": "short_name", "parent": "parent_name",
    "tagline": "tagline", "timezone": "timezone", "website": "website", "email": "email", "phone": "phone",
    "whatsapp_consultation": "whatsapp", "whatsapp_hours": "whatsapp_hours",
    "service_standard_decree": "standard_decree", "accessibility": "accessibility", "answer_days": "answer_days",
}  # fmt: skip
SOCIAL_COLUMNS = {"hashtags": "hashtags", "call_to_action": "call_to_action", "verify_line": "verify_line"}
PLEDGE_COLUMNS = {"title": "pledge_title", "text": "pledge_text", "basis": "pledge_basis"}
STANDARD_COLUMNS = {
    "note": "standard_note", "facilities": "facilities", "staff_competence": "staff_competence",
    "internal_supervision": "internal_supervision", "number_of_staff": "number_of_staff",
    "service_guarantee": "service_guarantee", "safety_guarantee": "safety_guarantee",
    "performance_evaluation": "performance_evaluation",
}  # fmt: skip
STANDARD_PARTS = [name for name in STANDARD_COLUMNS if name != "note"]
SIMPLE_COLUMNS: dict[str, dict[str, str]] = {
    "providers": {"key": "key", "name": "name", "name_en": "name_en"},
    "categories": {"key": "key", "name": "name", "name_en": "name_en", "icon": "icon", "order": "position"},
    "channels": {
        name: name
        for name in ["key", "name", "kind", "value", "url", "sms", "first_response", "resolution", "privacy_note",
                     "note", "real"]
    },
    "forms": {name: name for name in ["code", "name", "free", "where"]},
    "legal_bases": {name: name for name in ["key", "short", "title", "about"]},
    "documents": {name: name for name in ["key", "name", "name_en", "issuer", "how_to_get"]},
    "life_events": {"key": "key", "name": "name", "name_en": "name_en", "summary": "summary", "order": "position"},
}  # fmt: skip
LOCATION_FIELDS = [
    "key", "name", "type", "address", "postal_code", "latitude", "longitude", "coordinates_fictional", "phone",
    "landmark", "wheelchair_access", "hours_note", "last_queue_minutes_before_close",
]  # fmt: skip
ALWAYS_WRITTEN = {
    "amount", "free", "consult", "estimated", "coordinates_fictional", "wheelchair_access", "order",
}  # fmt: skip


def without_blanks(row: dict[str, Any], *keep: str) -> dict[str, Any]:
    """The row without empty values, but with those `keep` names and a few that always say something."""
    kept = ALWAYS_WRITTEN | set(keep)
    return {name: value for name, value in row.items() if name in kept or not _is_blank(value)}


def _is_blank(value: Any) -> bool:
    # A zero says something: the equator goes through Pontianak.
    return value is None or value is False or value in ("", [], {})


def simple_row(kind: str, row: Any) -> dict[str, Any]:
    """A row of a kind that is copied column by column."""
    return without_blanks(
        {name: getattr(row, column) for name, column in SIMPLE_COLUMNS[kind].items()}
    ) | extra(row)


def extra(row: Any) -> dict[str, Any]:
    """Keys the file had and the format does not know."""
    return {name: value for name, value in row.extra.items() if not name.startswith("_")}


def office_row(agency: models.Agency) -> dict[str, Any]:
    """The profile of an agency that publishes."""

    def columns(names: dict[str, str]) -> dict[str, Any]:
        return without_blanks({name: getattr(agency, column) for name, column in names.items()})

    row = columns(OFFICE_COLUMNS)
    if agency.answer_days == models.Agency._meta.get_field("answer_days").default:
        del row["answer_days"]
    nested = agency.extra.get("_nested", {})
    if agency.brand_color != models.Agency._meta.get_field("brand_color").default:
        row["brand_color"] = agency.brand_color
    for name, value in {
        "social": agency.social | columns(SOCIAL_COLUMNS),
        "service_pledge": columns(PLEDGE_COLUMNS) | nested.get("service_pledge", {}),
        "standard_internal_components": columns(STANDARD_COLUMNS)
        | nested.get("standard_internal_components", {}),
    }.items():
        if value:
            row[name] = value
    return row | agency.extra.get("_office", {})


def provider_row(agency: models.Agency, main: models.Agency | None = None) -> dict[str, Any]:
    """An agency by its name; says who publishes for it where that is not the main one."""
    row = simple_row("providers", agency)
    other = agency.publisher if agency.publisher != main else None
    return row | ({"publisher": other.key} if other else {})


def location_row(office: models.Office, main: models.Agency | None = None) -> dict[str, Any]:
    """An office with its hours and stops; says whose it is where it is not the main agency's."""
    row = without_blanks({name: getattr(office, name) for name in LOCATION_FIELDS})
    if office.agency_id != getattr(main, "pk", None):
        row["provider"] = office.agency.key
    hours = list(office.opening_hours.all())
    row["hours"] = {"regular": _week(hours, "regular")}
    if office.has_ramadan_hours:
        row["hours"]["ramadan"] = _week(hours, "ramadan")
    row["hours"] |= office.extra.get("_nested", {}).get("hours", {})
    if limits := hours_limits(office):
        row["hours_limits"] = limits
    stops = [
        without_blanks(
            {
                "weeks_of_month": stop.weeks_of_month,
                "weekday": WEEKDAYS[stop.weekday],
                "place": stop.place,
                "latitude": stop.latitude,
                "longitude": stop.longitude,
            }
        )
        for stop in office.stops.all()
    ]
    special = [_special_row(each) for each in office.special_hours.all()]
    return row | without_blanks({"schedule": stops, "special_hours": special}) | extra(office)


def _special_row(period: models.SpecialHours) -> dict[str, Any]:
    hours = dict(zip(WEEKDAYS, period.week, strict=True))
    return {"name": period.name, "from": _iso(period.start), "to": _iso(period.end), "hours": hours}


def hours_limits(office: models.Office) -> dict[str, list[str]]:
    """The days on which an office is open for some services only, with the slugs of these."""
    return {
        WEEKDAYS[day.weekday]: sorted(service.slug for service in day.services.all())
        for day in office.limited_days.all()
    }


def _week(hours: list[models.OpeningHours], period: str) -> dict[str, list[list[str]]]:
    week: dict[str, list[list[str]]] = {day: [] for day in WEEKDAYS}
    for row in sorted(hours, key=lambda row: row.opens):
        if row.period == period:
            week[WEEKDAYS[row.weekday]].append([f"{row.opens:%H:%M}", f"{row.closes:%H:%M}"])
    return week


def ramadan_row(period: models.RamadanPeriod) -> dict[str, Any]:
    """A Ramadan period."""
    row = {"year": period.year, "hijri": period.hijri, "from": _iso(period.start), "to": _iso(period.end)}
    return without_blanks(row | {"estimated": period.estimated, "note": period.note}) | extra(period)


def closure_row(closure: models.Closure) -> dict[str, Any]:
    """A closure; one day is written as `date`, several as `date` and `until`."""
    row = {
        "date": _iso(closure.start),
        "until": _iso(closure.end) if closure.end != closure.start else "",
        "name": closure.name,
        "kind": closure.kind,
        "offices": sorted(office.key for office in closure.offices.all()),
        "ignored": closure.is_ignored,
    }
    return without_blanks(row) | extra(closure)


def _iso(day: datetime.date) -> str:
    return day.isoformat()


def document_row(document: models.Document) -> dict[str, Any]:
    """A paper and the services that issue it."""
    slugs = [issuer.service.slug for issuer in _with_service(document, "issuers")]
    return simple_row("documents", document) | {"issued_by_services": slugs}


def life_event_row(event: models.LifeEvent) -> dict[str, Any]:
    """A life event and the services it needs, in order."""
    slugs = [need.service.slug for need in _with_service(event, "needs")]
    return simple_row("life_events", event) | {"services": slugs}


def _with_service(row: Any, relation: str) -> Any:
    """Links of a shared row to services, in order; those read in advance are not read again."""
    fetched = relation in getattr(row, "_prefetched_objects_cache", {})
    links = getattr(row, relation)
    return links.all() if fetched else links.select_related("service")


def service_row(service: models.Service, facts_as_of: str = "") -> dict[str, Any]:
    """A service with all its parts but its questions, which belong to the faq app.

    `facts_as_of` is what the whole file says; a service for which something else holds says so itself.
    """
    data = service_data(service)
    nested = service.extra.get("_nested", {})
    own = {
        name: data[name] for name in ["slug", "name", "short_name", "name_en", "category", "responsible_unit"]
    }
    row = own | {"provider": data["agency"]}
    row |= {
        name: data[name] for name in ["summary", "summary_en", "description", "representation", "validity"]
    }
    row |= {"location_note": data["location_note"]}
    row = without_blanks(row) | {name: data[name] for name in LIST_FIELDS}
    row["cases"] = [{"key": case.key, "label": case.label} | extra(case) for case in service.cases.all()]
    row["requirements"] = [
        _requirement_row(each, saved)
        for each, saved in zip(data["requirements"], service.requirements.all(), strict=True)
    ]
    row["steps"] = [
        without_blanks(each) | extra(saved)
        for each, saved in zip(data["steps"], service.steps.all(), strict=True)
    ]
    time = {name: data["processing_time"][name] for name in TIME_FIELDS}
    row["processing_time"] = without_blanks(time, *(["max_value"] if time["max_value"] is not None else []))
    fee = {name: data["fee"][name] for name in FEE_FIELDS}
    row["fee"] = {name: value for name, value in without_blanks(fee).items() if value is not None}
    if data["reporting_deadline"]:
        row["reporting_deadline"] = without_blanks(data["reporting_deadline"])
    row["legal_bases"] = [each["key"] for each in data["legal_bases"]]
    row["locations"], row["complaint_channels"] = data["offices"], data["channels"]
    row["online"] = without_blanks(data["online"])
    row["related"] = data["related"]
    row["evidence"] = without_blanks({name: data["evidence"][name] for name in ["level", "note"]})
    if service.facts_as_of != facts_as_of:
        row["evidence"]["facts_as_of"] = service.facts_as_of
    row["sources"] = data["evidence"]["sources"]
    if parts := without_blanks({name: getattr(service, name) for name in STANDARD_PARTS}):
        row["standard_parts"] = parts
    if service.review_months != models.Service._meta.get_field("review_months").default:
        row["review_months"] = service.review_months
    for name, value in nested.items():
        if name in row:
            row[name] |= value
    return row | extra(service)


def _requirement_row(data: dict[str, Any], saved: models.Requirement) -> dict[str, Any]:
    row = {"id": data["key"]} | {name: data[name] for name in data if name not in {"key", "form_name"}}
    return without_blanks(row) | extra(saved)
