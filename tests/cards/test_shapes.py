"""Slides in every format: complete, within the box that stays visible, and no smaller than the formats table says."""

import io
from functools import cache
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp
from PIL import Image

from cards import registry
from cards.content import CardContent, build_content
from cards.formats import FORMATS, PACK_FORMATS
from cards.rendering import picture_inputs, render
from cards.typesetting import typeset
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


SAMPLE = (
    "ktp-el-hilang-rusak",
    "kk-hilang-rusak",
    "surat-keterangan-kematian",
    "pengakuan-pengesahan-anak",
    "akta-perkawinan",
    "legalisir-dokumen",
)


@pytest.mark.parametrize("format", PACK_FORMATS)
def test_preview_has_the_very_slides_that_are_issued(format):
    for slug in SAMPLE:
        content = make_content(slug, sections=("requirements", "where"))
        preview, issued = (
            typeset("main.typ", picture_inputs(content, format, *check), "pdf", content.as_of, tagged=False)
            for check in ((None, None), (CODE, registry.check_url(CODE)))
        )
        assert preview[1] == issued[1], slug


@pytest.mark.parametrize("format", ["square", "x"])
def test_office_that_runs_on_bears_its_name_on_every_slide_and_fills_it(format):
    content = make_content(sections=("where",))
    (pdf,) = render(content, format, code=CODE, check_url=CHECK_URL, kind="pdf")
    slides = render(content, format, code=CODE, check_url=CHECK_URL, kind="svg")
    document = pypdfium2.PdfDocument(pdf.data)
    height = FORMATS[format].height
    of_van = [slide.number - 1 for slide in slides if "office:keliling" in slide.blocks]
    assert len(of_van) == 2
    for number in of_van:
        lines = list(_lines(document[number], height))
        assert squeezed("Mobil Layanan Keliling") in squeezed("".join(line.text for line in lines))
        body = [line for line in lines if line.left > FORMATS[format].width * (RAIL if format == "x" else 0)]
        body = [line for line in body if height * 0.14 < line.top and line.bottom < height * 0.8]
        assert sum(line.bottom - line.top for line in body) > height * 0.15
    document.close()


def test_cover_with_a_long_name_keeps_its_facts_on_a_square():
    assert len(render(make_content("akta-perkawinan", sections=("cover",)), "square", kind="svg")) == 1


@pytest.mark.parametrize("theme", ["dark", "brand"])
def test_white_of_the_qr_code_stands_clear_of_the_edges_of_a_foot(theme):
    content = make_content("legalisir-dokumen", sections=("not_required",), theme=theme)
    (slide,) = render(content, "square", code=CODE, check_url=CHECK_URL, kind="png")
    picture = Image.open(io.BytesIO(slide.data)).convert("RGB")
    (read,) = zxingcpp.read_barcodes(picture)
    left = read.position.top_left.x - 12  # within the quiet zone
    white = [y for y in range(1080 - 300, 1080) if picture.getpixel((left, y)) == (255, 255, 255)]
    assert white[-1] - white[0] > 180  # the corners are round
    assert white[-1] < 1080 - 7
