"""Starts the drawing of batches in a process of its own, apart from the web server's.

It is a fresh process and no fork: Typst hangs in the children of a process that has used it. It needs nobody to wait for
it; if it dies, the lease of its batch runs out, and the next visit of a page starts another.
"""

import subprocess
import sys

from django.conf import settings
from django.core.cache import cache

from cards.batches import leases

PAUSE = 15
"""Seconds before another is started: one needs a moment until it holds its lease."""

_started: list[subprocess.Popen] = []


def start_if_needed() -> bool:
    """Start one if a batch waits and nobody draws. Whether it did."""
    if not settings.DRAWS_BATCHES_ITSELF or not leases.somebody_is_needed():
        return False
    if not cache.add("draw-batches-started", True, PAUSE):
        return False
    start()
    return True


def start() -> None:
    """Start `manage.py draw_batches` with these settings, detached: it goes on when the server stops."""
    _started[:] = [
        each for each in _started if each.poll() is None
    ]  # asks for those that ended, so none stays a zombie
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "draw_batches"]
    _started.append(
        subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    )
