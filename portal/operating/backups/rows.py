"""Rows between PostgreSQL and the SQLite file of a backup, copied and compared as `manage.py move_database` does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import ConnectionHandler

from portal.moving import copying, databases, tables
from portal.moving.faults import MoveError
from portal.operating.backups.manifest import BackupError

_COPY, _SNAPSHOT = "backup-copy", "backup-snapshot"
_ONE_MOMENT = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"


def write(path: Path) -> None:
    """Write all rows of the database, as they are at one moment, to an SQLite file that has the tables."""
    here = connections[DEFAULT_DB_ALIAS].settings_dict
    reading = {**here, "OPTIONS": {**here["OPTIONS"], "options": _ONE_MOMENT}}
    writing = dj_database_url.parse(f"sqlite:///{path}")
    with _opened(_SNAPSHOT, reading), _opened(_COPY, writing), _explained():
        copying.move(_SNAPSHOT, _COPY)


def read(path: Path) -> None:
    """Put the rows of such a file in place of those of the database, which has its tables, in one transaction."""
    with databases.opened(f"sqlite:///{path}") as source, _explained(), transaction.atomic():
        databases.check_migrations(connections[source], connections[DEFAULT_DB_ALIAS])
        for model in reversed(tables.ordered()):
            model._base_manager.using(DEFAULT_DB_ALIAS).all()._raw_delete(DEFAULT_DB_ALIAS)
        copying.move(source, DEFAULT_DB_ALIAS)


@contextmanager
def _opened(alias: str, config: dict[str, Any]) -> Iterator[None]:
    """One more database under this alias."""
    handler = ConnectionHandler({DEFAULT_DB_ALIAS: {}, alias: config})
    connection = connections[alias] = handler[alias]
    connections.settings[alias] = handler.settings[alias]
    try:
        yield
    finally:
        connection.close()
        del connections[alias]
        del connections.settings[alias]


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except MoveError as error:
        raise BackupError(str(error)) from error
