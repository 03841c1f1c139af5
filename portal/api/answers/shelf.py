"""What keys of other answers stand for: categories, agencies, topics of questions."""

from urllib.parse import quote

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import override
from pydantic import Field

from faq.models import QuestionSpan, Topic
from portal.api.endpoints import Asked
from portal.api.shapes import Listing, Shape
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
    counts = dict(counted)
    rows = [
        Shelf(
            key=key,
            name=each.name,
            name_en=each.name_en,
            url=_address("service-list", "kategori", key),
            self=_address("api-services", "category", key),
            total=counts.get(key, 0),
        )
        for key, each in asked.facts.categories.items()
    ]
    return ShelfList(total=len(rows), next=asked.next_page(len(rows)), items=rows[asked.part])


def topic_list(asked: Asked) -> ShelfList:
    """Two queries besides that of the facts."""
    counted = QuestionSpan.objects.live(asked.now).order_by().values_list("topic").annotate(Count("pk"))
    counts = dict(counted)
    rows = [
        Shelf(
            key=each.key,
            name=each.name,
            name_en=each.name_en,
            url=_address("question-list", "topik", each.key),
            self=_address("api-questions", "topic", each.key),
            total=counts.get(each.key, 0),
        )
        for each in Topic.objects.all()
    ]
    return ShelfList(total=len(rows), next=asked.next_page(len(rows)), items=rows[asked.part])


_COPIED = (
    "key", "name", "name_en", "official_name", "short_name", "parent_name", "publisher", "timezone", "website", "email",
    "phone", "whatsapp", "is_demo",
)  # fmt: skip


def agency_list(asked: Asked) -> AgencyList:
    """No query besides that of the facts."""
    rows = [
        Agency(
            **{name: getattr(each, name) for name in _COPIED},
            url=_address("service-list", "instansi", key),
            self=_address("api-services", "agency", key),
        )
        for key, each in asked.facts.agencies.items()
    ]
    return AgencyList(total=len(rows), next=asked.next_page(len(rows)), items=rows[asked.part])


def _address(name: str, parameter: str, key: str) -> str:
    with override("id"):
        return f"{settings.SITE_URL}{reverse(name)}?{parameter}={quote(key)}"
