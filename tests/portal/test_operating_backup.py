"""Backup and restore: the same site again, or a plain word and nothing changed."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client

from faq import asked
from faq.models import Inquiry
from portal import demo_activity
from portal.operating import daily_log, shelf
from portal.operating.backups import database_copy, making, reading, restoring
from portal.operating.backups.manifest import DATABASE, NAME, BackupError
from services import snapshot
from services.models import Service
from tests.people import make_staff

ROOT = Path(__file__).parent.parent.parent
NOW = "2026-11-20 09:30+07:00"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path, monkeypatch):
    settings.BACKUPS_ROOT = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "packs": {**settings.STORAGES["packs"], "OPTIONS": {"location": str(tmp_path / "packs")}},
    }
    if connection.vendor == "sqlite":
        # A test's rows are in an open transaction, which an online backup waits for; that one is run in tests/faults.
        monkeypatch.setattr(
            database_copy, "_copy_file", lambda path: path.write_bytes(connection.connection.serialize())
        )
    else:
        # Django's tests may open no other database; test_backup_postgresql.py does.
        monkeypatch.setattr(database_copy, "write", write_small)


def write_small(path):
    with sqlite3.connect(path) as copy:
        copy.execute("CREATE TABLE one (id INTEGER)")
    copy.close()


@pytest.fixture
def small(db, monkeypatch):
    """A backup of which only the wrapping matters."""
    monkeypatch.setattr(database_copy, "write", write_small)


def rewritten(path, changes):
    """The same ZIP with other content under some names (None: without it)."""
    with zipfile.ZipFile(path) as source:
        found = {name: source.read(name) for name in source.namelist()} | changes
    with zipfile.ZipFile(path, "w") as target:
        for name, data in found.items():
            if data is not None:
                target.writestr(name, data)
    return path


def said_by(path):
    with zipfile.ZipFile(path) as backup:
        return json.loads(backup.read(NAME))


class TestMaking:
    def test_file_is_for_its_owner_and_says_what_is_in_it(self, small, tmp_path, monkeypatch):
        (tmp_path / "media").mkdir()
        (tmp_path / "media" / "logo.png").write_bytes(b"logo")
        (tmp_path / "packs").mkdir()
        (tmp_path / "packs" / "1.zip").write_bytes(b"pack")
        monkeypatch.setenv("EMAIL_URL", "smtp://a:secret-word@host")
        path = making.make(tmp_path / "backups")
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        said = said_by(path)
        assert [each["name"] for each in said["files"]] == [DATABASE, "media/logo.png"]
        assert said["settings"]["EMAIL_URL"] is True
        assert said["settings"]["CACHE_URL"] is False
        assert b"secret-word" not in path.read_bytes()
        assert "0001_initial" in said["migrations"]["services"]
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        again = making.make(tmp_path / "backups", with_packs=True)
        assert "packs/1.zip" in [each["name"] for each in said_by(again)["files"]]

    def test_disk_without_room_is_told_before_anything_is_written(self, small, tmp_path, monkeypatch):
        usage = namedtuple("usage", "total used free")
        monkeypatch.setattr(making.shutil, "disk_usage", lambda path: usage(0, 0, making.ROOM_LEFT + 100))
        with pytest.raises(CommandError, match=r"perlu sekitar \d+ MB, tersisa 1 MB"):
            call_command("backup", tmp_path / "backups")
        assert list((tmp_path / "backups").iterdir()) == []

    def test_disk_that_fills_up_leaves_nothing_half(self, small, tmp_path, monkeypatch):
        def full(*args):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(making, "_add", full)
        with pytest.raises(CommandError, match="penuh"):
            call_command("backup", tmp_path / "backups")
        assert list((tmp_path / "backups").iterdir()) == []

    def test_old_ones_are_pruned_and_nothing_else(self, small, tmp_path):
        folder = tmp_path / "backups"
        folder.mkdir()
        for name in ("sebelum-datang-20250101-010101.zip", "sebelum-datang-20250102-010101.zip", "lain.zip"):
            (folder / name).touch()
        left = folder / "sebelum-datang-20250103-010101.zip.part"
        left.touch()
        os.utime(left, (0, 0))
        call_command("backup", folder, keep=2, verbosity=0)
        names = sorted(each.name for each in folder.iterdir())
        assert len(names) == 3
        assert names[:2] == ["lain.zip", "sebelum-datang-20250102-010101.zip"]

    def test_second_backup_of_a_second_has_its_own_name(self, tmp_path):
        with time_machine.travel(NOW, tick=False):
            first = shelf.new_path(tmp_path)
            first.touch()
            assert shelf.new_path(tmp_path).name == "sebelum-datang-20261120-093000-2.zip"
            assert shelf.backups(tmp_path) == [first]

    def test_damaged_database_is_not_backed_up(self, tmp_path):
        file = tmp_path / "bad.sqlite3"
        with sqlite3.connect(file) as rows:
            rows.execute("CREATE TABLE django_session (id INTEGER, text TEXT)")
            rows.executemany(
                "INSERT INTO django_session VALUES (?, ?)", [(each, "x" * 900) for each in range(50)]
            )
        rows.close()
        data = bytearray(file.read_bytes())
        data[8192:12000] = b"\xff" * 3808
        file.write_bytes(data)
        with pytest.raises((BackupError, sqlite3.DatabaseError)):
            database_copy._finish(file)


class TestReading:
    @pytest.fixture
    def path(self, small, tmp_path):
        (tmp_path / "media").mkdir()
        (tmp_path / "media" / "logo.png").write_bytes(b"logo")
        return making.make(tmp_path / "backups")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"media/logo.png": b"lugo"}, "isinya berubah"),
            ({"media/logo.png": None}, "daftar isinya"),
            ({"media/more.png": b"x"}, "daftar isinya"),
            ({NAME: b"{}"}, "rusak"),
            ({NAME: None}, "rusak"),
        ],
    )
    def test_damaged_file_is_refused(self, path, changes, words):
        rewritten(path, changes)
        with pytest.raises(CommandError, match=words):
            call_command("restore", path, check=True)

    def test_flipped_bytes_and_cut_files_are_refused(self, path):
        data = path.read_bytes()
        for damaged in (data[: len(data) // 2], b"", data[:200] + b"\0\1\2\3" + data[204:]):
            path.write_bytes(damaged)
            with pytest.raises(CommandError, match="rusak"):
                call_command("restore", path, check=True)

    def test_name_that_leads_elsewhere_is_refused(self, path):
        said = said_by(path)
        with zipfile.ZipFile(path) as backup:
            logo = backup.read("media/logo.png")
        for name in ("media/../../x", "../x", "/etc/x"):
            moved = [
                {**each, "name": name} if each["name"].startswith("media") else each for each in said["files"]
            ]
            other = path.with_name("other.zip")
            other.write_bytes(path.read_bytes())
            rewritten(other, {"media/logo.png": None, name: logo, NAME: json.dumps({**said, "files": moved})})
            with pytest.raises(CommandError, match="nama"):
                call_command("restore", other, check=True)

    def test_newer_versions_are_named(self, path):
        said = said_by(path)
        rewritten(path, {NAME: json.dumps({**said, "version": 99})})
        with pytest.raises(CommandError, match="lebih baru"):
            call_command("restore", path, check=True)
        said["migrations"]["services"].append("0999_later")
        rewritten(path, {NAME: json.dumps(said)})
        with pytest.raises(CommandError, match="services 0999_later"):
            call_command("restore", path, check=True)

    def test_older_one_is_recognised(self, path):
        said = said_by(path)
        said["migrations"]["faq"].pop()
        rewritten(path, {NAME: json.dumps(said)})
        with reading.opened(path) as (_, read):
            assert reading.check_versions(read)


def public_pages():
    """Every public page at a frozen moment, by its address."""
    client, seen, waiting = Client(), {}, ["/", "/en/", "/periksa/", "/sitemap.xml"]
    with time_machine.travel(NOW, tick=False):
        sitemaps = client.get("/sitemap.xml").content.decode()
        for part in sitemaps.split("<loc>")[1:]:
            text = client.get("/" + part.split("</loc>")[0].split("/", 3)[3]).content.decode()
            waiting += ["/" + each.split("</loc>")[0].split("/", 3)[3] for each in text.split("<loc>")[1:]]
        waiting += [
            "/api/v1/notices/",
            "/perubahan.atom",
            "/kabar.atom",
            "/cari/?q=ktp+hilang",
            "/en/cari/?q=birth",
        ]
        for address in dict.fromkeys(waiting):
            response = client.get(address)
            assert response.status_code == 200, address
            seen[address] = response.content
    return seen


def counts():
    """The rows of every table, but of those that a backup leaves out."""
    asked.waiting.write()  # on a slow machine it falls due in between
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in sorted(set(tables) - set(database_copy.NOT_KEPT)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
    return found


def manage(*arguments, **settings):
    environment = {
        **os.environ,
        "DEBUG": "1",
        "SITE_URL": "http://testserver",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT, env=environment | {name: str(value) for name, value in settings.items()},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture
def lively(demo):
    """The demo with ten weeks of activity, all in the past of NOW."""
    with time_machine.travel("2026-11-19 10:00+07:00", tick=False):
        demo_activity.fill({name: make_staff("Penyunting", name) for name in ("editor", "pr", "counter")})
        snapshot.rebuild()


@pytest.mark.sqlite
def test_every_page_is_the_same_after_a_restore(lively, tmp_path, settings):
    before, rows = public_pages(), counts()
    assert len(before) > 100
    assert rows["faq_inquiry"] > 5
    path = making.make(tmp_path / "backups")
    target = tmp_path / "restored" / "db.sqlite3"
    target.parent.mkdir()
    url = f"sqlite:///{target}"
    done = manage("restore", path, DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert "Berikutnya:" in done.stdout
    assert [each.name for each in target.parent.iterdir()] == ["db.sqlite3"]
    held = connection.connection
    opened = connection.get_connection_params() | {"database": str(target)}
    connection.connection = connection.get_new_connection(opened)
    try:
        after, rows_after = public_pages(), counts()
    finally:
        connection.connection.close()
        connection.connection = held
    assert rows_after == rows
    assert [address for address in before if before[address] != after.get(address)] == []
    # and now it is not empty any more
    refused = manage("restore", path, DATABASE_URL=url)
    assert refused.returncode != 0
    assert "sudah berisi" in refused.stderr
    folder = tmp_path / "safety"
    replaced = manage("restore", path, "--replace", "--noinput", DATABASE_URL=url, BACKUPS_ROOT=folder)
    assert replaced.returncode == 0, replaced.stderr
    assert len(shelf.backups(folder)) == 1


class TestReplacing:
    @pytest.mark.sqlite  # with PostgreSQL the copy is a stand-in here, and is refused before the question
    def test_nothing_happens_without_the_word(self, demo, tmp_path, monkeypatch):
        path = making.make(tmp_path / "backups")
        monkeypatch.setattr("builtins.input", lambda words: "ya")
        with pytest.raises(CommandError, match="Dibatalkan"):
            call_command("restore", path, replace=True)
        assert shelf.backups(tmp_path / "backups") == [path]

    @pytest.mark.sqlite
    def test_readers_of_the_old_database_see_the_new_one_whole(self, tmp_path, monkeypatch):
        """The file is not swapped below them: they would go on writing into one that nobody sees."""
        files = {name: tmp_path / f"{name}.sqlite3" for name in ("old", "new")}
        for name, file in files.items():
            with sqlite3.connect(file) as rows:
                rows.execute("PRAGMA journal_mode = WAL")
                rows.execute("CREATE TABLE one (word TEXT)")
                rows.executemany("INSERT INTO one VALUES (?)", [(name,)] * 5000)
            rows.execute("PRAGMA journal_mode = DELETE") if name == "new" else None
            rows.close()
        reader = sqlite3.connect(files["old"])
        monkeypatch.setitem(connection.settings_dict, "NAME", str(files["old"]))
        monkeypatch.setattr(restoring.connection, "close", lambda: None, raising=False)
        assert reader.execute("SELECT DISTINCT word FROM one").fetchall() == [("old",)]
        restoring._restore_rows(files["new"])
        assert reader.execute("SELECT word, count(*) FROM one GROUP BY word").fetchall() == [("new", 5000)]
        reader.execute("INSERT INTO one VALUES ('later')")
        reader.commit()
        assert sqlite3.connect(files["old"]).execute("SELECT count(*) FROM one").fetchone() == (5001,)
        reader.close()


class TestDaily:
    def test_every_step_is_done_and_noted(self, demo, settings, capsys):
        settings.BACKUPS_KEPT = 2
        with time_machine.travel("2026-11-20 02:30+07:00", tick=False):  # a Friday
            call_command("daily")
            assert [line for line in capsys.readouterr().out.splitlines() if line.endswith(": ok")] == [
                "forget: ok", "remind: ok", "backup: ok", "draw_batches: ok",
            ]  # fmt: skip
            assert daily_log.succeeded("forget").isoformat().startswith("2026-11-19T19:30")
        assert daily_log.failed_steps() == 0
        assert len(shelf.backups()) == 1

    def test_nobody_is_reminded_on_a_sunday_and_no_backup_without_the_setting(self, demo, settings, capsys):
        settings.BACKUPS_KEPT = 0
        with time_machine.travel("2026-11-22 02:30+07:00", tick=False):
            call_command("daily")
        assert "remind: skipped\nbackup: skipped\n" in capsys.readouterr().out

    def test_step_that_fails_keeps_no_other_from_being_done(self, demo, settings, capsys, monkeypatch):
        settings.BACKUPS_KEPT = 2

        def gone(*args, **kwargs):
            raise OperationalError("gone")

        monkeypatch.setattr("services.staleness.all_stale_entries", gone)
        with (
            time_machine.travel("2026-11-20 02:30+07:00", tick=False),
            pytest.raises(CommandError, match="remind"),
        ):
            call_command("daily")
        assert "draw_batches: ok" in capsys.readouterr().out
        assert daily_log.failed_steps() == 1
        assert len(shelf.backups()) == 1


def test_empty_is_what_nobody_has_filled(db, demo):
    assert not restoring.is_empty()
    assert Service.objects.exists()
    assert not Inquiry.objects.exists()
