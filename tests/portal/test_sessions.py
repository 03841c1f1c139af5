"""Where people are signed in: the list, ending one or all, and when sessions end by themselves."""

import pytest
import time_machine
from django.test import Client

from portal import roles
from portal.models import StaffSession
from portal.people import changing, sessions
from tests.people import make_staff, signed_in

PASSWORD = "a-long-password"
CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0"


def browser(user, agent=""):
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/masuk/", {"username": user.username, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome di Android"),
        (EDGE, "Edge di Windows"),
        ("curl/8", "Perangkat tidak dikenal"),
        ("", "Perangkat tidak dikenal"),
    ],
)
def test_device_in_plain_words(agent, words):
    assert sessions.device_words(agent) == words


def test_own_sessions_are_listed_and_one_can_be_ended(demo):
    user = make_staff(roles.EDITOR)
    phone, desk = browser(user, CHROME), browser(user, EDGE)
    text = desk.get("/kelola/akun/").content.decode()
    assert "Chrome di Android" in text
    assert "Edge di Windows" in text
    row = StaffSession.objects.get(device="Chrome di Android")
    assert desk.post(f"/kelola/akun/sesi/{row.pk}/akhiri/").status_code == 302
    assert phone.get("/kelola/")["Location"].startswith("/masuk/")
    assert "Sesi Anda sudah berakhir" in phone.get("/masuk/").content.decode()
    assert desk.get("/kelola/").status_code == 200


def test_sessions_of_others_cannot_be_ended(demo):
    mine, other = make_staff(roles.EDITOR), make_staff(roles.PR)
    browser(other)
    row = StaffSession.objects.get(user=other)
    assert browser(mine).post(f"/kelola/akun/sesi/{row.pk}/akhiri/").status_code == 404
    assert StaffSession.objects.filter(pk=row.pk).exists()


def test_sign_out_everywhere(demo):
    user = make_staff(roles.EDITOR)
    phone, desk = browser(user, CHROME), browser(user, EDGE)
    assert desk.post("/kelola/akun/sesi/keluar-semua/")["Location"] == "/masuk/"
    for client in (phone, desk):
        assert client.get("/kelola/").status_code == 302
    assert not StaffSession.objects.exists()


def test_password_change_ends_the_others(demo):
    user = make_staff(roles.EDITOR)
    phone, desk = browser(user, CHROME), browser(user, EDGE)
    fields = {
        "old_password": PASSWORD,
        "new_password1": "kuda gunung rotan",
        "new_password2": "kuda gunung rotan",
    }
    assert desk.post("/kelola/akun/sandi/", fields | {"old_password": "x"}).status_code == 400
    assert desk.post("/kelola/akun/sandi/", fields).status_code == 302
    assert desk.get("/kelola/").status_code == 200
    assert phone.get("/kelola/").status_code == 302
    assert desk.get("/kelola/password_change/")["Location"] == "/kelola/akun/sandi/"


def test_deactivation_ends_sessions_at_once(demo):
    user = make_staff(roles.EDITOR)
    client = signed_in(user)
    changing.deactivate(user, by=make_staff(roles.ADMINISTRATOR))
    assert client.get("/kelola/").status_code == 302
    changing.reactivate(user, by=None)
    assert client.get("/kelola/").status_code == 302


@pytest.mark.parametrize(
    ("hours", "step", "holds"), [(3, 3, True), (5, 5, False), (11, 2, True), (13, 2, False)]
)
def test_session_ends_by_itself(demo, hours, step, holds):
    with time_machine.travel("2026-11-22 01:00+00:00") as clock:
        client = browser(make_staff(roles.EDITOR))
        for _ in range(hours // step):
            clock.shift(step * 3600)
            status = client.get("/kelola/akun/").status_code
        clock.shift((hours % step) * 3600)
        assert (client.get("/kelola/akun/").status_code == 200) is holds, status


def test_page_does_not_write_on_every_request(demo, django_assert_num_queries):
    client = browser(make_staff(roles.EDITOR))
    seen = StaffSession.objects.get().seen_at
    client.get("/kelola/akun/")
    assert StaffSession.objects.get().seen_at == seen
    with time_machine.travel(seen.timestamp() + 400):
        client.get("/kelola/akun/")
    assert StaffSession.objects.get().seen_at > seen


def test_cookie_of_an_ended_session_opens_nothing_again(demo):
    user = make_staff(roles.EDITOR)
    client = browser(user)
    cookie = client.cookies["sessionid"].value
    client.post("/keluar/")
    stolen = Client()
    stolen.cookies["sessionid"] = cookie
    assert stolen.get("/kelola/")["Location"].startswith("/kelola/login/")
