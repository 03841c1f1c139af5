"""A backup that somebody has changed and given new checksums: refused in plain words, before anything is touched."""

import hashlib
import json
import sqlite3
import zipfile

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from portal.operating.backups import database_copy, making, restoring
from portal.operating.backups.manifest import DATABASE, NAME, NOTE, BackupError

pytestmark = pytest.mark.sqlite


@pytest.fixture
def path(db, settings, tmp_path, monkeypatch):
    """A sound backup of a database without rows of people."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media").mkdir()
    monkeypatch.setattr(
        database_copy, "_copy_file", lambda path: path.write_bytes(connection.connection.serialize())
    )
    monkeypatch.setattr(restoring, "_near", lambda: tmp_path)
    return making.make(tmp_path / "backups")


@pytest.fixture
def touched(monkeypatch):
    """What was written to the site."""
    done = []
    monkeypatch.setattr(restoring, "_restore_files", lambda *args: done.append("files"))
    monkeypatch.setattr(restoring, "_restore_rows", lambda *args: done.append("rows"))
    return done


def crafted(path, change=lambda files: None, said=()):
    """The same backup with other content and a manifest that agrees with it."""
    with zipfile.ZipFile(path) as source:
        files = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(files.pop(NAME)) | dict(said)
    change(files)
    manifest["files"] = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
        if name != NOTE
    ]
    with zipfile.ZipFile(path, "w") as target:
        for name, data in [*files.items(), (NAME, json.dumps(manifest))]:
            target.writestr(name, data)
    return path


def holding(data):
    return lambda files: files.update({DATABASE: data})


def after(*statements):
    """The database after these statements."""

    def change(files):
        rows = sqlite3.connect(":memory:", isolation_level=None)
        rows.deserialize(files[DATABASE])
        for each in statements:
            rows.execute(each)
        files[DATABASE] = rows.serialize()
        rows.close()

    return change


def scrambled(files):
    data = bytearray(files[DATABASE])
    data[len(data) // 3 : len(data) // 2] = b"\xa5" * (len(data) // 2 - len(data) // 3)
    files[DATABASE] = bytes(data)


TRIGGER = (
    "CREATE TRIGGER t AFTER INSERT ON services_auditrecord BEGIN UPDATE auth_user SET is_superuser = 1; END"
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (holding(b""), "kosong"),
        (holding(b"hello" * 1000), "rusak"),
        (scrambled, "rusak"),
        (after("DROP TABLE services_synonym"), "tabel services_synonym tidak ada"),
        (after("ALTER TABLE services_channel RENAME COLUMN id TO number"), "services_channel tanpa kolom id"),
        (after(TRIGGER), r"perintah tambahan \(t\)"),
        (after("CREATE VIEW v AS SELECT 1"), r"perintah tambahan \(v\)"),
        (after("CREATE VIRTUAL TABLE w USING fts5(x)"), r"perintah tambahan \(w\)"),
        (after("INSERT INTO auth_user_groups (user_id, group_id) VALUES (99, 99)"), "tabel auth_user_groups"),
        (after("DELETE FROM django_migrations WHERE app = 'faq'"), "versi yang lain"),
    ],
)  # fmt: skip
def test_database_that_is_not_ours_is_refused(path, touched, change, words):
    crafted(path, change)
    with pytest.raises(CommandError, match=words):
        call_command("restore", path, check=True)
    with pytest.raises(BackupError, match=words):
        restoring.restore(path)
    assert touched == []
    assert [each.name for each in path.parent.parent.iterdir() if each.name.startswith(".restore")] == []


@pytest.mark.parametrize(
    "name",
    [
        "media//tmp/x",
        "media/./x",
        "media/",
        "media",
        "/media/x",
        "packs/../x",
        "media/a\\b",
        "media/a/",
        "./media/x",
    ],
)
def test_odd_name_is_refused(path, touched, name):
    crafted(path, lambda files: files.update({name: b"x"}))
    with pytest.raises(CommandError, match="nama"):
        call_command("restore", path, check=True)


def test_place_that_leads_elsewhere_is_a_plain_word(tmp_path):
    with pytest.raises(BackupError, match="tidak dapat ditempatkan"):
        restoring._place(storages["default"], "media", "/tmp/x")


def test_sound_one_is_restored(path, touched, capsys):
    crafted(path)
    call_command("restore", path, check=True)
    assert "Utuh" in capsys.readouterr().out
    assert touched == []
    restoring.restore(path)
    assert touched == ["files", "rows"]
