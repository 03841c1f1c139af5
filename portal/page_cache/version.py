"""The version of everything public pages show: one word, read from the traces that `writes` leaves.

Other processes' writes are known after `KNOWN_FOR` seconds, this process's own at once. Where the database does not
answer, the last version stays, and `is_lost` says that it is only the last one known.
"""

import threading
import time
from dataclasses import dataclass

from django.db import Error, connection

from portal.page_cache import writes
from portal.page_cache.models import ContentChange

KNOWN_FOR = 0.9
"""Seconds for which a version is taken to hold."""
LONGEST_WAIT = 2.0
"""Seconds to wait for another thread that is reading it."""
_SQL = f"SELECT COUNT(*), MAX(id), SUM(token) FROM {ContentChange._meta.db_table}"


@dataclass
class _Known:
    text: str = ""
    read_at: float = float("-inf")
    is_lost: bool = False
    changes: int = 0
    """How often this process has written: a version that was asked for before is none to go by."""


_known = _Known()
_lock = threading.Lock()


def current() -> str:
    """The version, at most about a second old; "" if none was ever read."""
    if time.monotonic() - _known.read_at < KNOWN_FOR:
        return _known.text
    # While another thread reads, the last version will do; not if nobody has asked for long.
    will_do = _known.is_lost or time.monotonic() - _known.read_at < 2 * KNOWN_FOR
    if _lock.acquire(blocking=not will_do, timeout=-1 if will_do else LONGEST_WAIT):
        try:
            if time.monotonic() - _known.read_at >= KNOWN_FOR:
                read()
        finally:
            _lock.release()
    return _known.text


def is_lost() -> bool:
    """Whether the database did not answer when it was last asked."""
    return _known.is_lost


def read() -> str | None:
    """Ask the database now. None where it does not answer; nothing is raised."""
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        changes = _known.changes
        with connection.cursor() as cursor:
            cursor.execute(_SQL)
            count, newest, tokens = cursor.fetchone()
    except Error:
        lose()
        return None
    text = f"{count}.{newest or 0}.{tokens or 0}"
    read_at = time.monotonic() if changes == _known.changes else float("-inf")
    _known.text, _known.is_lost, _known.read_at = text, False, read_at
    return text


def lose() -> None:
    """The database did not answer: try again a little later, with a new connection."""
    connection.close()
    _known.is_lost, _known.read_at = True, time.monotonic()


def ask_again() -> None:
    """What is known is old from now on: this process has written something."""
    _known.changes += 1
    _known.read_at = float("-inf")


writes.on_change.append(ask_again)
