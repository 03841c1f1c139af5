"""Who draws a batch. Whoever does holds a lease and renews it; when it ran out, another takes the batch over.

So a batch outlives the process that draws it, and no two ever draw the same one: taking and renewing are single
conditional updates, which the database does one after the other.
"""

import datetime
import os
import secrets
import socket
from typing import Any

from django.utils import timezone

from cards.models import Batch, BatchState
from cards.models.batch import LEASE

RENEW_AFTER = datetime.timedelta(seconds=2)


class LeaseLost(Exception):
    """Another has taken the batch over, or it is finished: stop at once and write nothing more."""


class Cancelled(Exception):
    """Somebody pressed "Batalkan"."""


def new_worker() -> str:
    """A name that no other worker has."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


class Lease:
    """The right of one worker to draw one batch."""

    def __init__(self, batch: Batch, worker: str) -> None:
        self.batch = batch
        self.worker = worker
        self._renewed = timezone.now()

    def renew(self) -> None:
        """Call between any two steps. Raises `LeaseLost` or `Cancelled`; asks the database every few seconds only."""
        if timezone.now() - self._renewed >= RENEW_AFTER:
            self.hold()

    def hold(self) -> None:
        """Renew at once. In a transaction nobody else can take the batch until it ends."""
        now = timezone.now()
        if not self._mine().update(lease_until=now + LEASE):
            raise LeaseLost
        self._renewed = now
        if self._mine().filter(is_cancelled=True).exists():
            raise Cancelled

    def finish(self, state: BatchState, **changes: Any) -> bool:
        """End the batch, if it is still ours."""
        return self._end(state, finished_at=timezone.now(), **changes)

    def give_back(self) -> bool:
        """Leave what is undone to whoever comes next."""
        return self._end(BatchState.WAITING)

    def _end(self, state: BatchState, **changes: Any) -> bool:
        return bool(self._mine().update(state=state, worker="", lease_until=None, **changes))

    def _mine(self) -> Any:
        return Batch.objects.filter(pk=self.batch.pk, worker=self.worker, state=BatchState.RUNNING)


def take(worker: str) -> Lease | None:
    """The oldest batch that is nobody's; None if there is none, or if another worker is drawing: one at a time is
    enough for the machine."""
    now = timezone.now()
    if Batch.objects.being_drawn(now).exists():
        return None
    for batch in Batch.objects.free(now).order_by("made_at", "pk"):
        same = Batch.objects.free(now).filter(pk=batch.pk)
        if same.update(worker=worker, lease_until=now + LEASE, state=BatchState.RUNNING):
            batch.refresh_from_db()
            return Lease(batch, worker)
    return None


def somebody_is_needed() -> bool:
    """Whether a batch waits and nobody draws."""
    now = timezone.now()
    return Batch.objects.free(now).exists() and not Batch.objects.being_drawn(now).exists()
