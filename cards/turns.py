"""One at a time: whoever issues a text waits until nobody else is issuing the same one."""

from django.db import connection

from services.document import digest


def wait_for(*text: str) -> None:
    """Wait for the turn to issue this text (kind, key, digest), and keep it until the transaction ends.

    SQLite needs no lock: its transactions write one after another from their start.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of(*text)])


def number_of(*text: str) -> int:
    """The number that stands for a text among the locks of PostgreSQL: 63 bits, never negative."""
    return int(digest(list(text))[:16], 16) >> 1
