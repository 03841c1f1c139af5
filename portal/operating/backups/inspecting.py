"""Looks at the database of a backup as at something a stranger sent: nothing of it is used before it is what it says.

Checksums do not help here: whoever can change the file can write its manifest anew.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.moving import tables
from portal.operating.backups.manifest import BackupError, Manifest

_REFUSED = (
    "Basis data di dalam cadangan ini {}. Pakai cadangan lain; basis data yang dipakai sekarang tidak diubah."
)
_MADE_BY_OTHERS = "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index') OR rootpage = 0"
"""No migration makes triggers, views or virtual tables, and a trigger would run with every later change."""


def check_content(copy: Path, said: Manifest) -> None:
    """The file is a sound database at the migrations of the manifest, and runs nothing. Raises `BackupError`."""
    with _opened(copy) as rows:
        if broken := next(
            (each for (each,) in rows.execute("PRAGMA integrity_check(1)") if each != "ok"), ""
        ):
            raise _refused(f"rusak ({broken})")
        if not rows.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [tables.HISTORY]).fetchone():
            raise _refused("kosong atau bukan milik Sebelum Datang")
        if other := rows.execute(_MADE_BY_OTHERS).fetchone():
            raise _refused(f"berisi perintah tambahan ({other[0]}) yang tidak dibuat Sebelum Datang")
        if torn := rows.execute("PRAGMA foreign_key_check").fetchone():
            raise _refused(f"tidak utuh: ada baris di tabel {torn[0]} yang menunjuk ke baris yang tidak ada")
        held = set(rows.execute(f"SELECT app, name FROM {tables.HISTORY}"))
    if held != {(app, name) for app, names in said.migrations.items() for name in names}:
        raise _refused("dari versi yang lain daripada yang disebut cadangan ini")


def check_tables(copy: Path) -> None:
    """Every table of this version is there with its columns; for a copy that is migrated. Raises `BackupError`."""
    with _opened(copy) as rows:
        for model in tables.ordered():
            table = model._meta.db_table
            there = {name for (name,) in rows.execute("SELECT name FROM pragma_table_info(?)", [table])}
            if not there:
                raise _refused(f"tidak lengkap: tabel {table} tidak ada")
            if missing := {field.column for field in model._meta.local_concrete_fields} - there:
                raise _refused(f"tidak lengkap: tabel {table} tanpa kolom {min(missing)}")


@contextmanager
def _opened(copy: Path) -> Iterator[sqlite3.Connection]:
    """Read as it lies there: no log beside it is looked for, nothing is written."""
    rows = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield rows
    except (sqlite3.Error, TypeError, UnicodeError) as error:
        raise _refused(f"rusak ({error})") from error
    finally:
        rows.close()


def _refused(words: str) -> BackupError:
    return BackupError(_REFUSED.format(words))
