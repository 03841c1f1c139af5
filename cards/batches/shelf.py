"""The files of batches: a folder each in the storage "packs", which only views for staff read from.

That is a folder of this server, or an object store that several servers share: then a ZIP is made here and sent there.
"""

import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages

FULL = (errno.ENOSPC, errno.EDQUOT)
_CHUNK = 1 << 20


class CannotWrite(Exception):
    """The server's disk does not take the files; the message tells staff what to do."""

    def __init__(self, error: OSError) -> None:
        if error.errno in FULL:
            what = (
                "Penyimpanan server penuh. Minta pengelola server mengosongkan ruang, lalu tekan “Lanjutkan”."
            )
        else:
            what = (
                f"Paket tidak dapat disimpan di server ({error.strerror or error}). "
                "Minta pengelola server memeriksa tempat paket (PACKS_ROOT atau PACKS_BUCKET), lalu tekan “Lanjutkan”."
            )
        super().__init__(f"{what} Yang sudah digambar tidak hilang.")


def _path(name: str) -> Path:
    return Path(storages["packs"].path(name))


def _is_here() -> bool:
    """Whether the files lie on this server."""
    return isinstance(storages["packs"], FileSystemStorage)


@contextmanager
def new_zip(name: str) -> Iterator[zipfile.ZipFile]:
    """A ZIP to write to. It appears under its name when it is whole, in place of an earlier one. Raises `CannotWrite`."""
    try:
        with _new_file(name) if _is_here() else _new_object(name) as pack:
            yield pack
    except OSError as error:
        raise CannotWrite(error) from error


@contextmanager
def _new_file(name: str) -> Iterator[zipfile.ZipFile]:
    path = _path(name)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as pack:
            yield pack
        part.chmod(0o600)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _new_object(name: str) -> Iterator[zipfile.ZipFile]:
    with tempfile.TemporaryFile() as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as pack:
            yield pack
        part.seek(0)
        storages["packs"].save(name, File(part))


def copied(into: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Copy the files of a kept ZIP into another, piece by piece, whatever their size; says each name when it is in."""
    with opened(name) as kept, zipfile.ZipFile(kept) as pack:
        for entry in pack.infolist():
            with pack.open(entry) as source, into.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _CHUNK)
            yield entry.filename


def has(name: str) -> bool:
    """Whether this file is there, and can be reached now."""
    try:
        return bool(name) and storages["packs"].exists(name)
    except OSError:  # an object store that does not answer
        return False


def size(name: str) -> int:
    """Its bytes."""
    return storages["packs"].size(name)


def opened(name: str) -> IO[bytes]:
    """The file, for reading in pieces."""
    return storages["packs"].open(name, "rb")


def keep_only(folder: str, names: Collection[str]) -> None:
    """Take everything else out of a folder, and the folder if nothing is left."""
    packs = storages["packs"]
    try:
        files = packs.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in (f"{folder}/{each}" for each in files):
        if name not in names:
            packs.delete(name)
    if not names and _is_here():
        _path(folder).rmdir()


def folders() -> Iterable[str]:
    """The names of all folders there are."""
    try:
        return sorted(storages["packs"].listdir("")[0])
    except FileNotFoundError:
        return []
