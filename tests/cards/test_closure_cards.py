"""The notice card of a closure: what it says, that nothing is cut, and what its code answers later."""

import datetime
import io
import zipfile

import pytest
import time_machine

from cards import closure_cards, codes, registry
from cards.alt_texts import alt_text
from cards.content import CardOptions, build_content
from cards.models import Card, CardKind
from cards.registry import Verdict
from cards.rendering import render
from portal import roles
from services.facts import AgencyFacts
from services.models import Agency, Closure, Office
from services.scope import own
from tests.cards.packs import CHECK_URL, CODE
from tests.catalogue import make_documents
from tests.catalogue import make_facts as catalogue_facts
from tests.people import make_staff, signed_in
from tests.services.test_hours import day_of, make_closure, make_facts, make_office
from tests.services.test_hours_form import YEAR_END

NOW = datetime.datetime(2026, 11, 22, 9, 0)
LONGEST = " ".join(["pemeliharaan"] * 15)[:200]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


def make_content(count=1, reason="Pindah loket", end="2026-12-02", hours=(), **fields):
    agency = AgencyFacts(key="a", name="Dinas Contoh", social={"instagram": "@contoh"})
    offices = {
        f"k{at}": make_office(*hours, key=f"k{at}", name=f"Kantor Nomor {at}", agency="a")
        for at in range(count)
    }
    closure = make_closure("2026-12-01", end, name=reason, kind="lokal", offices=tuple(offices))
    facts = make_facts(closure, offices=offices | fields, agencies={"a": agency})
    return closure_cards.build("tutup-1", closure_cards.Source(closure, facts), CardOptions(as_of=NOW.date()))


def close(*keys, start="2026-12-01", end="2026-12-02"):
    closure = Closure.objects.create(start=start, end=end, name="Pindah loket")
    closure.offices.set(Office.objects.filter(key__in=keys))
    closure.refresh_from_db()
    return closure


def issue_notice(closure, by=None):
    options = CardOptions(as_of=registry.today())
    return registry.issue(closure_cards.key_of(closure), options, kind=CardKind.CLOSURE, by=by)


@pytest.fixture
def closure(demo):
    return close("mpp", "kantor-dinas")


@pytest.fixture
def card(closure):
    return issue_notice(closure)


# Its text and pictures


def test_notice_says_when_why_where_and_when_it_opens_again():
    content = make_content(3)
    said = {line.label: line.text for line in content.section("notice").lines()}
    assert said == {
        "Tutup": "1–2 Desember 2026",
        "Alasan": "Pindah loket",
        "Buka lagi": "Kamis, 3 Desember 2026 pukul 08.00",
    }
    assert (content.short_name, content.agency) == ("3 kantor tutup", "Dinas Contoh")
    assert make_content().short_name == "Kantor Nomor 0 tutup"


def test_offices_that_open_at_different_times_each_say_so():
    closure = make_closure("2026-12-01", offices=("a", "b"), kind="lokal")
    offices = {
        "a": make_office(key="a", name="A"),
        "b": make_office("", "", "", "09:00-10:00", key="b", name="B"),
    }
    facts = make_facts(closure, offices=offices)
    content = closure_cards.build(
        "tutup-1", closure_cards.Source(closure, facts), CardOptions(as_of=NOW.date())
    )
    assert [block.rows[0].text for block in content.section("offices").blocks] == [
        "Rabu, 2 Desember 2026 pukul 08.00", "Kamis, 3 Desember 2026 pukul 09.00",
    ]  # fmt: skip
    assert "A: buka lagi Rabu" in closure_cards.caption(content, "https://x.id/k/1/")


@pytest.mark.parametrize("format", closure_cards.FORMATS)
def test_long_reason_and_twelve_offices_are_split_and_never_cut(format):
    content = make_content(12, LONGEST)
    slides = render(content, format, code=CODE, check_url=CHECK_URL, kind="svg")
    drawn = [key for slide in slides for key in slide.blocks]
    assert drawn == [block.key for section in content.sections for block in section.blocks]
    assert [slide.section for slide in slides[:2]] == ["notice", "offices"]


def test_alt_text_and_caption_hold_everything():
    content = make_content(12, LONGEST)
    caption, alt = (
        closure_cards.caption(content, "https://contoh.example/k/7F3K-9Q2M/"),
        closure_cards.alt_text(content),
    )
    for words in (LONGEST, "Kantor Nomor 11", "Kamis, 3 Desember 2026 pukul 08.00"):
        assert words in caption
        assert words in alt
    assert "contoh.example/k/7F3K-9Q2M" in caption
    assert len(alt) <= 1_000


def test_offices_below_the_notice_are_in_the_alternative_text_of_the_slide():
    content = make_content(2)
    (slide,) = render(content, kind="svg")
    (text,) = alt_text(content, [slide])
    assert text.index("Alasan: Pindah loket.") < text.index("Kantor Nomor 1.")


def test_card_may_be_about_some_of_the_offices():
    closure = make_closure("2026-12-01", offices=("a", "b"), kind="lokal")
    offices = {key: make_office(key=key, name=f"Kantor {key}") for key in "ab"}
    source = closure_cards.Source(closure, make_facts(closure, offices=offices))
    content = closure_cards.build("tutup-1", source, CardOptions(as_of=NOW.date(), cases=("b",)))
    assert (content.short_name, len(content.section("offices").blocks)) == ("Kantor b tutup", 1)


# What the code answers


def test_same_text_keeps_its_code_and_holds(card, closure, client):
    assert issue_notice(closure).pk == card.pk
    answer = client.get(f"/k/{codes.display(card.code)}/")
    assert answer.status_code == 200
    assert "Asli dan masih berlaku" in answer.content.decode()


def test_changed_dates_are_told(card, closure, client):
    closure.end = day_of("2026-12-04")
    closure.save()
    text = client.get(f"/k/{codes.display(card.code)}/").content.decode()
    assert "isinya sudah berubah" in text
    assert "1–4 Desember 2026" in text
    assert issue_notice(closure).pk != card.pk


def test_hours_that_move_the_reopening_change_it(card):
    Office.objects.get(key="mpp").opening_hours.filter(weekday=3).update(opens="09:30")
    from services import snapshot

    snapshot.rebuild()
    assert registry.check(card.code).verdict is Verdict.CHANGED


def test_deleted_ignored_or_past_closure_withdraws_its_card(card, closure, client, clock):
    Closure.objects.filter(pk=closure.pk).update(is_ignored=True)
    assert registry.check(card.code).verdict is Verdict.WITHDRAWN
    Closure.objects.filter(pk=closure.pk).update(is_ignored=False)
    clock.move_to(datetime.datetime(2026, 12, 3, 9, 0))
    answer = registry.check(card.code)
    assert (answer.verdict, "sudah berakhir pada Rabu, 2 Desember 2026" in answer.reason) == (
        Verdict.WITHDRAWN,
        True,
    )
    with pytest.raises(registry.NotPublished):
        issue_notice(closure)
    closure.delete()
    page = client.get(f"/k/{codes.display(card.code)}/")
    assert page.status_code == 410
    assert "Penutupan ini dibatalkan" in page.content.decode()
    assert "/kantor/" in page.content.decode()


# The pages


def test_pr_issues_and_downloads(closure):
    officer = signed_in(make_staff(roles.PR))
    page = f"/kelola/kantor/tutup/{closure.pk}/kartu/"
    assert "Belum punya kode" in officer.get(page).content.decode()
    assert officer.get(f"{page}unduh/").status_code == 404
    officer.post(f"{page}terbitkan/")
    assert "Siap diunggah" in officer.get(page).content.decode()
    picture = officer.get(f"{page}portrait-1.png")
    assert picture.content.startswith(b"\x89PNG")
    pack = zipfile.ZipFile(io.BytesIO(officer.get(f"{page}unduh/").content))
    assert len(pack.namelist()) == 5
    assert codes.display(Card.objects.get().code) in pack.read("caption.txt").decode()


def test_editor_sees_the_preview_and_others_offices_are_not_there(closure):
    page = f"/kelola/kantor/tutup/{closure.pk}/kartu/"
    editor = signed_in(make_staff(roles.EDITOR))
    assert "Terbitkan kartu" not in editor.get(page).content.decode()
    assert editor.post(f"{page}terbitkan/").status_code == 403
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    stranger = signed_in(make_staff(roles.PR, "lain", [other]))
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}terbitkan/").status_code == 404


def test_cards_belong_to_the_offices_agency_also_after_the_closure_is_gone(closure):
    officer = make_staff(roles.PR)
    issue_notice(closure, by=officer)
    other = make_staff(
        roles.PR, "lain", [Agency.objects.create(key="lain", name="Lain", official_name="Lain")]
    )
    assert own(Card.objects.all(), officer).count() == 1
    assert own(Card.objects.all(), other).count() == 0
    closure.delete()
    assert own(Card.objects.all(), officer).count() == 1


# Special hours on cards of services


def test_service_card_prints_special_hours_until_they_are_over():
    facts = catalogue_facts()
    document = make_documents()["ktp-el-hilang-rusak"]
    key = document.offices[0]
    office = facts.offices[key].model_copy(update={"special": (YEAR_END,)})
    facts = facts.model_copy(update={"offices": facts.offices | {key: office}})

    def printed(day):
        content = build_content(document, facts, CardOptions(as_of=day_of(day)))
        return next(line.text for line in content.lines() if line.key == f"where/office:{key}")

    assert (
        "Jam khusus: Jam akhir tahun, 21 Desember 2026 sampai 31 Desember 2026: Senin–Selasa 08.00–10.00"
        in printed("2026-12-31")
    )
    assert "Jam khusus" not in printed("2027-01-01")
