"""Counts that wait in the process until the database is asked to take them.

Whoever reads a public page must not wait for a write, and must be answered while the database takes none. So counts are
gathered and written after an answer was sent, at most every half a minute; what cannot be written is tried again. Cost:
a process that dies loses up to half a minute.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from django.db import DatabaseError, transaction

Key = TypeVar("Key", bound=Hashable)

log = logging.getLogger(__name__)


class WaitingCounts(Generic[Key]):
    """How often each key was noted since the last writing, and what was said of it last.

    `store` writes counts and latest words; it runs in a transaction. Beyond `most` keys only known ones are counted.
    """

    def __init__(
        self,
        name: str,
        store: Callable[[dict[Key, int], dict[Key, Any]], None],
        *,
        most: int,
        seconds: float = 30,
    ) -> None:
        self.name, self.store, self.most, self.seconds = name, store, most, seconds
        self._counts: Counter[Key] = Counter()
        self._latest: dict[Key, Any] = {}
        self._lock = threading.Lock()
        self._written = time.monotonic()

    def note(self, key: Key, latest: Any = None) -> None:
        """Count once. Writes nothing."""
        with self._lock:
            if key in self._counts or len(self._counts) < self.most:
                self._counts[key] += 1
                self._latest[key] = latest

    def forget(self) -> None:
        """Start anew without writing."""
        self._take()

    def write_if_due(self, **kwargs: Any) -> None:
        """Write if the last time is long enough ago; for a signal that is sent after an answer."""
        if self._counts and time.monotonic() - self._written >= self.seconds:
            self.write()

    def write(self) -> None:
        """Write what waits in this process. A database that does not take it now gets it the next time."""
        counts, latest = self._take()
        if not counts:
            return
        try:
            with transaction.atomic():
                self.store(counts, latest)
        except DatabaseError as error:
            log.warning("counts of %s wait: %s", self.name, error)
            with self._lock:
                self._counts.update(counts)
                self._latest = latest | self._latest

    def _take(self) -> tuple[dict[Key, int], dict[Key, Any]]:
        with self._lock:
            taken = dict(self._counts), self._latest
            self._counts, self._latest = Counter(), {}
            self._written = time.monotonic()
        return taken
