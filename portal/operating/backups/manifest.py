"""What a backup says of itself: when, of which version, which settings were in use, the checksum of every file in it."""

import datetime
import hashlib
import os
from collections.abc import Iterable
from typing import IO, Literal

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from portal import env

NAME = "manifest.json"
DATABASE = "database.sqlite3"
NOTE = "BACA-SAYA.txt"
VERSION = 1
"""Goes up when an older `restore` could no longer read what is written."""
CHUNK = 1 << 20


class BackupError(Exception):
    """Why a backup or restore did not happen, and what to do, in plain Indonesian."""


class KeptFile(BaseModel):
    """A file in a backup."""

    model_config = ConfigDict(frozen=True)

    name: str
    size: int
    sha256: str


class Manifest(BaseModel):
    """The content of `manifest.json`."""

    format: Literal["sebelum-datang.backup"] = "sebelum-datang.backup"
    version: int = VERSION
    made_at: datetime.datetime
    engine: str
    """Where the rows came from: sqlite or postgresql. They are kept as an SQLite file either way."""
    site_url: str
    migrations: dict[str, list[str]]
    settings: dict[str, bool]
    """Every setting by name, and whether it was set. Never what it was set to: some are secrets."""
    has_media: bool
    has_packs: bool
    files: list[KeptFile]


def of_now(files: list[KeptFile], *, has_media: bool, has_packs: bool) -> Manifest:
    """The manifest of a backup made of this database now."""
    return Manifest(
        made_at=timezone.now(),
        engine=connection.vendor,
        site_url=settings.SITE_URL,
        migrations=applied_migrations(),
        settings={name: bool(os.environ.get(name, "").strip()) for name in sorted(env.asked)},
        has_media=has_media,
        has_packs=has_packs,
        files=files,
    )


def applied_migrations() -> dict[str, list[str]]:
    """The names of all migrations that this database has, by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def copied(source: IO[bytes], targets: Iterable[IO[bytes]] = ()) -> tuple[int, str]:
    """Read a file to its end, into the targets; returns its bytes and its SHA-256."""
    size, total, into = 0, hashlib.sha256(), list(targets)
    while block := source.read(CHUNK):
        size += len(block)
        total.update(block)
        for target in into:
            target.write(block)
    return size, total.hexdigest()
