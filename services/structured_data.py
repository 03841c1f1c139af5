"""schema.org descriptions of pages, for search engines: https://schema.org/GovernmentService."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from services.choices import OnlineApply
from services.links import Link
from services.pages import ServicePage

_UNSAFE = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def json_ld(data: Any) -> SafeString:
    """Data for a script element; what could end the element or start another is escaped."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_UNSAFE))


def service_data(page: ServicePage, trail: list[Link]) -> SafeString:
    """The service and the way to its page."""
    return json_ld([_government_service(page), breadcrumb(trail)])


def breadcrumb(trail: list[Link]) -> dict[str, Any]:
    """The way to a page, from home."""
    items = [
        {"@type": "ListItem", "position": number, "name": each.words, "item": settings.SITE_URL + each.url}
        for number, each in enumerate(trail, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _government_service(page: ServicePage) -> dict[str, Any]:
    document = page.document
    provider = {"@type": "GovernmentOrganization", "name": page.agency_name}
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": document.name,
        "alternateName": list(document.everyday_names),
        "description": document.summary,
        "url": f"{settings.SITE_URL}{page.url.partition('?')[0]}",
        "provider": provider,
        "availableChannel": [_channel(each) for each in page.offices],
    }
    if document.fee.amount is not None:
        data["offers"] = {
            "@type": "Offer",
            "price": document.fee.amount,
            "priceCurrency": document.fee.currency,
        }
    if document.online.apply == OnlineApply.FULLY:
        data["availableChannel"].append({"@type": "ServiceChannel", "serviceUrl": data["url"]})
    return data


def _channel(office: Any) -> dict[str, Any]:
    place = {"@type": "Place", "name": office.facts.name, "address": office.facts.address}
    return {"@type": "ServiceChannel", "serviceLocation": place}
