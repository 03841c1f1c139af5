"""Where packs are posted, and what each place takes: one table. Platforms change: every row says when it was checked."""

import datetime
from dataclasses import dataclass
from typing import Literal

from cards.formats import FORMATS

Picture = Literal["png", "jpeg", "pdf"]

MEGABYTE = 1_000_000
_CHECKED = datetime.date(2026, 1, 1)  # the month of the sources the table was made from
_GENERAL = "Batas yang umum diketahui, belum diperiksa pada dokumen resminya."


@dataclass(frozen=True)
class Platform:
    """One place a pack goes to. A limit that is None is none that we know of; characters are Unicode's."""

    key: str
    label: str
    formats: tuple[str, ...]
    """Keys of `cards.formats.FORMATS`, the one to take first."""
    picture: Picture = "png"
    most_slides: int | None = None
    """Pictures in one post."""
    most_bytes: int | None = None
    """Of one picture."""
    caption_limit: int | None = None
    opening: int | None = None
    """Characters of the caption that show before "… selengkapnya"."""
    hashtags: int | None = None
    title_limit: int | None = None
    alt_limit: int | None = None
    """Characters of one picture's alternative text; None where it takes none."""
    source: str = _GENERAL
    checked: datetime.date = _CHECKED

    def problems(self, slides: int, largest: int = 0) -> list[str]:
        """What stands in the way of posting this many pictures, the largest of so many bytes; empty if nothing."""
        found = []
        if self.most_slides and slides > self.most_slides:
            found.append(
                f"{self.label} memuat paling banyak {self.most_slides} gambar dalam satu unggahan; paket ini {slides}. "
                "Pilih lebih sedikit bagian atau keadaan."
            )
        if self.most_bytes and largest > self.most_bytes:
            found.append(
                f"{self.label} menerima gambar paling besar {self.most_bytes / MEGABYTE:g} MB. Pilih JPEG."
            )
        return found

    def drawn_formats(self) -> tuple[str, ...]:
        """Its formats that can be drawn."""
        return tuple(key for key in self.formats if key in FORMATS)


PLATFORMS: dict[str, Platform] = {
    each.key: each
    for each in (
        Platform(
            "instagram", "Instagram", ("portrait", "tall", "square"), most_slides=20, most_bytes=8 * MEGABYTE,
            caption_limit=2_200, opening=125, hashtags=5, alt_limit=1_000,
            source="Aplikasi: 20 gambar (storrito.com). 5 tagar sejak 18 Desember 2025 (socialmediatoday.com).",
        ),
        Platform(
            "instagram-api", "Instagram lewat API", ("portrait", "square"), "jpeg", most_slides=10,
            most_bytes=8 * MEGABYTE, caption_limit=2_200, opening=125, hashtags=5, alt_limit=1_000,
            source="Meta, Content Publishing: hanya JPEG, rasio 4:5 sampai 1,91:1, 10 gambar, teks alternatif 1.000.",
        ),
        Platform(
            "instagram-story", "Instagram Story", ("story",), most_slides=20, most_bytes=8 * MEGABYTE,
            source="Ukuran dan batas aman: sumber di tabel ukuran. Jumlah sekali unggah: batas yang umum diketahui.",
        ),
        Platform(
            "tiktok", "TikTok mode foto", ("story",), "jpeg", most_slides=35, most_bytes=20 * MEGABYTE,
            caption_limit=4_000, hashtags=5, title_limit=90,
            source="JPG atau WebP, bukan PNG; 35 foto; 20 MB; judul 90 (docs.getlate.dev, ayrshare.com). "
            "Keterangan 4.000 dan 5 tagar: batas yang umum diketahui.",
        ),
        Platform(
            "facebook", "Facebook", ("square", "portrait"), most_slides=40, most_bytes=8 * MEGABYTE,
            caption_limit=63_206, opening=400, hashtags=5, alt_limit=1_000,
        ),
        Platform(
            "x", "X", ("x", "square"), most_slides=4, most_bytes=5 * MEGABYTE, caption_limit=280, opening=280,
            hashtags=2, alt_limit=1_000,
            source="5 MB: sumber di tabel ukuran. 4 gambar, 280 huruf, dan teks alternatif 1.000: batas yang umum "
            "diketahui. 2 tagar: pilihan kami supaya muat.",
        ),
        Platform(
            "whatsapp-status", "Status WhatsApp", ("story",), "jpeg", most_slides=30, most_bytes=16 * MEGABYTE,
            caption_limit=700,
        ),
        Platform(
            "whatsapp-channel", "Saluran WhatsApp", ("portrait", "square"), "jpeg", most_slides=10,
            most_bytes=16 * MEGABYTE, caption_limit=4_096,
        ),
        Platform(
            "whatsapp-group", "Grup WhatsApp", ("portrait", "square"), "jpeg", most_slides=30,
            most_bytes=16 * MEGABYTE, caption_limit=4_096,
        ),
        Platform(
            "threads", "Threads", ("portrait", "square"), most_slides=20, most_bytes=8 * MEGABYTE,
            caption_limit=500, opening=500, hashtags=1, alt_limit=1_000,
        ),
        Platform(
            "website", "Pratinjau tautan situs", ("link",), "jpeg", most_slides=1, most_bytes=300_000,
            source="Di bawah 300 KB supaya WhatsApp menampilkannya (techcompare.app). Situs ini membuatnya sendiri.",
        ),
        Platform(
            "print-a4", "Poster A4", ("a4",), "pdf", source="ISO 216: 210 × 297 mm.",
        ),
        Platform(
            "print-a3", "Poster A3", ("a3",), "pdf", source="ISO 216: 297 × 420 mm.",
        ),
    )
}  # fmt: skip
"""In the order in which people choose."""

POSTED_ON: tuple[str, ...] = tuple(
    key for key in PLATFORMS if key not in ("website", "print-a4", "print-a3", "instagram-api")
)
"""Where a posting can be recorded: an office's own accounts; the API is another way to the same one."""
PRINTED_ON = ("print-a4", "print-a3")
PRESETS: tuple[str, ...] = tuple(
    key for key, each in PLATFORMS.items() if each.picture != "pdf" and key != "website"
)
"""Platforms for which a pack can be made ready to upload."""


def label_of(key: str) -> str:
    """A platform's name; what is not in the table (any more) goes by its key."""
    return PLATFORMS[key].label if key in PLATFORMS else key
