"""Life events: the services in the order of doing, and one merged list of what to bring."""

from typing import Literal

from django.urls import reverse
from pydantic import Field

from portal.api.answers.references import address_of, addresses_of
from portal.api.endpoints import Asked
from portal.api.problems import not_found
from portal.api.shapes import Listing, Row, Shape
from services.document import ServiceDocument
from services.event_pages import event_slugs
from services.facts import LifeEventFacts
from services.merging import Amount, Line, MergedPaper, Use, merge
from services.ordering import Chosen, plan
from services.pages import service_link
from services.plans import Plan
from services.reading import live_documents
from services.views import live_names

ORIGINALS = ("none", "shown", "letter", "surrendered")


class EventRow(Row):
    """A life event as lists have it."""

    name_en: str
    summary: str
    services: list[str] = Field(description="Slugs, in the event's own order; some may not be published.")


class EventList(Listing):
    """A part of the life events."""

    items: list[EventRow]


class EventStep(Shape):
    """A service of the event in the order of doing, and the services it waits for."""

    number: int = Field(ge=1)
    service: str
    name: str
    name_en: str
    url: str
    self: str
    after: list[str] = Field(
        description="Slugs of the services that are done first, for they give what it asks for."
    )


class AmountFacts(Shape):
    """How a paper is brought."""

    original: Literal["none", "shown", "letter", "surrendered"]
    copies: int = Field(ge=0)
    filled: int = Field(ge=0, description="Forms filled in.")
    photos: int = Field(ge=0)


class PaperUse(Shape):
    """One service's need of a paper."""

    service: str
    requirement: str = Field(description="Key of the requirement in the service's document.")
    label: str
    is_certain: bool
    given_by: str = Field(
        description="Slug of the step that gives it, so that it is not brought; blank if none."
    )


class MergedPaperFacts(Shape):
    """A paper over all services of the event."""

    key: str
    kind: Literal["berkas", "hadir", "data"] = Field(
        description="A paper, presence, or something one has to know."
    )
    document: str = Field(
        description="Key of the paper in /documents/; blank where it is none of the catalogue's."
    )
    always: AmountFacts = Field(description="What is brought in any case.")
    at_most: AmountFacts = Field(description="What is brought if all that may apply does.")
    uses: list[PaperUse]


class MergedLine(Shape):
    """A line of the list: one paper, or several of which one is enough."""

    is_choice: bool
    is_certain: bool
    is_given: bool = Field(description="Earlier steps give all of it: nothing is brought.")
    papers: list[MergedPaperFacts]


class EventItem(EventRow):
    """A life event with its merged list, for somebody who does all of it and has not said in which case they are."""

    steps: list[EventStep]
    papers: list[MergedLine]


def event_list(asked: Asked) -> EventList:
    """No query besides that of the facts."""
    events = list(asked.facts.life_events.values())
    return asked.listing(EventList, events, lambda each: EventRow(**_row(each)))


def _row(event: LifeEventFacts) -> dict:
    return {
        **{name: getattr(event, name) for name in ("key", "name", "name_en", "summary")},
        **addresses_of("life-event", event.key),
        "services": list(event.services),
    }


def event(asked: Asked) -> EventItem:
    """One life event. Two queries: the documents of its services, and names of those that issue their papers."""
    event, facts = asked.facts.life_events.get(asked.keys["key"]), asked.facts
    if event is None:
        raise not_found("peristiwa hidup", "life event", reverse("api-life-events"))
    documents = live_documents(event.services)
    chosen = [Chosen(each) for each in documents]
    order = plan(chosen, facts.documents)
    names = live_names(event_slugs(documents, facts))
    links = {slug: service_link(slug, name) for slug, name in names.items()}
    return EventItem(
        **_row(event),
        steps=_steps({each.slug: each for each in documents}, order),
        papers=[_line(each) for each in merge(chosen, order, facts, links)],
    )


def _steps(documents: dict[str, ServiceDocument], order: Plan) -> list[EventStep]:
    return [
        EventStep(
            number=order.number(slug),
            service=slug,
            name=documents[slug].name,
            name_en=documents[slug].name_en,
            url=address_of("service", slug),
            self=address_of("api-service", slug),
            after=order.before(slug),
        )
        for slug in order.order
    ]


def _line(line: Line) -> MergedLine:
    return MergedLine(
        is_choice=line.is_choice,
        is_certain=line.is_certain,
        is_given=line.is_given,
        papers=[_paper(each) for each in line.papers],
    )


def _paper(paper: MergedPaper) -> MergedPaperFacts:
    return MergedPaperFacts(
        key=paper.key,
        kind=paper.kind.value,
        document=paper.document,
        always=_amount(paper.always),
        at_most=_amount(paper.at_most),
        uses=[_use(each) for each in paper.uses],
    )


def _amount(amount: Amount) -> AmountFacts:
    return AmountFacts(
        original=ORIGINALS[amount.original], copies=amount.copies, filled=amount.filled, photos=amount.photos
    )


def _use(use: Use) -> PaperUse:
    return PaperUse(
        service=use.slug,
        requirement=use.requirement.key,
        label=use.requirement.label,
        is_certain=use.is_certain,
        given_by=use.given_by,
    )
