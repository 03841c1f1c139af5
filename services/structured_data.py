"""schema.org descriptions of pages, for search engines and assistants: https://schema.org/GovernmentService.

Only what the page itself says, and only properties that the vocabulary gives the type; a test holds both.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from services.choices import OnlineApply, TimeUnit
from services.document import ProcessingTime
from services.facts import AgencyFacts, OfficeFacts
from services.language import localized
from services.links import Link
from services.office_data import government_office
from services.pages import ServicePage

CONTEXT = "https://schema.org"
_UNSAFE = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
_DURATIONS = {
    TimeUnit.MINUTES: "PT{}M",
    TimeUnit.HOURS: "PT{}H",
    TimeUnit.DAYS: "P{}D",
    TimeUnit.WEEKS: "P{}W",
    TimeUnit.MONTHS: "P{}M",
    TimeUnit.YEARS: "P{}Y",
}
"""ISO 8601 durations. There is none for working days, and calendar days would promise too much."""
_OF_A_PLACE = (
    "@type",
    "name",
    "url",
    "address",
    "openingHoursSpecification",
    "specialOpeningHoursSpecification",
)

Data = dict[str, Any]


def json_ld(data: Any) -> SafeString:
    """Data for a script element; what could end the element or start another is escaped."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_UNSAFE))


def service_data(page: ServicePage, trail: list[Link]) -> SafeString:
    """The service and the way to its page."""
    return json_ld([_government_service(page), breadcrumb(trail)])


def breadcrumb(trail: list[Link]) -> Data:
    """The way to a page, from home, with the page itself at the end."""
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": _list_items(trail)}


def item_list(links: list[Link], total: int) -> Data:
    """What a list shows on this page, and how many there are on all its pages."""
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "numberOfItems": total,
        "itemListElement": _list_items(links),
    }


def _list_items(links: Iterable[Link]) -> list[Data]:
    return [
        {"@type": "ListItem", "position": number, "name": each.words, "item": settings.SITE_URL + each.url}
        for number, each in enumerate(links, start=1)
    ]


def faq_page(question: str, answer: str, address: str) -> Data:
    """A question with its answer. They are in Indonesian whatever the page's language is."""
    entity = {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "url": settings.SITE_URL + address,
        "inLanguage": "id",
        "mainEntity": [entity],
    }


def site_data(agency: AgencyFacts | None, search_address: str) -> SafeString:
    """The site with its search, and who it speaks for: for the first page."""
    site: Data = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": "Sebelum Datang",
        "url": settings.SITE_URL + reverse("home"),
        "inLanguage": get_language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{settings.SITE_URL}{search_address}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    if agency is None:
        return json_ld([site])
    return json_ld([site | {"publisher": organization(agency)}, {"@context": CONTEXT} | organization(agency)])


def organization(agency: AgencyFacts) -> Data:
    """An agency; what it has not filled in is left out."""
    data = {
        "@type": "GovernmentOrganization",
        "name": localized(agency, "name"),
        "legalName": agency.official_name,
        "url": agency.website,
        "telephone": agency.phone,
        "email": agency.email,
    }
    if agency.parent_name:
        data["parentOrganization"] = {"@type": "GovernmentOrganization", "name": agency.parent_name}
    return {name: value for name, value in data.items() if value}


def _government_service(page: ServicePage) -> Data:
    document = page.document
    address = settings.SITE_URL + reverse("service", args=[document.slug])
    data: Data = {
        "@context": CONTEXT,
        "@type": "GovernmentService",
        "name": page.name,
        "alternateName": [name for name in (page.official_name, *document.everyday_names) if name],
        "description": page.summary,
        "url": address,
        "serviceType": page.category.words if page.category else "",
        "provider": {"@type": "GovernmentOrganization", "name": page.agency_name},
        "areaServed": _area(page.publisher),
        "termsOfService": f"{address}#berkas",
        "serviceOutput": [{"@type": "Thing", "name": each} for each in document.product],
        "availableChannel": _channels(page, address),
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": address,
            "inLanguage": get_language(),
            "dateModified": page.edition.live_from.isoformat(timespec="seconds"),
        },
    }
    if document.fee.amount is not None:
        price = {"price": document.fee.amount, "priceCurrency": document.fee.currency}
        data["offers"] = {"@type": "Offer", **price}
    return {name: value for name, value in data.items() if value}


def _area(publisher: AgencyFacts | None) -> Data | None:
    """Whom it is for: the region whose government the agency belongs to."""
    if publisher is None or not publisher.parent_name:
        return None
    return {"@type": "AdministrativeArea", "name": publisher.parent_name.removeprefix("Pemerintah ")}


def _channels(page: ServicePage, address: str) -> list[Data]:
    """Each place, and the page itself where nobody has to come."""
    duration = processing_duration(page.document.processing_time)
    places = [{"serviceLocation": _place(office.facts, page)} for office in page.offices]
    online = page.document.online.apply == OnlineApply.FULLY
    kinds = [*places, *([{"serviceUrl": address}] if online else [])]
    more = {"processingTime": duration} if duration else {}
    return [{"@type": "ServiceChannel", **kind, "availableLanguage": "id", **more} for kind in kinds]


def _place(office: OfficeFacts, page: ServicePage) -> Data:
    """The office with its hours for this service, closures and Ramadan included."""
    full = government_office(office, page.facts, page.now.date())
    return {name: full[name] for name in _OF_A_PLACE if name in full}


def processing_duration(time: ProcessingTime) -> str:
    """The outer limit as an ISO 8601 duration, or nothing where there is none that says the same."""
    pattern = _DURATIONS.get(time.unit, "")
    return pattern.format(time.max_value) if pattern and time.max_value else ""
