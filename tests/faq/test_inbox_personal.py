"""What staff write about a person is asked about before it is sent, and no session keeps what they answered."""

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from faq.models import AnswerTemplate, Feedback, FeedbackKind, Inquiry, InquiryState
from portal import roles
from services.models import Agency, Office
from services.search.finding import Found
from services.staff.personal import mask_but_ours
from tests.faq.inboxes import form_of, make_inquiry, publisher
from tests.people import make_staff, signed_in

PAGE = "/kelola/tanya/"
NIK, PHONE = "3302012505900001", "0812-7777-6543"


@pytest.fixture(autouse=True)
def _no_search(monkeypatch):
    monkeypatch.setattr("faq.inbox.one.find", lambda *args, **kwargs: Found(reading=None))


@pytest.fixture
def desk(demo):
    return signed_in(make_staff(roles.EDITOR))


def answers(desk, *inquiries, **fields):
    return desk.post(f"{PAGE}{inquiries[0].pk}/jawab/", form_of(*inquiries, **fields), follow=True)


def again(inquiry):
    return Inquiry.objects.get(pk=inquiry.pk)


def stored():
    """What all sessions hold."""
    return str([each.get_decoded() for each in Session.objects.all()])


def test_an_answer_about_a_person_stops_once_and_says_who_will_read_it(desk):
    first, second = make_inquiry(), make_inquiry()
    text = f"Bu Siti, NIK {NIK}, sudah jadi."
    page = answers(desk, first, second, jawaban=text).content.decode()
    assert "Ada yang tampak seperti data pribadi" in page
    assert "dibaca 2 penanya" in page
    assert text in page, "what was written is still there"
    assert again(first).state == InquiryState.OPEN
    answers(desk, first, second, jawaban=text, pribadi="samarkan")
    assert again(second).answer == "Bu Siti, NIK [nomor disamarkan], sudah jadi."
    other = make_inquiry("Biaya pecah KK berapa?")
    assert "siapa pun yang memegang kodenya" in answers(desk, other, jawaban=text).content.decode()
    answers(desk, other, jawaban=text, pribadi="biarkan")
    assert again(other).answer == text


def test_numbers_of_the_office_are_no_personal_data(desk):
    Agency.objects.filter(pk=publisher().pk).update(phone="(0281) 555-0199", email="halo@dinas.example")
    agency, office = publisher(), Office.objects.first()
    agency.save()
    office.phone = "+62 812-3333-4444"
    office.save()
    for ours in ("0281 5550199", "halo@dinas.example", "081233334444", "(0281) 555-0199"):
        assert mask_but_ours(f"Hubungi {ours}.") == f"Hubungi {ours}.", ours
    assert PHONE not in mask_but_ours(f"Hubungi 0281 5550199 atau {PHONE}")
    for longer in ("0812333344445555", "3302 0812 3333 4444", "xhalo@dinas.example"):
        assert longer not in mask_but_ours(f"Hubungi {longer}."), longer
    inquiry = make_inquiry()
    answers(desk, inquiry, jawaban="Telepon (0281) 555-0199.")
    assert again(inquiry).state == InquiryState.ANSWERED


def test_templates_and_notes_of_staff_keep_no_persons(desk):
    sent = {"title": "Jadi", "text": f"Hubungi Budi {PHONE}", "agency": publisher().pk}
    assert "data pribadi" in desk.post(f"{PAGE}contoh/baru/", sent).content.decode()
    assert not AnswerTemplate.objects.exists()
    desk.post(f"{PAGE}contoh/baru/", sent | {"pribadi": "samarkan"})
    assert AnswerTemplate.objects.get().text == "Hubungi Budi [telepon disamarkan]"
    row = Feedback.objects.create(
        agency=publisher(), what=FeedbackKind.WRONG, kind="halaman", key="home", title="x"
    )
    page = desk.post("/kelola/umpan-balik/beres/", {"pilih": row.pk, "cara": f"telepon {PHONE}"}, follow=True)
    row.refresh_from_db()
    assert row.settled_how == "telepon [telepon disamarkan]"
    assert "catatannya disamarkan" in page.content.decode()


def test_no_session_keeps_an_answer_and_it_can_still_be_taken_back(desk):
    inquiry = make_inquiry()
    answers(desk, inquiry, jawaban="Tiga hari kerja")
    answers(desk, inquiry, jawaban="Lima hari kerja")
    assert "hari kerja" not in stored()
    back = desk.post(f"{PAGE}batal/")
    assert "hari kerja" not in stored()
    assert again(inquiry).answer == "Tiga hari kerja"
    assert "Lima hari kerja" in desk.get(back["Location"]).content.decode()  # to go on from there
    again(inquiry).delete()
    assert "hari kerja" not in stored()


def test_sessions_that_are_over_are_forgotten(desk):
    Session.objects.update(expire_date=timezone.now())
    live = Session.objects.create(
        session_key="x", session_data="", expire_date=timezone.now().replace(year=2999)
    )
    call_command("forget", verbosity=0)
    assert list(Session.objects.all()) == [live]
