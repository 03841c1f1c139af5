"""From the pages of a PDF to PNG and JPEG pictures, with pdfium. Pure: the same PDF gives the same bytes.

A page is drawn straight into the memory that its encoder reads: nothing is converted or copied in between. For a PNG
that is why each row of the drawing leaves one byte free before it, for the filter that PNG wants named there.
"""

import ctypes
import io
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from cards.png import encoded

Encoder = Callable[[bytearray, int, int], bytes]
"""Makes a picture of drawn rows, their width and their number."""

_MOST_PIXELS = 8_000_000  # a story, the largest card, has 2.1 million; drawing has no time-out
_THUMBNAIL_QUALITY = 88
_lock = threading.Lock()


@dataclass(frozen=True)
class _Layout:
    """How pixels lie in memory: pdfium's name for it, bytes of a pixel, bytes left free before each row."""

    format: int
    depth: int
    free: int

    def blank(self, width: int, height: int) -> bytes:
        """Rows of white pixels; the free bytes are 0, which names the PNG filter "none"."""
        return (b"\x00" * self.free + b"\xff" * (self.depth * width)) * height


_PNG_ROWS = _Layout(pdfium.FPDFBitmap_BGR, 3, 1)
_JPEG_ROWS = _Layout(pdfium.FPDFBitmap_BGRx, 4, 0)


def pngs(pdf: bytes) -> list[bytes]:
    """Each page as a PNG, one pixel per point."""
    return _pictures(pdf, _PNG_ROWS, encoded)


def jpegs(pdf: bytes, quality: int, *, smallest: bool = False, last: int | None = None) -> list[bytes]:
    """Each page, or the first ones up to `last`, as a JPEG without colour subsampling, which would blur coloured text.

    `smallest` saves 15 % for five times the work: for pictures that every visitor of a link loads.
    """

    def encode(rows: bytearray, width: int, height: int) -> bytes:
        picture = Image.frombuffer("RGBX", (width, height), rows, "raw", "RGBX", 0, 1)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, subsampling=0, progressive=smallest, optimize=smallest)
        return out.getvalue()

    return _pictures(pdf, _JPEG_ROWS, encode, last)


def page_pictures(pdf: bytes, width: int, number: int | None = None) -> list[bytes]:
    """Pages as small JPEGs of this width in pixels; only page `number` (from 1) if one is given."""
    with _lock:
        document = pypdfium2.PdfDocument(_in_device_colours(pdf))
        wanted = range(len(document)) if number is None else range(number - 1, min(number, len(document)))
        pages = [document[index] for index in wanted if index >= 0]
        pictures = [page.render(scale=width / page.get_width()).to_pil() for page in pages]
        document.close()
    return [_small_jpeg(picture) for picture in pictures]


def _small_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=_THUMBNAIL_QUALITY)
    return out.getvalue()


def _pictures(pdf: bytes, layout: _Layout, encode: Encoder, last: int | None = None) -> list[bytes]:
    """Draws under the lock, since pdfium must not be entered by two threads; encodes outside of it."""
    with _lock:
        document = pypdfium2.PdfDocument(_in_device_colours(pdf))
    pictures = []
    try:
        for number in range(len(document))[:last]:
            with _lock:
                drawn = _drawn(document, number, layout)
            pictures.append(encode(*drawn))
    finally:
        with _lock:
            document.close()
    return pictures


_PROFILE = re.compile(rb"\[/ICCBased (\d+) 0 R\]")
_DEVICE_COLOURS = {b"1": b"/DeviceGray", b"3": b"/DeviceRGB"}


def _in_device_colours(pdf: bytes) -> bytes:
    """The PDF without its colour profiles, every byte in its place.

    Typst names sRGB as a profile. pdfium takes colours without a profile as sRGB, too, and draws the same pixels, but
    does not work out two conversions first, which takes longer than drawing a page.
    """

    def device(match: re.Match[bytes]) -> bytes:
        profile = re.search(rb"\n%s 0 obj\s*<<[^>]*?/N (\d)" % match[1], pdf)
        name = _DEVICE_COLOURS.get(profile[1]) if profile else None
        return b"[" + name.ljust(len(match[0]) - 2) + b"]" if name else match[0]

    return _PROFILE.sub(device, pdf)


def _drawn(document: pypdfium2.PdfDocument, number: int, layout: _Layout) -> tuple[bytearray, int, int]:
    """A page's rows in the order red, green, blue."""
    page = document[number]
    try:
        width, height = (round(side) for side in page.get_size())
        if not 0 < width * height <= _MOST_PIXELS:
            raise ValueError(f"A page of {width} × {height} pixels is not a card")
        rows = bytearray(layout.blank(width, height))
        start = (ctypes.c_ubyte * (len(rows) - layout.free)).from_buffer(rows, layout.free)
        stride = layout.free + layout.depth * width
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, layout.format, start, stride)
        pdfium.FPDF_RenderPageBitmap(bitmap, page.raw, 0, 0, width, height, 0, pdfium.FPDF_REVERSE_BYTE_ORDER)
        pdfium.FPDFBitmap_Destroy(bitmap)
    finally:
        page.close()
    return rows, width, height
