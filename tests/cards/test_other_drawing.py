"""Pictures of cards that are not about a service: nothing cut in any format, themes legible, one picture for a link."""

import io

import pypdfium2
import pytest
from PIL import Image

from cards.formats import FORMATS
from cards.rendering import render
from tests.cards import others
from tests.cards.packs import CHECK_URL, CODE, squeezed

CONTENTS = {
    "question": others.question,
    "question-details": lambda: others.question("<p>Bawa KK asli.</p><p>Gratis.</p>"),
    "question-long": lambda: others.question(length=1_500),
    "topic": others.topic,
    "disruption": others.notice,
    "change-long": lambda: others.notice("perubahan", is_long=True),
    "fact-check": lambda: others.notice("cek-fakta"),
    "fact-check-long": lambda: others.notice("cek-fakta", is_long=True),
    "office": others.office,
    "mobile-unit": lambda: others.office("keliling"),
    "closure": others.closure,
    "correction": others.correction,
    "correction-long": lambda: others.correction(9),
}


def pages(content, format):
    """Squeezed text of each slide, and the boxes of all its text."""
    (pdf,) = render(content, format, code=CODE, check_url=CHECK_URL, kind="pdf")
    found = []
    for page in pypdfium2.PdfDocument(pdf.data):
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        found.append((squeezed(text.get_text_range()), boxes))
    return found


def statements(content):
    for section in content.sections:
        yield section.title
        for block in section.blocks:
            # On a cover and in the answer to one question the label stands as the title, or says nothing of its own.
            labels = [] if block.key == "summary" else [block.label, block.heading]
            yield from filter(None, [*labels, block.value])
            yield from (part for row in block.rows for part in (row.lead, row.text) if part)


def is_printed(statement, texts):
    """Whether all of it stands on the slides: on one, or begun on one and gone on with on the next."""
    left = squeezed(statement)
    for text in texts:
        length = next((at for at in range(len(left), 0, -1) if left[:at] in text), 0)
        if length == len(left):
            return True
        if length > 20:
            left = left[length:]
    return False


OTHER_SHAPES = ["square", "story", "x"]
DRAWN = [(name, "portrait") for name in CONTENTS]
DRAWN += [(name, OTHER_SHAPES[at % 3]) for at, name in enumerate(CONTENTS)]


@pytest.mark.parametrize(("name", "format"), DRAWN)
def test_nothing_is_cut_and_nothing_runs_off_the_picture(name, format):
    content, size = CONTENTS[name](), FORMATS[format]
    slides = pages(content, format)
    texts = [text for text, _ in slides]
    assert [each for each in statements(content) if not is_printed(each, texts)] == []
    for text, boxes in slides:
        assert squeezed("7F3K-9Q2M") in text
        assert squeezed("22 November 2026") in text
        for left, bottom, right, top in boxes:
            assert size.safe.left <= left <= right <= size.safe.right
            assert size.height - size.safe.bottom - 1 <= bottom <= top <= size.height - size.safe.top + 1


@pytest.mark.parametrize("name", ["question-long", "change-long", "closure"])
def test_slides_say_which_blocks_they_show(name):
    content = CONTENTS[name]()
    slides = render(content, code=CODE, check_url=CHECK_URL, kind="svg")
    shown = {key for slide in slides for key in slide.blocks}
    assert {block.key for section in content.sections for block in section.blocks} == shown
    assert [slide.name for slide in slides] == sorted({slide.name for slide in slides})


@pytest.mark.parametrize("format", ["portrait", "story", "x"])
def test_claim_and_truth_of_a_fact_check_share_a_picture(format):
    slides = render(others.notice("cek-fakta"), format, kind="svg")
    assert {"claim", "truth"} <= set(slides[0].blocks)


def test_every_picture_of_a_claim_says_that_it_is_false():
    content = others.notice("cek-fakta", is_long=True)
    for text, _ in pages(content, "square"):
        if squeezed("Kabar yang tidak benar") in text:
            assert text.count("SALAH") >= 4


@pytest.mark.parametrize(
    ("name", "slug"),
    [("fact-check", "cek-fakta"), ("disruption", "gangguan"), ("correction", "ralat"), ("office", "jam")],
)
def test_files_are_named_by_what_they_are(name, slug):
    assert render(CONTENTS[name](), kind="svg")[0].name == f"01-{slug}.svg"


@pytest.mark.parametrize(
    "name", ["question", "topic", "disruption", "fact-check", "office", "closure", "correction"]
)
def test_beside_a_link_stands_one_picture_without_the_claim(name):
    content = CONTENTS[name]()
    (slide,) = render(content, "link", kind="jpeg")
    assert Image.open(io.BytesIO(slide.data)).size == (1200, 630)
    (pdf,) = render(content, "link", kind="pdf")
    text = squeezed(pypdfium2.PdfDocument(pdf.data)[0].get_textpage().get_text_range())
    assert squeezed(content.sections[0].title) in text
    assert "dihapus" not in text


def test_topic_on_a_landscape_begins_its_questions_below_its_title():
    slides = render(others.topic(), "x", kind="svg")
    assert len(slides[0].blocks) >= 3


@pytest.mark.parametrize("format", ["portrait", "story"])
def test_notice_of_a_few_sentences_stands_on_one_slide(format):
    text = "Mesin cetak rusak sejak pagi. Perekaman dan layanan lain tetap berjalan seperti biasa di loket."
    advice = "Ambil KTP-el di MPP Contoh, atau datang lagi setelah tanggal di atas."
    (section,) = others.notice().sections[:1]
    values = {"text": text, "advice": advice}
    blocks = [it.model_copy(update={"value": values.get(it.key, it.value)}) for it in section.blocks]
    notice = section.model_copy(
        update={"blocks": tuple(blocks), "title": "Cetak KTP-el terhenti di kantor utama"}
    )
    content = others.notice()
    content = content.model_copy(update={"sections": (notice, *content.sections[1:])})
    slides = render(content, format, kind="svg")
    assert [slide.section for slide in slides].count(section.key) == 1
