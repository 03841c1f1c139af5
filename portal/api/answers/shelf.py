"""What keys of other answers stand for: categories, agencies, topics of questions."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import override
from pydantic import Field

from faq.models import QuestionSpan, Topic
from portal.api.endpoints import Asked
from portal.api.shapes import Listing, Shape
from services.facts import AgencyFacts
from services.models import ServiceSpan


class Shelf(Shape):
    """A category of services, or a topic of questions."""

    key: str
    name: str
    name_en: str
    url: str
    self: str = Field(description="Address of what stands on it.")
    total: int = Field(ge=0, description="How many stand on it.")


class ShelfList(Listing):
    """A part of the shelves, in the office's order."""

    items: list[Shelf]


class Agency(Shape):
    """An agency, with the contacts that stand on its pages."""

    key: str
    name: str
    name_en: str
    official_name: str
    short_name: str
    parent_name: str
    publisher: str = Field(description="Key of the agency whose contacts stand for it; blank: its own.")
    timezone: str
    website: str
    email: str
    phone: str
    whatsapp: str
    url: str
    self: str = Field(description="Address of its services.")
    is_demo: bool = Field(description="True where agency and offices are invented, to show the software.")


class AgencyList(Listing):
    """A part of the agencies."""

    items: list[Agency]


def category_list(asked: Asked) -> ShelfList:
    """One query besides that of the facts."""
    counted = ServiceSpan.objects.live(asked.now).order_by().values_list("category").annotate(Count("pk"))
    counts, shelves = dict(counted), list(asked.facts.categories.items())
    return asked.listing(ShelfList, shelves, lambda each: _shelf(*each, _SERVICES, counts))


def topic_list(asked: Asked) -> ShelfList:
    """Two queries besides that of the facts."""
    counted = QuestionSpan.objects.live(asked.now).order_by().values_list("topic").annotate(Count("pk"))
    counts, topics = dict(counted), list(Topic.objects.all())
    return asked.listing(ShelfList, topics, lambda each: _shelf(each.key, each, _QUESTIONS, counts))


_SERVICES = (("service-list", "kategori"), ("api-services", "category"))
_QUESTIONS = (("question-list", "topik"), ("api-questions", "topic"))
"""What stands on a shelf, for people and here: the name of the list, and the parameter that takes the shelf's key."""


def _shelf(key: str, named: Any, lists: tuple[tuple[str, str], ...], counts: dict[str, int]) -> Shelf:
    page, own = (_address(*each, key) for each in lists)
    return Shelf(
        key=key, name=named.name, name_en=named.name_en, url=page, self=own, total=counts.get(key, 0)
    )


_COPIED = (
    "key", "name", "name_en", "official_name", "short_name", "parent_name", "publisher", "timezone", "website", "email",
    "phone", "whatsapp", "is_demo",
)  # fmt: skip


def agency_list(asked: Asked) -> AgencyList:
    """No query besides that of the facts."""
    return asked.listing(AgencyList, list(asked.facts.agencies.items()), lambda each: _agency(*each))


def _agency(key: str, agency: AgencyFacts) -> Agency:
    return Agency(
        **{name: getattr(agency, name) for name in _COPIED},
        url=_address("service-list", "instansi", key),
        self=_address("api-services", "agency", key),
    )


def _address(name: str, parameter: str, key: str) -> str:
    with override("id"):
        return f"{settings.SITE_URL}{reverse(name)}?{parameter}={quote(key)}"
