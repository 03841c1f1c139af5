"""Every address of the site with something real in it: found in the URL modules, not listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from cards import codes
from faq.models import QuestionEdition
from services.models import DocumentIssuer, LifeEventService, PreviewLink
from tests.staff_addresses import House, routes

STAFF = ("kelola/", "studio/", "loket/", "kelola-editor/", "masuk/", "keluar/")
LEAVES = {"sign-out-everywhere", "logout", "sign-out", "end-session"}
"""What ends the session of who asks for it."""
BLANK = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A path, and the route and name it belongs to."""

    path: str
    route: str
    name: str


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """(route, pattern) of everything there is."""

    def walk(found: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
        for each in found:
            route = prefix + str(each.pattern)
            if isinstance(each, URLPattern):
                yield route, each
            else:
                yield from walk(each.url_patterns, route)

    return walk(get_resolver().url_patterns)


def public_routes() -> list[tuple[str, URLPattern]]:
    """Those that are not behind the staff's door."""
    return [each for each in patterns() if not each[0].startswith(STAFF)]


def real_values(house: House) -> dict[str, dict[str, str]]:
    """What each blank of an address is filled with, by how the address begins; the longest beginning wins."""
    link = PreviewLink.objects.get(pk=house.link.pk)
    return {
        "": {"slug": house.service.slug, "key": house.office.key, "page": "1", "section": "services", "token": "x",
             "number": "1", "format": "portrait", "code": "x", "pk": "1", "kind": "layanan",
             "subject": house.service.slug},
        "tanya-jawab/": {"slug": QuestionEdition.objects.live().order_by("pk").first().slug},
        "peristiwa/": {"key": LifeEventService.objects.first().life_event.key},
        "dokumen/": {"key": DocumentIssuer.objects.first().document.key},
        "k/": {"code": codes.display(house.card.code)},
        "kabar/": {"pk": str(house.notice.pk)},
        "pratinjau/": {"token": link.token, "kind": "layanan", "slug": house.service.slug},
    }  # fmt: skip


def filled(route: str, values: dict[str, dict[str, str]]) -> str | None:
    """A path for a route; None where something in it has no value."""
    known = {}
    for start in sorted(values, key=len):
        if route.startswith(start) or f"/{start}" in f"/{route}":
            known |= values[start]
    path = BLANK.sub(lambda blank: known.get(blank[2], blank[0]), route)
    return None if re.search(r"[<(^]", path) else f"/{path}"


def public(house: House) -> list[Address]:
    """Every public address with something real in it, in Indonesian and, where there is one, in English."""
    values, found = real_values(house), []
    for route, pattern in public_routes():
        if path := filled(route, values):
            found.append(Address(path, route, pattern.name or ""))
    return found


def staff(house: House) -> list[Address]:
    """Every address of the workspace that this agency's things fit."""
    found = []
    for route, name in routes():
        address = house.address(route)
        if address and name not in LEAVES:
            found.append(Address(address, route, name))
    return found
