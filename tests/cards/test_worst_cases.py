"""Cards of entries that nobody should write, and somebody will.

How the worst of them look was approved by people: small pictures in `approved/`. After a change of the templates, draw
them anew with `APPROVE=1 pytest tests/cards/test_worst_cases.py -k approved`, look at them, and commit them.
"""

import json
import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from cards.captions import alt_text
from cards.content import build_content
from cards.formats import FORMATS
from cards.rendering import TooManySlides, render
from tests.cards.packs import CHECK_URL, CODE, changed, facts_with_agency, make_options, pages, squeezed
from tests.catalogue import make_documents, make_facts


def test_text_far_too_long_is_refused_before_it_is_laid_out():
    document = changed(make_documents()["legalisir-dokumen"], summary="panjang " * 50_000)
    with pytest.raises(TooManySlides):
        render(build_content(document, make_facts(), make_options()), kind="svg")


HOSTILE = (
    '#panic("x") \\u{0} <script>alert(1)</script> "kutip" \'ya\' $x$ *a* _b_ `c` @d [e] {f} // g \u202e😀'
)


def test_hostile_text_is_printed_as_text():
    document = make_documents()["pengantar-skck"]
    papers = [{"key": "a", "label": HOSTILE, "form": "formulir", "form_code": HOSTILE, "note": HOSTILE}]
    hostile = changed(document, name=HOSTILE, short_name=HOSTILE, summary=HOSTILE, requirements=papers)
    content = build_content(hostile, facts_with_agency(name=HOSTILE, social={"x": HOSTILE}), make_options())
    drawn = "".join(pages(content))
    assert squeezed('#panic("x") \\u{0} <script>alert(1)</script>') in drawn
    assert json.loads(content.to_json())["name"].endswith("// g")


def test_letters_without_a_glyph_do_not_stop_a_card():
    document = changed(make_documents()["pengantar-skck"], summary="خدمة 市民 ꦱꦸꦫꦠ᭄")
    assert render(build_content(document, make_facts(), make_options()), kind="pdf")


def worst_document():
    """The longest of everything: 20 papers, 7 cases, a name of 200 characters, a word without an end."""
    cases = [{"key": f"k{at}", "label": f"Keadaan ke-{at} dengan nama yang cukup panjang"} for at in range(7)]
    papers = [
        {
            "key": f"p{at}",
            "label": f"Persyaratan nomor {at} dengan nama yang mengisi dua baris",
            "form": "fotokopi_dan_asli_diperlihatkan",
            "copies": 3,
            "condition": "Jika pemohon mewakili orang lain yang tidak dapat hadir",
            "note": f"Catatan panjang {at}. " + "Pastikan semua halaman terbaca dan tidak terlipat. " * 2,
        }
        for at in range(20)
    ]
    return changed(
        make_documents()["pengantar-skck"],
        name=("Penerbitan Surat Keterangan untuk Keperluan Kerja " * 4)[:200].strip(),
        short_name="Pertanggungjawaban" * 3,
        cases=cases,
        requirements=papers,
        steps=[{"actor": "pemohon", "text": "Datang"}],
        summary="Kata" * 80,
    )


def test_worst_case_prints_all_of_twenty_papers():
    document = worst_document()
    content = build_content(
        document, make_facts(), make_options(cases=("k3",), sections=("cover", "requirements"))
    )
    drawn = "".join(pages(content))
    assert squeezed(document.name) in drawn
    assert drawn.count("Kata") >= 79  # the endless word runs over the end of a slide, once inside a "Kata"
    assert squeezed(document.short_name) in drawn
    for each in document.requirements:
        assert squeezed(each.label) in drawn
        assert squeezed(each.note) in drawn
    slides = render(content, kind="svg")
    assert all(len(text) <= 1000 for text in alt_text(content, slides))


def test_paper_longer_than_a_slide_runs_on_to_the_next():
    document = make_documents()["legalisir-dokumen"]
    papers = [
        {"key": "a", "label": "Surat", "form": "surat_asli", "note": " ".join(f"kata{n}" for n in range(400))}
    ]
    content = build_content(
        changed(document, requirements=papers), make_facts(), make_options(sections=("requirements",))
    )
    texts = pages(content)
    assert len(texts) > 1
    assert "kata0" in texts[0]
    assert "kata399" in texts[-1]
    assert len(render(content, kind="svg")) == len(texts)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffff00", "#000000"])
def test_one_word_title_without_accounts_is_drawn_in_any_colour(colour):
    facts = facts_with_agency(brand_color=colour, social={}, whatsapp="", phone="", email="", website="")
    document = changed(
        make_documents()["legalisir-dokumen"], name="Legalisir", summary="Ya.", channels=["lapor"]
    )
    (slide,) = render(build_content(document, facts, make_options(sections=("cover",))), kind="png")
    assert slide.total == 1


APPROVED = Path(__file__).parent / "approved"
APPROVED_WIDTH = 270
TOLERANCE = 2.0  # of 255, as a mean over the picture: edges of letters may differ, not lines of text
NOTHING_TO_ASK = {"social": {}, "whatsapp": "", "phone": "", "email": "", "website": ""}


def longest():
    return worst_document(), make_facts(), make_options(cases=("k6",), sections=("cover", "requirements"))


def of_seven_cases():
    document = make_documents()["perubahan-biodata"]
    return document, make_facts(), make_options(sections=("flow",), theme="dark")


def in_one_word():
    document = make_documents()["legalisir-dokumen"]
    return (
        changed(document, name="Legalisir", summary="Ya.", channels=["lapor"]),
        facts_with_agency(brand_color="#ffffff", **NOTHING_TO_ASK),
        make_options(sections=("cover", "not_required")),
    )


def on_brand():
    return make_documents()["pindah-datang"], make_facts(), make_options(sections=("who",), theme="brand")


WORST = {
    "nama-terpanjang": (longest, "portrait", 1),
    "nama-terpanjang-persegi": (longest, "square", 2),
    "dua-puluh-syarat": (longest, "portrait", 5),
    "dua-puluh-syarat-cerita": (longest, "story", 4),
    "dua-puluh-syarat-lanskap": (longest, "x", 4),
    "tujuh-keadaan": (of_seven_cases, "tall", 1),
    "satu-kata-tanpa-logo-merek-putih": (in_one_word, "portrait", 1),
    "satu-kata-lanskap": (in_one_word, "x", 1),
    "tidak-perlu-cerita-merek-putih": (in_one_word, "story", 2),
    "sedikit-teks-di-warna-merek": (on_brand, "square", 1),
}
"""The worst cases: what is drawn, in which format, and which slide of it."""


def small_picture(make, format: str, number: int) -> Image.Image:
    content = build_content(*make())
    (pdf,) = render(content, format, code=CODE, check_url=CHECK_URL, kind="pdf")
    document = pypdfium2.PdfDocument(pdf.data)
    page = document[number - 1].render(scale=APPROVED_WIDTH / FORMATS[format].width).to_pil()
    document.close()
    return page.convert("RGB").quantize(32, dither=Image.Dither.NONE)


@pytest.mark.parametrize("name", WORST)
def test_worst_case_looks_as_approved(name):
    drawn, path = small_picture(*WORST[name]), APPROVED / f"{name}.png"
    if os.environ.get("APPROVE"):
        APPROVED.mkdir(exist_ok=True)
        drawn.save(path, optimize=True)
    approved = Image.open(path).convert("RGB")
    assert approved.size == drawn.size
    difference = ImageStat.Stat(ImageChops.difference(approved, drawn.convert("RGB"))).mean
    assert max(difference) <= TOLERANCE
