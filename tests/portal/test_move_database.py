"""An office moves from SQLite to PostgreSQL and back: every row, every page, or nothing."""

import hashlib
import json
import shutil
import sqlite3
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from cards import codes
from cards.models import Card
from portal import demo_activity
from portal.management.commands.demo import PEOPLE
from portal.moving import copying, tables
from portal.moving.databases import SOURCE
from services.models import Agency, Notice
from tests import other_databases
from tests.other_databases import standing_on

pytestmark = pytest.mark.postgresql

PAGES = [
    "/", "/layanan/", "/layanan/kk-baru/", "/en/layanan/kk-baru/", "/layanan/?gratis=1", "/kantor/", "/kantor/mpp/",
    "/peristiwa/", "/dokumen/", "/tanya-jawab/", "/cari/?q=ktp+gw+ilang", "/kabar/", "/perubahan/", "/sitemap.xml",
    "/periksa/",
]  # fmt: skip
WEDNESDAY = "2026-11-25 10:05+07:00"
WORDS = {"a": "Kōta “Wukir”", "aa": [1, 2.5, True, None], "b": {"z": 0, "k": "\\u"}}


@pytest.fixture(scope="module")
def folder(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        yield tmp_path_factory.mktemp("move")


@pytest.fixture(scope="module")
def new_file(folder):
    """A migrated SQLite file without a row, to be copied."""
    file = folder / "new.sqlite3"
    other_databases.sqlite_start(file)
    other_databases.empty(file)
    return file


@pytest.fixture(scope="module")
def old_office(folder, new_file):
    """The demo with its activity in an SQLite file, as an office had it for months."""
    lived_in = other_databases.copy_of_start(folder / "lived_in")
    with standing_on(lived_in):
        people = {name: User.objects.create_user(name, password="a-long-password") for name, _, _ in PEOPLE}
        demo_activity.fill(people)
        Agency.objects.filter(key="disdukcapil").update(extra=WORDS)
        number_once_given()
    file = Path(shutil.copy(new_file, folder / "office.sqlite3"))
    move(lived_in, f"sqlite:///{file}")
    return file


@pytest.fixture(scope="module")
def new_server(folder):
    """The address of a migrated PostgreSQL database without a row; what fails leaves it so."""
    return migrated_server(folder / "new")


def migrated_server(place):
    url = other_databases.copy_of_start(place)
    with standing_on(url), connection.cursor() as cursor:
        names = [model._meta.db_table for model in tables.ordered()]
        cursor.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY")
    return url


def damaged(office, statement):
    """The address of a copy in which one statement went wrong."""
    file = shutil.copy(office, office.with_name("damaged.sqlite3"))
    with sqlite3.connect(file) as rows:
        rows.execute(statement)
    rows.close()
    return f"sqlite:///{file}"


def is_empty(url):
    with standing_on(url):
        return not any(tables.count(model, "default") for model in tables.ordered())


def move(source, target):
    """What the command says."""
    said = StringIO()
    with standing_on(target):
        call_command("move_database", source=source, stdout=said)
    return said.getvalue()


def number_once_given():
    agency = Agency.objects.first()
    notice = Notice.objects.create(agency=agency, title="Salah", text="Salah", starts_on=timezone.localdate())
    number = notice.pk
    notice.delete()
    return number


def answers():
    """By address what the site answers, with a card's page among them."""
    card = Card.objects.order_by("pk").first()
    with time_machine.travel(WEDNESDAY, tick=False):
        found = {path: Client().get(path) for path in [*PAGES, f"/k/{codes.display(card.code)}/"]}
    return {path: (each.status_code, each.content) for path, each in found.items()}


def raw(file):
    """The rows of every table as SQLite has them, JSON read: PostgreSQL keeps it without the order of its keys."""
    with sqlite3.connect(file) as rows:
        names = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: sorted(map(plain, rows.execute(f'SELECT * FROM "{name}"'))) for name in names}
    rows.close()
    return found


def plain(row):
    def value(cell):
        if isinstance(cell, str) and cell[:1] in ("{", "["):
            try:
                return json.loads(cell)
            except ValueError:
                return cell
        return cell

    return json.dumps([value(cell) for cell in row], sort_keys=True, default=repr)


def test_office_moves_and_comes_back_row_for_row_and_page_for_page(old_office, new_file, folder):
    new_server = migrated_server(folder / "target")
    before = hashlib.sha256(old_office.read_bytes()).digest()
    with standing_on(f"sqlite:///{old_office}"):
        at_home = answers()
    assert {path for path, (status, _) in at_home.items() if status != 200} == set()

    said = move(f"sqlite:///{old_office}", new_server)
    assert "sama di kedua sisi" in said
    assert str(settings.MEDIA_ROOT) in said
    assert hashlib.sha256(old_office.read_bytes()).digest() == before
    with standing_on(new_server):
        assert Agency.objects.get(key="disdukcapil").extra == WORDS
        away = answers()
    assert [path for path in at_home if at_home[path] != away[path]] == []

    back = Path(shutil.copy(new_file, folder / "back.sqlite3"))
    move(new_server, f"sqlite:///{back}")
    mine, theirs = raw(old_office), raw(back)
    assert [name for name in mine if mine[name] != theirs[name]] == []
    assert sum(map(len, mine.values())) > 9000

    # Cards name a notice by its number: that of a deleted one must not come again.
    with standing_on(f"sqlite:///{old_office}"):
        following = number_once_given()
    for url in (new_server, f"sqlite:///{back}"):
        with standing_on(url):
            assert number_once_given() == following


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE faq_question SET question = question || char(0) WHERE id = 7",
            "faq_question, baris 7, .*NUL",
        ),
        (
            "UPDATE faq_question SET slug = slug || hex(zeroblob(90)) WHERE id = 8",
            "faq_question, baris 8, .*too long",
        ),
        ("UPDATE services_step SET service_id = 4711 WHERE id = 3", "services_step"),
        (
            "DELETE FROM django_migrations WHERE name = '0010_accounts_in_order'",
            r"asal .* belum dimigrasi .*services\.0010_accounts_in_order",
        ),
    ],
)
def test_what_cannot_be_moved_is_named_and_leaves_nothing(statement, words, old_office, new_server):
    with pytest.raises(CommandError, match=rf"{words}.*Tidak ada yang dipindahkan"):
        move(damaged(old_office, statement), new_server)
    assert is_empty(new_server)


def test_rows_that_change_on_the_way_are_noticed(old_office, new_server, monkeypatch):
    insert = copying._insert

    def insert_less(model, batch, target):
        for row in batch:
            if isinstance(row, Agency):
                row.extra = {}
        insert(model, batch, target)

    monkeypatch.setattr(copying, "_insert", insert_less)
    with pytest.raises(CommandError, match="services_agency tidak sama di kedua sisi"):
        move(f"sqlite:///{old_office}", new_server)
    assert is_empty(new_server)


def test_only_a_new_database_is_filled(old_office):
    with pytest.raises(CommandError, match=r"sudah berisi: faq_topic .*Tidak ada yang dipindahkan"):
        call_command("move_database", source=f"sqlite:///{old_office}", stdout=StringIO())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("sqlite:////tidak/ada.sqlite3", "Berkas /tidak/ada.sqlite3 tidak ada"),
        ("mysql://a/b", "harus sqlite:///… atau postgres://…"),
        ("kantor", "harus sqlite:///… atau postgres://…"),
        ("postgres://nama:rahasia@127.0.0.1:9/tidak-ada", "Tidak ada yang dipindahkan"),
    ],
)
def test_source_that_is_none_is_refused(source, words, new_server):
    with pytest.raises(CommandError, match=words) as refused:
        move(source, new_server)
    assert "rahasia" not in str(refused.value)
    assert SOURCE not in connections.settings


def test_database_is_not_moved_onto_itself(new_server):
    with pytest.raises(CommandError, match="asal dan tujuan sama"):
        move(new_server, new_server)
