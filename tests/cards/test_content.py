import datetime
import random

import pytest
from pydantic import ValidationError

from cards.content import CardContent, CardOptions, Difference, build_content, differences
from tests.cards.packs import changed, facts_with_agency, make_content, make_options
from tests.catalogue import make_documents, make_facts

SLUGS = list(make_documents())


@pytest.mark.parametrize("slug", SLUGS)
def test_content_survives_storage(slug):
    content = make_content(slug)
    assert CardContent.from_json(content.to_json()) == content
    assert CardContent.from_json(content.to_json()).digest == content.digest


def test_options_survive_storage():
    options = make_options(cases=("hilang",), sections=("last", "cover"))
    assert CardOptions.model_validate_json(options.model_dump_json()) == options
    assert options.sections == ("cover", "last")


@pytest.mark.parametrize(
    "wrong", [{"sections": ()}, {"sections": ("x",)}, {"format": "link"}, {"as_of": "x"}]
)
def test_options_that_make_no_pack_are_refused(wrong):
    with pytest.raises(ValidationError):
        make_options(**wrong)


@pytest.mark.parametrize("slug", SLUGS)
def test_lines_have_distinct_keys(slug):
    keys = [line.key for line in make_content(slug).lines()]
    assert len(keys) == len(set(keys))


def test_each_case_has_a_section_with_the_papers_all_cases_need():
    content = make_content("ktp-el-hilang-rusak")
    lost, broken = (content.section(f"requirements:{case}") for case in ("hilang", "rusak"))
    assert [block.key for block in lost.blocks] == ["f-1-02", "surat-kehilangan", "fotokopi-kk"]
    assert [block.key for block in broken.blocks] == ["f-1-02", "ktp-rusak", "fotokopi-kk"]
    assert lost.name == "Syarat · KTP-el hilang"


def test_chosen_cases_only_are_shown():
    content = make_content("kk-baru", cases=("pisah", "no-longer-there"), sections=("requirements",))
    assert [section.key for section in content.sections] == ["requirements:pisah"]


def test_paper_that_replaces_another_says_so_on_both():
    blocks = {block.key: block for block in make_content("kk-baru").section("requirements:menikah").blocks}
    assert "Bisa diganti: SPTJM perkawinan belum tercatat (F-1.05)" in blocks["bukti-nikah"].text()
    assert "Pengganti untuk: Fotokopi buku nikah" in blocks["f-1-05"].text()


def test_digest_ignores_the_day_and_the_brand_colour():
    document, today = make_documents()["kk-baru"], make_options()
    tomorrow = make_options(as_of=datetime.date(2026, 11, 23))
    base = build_content(document, make_facts(), today)
    assert build_content(document, make_facts(), tomorrow).digest == base.digest
    assert build_content(document, facts_with_agency(brand_color="#ffffff"), today).digest == base.digest


def test_order_of_papers_is_no_difference():
    document = make_documents()["kk-baru"]
    shuffled = list(document.requirements)
    random.Random(1).shuffle(shuffled)
    old = build_content(document, make_facts(), make_options())
    new = build_content(changed(document, requirements=shuffled), make_facts(), make_options())
    assert differences(old, new) == []
    assert old.digest == new.digest


def test_copies_changed_name_the_paper_and_both_texts():
    document = make_documents()["pengantar-skck"]
    papers = [each.model_dump() for each in document.requirements]
    papers[1]["copies"] = 2
    old = build_content(document, make_facts(), make_options())
    new = build_content(changed(document, requirements=papers), make_facts(), make_options())
    assert differences(old, new) == [
        Difference(
            "Syarat",
            "Fotokopi KTP-el",
            "Fotokopi, asli diperlihatkan · 1 lembar",
            "Fotokopi, asli diperlihatkan · 2 lembar",
        )
    ]
    assert old.digest != new.digest


def test_paper_added_and_paper_removed_are_told_apart():
    document = make_documents()["pengantar-skck"]
    papers = [each.model_dump() for each in document.requirements]
    new_paper = {"key": "baru", "label": "Pas foto 4x6", "form": "pas_foto", "copies": 4}
    old = build_content(document, make_facts(), make_options())
    new = build_content(
        changed(document, requirements=[*papers[1:], new_paper]), make_facts(), make_options()
    )
    gone, added = differences(old, new)
    assert (gone.label, gone.after) == ("Surat pengantar RT diketahui RW", "")
    assert added == Difference("Syarat", "Pas foto 4x6", "", "Pas foto · 4 lembar")


def test_renamed_paper_shows_both_names():
    document = make_documents()["pengantar-skck"]
    papers = [each.model_dump() for each in document.requirements]
    papers[2]["label"] = "Fotokopi KK"
    old = build_content(document, make_facts(), make_options())
    new = build_content(changed(document, requirements=papers), make_facts(), make_options())
    (difference,) = differences(old, new)
    assert difference.before.startswith("Fotokopi Kartu Keluarga (KK): ")
    assert difference.after.startswith("Fotokopi KK: ")


def test_office_hours_changed_are_a_difference_of_where():
    facts = make_facts()
    office = facts.offices["kel-contoh-indah"]
    closed = office.model_copy(update={"regular": (*office.regular[:4], (), (), ())})
    moved = facts.model_copy(update={"offices": {**facts.offices, office.key: closed}})
    document = make_documents()["pengantar-skck"]
    old, new = (build_content(document, each, make_options()) for each in (facts, moved))
    (difference,) = differences(old, new)
    assert (difference.section, difference.label) == ("Tempat dan jam", office.name)
    assert "Tutup: Jumat–Minggu" in difference.after


def test_fee_that_rose_is_no_longer_free():
    document = make_documents()["pengantar-skck"]
    paid = changed(document, fee={"amount": 30_000, "text": "Rp30.000 per surat", "basis": "Perda 1/2026"})
    content = build_content(paid, make_facts(), make_options())
    assert not content.is_free
    assert content.section("cover").blocks[2].value == "Rp30.000 per surat"
    assert "Perda 1/2026" in content.section("time_fee").blocks[0].text()


def test_fee_that_is_not_stated_is_not_free():
    document = changed(make_documents()["pengantar-skck"], fee={"text": "Sesuai tarif PNBP"})
    content = build_content(document, make_facts(), make_options())
    assert not content.is_free
    assert content.section("cover").blocks[2].value == "Sesuai tarif PNBP"


def test_identical_contents_have_no_difference():
    assert differences(make_content(), make_content()) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_brief_pack_leaves_out_no_paper(slug):
    whole, brief = make_content(slug), make_content(slug, detail="brief")
    papers = [
        [each for each in content.sections if each.kind == "requirements"] for content in (whole, brief)
    ]
    assert papers[0] == papers[1]


def test_a_brief_pack_has_one_office_in_full_and_names_the_others():
    whole, brief = (make_content(detail=each).section("where") for each in ("full", "brief"))
    first, others, online = brief.blocks
    assert (first, online) == (whole.blocks[0], whole.blocks[-1])
    assert others.label == "3 tempat lain"
    names = [block.label for block in whole.blocks[1:] if block.kind == "office"]
    assert others.value == "; ".join(names)


def test_a_brief_pack_has_one_way_to_ask_and_one_to_complain():
    last = make_content(detail="brief").section("last")
    assert [block.key for block in last.blocks] == ["ask", "channel:lapor", "check", "share"]
