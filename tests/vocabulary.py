"""The part of schema.org that the site uses: which properties a type has and what they hold.

Written from https://schema.org/docs/full.html for the types below; `Text`, `URL`, `Number`, `Date`, `DateTime`,
`Duration` and `Time` are the vocabulary's data types.
"""

import datetime
import re
from urllib.parse import urlsplit

THING = {
    "name": {"Text"},
    "alternateName": {"Text"},
    "description": {"Text"},
    "url": {"URL"},
    "mainEntityOfPage": {"WebPage"},
}
ORGANIZATION = THING | {
    "legalName": {"Text"}, "telephone": {"Text"}, "email": {"Text"}, "address": {"PostalAddress"},
    "parentOrganization": {"Organization"}, "areaServed": {"AdministrativeArea"},
}  # fmt: skip
PLACE = THING | {
    "address": {"PostalAddress"}, "geo": {"GeoCoordinates"}, "telephone": {"Text"},
    "openingHoursSpecification": {"OpeningHoursSpecification"},
    "specialOpeningHoursSpecification": {"OpeningHoursSpecification"},
}  # fmt: skip
CREATIVE_WORK = THING | {
    "inLanguage": {"Text"},
    "dateModified": {"Date", "DateTime"},
    "publisher": {"Organization"},
    "author": {"Organization"},
    "text": {"Text"},
    "expires": {"Date", "DateTime"},
    "datePublished": {"Date", "DateTime"},
}

PROPERTIES = {
    "Thing": THING,
    "AdministrativeArea": PLACE,
    "GovernmentOrganization": ORGANIZATION,
    "GovernmentOffice": ORGANIZATION | PLACE,
    "PostalAddress": {"streetAddress": {"Text"}, "postalCode": {"Text"}, "addressCountry": {"Text"}},
    "GeoCoordinates": {"latitude": {"Number"}, "longitude": {"Number"}},
    "OpeningHoursSpecification": {
        "name": {"Text"}, "dayOfWeek": {"URL"}, "opens": {"Time"}, "closes": {"Time"}, "validFrom": {"Date"},
        "validThrough": {"Date"},
    },
    "GovernmentService": THING | {
        "serviceType": {"Text"}, "provider": {"Organization"}, "areaServed": {"AdministrativeArea"},
        "termsOfService": {"URL"}, "serviceOutput": {"Thing"}, "availableChannel": {"ServiceChannel"},
        "offers": {"Offer"},
    },
    "ServiceChannel": {
        "serviceLocation": {"Place"}, "serviceUrl": {"URL"}, "availableLanguage": {"Text"},
        "processingTime": {"Duration"},
    },
    "Offer": {"price": {"Number"}, "priceCurrency": {"Text"}},
    "WebPage": CREATIVE_WORK | {"breadcrumb": {"BreadcrumbList"}},
    "FAQPage": CREATIVE_WORK | {"mainEntity": {"Question"}},
    "WebSite": CREATIVE_WORK | {"potentialAction": {"SearchAction"}},
    "SpecialAnnouncement": CREATIVE_WORK | {
        "datePosted": {"Date", "DateTime"}, "announcementLocation": {"Place"},
    },
    "ClaimReview": CREATIVE_WORK | {
        "claimReviewed": {"Text"}, "reviewBody": {"Text"}, "reviewRating": {"Rating"},
    },
    "Rating": {
        "ratingValue": {"Number"}, "bestRating": {"Number"}, "worstRating": {"Number"}, "alternateName": {"Text"},
    },
    "Question": {"name": {"Text"}, "acceptedAnswer": {"Answer"}},
    "Answer": {"text": {"Text"}},
    "BreadcrumbList": {"itemListElement": {"ListItem"}},
    "ItemList": THING | {"itemListElement": {"ListItem"}, "numberOfItems": {"Number"}},
    "ListItem": {"position": {"Number"}, "name": {"Text"}, "item": {"URL"}, "url": {"URL"}},
    "SearchAction": {"target": {"EntryPoint"}, "query-input": {"Text"}},
    "EntryPoint": {"urlTemplate": {"URL"}},
}  # fmt: skip

REQUIRED = {
    "GovernmentService": {"name", "description", "url", "provider"},
    "GovernmentOffice": {"name", "address"},
    "GovernmentOrganization": {"name"},
    "Offer": {"price", "priceCurrency"},
    "FAQPage": {"mainEntity"},
    "SpecialAnnouncement": {"name", "text", "datePosted", "publisher"},
    "ClaimReview": {"claimReviewed", "reviewRating", "author", "url"},
    "Rating": {"ratingValue", "bestRating", "worstRating"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "WebSite": {"name", "url"},
    "OpeningHoursSpecification": {"opens", "closes"},
}
"""What search engines ask for; an item without it is not shown."""

KINDS_OF = {
    "Organization": {"GovernmentOrganization", "GovernmentOffice"},
    "Place": {"GovernmentOffice", "AdministrativeArea"},
}
DURATION = re.compile(r"P(?=.)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?")


def faults(node: object, site: str, place: str = "") -> list[str]:
    """What breaks the vocabulary's rules in a description, in words."""
    if isinstance(node, list):
        return [each for item in node for each in faults(item, site, place)]
    if not isinstance(node, dict):
        return [f"{place}: not an object"]
    kind = node.get("@type")
    here = f"{place}/{kind}"
    if kind not in PROPERTIES:
        return [f"{here}: unknown type"]
    wrong = [f"{here}: no {name}" for name in REQUIRED.get(kind, set()) - node.keys()]
    for name, value in node.items():
        if name == "@id":
            wrong += _of_type({"URL"}, value, site, f"{here}.@id")
        elif not name.startswith("@"):
            allowed = PROPERTIES[kind].get(name)
            wrong += (
                _values(allowed, value, site, f"{here}.{name}")
                if allowed
                else [f"{here}: no property {name}"]
            )
    return wrong


def _values(allowed: set[str], value: object, site: str, place: str) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if not values:
        return [f"{place}: empty"]
    return [each for one in values for each in _of_type(allowed, one, site, place)]


def _of_type(allowed: set[str], value: object, site: str, place: str) -> list[str]:
    if isinstance(value, dict):
        kinds = set().union(*(KINDS_OF.get(kind, {kind}) for kind in allowed))
        wrong = [] if value.get("@type") in kinds else [f"{place}: a {value.get('@type')}"]
        return wrong + faults(value, site, place)
    fits = any(CHECKS[kind](value, site) for kind in allowed if kind in CHECKS)
    return [] if fits else [f"{place}: {value!r} is none of {sorted(allowed)}"]


def _is_address(value: object, site: str) -> bool:
    """Absolute, and on this site if it is a page of ours; days of the week are schema.org's."""
    parts = urlsplit(str(value))
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "//" not in parts.path


def _parses(parse: object) -> object:
    def check(value: object, site: str) -> bool:
        try:
            parse(value)
        except (TypeError, ValueError):
            return False
        return True

    return check


CHECKS = {
    "Text": lambda value, site: isinstance(value, str) and bool(value.strip()),
    "Number": lambda value, site: isinstance(value, int | float) and not isinstance(value, bool),
    "URL": _is_address,
    "Date": _parses(datetime.date.fromisoformat),
    "DateTime": _parses(datetime.datetime.fromisoformat),
    "Time": _parses(datetime.time.fromisoformat),
    "Duration": lambda value, site: bool(DURATION.fullmatch(value)),
}
