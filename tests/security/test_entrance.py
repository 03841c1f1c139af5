"""Getting in and out: sessions that cannot be planted, cookies no script reads, an editor given clean text only."""

import html
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from portal import roles
from services.models import Service
from tests.drafts import opened
from tests.people import make_staff, signed_in
from tests.security import judge
from tests.security.corpus import MUTATIONS, TAGS
from tests.staff_addresses import routes

PASSWORD = "a-long-password"


def test_session_from_before_is_worth_nothing_after(demo):
    user, client = make_staff(roles.EDITOR), Client()
    client.cookies["sessionid"] = "planted-by-somebody-else-00000001"
    client.post("/masuk/", {"username": user.username, "password": PASSWORD})
    first = client.cookies["sessionid"].value
    assert first != "planted-by-somebody-else-00000001"
    client.post("/masuk/", {"username": user.username, "password": PASSWORD})
    assert client.get("/keluar/").status_code == 405, "a link signs nobody out"
    client.post("/keluar/")
    assert not Session.objects.filter(session_key=first).exists()
    thief = Client()
    thief.cookies["sessionid"] = first
    assert thief.get("/kelola/").status_code == 302


def test_cookies_are_for_this_site_and_no_script(demo, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    user, client = make_staff(roles.EDITOR), Client()
    client.get("/masuk/")
    client.post("/masuk/", {"username": user.username, "password": PASSWORD})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert not cookie["domain"], name


def test_errors_tell_nothing_of_the_inside(demo, monkeypatch, settings):
    from services import views

    settings.DEBUG = False
    monkeypatch.setattr(views, "snapshot", None)
    client = Client(raise_request_exception=False)
    for path in ("/layanan/kk-baru/", "/layanan/", "/tidak-ada/", "/kelola/tidak-ada/"):
        text = client.get(path).content.decode()
        for word in (
            "Traceback",
            "settings",
            "urlconf",
            "Exception",
            "/work/",
            "site-packages",
            "sqlite",
            "NoneType",
        ):
            assert word not in text, (path, word)


def editor_text(response):
    """What the page hands to the editor."""
    return html.unescape(
        re.search(
            r'<textarea[^>]*name="description"[^>]*>(.*?)</textarea>', response.content.decode(), re.DOTALL
        )[1]
    )


def test_editor_is_given_clean_text_only(demo, administrator):
    staff, service = signed_in(administrator), Service.objects.get(slug="kk-baru")
    hostile = "<p>Teks</p>" + "".join([*TAGS, *MUTATIONS])
    Service.objects.filter(pk=service.pk).update(description=hostile)
    path = f"/kelola/services/service/{service.pk}/change/"
    kept = editor_text(staff.get(path))
    assert "Teks" in kept
    assert judge.fragment(kept) == []
    again = editor_text(staff.post(path, opened(staff, service) | {"description": [hostile], "name": [""]}))
    assert "Teks" in again
    assert judge.fragment(again) == [], "nor when the form comes back with an error"


def test_every_staff_address_is_tried_with_rows_of_others(house):
    """`tests/whole_site/test_own_rows.py` walks what can be filled in; nothing with a key may be left out of it."""
    left = {route for route, _ in routes() if house.address(route) is None}
    assert {route for route in left if "<" in route and "content_type" not in route} <= UNTRIED, left


UNTRIED = {"kelola/panduan/<slug:slug>/", "kelola/panduan/gambar/<slug:slug>.png"}
"""Guides: the same for all staff."""


def test_codes_of_links_cannot_be_guessed(house, client):
    """Bits of chance in every address that opens something to who has it."""
    from cards.calendar.feeds import address, renew
    from portal.models import Invitation

    link, feed = house.link, address(renew(house.person))
    invitation = Invitation(name="x", created_by=house.person)
    token = invitation.new_token()
    for secret in (link.token, token, feed.rpartition("/")[2].partition("-")[2]):
        assert len(set(secret)) > 10
        assert len(secret) * 6 >= 128
    assert token not in str(vars(invitation)), "only its digest is kept"
    for path in (
        f"/pratinjau/{link.token[:-1]}x/",
        f"/undangan/{token[:-1]}x/",
        "/studio/kalender/langganan/1-x.ics",
    ):
        assert client.get(path).status_code in {404, 410}, path


@pytest.mark.parametrize(
    "path",
    [
        "/studio/buat/layanan/kk-baru/slide-{}.svg",
        "/studio/buat/layanan/{}/slide-1.svg",
        "/kartu/{}.jpg",
        "/layanan/{}.pdf",
    ],
)
def test_nothing_is_drawn_but_what_is_live(demo, administrator, path):
    staff = signed_in(administrator)
    for odd in ("0", "999999999", "tidak-ada", "kk-baru-tidak", "-1"):
        if "slide-{}" in path and not odd.isdecimal():
            continue
        assert staff.get(path.format(odd)).status_code == 404, odd
