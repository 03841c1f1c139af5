"""`python -m portal.serve` with granian's options: granian, its workers forked from a process that has loaded the portal.

Workers then share the code, which a worker of granian's own would load for itself; and one that dies is replaced at
once. New code needs a restart: a reload (SIGHUP) starts workers of the code that is loaded.
"""

import ctypes
import datetime
import gc
import sys

APPLICATION = "portal.wsgi:application"
THREADS = 16
"""Of each worker, unless --blocking-threads says otherwise. Each keeps a connection to the database: with granian's 128,
some hundred readers at once use up the 100 that PostgreSQL has, and pages fail with "too many clients"."""
_TRIM_THRESHOLD, _ARENA_MAX = -1, -8  # mallopt(3) of glibc
_FREE_AT_MOST = 128 * 1024


def main() -> None:
    """Load, then serve until a signal ends it. The application and its interface need not be named."""
    give_memory_back()
    load()
    from granian.cli import cli

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
    from django.template import engines
    from django.urls import get_resolver

    import portal.wsgi  # noqa: F401
    from services.closures import assumed_holidays

    _ = get_resolver().reverse_dict
    engines.all()
    assumed_holidays(datetime.date.today().year)  # its package takes 11 MB
    connections.close_all()
    gc.collect()
    gc.freeze()  # the collector writes beside each thing that it looks at


if __name__ == "__main__":
    main()
