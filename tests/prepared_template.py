"""The database every test starts from, on PostgreSQL: made once for the same code, and the template of all others.

What `tests.prepared_database` is on SQLite; the name holds the same digest. A server of the run's own forgets the
template with everything else; on another server it waits for the next run, and those of older code go.
"""

import os
from collections.abc import Callable

import psycopg
from django.db import connection

from tests.prepared_database import digest

_used: list[str] = []
"""The template of this run."""
_made: list[str] = []
"""Databases that this process made."""


def fill(make: Callable[[], None]) -> None:
    """Fill the test database from the template of this code, or with `make` first, which leaves that template."""
    name, template = connection.creation._get_test_db_name(), f"prepared_{digest()}"
    _used[:] = [template]
    with _server() as alone:
        # One worker makes it; the others wait until its connection ends.
        alone.execute("SELECT pg_advisory_lock(1)")
        known = _on_server(r"SELECT datname FROM pg_database WHERE datname LIKE 'prepared\_%'")
        if (template,) not in known:
            for (old,) in known:
                _on_server(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            _make_template(make, template)
    new_database(name)
    connection.close()
    connection.settings_dict["NAME"] = name


def new_database(name: str, *, like: str = "") -> None:
    """A database with what every test starts from, or with what that other one has; one of this name goes."""
    drop(name)
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{like or _used[0]}"')
    _made.append(name)


def drop(name: str) -> None:
    """Delete a database, whoever still uses it."""
    _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def empty() -> None:
    """Give the databases of this process back: they would outlive the process."""
    connection.close()
    for name in _made:
        drop(name)


def _make_template(make: Callable[[], None], template: str) -> None:
    """Under another name until it is whole: what was interrupted is no template."""
    test = connection.settings_dict["TEST"]
    given, test["NAME"] = test["NAME"], f"{template}_new"
    make()
    test["NAME"] = given
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    _on_server(f'ALTER DATABASE "{template}_new" RENAME TO "{template}"')


def _on_server(statement: str) -> list[tuple]:
    """Run a statement on the server, whatever the test may do with its own connection; the rows it gives."""
    with _server() as server:
        cursor = server.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True)
