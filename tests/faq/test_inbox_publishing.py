"""An answer becomes an FAQ entry in one step, and the office's speed is public."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from faq.inbox.cleaning import suggested_case
from faq.inbox.figures import answer_figures
from faq.models import Inquiry, InquiryState, Question, QuestionEdition
from portal import roles
from services import snapshot
from services.models import Agency, AuditRecord, Notification, ReviewState, Service
from services.search.finding import Found
from services.views import site_now
from tests.faq.inboxes import form_of, make_inquiry
from tests.people import make_staff, signed_in

CLEANED = {
    "question": "Berapa lama KTP-el baru selesai?",
    "answer": "Paling lama 24 jam.",
    "details": "Bila\n\nblangko ada.",
}


@pytest.fixture(autouse=True)
def _no_search(monkeypatch):
    """What the FAQ already says is not what these tests are about, and takes long to read."""
    monkeypatch.setattr("faq.inbox.one.find", lambda *args, **kwargs: Found(reading=None))


@pytest.fixture
def editor(demo):
    return make_staff(roles.EDITOR)


@pytest.fixture
def chief(demo):
    """Someone who publishes what they write themselves."""
    Agency.objects.update(review_by_other=False)
    return make_staff(roles.ADMINISTRATOR)


def publishes(user, *inquiries, **fields):
    address = f"/kelola/tanya/{inquiries[0].pk}/terbitkan/"
    return signed_in(user).post(address, form_of(*inquiries, **CLEANED | fields), follow=True)


def made():
    return Question.objects.get(question=CLEANED["question"])


def again(inquiry):
    return Inquiry.objects.get(pk=inquiry.pk)


def test_the_form_is_filled_in_from_what_was_asked_and_written(editor):
    service = Service.objects.get(slug="ktp-el-hilang-rusak")
    inquiry = make_inquiry(
        "Halo min, berapa lama KTP? NIK [nomor disamarkan]", service=service, case="hilang"
    )
    address = f"/kelola/tanya/{inquiry.pk}/terbitkan/"
    form = signed_in(editor).post(address, form_of(inquiry, jawaban="Sehari.")).context["form"]
    assert form["question"].value() == "Berapa lama KTP?"
    assert form["answer"].value() == "Sehari."
    assert (form["service"].value(), form["cases"].value()) == (service.pk, ["hilang"])


def test_who_may_publish_answers_all_with_a_live_entry(chief):
    service = Service.objects.get(slug="ktp-el-hilang-rusak")
    first, second = make_inquiry(service=service), make_inquiry(service=service)
    publishes(chief, first, second, service=service.pk, cases=["hilang", "bukan-keadaan"])
    edition = QuestionEdition.objects.live().get(entry=made())
    assert edition.content().answer == "Paling lama 24 jam."
    assert made().details == "<p>Bila</p>\n\n<p>blangko ada.</p>"
    assert (made().service, made().cases, made().owner) == (service, ["hilang"], chief)
    for each in (first, second):
        assert (again(each).question, again(each).state, again(each).answer) == (
            made(),
            InquiryState.ANSWERED,
            "",
        )
    assert set(AuditRecord.objects.filter(by=chief).values_list("action", flat=True)) >= {"publish", "answer"}


def test_who_may_not_publish_answers_now_and_asks_a_reviewer(editor):
    reviewer, inquiry = make_staff(roles.REVIEWER), make_inquiry()
    page = publishes(editor, inquiry, private="Semoga lekas selesai.").content.decode()
    assert f'data-sent="tanya-{inquiry.pk}"' in page
    assert "diajukan ke peninjau" in page
    assert made().review_state == ReviewState.SUBMITTED
    assert not QuestionEdition.objects.filter(entry=made()).exists()
    assert again(inquiry).question == made()
    assert again(inquiry).answer.startswith("Paling lama 24 jam.")
    assert again(inquiry).answer.endswith("Semoga lekas selesai.")
    assert Notification.objects.filter(user=reviewer, url__contains="/entri/").exists()


def test_four_eyes_hold_for_the_chief_too(demo):
    inquiry = make_inquiry()
    publishes(make_staff(roles.ADMINISTRATOR), inquiry)
    assert made().review_state == ReviewState.SUBMITTED


def test_personal_data_stops_once_and_can_be_masked_or_kept(chief):
    inquiry = make_inquiry()
    page = publishes(chief, inquiry, answer="Hubungi 0812 3456 7890.").content.decode()
    assert "Ada yang tampak seperti data pribadi" in page
    assert "[telepon disamarkan]" in page
    assert again(inquiry).state == InquiryState.OPEN
    assert not Question.objects.filter(question=CLEANED["question"]).exists()
    publishes(chief, inquiry, answer="Hubungi 0812 3456 7890.", pribadi="samarkan")
    assert made().answer == "Hubungi [telepon disamarkan]."
    other = make_inquiry("Biaya pecah KK berapa?")
    publishes(chief, other, question="Nomor kantor?", answer="Hubungi 0812 3456 7890.", pribadi="biarkan")
    assert Question.objects.get(question="Nomor kantor?").answer == "Hubungi 0812 3456 7890."


def test_what_is_missing_is_named_and_nothing_is_made(chief):
    inquiry = make_inquiry()
    page = publishes(chief, inquiry, answer="", slug="jam-buka-kantor")
    assert page.status_code == 400
    assert "Jawaban singkat" in page.content.decode()
    assert again(inquiry).state == InquiryState.OPEN


def test_an_answer_meanwhile_stops_it_and_leaves_no_draft(chief, editor):
    inquiry = make_inquiry()
    data = form_of(inquiry, **CLEANED)
    desk = signed_in(editor)
    desk.post(f"/kelola/tanya/{inquiry.pk}/jawab/", form_of(inquiry, jawaban="Sudah."))
    told = signed_in(chief).post(f"/kelola/tanya/{inquiry.pk}/terbitkan/", data)
    assert told.status_code == 409
    assert not Question.objects.filter(question=CLEANED["question"]).exists()
    assert again(inquiry).answer == "Sudah."


def test_two_entries_of_the_same_words_get_addresses_of_their_own(chief):
    publishes(chief, make_inquiry())
    publishes(chief, make_inquiry("Biaya pecah KK berapa?"))
    slugs = sorted(Question.objects.filter(question=CLEANED["question"]).values_list("slug", flat=True))
    assert slugs == ["berapa-lama-ktp-el-baru-selesai", "berapa-lama-ktp-el-baru-selesai-2"]


def test_pressing_twice_makes_one_entry_and_tells_the_second(chief, monkeypatch):
    inquiry = make_inquiry()
    data, address = form_of(inquiry, **CLEANED), f"/kelola/tanya/{inquiry.pk}/terbitkan/"
    assert signed_in(chief).post(address, data).status_code == 302
    monkeypatch.setattr("faq.inbox.to_faq._draft", lambda *args: pytest.fail("made before it was looked at"))
    assert signed_in(chief).post(address, data).status_code == 409
    assert made().slug == "berapa-lama-ktp-el-baru-selesai"


def test_a_colleague_who_takes_the_address_at_the_same_moment_costs_nothing(chief, monkeypatch):
    Question.objects.create(slug="sama", question="Lain?", answer="x")
    addresses = iter(["sama", "sama-2"])
    monkeypatch.setattr("faq.inbox.to_faq.free_slug", lambda words: next(addresses))
    publishes(chief, make_inquiry())
    assert made().slug == "sama-2"


def answered(asked, done):
    zone = timezone.get_default_timezone()
    asked, done = (datetime.datetime(2026, 11, *each, tzinfo=zone) for each in (asked, done))
    make_inquiry(asked_at=asked, answered_at=done, state="dijawab")


@time_machine.travel("2026-11-22 12:00+07:00", tick=False)
def test_the_usual_time_counts_working_days_and_few_answers_say_nothing(
    client, demo, django_assert_max_num_queries
):
    for _ in range(4):
        answered((13, 15), (16, 9))  # Friday to Monday
    facts = snapshot.current()
    assert answer_figures(facts, site_now(facts)) is None
    assert b"waktu-jawab" not in client.get("/tanya-jawab/").content
    answered((2, 9), (20, 9))
    with django_assert_max_num_queries(1):
        figures = answer_figures(facts, site_now(facts))
    assert (figures.answered, figures.median_days) == (5, 1)
    client.get("/tanya-jawab/")
    with django_assert_max_num_queries(8):
        page = client.get("/tanya-jawab/").content.decode()
    assert "petugas menjawab 5 pertanyaan warga, biasanya dalam 1 hari kerja" in page
    assert page.index("waktu-jawab") < page.index('class="count"')
    assert "within 1 working day" in client.get("/en/tanya-jawab/").content.decode()


def test_the_case_that_a_question_names_is_ticked(editor):
    service = Service.objects.get(slug="kartu-identitas-anak")
    inquiry = make_inquiry("KIA anak saya hilang, apakah perlu surat kehilangan?", service=service)
    page = signed_in(editor).get(f"/kelola/tanya/{inquiry.pk}/terbitkan/")
    assert page.context["form"]["cases"].value() == ["hilang"]
    died = {"di-faskes": "Meninggal di rumah sakit atau faskes", "di-rumah": "Meninggal di rumah"}
    assert suggested_case("Ibu saya meninggal di rumah sakit", died) == ""
    assert (
        suggested_case("Bapak meninggal di rumah, syaratnya?", {"di-rumah": "Meninggal di rumah"})
        == "di-rumah"
    )
    assert suggested_case("Berapa lama?", died) == suggested_case("Hilang", {}) == ""
