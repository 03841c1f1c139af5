"""Two processes give out pages while a third publishes: nobody sees an error or half an edition, and all see the news."""

import http.client
import re
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests import prepared_database
from tests.production import ROOT, Server, free_port

READERS, VISITS, EDITIONS = 300, 4, 3
PAGE = "/layanan/kk-baru/"
OFFICER = """
import sys, time, django
django.setup()
from services import publishing
from services.models import Service
from tests.drafts import saves
for number in map(int, sys.stdin):
    service = Service.objects.get(slug="kk-baru")
    saves(None, service, {"summary": f"Awal nomor {number}.", "description": f"<p>Akhir nomor {number}.</p>"})
    publishing.publish(Service.objects.get(slug="kk-baru"))
    print(time.time(), flush=True)
"""


@pytest.fixture
def server(request, tmp_path):
    request.getfixturevalue(
        "django_db_setup"
    )  # asked for here, for the server's database is a file, whatever the tests' is
    server = Server(tmp_path, free_port())
    if stored := prepared_database.stored():
        shutil.copy(stored, tmp_path / "site.sqlite3")
    else:
        server.manage("migrate", "--verbosity", "0")
        server.manage("import_catalogue", str(ROOT / "services" / "data" / "catalogue.yaml"))
    server.start(DEBUG="1", PAGE_CACHE_MB="4", GRANIAN_WORKERS="2")  # DEBUG: without hashed static files
    yield server
    server.stop()


@pytest.fixture
def officer(server):
    """Publishes edition N when told, and says when that was done."""
    command = [sys.executable, "-c", OFFICER]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=server.environment | {"DEBUG": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def publish(number: int) -> float:
            process.stdin.write(f"{number}\n")
            process.stdin.flush()
            return float(process.stdout.readline())

        yield publish
        process.stdin.close()


def visit(server: Server, line: http.client.HTTPConnection) -> tuple[float, int, set[str], int]:
    """When it was asked for, its status, the numbers on the page, and in how many places they stand."""
    asked = time.time()
    line.request("GET", PAGE, headers={"Host": f"127.0.0.1:{server.port}"})
    answer = line.getresponse()
    said = re.findall(r"(Awal|Akhir) nomor (\d+)", answer.read().decode())
    return asked, answer.status, {number for _, number in said}, len({place for place, _ in said})


def test_three_hundred_read_while_an_officer_publishes(server, officer):
    published = {1: officer(1)}
    time.sleep(1)
    begin = threading.Barrier(READERS + 1)

    def read(_: int) -> list[tuple[float, int, set[str], int]]:
        begin.wait()
        seen = []
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as line:
            for _ in range(VISITS):
                seen.append(visit(server, line))
                time.sleep(0.2)
        return seen

    with ThreadPoolExecutor(READERS) as threads:
        reading = [threads.submit(read, each) for each in range(READERS)]
        begin.wait()
        for number in range(2, EDITIONS + 1):
            published[number] = officer(number)
        visits = [each for one in reading for each in one.result()]
    assert len(visits) == READERS * VISITS
    assert {status for _, status, _, _ in visits} == {200}
    assert {(len(numbers), places) for _, _, numbers, places in visits} == {(1, 2)}
    for asked, _, numbers, _ in visits:
        due = max(number for number, moment in published.items() if moment + 1 <= asked)
        assert int(*numbers) >= due
    time.sleep(max(0.0, published[EDITIONS] + 1 - time.time()))
    with closing(http.client.HTTPConnection("127.0.0.1", server.port)) as line:
        assert [visit(server, line)[2] for _ in range(6)] == [{str(EDITIONS)}] * 6
