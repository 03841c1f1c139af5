"""Services: the list reads only the documents of its page; one service comes with the whole document of its edition."""

import datetime
from typing import Literal

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override
from pydantic import Field

from portal.api.answers import editions
from portal.api.answers.editions import KEY, Kind, SearchQuestion
from portal.api.answers.office import OfficeRow, office_row
from portal.api.answers.references import address_of, service_references
from portal.api.endpoints import Asked
from portal.api.shapes import Key, Listing, Moment, Reference, Shape, asked
from services.confirming import is_of, with_confirmation
from services.document import Fee, ProcessingTime, ServiceDocument
from services.facts import SharedFacts
from services.filters import in_catalogue_order
from services.limited_days import office_for
from services.models import ServiceEdition, ServiceSpan
from services.structured_data import processing_duration

YesNo = Literal["true", "false", ""]
YES_NO = ("true or false; empty means both.", "true atau false; kosong berarti keduanya")


KIND = Kind(ServiceEdition, "service", "layanan", "service")


class ServiceQuestion(SearchQuestion):
    """Which services are wanted. What nothing has leaves an empty list."""

    category: Key = asked("", *KEY)
    agency: Key = asked("", *KEY)
    office: Key = asked("", *KEY)
    life_event: Key = asked("", *KEY)
    document: Key = asked("", *KEY)
    free: YesNo = asked("", *YES_NO)
    online: YesNo = asked("", *YES_NO)


class FeeFacts(Shape):
    """What it costs: whole units of the currency, and the office's own words."""

    amount: int | None = Field(
        ge=0, description="Whole rupiah; 0 is free of charge, null is not a fixed amount."
    )
    currency: str
    text: str


class TimeFacts(Shape):
    """How long it takes at most: a number with its unit, an ISO 8601 duration where there is one, and the words."""

    max_value: int | None = Field(ge=0)
    unit: str = Field(
        description="menit, jam, hari, hari kerja (working days), minggu, bulan, tahun, or blank."
    )
    duration: str | None = Field(description="ISO 8601; null for working days and where there is no number.")
    text: str


class ServiceRow(Shape):
    """A service as lists have it."""

    slug: str
    self: str
    url: str = Field(description="Its page for people, in Indonesian.")
    url_en: str
    name: str
    name_en: str
    short_name: str
    summary: str
    summary_en: str
    category: str = Field(description="Key of its category.")
    agency: str = Field(description="Key of the agency that gives it.")
    offices: list[str] = Field(description="Keys of the offices that give it; empty: nobody has to come.")
    fee: FeeFacts
    processing_time: TimeFacts
    online: str = Field(
        description="How much can be applied for online: tidak (nothing), sebagian, penuh (all)."
    )
    edition: int = Field(ge=1, description="Number of the edition that holds.")
    digest: str = Field(
        description="SHA-256 of the edition's document: the same digest is the same document."
    )
    live_from: Moment


class ServiceList(Listing):
    """A part of the services, in the catalogue's order or, for words, the best first."""

    is_guess: bool = Field(description="True where no service has all the words searched for.")
    items: list[ServiceRow]


class Checked(Shape):
    """How and when the facts were checked."""

    facts_as_of: str = Field(description="YYYY-MM or YYYY-MM-DD; blank where nobody has said.")
    level: str = Field(description="terverifikasi, sebagian, lokal, or blank.")
    confirmed_on: datetime.date | None = Field(
        description="The day on which the office said that this edition is still right; null where it has not."
    )


class ServiceLinks(Shape):
    """More about it."""

    history: str
    leaflet: str = Field(description="PDF.")
    jsonld: str = Field(description="The service as JSON-LD (CPSV-AP and schema.org).")
    embed: str = Field(description="How to put it on another site.")


class ServiceItem(ServiceRow):
    """A service with everything its edition says."""

    document: ServiceDocument
    category_name: str
    category_name_en: str
    agency_name: str
    agency_name_en: str
    places: list[OfficeRow] = Field(description="Its offices as they are for this service at this moment.")
    related: list[Reference]
    checked: Checked
    links: ServiceLinks


def service_list(asked: Asked) -> ServiceList:
    """Four queries, however many services there are."""
    found = editions.found_by(_wanted(asked), asked.query.q)
    return editions.listing(asked, KIND, ServiceList, found, lambda each: ServiceRow(**_row(each, asked.now)))


def _wanted(asked: Asked) -> QuerySet[ServiceSpan]:
    """The live ones that are asked for but for the words, in the catalogue's order."""
    query, spans = asked.query, ServiceSpan.objects.live(asked.now)
    spans = in_catalogue_order(spans, asked.facts.categories)
    exact = {"category": query.category, "agency": query.agency}
    spans = spans.filter(**{name: value for name, value in exact.items() if value})
    if query.office:
        spans = spans.at_office(query.office)
    if query.document:
        spans = spans.asking_for(query.document)
    if query.life_event:
        event = asked.facts.life_events.get(query.life_event)
        spans = spans.filter(slug__in=event.services if event else [])
    if query.free:
        spans = spans.filter(is_free=query.free == "true")
    if query.online:
        spans = spans.filter(
            online_apply__in=["sebagian", "penuh"] if query.online == "true" else ["tidak", ""]
        )
    return spans


def _row(edition: ServiceEdition, now: datetime.datetime) -> dict:
    document: ServiceDocument = edition.content()
    return {
        **editions.fields(KIND, edition, now),
        **{name: getattr(document, name) for name in _COPIED},
        "offices": list(document.offices),
        "fee": _fee(document.fee),
        "processing_time": _time(document.processing_time),
        "online": document.online.apply,
    }


_COPIED = ("name", "name_en", "short_name", "summary", "summary_en", "category", "agency")


def _fee(fee: Fee) -> FeeFacts:
    return FeeFacts(amount=fee.amount, currency=fee.currency, text=fee.text)


def _time(time: ProcessingTime) -> TimeFacts:
    return TimeFacts(
        max_value=time.max_value, unit=time.unit, duration=processing_duration(time) or None, text=time.text
    )


def live_edition(slug: str) -> ServiceEdition:
    """The edition that the public reads. Refuses with 404 or, where it was withdrawn, 410 with what holds instead."""
    return editions.public(KIND, slug, with_confirmation(ServiceEdition.objects.current()))


def service(asked: Asked) -> ServiceItem:
    """One service: three queries."""
    edition, facts = live_edition(asked.keys["slug"]), asked.facts
    document: ServiceDocument = edition.content()
    row = _row(edition, asked.now)
    return ServiceItem(
        **row,
        document=document,
        **_names(document, facts),
        places=places_of(document, facts, asked.now),
        related=service_references(document.related, asked.now),
        checked=_checked(edition, document),
        links=_links(edition.slug),
    )


def _names(document: ServiceDocument, facts: SharedFacts) -> dict[str, str]:
    category = facts.categories.get(document.category)
    agency = facts.agencies.get(document.agency)
    return {
        "category_name": category.name if category else "",
        "category_name_en": category.name_en if category else "",
        "agency_name": agency.name if agency else "",
        "agency_name_en": agency.name_en if agency else "",
    }


def places_of(document: ServiceDocument, facts: SharedFacts, now: datetime.datetime) -> list[OfficeRow]:
    """Its offices as somebody finds them who comes for it."""
    known = (facts.offices[key] for key in document.offices if key in facts.offices)
    return [office_row(office_for(each, document.slug), facts, now) for each in known]


def _checked(edition: ServiceEdition, document: ServiceDocument) -> Checked:
    is_confirmed = is_of(edition.confirmed_on, edition.confirmed_at, edition.live_from)
    return Checked(
        facts_as_of=document.evidence.facts_as_of,
        level=document.evidence.level,
        confirmed_on=edition.confirmed_on if is_confirmed and edition.confirmed_position else None,
    )


def _links(slug: str) -> ServiceLinks:
    with override("id"):
        embed = f"{settings.SITE_URL}{reverse('embed')}?layanan={slug}"
    return ServiceLinks(
        history=address_of("service-history", slug),
        leaflet=address_of("service-leaflet", slug),
        jsonld=address_of("api-service-jsonld", slug),
        embed=embed,
    )
