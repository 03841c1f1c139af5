"""Files of strangers that are made to hurt: workbooks, archives, messages; and files of ours that nobody may fetch."""

import io
import json
import struct
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal import roles
from portal.exchange.files import read_upload
from services.catalogue_faults import CatalogueError
from services.catalogue_workbook import check_archive, template
from tests.people import make_staff, signed_in
from tests.security import judge
from tests.stored import stored

SLOWEST = 2.0
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 if n > 1 else str()};' * 10}'>" for n in range(1, 9))
    + "]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def changed(path, change, *, rename=""):
    """The template workbook with one part changed by a function, under another name if asked."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template())) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in book.namelist():
            content = change(book.read(name)) if name == path else book.read(name)
            if rename and name in {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}:
                content = content.replace(
                    path.removeprefix("xl/").encode(), rename.removeprefix("xl/").encode()
                )
            made.writestr(rename if rename and name == path else name, content)
    return out.getvalue()


def with_declaration(declaration, letters="utf-8", head="<?xml version='1.0' encoding='{}'?>"):
    def change(content):
        body = content.decode().partition("?>")[2] or content.decode()
        return head.format(letters).encode() + (declaration + body).encode(letters)

    return change


SHEET = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize(
    ("path", "change", "rename"),
    [
        (SHEET, with_declaration(LAUGHS), ""),
        (SHEET, with_declaration(OUTSIDE), ""),
        (SHEET, with_declaration(LAUGHS, "cp037"), ""),
        (SHEET, with_declaration(LAUGHS, "utf-16", head=""), ""),
        (SHEET, with_declaration(LAUGHS, "utf-16-le", head=""), ""),
        (SHEET, with_declaration(LAUGHS), "xl/worksheets/sheet2.dat"),
        (SHEET, with_declaration(LAUGHS, "utf-16-be", head=""), "xl/worksheets/sheet2.dat"),
        ("xl/workbook.xml", with_declaration(OUTSIDE), ""),
        ("[Content_Types].xml", with_declaration(LAUGHS), ""),
    ],
)
def test_workbook_declares_nothing_however_it_hides_it(path, change, rename):
    begun = time.process_time()
    with pytest.raises(CatalogueError, match="deklarasi"):
        read_upload(changed(path, change, rename=rename), "a.xlsx", None)
    assert time.process_time() - begun < SLOWEST
    assert check_archive(changed(path, lambda same: same)), "the workbook itself is fine"


def test_archive_that_lies_about_its_sizes_is_no_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("layanan.csv", b"0" * (90 * 1024 * 1024))
    honest = out.getvalue()
    begun = time.process_time()
    with pytest.raises(CatalogueError, match="terlalu besar"):
        read_upload(honest, "a.zip", None)
    lying = honest.replace(struct.pack("<I", 90 * 1024 * 1024), struct.pack("<I", 1000))
    with pytest.raises(CatalogueError):
        read_upload(lying, "a.zip", None)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(600):
            archive.writestr(f"{number}.csv", b"")
    with pytest.raises(CatalogueError, match="terlalu besar"):
        read_upload(many.getvalue(), "a.zip", None)
    assert time.process_time() - begun < SLOWEST


NAMES = [
    "../../layanan.csv",
    "/etc/layanan.csv",
    "..\\layanan.csv",
    "C:\\layanan.csv",
    "a/\n/layanan.csv",
    "layanan.csv/",
]


def test_names_in_an_archive_lead_nowhere(demo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, "Nama\r\nA\r\n")
        with pytest.raises(CatalogueError) as refused:
            read_upload(out.getvalue(), name, None)
        assert all("Traceback" not in fault.reason for fault in refused.value.faults)
    assert list(tmp_path.iterdir()) == [], "nothing is unpacked to the disk"


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.yaml",
        "a\r\nX-Injected: 1.csv",
        '"><img src=x onerror=zq9z()>.csv',
        "x" * 400 + ".yaml",
    ],
)
def test_name_of_an_upload_is_only_shown(demo, name):
    client = signed_in(make_staff(roles.EDITOR, "editor-x"))
    before = stored()
    upload = SimpleUploadedFile("x.yaml", b"a: [")
    upload._name = name
    response = client.post("/kelola/data/", {"berkas": upload, "file": upload})
    assert response.status_code < 500
    assert judge.faults(response) == []
    after = stored()
    assert {table for table in after if after[table] != before[table]} <= {
        "django_session",
        "portal_staffsession",
    }


MESSAGES = [
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b'{"user": 1, "sent": "x", "taps": ' + b"[" * 90_000,
    b'{"user": ' + b"9" * 100_000 + b"}",
    b'{"user": NaN, "taps": [Infinity, -Infinity, 1e999]}',
    b'{"user": 1, "taps": [{"id": {"a": 1}, "kind": [], "key": 5, "at": 1e308}]}',
    b"\xff\xfe\x00",
    b'"\\ud800"',
    b'{"__proto__": {"taps": []}, "constructor": 1}',
    b"x" * (300 * 1024),
]


def test_messages_of_a_device_are_read_or_refused(demo):
    officer = make_staff(roles.COUNTER)
    client = signed_in(officer)
    for body in [
        *MESSAGES,
        json.dumps(
            {"user": officer.pk, "sent": "9" * 500, "taps": [{"id": "\x00", "note": "\ud800"}] * 200}
        ).encode(),
    ]:
        begun = time.process_time()
        response = client.post("/loket/kirim/", body, content_type="application/json")
        assert response.status_code in {200, 400, 409, 413}, body[:40]
        assert time.process_time() - begun < SLOWEST


OURS = [
    ".env", ".git/config", "manage.py", "db.sqlite3", "requirements.txt", "portal/settings.py", "var/packs/",
    "media/", "media/x", "static/../.env", "static/../portal/settings.py", "static/%2e%2e/portal/settings.py",
    "static/..%2fportal/settings.py", "static/..\\portal\\settings.py", "static/%5c..%5cportal%5csettings.py",
    "static//etc/passwd", "static/admin/../../../.env", "static/%00", "static/", "server-status", "__debug__/",
    "layanan/..%2f..%2f.env", "kartu/..%2f..%2f.env.jpg", "sitemap-..%2f..%2f-1.xml", "kelola/katalog.../x",
    "docs/decisions.md", "backups/", "var/backups/",
]  # fmt: skip


def test_files_of_ours_are_not_served(demo, client, settings):
    settings.DEBUG = False
    for path in OURS:
        response = client.get(f"/{path}")
        assert response.status_code in {302, 301, 404}, path
        text = b"" if response.streaming else response.content
        assert b"SECRET_KEY" not in text, path
        assert b"root:" not in text, path
        place = response.get("Location", "")
        assert not place or place.startswith(("/masuk/", "/")), path
