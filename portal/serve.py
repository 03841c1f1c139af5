"""`python -m portal.serve` with granian's options: granian, its workers forked from a process that has loaded the portal.

Workers then share the code, which a worker of granian's own would load for itself; and one that dies is replaced at
once. New code needs a restart: a reload (SIGHUP) starts workers of the code that is loaded.
"""

import ctypes
import datetime
import gc
import multiprocessing
import sys
from collections.abc import Callable
from typing import Any

APPLICATION = "portal.wsgi:application"
THREADS = 16
"""Of each worker, unless --blocking-threads says otherwise. Each keeps a connection to the database: with granian's 128,
some hundred readers at once use up the 100 that PostgreSQL has, and pages fail with "too many clients"."""
YEARS_AHEAD = 10
_TRIM_THRESHOLD, _ARENA_MAX = -1, -8  # mallopt(3) of glibc
_FREE_AT_MOST = 128 * 1024


def main() -> None:
    """Load, then serve until a signal ends it. The application and its interface need not be named."""
    give_memory_back()
    load()
    from granian.cli import cli

    from cards import drawing_process

    drawing_process.start()

    given = ["--interface", "wsgi", "--blocking-threads", str(THREADS), *sys.argv[1:], APPLICATION]
    cli.main(given, prog_name="granian", auto_envvar_prefix="GRANIAN")


def give_memory_back() -> None:
    """One heap for all threads of a process, whose free end goes back to the system: by itself glibc keeps one for each
    thread, as large as its largest page or card was. Nothing happens where there is another C library.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 1)
        mallopt(_TRIM_THRESHOLD, _FREE_AT_MOST)


def load() -> None:
    """All that workers share. Nothing here may draw a card (Typst must not be forked) or start a thread."""
    from django.db import connections
    from django.urls import get_resolver

    import portal.wsgi
    from portal.operating import database_file
    from portal.rehearsal import rehearse
    from services import closures

    database_file.never_made_anew()
    _ = get_resolver().reverse_dict
    closures.worked_out |= in_a_process_of_its_own(_holidays)
    rehearse(portal.wsgi.django_application)
    connections.close_all()
    gc.collect()
    gc.freeze()  # the collector writes beside each thing that it looks at


def _holidays() -> dict[int, Any]:
    """Estimated holidays of last year and as far ahead as anything is promised."""
    from services import closures

    this = datetime.date.today().year
    return {year: closures.work_out(year) for year in range(this - 1, this + YEARS_AHEAD + 1)}


def in_a_process_of_its_own(work: Callable[[], dict]) -> dict:
    """What the work returns; the memory that it took goes with the process. Empty where it fails."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(work()))
    child.start()
    sender.close()
    try:
        return receiver.recv()
    except EOFError:
        return {}
    finally:
        child.join()
        receiver.close()


if __name__ == "__main__":
    main()
