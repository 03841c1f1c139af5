"""PNG files of rows that are already filtered, as small and as fast as a card in flat colours allows.

A general encoder tries five filters on each row, which costs more than drawing the card; for flat colours the filter
"none" is the best of them, so none is tried.
"""

import zlib

from isal import isal_zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = bytes((8, 2, 0, 0, 0))  # 8 bits a channel, no alpha, deflate, a filter per row, not interlaced
_EFFORT = 2  # of ISA-L's 0 to 3: the last one takes four times as long and saves nothing here


def encoded(rows: bytes | bytearray, width: int, height: int) -> bytes:
    """A PNG of `height` rows, each one filter byte and `width` pixels of red, green and blue. The size must be right."""
    if len(rows) != height * (1 + 3 * width):
        raise ValueError(f"{len(rows)} bytes are not {height} rows of {width} pixels")
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    pixels = isal_zlib.compress(rows, _EFFORT)
    return b"".join((_SIGNATURE, _chunk(b"IHDR", size + _RGB), _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(data, zlib.crc32(kind))
    return len(data).to_bytes(4, "big") + kind + data + check.to_bytes(4, "big")
