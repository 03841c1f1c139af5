"""The note in every pack for whoever posts it: what is what, in which order, the code, and where to record the posting.

It is for staff, so it is always in Indonesian.
"""

from collections.abc import Sequence

from cards.codes import display
from cards.content import CardContent
from cards.formats import FORMATS
from cards.wording import in_indonesian
from services.wording import date_words

NAME = "BACA-DULU.txt"

_TEXTS = (
    ("caption.txt", "teks unggahan (Instagram, Facebook)"),
    ("caption-x.txt", "teks unggahan untuk X dan Threads, paling banyak 280 huruf"),
    ("judul-tiktok.txt", "judul untuk TikTok mode foto, paling banyak 90 huruf"),
    ("whatsapp.txt", "pesan untuk grup dan saluran WhatsApp"),
)


@in_indonesian
def text(
    content: CardContent,
    code: str,
    address: str,
    formats: Sequence[str],
    posters: Sequence[str],
    record_url: str,
) -> str:
    """The note as plain text. Ends its lines the way every editor of Windows and phones understands."""
    parts = [
        f"PAKET KARTU: {content.name}\n{content.agency}\nBerlaku per {date_words(content.as_of, short=True)}",
        f"Kode kartu: {display(code)}\nAlamat periksa: {address}",
        "ISI PAKET\n" + "\n".join(_listed(_contents(formats, posters))),
        "CARA MENGUNGGAH\n" + "\n".join(_steps(record_url)),
        "Jangan memotong, mengubah, atau menutup kode dan tanggal pada gambar.\n"
        "Bila isinya berubah, buat kartu baru. Jangan mengunggah ulang kartu lama.",
    ]
    return "\r\n".join("\n\n".join(parts).split("\n")) + "\r\n"


def _contents(formats: Sequence[str], posters: Sequence[str]) -> list[tuple[str, str]]:
    several = len(formats) > 1
    said = [
        (
            f"{key}/" if several else "01-…, 02-…",
            f"slide {FORMATS[key].label} ({FORMATS[key].use}), urut nomor",
        )
        for key in formats
    ]
    if formats:
        said.append(("<folder>/alt.txt" if several else "alt.txt", "teks alternatif setiap slide"))
    said += [(f"poster-{size}.pdf", f"poster {size.upper()} untuk dicetak") for size in posters]
    return [*said, *_TEXTS]


def _listed(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(name) for name, _ in rows)
    return [f"{name.ljust(width)}  {said}" for name, said in rows]


def _steps(record_url: str) -> list[str]:
    return [
        "1. Unggah gambar menurut urutan nomornya.",
        "2. Salin teks unggahan dari berkas yang sesuai dengan medianya.",
        "3. Isi teks alternatif setiap gambar dari alt.txt.",
        f"4. Catat unggahannya di {record_url}",
    ]
