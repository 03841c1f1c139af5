"""The files of batches: a folder each in the storage "packs", which only views for staff read from."""

import errno
import os
import shutil
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files.storage import storages

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
                "Minta pengelola server memeriksa folder paket (PACKS_ROOT), lalu tekan “Lanjutkan”."
            )
        super().__init__(f"{what} Yang sudah digambar tidak hilang.")


def _path(name: str) -> Path:
    return Path(storages["packs"].path(name))


@contextmanager
def new_zip(name: str) -> Iterator[zipfile.ZipFile]:
    """A ZIP to write to. It appears under its name when it is whole, in place of an earlier one. Raises `CannotWrite`."""
    path = _path(name)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as pack:
            yield pack
        part.chmod(0o600)
        part.replace(path)
    except OSError as error:
        raise CannotWrite(error) from error
    finally:
        part.unlink(missing_ok=True)


def copied(into: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Copy the files of a kept ZIP into another, piece by piece, whatever their size; says each name when it is in."""
    with zipfile.ZipFile(_path(name)) as pack:
        for entry in pack.infolist():
            with pack.open(entry) as source, into.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _CHUNK)
            yield entry.filename


def has(name: str) -> bool:
    """Whether this file is there."""
    return bool(name) and storages["packs"].exists(name)


def size(name: str) -> int:
    """Its bytes."""
    return storages["packs"].size(name)


def opened(name: str) -> IO[bytes]:
    """The file, for reading in pieces."""
    return storages["packs"].open(name, "rb")


def keep_only(folder: str, names: Collection[str]) -> None:
    """Take everything else out of a folder, and the folder if nothing is left."""
    kept = {_path(name) for name in names}
    path = _path(folder)
    for each in path.iterdir() if path.is_dir() else ():
        if each not in kept:
            each.unlink(missing_ok=True)
    if path.is_dir() and not kept:
        path.rmdir()


def folders() -> Iterable[str]:
    """The names of all folders there are."""
    root = _path("")
    return sorted(each.name for each in root.iterdir() if each.is_dir()) if root.is_dir() else []
