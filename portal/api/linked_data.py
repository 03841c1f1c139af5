"""Services as linked data: CPSV-AP 3.2 (the European profile for public services) with schema.org beside it.

Names of terms follow the CPSV-AP 3.2.0 release: https://semiceu.github.io/CPSV-AP/releases/3.2.0/.
"""

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from portal.api.answers.references import address_of
from portal.api.answers.service import live_edition
from portal.api.endpoints import Asked
from services.document import Fee, Requirement, ServiceDocument
from services.facts import AgencyFacts, OfficeFacts, SharedFacts
from services.office_data import government_office
from services.structured_data import processing_duration

MEDIA_TYPE = "application/ld+json"
EUROPE = "http://publications.europa.eu/resource/authority"
Data = dict[str, Any]


def _node(term: str) -> Data:
    return {"@id": term, "@type": "@id"}


def _words(term: str) -> Data:
    return {"@id": term, "@container": "@language"}


TERMS: Data = {
    "id": "@id",
    "type": "@type",
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    # classes
    "PublicService": "cpsv:PublicService",
    "GovernmentService": "schema:GovernmentService",
    "PublicOrganization": "cv:PublicOrganisation",
    "GovernmentOffice": "schema:GovernmentOffice",
    "Channel": "cv:Channel",
    "ServiceChannel": "schema:ServiceChannel",
    "ContactPoint": "cv:ContactPoint",
    "Cost": "cv:Cost",
    "Evidence": "cv:Evidence",
    "LegalResource": "eli:LegalResource",
    "LifeEvent": "cv:LifeEvent",
    "Output": "cv:Output",
    "Rule": "cpsv:Rule",
    "Concept": "skos:Concept",
    # properties
    "identifier": "dct:identifier",
    "title": _words("dct:title"),
    "description": _words("dct:description"),
    "keyword": {"@id": "dcat:keyword", "@container": "@language"},
    "prefLabel": _words("skos:prefLabel"),
    "language": _node("dct:language"),
    "spatial": _node("dct:spatial"),
    "modified": {"@id": "dct:modified", "@type": "xsd:dateTime"},
    "page": _node("foaf:page"),
    "hasCompetentAuthority": _node("cv:hasCompetentAuthority"),
    "hasContactPoint": _node("cv:contactPoint"),
    "email": "cv:email",
    "telephone": "cv:telephone",
    "contactPage": _node("cv:contactPage"),
    "hasChannel": _node("cv:hasChannel"),
    "ownedBy": _node("cv:ownedBy"),
    "serviceLocation": _node("schema:serviceLocation"),
    "hasCost": _node("cv:hasCost"),
    "hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
    "currency": _node("cv:currency"),
    "processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
    "hasInput": _node("cpsv:hasInput"),
    "produces": _node("cpsv:produces"),
    "follows": _node("cpsv:follows"),
    "hasLegalResource": _node("cv:hasLegalResource"),
    "isClassifiedBy": _node("cv:isClassifiedBy"),
    "isGroupedBy": _node("cv:isGroupedBy"),
    "relatedService": _node("cv:relatedService"),
}
"""Every term that a service's JSON-LD uses, except those of schema.org, which an office has its own context for."""


def context(asked: Asked) -> HttpResponse:
    """The context document."""
    return _sent({"@context": TERMS})


def service(asked: Asked) -> HttpResponse:
    """One service as JSON-LD."""
    edition = live_edition(asked.keys["slug"])
    data = describe(edition.content(), asked)
    data["modified"] = edition.live_from.isoformat(timespec="seconds")
    return _sent(data)


def _sent(data: Data) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type=MEDIA_TYPE)


def describe(document: ServiceDocument, asked: Asked) -> Data:
    """A service as a tree of nodes; what the office has not filled in is left out."""
    facts, page = asked.facts, address_of("service", document.slug)
    agency = facts.agencies.get(document.agency)
    offices = [facts.offices[key] for key in document.offices if key in facts.offices]
    data: Data = {
        "@context": settings.SITE_URL + reverse("api-context"),
        "id": f"{page}#layanan",
        "type": ["PublicService", "GovernmentService"],
        "identifier": document.slug,
        "title": _in_both(document.name, document.name_en),
        "description": _in_both(document.summary, document.summary_en),
        "keyword": {"id": list(document.everyday_names)} if document.everyday_names else {},
        "language": f"{EUROPE}/language/IND",
        "page": page,
        "hasCompetentAuthority": _authority(agency) if agency else None,
        "hasContactPoint": _contact(facts.publisher_of(document.agency), page),
        "hasChannel": [_channel(each, document, asked) for each in offices],
        "hasCost": _cost(document.fee, page),
        "processingTime": processing_duration(document.processing_time),
        "hasInput": [_evidence(each, page) for each in document.requirements],
        "produces": [_output(each, number, document) for number, each in enumerate(document.product, 1)],
        "follows": {
            "id": f"{page}#alur",
            "type": "Rule",
            "identifier": f"{document.slug}-alur",
            "description": {"id": "\n".join(step.text for step in document.steps)},
        },
        "hasLegalResource": [
            {"id": f"{page}#dasar-{each.key}", "type": "LegalResource", "title": {"id": each.title or each.short}}
            for each in document.legal_bases
        ],
        "isClassifiedBy": _category(document, facts),
        "isGroupedBy": _events(document.slug, facts),
        "relatedService": [f"{address_of('service', slug)}#layanan" for slug in document.related],
    }  # fmt: skip
    return _filled(data)


def _output(name: str, number: int, document: ServiceDocument) -> Data:
    return {
        "id": f"{address_of('service', document.slug)}#hasil-{number}",
        "type": "Output",
        "identifier": f"{document.slug}-{number}",
        "title": {"id": name},
    }


def _filled(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def _in_both(indonesian: str, english: str = "") -> Data:
    return {"id": indonesian} | ({"en": english} if english else {})


def _authority(agency: AgencyFacts) -> Data:
    return {
        "id": _authority_id(agency.key),
        "type": "PublicOrganization",
        "prefLabel": _in_both(agency.name, agency.name_en),
        "spatial": f"{EUROPE}/country/IDN",
    }


def _authority_id(key: str) -> str:
    return f"{settings.SITE_URL}{reverse('api-agencies')}#{key}"


def _contact(agency: AgencyFacts | None, page: str) -> Data | None:
    if agency is None or not (agency.email or agency.phone):
        return None
    return {"type": "ContactPoint", "contactPage": page} | _filled(
        {"email": agency.email, "telephone": agency.phone}
    )


def _channel(office: OfficeFacts, document: ServiceDocument, asked: Asked) -> Data:
    place = government_office(office, asked.facts, asked.now.date())
    return {
        "id": f"{address_of('service', document.slug)}#kantor-{office.key}",
        "type": ["Channel", "ServiceChannel"],
        "identifier": f"{document.slug}-{office.key}",
        "ownedBy": _authority_id(office.agency),
        "description": {"id": f"{office.name}, {office.address}" if office.address else office.name},
        "serviceLocation": place,
    }


def _cost(fee: Fee, page: str) -> Data:
    known = (
        {"hasValue": fee.amount, "currency": f"{EUROPE}/currency/{fee.currency}"}
        if fee.amount is not None
        else {}
    )
    return {
        "id": f"{page}#biaya",
        "type": "Cost",
        "identifier": "biaya",
        "description": {"id": fee.text},
        **known,
    }


def _evidence(requirement: Requirement, page: str) -> Data:
    more = " ".join(filter(None, [requirement.condition, requirement.note]))
    return _filled(
        {
            "id": f"{page}#berkas-{requirement.key}",
            "type": "Evidence",
            "identifier": requirement.key,
            "title": {"id": requirement.label},
            "description": {"id": more} if more else {},
        }
    )


def _category(document: ServiceDocument, facts: SharedFacts) -> Data | None:
    category = facts.categories.get(document.category)
    return category and {
        "id": f"{settings.SITE_URL}{reverse('api-categories')}#{category.key}",
        "type": "Concept",
        "prefLabel": _in_both(category.name, category.name_en),
    }


def _events(slug: str, facts: SharedFacts) -> list[Data]:
    return [
        {
            "id": f"{address_of('life-event', key)}#peristiwa",
            "type": "LifeEvent",
            "identifier": key,
            "title": _in_both(each.name, each.name_en),
        }
        for key, each in facts.life_events.items()
        if slug in each.services
    ]
