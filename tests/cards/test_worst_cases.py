"""Cards of entries that nobody should write, and somebody will."""

import json

import pytest

from cards.captions import alt_text
from cards.content import build_content
from cards.rendering import TooManySlides, render
from tests.cards.packs import changed, facts_with_agency, make_options, pages, squeezed
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
    assert json.loads(content.to_json())["service_name"].endswith("// g")


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
