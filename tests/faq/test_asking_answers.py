"""The private page: what the one who asked reads, and what they can take back."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from faq.asking import codes, retention
from faq.models import Inquiry, InquiryState, Question
from services import publishing
from services.models import Agency, Service

NOW = "2026-11-23 09:00+07:00"
CODE = codes.SHAPE.with_check_character("7F3K9Q2M7F3K9Q2")
ADDRESS = f"/tanya/{codes.display(CODE)}/"


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(demo):
    return Client(headers={"sec-fetch-site": "same-origin"})


def make_inquiry(code=CODE, **given):
    defaults = {
        "agency": Agency.objects.filter(publisher=None).order_by("pk").first(),
        "text": "Apakah <b>KK</b> bisa diurus saudara?",
        "code_digest": codes.digest(code),
        "due_on": datetime.date(2026, 11, 25),
    }
    return Inquiry.objects.create(**{**defaults, **given})


def read(client, address=ADDRESS, status=200):
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_received_then_assigned_then_late(client, administrator):
    inquiry = make_inquiry(service=Service.objects.get(slug="kk-baru"), case="menikah", contact="0812")
    text = read(client)
    assert "Sudah kami terima" in text
    assert "25\xa0November" in text or "25 November" in text
    assert "&lt;b&gt;KK&lt;/b&gt;" in text
    assert "/layanan/kk-baru/?keadaan=menikah" in text
    assert "Hapus kontak saya" in text
    Inquiry.objects.filter(pk=inquiry.pk).update(assigned_to=administrator)
    assert "Sedang dijawab petugas" in read(client)
    with time_machine.travel("2026-11-26 09:00+07:00", tick=False):
        text = read(client)
    assert "kami terlambat" in text
    assert "wa.me/" in text


def test_private_answer_is_shown_escaped_and_says_when_it_was_changed(client):
    make_inquiry(
        state=InquiryState.ANSWERED, answer="Bisa.\n<i>Bawa</i> surat kuasa.", answered_at=timezone.now()
    )
    text = read(client)
    assert "Sudah dijawab" in text
    assert "&lt;i&gt;Bawa" in text
    assert "Diubah petugas" not in text
    Inquiry.objects.update(answer_changed_at=timezone.now())
    assert "Diubah petugas" in read(client)


def test_published_answer_is_the_live_one_and_says_when_it_changed_or_went(client):
    question = Question.objects.get(slug="umum-jam-layanan")
    make_inquiry(state=InquiryState.ANSWERED, question=question, answered_at=timezone.now())
    text = read(client)
    assert question.answer[:30] in text
    assert "sesudah Anda mendapatkannya" not in text
    with time_machine.travel("2026-12-01 09:00+07:00", tick=False):
        question.answer = "Sekarang buka setiap hari."
        question.save()
        publishing.publish(question)
        text = read(client)
    assert "Sekarang buka setiap hari." in text
    assert "diubah pada Selasa, 1 Desember 2026" in text
    with time_machine.travel("2026-12-02 09:00+07:00", tick=False):
        publishing.withdraw(Question.objects.get(pk=question.pk), reason="Jam berubah.")
        text = read(client)
    assert "sudah ditarik" in text
    assert "Jam berubah." in text


def test_answer_of_the_lead_stands_for_those_that_asked_the_same(client):
    lead = make_inquiry(
        "X", state=InquiryState.ANSWERED, answer="Jawaban bersama.", answered_at=timezone.now()
    )
    make_inquiry(lead=lead)
    assert "Jawaban bersama." in read(client)


def test_what_was_put_aside_says_where_to_turn(client):
    make_inquiry(state=InquiryState.SPAM, doubts=["memuat tautan"])
    text = read(client)
    assert "Tidak dijawab di sini" in text
    assert "memuat tautan" not in text


def test_contact_and_question_can_be_taken_back(client):
    make_inquiry(contact="ibu@x.id")
    follower = make_inquiry("X", lead=Inquiry.objects.get())
    assert client.post(f"{ADDRESS}kontak/")["Location"] == ADDRESS
    assert Inquiry.objects.get(lead=None).contact == ""
    assert "Ya, hapus" in read(client, f"{ADDRESS}hapus/")
    assert Client(headers={"sec-fetch-site": "cross-site"}).post(f"{ADDRESS}hapus/").status_code == 200
    assert Inquiry.objects.count() == 2
    assert "sudah dihapus" in client.post(f"{ADDRESS}hapus/").content.decode()
    assert list(Inquiry.objects.values_list("pk", "lead")) == [(follower.pk, None)]
    read(client, status=404)


def test_code_is_forgiven_slips_and_stands_in_no_query(client):
    make_inquiry()
    typed = codes.display(CODE).lower().replace("-", " ")
    assert client.post("/tanya/kode/", {"kode": f" {typed} "})["Location"] == ADDRESS
    assert client.post("/tanya/kode/", {"kode": f"https://x.id{ADDRESS}"})["Location"] == ADDRESS
    assert client.get(f"/tanya/{CODE.lower()}/")["Location"] == ADDRESS
    response = client.post("/tanya/kode/", {"kode": "salah"})
    assert response.status_code == 404
    assert "salah ketik" in response.content.decode()
    assert client.get("/tanya/kode/?kode=x").status_code == 405


def test_guessing_is_limited(client, monkeypatch):
    make_inquiry()
    monkeypatch.setattr("faq.asking.answer_views.MOST_GUESSES", 2)
    guesses = [client.get(f"/tanya/{codes.SHAPE.new_code()}/").status_code for _ in range(3)]
    assert guesses == [404, 404, 429]
    for right in (ADDRESS, f"{ADDRESS}terkirim/", f"{ADDRESS}hapus/"):
        read(client, right)  # others with this address are not locked out
    cache.clear()
    assert client.get(f"/tanya/{codes.SHAPE.new_code()}/").status_code == 404


def test_code_is_shown_for_an_hour_only(client):
    make_inquiry()
    assert codes.display(CODE) in read(client, f"{ADDRESS}terkirim/")
    with time_machine.travel("2026-11-23 10:01+07:00", tick=False):
        assert client.get(f"{ADDRESS}terkirim/")["Location"] == ADDRESS


def test_pages_are_never_stored_or_listed(client):
    from portal.offline import UNTOUCHED

    make_inquiry()
    response = client.get(ADDRESS)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    for language in ("", "/en"):
        for ending, status in (("", 301), ("/x/", 404), ("/x", 404), ("/kontak/", 405)):
            slip = client.get(language + ADDRESS.rstrip("/") + ending)
            told = [slip.status_code, slip["Cache-Control"], slip["X-Robots-Tag"], slip["Referrer-Policy"]]
            assert told == [status, "private, no-store", "noindex, nofollow", "same-origin"], ending
    assert 'rel="canonical"' not in response.content.decode()
    assert "/tanya/" in UNTOUCHED
    assert "Disallow: /tanya/\n" in client.get("/robots.txt").content.decode()


def aged(days, **given):
    """An inquiry of so many days and one minute ago; what it says of itself in days becomes moments."""
    then = timezone.now() - datetime.timedelta(days=days, minutes=1)
    if given.get("state") == InquiryState.ANSWERED:
        given["answered_at"] = then
    return make_inquiry(f"{days}{given}", asked_at=then, **given).pk


@pytest.mark.parametrize(
    ("given", "kept", "over", "is_there"),
    [
        ({"state": InquiryState.ANSWERED, "contact": "a"}, 29, 30, lambda rows: rows.exclude(contact="")),
        ({"contact": "a"}, 89, 90, lambda rows: rows.exclude(contact="")),
        ({"state": InquiryState.SPAM}, 29, 30, lambda rows: rows),
        ({"state": InquiryState.ANSWERED}, 395, 396, lambda rows: rows),
        ({}, 395, 396, lambda rows: rows),
        ({"state": InquiryState.ANSWERED, "answer_before": "a"}, 0, 1, lambda rows: rows.exclude(answer_before="")),
    ],
)  # fmt: skip
def test_what_is_over_is_forgotten_on_its_day(db, demo, given, kept, over, is_there):
    stays = aged(kept, **given)
    goes = aged(over, **given)
    call_command("forget", verbosity=0)
    left = set(is_there(Inquiry.objects.all()).values_list("pk", flat=True))
    assert stays in left
    assert goes not in left


def test_form_marks_go_when_the_form_is_over(demo):
    aged(retention.TOKEN_DAYS, sent_with="a")
    stays = aged(1, sent_with="b")
    assert retention.forget_tokens() == 1
    assert Inquiry.objects.get(pk=stays).sent_with == "b"


def test_follower_keeps_its_answer_when_its_lead_is_forgotten(demo):
    lead = Inquiry.objects.get(pk=aged(400, state=InquiryState.ANSWERED, answer="Ya."))
    follower = Inquiry.objects.get(pk=aged(10, state=InquiryState.ANSWERED, answer="Ya.", lead=lead))
    retention.forget_answered()
    follower.refresh_from_db()
    assert (follower.lead, follower.answer) == (None, "Ya.")


def test_code_can_be_kept_from_both_pages_and_no_page_says_only_now(client):
    make_inquiry()
    for address in (ADDRESS, f"{ADDRESS}terkirim/"):
        page = read(client, address)
        assert f'data-copy="{codes.display(CODE)}"' in page
        assert "https://wa.me/?text=" in page
        assert "js/ask" in page
        assert "hanya ditampilkan sekarang" not in page
