"""Home, and the pages for when something is not there."""

import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import html5lib
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.test import RequestFactory

from portal import views
from portal.operating import outage
from services import publishing, snapshot
from services.models import Service, ServiceEdition

MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def parse(response):
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<h1") == 1
    return text


def test_home_leads_on(demo, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8), time_machine.travel(MONDAY, tick=False):
        text = parse(client.get("/"))
    assert "Mau urus apa?" in text
    assert "4 dari 5 kantor buka sekarang" in text
    assert "/peristiwa/punya-bayi/" in text
    assert "/layanan/?kategori=identitas" in text


def test_home_names_one_service_of_each_shelf(demo):
    rows = views.most_needed(snapshot.current())
    assert [row.url for row in rows][:3] == [
        "/layanan/ktp-el-baru/",
        "/layanan/kk-baru/",
        "/layanan/kartu-identitas-anak/",
    ]
    assert len(rows) == views.MOST_NEEDED


def test_home_of_an_empty_site(db, client):
    ServiceEdition.objects.all().delete()
    parse(client.get("/"))


def test_missing_page_helps(demo, client):
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    text = parse(response)
    assert 'name="q"' in text
    assert "/layanan/ktp-el-baru/" in text


def test_missing_page_without_a_database(rf: RequestFactory, monkeypatch):
    def broken():
        raise DatabaseError

    monkeypatch.setattr(snapshot, "current", broken)
    response = views.not_found(rf.get("/x/"), Exception())
    assert response.status_code == 404


def test_forbidden_page_helps(demo, rf: RequestFactory):
    response = views.forbidden(rf.get("/studio/"), PermissionDenied())
    assert response.status_code == 403
    parse(response)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ValueError, 500, {"id": "Sedang ada gangguan", "en": "Something went wrong"}),
        (OperationalError, 503, {"id": "Sebentar lagi kembali", "en": "Back in a moment"}),
    ],
)
def test_failed_page_needs_nothing_but_its_address(rf: RequestFactory, error, status, words):
    for start, language in (("", "id"), ("/en", "en")):
        try:
            raise error
        except error:
            response = outage.failed(rf.get(f"{start}/layanan/kk-baru/"))
        assert response.status_code == status
        text = parse(response)
        assert f"<h1>{words[language]}</h1>" in text
        assert f'<html lang="{language}">' in text
        assert f'action="{start}/layanan/"' in text
        assert ("Maaf" in text) == (language == "id")


def test_health_and_robots(client):
    assert client.get("/healthz").content == b"ok"
    assert b"Disallow: /kelola/" in client.get("/robots.txt").content


@pytest.mark.parametrize("address", ["/", "/layanan/", "/kantor/", "/tanya-jawab/", "/healthz"])
def test_pages_only_answer_reading(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("letter", ["\x01", "\x7f", "\x80", "\ufdd0", "\uffff", "\U0001fffe", "\x00"])
@pytest.mark.parametrize(
    "path", ["/cari/?q={}", "/layanan/?q={}", "/tanya-jawab/?q={}", "/periksa/?kode={}", "/k/{}/", "/x{}/"]
)
def test_letters_that_html_forbids_are_not_shown(demo, client, path, letter):
    response = client.get(path.format(quote(letter)))
    assert response.status_code in {200, 404}
    parse(response)


def test_page_that_is_gone_is_asked_for_again(demo, client):
    publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="Digabung.")
    gone = client.get("/layanan/kk-baru/")
    assert gone.status_code == 410
    assert gone["Cache-Control"] == "no-cache"
    assert client.get("/layanan/kk-baru.pdf")["Cache-Control"]
