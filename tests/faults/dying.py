"""A process that is killed at a certain point: `python -m tests.faults.dying <where> <command> …`.

It kills itself with SIGKILL, as the kernel does when memory runs out: no `finally`, no rollback, no goodbye.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command

SMALL = 60_000
"""Bytes that a file may have on a "full" disk: less than a slide."""


def die(*args: Any, **kwargs: Any) -> None:
    """SIGKILL to itself."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying_at(call: Callable, number: int) -> Callable:
    """The same function, but the process does not survive call `number`."""
    seen = []

    def instead(*args: Any, **kwargs: Any) -> Any:
        seen.append(1)
        return die() if len(seen) == number else call(*args, **kwargs)

    return instead


def dying_after(call: Callable) -> Callable:
    """The same function; the process dies as soon as it returned."""

    def instead(*args: Any, **kwargs: Any) -> Any:
        call(*args, **kwargs)
        die()

    return instead


def full(call: Callable) -> Callable:
    """The same function on a disk that takes files of `SMALL` bytes: the kernel refuses the rest."""

    def instead(*args: Any, **kwargs: Any) -> Any:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, before[1]))
        try:
            return call(*args, **kwargs)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return instead


def arrange(where: str) -> None:
    """Put the fault in its place."""
    from cards import archive
    from portal.operating.backups import making
    from services import audit, publishing

    if where == "before-commit":  # the edition and the search index are written
        audit.record = dying_at(audit.record, 1)
    elif where == "third-entry":
        audit.record = dying_at(audit.record, 3)
    elif where == "after-commit":
        publishing.publish = dying_after(publishing.publish)
    elif where == "full-packs":
        archive.written = full(archive.written)
    elif where == "full-backups":
        making._add = full(making._add)


def publish_many(times: int) -> None:
    """Publish an entry again and again; each edition says its number in several places."""
    from services import publishing
    from services.models import Service

    for number in range(1, times + 1):
        service = Service.objects.get(slug="kk-baru")
        service.name = f"Penanda {number}"
        service.save()
        publishing.publish(service)


def order_batch(slug: str) -> None:
    """A batch of one pack."""
    from django.contrib.auth.models import User

    from cards.batches import orders

    user, _ = User.objects.get_or_create(username="humas")
    options = orders.BatchOptions(sections=("cover", "last"))
    orders.order([orders.Subject("paket", slug, slug)], options, by=user)


def main(where: str, command: str, *arguments: str) -> None:
    """Do it."""
    django.setup()
    arrange(where)
    if command == "publish-many":
        publish_many(int(arguments[0]))
    elif command == "draw-batch":
        order_batch(arguments[0])
        call_command("draw_batches")
    else:
        call_command(command, *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
