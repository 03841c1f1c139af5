import ctypes
import re
from functools import cache

import pypdfium2
import pytest
import zxingcpp

from cards import poster_rendering
from cards.poster_layouts import fewest_sheets
from cards.poster_rendering import MAX_SHEETS, PAPERS, SMALLEST, TooManySheets, render_poster
from cards.posters import for_paper
from cards.printed import Block, Row, Section
from tests.cards import others
from tests.cards.leaflets import text_of
from tests.cards.packs import CHECK_URL, CODE, make_content, squeezed
from tests.catalogue import make_documents, sampled

SLUGS = sampled(list(make_documents()), 4)
MILLIMETRE = 72 / 25.4
CHECKING = squeezed("dukcapil.contohkab.example /k/7F3K-9Q2M Berlaku per 22 November 2026")
ON_SCREENS_ONLY = ("/check", "/share")
SHORT = ("cover", "requirements", "not_required", "flow", "time_fee")


@cache
def drawn(content, format="a4"):
    return render_poster(content, format, code=CODE, check_url=CHECK_URL)


@pytest.fixture
def planned(monkeypatch):
    """Refuses a poster that is not laid out as planned, with columns that end alike."""
    monkeypatch.setattr(poster_rendering, "_flowing", None)


OTHERS = {
    "question": others.question,
    "notice": others.notice,
    "fact-check": lambda: others.notice("cek-fakta"),
    "correction": others.correction,
    "office": others.office,
    "mobile-unit": lambda: others.office("keliling"),
    "closure": others.closure,
}


def missing(content, pdf):
    """What a content states that its poster does not print."""
    text = text_of(pdf).casefold()
    blocks = [
        block
        for section in content.sections
        for block in section.blocks
        if not f"/{block.key}".endswith(ON_SCREENS_ONLY) or section.kind == "correction"
    ]
    texts = [text for block in blocks for text in (block.label, block.value, block.heading)]
    texts += [text for block in blocks for row in block.rows for text in (row.lead, row.text)]
    texts += [section.title for section in content.sections] + [section.case for section in content.sections]
    texts += [content.agency]
    unprinted = {"Nama layanan", "Ringkasan"}  # what they introduce stands alone
    return {each for each in texts if not printed(squeezed(each).casefold(), text)} - unprinted


def printed(said, text):
    """Whether it is in the text in one piece, or in two where a sheet ends within it."""
    return said in text or any(said[:at] in text and said[at:] in text for at in range(1, len(said)))


def pages_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        yield from document


def in_the_panel(pdf):
    """What stands at the foot of each A4 sheet, where nothing but how to check it may be.

    The first sheet's panel has one of three heights: in a lower one text would be missing, in a higher one too much.
    """
    for number, page in enumerate(pages_of(pdf)):
        found = [at_the_foot(page, height) for height in ((26,) if number else (26, 36, 44))]
        yield CHECKING if CHECKING in found else found[0]


def at_the_foot(page, height):
    """What stands in a panel of so many millimetres besides its question."""
    found = page.get_textpage().get_text_bounded(bottom=-2000, top=(10.5 + height) * MILLIMETRE)
    return squeezed(found).replace(squeezed("Masih berlaku? Pindai kode ini, atau ketik:"), "")


def typed(pdf):
    """Each letter on the sheets with its size in points."""
    for page in pages_of(pdf):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at))
            if not letter.isspace():
                matrix = pypdfium2.raw.FS_MATRIX()
                pypdfium2.raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix))
                yield (
                    letter,
                    pypdfium2.raw.FPDFText_GetFontSize(text, at) * max(abs(matrix.d), abs(matrix.b)),
                )


def sizes_of(pdf):
    """The sizes of type on the sheets, in points."""
    return [size for _, size in typed(pdf)]


def sizes_of_words(pdf, words):
    """The size of type at each place where these words begin."""
    letters = [(letter, size) for letter, size in typed(pdf) if squeezed(letter)]
    text = "".join(letter for letter, _ in letters)
    return [letters[found.start()][1] for found in re.finditer(re.escape(squeezed(words)), text)]


def measure(content, format):
    """Tells what a text takes on this paper."""
    inputs = poster_rendering._inputs(content, CODE, CHECK_URL)
    return poster_rendering._Measure(content, inputs, PAPERS[format])


@pytest.mark.parametrize("slug", SLUGS)
def test_poster_says_all_of_a_service_on_few_sheets(slug, planned):
    pdf = render_poster(make_content(slug), code=CODE, check_url=CHECK_URL)
    assert missing(make_content(slug), pdf) == set()
    assert set(in_the_panel(pdf)) == {CHECKING}
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) <= 5


@pytest.mark.parametrize("kind", OTHERS)
def test_poster_of_what_is_no_service_says_all_on_one_sheet(kind, planned):
    content = OTHERS[kind]()
    assert missing(content, drawn(content)) == set()
    assert set(in_the_panel(drawn(content))) == {CHECKING}
    with pypdfium2.PdfDocument(drawn(content)) as document:
        assert len(document) == 1


@pytest.mark.parametrize("content", [others.topic(), others.notice(is_long=True), others.correction(7)])
def test_poster_of_much_text_takes_another_sheet(content):
    assert missing(content, drawn(content)) == set()
    assert set(in_the_panel(drawn(content))) == {CHECKING}


@pytest.mark.parametrize(("format", "size", "least"), [("a4", (210, 297), 14), ("a3", (297, 420), 20)])
def test_sheets_have_their_size_and_no_type_is_too_small_to_read_standing(format, size, least):
    pdf = drawn(make_content(sections=SHORT), format)
    for page in pages_of(pdf):
        assert [round(side / MILLIMETRE) for side in page.get_size()] == list(size)
    assert min(sizes_of(pdf)) >= least - 0.01
    assert SMALLEST == 14


@pytest.mark.parametrize("format", ["a4", "a3"])
def test_nothing_that_matters_is_within_ten_millimetres_of_the_edge(format):
    for page in pages_of(drawn(make_content(sections=SHORT), format)):
        picture = page.render(scale=1).to_pil().convert("L")
        edge = round(10 * MILLIMETRE)
        inner = picture.crop((edge, edge, picture.width - edge, picture.height - edge))
        picture.paste(255, (edge, edge, edge + inner.width, edge + inner.height))
        assert picture.getextrema()[0] > 250


@pytest.mark.parametrize("format", ["a4", "a3"])
def test_code_of_every_sheet_is_read_at_100_dpi(format):
    pages = [
        page.render(scale=100 / 72).to_pil() for page in pages_of(drawn(make_content(sections=SHORT), format))
    ]
    assert len(pages) > 1
    for picture in pages:
        assert [each.text for each in zxingcpp.read_barcodes(picture)] == [CHECK_URL]


@pytest.mark.parametrize("slug", SLUGS)
def test_larger_paper_takes_no_more_sheets_and_no_office_goes_on_without_its_name(slug):
    for content in (make_content(slug), make_content(slug, sections=SHORT)):
        on_a3, on_a4 = (measure(content, format) for format in ("a3", "a4"))
        assert fewest_sheets(on_a3) <= fewest_sheets(on_a4)
        assert all(piece.resumed for piece in on_a4(2, SMALLEST).pieces if piece.start == "notes")


@pytest.mark.parametrize(
    ("on_a3", "on_a4", "size"), [(2, 2, 20), (3, 2, 19.8), (None, 2, 19.8), (None, None, 19.8)]
)
def test_a3_that_would_take_more_sheets_is_set_as_on_a4(on_a3, on_a4, size, monkeypatch):
    found = {PAPERS["a3"].unit: on_a3, 1: on_a4}
    monkeypatch.setattr(poster_rendering, "fewest_sheets", lambda measure, **_: found[measure._paper.unit])
    content = others.question()
    paper = poster_rendering._paper(content, poster_rendering._inputs(content, CODE, CHECK_URL), "a3")
    assert paper.unit * SMALLEST == pytest.approx(size)
    assert (paper.width, paper.height) == (297, 420)


def test_mobile_unit_of_many_places_says_its_name_above_each_part():
    content = others.office("keliling")
    lead = content.sections[0]
    row = lead.blocks[0].rows[0]
    rows = tuple(row.model_copy(update={"text": f"Balai Desa Contoh nomor {at}"}) for at in range(30))
    block = lead.blocks[0].model_copy(update={"rows": rows})
    long = content.model_copy(
        update={"sections": (lead.model_copy(update={"blocks": (block,)}), *content.sections[1:])}
    )
    pdf = drawn(long)
    assert missing(long, pdf) == set()
    tops = [
        page.get_textpage().get_text_bounded(left=left, right=left + 270, top=770, bottom=720)
        for page in pages_of(pdf)
        for left in (20, 300)
    ]
    goes_on = [squeezed("Titik layanan · lanjutan") in squeezed(each) for each in tops[2:]]
    assert any(goes_on)
    assert not any("Balai" in each for each, is_named in zip(tops[2:], goes_on, strict=True) if not is_named)


@pytest.mark.parametrize("key", ["kantor-dinas", "mpp", "keliling"])
def test_hours_of_an_office_are_read_from_two_steps_away(key):
    content = others.office(key)
    pdf = drawn(content)
    rows = [row for section in content.sections for block in section.blocks for row in block.rows]
    for row in rows:
        if row.role == "hours":
            assert min(sizes_of_words(pdf, row.text.split(", ")[0])) >= 20 - 0.01


@pytest.mark.parametrize("kind", ["office", "topic"])
def test_no_dot_hangs_at_the_end_of_the_line_that_names_the_sender(kind):
    content = {"office": others.office, "topic": others.topic}[kind]()
    agency = "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh"
    for length in (34, len(agency)):
        pdf = drawn(content.model_copy(update={"agency": agency[:length].strip()}))
        for page in pages_of(pdf):
            head = page.get_textpage().get_text_bounded(bottom=page.get_size()[1] - 32 * MILLIMETRE)
            lines = [line.strip() for line in head.splitlines()]
            assert "datacontoh" in squeezed(head)
            assert not [line for line in lines if line.startswith("·") or line.endswith("·")]


def test_poster_is_tagged_for_reading_aloud():
    pdf = drawn(others.notice())
    assert b"/StructTreeRoot" in pdf
    assert b"/MarkInfo" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_value("Title") == others.notice().name
    assert b"pdfuaid:part" in pdf


def test_same_content_gives_the_same_bytes_whatever_its_style():
    content = others.notice()
    first = render_poster(content, code=CODE, check_url=CHECK_URL)
    dark = content.model_copy(update={"theme": "dark"})
    assert first == drawn(content) == render_poster(dark, code=CODE, check_url=CHECK_URL)


def test_poster_without_a_code_says_that_it_is_a_preview():
    pdf = render_poster(others.notice())
    assert text_of(pdf).count("PRATINJAU") == 2  # across the sheet, and where the code will be
    assert CODE[:4] not in text_of(pdf)
    assert not any(zxingcpp.read_barcodes(page.render(scale=2).to_pil()) for page in pages_of(pdf))


def test_papers_that_every_case_needs_stand_once():
    content = make_content("ktp-el-hilang-rusak")
    lists = [section for section in for_paper(content).sections if section.kind == "requirements"]
    assert [section.case for section in lists] == [
        "semua keadaan di bawah ini", "KTP-el hilang", "KTP-el rusak, patah, atau buram",
    ]  # fmt: skip
    labels = [block.label for section in lists for block in section.blocks]
    assert len(labels) == len(set(labels))
    assert "Formulir F-1.02" in labels


def test_one_case_keeps_its_list_as_it_is():
    content = make_content("ktp-el-hilang-rusak", cases=("hilang",))
    lists = [section for section in for_paper(content).sections if section.kind == "requirements"]
    assert [section.case for section in lists] == ["KTP-el hilang"]


def test_text_beyond_all_sheets_is_refused_with_what_to_do():
    long = Row(text="Bawa berkas asli dan fotokopinya. " * 60)
    blocks = tuple(
        Block(key=f"p{at}", kind="requirement", label=f"Surat {at}", rows=(long,)) for at in range(12)
    )
    section = Section(
        key="requirements", kind="requirements", slug="syarat", title="Yang perlu disiapkan", blocks=blocks
    )
    with pytest.raises(TooManySheets, match=rf"lembar; paling banyak {MAX_SHEETS}|terlalu panjang"):
        render_poster(make_content().model_copy(update={"sections": (section,)}))


def test_paper_longer_than_a_column_runs_on_instead_of_being_cut():
    long = Row(text=" ".join(f"kata{at}" for at in range(420)))
    block = Block(key="p", kind="requirement", label="Surat", rows=(long,))
    section = Section(key="requirements", kind="requirements", slug="syarat", title="Syarat", blocks=(block,))
    content = make_content(sections=("cover", "last")).model_copy(
        update={"sections": (make_content().sections[0], section)}
    )
    text = text_of(drawn(content))
    assert set(in_the_panel(drawn(content))) == {CHECKING}
    assert [word for word in long.text.split() if word not in text] == []
