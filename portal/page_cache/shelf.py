"""The room for pages in one process."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

QUERIED, LARGE = 0.25, 0.2
"""Parts of the room: for pages with parameters, of which there is no end, and for pictures, each as large as ten pages.
Neither may push the others out."""
LONGEST_WAIT = 10.0
"""Seconds to wait for another thread that makes the same page."""


class Sized(Protocol):
    """Something that knows how many bytes it takes."""

    @property
    def size(self) -> int: ...


Thing = TypeVar("Thing", bound=Sized)


class Shelf(Generic[Thing]):
    """Things by key. The ones asked for least recently go when the room (in bytes) is used up. What would take more than
    one of so many `parts` of the room is not kept.
    """

    def __init__(self, room: float, parts: int = 10) -> None:
        self.room, self.largest, self.used = room, room / parts, 0
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Thing | None:
        """The thing, or None."""
        with self._lock:
            thing = self._things.get(key)
            if thing is not None:
                self._things.move_to_end(key)
            return thing

    def put(self, key: Hashable, thing: Thing) -> None:
        """Keep it in the place of the one before."""
        with self._lock:
            self._drop(key)
            if thing.size > self.largest:
                return
            self._things[key] = thing
            self.used += thing.size
            while self.used > self.room:
                self.used -= self._things.popitem(last=False)[1].size

    def drop(self, key: Hashable) -> None:
        """Keep it no longer."""
        with self._lock:
            self._drop(key)

    def _drop(self, key: Hashable) -> None:
        if (old := self._things.pop(key, None)) is not None:
            self.used -= old.size

    def __len__(self) -> int:
        return len(self._things)


class Turns:
    """Lets one thread at a time do the work of a key; the others wait for it, but not for ever."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locks: dict[Hashable, tuple[threading.Lock, int]] = {}

    @contextmanager
    def one(self, key: Hashable) -> Iterator[None]:
        """Within it this thread is the only one, unless it waited too long."""
        with self._lock:
            lock, waiting = self._locks.get(key, (threading.Lock(), 0))
            self._locks[key] = lock, waiting + 1
        mine = lock.acquire(timeout=LONGEST_WAIT)
        try:
            yield
        finally:
            if mine:
                lock.release()
            with self._lock:
                lock, waiting = self._locks.pop(key)
                if waiting > 1:
                    self._locks[key] = lock, waiting - 1
