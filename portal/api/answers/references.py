"""Full addresses, and references from one item to another."""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.api.shapes import Reference
from services.models import ServiceSpan


def address_of(name: str, key: str | int, language: str = "id") -> str:
    """The full address of an item: of its page in a language, or in the API."""
    return settings.SITE_URL + _path(name, key, language)


@lru_cache(maxsize=2048)
def _path(name: str, key: str | int, language: str) -> str:
    with override(language):
        return reverse(name, args=[key])


def addresses_of(name: str, key: str | int) -> dict[str, str]:
    """`url` and `url_en`, the page for people in both languages, and `self`, the address in the API."""
    return {
        "url": address_of(name, key),
        "url_en": address_of(name, key, "en"),
        "self": address_of(f"api-{name}", key),
    }


def service_references(slugs: Iterable[str], now: datetime.datetime) -> list[Reference]:
    """Those of these services that the public can read, in this order. One query, none for none."""
    wanted = list(dict.fromkeys(slugs))
    if not wanted:
        return []
    live = ServiceSpan.objects.live(now).filter(slug__in=wanted)
    names = {slug: (title, english) for slug, title, english in live.values_list("slug", "title", "name_en")}
    return [service_reference(slug, *names[slug]) for slug in wanted if slug in names]


def service_reference(slug: str, name: str, name_en: str) -> Reference:
    """A service by its names."""
    return Reference(
        key=slug,
        name=name,
        name_en=name_en,
        url=address_of("service", slug),
        self=address_of("api-service", slug),
    )
