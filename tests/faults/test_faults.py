"""Processes are killed, databases go away, disks fill up: nothing is half, and the site comes back by itself."""

import http.client
import os
import re
import signal
import threading
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests import postgres, prepared_database
from tests.faults.site import Site
from tests.faults.wire import Wire

CATALOGUE = Path(__file__).parent.parent.parent / "services" / "data" / "catalogue.yaml"
SLUG = "kk-baru"
PAGE = f"/layanan/{SLUG}/"
STRAIGHT = {"Cookie": "sessionid=nobody"}
"""Whoever sends it is not given pages from the cache."""


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """A file with the demo catalogue."""
    file = prepared_database.stored()
    if file is None:
        pytest.skip("The rows of these tests come from SQLite; this run is on another database.")
    return file


@pytest.fixture(scope="module")
def site(rows, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"), rows)
    site.begin()
    yield site
    site.end()


def editions(site):
    joined = "services_serviceedition e JOIN services_service s ON s.id = e.entry_id"
    return site.rows(f"SELECT count(*) FROM {joined} WHERE s.slug = '{SLUG}'")[0][0]


class TestKilled:
    def test_publishing_is_whole_or_not_at_all(self, site):
        site.change(f"UPDATE services_service SET name = 'Judul sesudah mati' WHERE slug = '{SLUG}'")
        before, number = site.everything(), editions(site)
        died = site.run("before-commit", "edition", "publish", SLUG)
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert site.everything() == before
        assert "Judul sesudah mati" not in site.get(PAGE, **STRAIGHT).text
        died = site.run("after-commit", "edition", "publish", SLUG)
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert editions(site) == number + 1
        for headers in ({}, STRAIGHT):
            assert "Judul sesudah mati" in site.get(PAGE, **headers).text
        assert f'href="{PAGE}' in site.get("/cari/?q=judul+sesudah+mati").text

    def test_importing_is_whole_or_not_at_all(self, site, tmp_path):
        text = CATALOGUE.read_text(encoding="utf-8")
        changed = tmp_path / "changed.yaml"
        changed.write_text(re.sub(r"(?m)^(- slug: .*\n  name: .*)$", r"\1 X", text), encoding="utf-8")
        assert changed.read_text() != text
        before = site.everything()
        died = site.run("third-entry", "import_catalogue", str(changed))
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert site.everything() == before

    def test_worker_is_started_again_and_nobody_is_turned_away_for_long(self, site):
        before = site.workers()
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        for _ in range(20):
            # Who comes to the new one waits until it has read its code; nobody is refused.
            assert site.get(PAGE, timeout=60).status == 200
        until = time.monotonic() + 30
        while len(set(site.workers()) - set(before)) < 1 and time.monotonic() < until:
            time.sleep(0.1)
        assert len(set(site.workers()) - set(before)) == 1
        assert site.wait_for("/readyz", 200)


class TestFullDisk:
    def test_pack_that_does_not_fit_is_told_and_can_be_gone_on_with(self, site):
        site.run("", "order-batch", SLUG, check=True)
        site.run("full-packs", "draw_batches", check=True)
        ((state, problem),) = site.rows("SELECT state, problem FROM cards_batch")
        assert state == "gagal"
        assert "tidak dapat disimpan" in problem
        assert list((site.folder / "packs").rglob("*.*")) == []
        site.change("UPDATE cards_batch SET state = 'antre', problem = '', finished_at = NULL")
        site.run("", "draw_batches", check=True)
        assert site.rows("SELECT state FROM cards_batch") == [("selesai",)]

    def test_backup_that_does_not_fit_leaves_nothing(self, site):
        failed = site.run("full-backups", "backup")
        assert failed.returncode != 0
        assert "penuh" in failed.stderr
        assert list((site.folder / "backups").iterdir()) == []


def test_three_hundred_readers_see_whole_editions_while_somebody_publishes(site):
    """Half of them from the page cache, half past it."""
    seen, wrong, stop = set(), [], threading.Event()

    def read(number):
        headers = STRAIGHT if number % 2 else {}
        while not stop.is_set():
            try:
                answer = site.get(PAGE, timeout=60, **headers)
            except (OSError, http.client.HTTPException) as error:
                wrong.append(repr(error))
                return
            titles = set(re.findall(r"Penanda \d+", answer.text)) or {"old"}
            if answer.status != 200 or len(titles) != 1 or "</html>" not in answer.text:
                wrong.append((answer.status, titles))
                return
            seen.update(titles)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(300)]
    for each in readers:
        each.start()
    site.run("", "publish-many", "6", check=True)
    last = "Penanda 6"
    until = time.monotonic() + 20
    while last not in seen and time.monotonic() < until:
        time.sleep(0.1)
    stop.set()
    for each in readers:
        each.join(60)
    assert wrong == []
    assert last in seen
    assert len(seen) > 2


@pytest.mark.skipif(postgres.programs() is None, reason=postgres.HOW_TO_GET)
def test_database_that_goes_away_and_comes_back(site, tmp_path):
    """The site moves to PostgreSQL by a backup, and its wire is cut."""
    site.run("", "backup", check=True)
    (backup,) = (site.folder / "backups").glob("*.zip")
    with postgres.running() as address:
        parts = urlsplit(address)
        wire = Wire(f"{unquote(parts.hostname or parts.netloc.split('@')[1])}/.s.PGSQL.5432")
        folder = tmp_path / "moved"
        folder.mkdir()
        moved = Site(folder, DATABASE_URL=f"postgres://{parts.username}@127.0.0.1:{wire.port}/postgres")
        try:
            moved.manage("migrate", "--verbosity", "0")
            moved.manage("restore", str(backup))
            moved.begin()
            check_outage(moved, site, wire)
        finally:
            moved.end()
            wire.cut()


def check_outage(moved, site, wire):
    kept, other = PAGE, "/kantor/"
    for _ in range(12):  # both workers have it
        page = moved.get(kept)
    assert page.status == 200
    assert body(page.text) == body(site.get(kept).text)
    assert moved.get("/readyz").status == 200
    wire.is_held = True
    begun = time.monotonic()
    assert moved.get("/readyz").status == 503
    assert time.monotonic() - begun < 2.5
    wire.cut()
    for _ in range(6):
        assert moved.get(kept).status == 200
    refused = moved.get("/tanya/", **STRAIGHT)
    assert (refused.status, refused.headers.get("Retry-After")) == (503, "30")
    assert moved.get(other, **STRAIGHT).status == 503
    assert moved.get("/healthz").status == 200
    said = moved.get("/readyz")
    assert (said.status, '"database": "fail"' in said.text) == (503, True)
    wire.mend()
    moved.wait_for("/readyz", 200)
    moved.wait_for(other, 200, **STRAIGHT)
    assert moved.get("/tanya/", **STRAIGHT).status == 200
    assert "Traceback" not in (moved.folder / "server.log").read_text()


def body(text):
    """A page without what says which server it came from."""
    return re.sub(r"127\.0\.0\.1(:|%3A)\d+", "…", text)
