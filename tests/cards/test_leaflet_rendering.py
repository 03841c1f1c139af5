import ctypes
import re
from itertools import pairwise

import pypdfium2
import pytest
import zxingcpp

from cards import leaflet_rendering, typesetting
from cards.content import build_leaflet
from cards.leaflet_rendering import SIZES, leaflet_digest, render_leaflet
from services.choices import RequirementForm, actor_label
from tests.cards.leaflets import drawn, make_leaflet, page_texts, text_of
from tests.cards.packs import AS_OF, CHECK_URL, CODE, changed, make_options, squeezed
from tests.catalogue import make_documents, make_facts, sampled

SLUGS = sampled(list(make_documents()), 3)
DPI = 150


def parts_of(document):
    """Every text of an edition that a resident reads on paper."""
    fee, time, deadline = document.fee, document.processing_time, document.reporting_deadline
    yield from (document.name, document.summary, document.representation, document.validity)
    yield from (*document.who_can_apply, *document.not_required, *document.product, *document.tips)
    yield from (fee.text, fee.basis, fee.note, fee.other_costs)
    yield from (time.text, time.starts_when, time.basis, time.note)
    yield from (
        document.location_note,
        document.online.text,
        document.responsible_unit,
        document.evidence.note,
    )
    yield from (deadline.text, deadline.basis) if deadline else ()
    yield from (case.label for case in document.cases)
    yield from (law.short for law in document.legal_bases)
    for step in document.steps:
        yield from (actor_label(step.actor), step.where, step.text)
    for each in document.requirements:
        yield from (each.label, str(RequirementForm(each.form).label), each.form_code, each.condition)
        yield from (each.note, each.where_to_get, each.legal_ref)
        yield f"{each.copies} lembar" if each.copies else ""


def shared_parts_of(document):
    """Every text of the shared facts that belongs to a service."""
    facts = make_facts()
    for office in (facts.offices[key] for key in document.offices):
        yield from (office.name, office.address, office.landmark, office.hours_note)
        yield from (stop.place for stop in office.stops)
    for channel in (facts.channels[key] for key in document.channels):
        address = re.sub(r"^https?://(www\.)?", "", channel.value)
        yield from (channel.name, address, channel.sms, channel.first_response, channel.privacy_note)


def missing(texts, pdf):
    text = text_of(pdf).casefold()  # "Gratis" is printed in capitals
    return [each for each in texts if squeezed(each).casefold() not in text]


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_of_a_service_is_cut(slug):
    document = make_documents()[slug]
    pdf = drawn(make_leaflet(slug))
    assert missing([*parts_of(document), *shared_parts_of(document)], pdf) == []
    assert len(page_texts(pdf)) <= 2


@pytest.mark.parametrize("slug", SLUGS)
def test_every_line_of_the_content_is_printed(slug):
    content = make_leaflet(slug)
    blocks = [block for section in content.sections for block in section.blocks]
    texts = [text for block in blocks for text in (block.label, block.value, block.heading)]
    texts += [text for block in blocks for row in block.rows for text in (row.lead, row.text)]
    texts += [section.title for section in content.sections] + [section.case for section in content.sections]
    unprinted = {"Nama layanan", "Ringkasan", "Di"}  # what they introduce stands alone
    assert set(missing(texts, drawn(content))) <= unprinted


@pytest.mark.parametrize("slug", SLUGS)
def test_every_case_fits_one_sheet_and_names_only_its_papers(slug, monkeypatch):
    monkeypatch.setattr(leaflet_rendering, "SIZES", SIZES[:1])  # larger type never takes more pages
    monkeypatch.setattr(leaflet_rendering, "_BALANCES", ())
    document = make_documents()[slug]
    for case in document.cases:
        content = make_leaflet(slug, case.key)
        pdf = render_leaflet(content, code=CODE, check_url=CHECK_URL)
        pages = page_texts(pdf)
        assert len(pages) <= 2
        assert squeezed(f"Untuk keadaan: {case.label}") in pages[0]
        needed = [each.label for each in document.requirements_for(case.key)]
        assert missing(needed, pdf) == []
        assert "Tambahanuntuk" not in "".join(pages)


def test_long_entry_runs_on_to_more_pages_and_is_not_cut():
    document = make_documents()["kk-baru"]
    long = "Kalimat yang sangat panjang tentang cara mengisi formulir ini dengan benar. " * 120
    papers = [each.model_dump() for each in document.requirements]
    papers[0]["note"] = long + "Akhir catatan."
    papers[1]["label"] = "Panjangsekali" * 12
    longer = changed(document, requirements=papers, not_required=[f"Berkas nomor {n}" for n in range(150)])
    content = build_leaflet(longer, make_facts(), make_options())
    pdf = drawn(content)
    assert len(page_texts(pdf)) > 2
    assert missing(["Akhir catatan", papers[1]["label"], *longer.not_required], pdf) == []


def test_longer_explanation_is_printed_as_plain_text():
    html = (
        "<h3>Catatan</h3><p>Satu &amp; dua.<br>Tiga.</p><ul><li>Empat</li></ul>"
        "<table><tr><td>A</td><td>B</td></tr></table>"
    )
    document = changed(make_documents()["pengantar-skck"], description=html)
    content = build_leaflet(document, make_facts(), make_options())
    said = [block.label for block in content.section("about").blocks]
    assert said == ["Catatan", "Satu & dua.", "Tiga.", "Empat", "A · B"]
    assert missing(said, drawn(content)) == []


def test_each_page_says_its_number_date_edition_and_address():
    pages = page_texts(drawn(make_leaflet("kk-baru")))
    assert len(pages) == 2
    for number, text in enumerate(pages, start=1):
        assert squeezed(f"Halaman {number} dari 2") in text
        assert (
            squeezed("Berlaku per 22 November 2026 · Edisi 3 · dukcapil.contohkab.example/k/7F3K-9Q2M")
            in text
        )


def test_alternatives_stand_together_and_say_that_one_is_enough():
    content = make_leaflet("kk-baru", "menikah")
    papers = {block.key: block for block in content.section("requirements:menikah").blocks}
    assert papers["bukti-nikah"].group == papers["f-1-05"].group != ""
    assert papers["f-1-02"].group == ""
    keys = list(papers)
    assert keys.index("f-1-05") == keys.index("bukti-nikah") + 1
    assert squeezed("Cukup salah satu:") in text_of(drawn(content))


def test_papers_that_stand_for_each_other_in_a_circle_still_make_a_leaflet():
    document = make_documents()["kk-baru"]
    papers = [each.model_dump() for each in document.requirements]
    by_key = {each["key"]: each for each in papers}
    by_key["bukti-nikah"]["alternative_to"] = "f-1-05"
    content = build_leaflet(
        changed(document, requirements=papers), make_facts(), make_options(cases=("menikah",))
    )
    blocks = {block.key: block for block in content.section("requirements:menikah").blocks}
    assert blocks["bukti-nikah"].group == blocks["f-1-05"].group != ""


def test_papers_of_several_cases_stand_once_under_those_cases():
    content = make_leaflet("kk-baru")
    scopes = {section.case: section for section in content.sections if section.kind == "requirements"}
    assert [block.key for block in scopes["Semua keadaan"].blocks] == ["f-1-02"]
    shared = scopes["Pisah KK di alamat yang sama · Pindah datang dari daerah lain"]
    assert (shared.eyebrow, [block.key for block in shared.blocks]) == ("Tambahan untuk", ["tidak-keberatan"])
    keys = [block.key for section in scopes.values() for block in section.blocks]
    assert sorted(keys) == sorted(each.key for each in make_documents()["kk-baru"].requirements)


def test_steps_of_one_case_say_so_where_all_are_shown():
    document = make_documents()["ktp-el-hilang-rusak"]
    steps = [each.model_dump() for each in document.steps]
    steps[0]["cases"] = ["hilang"]
    marked = changed(document, steps=steps)
    everyone = build_leaflet(marked, make_facts(), make_options())
    assert "Hanya untuk: KTP-el hilang" in everyone.section("steps").blocks[0].text()
    assert squeezed("Hanya untuk: KTP-el hilang") in text_of(drawn(everyone))
    broken = build_leaflet(marked, make_facts(), make_options(cases=("rusak",)))
    assert len(broken.section("steps").blocks) == len(steps) - 1


# --- for everyone's eyes and ears -----------------------------------------------------------------------------


def test_pdf_is_tagged_and_says_so():
    pdf = drawn(make_leaflet())
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang(id)", b"/DisplayDocTitle true", b"/Title"):
        assert mark in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def elements(pdf):
    """(type, alternative text) of the tags of the whole document, in the order of reading."""
    found = []

    def walk(element):
        raw = pypdfium2.raw
        kind = _string(raw.FPDF_StructElement_GetType, element)
        found.append((kind, _string(raw.FPDF_StructElement_GetAltText, element)))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
                walk(child)

    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page)
            for at in range(pypdfium2.raw.FPDF_StructTree_CountChildren(tree)):
                walk(pypdfium2.raw.FPDF_StructTree_GetChildAtIndex(tree, at))
            pypdfium2.raw.FPDF_StructTree_Close(tree)
    return found


def _string(ask, element):
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")


def test_headings_lists_and_the_code_are_tagged_in_order():
    found = elements(drawn(make_leaflet()))
    kinds = [kind for kind, _ in found]
    headings = [kind for kind in kinds if re.fullmatch(r"H\d", kind)]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    levels = [int(kind[1]) for kind in headings]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"L", "LI", "Lbl", "LBody", "P", "Figure"} <= set(kinds)
    (alternative,) = [text for kind, text in found if kind == "Figure"]
    assert alternative.startswith("Kode QR ke dukcapil.contohkab.example/k/7F3K-9Q2M")


def test_title_names_service_and_case():
    for content, title in (
        (make_leaflet(), "Penggantian KTP-el Hilang atau Rusak"),
        (make_leaflet(case="hilang"), "Penggantian KTP-el Hilang atau Rusak · KTP-el hilang"),
    ):
        with pypdfium2.PdfDocument(drawn(content)) as document:
            assert document.get_metadata_value("Title") == title


@pytest.mark.parametrize("slug", ["pengantar-skck", "kk-baru"])
def test_no_text_is_smaller_than_nine_points_or_off_the_paper(slug):
    with pypdfium2.PdfDocument(drawn(make_leaflet(slug))) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                assert (
                    pypdfium2.raw.FPDFText_GetFontSize(text, at) >= 8.99
                    or not text.get_text_range(at, 1).strip()
                )
            for at in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(at)
                assert 30 <= left <= right <= 595.3 - 30
                assert 14 <= bottom <= top <= 842 - 20


def test_code_is_read_from_a_print():
    with pypdfium2.PdfDocument(drawn(make_leaflet())) as document:
        picture = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text == CHECK_URL


def test_letter_without_a_glyph_still_makes_a_tagged_pdf():
    document = changed(make_documents()["pengantar-skck"], tips=["Tulisan 漢字 pada paspor."])
    pdf = drawn(build_leaflet(document, make_facts(), make_options()))
    assert b"/StructTreeRoot" in pdf
    assert b"<pdfuaid:part>" not in pdf


# --- the same again -------------------------------------------------------------------------------------------


def test_same_content_gives_the_same_bytes():
    content = make_leaflet("pengantar-skck")
    first = render_leaflet(content, code=CODE, check_url=CHECK_URL, edition=3)
    typesetting.forget()  # a compiler that has drawn nothing yet
    assert render_leaflet(content, code=CODE, check_url=CHECK_URL, edition=3) == first


def test_digest_follows_all_that_is_drawn():
    content = make_leaflet()

    def digest(content, code=CODE, edition=3):
        return leaflet_digest(content, code=code, check_url=CHECK_URL, edition=edition)

    base = digest(content)
    assert digest(make_leaflet()) == base
    assert digest(make_leaflet(as_of=AS_OF.replace(day=23))) != base
    assert digest(content, edition=4) != base
    assert digest(content.model_copy(update={"brand_color": "#aa0000"})) != base


@pytest.mark.parametrize("case", ["hilang", "rusak"])
def test_chosen_case_takes_one_page(case):
    assert len(page_texts(drawn(make_leaflet(case=case)))) == 1
