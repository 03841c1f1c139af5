"""Captions, alternative texts and WhatsApp messages: within the platforms' limits whatever the texts, and complete."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import hashtags
from cards.captions import (
    ALT_TEXT_LIMIT,
    CAPTION_LIMIT,
    CAPTION_OPENING,
    SHORT_LIMIT,
    TITLE_LIMIT,
    alt_text,
    alt_texts,
    caption,
    short_caption,
    title,
    whatsapp_text,
)
from cards.content import CardContent, build_content
from cards.models import CardKind
from cards.printed import ALL_SECTION_NAMES, Block, Row, Section
from cards.rendering import Slide, render
from cards.whatsapp import MESSAGE_LIMIT
from tests.cards import others
from tests.cards.packs import AS_OF, CHECK_URL, changed, facts_with_agency, make_content, make_options
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


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["#a" * 40, "*_~`", "Nama " * 200, "x" * 1_500, "- 1. > kutip", "ＡＢ#tag", "?", "%(date)s", "@all"]
    ),
)
ROWS = st.lists(st.builds(Row, role=st.sampled_from(["note", "condition", "form"]), text=HOSTILE), max_size=2)
KEYS = st.sampled_from(["fee", "time", "where", "summary", "share", "a", "b", "c"])
BLOCKS = st.builds(
    Block,
    key=KEYS,
    kind=st.sampled_from(["text", "fact", "question", "requirement", "absent", "step", "change"]),
    label=HOSTILE,
    value=HOSTILE,
    heading=HOSTILE,
    rows=ROWS.map(tuple),
)
SECTIONS = st.builds(
    Section,
    key=st.sampled_from(["a", "b", "c", "d"]),
    kind=st.sampled_from(sorted(ALL_SECTION_NAMES)),
    slug=st.just("bagian"),
    title=HOSTILE,
    case=HOSTILE,
    eyebrow=HOSTILE,
    blocks=st.lists(BLOCKS, max_size=5).map(tuple),
)
CONTENTS = st.builds(
    CardContent,
    kind=st.sampled_from(CardKind.values),
    subject=st.just("apa-saja"),
    name=HOSTILE,
    short_name=HOSTILE,
    agency=HOSTILE,
    hashtags=st.lists(HOSTILE, max_size=7).map(tuple),
    language=st.sampled_from(["id", "en"]),
    is_free=st.booleans(),
    as_of=st.just(AS_OF),
    sections=st.lists(SECTIONS, max_size=5).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(CONTENTS)
def test_no_text_breaks_a_limit(content):
    long = caption(content, CHECK_URL)
    assert len(long) <= CAPTION_LIMIT
    opening = long.partition("\n\n")[0]
    assert len(opening) <= CAPTION_OPENING
    assert "\n" not in opening
    short = short_caption(content, CHECK_URL)
    assert len(short) <= SHORT_LIMIT
    for text, most in ((long, 5), (short, 2)):
        assert len(re.findall(r"#\w", text)) <= most
        assert "dukcapil.contohkab.example/k/" in text
    assert len(title(content)) <= TITLE_LIMIT
    message = whatsapp_text(content, CHECK_URL)
    assert len(message) <= MESSAGE_LIMIT
    assert CHECK_URL in message
    assert all(line.count("*") in (0, 2) for line in message.splitlines())


@settings(max_examples=40, deadline=None)
@given(CONTENTS)
def test_alternative_texts_keep_the_limit_and_tell_what_was_cut(content):
    slides = [Slide(at, 9, each.key, "01-x.png", b"") for at, each in enumerate(content.sections, start=1)]
    for slide, made in zip(slides, alt_texts(content, slides, CHECK_URL), strict=True):
        assert len(made.text) <= ALT_TEXT_LIMIT
        section = content.section(slide.section)
        assert made.is_cut or all(row.text in made.text for block in section.blocks for row in block.rows)


@pytest.mark.parametrize("slug", ["akta-perkawinan", "pengantar-skck"])
def test_alt_text_says_every_statement_of_its_slides(slug):
    content = make_content(slug)
    slides = render(content, kind="svg")
    texts = alt_text(content, slides)
    assert len(texts) == len(slides)
    assert max(map(len, texts)) <= ALT_TEXT_LIMIT
    for slide, text in zip(slides, texts, strict=True):
        section = content.section(slide.section)
        said = [block for block in section.blocks if block.key in slide.blocks]
        assert said
        assert all(block.label in text and block.text() in text for block in said)
        assert section.title in text
        assert f"Slide {slide.number} dari {slide.total}" in text


def test_whatsapp_text_uses_its_marks_and_no_others():
    document = changed(make_documents()["pengantar-skck"], name="Surat *penting* ~sekali~")
    text = whatsapp_text(build_content(document, make_facts(), make_options()), CHECK_URL)
    assert text.startswith("*Surat penting sekali*\n")
    assert "*Biaya:* Gratis" in text
    assert "1. Surat pengantar RT diketahui RW" in text
    assert "*Alur pengurusan*\n1. " in text
    assert text.count("*") % 2 == 0
    assert CHECK_URL in text


def test_long_message_leaves_out_whole_lists_and_says_so():
    document = changed(
        make_documents()["pengantar-skck"], not_required=tuple(f"Berkas {at} " * 9 for at in range(60))
    )
    text = whatsapp_text(build_content(document, make_facts(), make_options()), CHECK_URL)
    assert len(text) <= MESSAGE_LIMIT
    assert "*Yang perlu disiapkan*" in text
    assert "Berkas" not in text
    assert "Selengkapnya ada di gambar" in text


def other(kind, section, **block):
    made = Section(
        key="a", kind=section, slug="a", title="Judul", blocks=(Block(key="x", kind="fact", **block),)
    )
    return CardContent(kind=kind, subject="a", name="Nama lengkap", short_name="Nama", agency="Dinas", as_of=AS_OF,
                       sections=(made,))  # fmt: skip


@pytest.mark.parametrize(
    ("content", "opening"),
    [
        (
            other("tutup", "about", label="Tutup", value="Jumat, 1 Januari 2027"),
            "Nama: Jumat, 1 Januari 2027",
        ),
        (other("ralat", "correction", label="Biaya", value="Gratis"), "RALAT: Nama. Gratis"),
        (other("kabar", "fact_check", label="Kabar", value="KTP bayar"), "CEK FAKTA: Nama. KTP bayar"),
        (other("kantor", "office", label="Jam buka", value="Senin–Jumat"), "Nama: Senin–Jumat"),
    ],
)
def test_caption_of_what_is_no_service_begins_with_its_point(content, opening):
    assert caption(content, CHECK_URL).startswith(f"{opening}\n\n")
    assert short_caption(content, CHECK_URL).startswith(f"{opening}\n\n")


def test_caption_of_a_fact_check_opens_with_the_truth_and_never_with_the_rumour():
    claim = Block(key="claim", kind="fact", label="Kabar yang tidak benar", value="KTP-el bayar Rp50.000")
    truth = Block(key="truth", kind="fact", label="Yang benar", value="KTP-el gratis.")
    section = Section(key="a", kind="fact_check", slug="a", title="KTP-el gratis", blocks=(claim, truth))
    content = CardContent(kind="kabar", subject="a", name="KTP-el gratis", short_name="KTP-el", agency="Dinas",
                          as_of=AS_OF, sections=(section,))  # fmt: skip
    for text in (caption(content, CHECK_URL), short_caption(content, CHECK_URL)):
        assert text.startswith("CEK FAKTA: KTP-el. KTP-el gratis.\n\n")
    assert "\n\nKabar yang tidak benar: KTP-el bayar Rp50.000\n" in caption(content, CHECK_URL)
    assert title(content) == "CEK FAKTA: KTP-el"


def test_question_is_asked_in_the_opening_and_answered_once():
    asked = Block(key="a", kind="question", label="Apakah bayar?", value="Tidak, gratis.")
    section = Section(key="a", kind="answer", slug="a", title="Apakah bayar?", blocks=(asked,))
    content = CardContent(kind="tanya", subject="a", name="Apakah bayar?", short_name="KTP-el", agency="Dinas",
                          as_of=AS_OF, sections=(section,))  # fmt: skip
    text = caption(content, CHECK_URL)
    assert text.startswith("Apakah bayar?\n\nTidak, gratis.\n\n")
    assert text.count("Tidak, gratis.") == 1
    assert short_caption(content, CHECK_URL).startswith("Apakah bayar? Tidak, gratis.\n\n")
    assert title(content) == "Apakah bayar?"


def test_texts_of_an_english_card_are_english():
    content = make_content("pengantar-skck", language="en")
    assert "As of 22 November 2026." in caption(content, CHECK_URL)
    assert "*Fee:*" in whatsapp_text(content, CHECK_URL)
    assert "*What to prepare*" in whatsapp_text(content, CHECK_URL)
    slide = Slide(1, 3, "cover", "01-cover.png", b"")
    assert "Slide 1 of 3" in alt_text(content, [slide])[0]


OTHERS = {
    "question": others.question(),
    "long question": others.question(length=900),
    "topic": others.topic(),
    "office": others.office(),
    "mobile unit": others.office("keliling"),
    "closure": others.closure(),
    "notice": others.notice(),
    "fact check": others.notice("cek-fakta"),
    "long notice": others.notice(is_long=True),
    "correction": others.correction(3),
}


@pytest.mark.parametrize("name", OTHERS)
def test_caption_says_nothing_twice_and_breaks_off_nowhere(name):
    content = OTHERS[name]
    text = caption(content, CHECK_URL)
    first, *others_lines = text.split("\n")
    assert text.count(first) == 1
    assert "…" not in text
    assert "…" not in short_caption(content, CHECK_URL)
    listed = [line.startswith("• ") for line in others_lines]
    assert not any(
        one and not before and not after
        for before, one, after in zip([False, *listed], listed, [*listed[1:], False], strict=False)
    )


def test_captions_of_an_office_say_its_first_hours_in_the_opening_and_the_others_once():
    text = caption(others.office(), CHECK_URL)
    assert text.startswith(
        "Kantor Disdukcapil Contoh (utama) buka Senin–Kamis 08.00–12.00 dan 13.00–15.00\n\n"
    )
    assert text.count("Senin–Kamis 08.00–12.00 dan 13.00–15.00") == 1
    assert "• Jumat 08.00–11.30 dan 13.00–15.00\n" in text
    assert "\n\nJam selama Ramadan: Senin–Kamis" in text
    assert "tutup Minggu" in short_caption(others.office(), CHECK_URL)


def test_hashtags_that_say_gratis_stand_only_under_what_is_free():
    paid = make_content("ktp-el-hilang-rusak").model_copy(update={"is_free": False})
    assert "#AdmindukGratis" in caption(make_content("ktp-el-hilang-rusak"), CHECK_URL)
    assert "#AdmindukGratis" in caption(others.office(), CHECK_URL)
    for text in (
        caption(paid, CHECK_URL),
        short_caption(paid, CHECK_URL),
        caption(others.correction(), CHECK_URL),
    ):
        assert "#DukcapilContoh" in text
        assert "gratis" not in "".join(re.findall(r"#\w+", text)).casefold()
    assert hashtags.left_out(paid) == ["AdmindukGratis"]


def test_english_card_calls_in_english_and_says_the_time_once():
    document = make_documents()["ktp-el-hilang-rusak"]
    time = {**document.processing_time.model_dump(), "text": "Paling lama 3 hari kerja", "max_value": 3}
    short = changed(document, processing_time={**time, "unit": "hari kerja"})
    content = build_content(short, make_facts(), make_options(language="en"))
    assert "Save & share." in caption(content, CHECK_URL)
    said = next(block for block in content.section("time_fee").blocks if block.key == "time").text()
    assert said.startswith("Up to 3 working days · Counted from")
