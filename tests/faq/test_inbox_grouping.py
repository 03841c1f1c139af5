"""What asks the same comes together, and nothing else does."""

import time

import pytest

from faq.inbox.arriving import arrived
from faq.inbox.cleaning import suggested_question
from faq.inbox.grouping import is_same, meaning, stems_of
from faq.models import Inquiry
from portal import roles
from services.models import Agency, Notification, Service
from tests.faq.inboxes import make_inquiry, publisher
from tests.people import make_staff

SAME = [
    ("Berapa lama bikin KTP baru?", "KTP baru jadinya berapa hari ya?"),
    ("Apa saja syarat membuat KK baru setelah menikah?", "Setelah menikah mau bikin KK baru, syaratnya?"),
    ("Apakah ambil KTP bisa diwakilkan suami?", "Ambil KTP-el bisa diwakilkan orang lain?"),
    ("Kapan blangko KTP tersedia lagi?", "Blangko KTP el sudah tersedia belum?"),
    ("Biaya pecah KK berapa", "Pecah KK bayar berapa ya min?"),
    ("Akta lahir anak salah nama, cara membetulkannya?", "Cara memperbaiki nama anak yang salah di akta lahir?"),
    ("Kantor buka hari Sabtu?", "hari sabtu apakah kantor buka"),
    ("How much does a birth certificate cost?", "what is the fee for a birth certificate"),
    ("KTP saya hilang, syaratnya apa saja?", "Syarat KTP ilang apa ya pak"),
]  # fmt: skip
DIFFERENT = [
    ("Berapa lama bikin KTP baru?", "Berapa biaya bikin KTP baru?"),
    ("Syarat KTP hilang apa saja?", "Syarat KTP rusak apa saja?"),
    ("Syarat akta kelahiran apa saja?", "Syarat akta kematian apa saja?"),
    ("Apakah ambil KTP bisa diwakilkan suami?", "Berapa lama ambil KTP?"),
    ("Kapan blangko KTP tersedia lagi?", "Kapan perekaman KTP di kecamatan?"),
    ("Kantor buka hari Sabtu?", "Kantor di mana?"),
    ("Ganti nama di akta kelahiran", "Ganti nama di KTP"),
    ("Anak saya lahir di luar negeri, bagaimana aktanya?", "Anak saya lahir di bidan, bagaimana aktanya?"),
    ("Bagaimana cara cetak KIA?", "Bagaimana cara cetak KK?"),
    ("Apa syarat KIA untuk anak di bawah 5 tahun?", "Apa syarat KIA untuk anak di atas 5 tahun?"),
    ("Halo", "Halo min"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_the_same(one, other):
    assert is_same(meaning(stems_of(one)), meaning(stems_of(other)))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_only_looks_alike_is_not(one, other):
    assert not is_same(meaning(stems_of(one)), meaning(stems_of(other)))


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("Pagi min, mau tanya syarat KTP hilang apa saja ya? Terima kasih", "Syarat KTP hilang apa saja ya?"),
        ("Rumah saya jauh. berapa lama KTP baru?", "Berapa lama KTP baru?"),
        ("Saya pindah dari [nomor disamarkan] ke kota", "Saya pindah dari ke kota?"),
        ("min", ""),
    ],
)  # fmt: skip
def test_a_question_of_the_faq_begins_without_greetings_and_masks(written, suggested):
    assert suggested_question(written) == suggested


def test_who_asks_the_same_follows_the_open_lead(demo):
    first = make_inquiry("KTP saya hilang, syaratnya apa saja?")
    second = make_inquiry("Syarat KTP ilang apa ya pak")
    assert second.lead == first
    assert make_inquiry("Syarat KTP rusak apa saja?").lead is None


def test_other_agencies_services_and_cases_stay_apart(demo):
    one, other = Service.objects.all()[:2]
    first = make_inquiry(service=one, case="hilang")
    assert make_inquiry(service=other).lead is None
    assert make_inquiry(service=one, case="rusak").lead is None
    assert make_inquiry(agency=Agency.objects.create(key="x", name="X")).lead is None
    assert make_inquiry(service=one, case="hilang").lead == first


def test_a_lead_without_a_service_does_not_bring_two_services_together(demo):
    one, other = Service.objects.all()[:2]
    first = make_inquiry()
    assert make_inquiry(service=one).lead == first
    assert make_inquiry(service=other).lead is None
    assert make_inquiry(service=one).lead == first


@pytest.mark.parametrize("fields", [{"kept_apart": True}, {"state": "dijawab"}, {"state": "spam"}])
def test_nothing_joins_what_was_kept_apart_or_is_over(demo, fields):
    make_inquiry(**fields)
    assert make_inquiry().lead is None


def test_staff_hear_once_of_a_group_and_never_what_was_written(demo):
    editor, counter = make_staff(roles.EDITOR), make_staff(roles.COUNTER)
    first = make_inquiry("KTP saya hilang, syaratnya apa saja?")
    make_inquiry("Syarat KTP ilang apa ya pak")
    make_inquiry("MENANG SLOT", doubts=["iklan"])
    told = Notification.objects.get(user=editor)
    assert told.url == f"/kelola/tanya/{first.pk}/"
    assert "hilang" not in told.text
    assert not Notification.objects.filter(user=counter).exists()


def test_a_lead_that_is_deleted_hands_its_followers_on(demo):
    first, second, third = (make_inquiry() for _ in range(3))
    first.delete()
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.lead, third.lead) == (None, second)


def test_thousands_of_open_questions_do_not_slow_an_arrival(demo, django_assert_max_num_queries):
    agency = publisher()
    Inquiry.objects.bulk_create(
        Inquiry(agency=agency, text="x", stems=f"ktp kota{n} hilang surat{n} pindah", code_digest=str(n))
        for n in range(2050)
    )
    new = Inquiry(agency=agency, text="y", stems="blangko ktp sedia", code_digest="y", doubts=["diam"])
    new.save()
    began = time.perf_counter()
    with django_assert_max_num_queries(2):
        arrived(new)
    assert time.perf_counter() - began < 0.5
