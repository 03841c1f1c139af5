"""Whether this server can answer: what `/readyz` asks before a balancer sends people here."""

import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache as remembered
from pathlib import Path
from threading import Thread

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATIENCE = 1.5
"""Seconds for all parts together: a database that hangs must not make the answer hang."""
_open: dict[str, Future[bool]] = {}
"""The last question to each part. One that hangs is not asked a second time, so threads do not pile up."""


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200, or 503 and which part does not answer. Strangers learn the names of the parts and nothing else."""
    parts = answers()
    said = {name: "ok" if good else "fail" for name, good in parts.items()}
    is_ready = all(parts.values())
    return JsonResponse({"ready": is_ready, **said}, status=200 if is_ready else 503)


def answers() -> dict[str, bool]:
    """Each part and whether it answers, all asked at once, within `PATIENCE` seconds."""
    until = time.monotonic() + PATIENCE
    asked = {name: _asked(name, ask) for name, ask in PARTS.items()}
    return {name: _answer(future, until) for name, future in asked.items()}


def _asked(name: str, ask: Callable[[], bool]) -> Future[bool]:
    earlier = _open.get(name)
    if earlier is not None and not earlier.done():
        return earlier
    future: Future[bool] = Future()
    _open[name] = future
    Thread(target=_ask, args=(ask, future), name=f"ready-{name}", daemon=True).start()
    return future


def _ask(ask: Callable[[], bool], future: Future[bool]) -> None:
    try:
        future.set_result(ask())
    except Exception:  # whatever a driver throws: it does not answer
        future.set_result(False)
    finally:
        connection.close()  # of this thread


def _answer(future: Future[bool], until: float) -> bool:
    try:
        return future.result(timeout=max(0, until - time.monotonic()))
    except TimeoutError:
        return False


def database_answers() -> bool:
    """Whether a row can be read, and would be by who comes now: a connection goes on with an SQLite file that is gone."""
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    if is_file and not Path(connection.settings_dict["NAME"]).is_file():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_migrations")
        return cursor.fetchone() is not None


def migrations_are_applied() -> bool:
    """Whether the database has every table and column this code knows."""
    if not database_answers():
        return False
    return _known_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@remembered
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def cache_answers() -> bool:
    """Whether the cache gives back what it was given."""
    word = str(time.time_ns())
    cache.set("ready", word, 10)
    return cache.get("ready") is not None


def packs_can_be_written() -> bool:
    """Whether the folder of packs takes files; an object store is not asked, it has a monitor of its own."""
    packs = storages["packs"]
    if not isinstance(packs, FileSystemStorage):
        return True
    folder = Path(packs.location)
    while not folder.exists():  # it is made with the first pack
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


PARTS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "cache": cache_answers,
    "packs": packs_can_be_written,
}
