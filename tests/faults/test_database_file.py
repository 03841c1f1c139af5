"""The SQLite file is held by another program for too long, or moved away and back: readers go on, and nothing is lost."""

import http.client
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests import other_databases
from tests.faults.site import Site, wait_until

pytestmark = pytest.mark.sqlite
KEPT, OTHERS = "/layanan/kk-baru/", ("/kantor/", "/layanan/", "/tanya/")
STRAIGHT = {"Cookie": "sessionid=nobody"}
BUSY_TIMEOUT = 1
AT_ONCE = 24
"""More than the connections that are open: some have to be opened anew."""


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("file")
    with django_db_blocker.unblock():
        site = Site(folder, other_databases.copy_of_start(folder / "site.sqlite3"))
    site.environment["FAULTS_BUSY_TIMEOUT"] = str(BUSY_TIMEOUT)
    site.begin()
    yield site
    site.end()


@contextmanager
def readers(site, number=8):
    """So many read a kept page meanwhile; gives what they were answered."""
    seen, stop = [], threading.Event()
    for _ in range(20):  # both workers have it
        site.get(KEPT)

    def read():
        while not stop.is_set():
            try:
                seen.append(site.get(KEPT).status)
            except (OSError, http.client.HTTPException) as error:
                seen.append(repr(error))
            time.sleep(0.02)

    threads = [threading.Thread(target=read) for _ in range(number)]
    for each in threads:
        each.start()
    try:
        yield seen
    finally:
        stop.set()
        for each in threads:
            each.join()


def sign_in(site):
    """Somebody who types a wrong password: that is written down before it is answered."""
    form = site.get("/masuk/")
    token = form.headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    headers = {
        "Cookie": f"csrftoken={token}", "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"{site.address}/masuk/",
    }  # fmt: skip
    with closing(line):
        line.request("POST", "/masuk/", urlencode({"username": "siapa", "password": "salah"}), headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()


def test_file_that_another_program_holds(site):
    with closing(sqlite3.connect(site._file, isolation_level=None)) as other, readers(site) as seen:
        other.execute("BEGIN EXCLUSIVE")
        status, text = sign_in(site)
        assert status == 503
        assert "Muat ulang halaman ini setengah menit lagi" in text
        for path in OTHERS:  # who only reads does not wait for who writes
            begun = time.monotonic()
            assert site.get(path, **STRAIGHT).status == 200
            assert time.monotonic() - begun < BUSY_TIMEOUT + 1
        other.execute("ROLLBACK")
        assert sign_in(site)[0] == 200
    assert set(seen) == {200}


def test_file_that_is_moved_away_and_back(site):
    file, aside = Path(site._file), Path(site._file + ".aside")
    with readers(site) as seen, ThreadPoolExecutor(AT_ONCE) as visitors:
        file.rename(aside)
        paths = [OTHERS[each % len(OTHERS)] for each in range(4 * AT_ONCE)]
        answers = list(visitors.map(lambda path: site.get(path, **STRAIGHT), paths))
        assert {each.status for each in answers} == {200, 503}  # those who have a connection go on
        refused = next(each for each in answers if each.status == 503)
        assert "Sebentar lagi kembali" in refused.text
        assert refused.headers["Retry-After"] == "30"
        assert site.get("/readyz").status == 503
        assert not file.exists()
        aside.rename(file)
        site.wait_for("/readyz", 200)
        for path in OTHERS:
            site.wait_for(path, 200, **STRAIGHT)
        answers = list(visitors.map(lambda path: site.get(path, **STRAIGHT).status, paths))
        assert set(answers) == {200}
    assert set(seen) == {200}
    site.rows("UPDATE services_service SET name = 'Judul sesudah pindah' WHERE slug = 'kk-baru'")
    site.run("", "edition", "publish", "kk-baru")
    wait_until(lambda: "Judul sesudah pindah" in site.get(KEPT).text, lambda: "the new edition is not shown")
    assert site.rows("PRAGMA integrity_check") == [("ok",)]
    assert "Traceback" not in (site.folder / "server.log").read_text()
