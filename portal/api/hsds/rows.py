"""What stands in the tables: rows as dictionaries by field, worked out from live editions and the shared facts."""

import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.api.answers.references import address_of
from portal.api.hsds.schedules import Keyed, office_schedules
from services.descriptions import plain_text
from services.document import Requirement, ServiceDocument
from services.facts import AgencyFacts, OfficeFacts, SharedFacts
from services.limited_days import excluded_days, office_for
from services.models import ServiceEdition

UNKNOWN = "Tidak dicatat"
"""Where the specification asks for a value that nobody has entered: "not recorded"."""
INDONESIAN = ("Bahasa Indonesia", "ind")
Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]
"""Rows, each with the name of its table."""
Hours = dict[tuple[Any, ...], list[Keyed]]
"""Schedules of an office without some weekdays, by its key and these days: most services share them."""


@cache
def _house(site: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, site)


def identifier(table: str, *keys: str | int) -> str:
    """The row's UUID (version 5): the same for the same site, table and keys, whenever and wherever it is made."""
    return str(uuid.uuid5(_house(settings.SITE_URL), "/".join([table, *map(str, keys)])))


# --- shared facts ---------------------------------------------------------------------------------------------


def of_facts(facts: SharedFacts) -> Rows:
    """Everything that stands in no edition: agencies, offices with their hours, categories and life events."""
    for agency in facts.agencies.values():
        yield from _of_agency(agency)
    for office in facts.offices.values():
        yield from _of_office(office, facts)
    yield from _of_taxonomies(facts)


def _of_agency(agency: AgencyFacts) -> Rows:
    organization = identifier("organization", agency.key)
    parent = agency.publisher
    yield (
        "organization",
        {
            "id": organization,
            "name": agency.name,
            "alternate_name": agency.short_name,
            "description": agency.tagline or agency.official_name or agency.name,
            "email": agency.email,
            "website": agency.website,
            "uri": f"{settings.SITE_URL}{reverse('api-agencies')}#{agency.key}",
            "parent_organization_id": identifier("organization", parent) if parent else "",
        },
    )
    for kind, number in (("voice", agency.phone), ("text", agency.whatsapp)):
        if number:
            yield (
                "phone",
                {
                    "id": identifier("phone", "organization", agency.key, kind),
                    "organization_id": organization,
                    "number": number,
                    "type": kind,
                    "description": "WhatsApp" if kind == "text" else "",
                },
            )


def _of_office(office: OfficeFacts, facts: SharedFacts) -> Rows:
    location = identifier("location", office.key)
    is_placed = not office.coordinates_fictional
    known = office.agency in facts.agencies
    yield (
        "location",
        {
            "id": location,
            "location_type": "physical",
            "url": address_of("office", office.key),
            "organization_id": identifier("organization", office.agency) if known else "",
            "name": office.name,
            "description": " ".join(filter(None, [office.landmark, office.hours_note])),
            "latitude": office.latitude if is_placed else "",
            "longitude": office.longitude if is_placed else "",
            "external_identifier": office.key,
            "external_identifier_type": "key",
        },
    )
    if office.address:
        yield "address", _address(office, location, facts)
    if office.phone:
        phone = {"id": identifier("phone", "location", office.key), "location_id": location}
        yield "phone", {**phone, "number": office.phone, "type": "voice"}
    if office.wheelchair_access:
        accessible = {"id": identifier("accessibility", office.key), "location_id": location}
        yield "accessibility", {**accessible, "description": "Dapat dimasuki dengan kursi roda"}
    for key, row in office_schedules(office, facts):
        yield "schedule", {"id": identifier("schedule", office.key, key), "location_id": location, **row}


def _address(office: OfficeFacts, location: str, facts: SharedFacts) -> Row:
    publisher = facts.publisher_of(office.agency)
    region = publisher.parent_name.removeprefix("Pemerintah ") if publisher else ""
    return {
        "id": identifier("address", office.key),
        "location_id": location,
        "address_1": office.address,
        "city": region or UNKNOWN,
        "state_province": UNKNOWN,
        "postal_code": office.postal_code or UNKNOWN,
        "country": "ID",
        "address_type": "physical",
    }


def _of_taxonomies(facts: SharedFacts) -> Rows:
    kinds = (
        ("category", "Kategori layanan", facts.categories, "service-list", "?kategori={}"),
        ("life-event", "Peristiwa hidup", facts.life_events, "life-event-list", "{}/"),
    )
    for kind, name, terms, page, address in kinds:
        taxonomy = identifier("taxonomy", kind)
        with override("id"):
            start = settings.SITE_URL + reverse(page)
        described = {"name": name, "description": name, "uri": start}
        yield "taxonomy", {"id": taxonomy, **described}
        for key, each in terms.items():
            yield (
                "taxonomy_term",
                {
                    "id": identifier("taxonomy_term", kind, key),
                    "code": f"{kind}/{key}",
                    "name": each.name,
                    "description": getattr(each, "summary", "") or each.name,
                    "taxonomy": name,
                    "language": "id",
                    "taxonomy_id": taxonomy,
                    "term_uri": start + address.format(quote(key)),
                },
            )


# --- editions -------------------------------------------------------------------------------------------------


def of_edition(edition: ServiceEdition, facts: SharedFacts, hours: Hours) -> Rows:
    """A service with everything that hangs on it; first the service itself. `hours` is filled on the way."""
    document: ServiceDocument = edition.content()
    service = identifier("service", edition.slug)
    yield "service", _service(edition, document, facts)
    for key in document.offices:
        if key in facts.offices:
            yield from _at_office(document, facts.offices[key], facts, hours)
    for each in document.requirements:
        yield "required_document", _required(each, document.slug, facts)
    if document.fee.amount is not None:
        yield "cost_option", _cost(document, service)
    language = {"name": INDONESIAN[0], "code": INDONESIAN[1]}
    yield "language", {"id": identifier("language", document.slug), "service_id": service, **language}
    yield from _attributes(document, service, facts)


def _service(edition: ServiceEdition, document: ServiceDocument, facts: SharedFacts) -> Row:
    publisher = facts.publisher_of(document.agency)
    return {
        "id": identifier("service", document.slug),
        "organization_id": identifier("organization", _agency_of(document, facts)),
        "name": document.name,
        "alternate_name": "; ".join([document.short_name, *document.everyday_names]),
        "description": "\n\n".join(filter(None, [document.summary, plain_text(document.description)])),
        "url": address_of("service", document.slug),
        "email": publisher.email if publisher else "",
        "status": "active",
        "application_process": "\n".join(
            f"{number}. {step.text}" for number, step in enumerate(document.steps, start=1)
        ),
        "fees_description": " ".join(filter(None, [document.fee.text, document.fee.other_costs])),
        "wait_time": document.processing_time.text,
        "eligibility_description": "; ".join(document.who_can_apply),
        "last_modified": edition.live_from.isoformat(timespec="seconds"),
    }


def _agency_of(document: ServiceDocument, facts: SharedFacts) -> str:
    """The agency's key; where that agency is gone, the one that the site speaks for."""
    if document.agency in facts.agencies:
        return document.agency
    agency = facts.site_agency()
    return agency.key if agency else document.agency


def _at_office(document: ServiceDocument, office: OfficeFacts, facts: SharedFacts, hours: Hours) -> Rows:
    link = identifier("service_at_location", document.slug, office.key)
    yield (
        "service_at_location",
        {
            "id": link,
            "service_id": identifier("service", document.slug),
            "location_id": identifier("location", office.key),
        },
    )
    if closed := excluded_days(office, (document.slug,)):
        known = (office.key, *closed)
        if known not in hours:
            here = office_for(office, document.slug)
            hours[known] = list(office_schedules(here, facts, closures=False))
        for key, row in hours[known]:
            number = identifier("schedule", document.slug, office.key, key)
            yield "schedule", {"id": number, "service_at_location_id": link, **row}


def _required(requirement: Requirement, slug: str, facts: SharedFacts) -> Row:
    said = [
        requirement.label,
        f"({requirement.condition})" if requirement.condition else "",
        requirement.note,
    ]
    page = requirement.document if requirement.document in facts.documents else ""
    return {
        "id": identifier("required_document", slug, requirement.key),
        "service_id": identifier("service", slug),
        "document": " ".join(filter(None, said)),
        "uri": address_of("document", page) if page else "",
    }


def _cost(document: ServiceDocument, service: str) -> Row:
    fee = document.fee
    return {
        "id": identifier("cost_option", document.slug),
        "service_id": service,
        "currency": fee.currency,
        "amount": fee.amount,
        "amount_description": " ".join(filter(None, [fee.text, fee.note])),
    }


def _attributes(document: ServiceDocument, service: str, facts: SharedFacts) -> Rows:
    terms = [("category", document.category, facts.categories)]
    events = [key for key, each in facts.life_events.items() if document.slug in each.services]
    terms += [("life-event", key, facts.life_events) for key in events]
    for kind, key, known in terms:
        if key in known:
            yield (
                "attribute",
                {
                    "id": identifier("attribute", document.slug, kind, key),
                    "link_id": service,
                    "taxonomy_term_id": identifier("taxonomy_term", kind, key),
                    "link_type": kind,
                    "link_entity": "service",
                    "label": known[key].name,
                },
            )
