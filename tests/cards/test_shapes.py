"""Slides in every format: complete, within the box that stays visible, and no smaller than the formats table says."""

import io
from functools import cache
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp
from PIL import Image

from cards.content import CardContent, build_content
from cards.formats import FORMATS, PACK_FORMATS
from cards.rendering import render
from cards.wording import fixed_words
from faq.document import QuestionDocument
from tests.cards.packs import CHECK_URL, CODE, make_content, make_options, squeezed
from tests.catalogue import catalogue, make_documents, make_facts

SLUG = "akta-perkawinan"
TITLE = 72  # pixels; what is as large is a title
RAIL = 1 / 3


class Printed(NamedTuple):
    """A line as it stands on a slide: its text, and its size and edges in pixels from the top left corner."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


@cache
def make_pack(theme: str = "light") -> CardContent:
    """A pack with every kind of slide, long notes, a short title and questions."""
    asked = [
        QuestionDocument(slug=row["id"], question=row["question"], answer=row["answer"])
        for row in catalogue()["services"][0]["faqs"]
    ]
    options = make_options(
        theme=theme,
        title="Akta kawin",
        cases=("dengan-orang-asing",),
        sections=("cover", "who", "requirements", "flow", "time_fee", "where", "questions"),
    )
    return build_content(make_documents()[SLUG], make_facts(), options, asked)


@cache
def printed(format: str) -> tuple[tuple[Printed, ...], ...]:
    """The lines of each slide of the pack."""
    (pdf,) = render(make_pack(), format, code=CODE, check_url=CHECK_URL, kind="pdf")
    document = pypdfium2.PdfDocument(pdf.data)
    height = FORMATS[format].height
    pages = tuple(tuple(_lines(page, height)) for page in document)
    document.close()
    return pages


def _lines(page, height):
    text = page.get_textpage()
    for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=text):
        left, bottom, right, top = each.get_bounds()
        yield Printed(each.extract(), each.get_font_size(), left, height - top, right, height - bottom)


@pytest.mark.parametrize("format", PACK_FORMATS)
def test_all_text_stands_where_it_stays_visible(format):
    safe = FORMATS[format].safe
    for line in (line for page in printed(format) for line in page):
        assert safe.left <= line.left <= line.right <= safe.right, line
        assert safe.top <= line.top <= line.bottom <= safe.bottom, line


@pytest.mark.parametrize("format", PACK_FORMATS)
def test_text_is_large_enough_to_read(format):
    size, content = FORMATS[format], make_pack()
    rows = [row for section in content.sections for block in section.blocks for row in block.rows]
    sources = [f"{row.lead}: {row.text}" for row in rows if row.role == "source"]
    may_be_smaller = squeezed("".join([*sources, fixed_words("id")["demo"]]))
    for line in (line for page in printed(format) for line in page):
        if line.text.strip() in ("", content.initials) or squeezed(line.text) in may_be_smaller:
            assert line.size >= size.smallest_source or line.text.strip() in ("", content.initials)
        else:
            assert line.size >= size.smallest, line


@pytest.mark.parametrize("format", PACK_FORMATS)
def test_nothing_is_cut_in_any_format(format):
    drawn = squeezed("".join(line.text for page in printed(format) for line in page))
    content = make_pack()
    assert squeezed(content.name) in drawn  # below the shorter title
    for section in content.sections:
        assert squeezed(section.title) in drawn or section.case
        assert squeezed(section.case) in drawn
        for block in section.blocks:
            texts = [block.value if block.kind != "free" else "GRATIS"]
            texts += [block.label] if section.kind != "cover" else []
            texts += [each for row in block.rows for each in (row.lead, row.text)]
            assert [text for text in texts if squeezed(text) not in drawn] == []


@pytest.mark.parametrize("format", PACK_FORMATS)
def test_every_slide_stands_alone_in_any_format(format):
    pages = printed(format)
    for number, page in enumerate(pages, start=1):
        drawn = squeezed("".join(line.text for line in page))
        said = [
            "Berlaku per 22 November 2026",
            "dukcapil.contohkab.example/k/7F3K-9Q2M",
            "GRATIS",
            "Akta kawin",
        ]
        assert [text for text in [*said, f"{number} / {len(pages)}"] if squeezed(text) not in drawn] == []


def test_titles_of_a_square_stay_clear_of_what_a_profile_crops():
    left, right = FORMATS["square"].title
    named = squeezed("".join(section.title + section.case for section in make_pack().sections))
    lines = [line for page in printed("square") for line in page if line.size >= TITLE]
    titles = [line for line in lines if squeezed(line.text) in named]
    assert len(titles) >= len(make_pack().sections)
    assert [line for line in titles if line.left < left or line.right > right] == []


def test_rail_bears_the_title_and_the_text_stands_beside_it():
    for page in printed("x")[1:]:
        on_rail = [line for line in page if line.right < 1600 * RAIL]
        beside = [line for line in page if line.left > 1600 * RAIL]
        assert len(on_rail) + len(beside) == len(page)
        assert len(on_rail) >= 4  # agency, service, title, date
        assert beside


@pytest.mark.parametrize(("format", "theme"), [("story", "dark"), ("x", "brand"), ("square", "dark")])
def test_qr_code_is_read_on_every_background(format, theme):
    content = make_content("legalisir-dokumen", sections=("not_required",), theme=theme)
    (slide,) = render(content, format, code=CODE, check_url=CHECK_URL, kind="png")
    picture = Image.open(io.BytesIO(slide.data)).convert("RGB")
    (read,) = zxingcpp.read_barcodes(picture.resize((picture.width // 2, picture.height // 2)))
    assert read.text == CHECK_URL
