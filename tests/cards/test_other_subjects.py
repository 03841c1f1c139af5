"""Cards that are not about a service: what they say, when they stop holding, and whose they are."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from cards import correction_cards, notice_cards, office_cards, question_cards, registry
from cards.captions import caption
from cards.check_page import shown_once
from cards.content import CardOptions, Difference
from cards.correction_cards import CorrectionData
from cards.models import Card, CardKind
from cards.registry import Verdict
from cards.rich_text import paragraphs
from cards.subjects import Gone, Source, by_path
from faq.document import QuestionDocument
from faq.models import Question
from portal import roles
from services import publishing, snapshot
from services.models import Agency, Notice, Office, Service
from tests.cards.packs import make_content
from tests.catalogue import make_facts
from tests.people import make_staff
from tests.services.test_hours_form import YEAR_END

TODAY = datetime.date(2026, 11, 22)
OPTIONS = CardOptions(as_of=TODAY)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0), tick=False) as moment:
        yield moment


@pytest.fixture
def agency(demo):
    return Agency.objects.get(key="disdukcapil")


def make_notice(agency, **fields):
    said = {"title": "Cetak KTP-el terhenti", "text": "Mesin rusak.", "starts_on": TODAY, "kind": "gangguan"}
    return Notice.objects.create(agency=agency, **(said | fields))


def issue(kind, key, **options):
    return registry.issue(key, OPTIONS.model_copy(update=options), kind=kind)


def verdict(card):
    return registry.check(card.code).verdict


def publish(slug, **fields):
    entry = Question.objects.get(slug=slug)
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()
    publishing.publish(entry)


def said(content):
    return {line.key: line.text for line in content.lines()}


# Questions and topics


def test_question_says_its_answer_and_short_details_only():
    data = make_question(details="<p>Bawa <b>KK</b>.</p><ul><li>Asli</li></ul>")
    content = question_cards.build_question(data, "disdukcapil", make_facts(), OPTIONS)
    assert [block.label for block in content.section("answer").blocks] == ["Boleh?", "Bawa KK.", "Asli"]
    assert said(content)["answer/answer"] == "Boleh."
    assert (content.short_name, content.name) == ("KTP-el baru", "Boleh?")
    longer = make_question(details=f"<p>{'Panjang sekali. ' * 60}</p>")
    content = question_cards.build_question(longer, "disdukcapil", make_facts(), OPTIONS)
    assert "QR" in said(content)["answer/more"]


def make_question(**fields):
    said = {"slug": "boleh", "question": "Boleh?", "answer": "Boleh.", **fields}
    return question_cards.QuestionData(QuestionDocument(**said), "KTP-el baru", "New ID card")


def test_closing_slide_and_name_follow_the_options():
    options = CardOptions(as_of=TODAY, sections=("questions",), language="en")
    content = question_cards.build_question(make_question(), "disdukcapil", make_facts(), options)
    assert [section.key for section in content.sections] == ["answer"]
    assert content.short_name == "New ID card"


def test_paragraphs_keep_every_word_of_rich_text():
    html = "<p>Satu &amp; dua<br>tiga</p><table><tr><th>A</th><td>B</td></tr></table><p> </p>"
    assert paragraphs(html) == ["Satu & dua", "tiga", "A · B"]


def test_question_card_changes_with_what_is_printed_and_no_other_way(demo):
    card = issue(CardKind.QUESTION, "ktp-el-baru-1")
    assert (card.agency.key, card.editions) == (
        "disdukcapil",
        [{"kind": "tanya-jawab", "slug": "ktp-el-baru-1", "number": 1}],
    )
    publish("ktp-el-baru-1", keywords=["umur"])
    assert verdict(card) is Verdict.CURRENT
    publish("ktp-el-baru-1", answer="Boleh, mulai umur 16 tahun.")
    assert verdict(card) is Verdict.CHANGED
    publishing.withdraw(Question.objects.get(slug="ktp-el-baru-1"), reason="Sudah ada di halaman layanan.")
    check = registry.check(card.code)
    assert (check.verdict, check.reason) == (Verdict.WITHDRAWN, "Sudah ada di halaman layanan.")


def test_topic_answers_all_its_questions_or_the_chosen_ones(demo):
    kind = by_path("topik")
    source = kind.source("syarat", snapshot.current())
    slugs = [choice.key for choice in kind.case_choices(source)]
    content = kind.build(source, snapshot.current(), OPTIONS)
    assert [block.key for block in content.section("answers").blocks] == [
        f"question:{slug}" for slug in slugs
    ]
    one = kind.build(source, snapshot.current(), OPTIONS.model_copy(update={"cases": (slugs[1],)}))
    assert len(one.section("answers").blocks) == 1
    chosen = issue(CardKind.TOPIC, "syarat", cases=(slugs[1],))
    every = issue(CardKind.TOPIC, "syarat")
    publish(slugs[0], answer="Tidak perlu.")
    assert (verdict(chosen), verdict(every)) == (Verdict.CURRENT, Verdict.CHANGED)


# Offices


def test_office_says_hours_place_and_special_hours_until_they_are_over():
    office = make_facts().offices["kantor-dinas"].model_copy(update={"special": (YEAR_END,)})
    content = office_cards.build(office, make_facts(), OPTIONS)
    assert said(content)["office/hours"].startswith("Senin–Kamis: 08.00–12.00, 13.00–15.00")
    assert "Patokan: Di samping alun-alun" in said(content)["office/address"]
    assert [section.slug for section in content.sections] == ["jam", "jam-khusus", "jam-ramadan"]
    later = OPTIONS.model_copy(update={"as_of": YEAR_END.end + datetime.timedelta(days=1)})
    assert "jam-khusus" not in [
        each.slug for each in office_cards.build(office, make_facts(), later).sections
    ]


def test_mobile_unit_says_where_it_stands_first():
    content = office_cards.build(make_facts().offices["keliling"], make_facts(), OPTIONS)
    assert content.sections[0].slug == "jadwal"
    assert "Balai Desa Contoh Jaya" in said(content)["stops/stops"]


def test_office_card_changes_with_its_hours_and_ends_with_the_office(demo):
    card = issue(CardKind.OFFICE, "mpp")
    Office.objects.get(key="mpp").opening_hours.filter(weekday=1).update(opens="09:30")
    snapshot.rebuild()
    assert verdict(card) is Verdict.CHANGED


# Notices


@pytest.mark.parametrize(
    ("kind", "section", "slug"),
    [
        ("gangguan", "notice", "gangguan"),
        ("perubahan", "notice", "perubahan"),
        ("info", "notice", "pemberitahuan"),
        ("cek-fakta", "fact_check", "cek-fakta"),
    ],
)
def test_each_kind_of_notice_has_its_own_card(kind, section, slug):
    notice = Notice(pk=1, kind=kind, title="Judul", claim="Hoaks", text="Isi", starts_on=TODAY)
    content = notice_cards.build(notice_cards.data_of(notice), "disdukcapil", make_facts(), OPTIONS)
    (only,) = content.sections
    assert (only.kind, only.slug, only.title, content.subject) == (section, slug, "Judul", "kabar-1")


def test_fact_check_never_names_a_claim_without_saying_that_it_is_untrue():
    notice = Notice(
        pk=1, kind="cek-fakta", title="Tidak benar", claim="KTP dihapus", text="Isi", starts_on=TODAY
    )
    content = notice_cards.build(notice_cards.data_of(notice), "disdukcapil", make_facts(), OPTIONS)
    claim = content.section("fact_check").blocks[0]
    assert (claim.heading, claim.label, claim.value) == ("SALAH", "Kabar yang tidak benar", "KTP dihapus")


@pytest.mark.parametrize(
    ("ends_on", "kind", "words"),
    [
        (None, "gangguan", "mulai Minggu, 22 November 2026 sampai diumumkan lagi"),
        (None, "info", "mulai Minggu, 22 November 2026"),
        (TODAY, "info", "Minggu, 22 November 2026"),
        (datetime.date(2026, 11, 24), "info", "22–24 November 2026"),
        (datetime.date(2026, 12, 2), "info", "22 November sampai 2 Desember 2026"),
        (datetime.date(2027, 1, 2), "info", "22 November 2026 sampai 2 Januari 2027"),
    ],
)
def test_notice_says_how_long_it_holds(ends_on, kind, words):
    notice = Notice(pk=1, kind=kind, title="Judul", text="Isi", starts_on=TODAY, ends_on=ends_on)
    assert notice_cards.when(notice_cards.data_of(notice)) == words


def test_notice_card_follows_its_notice(agency, clock):
    notice = make_notice(agency, ends_on=datetime.date(2026, 11, 25))
    card = issue(CardKind.NOTICE, notice_cards.key_of(notice))
    assert verdict(card) is Verdict.CURRENT
    notice.text = "Mesin sudah diperbaiki."
    notice.save()
    assert verdict(card) is Verdict.CHANGED
    clock.move_to(datetime.datetime(2026, 11, 26, 9, 0))
    check = registry.check(card.code)
    assert check.verdict is Verdict.WITHDRAWN
    assert "hanya berlaku sampai Rabu, 25 November 2026" in check.reason
    notice.withdrawn_at, notice.withdrawal_reason = timezone.now(), "Salah tanggal."
    notice.save()
    assert registry.check(card.code).reason == "Salah tanggal."


# Corrections


def test_correction_tells_each_change_once_and_only_what_changed():
    changes = (
        Difference("Sampul", "Biaya", "Gratis", "Rp10.000"),
        Difference("Biaya dan waktu", "Biaya", "Gratis · Dasar: UU", "Rp10.000 · Dasar: UU"),
        Difference("Syarat · Hilang", "Pasfoto", "Fotokopi · 2 lembar", "Fotokopi · 1 lembar"),
        Difference("Syarat · Rusak", "Pasfoto", "Fotokopi · 2 lembar", "Fotokopi · 1 lembar"),
        Difference("Tidak perlu", "Surat RT", "Surat RT", ""),
    )
    data = CorrectionData("7F3K9Q2M", make_content(), changes)
    content = correction_cards.build(data, "disdukcapil", make_facts(), OPTIONS)
    told = {
        block.label: [row.in_words() for row in block.rows] for block in content.section("correction").blocks
    }
    assert told["Biaya"] == ["Di kartu lama: Gratis", "Sekarang: Rp10.000"]
    assert told["Pasfoto"] == ["Di kartu lama: 2 lembar", "Sekarang: 1 lembar", "Untuk: Hilang, Rusak"]
    assert told["Tidak perlu"] == ["Di kartu lama: Surat RT", "Sekarang: tidak berlaku lagi"]
    assert said(content)["correction/old"] == "7F3K-9Q2M, berlaku per 22 November 2026"


FREE_MARK = Difference("Identitas", "Tanda gratis", "ada", "tidak ada")
NO_LONGER_FREE = (
    FREE_MARK,
    Difference("Sampul", "Biaya", "Gratis", "Rp25.000"),
    Difference("Sampul", "Waktu", "Paling lama 1 hari", "Paling lama 3 hari"),
    Difference("Sampul", "Tempat", "MPP", "Kantor utama"),
    Difference("Biaya dan waktu", "Biaya", "Gratis · Dasar: UU", "Rp25.000 · Dasar: Perda"),
    Difference(
        "Biaya dan waktu", "Waktu selesai", "Paling lama 1 hari · Tepat", "Paling lama 3 hari · Tepat"
    ),
    Difference("Syarat · Hilang", "Pasfoto", "2 lembar", "1 lembar"),
)


def test_correction_of_a_fee_says_it_in_plain_words_first_and_once():
    data = CorrectionData("7F3K9Q2M", make_content(), NO_LONGER_FREE)
    content = correction_cards.build(data, "disdukcapil", make_facts(), OPTIONS)
    told = [block.label for block in content.section("correction").blocks if block.kind == "change"]
    assert told == ["Biaya", "Pasfoto", "Waktu selesai", "Tempat"]
    first, _, rest = caption(content, "https://contoh.example/k/A/").partition("\n")
    assert first == "RALAT: KTP hilang/rusak kini Rp25.000, sebelumnya gratis."
    assert "Dasar: Perda" in rest
    assert "Tanda gratis" not in rest


def test_pages_tell_a_change_as_corrections_do():
    assert [each.label for each in shown_once(NO_LONGER_FREE)] == [
        "Biaya",
        "Pasfoto",
        "Waktu selesai",
        "Tempat",
    ]
    (mark,) = shown_once([FREE_MARK])
    assert (mark.label, mark.before, mark.after) == ("Biaya", [("Gratis", True)], [("Tidak gratis", True)])


def test_correction_holds_while_the_same_changes_hold(demo):
    old = issue(CardKind.QUESTION, "ktp-el-baru-1")
    kind, key = by_path("ralat"), correction_cards.key_of(old.code)
    assert isinstance(kind.source(key, snapshot.current()), Gone)
    with pytest.raises(registry.NotPublished, match="tidak ada yang perlu diralat"):
        issue(CardKind.CORRECTION, key)
    publish("ktp-el-baru-1", answer="Boleh, mulai umur 16 tahun.")
    card = issue(CardKind.CORRECTION, key)
    assert verdict(card) is Verdict.CURRENT
    publish("ktp-el-baru-1", answer="Boleh, mulai umur 15 tahun.")
    assert verdict(card) is Verdict.CHANGED


def test_correction_of_a_withdrawn_service_names_the_reason_and_the_replacement(demo):
    old = issue(CardKind.PACK, "kk-hilang-rusak")
    publishing.withdraw(
        Service.objects.get(slug="kk-hilang-rusak"), reason="Digabung.", replacement="kk-baru"
    )
    source = by_path("ralat").source(old.code.lower(), snapshot.current())
    content = by_path("ralat").build(source, snapshot.current(), OPTIONS)
    assert said(content)["correction/gone"] == "Layanan ini sudah ditarik."
    assert said(content)["correction/reason"] == "Digabung."
    assert (
        caption(content, "https://contoh.example/k/A/")
        .partition("\n")[0]
        .endswith(". Layanan ini sudah ditarik.")
    )
    assert "Kartu Keluarga" in said(content)["correction/replacement"]


# Whose they are


def test_every_kind_finds_own_subjects_only(agency, stranger):
    officer = make_staff(roles.PR)
    make_notice(agency, ends_on=TODAY)
    make_notice(agency, title="Sudah lewat", ends_on=TODAY - datetime.timedelta(days=1))
    old = issue(CardKind.OFFICE, "mpp")
    Card.objects.filter(pk=old.pk).update(content=old.content | {"name": "Mal lama"})
    Office.objects.get(key="mpp").opening_hours.filter(weekday=1).update(opens="09:30")
    snapshot.rebuild()
    wanted = {
        "tanya-jawab": "16 tahun",
        "topik": "syarat",
        "kantor": "mal pelayanan",
        "kabar": "",
        "ralat": "",
    }
    for path, words in wanted.items():
        kind = by_path(path)
        (found,) = kind.found(officer, words, 10)
        assert found.kind == kind.kind
        assert isinstance(kind.source(found.key, snapshot.current()), Source)
        assert kind.is_own(officer, found.key)
        assert not kind.is_own(stranger, found.key)
        assert kind.found(stranger, words, 10) == []


def test_sources_of_many_take_a_fixed_number_of_queries(demo, django_assert_max_num_queries):
    facts = snapshot.current()
    slugs = list(Question.objects.values_list("slug", flat=True)[:40])
    with django_assert_max_num_queries(3):
        assert len(by_path("tanya-jawab").sources(slugs, facts)) == 40
    with django_assert_max_num_queries(2):
        by_path("topik").sources(["syarat", "daring", "waktu-lokasi"], facts)
