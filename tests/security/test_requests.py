"""What a request says of itself is not believed: host, scheme, next page, sizes, letters, lines."""

import io
import logging
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from portal import roles
from services import notifying
from tests.people import make_staff, signed_in
from tests.security import judge

FORGED_HOST = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-server": "evil.example",
    "forwarded": "host=evil.example;proto=https",
    "x-host": "evil.example",
    "x-original-url": "/kelola/",
    "x-rewrite-url": "/kelola/",
    "x-forwarded-prefix": "//evil.example",
    "x-forwarded-scheme": "javascript",
    "x-http-method-override": "DELETE",
}
PAGES = [
    "/", "/layanan/kk-baru/", "/en/layanan/kk-baru/", "/cari/?q=ktp", "/sitemap.xml", "/robots.txt",
    "/perubahan.atom", "/manifest.webmanifest", "/k/7F3K-9Q2M/", "/tidak-ada/", "/.well-known/security.txt",
    "/masuk/",
]  # fmt: skip


def test_host_of_a_request_is_believed_nowhere(demo, client, settings):
    settings.SITE_URL = "https://layanan.contohkab.example"
    for path in PAGES:
        response = client.get(path, headers=FORGED_HOST)
        assert b"evil.example" not in response.content, path
        assert b"http://testserver" not in response.content, path
        assert "evil" not in str(response.headers), path
        cache.clear()
    for host in (
        "evil.example",
        "evil.example:80@testserver",
        "testserver.evil.example",
        "testserver\\evil",
        "[::1",
        "",
    ):
        response = client.get("/", headers={"host": host})
        assert response.status_code == 400 or b"evil" not in response.content, host


ELSEWHERE = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "http:evil.example", "https:///evil.example", "javascript:alert(1)", "\tjavascript:alert(1)",
    "/%09/evil.example", "http://testserver@evil.example", "//testserver.evil.example", "\x00//evil.example",
    " //evil.example", "data:text/html,x", "/\t/evil.example",
]  # fmt: skip


def test_no_next_leads_elsewhere(demo, administrator):
    names = ["next", "kembali", "lanjut", "after", "return", "url", "redirect", "to", "HTTP_REFERER"]
    staff, wrong = signed_in(administrator), []
    forms = [
        ("/masuk/", {"username": "tester", "password": "a-long-password"}, Client),
        ("/loket/kantor/", {"office": ""}, lambda: staff),
        ("/loket/batal/", {"tap": "x"}, lambda: staff),
        ("/kelola/pemberitahuan/dibaca/", {}, lambda: staff),
        ("/kelola/umpan-balik/beres/", {}, lambda: staff),
        ("/umpan-balik/", {"jenis": "layanan", "halaman": "kk-baru", "membantu": "ya"}, Client),
        ("/keluar/", {}, Client),
    ]
    for place in ELSEWHERE:
        for path, data, browser in forms:
            fields = data | dict.fromkeys(names, place)
            response = browser().post(path, fields, query_params={"next": place}, headers={"referer": place})
            wrong += [(path, place, fault) for fault in judge.faults(response)]
            if response.status_code == 200 and b"evil.example" in response.content:
                wrong += [
                    (path, place)
                    for at in re.findall(rb'href="([^"]*evil[^"]*)"', response.content)
                    if at[:1] != b"/"
                ]
    for path in ("/masuk/?next={}", "/kelola/login/?next={}", "/masuk/kode/?next={}"):
        for place in ELSEWHERE:
            wrong += judge.faults(staff.get(path.format(place.replace("\x00", "%00"))))
    assert wrong == []


def test_bodies_have_an_end(demo, client, settings):
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 3 * 1024 * 1024
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS <= 20_000
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES <= 100
    big = {"pertanyaan": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    many = "&".join(f"a{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    for path in ("/tanya/", "/umpan-balik/", "/tanya/mirip/", "/cari/dibuka/", "/masuk/"):
        assert client.post(path, big).status_code == 400, path
        response = client.post(path, many, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 400, path
        assert b"Traceback" not in response.content


EVERY_KIND = [
    "/", "/masuk/", "/layanan/kk-baru/", "/kelola/", "/studio/", "/loket/", "/kelola/data/katalog.csv", "/sw.js",
    "/perubahan.atom", "/sitemap.xml", "/healthz", "/api/v1/notices/", "/tidak-ada/", "/kartu/kk-baru.jpg",
]  # fmt: skip


def test_answers_hold_on_to_their_headers(demo, administrator):
    staff = signed_in(administrator)
    for path in EVERY_KIND:
        headers = staff.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert "*" not in policy, path


def test_pages_of_the_staff_are_kept_by_nobody(demo, administrator):
    staff = signed_in(administrator)
    for path in (
        "/kelola/",
        "/kelola/akun/",
        "/kelola/orang/",
        "/studio/",
        "/loket/",
        "/loket/keadaan.json",
        "/kelola/tanya/",
    ):
        kept = staff.get(path)["Cache-Control"]
        assert "no-store" in kept or "no-cache" in kept or "private" in kept, (path, kept)
        assert "public" not in kept


@pytest.fixture
def written():
    """What the site's own handler writes, in its own format."""
    from django.conf import settings  # noqa: F401
    from django.utils.module_loading import import_string

    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(import_string("portal.operating.log_format.TextLines")())
    logger = logging.getLogger("security-test")
    logger.addHandler(handler)
    logger.propagate = False
    logger.disabled = False
    yield logger, out
    logger.removeHandler(handler)


def test_nobody_writes_a_line_into_the_log(written):
    logger, out = written
    for odd in ("a\nINFO forged", "a\r\nINFO forged", "\x1b[2J", "a\u2028INFO forged", "a\x85INFO forged"):
        logger.warning("Not Found: %s", odd)
    lines = out.getvalue().splitlines()
    assert len(lines) == 5, lines
    assert "\x1b" not in out.getvalue()


def test_no_text_becomes_a_header_of_a_mail(demo, settings, django_capture_on_commit_callbacks):
    settings.MAIL_IS_ON = True
    person = make_staff(roles.REVIEWER, "reviewer-m")
    person.email = "reviewer@contohkab.example"
    person.save()
    with django_capture_on_commit_callbacks(execute=True):
        notifying.notify([person], "Halo\r\nBcc: evil@evil.example\r\n\r\nbody\u2028x", "/kelola/")
    message = mail.outbox[0].message().as_string()
    head = message.partition("\n\n")[0]
    assert not re.search(r"^bcc:", head, re.IGNORECASE | re.MULTILINE)
    assert mail.outbox[0].recipients() == ["reviewer@contohkab.example"]


def test_form_brings_the_rows_it_claims(demo, administrator):
    staff, path = signed_in(administrator), "/kelola/services/office/add/"
    fields = {
        "name": "X",
        "stops-INITIAL_FORMS": "0",
        "limited_days-TOTAL_FORMS": "0",
        "limited_days-INITIAL_FORMS": "0",
    }
    for claimed, status in [
        ("9" * 19, 400),
        ("2000", 400),
        ("21", 400),
        ("20", 200),
        ("-1", 200),
        ("x", 200),
        ("9" * 5000, 200),
    ]:
        response = staff.post(path, fields | {"stops-TOTAL_FORMS": claimed})
        assert (response.status_code, claimed[:9]) == (status, claimed[:9])
    brought = {f"stops-{number}-place": "x" for number in range(30)}
    assert staff.post(path, fields | brought | {"stops-TOTAL_FORMS": "30"}).status_code == 200
    many = {f"stops-{number}-place": "x" for number in range(700)}
    assert staff.post(path, fields | many | {"stops-TOTAL_FORMS": "700"}).status_code == 400
