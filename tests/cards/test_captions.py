import pytest

from cards.captions import ALT_TEXT_LIMIT, CAPTION_LIMIT, CAPTION_OPENING, alt_text, caption, whatsapp_text
from cards.content import build_content
from cards.rendering import render
from tests.cards.packs import CHECK_URL, changed, facts_with_agency, make_content, make_options
from tests.catalogue import make_documents, make_facts

SLUGS = list(make_documents())


@pytest.mark.parametrize("slug", SLUGS)
def test_caption_keeps_the_platform_limits(slug):
    content = make_content(slug)
    text = caption(content, CHECK_URL)
    assert len(text) <= CAPTION_LIMIT
    assert text.count("#") <= 5
    assert "dukcapil.contohkab.example/k/" in text
    assert "Simpan & bagikan" in text
    opening = text[:CAPTION_OPENING]
    assert content.short_name in opening
    assert "GRATIS" in opening


def test_caption_of_the_longest_names_stays_within_the_limit():
    document = make_documents()["kk-baru"]
    cases = [{"key": f"k{at}", "label": f"Keadaan {at} " + "panjang " * 60} for at in range(7)]
    papers = [{"key": "a", "label": "Surat", "form": "surat_asli"}]
    steps = [{"actor": "pemohon", "text": "Datang"}]
    long = changed(document, short_name="Nama " * 80, cases=cases, requirements=papers, steps=steps)
    facts = facts_with_agency(hashtags=tuple(f"#Tagar{at}" for at in range(30)))
    text = caption(build_content(long, facts, make_options()), CHECK_URL)
    assert len(text) <= CAPTION_LIMIT
    assert text.count("#") == 5
    assert "\n" not in text[:CAPTION_OPENING].strip()
    assert "/k/" in text


@pytest.mark.parametrize("slug", ["kk-baru", "akta-perkawinan", "pengantar-skck"])
def test_alt_text_says_every_paper_of_its_slides(slug):
    content = make_content(slug)
    slides = render(content, kind="svg")
    texts = alt_text(content, slides)
    assert len(texts) == len(slides)
    assert max(map(len, texts)) <= ALT_TEXT_LIMIT
    for slide, text in zip(slides, texts, strict=True):
        said = [block.label for block in content.section(slide.section).blocks if block.key in slide.blocks]
        assert said
        assert all(label in text for label in said)
        assert f"Slide {slide.number} dari {slide.total}" in text


def test_whatsapp_text_uses_its_marks_and_no_others():
    document = changed(make_documents()["pengantar-skck"], name="Surat *penting* ~sekali~")
    text = whatsapp_text(build_content(document, make_facts(), make_options()), CHECK_URL)
    assert text.startswith("*Surat penting sekali*\n")
    assert "*Biaya:* Gratis" in text
    assert "1. Surat pengantar RT diketahui RW" in text
    assert text.count("*") % 2 == 0
    assert CHECK_URL in text
