"""A copy of the whole database as it was at one moment, always as an SQLite file.

One form for both databases: it opens with any tool, restores into either, and an older one is migrated as a file, apart
from the database that is in use, before a single row of that is touched. `pg_dump` would have to be of the server's
version and could do none of this.
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from portal.operating.backups import rows
from portal.operating.backups.manifest import BackupError

NOT_KEPT = ("django_session",)
"""Whoever holds a backup must not be able to step into an open session with it."""


def write(path: Path) -> None:
    """Write the copy. Raises `BackupError` where the database is damaged, `OSError` or `sqlite3.Error`."""
    path.touch(mode=0o600)
    if connection.vendor == "sqlite":
        _copy_file(path)
    else:
        migrate(path)
        rows.write(path)
    _finish(path)


def _copy_file(path: Path) -> None:
    """SQLite's online backup, in one step: it sees one moment, and writers go on meanwhile (WAL)."""
    connection.ensure_connection()
    with _opened(path) as target:
        connection.connection.backup(target)
    target.close()


def _finish(path: Path) -> None:
    with _opened(path) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        said = copy.execute("PRAGMA integrity_check(5)").fetchall()
        if said != [("ok",)]:
            raise BackupError(
                f"Basis data rusak ({said[0][0]}), jadi tidak dicadangkan: cadangan yang lama lebih berharga. "
                "Lihat “Basis data rusak” di docs/operate.md."
            )
        for table in NOT_KEPT:
            copy.execute(f"DELETE FROM {table}")
        copy.commit()
        copy.execute("VACUUM")  # what was deleted is gone from the file, too
    copy.close()


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=20)


def migrate(path: Path) -> None:
    """Bring an SQLite file to the tables of this code, or make them. In a process of its own: migrations that work on
    rows use the default database. Raises `BackupError`."""
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0", "--noinput"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{path}", "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["tidak ada keterangan"])[-1]
        raise BackupError(f"Tabel untuk cadangan tidak dapat disiapkan: {last}")
