"""Processes are killed, databases go away, disks fill up: nothing is half, and the site comes back by itself."""

import http.client
import os
import re
import signal
import threading
from pathlib import Path
from urllib.parse import quote

import dj_database_url
import pytest

from tests import other_databases
from tests.faults.site import Site, wait_until
from tests.faults.wire import Wire

CATALOGUE = Path(__file__).parent.parent.parent / "services" / "data" / "catalogue.yaml"
SLUG = "kk-baru"
PAGE = f"/layanan/{SLUG}/"
STRAIGHT = {"Cookie": "sessionid=nobody"}
"""Whoever sends it is not given pages from the cache."""


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of a database with the demo catalogue."""
    with django_db_blocker.unblock():
        return other_databases.copy_of_start(tmp_path_factory.mktemp("rows") / "site.sqlite3")


@pytest.fixture(scope="module")
def wire(rows):
    """What lies between the server and PostgreSQL."""
    config = dj_database_url.parse(rows)
    if config["ENGINE"].endswith("sqlite3"):
        yield None
        return
    wire = Wire(config["HOST"], config["PORT"])
    person = quote(config["USER"], safe="") + (
        f":{quote(config['PASSWORD'], safe='')}" if config["PASSWORD"] else ""
    )
    wire.address = f"postgres://{person}@127.0.0.1:{wire.port}/{config['NAME']}"
    yield wire
    wire.cut()


@pytest.fixture(scope="module")
def site(rows, wire, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"), rows, seen_at=wire.address if wire else "")
    site.begin()
    yield site
    site.end()


def editions(site):
    joined = "services_serviceedition e JOIN services_service s ON s.id = e.entry_id"
    return site.rows(f"SELECT count(*) FROM {joined} WHERE s.slug = '{SLUG}'")[0][0]


class TestKilled:
    def test_publishing_is_whole_or_not_at_all(self, site):
        site.rows(f"UPDATE services_service SET name = 'Judul sesudah mati' WHERE slug = '{SLUG}'")
        before, number = site.everything(), editions(site)
        site.run("before-commit", "edition", "publish", SLUG, killed=True)
        assert site.everything() == before
        assert "Judul sesudah mati" not in site.get(PAGE, **STRAIGHT).text
        site.run("after-commit", "edition", "publish", SLUG, killed=True)
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
        site.run("third-entry", "import_catalogue", str(changed), killed=True)
        assert site.everything() == before

    def test_worker_is_started_again_and_nobody_is_turned_away_for_long(self, site):
        wait_until(lambda: len(site.workers()) == 2, lambda: f"{site.workers()} are not two workers")
        before = site.workers()
        os.kill(before[0], signal.SIGKILL)
        # Until its last thread is gone its socket takes connections, and drops them.
        wait_until(lambda: not Path(f"/proc/{before[0]}").exists(), lambda: "the worker lives")
        for _ in range(20):
            # Who comes to the new one waits until it has read its code; nobody is refused.
            assert site.get(PAGE).status == 200
        wait_until(lambda: set(site.workers()) - set(before), lambda: f"{site.workers()}: no new worker")
        assert site.wait_for("/readyz", 200)


@pytest.mark.sqlite
class TestFullDisk:
    def test_pack_that_does_not_fit_is_told_and_can_be_gone_on_with(self, site):
        site.run("full-packs", "draw-batch", SLUG)
        ((state, problem),) = site.rows("SELECT state, problem FROM cards_batch")
        assert state == "gagal"
        assert "tidak dapat disimpan" in problem
        assert list((site.folder / "packs").rglob("*.*")) == []
        site.rows("UPDATE cards_batch SET state = 'antre', problem = '', finished_at = NULL")
        site.run("", "draw_batches")
        assert site.rows("SELECT state FROM cards_batch") == [("selesai",)]

    def test_backup_that_does_not_fit_leaves_nothing(self, site):
        assert "penuh" in site.run("full-backups", "backup", check=False)
        assert list((site.folder / "backups").iterdir()) == []


def test_three_hundred_readers_see_whole_editions_while_somebody_publishes(site):
    """Half of them from the page cache, half past it."""
    seen, wrong, stop = set(), [], threading.Event()

    def read(number):
        headers = STRAIGHT if number % 2 else {}
        while not stop.is_set():
            try:
                answer = site.get(PAGE, **headers)
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
    site.run("", "publish-many", "3")
    wait_until(lambda: wrong or "Penanda 3" in seen, lambda: f"{seen}: the last edition was not shown")
    stop.set()
    for each in readers:
        each.join()
    assert wrong == []
    assert len(seen) > 1


@pytest.mark.postgresql
def test_database_that_goes_away_and_comes_back(site, wire):
    """The wire is held, cut, and mended; nobody touches the server."""
    kept, other, begins = PAGE, "/kantor/", len(log_of(site))
    for _ in range(20):  # both workers have it
        page = site.get(kept)
    assert page.status == 200
    assert site.get("/readyz").status == 200
    wire.is_held = True
    said = site.get("/readyz")
    assert (said.status, '"database": "fail"' in said.text) == (503, True)
    wire.cut()
    wait_until(lambda: is_stale(site.get(kept)), lambda: "no stale page was given")
    for _ in range(20):
        assert site.get(kept).status == 200
    for refused in (site.get("/tanya/"), site.get(other), site.get(kept, **STRAIGHT)):
        assert (refused.status, refused.headers["Retry-After"]) == (503, "30")
        assert "Sebentar lagi kembali" in refused.text
    assert site.get("/healthz").status == 200
    assert site.get("/readyz").status == 503
    wire.mend()
    for path in ("/readyz", "/tanya/", other):
        site.wait_for(path, 200)
    wait_until(lambda: not is_stale(site.get(kept)), lambda: "pages stay stale")
    assert "Traceback" not in log_of(site)[begins:]


def is_stale(answer):
    """Whether a page was given although the database does not answer."""
    assert answer.status == 200, answer
    return "detail=database" in (answer.headers["Cache-Status"] or "")


def log_of(site):
    return (site.folder / "server.log").read_text()
