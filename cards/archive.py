"""The publication pack of a card: slides and texts in one ZIP, named in posting order."""

import io
import zipfile
from collections.abc import Iterator
from typing import Literal

from cards import captions, registry
from cards.models import Card
from cards.rendering import render

_ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def files(card: Card, kind: Literal["png", "jpeg"] = "png") -> Iterator[tuple[str, bytes]]:
    """Name and bytes of everything in a pack: slides in posting order, caption, alt texts, WhatsApp text."""
    content, address = registry.content_of(card), registry.check_url(card.code)
    drawn = render(content, card.options["format"], code=card.code, check_url=address, kind=kind)
    for slide in drawn:
        yield slide.name, slide.data
    texts = captions.alt_text(content, drawn)
    yield "caption.txt", captions.caption(content, address).encode()
    yield "alt.txt", "\n\n".join(f"{s.name}\n{text}" for s, text in zip(drawn, texts, strict=True)).encode()
    yield "whatsapp.txt", captions.whatsapp_text(content, address).encode()


def zipped(card: Card, kind: Literal["png", "jpeg"] = "png") -> bytes:
    """The pack as a ZIP; the same card gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as pack:
        for name, data in files(card, kind):
            pack.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data)
    return buffer.getvalue()
