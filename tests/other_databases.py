"""Databases beside the one of the test: for what commits, changes tables, or compares two of them."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dj_database_url
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.utils import ConnectionHandler

from portal import catalogue
from services import snapshot
from tests import prepared_database, prepared_template

CATALOGUE = Path(__file__).parent.parent / "services" / "data" / "catalogue.yaml"


def address(file: Path) -> str:
    """The address of the database a test keeps at this path; on PostgreSQL it has a name that stands for the path."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{file}"
    server, _, _ = os.environ["TEST_DATABASE_URL"].rpartition("/")
    return f"{server}/{_name(file)}"


def _name(file: Path) -> str:
    return f"at_{hashlib.sha256(str(file).encode()).hexdigest()[:24]}"


def copy_of_start(file: Path) -> str:
    """A database with what every test starts from, of the kind this run is about; gives its address."""
    if connection.vendor == "sqlite":
        shutil.copy(prepared_database.stored(), file)
    else:
        prepared_template.new_database(_name(file))
    return address(file)


def copy(file: Path, target: Path) -> None:
    """Copy the database at one path to another. Nobody may be using it."""
    if connection.vendor == "sqlite":
        shutil.copy(file, target)
    else:
        prepared_template.new_database(_name(target), like=_name(file))


def sqlite_start(file: Path) -> None:
    """Write an SQLite file with what every test starts from there: the one of the last run, or made anew in 20 s."""
    stored = prepared_database.FOLDER / f"{prepared_database.digest()}.sqlite3"
    if stored.exists():
        shutil.copy(stored, file)
        return
    with standing_on(f"sqlite:///{file}"):
        call_command("migrate", verbosity=0)
        catalogue.import_text(CATALOGUE.read_text(encoding="utf-8"))


@contextmanager
def standing_on(url: str) -> Iterator[None]:
    """Within it the code under test works on that database, and what it writes is committed."""
    config = dj_database_url.parse(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    given, settings = connections[DEFAULT_DB_ALIAS], connections.settings[DEFAULT_DB_ALIAS]
    handler = ConnectionHandler({DEFAULT_DB_ALIAS: config})
    connections[DEFAULT_DB_ALIAS] = handler[DEFAULT_DB_ALIAS]
    connections.settings[DEFAULT_DB_ALIAS] = handler.settings[DEFAULT_DB_ALIAS]
    _forget()
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS], connections.settings[DEFAULT_DB_ALIAS] = given, settings
        _forget()


def _forget() -> None:
    """What a process keeps of a database."""
    cache.clear()
    caches["strips"].clear()
    snapshot._known = None


def empty(path: Path) -> None:
    """Take all rows out of a file but those that say which migrations it has: as if it had just been migrated."""
    with sqlite3.connect(path) as rows:
        names = rows.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'django_migrations'"
        )
        for (name,) in names.fetchall():
            rows.execute(f'DELETE FROM "{name}"')
    rows.close()
