"""What a process has read of the index, while the index stays the same: it lives and dies with a `Lexicon`."""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Values by key, so many of them at most."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: dict[K, V | None] = {}

    def get(self, keys: Collection[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """The values of these keys, in their order; `read` gives those that were never asked for, all at once."""
        known = self._known
        missing = [key for key in keys if key not in known]
        if missing:
            read_now = read(missing)
            if len(known) + len(missing) > self.most:
                known = self._known = {key: known[key] for key in keys if key in known}
            known.update((key, read_now.get(key)) for key in missing)
        return {key: value for key in keys if (value := known.get(key)) is not None}

    def one(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key; made where it is not known."""
        return self.get([key], lambda _missing: {key: make()})[key]
