"""The database that is moved from: opened for reading only, beside the one of the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from portal.moving.faults import MoveError

SOURCE = "moved-from"
"""Alias of the database that is read."""
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"


@contextmanager
def opened(url: str) -> Iterator[str]:
    """Open the database at sqlite:///… or postgres://… for reading only; gives its alias.

    A file that is not there is an error here, not a new empty database.
    """
    handler = ConnectionHandler({DEFAULT_DB_ALIAS: {}, SOURCE: _settings(url)})
    connection = connections[SOURCE] = handler[SOURCE]
    connections.settings[SOURCE] = handler.settings[SOURCE]
    try:
        yield SOURCE
    finally:
        connection.close()
        del connections[SOURCE]
        del connections.settings[SOURCE]


def _settings(url: str) -> dict[str, Any]:
    try:
        config = dj_database_url.parse(url)
    except ValueError:
        config = {}
    if config.get("ENGINE") == SQLITE:
        file = Path(config["NAME"])
        if not file.is_file():
            raise MoveError(
                f"Berkas {file} tidak ada. Tulis sqlite:///nama.sqlite3, atau sqlite:////srv/… dari akar."
            )
        return config | {"NAME": f"{file.absolute().as_uri()}?mode=ro", "OPTIONS": {"timeout": 20}}
    if config.get("ENGINE") == POSTGRESQL:
        # One moment of it for all tables, and no statement that writes.
        words = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
        return config | {"OPTIONS": {**config.get("OPTIONS", {}), "options": words}}
    raise MoveError("Basis data asal harus sqlite:///… atau postgres://….")


def described(connection: BaseDatabaseWrapper) -> str:
    """What people call a database: its kind and its name, never its password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite {str(settings['NAME']).removeprefix('file://').removesuffix('?mode=ro')}"
    return f"PostgreSQL {settings['NAME']}" + (f" di {settings['HOST']}" if settings["HOST"] else "")


def are_the_same(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> bool:
    """Whether both are one and the same database."""
    if source.vendor != target.vendor:
        return False
    if source.vendor == "sqlite":
        names = (described(each).removeprefix("SQLite ") for each in (source, target))
        return len({str(Path(name).absolute()) for name in names}) == 1
    names = ("HOST", "PORT", "NAME")
    return all((source.settings_dict[name] or "") == (target.settings_dict[name] or "") for name in names)


def check_migrations(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> None:
    """Raise MoveError unless both have exactly the tables of this version."""
    for connection, words in ((source, "asal"), (target, "tujuan")):
        executor = MigrationExecutor(connection)
        if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            names = ", ".join(f"{each.app_label}.{each.name}" for each, _ in plan[:5])
            raise MoveError(
                f"Basis data {words} ({described(connection)}) belum dimigrasi dengan versi ini: {names}"
                f"{' …' if len(plan) > 5 else ''}. Jalankan dulu: DATABASE_URL=… manage.py migrate"
            )
    applied = [set(MigrationRecorder(each).applied_migrations()) for each in (source, target)]
    if odd := applied[0] ^ applied[1]:
        names = ", ".join(sorted(f"{app}.{name}" for app, name in odd))
        raise MoveError(
            f"Kedua basis data tidak di migrasi yang sama: {names}. Pakai versi aplikasi yang sama."
        )
