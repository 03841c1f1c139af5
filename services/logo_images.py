"""From an uploaded picture to a logo that is safe to keep and to draw. Pure: the same file gives the same bytes.

What was uploaded is never kept or served: its pixels are decoded within limits and written anew, so that nothing but
the picture is left of it.
"""

import io
import struct
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageChops, ImageOps

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 16_000_000
"""Asked of the file's head before a pixel is decoded: a small file may unfold to gigabytes."""
SIDE = 512
"""The longer side of a kept logo at most: enough for a mark on an A3 poster."""
SMALLEST = 64
LONGEST_RATIO = 8
FORMATS = ("PNG", "JPEG", "WEBP")

_SEEN = 8  # alpha of a pixel that is seen
_NEARLY_WHITE = 244
_HEAVY = 160_000  # bytes; a picture of many tones is kept in 256 of them
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, MemoryError,
           Image.DecompressionBombError, Image.DecompressionBombWarning)  # fmt: skip


class NotALogo(ValueError):
    """The file cannot be a logo; the message tells staff what to do."""


@dataclass(frozen=True)
class LogoPicture:
    """A logo ready to keep."""

    png: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of the picture, by which it is known."""
        return sha256(self.png).hexdigest()


def logo_of(data: bytes) -> LogoPicture:
    """The picture made anew: trimmed of empty and white borders, at most `SIDE` pixels, PNG without metadata.

    Raises NotALogo.
    """
    if len(data) > MAX_BYTES:
        raise NotALogo(
            "Berkas lebih dari 2 MB. Perkecil gambarnya, misalnya sampai 1.000 piksel, lalu unggah lagi."
        )
    picture = _trimmed(_decoded(data))
    width, height = picture.size
    if max(width, height) < SMALLEST:
        raise NotALogo(
            f"Gambar terlalu kecil: logonya hanya {width} × {height} piksel. Pakai paling sedikit 256 piksel."
        )
    if max(width, height) > LONGEST_RATIO * min(width, height):
        raise NotALogo("Gambar terlalu panjang untuk kartu. Pakai lambang atau logo yang lebih ringkas.")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return LogoPicture(_png(picture), *picture.size)


def _decoded(data: bytes) -> Image.Image:
    """The pixels, upright, of a picture that is what it says."""
    if b"<svg" in data[:2048].lower():
        raise NotALogo(
            "SVG tidak diterima karena dapat memuat skrip dan alamat luar. Ekspor logo sebagai PNG berlatar transparan, "
            "paling sedikit 512 piksel, lalu unggah PNG itu."
        )
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise NotALogo("Gambar terlalu besar. Perkecil sampai paling banyak 4.000 × 4.000 piksel.")
            opened.verify()
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            return ImageOps.exif_transpose(opened).convert("RGBA")
    except NotALogo:
        raise
    except _BROKEN:
        raise NotALogo(
            "Berkas ini bukan gambar PNG, JPEG, atau WebP yang utuh. Simpan ulang logonya sebagai PNG."
        ) from None


def _trimmed(picture: Image.Image) -> Image.Image:
    """Without transparent borders and, where the ground is white up to the corners, without white ones."""
    box = drawn_part(picture).getbbox()
    if box is None:
        raise NotALogo("Gambar ini kosong atau seluruhnya putih tanpa latar transparan.")
    return picture.crop(box)


def drawn_part(picture: Image.Image) -> Image.Image:
    """Which pixels of an RGBA picture are drawing (255) and which ground (0): transparent, or white as its edge is."""
    seen = picture.getchannel("A").point(lambda alpha: 255 if alpha > _SEEN else 0)
    if not has_white_ground(picture):
        return seen
    darkest = ImageChops.darker(*map(picture.getchannel, "RG"))
    darkest = ImageChops.darker(darkest, picture.getchannel("B"))
    return ImageChops.darker(seen, darkest.point(lambda channel: 255 if channel < _NEARLY_WHITE else 0))


def has_white_ground(picture: Image.Image) -> bool:
    """Whether most of the picture's edge is opaque white: a logo saved without transparency."""
    edge = edge_of(picture)
    white = sum(1 for *colour, alpha in edge if alpha > _SEEN and min(colour) >= _NEARLY_WHITE)
    return white > 0.5 * len(edge)


def edge_of(picture: Image.Image) -> list[tuple[int, int, int, int]]:
    """The pixels along the four sides of an RGBA picture."""
    width, height = picture.size
    sides = [
        (0, 0, width, 1),
        (0, height - 1, width, height),
        (0, 0, 1, height),
        (width - 1, 0, width, height),
    ]
    return [pixel for side in sides for pixel in _pixels(picture.crop(side))]


def _pixels(picture: Image.Image) -> list[tuple[int, int, int, int]]:
    raw = picture.tobytes()
    return [tuple(raw[at : at + 4]) for at in range(0, len(raw), 4)]  # type: ignore[misc]


def _png(picture: Image.Image) -> bytes:
    """Written from pixels alone, so that neither place, author nor comments of the upload come along."""
    clean = Image.frombytes("RGBA", picture.size, picture.tobytes())
    data = _written(clean)
    return data if len(data) <= _HEAVY else _written(clean.quantize(256, method=Image.Quantize.FASTOCTREE))


def _written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
