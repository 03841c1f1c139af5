"""A backup of PostgreSQL, put back into PostgreSQL and into SQLite: the same rows and pages, or nothing changed."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client

from faq.models import SearchCount
from portal import demo_activity
from portal.moving import copying, tables
from portal.moving.faults import MoveError
from portal.operating.backups import database_copy, making, restoring
from portal.operating.backups.manifest import BackupError
from services import snapshot
from services.models import Service
from tests import other_databases
from tests.other_databases import standing_on
from tests.people import make_staff

pytestmark = pytest.mark.postgresql

NOW = "2026-11-20 09:30+07:00"
PAGES = [
    "/", "/en/", "/layanan/", "/layanan/kk-baru/", "/kantor/", "/peristiwa/", "/dokumen/", "/tanya-jawab/", "/kabar/",
    "/cari/?q=ktp+gw+ilang", "/perubahan.atom", "/sitemap.xml",
]  # fmt: skip


@pytest.fixture
def place(django_db_setup, django_db_blocker, settings, tmp_path):
    settings.BACKUPS_ROOT, settings.MEDIA_ROOT = tmp_path / "backups", tmp_path / "media"
    with django_db_blocker.unblock():
        yield tmp_path


def lived_in(file):
    """The address of an office with ten weeks of activity."""
    url = other_databases.copy_of_start(file)
    with standing_on(url), time_machine.travel("2026-11-19 10:00+07:00", tick=False):
        demo_activity.fill({name: make_staff("Penyunting", name) for name in ("editor", "pr", "counter")})
        snapshot.rebuild()
    return url


def without_rows(file):
    """The address of a migrated database in PostgreSQL into which nobody has put anything."""
    url = other_databases.copy_of_start(file)
    with standing_on(url), connection.cursor() as cursor:
        cursor.execute(
            f"TRUNCATE {', '.join(model._meta.db_table for model in tables.ordered())} RESTART IDENTITY"
        )
    return url


def rows(url):
    """A digest of every table, but of those that a backup leaves out."""
    with standing_on(url):
        kept = (model for model in tables.ordered() if model._meta.db_table not in database_copy.NOT_KEPT)
        return {model._meta.db_table: tables.digest(model, "default").value for model in kept}


def pages(url):
    """What people are shown at a frozen moment."""
    with standing_on(url), time_machine.travel(NOW, tick=False):
        return {address: Client().get(address).content for address in PAGES}


def test_backup_of_postgresql_goes_back_into_either_database(place, monkeypatch):
    office = lived_in(place / "office")
    before, shown = rows(office), pages(office)
    assert before["faq_inquiry"][0] > 5
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "portal.settings")  # of the process that makes the tables
    with standing_on(office):
        path = making.make(place / "backups")
    server, file = without_rows(place / "server"), f"sqlite:///{place / 'file.sqlite3'}"
    for target in (server, file):
        with standing_on(target):
            assert restoring.is_empty()
            assert restoring.restore(path).engine == "postgresql"
            assert not restoring.is_empty()
        assert rows(target) == before
        assert pages(target) == shown
        with standing_on(target):  # numbers go on where they were
            SearchCount.objects.create(day=datetime.date(2026, 11, 20), words="kata baru", was_found=True)
            Service.objects.update(name="Sesudahnya")

    def fail(*args):
        raise MoveError("tidak sama")

    changed = rows(server)
    assert changed != before
    with monkeypatch.context() as broken, standing_on(server):
        broken.setattr(copying, "_compare", fail)
        with pytest.raises(BackupError, match="tidak sama"):
            restoring.restore(path)
    assert rows(server) == changed
    with standing_on(server):
        restoring.restore(path)
    assert rows(server) == before
    with standing_on(server):
        connection.cursor().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        with pytest.raises(BackupError, match=r"manage\.py migrate"):
            restoring.restore(path)
