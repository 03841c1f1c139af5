"""Ready pieces of pages, kept in this process for as long as there is room.

A piece is named by everything it says: the text of the edition, the version of the shared facts, the names of other
services, the language, the day. What is said differently has another name, so nothing is ever taken out because it went
out of date, and nothing wrong can be shown; what nobody asks for any more makes room for others. What follows the clock
(whether an office is open, promise dates, notices) is never in a piece, unless the words themselves are part of its name.

`KEPT_FRAGMENTS_MB=0` keeps none: pages are the same, only slower.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from sys import getsizeof
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

Key = tuple[Hashable, ...] | None
"""Everything that a piece depends on besides the language; None: it depends on something that has no name."""

_OVERHEAD = 500
"""Bytes of a piece's name and its place in the store, roughly."""


class Shelf:
    """Texts by key. The ones asked for least recently go when the room (in bytes) is used up."""

    def __init__(self, room: int) -> None:
        self.room, self.used = room, 0
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> str | None:
        """The text, or None."""
        with self._lock:
            if (text := self._texts.get(key)) is not None:
                self._texts.move_to_end(key)
            return text

    def put(self, key: Hashable, text: str) -> None:
        """Keep a text. One that would take more than a tenth of the room is not kept."""
        size = _size(text)
        if size > self.room // 10:
            return
        with self._lock:
            if key not in self._texts:
                self.used += size
            self._texts[key] = text
            while self.used > self.room:
                self.used -= _size(self._texts.popitem(last=False)[1])

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._texts.clear()
            self.used = 0

    def __len__(self) -> int:
        return len(self._texts)


class Objects:
    """What was worked out, by key: so many of them, the ones asked for least recently go."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Any], language: str | None = None) -> Any:
        """What the key stands for in this language; made where it is not kept. Who asks often tells the language."""
        if key is None or not shelf.room:
            return make()
        full = (language or get_language(), key)
        with self._lock:
            if full in self._kept:
                self._kept.move_to_end(full)
                return self._kept[full]
        made = make()
        with self._lock:
            self._kept[full] = made
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made


def _size(text: str) -> int:
    return getsizeof(text) + _OVERHEAD


shelf = Shelf(settings.KEPT_FRAGMENTS_MB * 1_000_000)


def piece(key: Key, name: Hashable, make: Callable[[], str], language: str | None = None) -> SafeString:
    """The piece of this name that depends on the key and the language; made where it is not kept.

    Who asks for many tells the language, so that it is not looked up for each.
    """
    if key is None or not shelf.room:
        return mark_safe(make())
    full = (name, language or get_language(), key)
    text = shelf.get(full)
    if text is None:
        text = make()
        shelf.put(full, str(text))
    return mark_safe(text)


def _on_setting(*, setting: str, value: Any, **kwargs: Any) -> None:
    """Pieces hold what settings say (addresses, switches), and only tests change these."""
    shelf.clear()
    if setting == "KEPT_FRAGMENTS_MB":
        shelf.room = (value if value is not None else settings.KEPT_FRAGMENTS_MB) * 1_000_000


setting_changed.connect(_on_setting, dispatch_uid="kept-pieces-setting")
