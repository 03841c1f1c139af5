"""Makes a backup: one ZIP that appears under its name when it is whole and on the disk."""

import errno
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError

from portal.operating import gauges, shelf
from portal.operating.backups import database_copy, manifest
from portal.operating.backups.manifest import DATABASE, BackupError, KeptFile

ROOM_LEFT = 50 << 20
"""Bytes that must stay free: a full disk stops the database."""
README = (
    "Cadangan Sebelum Datang. Di dalamnya ada data warga dan petugas: simpan di tempat yang aman.\n"
    "Mengembalikan: manage.py restore NAMA-BERKAS (docs/operate.md).\n"
    "database.sqlite3 dapat dibaca program SQLite apa pun; manifest.json menyebut isi dan setelannya.\n"
)
Progress = Callable[[str, int], None]
"""Is told the name of each file that is in, and its bytes."""


def make(folder: Path, *, with_packs: bool = False, progress: Progress = lambda name, size: None) -> Path:
    """Make a backup in `folder` and return its path. Raises `BackupError`; then nothing is left behind."""
    with _explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        others = {"media": _files_of("default"), "packs": _files_of("packs") if with_packs else None}
        _ask_for_room(folder, [path for found in others.values() for _, path in found or ()])
        path = shelf.new_path(folder)
        part = path.with_name(path.name + shelf.PART)
        try:
            _write(part, others, progress)
            part.replace(path)
            _sync_folder(folder)
        finally:
            for each in folder.glob(f"{part.name}*"):
                each.unlink(missing_ok=True)
    return path


def _write(part: Path, others: dict[str, list[tuple[str, Path]] | None], progress: Progress) -> None:
    copy = part.with_name(f"{part.name}.sqlite3")
    database_copy.write(copy)
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb+") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as backup:
            kept = [_add(backup, DATABASE, copy, progress)]
            for root, found in others.items():
                for name, path in found or ():
                    with suppress(FileNotFoundError):  # tidied away in this moment
                        kept.append(_add(backup, f"{root}/{name}", path, progress))
            has = {f"has_{root}": found is not None for root, found in others.items()}
            backup.writestr(manifest.NOTE, README)
            backup.writestr(manifest.NAME, manifest.of_now(kept, **has).model_dump_json(indent=1))
        out.flush()
        os.fsync(out.fileno())


def _add(backup: zipfile.ZipFile, name: str, path: Path, progress: Progress) -> KeptFile:
    with path.open("rb") as source, _member(backup, name) as target:
        size, digest = manifest.copied(source, [target])
    progress(name, size)
    return KeptFile(name=name, size=size, sha256=digest)


def _member(backup: zipfile.ZipFile, name: str) -> IO[bytes]:
    info = zipfile.ZipInfo(name)
    # Pictures and ZIPs are packed already.
    info.compress_type = zipfile.ZIP_DEFLATED if name == DATABASE else zipfile.ZIP_STORED
    return backup.open(info, "w", force_zip64=True)


def _files_of(alias: str) -> list[tuple[str, Path]] | None:
    """The files of a storage with their names in it; None where it is no folder here (an object store has its own
    copies)."""
    storage = storages[alias]
    if not isinstance(storage, FileSystemStorage):
        return None
    root = Path(storage.location)
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    return [(path.relative_to(root).as_posix(), path) for path in found if path.suffix != ".part"]


def _ask_for_room(folder: Path, files: list[Path]) -> None:
    """The copy of the database, once more while it is packed tight, at worst as large again in the ZIP; and the files."""
    needed = 3 * int(gauges.database_bytes()) + sum(path.stat().st_size for path in files)
    free = shutil.disk_usage(folder).free - ROOM_LEFT
    if needed > free:
        raise BackupError(
            f"Ruang di {folder} kurang: perlu sekitar {megabytes(needed)} MB, tersisa {megabytes(max(free, 0))} MB. "
            "Kosongkan ruang, kurangi --keep, atau pilih folder di disk lain."
        )


def megabytes(size: int) -> int:
    """Rounded up."""
    return -(-size // (1 << 20))


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise BackupError(_full(folder)) from error
        raise BackupError(f"{folder} tidak dapat ditulisi: {error.strerror or error}.") from error
    except sqlite3.Error as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise BackupError(_full(folder)) from error
        raise BackupError(f"Basis data tidak dapat disalin: {error}.") from error
    except DatabaseError as error:
        raise BackupError(f"Basis data tidak menjawab: {error}".strip()) from error


def _full(folder: Path) -> str:
    return f"Disk tempat {folder} penuh. Kosongkan ruang lalu ulangi; tidak ada cadangan setengah jadi yang tertinggal."
