"""Opens a backup and looks at every byte of it before anything is done with it."""

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.db.migrations.loader import MigrationLoader
from pydantic import ValidationError

from portal.operating.backups import manifest
from portal.operating.backups.manifest import DATABASE, NAME, NOTE, VERSION, BackupError, Manifest

LARGEST_MANIFEST = 64 << 20
DAMAGED = (
    "{} rusak atau bukan cadangan Sebelum Datang ({}). Pakai cadangan lain; yang ini jangan dihapus dulu."
)


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The ZIP and what it says of itself, which is known to be of a version we read. Raises `BackupError`."""
    try:
        backup = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BackupError(f"{path} tidak ada.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupError(DAMAGED.format(path, error)) from error
    with backup:
        yield backup, _manifest(backup, path)


def _manifest(backup: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        if backup.getinfo(NAME).file_size > LARGEST_MANIFEST:
            raise ValueError("manifest terlalu besar")
        said = json.loads(backup.read(NAME))
        version = int(said["version"])
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, zlib.error) as error:
        raise BackupError(DAMAGED.format(path, error or type(error).__name__)) from error
    if version > VERSION:
        raise BackupError(
            f"{path} dibuat oleh Sebelum Datang yang lebih baru (bentuk {version}; yang ini membaca sampai {VERSION}). "
            "Pasang versi itu dulu."
        )
    try:
        return Manifest.model_validate(said)
    except ValidationError as error:
        raise BackupError(DAMAGED.format(path, f"{error.error_count()} isian manifest tidak sah")) from error


def check(
    backup: zipfile.ZipFile, said: Manifest, progress: Callable[[str, int], None] = lambda name, size: None
) -> None:
    """Every file is there, whole, and nothing else. Raises `BackupError`."""
    _check_names(backup, said)
    for each in said.files:
        try:
            with backup.open(each.name) as source:
                found = manifest.copied(source)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BackupError(DAMAGED.format(backup.filename, f"{each.name}: {error}")) from error
        if found != (each.size, each.sha256):
            raise BackupError(DAMAGED.format(backup.filename, f"{each.name}: isinya berubah"))
        progress(each.name, each.size)


def _check_names(backup: zipfile.ZipFile, said: Manifest) -> None:
    names = [each.name for each in said.files]
    if sorted([*names, NAME, NOTE]) != sorted(backup.namelist()) or DATABASE not in names:
        raise BackupError(DAMAGED.format(backup.filename, "daftar isinya tidak cocok"))
    if len(set(names)) < len(names):
        raise BackupError(DAMAGED.format(backup.filename, "ada nama yang dua kali"))
    for name in names:
        if name != DATABASE and not _is_below_a_root(name):
            raise BackupError(DAMAGED.format(backup.filename, f"nama {name!r}"))


def _is_below_a_root(name: str) -> bool:
    """As a backup writes it: `media/…` or `packs/…`, without a part that leads elsewhere or is empty."""
    path = PurePosixPath(name)
    is_plain = path.as_posix() == name and not path.is_absolute() and "\\" not in name
    return is_plain and len(path.parts) > 1 and path.parts[0] in ("media", "packs") and ".." not in path.parts


def check_versions(said: Manifest) -> bool:
    """Whether the rows are of an older version and must be migrated. Raises `BackupError` for a newer one."""
    known = set(MigrationLoader(None).disk_migrations)
    held = {(app, name) for app, names in said.migrations.items() for name in names}
    if newer := sorted(held - known):
        named = ", ".join(f"{app} {name}" for app, name in newer[:5])
        raise BackupError(
            f"Cadangan ini dari versi yang lebih baru: versi ini tidak mengenal {named}. Pasang versi itu dulu."
        )
    return bool(known - held)
