"""The publication pack of a card: slides, posters and texts in one ZIP, named in posting order. Any kind of subject."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Literal

from django.conf import settings
from django.utils.text import slugify

from cards import captions, codes, posting_note, registry
from cards.content import CardContent
from cards.formats import PACK_FORMATS
from cards.models import Card, CardKind
from cards.platforms import PLATFORMS
from cards.poster_rendering import render_poster
from cards.rendering import Slide, TooManySlides, render

Picture = Literal["png", "jpeg"]
POSTERS = ("a4", "a3")
MOST_NAME = 60
"""Letters of a name in that of a file."""

_ZIP_TIME = (2026, 1, 1, 0, 0, 0)
_FILE_MODE = 0o644 << 16


class TooManyForPlatform(TooManySlides):
    """The pack does not fit one post there, although it can be drawn; the message tells staff what to do."""

    def __init__(self, problem: str) -> None:
        ValueError.__init__(self, problem)


def file_name(card: Card) -> str:
    """What the ZIP is called: by the short name it bears, not by its key, which may be a number or a code.

    "kartu-kk-baru-2026-11-22.zip", of a correction "kartu-ralat-kk-baru-2026-11-22.zip".
    """
    content = registry.content_of(card)
    lead = "kartu-ralat" if card.kind == CardKind.CORRECTION else "kartu"
    name = slugify(content.short_name)[:MOST_NAME].rstrip("-") or card.subject
    return f"{lead}-{name}-{content.as_of:%Y-%m-%d}.zip"


def files(
    card: Card,
    picture: Picture = "png",
    *,
    formats: Sequence[str] | None = None,
    posters: Sequence[str] | None = None,
    platform: str = "",
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of everything in a pack: slides in posting order, posters, texts, and a note for who posts it.

    `formats` and `posters` are those the card was issued in unless given. Several formats get a folder each, with their
    own alternative texts.
    `platform` is a key of `PLATFORMS`: it sets the kind of picture and keeps its limits.
    Raises `TooManySlides`.
    """
    content, address = registry.content_of(card), registry.check_url(card.code)
    preset = PLATFORMS.get(platform)
    kind = preset.picture if preset and preset.picture != "pdf" else picture
    chosen, printed = _chosen(card, formats, posters)
    for key in chosen:
        drawn = render(content, key, code=card.code, check_url=address, kind=kind)
        if preset:
            _keep_limits(preset.problems(len(drawn), max(len(slide.data) for slide in drawn)))
        yield from _slides(content, drawn, address, f"{key}/" if len(chosen) > 1 else "")
    for size in printed:
        yield f"poster-{size}.pdf", render_poster(content, size, code=card.code, check_url=address)
    yield from _texts(content, address)
    note = posting_note.text(
        content, card.code, address, chosen, printed, f"{settings.SITE_URL}{record_path(card)}"
    )
    yield posting_note.NAME, note.encode()


def record_path(card: Card) -> str:
    """Where the posting of a card is recorded."""
    return f"/studio/kartu/{codes.display(card.code)}/"


def _chosen(
    card: Card, formats: Sequence[str] | None, posters: Sequence[str] | None
) -> tuple[list[str], list[str]]:
    """The sizes of slides and of posters; where there would be neither, the usual slides."""
    issued = card.formats if formats is None else ()
    slides = [key for key in dict.fromkeys(issued if formats is None else formats) if key in PACK_FORMATS]
    sheets = [key for key in dict.fromkeys(issued if posters is None else posters) if key in POSTERS]
    return (slides or ([] if sheets else [PACK_FORMATS[0]])), sheets


def _keep_limits(problems: list[str]) -> None:
    if problems:
        raise TooManyForPlatform(" ".join(problems))


def _slides(
    content: CardContent, drawn: Sequence[Slide], address: str, folder: str
) -> Iterator[tuple[str, bytes]]:
    for slide in drawn:
        yield f"{folder}{slide.name}", slide.data
    texts = captions.alt_texts(content, drawn, address)
    said = "\n\n".join(f"{slide.name}\n{each.text}" for slide, each in zip(drawn, texts, strict=True))
    yield f"{folder}alt.txt", said.encode()


def _texts(content: CardContent, address: str) -> Iterator[tuple[str, bytes]]:
    yield "caption.txt", captions.caption(content, address).encode()
    yield "caption-x.txt", captions.short_caption(content, address).encode()
    yield "judul-tiktok.txt", captions.title(content).encode()
    yield "whatsapp.txt", captions.whatsapp_text(content, address).encode()


def written(pack: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Put a file into a ZIP so that the same files always give the same bytes. Pictures are compressed already."""
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.external_attr = _FILE_MODE
    pack.writestr(entry, data, zipfile.ZIP_STORED)


def zipped(
    card: Card,
    picture: Picture = "png",
    *,
    formats: Sequence[str] | None = None,
    posters: Sequence[str] | None = None,
    platform: str = "",
) -> bytes:
    """The pack as a ZIP; the same card and choices give the same bytes. See `files`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as pack:
        for name, data in files(card, picture, formats=formats, posters=posters, platform=platform):
            written(pack, name, data)
    return buffer.getvalue()
