"""Puts a backup back: all of it or nothing. Whatever can go wrong is looked at before the database is touched."""

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, storages
from django.db import OperationalError, connection

from portal.moving import tables
from portal.operating.backups import database_copy, inspecting, making, reading, rows
from portal.operating.backups.manifest import DATABASE, BackupError, Manifest, copied

NOBODYS = tables.MADE_BY_MIGRATE | {"services_sharedfactssnapshot", "django_session"}
"""Tables that have rows as soon as somebody looks at an empty site."""
Progress = Callable[[str, int], None]


def is_empty() -> bool:
    """Whether nobody has put anything into this database yet; one without tables is empty, too."""
    there = set(connection.introspection.table_names())
    return not any(
        model._meta.db_table in there and model._base_manager.exists()
        for model in tables.ordered()
        if model._meta.db_table not in NOBODYS
    )


def restore(path: Path, *, progress: Progress = lambda name, size: None) -> Manifest:
    """Replace the database by that of a backup, and add its files. Raises `BackupError`; then nothing has changed.

    Files of media and packs come first: one that nothing names yet does no harm. Then the rows, in one transaction.
    """
    with _inspected(path, progress) as (backup, said, copy):
        _restore_files(backup, said)
        _restore_rows(copy)
    for alias in settings.CACHES:
        caches[alias].clear()
    return said


def check(path: Path) -> tuple[Manifest, bool]:
    """Look at a backup as `restore` does, and change nothing: what it says, and whether it is of an older version.

    Raises `BackupError`.
    """
    with _inspected(path) as (_, said, _copy):
        return said, reading.check_versions(said)


@contextmanager
def _inspected(
    path: Path, progress: Progress = lambda name, size: None
) -> Iterator[tuple[zipfile.ZipFile, Manifest, Path]]:
    """The backup and a copy of its database at the tables of this version, after everything about them was checked."""
    with reading.opened(path) as (backup, said):
        reading.check(backup, said, progress)
        is_older = reading.check_versions(said)
        with _folder() as folder:
            copy = folder / DATABASE
            _ask_for_room(folder, said)
            _extract(backup, DATABASE, copy)
            inspecting.check_content(copy, said)
            if is_older:
                database_copy.migrate(copy)
            inspecting.check_tables(copy)
            yield backup, said, copy


@contextmanager
def _folder() -> Iterator[Path]:
    try:
        folder = tempfile.TemporaryDirectory(prefix=".restore-", dir=_near())
    except OSError as error:
        raise BackupError(f"{error.filename} tidak dapat ditulis ({error.strerror}).") from error
    with folder as name:
        yield Path(name)


def _near() -> Path:
    """Where the database's copy waits: on the disk of the database's file, or of the backups."""
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).resolve().parent
    settings.BACKUPS_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.BACKUPS_ROOT


def _ask_for_room(folder: Path, said: Manifest) -> None:
    """The copy, the rows once more in the database (with its log of changes), and the files."""
    size = {each.name: each.size for each in said.files}
    needed = 3 * size[DATABASE] + sum(each for name, each in size.items() if name != DATABASE)
    free = shutil.disk_usage(folder).free - making.ROOM_LEFT
    if needed > free:
        raise BackupError(
            f"Ruang kurang: perlu sekitar {making.megabytes(needed)} MB, tersisa {making.megabytes(max(free, 0))} MB. "
            "Tidak ada yang diubah."
        )


def _extract(backup: zipfile.ZipFile, name: str, path: Path) -> None:
    """Write a file of the backup to its place, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        with backup.open(name) as source, part.open("wb") as target:
            part.chmod(0o600)
            copied(source, [target])
        part.replace(path)
    except OSError as error:
        raise BackupError(
            f"{path} tidak dapat ditulis ({error.strerror}). Basis data tidak diubah."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _restore_files(backup: zipfile.ZipFile, said: Manifest) -> None:
    """What is there already stays, unless the backup has another of that name."""
    for each in said.files:
        root, _, name = each.name.partition("/")
        storage = storages["default" if root == "media" else "packs"] if name else None
        if isinstance(storage, FileSystemStorage):
            _extract(backup, each.name, _place(storage, root, name))


def _place(storage: FileSystemStorage, root: str, name: str) -> Path:
    try:
        path = Path(storage.path(name))
        path.parent.mkdir(mode=0o700 if root == "packs" else 0o755, parents=True, exist_ok=True)
    except (SuspiciousOperation, OSError) as error:
        raise BackupError(
            f"Berkas {name!r} dari cadangan tidak dapat ditempatkan ({error}). Basis data tidak diubah."
        ) from error
    return path


def _restore_rows(copy: Path) -> None:
    if connection.vendor != "sqlite":
        rows.read(copy)
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    source, target = sqlite3.connect(copy), sqlite3.connect(name, timeout=20)
    try:
        # One transaction of SQLite's own: whoever reads sees all the old or all the new, also after a power cut.
        source.backup(target)
    except sqlite3.Error as error:
        raise BackupError(
            f"Basis data tidak dapat diganti ({error}); isinya tidak berubah. Hentikan server, lalu ulangi."
        ) from error
    finally:
        source.close()
        target.close()


def check_database_answers() -> None:
    """Raises `BackupError` where there is no database to restore into."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise BackupError(f"Basis data (DATABASE_URL) tidak menjawab: {error}") from error
