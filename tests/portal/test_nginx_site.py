"""docs/deploy/nginx.conf: nginx takes it, and with it keeps what is for everyone, nobody's own, and no private word."""

import gzip
import http.client
import signal
import ssl
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests import services_needed
from tests.production import free_port

_missing = services_needed.missing("nginx")
pytestmark = pytest.mark.skipif(bool(_missing), reason=_missing)
NAME = "localhost"
SHORT = "public, max-age=1, stale-while-revalidate=30, stale-if-error=60"
LONG = "public, max-age=30"
AGED = 2.1
"""Seconds after which a page of SHORT is old: nginx counts whole ones."""
SLOW = 0.4
"""Seconds the app takes for a page below /lambat/."""


class App(ThreadingHTTPServer):
    """Stands for the portal: counts what it is asked, answers as the path says."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked, self.headers, self.fails = Counter(), {}, False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        app = self.server
        app.asked[self.path] += 1
        app.headers = dict(self.headers)
        if self.path.startswith("/lambat"):
            time.sleep(SLOW)
        body = f"{self.path} {app.asked[self.path]}".encode()
        self.send_response(500 if app.fails else 200)
        kept = {"/pribadi": "private, max-age=30", "/kue": LONG, "/lama": LONG, "/tanya": "private, no-store"}
        found = next((value for start, value in kept.items() if self.path.startswith(start)), SHORT)
        self.send_header("Cache-Control", found)
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Strict-Transport-Security", "max-age=31536000")
        if self.path.startswith("/kue"):
            self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args):
        pass


class Site:
    """nginx with the documented site in front of an app."""

    def __init__(self, folder, app, nginx, plain):
        self.folder, self.app, self.nginx, self.plain = folder, app, nginx, plain
        self._trusts_all = ssl._create_unverified_context()

    def ask(self, path, method="GET", body=None, name=NAME, **headers):
        line = http.client.HTTPSConnection(NAME, self.nginx.port, timeout=10, context=self._trusts_all)
        given = {each.replace("_", "-"): value for each, value in headers.items()}
        try:
            line.request(method, path, body, {"Host": name} | given)
            answer = line.getresponse()
            return answer, answer.read()
        finally:
            line.close()

    def state(self, path, **headers):
        """What nginx says of its cache."""
        return self.ask(path, **headers)[0].headers["X-Cache"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    app = App()
    threading.Thread(target=app.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    static = folder / "static"
    static.mkdir()
    (static / "base.0123456789ab.css").write_text("body{}" * 50)
    (static / "base.0123456789ab.css.gz").write_bytes(gzip.compress(b"body{}" * 50))
    (folder / "secret").write_text("no")
    text = services_needed.site_of_docs(
        folder, name=NAME, apps=[f"127.0.0.1:{app.server_port}"], plain=plain, secure=secure,
        certificate=services_needed.certificate(folder / "tls", NAME), static=folder,
    )  # fmt: skip
    with services_needed.nginx(folder, text, secure) as nginx:
        yield Site(folder, app, nginx, plain)
    app.shutdown()
    app.server_close()


@pytest.fixture(autouse=True)
def _app_is_well(request):
    yield
    request.getfixturevalue("site").app.fails = False


def test_nginx_finds_no_fault_in_it(site):
    said = site.nginx.check()
    assert "syntax is ok" in said
    assert "[warn]" not in said


def test_http_leads_to_https_and_other_names_to_nothing(site):
    line = http.client.HTTPConnection("127.0.0.1", site.plain, timeout=10)
    line.request("GET", "/layanan/?q=a", headers={"Host": NAME})
    answer = line.getresponse()
    line.close()
    assert (answer.status, answer.headers["Location"]) == (308, f"https://{NAME}/layanan/?q=a")
    stranger = http.client.HTTPSConnection("127.0.0.1", site.nginx.port, timeout=10, context=site._trusts_all)
    with pytest.raises((ssl.SSLError, OSError)):
        stranger.request("GET", "/")
    stranger.close()


def test_app_is_told_who_asks_whatever_they_claim(site):
    claimed = {
        "X_Forwarded_For": "6.6.6.6",
        "X_Forwarded_Proto": "http",
        "X_Forwarded_Host": "evil",
        "Forwarded": "for=6",
    }
    answer, _ = site.ask("/kepala", **claimed)
    told = site.app.headers
    assert told["Host"] == NAME
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert not {"X-Forwarded-Host", "Forwarded"} & told.keys()
    # the app's headers, once each; no more of nginx's than it takes
    assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]
    assert answer.headers.get_all("X-Frame-Options") == ["DENY"]
    assert answer.headers["Server"] == "nginx"


def test_public_page_is_kept_and_nobodys_own_is(site):
    assert [site.state("/lama/1") for _ in range(3)] == ["MISS", "HIT", "HIT"]
    assert site.state("/lama/1?a=b") == "MISS"
    assert site.state("/lama/1", Cookie="sessionid=x") == "BYPASS"
    assert [site.state("/lama/2", Cookie="sessionid=x") for _ in range(2)] == ["BYPASS", "BYPASS"]
    assert site.state("/lama/2") == "MISS"  # what a signed-in person saw was not kept
    for path in ("/kue/", "/pribadi/", "/tanya/ABCD/"):
        assert [site.state(path) for _ in range(2)] == ["MISS", "MISS"], path
    site.ask("/lama/1", "POST", b"a=b")
    assert site.app.asked["/lama/1"] == 3  # first, signed in, the form


def test_old_page_is_shown_while_it_is_fetched_anew(site):
    first = site.ask("/lambat/a")[1]
    time.sleep(AGED)
    began = time.monotonic()
    answer, body = site.ask("/lambat/a")
    assert (answer.headers["X-Cache"], body) == ("STALE", first)
    assert time.monotonic() - began < SLOW / 2
    deadline = time.monotonic() + 5
    while site.app.asked["/lambat/a"] < 2:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(SLOW + 0.1)
    assert site.ask("/lambat/a")[1] != first


def test_many_readers_of_a_new_page_ask_the_app_once(site):
    readers = [threading.Thread(target=site.ask, args=("/lambat/b",)) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert site.app.asked["/lambat/b"] == 1


def test_old_page_is_shown_while_the_app_fails(site):
    page = site.ask("/sebentar")[1]
    site.app.fails = True
    time.sleep(AGED)
    answer, body = site.ask("/sebentar")
    assert (answer.status, answer.headers["X-Cache"], body) == (200, "STALE", page)
    assert site.ask("/belum-ada")[0].status == 500


def test_static_files_come_from_the_folder_compressed_for_ever(site):
    answer, body = site.ask("/static/base.0123456789ab.css", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"body{}" * 50
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert site.ask("/static/../secret")[1] != b"no"
    assert site.ask("/static/%2e%2e/secret")[1] != b"no"


def test_too_large_and_too_often_are_refused(site):
    assert site.ask("/kelola/data/", "POST", b"", Content_Length=str(25 * 1024 * 1024))[0].status == 413
    sent = Counter(site.ask("/tanya/", "POST", b"a=b")[0].status for _ in range(60))
    assert sent[200] >= 40
    assert sent[429] > 0
    assert site.ask("/lama/1")[0].status == 200  # reading goes on


def test_log_tells_no_private_word(site):
    site.ask("/tanya/7F3K-9Q2M/?q=sakit", Referer="https://x.example/tanya/7F3K/")
    site.ask("/en/tanya/7F3K-9Q2M/terkirim/")
    site.ask("/cari/?q=hamil+di+luar+nikah")
    site.ask("/undangan/rahasia/")
    site.nginx.process.send_signal(signal.SIGUSR1)  # logs are opened anew, and what waited is written
    log, deadline = site.folder / "sebelum-datang.log", time.monotonic() + 10
    while "/undangan/" not in (lines := log.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert '"GET /tanya/..." 200' in lines
    assert '"GET /en/tanya/..." 200' in lines
    assert '"GET /cari/" 200' in lines
    assert " 127.0.0.0 " in lines
    for word in ("7F3K", "hamil", "sakit", "rahasia", "x.example", "127.0.0.1"):
        assert word not in lines
    assert (site.folder / "sebelum-datang-error.log").read_text() == ""
