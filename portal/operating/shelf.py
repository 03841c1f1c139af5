"""The folder of backups: their names, which there are, and which are old."""

import datetime
import re
from pathlib import Path

from django.conf import settings
from django.utils import timezone

NAMES = re.compile(r"sebelum-datang-\d{8}-\d{6}(-\d+)?\.zip")
PART = ".part"


def backups(folder: Path | None = None) -> list[Path]:
    """Whole backups of a folder (default: BACKUPS_ROOT), the oldest first. Their names hold the time."""
    folder = folder or settings.BACKUPS_ROOT
    found = folder.glob("sebelum-datang-*.zip") if folder.is_dir() else ()
    return sorted((each for each in found if NAMES.fullmatch(each.name)), key=lambda each: each.stem)


def new_path(folder: Path, now: datetime.datetime | None = None) -> Path:
    """A name for a backup made now that no other has."""
    stem = f"sebelum-datang-{timezone.localtime(now):%Y%m%d-%H%M%S}"
    path, number = folder / f"{stem}.zip", 2
    while path.exists() or path.with_name(path.name + PART).exists():
        path, number = folder / f"{stem}-{number}.zip", number + 1
    return path


def prune(folder: Path, keep: int, *, spare: Path | None = None) -> list[Path]:
    """Delete all but the newest `keep` backups, and what killed runs left a day ago. Returns what went.

    `spare` stays whatever its name says: a clock that was ahead for a while has left names of days to come.
    """
    gone = backups(folder)[:-keep] if keep else []
    old = timezone.now().timestamp() - 24 * 60 * 60
    parts = (each for each in folder.glob(f"sebelum-datang-*.zip{PART}*") if each.is_file())
    gone += [each for each in parts if each.stat().st_mtime < old]
    gone = [each for each in gone if each != spare]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
