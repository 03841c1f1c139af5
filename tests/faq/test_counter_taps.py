"""Taps of the counter: each counts once, however a device sends them, and under the right name."""

import datetime
import json
import uuid

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from faq import asked
from faq.counter import retention, subjects, tapping
from faq.models import SearchCount, Tap
from portal import roles
from services import retention as rules
from services.models import Agency, Office
from tests.faq.counters import NOW, SERVICE
from tests.people import make_staff, signed_in

pytestmark = pytest.mark.usefixtures("at_ten")


def pressed(**more) -> dict:
    return {"id": str(uuid.uuid4()), "kind": "layanan", "key": SERVICE, "at": NOW.isoformat()} | more


def sent(client, officer, *taps, **more):
    message = {"user": officer.pk, "sent": NOW.isoformat(), "taps": taps} | more
    return client.post("/loket/kirim/", json.dumps(message), content_type="application/json")


def results(*arguments, **more):
    answer = sent(*arguments, **more)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_what_is_sent_again_after_a_lost_answer_counts_once(desk, officer):
    taps = [pressed(case="hilang", office="mpp"), pressed()]
    assert results(desk, officer, *taps) == ["tercatat", "tercatat"]
    assert results(desk, officer, *taps, pressed()) == ["sudah", "sudah", "tercatat"]
    assert Tap.objects.count() == 3
    row = Tap.objects.get(pk=taps[0]["id"])
    assert (row.case, row.office.key, row.by, row.agency.key) == ("hilang", "mpp", officer, "disdukcapil")


def test_the_same_tap_twice_in_one_message_counts_once(desk, officer):
    tap = pressed()
    assert results(desk, officer, tap, tap) == ["tercatat", "tercatat"]
    assert Tap.objects.count() == 1


def test_two_tabs_at_the_same_moment_count_once(officer, monkeypatch):
    """Neither sees the other's row before it writes: the database has the last word."""
    tap = tapping.Pressed(uuid.uuid4(), "layanan", SERVICE, NOW)
    other = tapping.Pressed(uuid.uuid4(), "lain", "", NOW, note="paspor")
    tapping.record(officer, [tap, other], NOW)
    monkeypatch.setattr(tapping, "_known", lambda keys: set())
    tapping.record(officer, [tap, other], NOW)
    assert Tap.objects.count() == 2


def test_a_tap_taken_back_stays_so_whichever_message_comes_first(desk, officer):
    first, second = pressed(), pressed()
    results(desk, officer, first, second | {"back": True})
    results(desk, officer, first | {"back": True}, second)
    assert [row.taken_back for row in Tap.objects.all()] == [True, True]


def test_nobody_takes_back_the_tap_of_another(desk, officer):
    tap = pressed()
    results(desk, officer, tap)
    other = make_staff(roles.EDITOR)
    assert results(signed_in(other), other, tap | {"back": True}) == ["sudah"]
    assert not Tap.objects.get().taken_back


def test_the_queue_of_another_is_not_written_under_the_wrong_name(desk, officer):
    other = make_staff(roles.EDITOR)
    assert sent(desk, other, pressed()).status_code == 409
    assert not Tap.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"key": "tidak-ada"}, {"kind": "kantor", "key": "mpp"}, {"kind": "halaman"}, {"key": "a\0b"}, {"key": 7},
        {"id": "1"}, {"id": None}, {"case": {}}, {"key": "x" * 90},
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_alone(desk, officer, odd):
    assert results(desk, officer, pressed(**odd), pressed(), "x") == ["ditolak", "tercatat", "ditolak"]


def test_case_and_office_that_are_unknown_are_left_out(desk, officer):
    results(desk, officer, pressed(case="tidak-ada", office="tidak-ada"))
    row = Tap.objects.get()
    assert (row.case, row.office) == ("", None)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"taps": 1}', '{"taps": [' + ",".join(["{}"] * 201) + "]}", "[" * 100_000, b"\xff"],
)
def test_what_is_no_message_is_refused_whole(desk, body):
    assert desk.post("/loket/kirim/", body, content_type="application/json").status_code == 400
    assert desk.post("/loket/kirim/", {"taps": "x"}).status_code == 400
    assert desk.post("/loket/kirim/", "x" * 300_000, content_type="application/json").status_code == 413


HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("at", "sent_at", "stored"),
    [
        (NOW - 2 * HOUR, NOW, NOW - 2 * HOUR),
        (NOW - 2 * HOUR + 90 * DAY, NOW + 90 * DAY, NOW - 2 * HOUR),  # the clock runs ahead by a season
        (NOW - 7 * HOUR, NOW - 5 * HOUR, NOW - 2 * HOUR),  # and behind
        (NOW + HOUR, NOW, NOW),  # it was set back in between
        (NOW - 15 * DAY, NOW, NOW),
        ("kemarin", NOW, NOW),
        ("2026-11-23T02:00:00", NOW, NOW),  # of no zone
        ("2026-13-45T02:00:00+00:00", NOW, NOW),
        (NOW - HOUR, "", NOW - HOUR),
    ],
)
def test_the_clock_of_the_device_may_be_wrong(desk, officer, at, sent_at, stored):
    def words(moment):
        return moment if isinstance(moment, str) else moment.isoformat()

    results(desk, officer, pressed(at=words(at)), sent=words(sent_at))
    assert (Tap.objects.get().at, Tap.objects.get().received_at) == (stored, NOW)


def test_beyond_a_human_number_taps_wait_on_the_device(desk, officer, monkeypatch):
    monkeypatch.setattr(tapping, "MOST_AN_HOUR", 2)
    taps = [pressed() for _ in range(3)]
    assert results(desk, officer, *taps) == ["tercatat", "tercatat", "nanti"]
    assert results(desk, officer, *taps) == ["sudah", "sudah", "nanti"]
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        assert results(desk, officer, *taps) == ["sudah", "sudah", "tercatat"]


def test_service_of_another_agency_is_not_tapped(desk, officer):
    stranger = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain", position=99)
    other = make_staff(roles.COUNTER, "lain", [stranger])
    assert results(signed_in(other), other, pressed()) == ["ditolak"]
    published = Agency.objects.get(key="disdukcapil")
    Agency.objects.filter(pk=published.pk).update(publisher=stranger)
    assert results(signed_in(other), other, pressed()) == ["tercatat"]


def test_general_question_belongs_to_the_agency_of_the_counter(desk, officer):
    question = subjects.live_questions(officer).filter(service="").first()
    assert results(desk, officer, pressed(kind="tanya-jawab", key=question.slug, office="mpp")) == [
        "tercatat"
    ]
    assert Tap.objects.get().agency in (Office.objects.get(key="mpp").agency, question.entry.agency)


def test_what_is_not_on_the_site_becomes_a_gap_once_and_masked(
    desk, officer, django_capture_on_commit_callbacks
):
    tap = pressed(kind="lain", key="", note="paspor haji 3201234567890123")
    with django_capture_on_commit_callbacks(execute=True):
        results(desk, officer, tap)
        results(desk, officer, tap)
        results(desk, officer, pressed(kind="lain", key="", note="salah", back=True))
    asked.write()
    row = SearchCount.objects.get()
    assert (row.times, row.was_found, "3201" in row.words, "paspor haji" in row.words) == (
        1,
        False,
        False,
        True,
    )
    assert Tap.objects.filter(kind="lain", key="").count() == 2


def test_taken_back_it_is_no_gap_any_more(desk, officer, django_capture_on_commit_callbacks):
    kept, sent_back, pressed_back = (pressed(kind="lain", key="", note="paspor haji") for _ in range(3))
    form = as_form(kind="lain", key="", note="Paspor  haji")
    with django_capture_on_commit_callbacks(execute=True):
        results(desk, officer, kept, sent_back, pressed_back)
        desk.post("/loket/catat/", form)
    asked.write()
    assert SearchCount.objects.get().times == 4
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            results(desk, officer, sent_back | {"back": True})
            for key in (form["tap"], pressed_back["id"]):
                desk.post("/loket/batal/", {"tap": key})
    asked.write()
    assert SearchCount.objects.get().times == 1
    with django_capture_on_commit_callbacks(execute=True):
        results(desk, officer, kept | {"back": True})
    asked.write()
    assert not SearchCount.objects.exists()


def test_form_token_is_asked_for(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert sent(client, officer, pressed()).status_code == 403
    token = client.get("/loket/keadaan.json").json()
    assert token["user"] == officer.pk
    message = {"user": officer.pk, "sent": "", "taps": [pressed()]}
    headers = {"X-CSRFToken": token["token"]}
    answer = client.post(
        "/loket/kirim/", json.dumps(message), content_type="application/json", headers=headers
    )
    assert answer.json() == {"results": ["tercatat"]}


def test_after_the_session_nothing_is_taken(demo, officer):
    answer = sent(Client(), officer, pressed())
    assert answer.status_code == 302
    assert not Tap.objects.exists()


# --- without a script ----------------------------------------------------------------------------------------------


def as_form(**more) -> dict:
    return {"tap": str(uuid.uuid4()), "kind": "layanan", "key": SERVICE, "next": "/loket/"} | more


def test_double_press_of_a_form_counts_once_and_can_be_taken_back(desk):
    form = as_form(case="rusak", next="/loket/?q=ktp")
    assert desk.post("/loket/catat/", form)["Location"] == "/loket/?q=ktp"
    answer = desk.post("/loket/catat/", form, follow=True)
    assert "sudah tercatat" in answer.content.decode()
    assert Tap.objects.count() == 1
    assert form["tap"] in answer.content.decode()  # the way back
    answer = desk.post("/loket/batal/", {"tap": form["tap"], "next": "//jahat.example/"})
    assert answer["Location"] == "/loket/"
    assert Tap.objects.get().taken_back


def test_form_remembers_the_office_of_the_device(desk):
    desk.post("/loket/kantor/", {"office": "mpp"})
    desk.post("/loket/catat/", as_form())
    assert Tap.objects.get().office.key == "mpp"
    desk.post("/loket/kantor/", {"office": "tidak-ada"})
    assert desk.cookies["loket-kantor"].value == "mpp"
    desk.post("/loket/kantor/", {"office": ""})
    assert desk.cookies["loket-kantor"].value == ""


def test_only_own_taps_are_taken_back(desk, officer):
    other = make_staff(roles.EDITOR)
    tapping.record(other, [tapping.Pressed(uuid.uuid4(), "layanan", SERVICE, NOW)], NOW)
    desk.post("/loket/batal/", {"tap": str(Tap.objects.get().pk)})
    desk.post("/loket/batal/", {"tap": "x"})
    assert not Tap.objects.get().taken_back


def test_names_go_after_ninety_days_and_taps_after_25_months(officer):
    agency = Agency.objects.first()
    for days in (0, 91, 800):
        moment = NOW - days * DAY
        Tap.objects.create(kind="lain", agency=agency, by=officer, at=moment, received_at=moment)
    assert {"tap-names", "taps"} <= set(rules.RULES)
    assert (retention.forget_who(), retention.forget_taps()) == (2, 1)
    assert [row.by for row in Tap.objects.all()] == [officer, None]
    assert timezone.now() == NOW
