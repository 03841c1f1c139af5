"""Makers and readers of drawn leaflets, for their tests."""

from functools import cache
from typing import Any

import pypdfium2

from cards.content import CardContent, build_leaflet
from cards.leaflet_rendering import render_leaflet
from tests.cards.packs import CHECK_URL, CODE, make_options, squeezed
from tests.catalogue import make_documents, make_facts


def make_leaflet(slug: str = "ktp-el-hilang-rusak", case: str | None = None, **options: Any) -> CardContent:
    chosen = make_options(cases=(case,) if case else None, **options)
    return build_leaflet(make_documents()[slug], make_facts(), chosen)


@cache
def drawn(content: CardContent) -> bytes:
    """The PDF of a leaflet with the code of the tests."""
    return render_leaflet(content, code=CODE, check_url=CHECK_URL, edition=3)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, squeezed."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def text_of(pdf: bytes) -> str:
    """All text of a PDF, squeezed; footers stand between the pages."""
    return "".join(page_texts(pdf))
