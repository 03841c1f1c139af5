"""What the application says of itself while it runs: logs without people, readiness, numbers for a monitor."""

import copy
import io
import json
import logging
import re
import threading
import time
from logging.config import DictConfigurator
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connections
from django.test import Client, RequestFactory

from portal.operating import daily_log, outage, ready, worker_numbers
from portal.page_cache.layer import in_front_of
from portal.settings import LOGGING
from tests.kept_pages import connections_left_open
from tests.people import make_staff

RESIDENT = {
    "name": "Siti Rahmawati Kusumaningtyas", "nik": "3201234567890123", "phone": "081298765432",
    "mail": "siti.rahma@surel.example", "code": "7F3K-9Q2M-7F3K-9Q2X", "address": "203.0.113.77",
    "token": "geheimwort-im-token-12345",
}  # fmt: skip
NUMBER = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def logged(request):
    """Everything that is logged, as production formats it; `logged("json")` reads it as objects."""
    described = copy.deepcopy(LOGGING)
    kind = getattr(request, "param", "text")
    configurator = DictConfigurator(described)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(configurator.configure_filter(described["filters"]["codes-left-out"]))
    handler.setFormatter(configurator.configure_formatter(described["formatters"][kind]))
    failing = logging.getLogger("django.request")
    short = configurator.configure_filter(described["filters"]["outages-in-short"])
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    failing.addFilter(short)
    stopped = [each for each in logging.root.manager.loggerDict.values() if getattr(each, "disabled", False)]
    for each in stopped:
        each.disabled = False
    yield out
    for each in stopped:
        each.disabled = True
    failing.removeFilter(short)
    root.removeHandler(handler)
    root.setLevel(before)


def lines(out):
    return out.getvalue().splitlines()


@pytest.mark.parametrize("logged", ["text", "json"], indirect=True)
def test_nothing_of_residents_is_in_the_log(demo, logged, monkeypatch):
    client = Client(raise_request_exception=False, REMOTE_ADDR=RESIDENT["address"])
    make_staff("Penyunting", "petugas")
    said = " ".join(RESIDENT.values())
    fields = (
        "text",
        "q",
        "teks",
        "isi",
        "kontak",
        "contact",
        "kode",
        "username",
        "password",
        "email",
        "nama",
    )
    form = dict.fromkeys(fields, said)
    places = [
        "/tanya/", "/tanya/mirip/", "/tanya/kode/", f"/tanya/{RESIDENT['code']}/",
        f"/en/tanya/{RESIDENT['code']}/kontak/",
        "/umpan-balik/", "/umpan-balik/kurang/", "/umpan-balik/salah/?jenis=layanan&halaman=kk-baru", "/masuk/",
        "/cari/", "/loket/catat/", f"/undangan/{RESIDENT['token']}/", f"/pratinjau/{RESIDENT['token']}/",
        f"/layanan/{RESIDENT['nik']}/", f"/{RESIDENT['phone']}/{RESIDENT['mail']}", "/periksa/", f"/k/{RESIDENT['nik']}/",
    ]  # fmt: skip
    for place in places:
        client.get(place, {"q": said} if "?" not in place else None)
        client.post(place, form, HTTP_REFERER=f"http://testserver/cari/?q={RESIDENT['nik']}")

    def fail(*args, **kwargs):
        raise ValueError(f"duplicate key\nDETAIL:  Key (contact, text)=({said}) already exists.")

    monkeypatch.setattr("portal.views.home_lines", fail)
    assert client.get("/", {"q": said}).status_code == 500
    text = logged.getvalue()
    assert "Traceback" in text
    for what, value in RESIDENT.items():
        assert value not in text, what
        assert value.split()[-1] not in text, what
    asked = [line for line in lines(logged) if "portal.requests" in line]
    assert len(asked) == 2 * len(places) + 1


@pytest.mark.parametrize("logged", ["json"], indirect=True)
def test_line_of_a_request(demo, client, logged):
    client.get("/layanan/kk-baru/?q=rahasia")
    client.get("/healthz")
    (line,) = [json.loads(each) for each in lines(logged) if "portal.requests" in each]
    assert (line["method"], line["route"], line["status"]) == ("GET", "layanan/<slug:slug>/", 200)
    assert line["bytes"] > 1000
    assert re.fullmatch(r"[0-9a-f]{32}", line["request_id"])
    assert "rahasia" not in logged.getvalue()


def test_number_of_a_request_comes_from_a_proxy_only(demo, client, settings):
    given = {"HTTP_X_REQUEST_ID": NUMBER}
    assert client.get("/masuk/", **given)["X-Request-ID"] != NUMBER
    settings.PROXY_HOPS = 1
    assert client.get("/masuk/", **given)["X-Request-ID"] == NUMBER
    odd = client.get("/masuk/", HTTP_X_REQUEST_ID="x\r\nSet-Cookie: a=b")["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", odd)


def test_written_newline_makes_no_second_line(logged):
    logging.getLogger("x").warning("one\nERROR portal.people two")
    assert len(lines(logged)) == 1


class TestOutage:
    def test_page_says_when_to_come_back(self, demo, monkeypatch, logged):
        def gone(*args):
            raise OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr("portal.views.home_lines", gone)
        response = Client(raise_request_exception=False).get("/")
        assert (response.status_code, response.get("Retry-After")) == (503, str(outage.RETRY_AFTER))
        assert "setengah menit lagi" in response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert "Traceback" not in logged.getvalue()
        assert "Database does not answer: server closed" in logged.getvalue()


class TestReadiness:
    def test_everything_answers(self, db, client):
        response = client.get("/readyz", HTTP_HOST="10.0.0.7:8000")
        assert response.json() == {
            "ready": True, "database": "ok", "migrations": "ok", "cache": "ok", "packs": "ok",
        }  # fmt: skip
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize("part", ["database", "migrations", "cache", "packs"])
    def test_part_that_fails_is_named_and_nothing_else_is_told(self, db, client, monkeypatch, part):
        def fail():
            raise OSError(f"/srv/secret/{RESIDENT['token']}")

        monkeypatch.setitem(ready.PARTS, part, fail)
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()[part] == "fail"
        assert "secret" not in response.content.decode()
        monkeypatch.undo()
        assert client.get("/readyz").status_code == 200

    def test_database_that_hangs_is_told_within_two_seconds_and_asked_once(self, db, client, monkeypatch):
        asked, go_on = [], threading.Event()

        def hang():
            asked.append(1)
            return go_on.wait(30)

        monkeypatch.setitem(ready.PARTS, "database", hang)
        begun = time.monotonic()
        assert client.get("/readyz").json()["database"] == "fail"
        assert time.monotonic() - begun < 2
        client.get("/readyz")
        go_on.set()
        assert asked == [1]

    def test_missing_migration_is_not_ready(self, db, monkeypatch):
        monkeypatch.setattr(ready, "_known_migrations", lambda: frozenset({("services", "0999_not_applied")}))
        assert not ready.migrations_are_applied()

    def test_folder_that_takes_nothing_is_not_ready(self, settings, tmp_path, monkeypatch):
        monkeypatch.setattr(ready.os, "access", lambda path, mode: False)
        assert not ready.packs_can_be_written()

    def test_sqlite_file_that_is_gone_is_not_ready(self, db, monkeypatch, tmp_path):
        gone = tmp_path / "gone.sqlite3"
        opened = SimpleNamespace(
            vendor="sqlite", is_in_memory_db=lambda: False, settings_dict={"NAME": str(gone)}
        )
        monkeypatch.setattr(ready, "connection", opened)
        assert not ready.database_answers()
        assert not gone.exists()


class TestMetrics:
    @pytest.fixture
    def token(self, settings, tmp_path):
        settings.METRICS_TOKEN, settings.METRICS_ROOT = "a-long-word", tmp_path / "metrics"
        settings.BACKUPS_ROOT = tmp_path / "backups"
        worker_numbers.forget()
        yield {"HTTP_AUTHORIZATION": "Bearer a-long-word"}
        worker_numbers.forget()

    def test_nothing_is_there_without_the_setting(self, demo, client):
        assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404

    def test_nothing_is_told_without_the_word(self, demo, client, token):
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer a-long-wor").status_code == 401

    def test_numbers_of_all_processes_are_added_up(self, demo, client, token, settings):
        settings.PAGE_CACHE_MB = 1
        client.get("/layanan/kk-baru/")
        client.get("/nirgends/3201234567890123/")
        kept = in_front_of(WSGIHandler())
        environ = RequestFactory(HTTP_HOST="testserver").get("/kantor/").environ
        with connections_left_open():
            for _ in range(3):
                b"".join(kept(environ, lambda *said: None))
        worker_numbers.write()
        (file,) = settings.METRICS_ROOT.glob("*.json")
        other = file.with_name(f"{file.name.split('-')[0]}-1.json")
        other.write_text(file.read_text())
        worker_numbers.FailedMails().emit(logging.LogRecord("x", logging.ERROR, "", 0, "", (), None))
        daily_log.write("forget", True)
        text = client.get("/metrics", **token).content.decode()
        assert 'sebelum_datang_requests_total{route="layanan/<slug:slug>/",status="200"} 2' in text
        assert 'sebelum_datang_requests_total{route="-",status="404"} 2' in text
        assert "sebelum_datang_request_seconds_count 6" in text
        assert 'sebelum_datang_request_seconds_bucket{le="+Inf"} 6' in text
        assert "sebelum_datang_page_cache_misses_total 2" in text
        assert "sebelum_datang_page_cache_hits_total 4" in text
        assert "sebelum_datang_workers 2" in text
        assert "sebelum_datang_mails_failed_total 1" in text
        assert re.search(r"sebelum_datang_retention_age_seconds 0\.\d+", text)
        assert "sebelum_datang_daily_failed_steps 0" in text
        assert re.search(r"sebelum_datang_database_bytes \d{6,}", text)
        assert "3201234567890123" not in text
        assert re.fullmatch(r"(?:(?:# (?:HELP|TYPE) .+|\w+(?:\{[^\n]*\})? [0-9.]+)\n)+", text)

    def test_database_that_is_gone_is_a_number(self, demo, client, token, monkeypatch):
        def gone(*args):
            raise OperationalError("gone")

        with monkeypatch.context() as broken:
            broken.setattr(connections["default"], "cursor", gone)
            text = client.get("/metrics", **token).content.decode()
        assert "sebelum_datang_database_up 0" in text

    def test_nothing_is_counted_without_the_setting(self, demo, client, settings):
        worker_numbers.forget()
        client.get("/layanan/")
        cache.clear()
        assert worker_numbers.mine() == {}
