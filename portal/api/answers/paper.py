"""Papers that services ask for: who issues them, and which services need them."""

from django.urls import reverse
from pydantic import Field

from portal.api.answers.references import address_of, addresses_of, service_reference, service_references
from portal.api.endpoints import Asked
from portal.api.problems import not_found
from portal.api.shapes import MOST, Listing, Reference, Row, Shape
from services.facts import DocumentFacts
from services.models import ServiceSpan


class PaperRow(Row):
    """A paper as lists have it."""

    name_en: str
    issuer: str = Field(description="Who issues it, in the office's words; blank where nobody has said.")
    how_to_get: str
    issued_by: list[str] = Field(description="Slugs of the services here that issue it.")


class PaperList(Listing):
    """A part of the papers, in the catalogue's order."""

    items: list[PaperRow]


class Needed(Shape):
    """The services that ask for it: how many, the first hundred, and the address of all of them."""

    total: int = Field(ge=0)
    self: str
    items: list[Reference]


class PaperItem(PaperRow):
    """A paper with who issues it and who needs it."""

    issuing: list[Reference]
    needed_by: Needed


def paper_list(asked: Asked) -> PaperList:
    """No query besides that of the facts."""
    papers = list(asked.facts.documents.values())
    return asked.listing(PaperList, papers, lambda each: PaperRow(**_row(each)))


def _row(paper: DocumentFacts) -> dict:
    copied = ("key", "name", "name_en", "issuer", "how_to_get")
    return {
        **{name: getattr(paper, name) for name in copied},
        **addresses_of("document", paper.key),
        "issued_by": list(paper.issued_by),
    }


def paper(asked: Asked) -> PaperItem:
    """One paper. Three queries; no document is read."""
    paper = asked.facts.documents.get(asked.keys["key"])
    if paper is None:
        raise not_found("dokumen", "document", reverse("api-documents"))
    asking = ServiceSpan.objects.live(asked.now).asking_for(paper.key).order_by("title", "pk")
    first = asking.values_list("slug", "title", "name_en")[:MOST]
    address = address_of("api-document", paper.key).partition("documents/")[0]
    return PaperItem(
        **_row(paper),
        issuing=service_references(paper.issued_by, asked.now),
        needed_by=Needed(
            total=asking.count(),
            self=f"{address}services/?document={paper.key}",
            items=[service_reference(*each) for each in first],
        ),
    )
