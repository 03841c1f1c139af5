"""Which letters the cards' typeface has. One that it lacks would stand on a card as an empty box."""

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import fontpkg_plus_jakarta_sans

from cards.content import CardContent

_FILE = "PlusJakartaSans[wght].ttf"
_UNICODE = (3, 1)  # platform and encoding of the table of the first 65,536 characters
_SEGMENTS = 4  # the form in which it is written: runs of characters


def lacking(content: CardContent) -> list[str]:
    """The characters of a card's text that the typeface cannot draw, each once, in the order they stand."""
    printed = "".join(_texts(content.model_dump()))
    return [each for each in dict.fromkeys(printed) if _is_box(each)]


def _is_box(character: str) -> bool:
    """Spaces, joiners and breaks are not drawn, so they need no letter."""
    return unicodedata.category(character)[0] not in "CZ" and ord(character) not in _drawn()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


@cache
def _drawn() -> frozenset[int]:
    """The code points that the typeface has a letter for."""
    table = _table((fontpkg_plus_jakarta_sans.ROOT / "files" / _FILE).read_bytes(), b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    for platform, encoding, start in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count]):
        if (platform, encoding) == _UNICODE and struct.unpack_from(">H", table, start) == (_SEGMENTS,):
            return frozenset(_runs(table[start:]))
    raise ValueError(f"{_FILE} has no table of characters that is known here")


def _table(font: bytes, name: bytes) -> bytes:
    """A table of an OpenType file: https://learn.microsoft.com/typography/opentype/spec/otff."""
    (count,) = struct.unpack_from(">H", font, 4)
    found = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count])
    return next(font[start : start + length] for tag, _, start, length in found if tag == name)


def _runs(table: bytes) -> Iterable[int]:
    """The characters of a table of form 4: https://learn.microsoft.com/typography/opentype/spec/cmap. A run leads to its
    letters by a shift, or by a list that may have gaps."""
    count = struct.unpack_from(">H", table, 6)[0] // 2
    starts = (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count)
    columns = [struct.unpack_from(f">{count}H", table, start) for start in starts]
    for at, (last, first, shift, offset) in enumerate(zip(*columns, strict=True)):
        run = range(first, last + 1)
        if offset:
            letters = struct.unpack_from(f">{len(run)}H", table, starts[3] + 2 * at + offset)
        else:
            letters = [(character + shift) % 65536 for character in run]
        yield from (character for character, letter in zip(run, letters, strict=True) if letter)
