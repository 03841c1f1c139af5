"""Makers of card contents and readers of drawn packs, for the tests of cards."""

import datetime
import re
from functools import cache
from typing import Any

import pypdfium2

from cards.content import CardContent, CardOptions, build_content
from cards.rendering import render
from services.document import ServiceDocument
from services.facts import SharedFacts
from tests.catalogue import make_documents, make_facts

AS_OF = datetime.date(2026, 11, 22)
CODE = "7F3K9Q2M"
CHECK_URL = f"https://dukcapil.contohkab.example/k/{CODE}/"


def make_options(**changes: Any) -> CardOptions:
    return CardOptions(**{"as_of": AS_OF, **changes})


def make_content(slug: str = "ktp-el-hilang-rusak", **options: Any) -> CardContent:
    return build_content(make_documents()[slug], make_facts(), make_options(**options))


def changed(document: ServiceDocument, **changes: Any) -> ServiceDocument:
    """The document with other values, validated as if it were published."""
    return ServiceDocument.model_validate({**document.model_dump(), **changes})


def facts_with_agency(**changes: Any) -> SharedFacts:
    """The catalogue's facts with another first agency."""
    facts = make_facts()
    first = facts.site_agency()
    return facts.model_copy(
        update={"agencies": {**facts.agencies, first.key: first.model_copy(update=changes)}}
    )


def squeezed(text: str) -> str:
    """Text without what a line break may change: white space, joiners, full stops between notes."""
    return re.sub(r"[\s\u2060\u200b\u00a0\ufffe\u0002.]", "", text)


@cache
def pages(content: CardContent, code: str | None = CODE) -> tuple[str, ...]:
    """The text of each slide of a drawn pack, squeezed."""
    check_url = CHECK_URL if code else None
    (pdf,) = render(content, code=code, check_url=check_url, kind="pdf")
    document = pypdfium2.PdfDocument(pdf.data)
    return tuple(squeezed(page.get_textpage().get_text_range()) for page in document)
