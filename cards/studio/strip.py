"""The film strip: the slides of a preview, drawn in one go and kept for a while."""

import gzip
import logging
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import typst
from django.core.cache import cache as memory
from django.core.cache import caches

from cards import registry
from cards.alt_texts import AltText, alt_texts
from cards.content import CardContent
from cards.formats import FORMATS
from cards.printed import Section
from cards.rendering import (
    Slide,
    TooManySlides,
    drawing_digest,
    picture_inputs,
    slide_count,
    typeset,
)

logger = logging.getLogger(__name__)

KEPT_SECONDS = 10 * 60
SHOWN_AT_MOST = 60
"""Slides of a pack that is too long: it is shown all the same, so that one sees what to leave out."""

NO_CODE = "XXXXXXXX"
"""As wide as a code; no card can have it, since its check character is wrong."""

CANNOT_DRAW = "Kartu ini gagal digambar. Ubah teksnya; bila tetap gagal, beri tahu pengelola server."

_LOCKS = [threading.Lock() for _ in range(16)]


@dataclass(frozen=True)
class Strip:
    """A drawn preview. `pictures` are gzipped SVG; `problem` says why it could not be drawn or posted as it is."""

    digest: str
    slides: tuple[Slide, ...] = ()
    pictures: tuple[bytes, ...] = ()
    alts: tuple[AltText, ...] = ()
    problem: str = ""

    @property
    def is_postable(self) -> bool:
        """Whether a card may be issued of it."""
        return bool(self.slides) and not self.problem


def strip_of(content: CardContent, format: str) -> Strip:
    """The strip of this text in this format; from memory if it was drawn a moment ago."""
    digest = drawing_digest(content.model_dump(mode="json"), format, "studio")
    key, strips = _key(content.kind, content.subject, digest), caches["strips"]
    kept = strips.get(key)
    if kept is None:
        with _lock_of(digest):
            kept = strips.get(key) or _drawn(content, format, digest)
            strips.set(key, kept, KEPT_SECONDS)
    return kept


def _lock_of(digest: str) -> threading.Lock:
    """A browser asks for all pictures of a strip at once: one of these requests draws it, the others wait."""
    return _LOCKS[int(digest[:2], 16) % len(_LOCKS)]


def kept_picture(kind: str, subject: str, digest: str, number: int) -> bytes | None:
    """One gzipped picture of a strip of this subject that is still in memory."""
    kept = caches["strips"].get(_key(kind, subject, digest)) if digest else None
    return kept.pictures[number - 1] if kept and 1 <= number <= len(kept.pictures) else None


def count_of(content: CardContent, format: str) -> int | str:
    """How many slides a format takes, or in words why too many; kept, because only drawing tells."""
    key = "studio-count-" + drawing_digest(content.model_dump(mode="json"), format)
    found = memory.get(key)
    if found is None:
        try:
            found = slide_count(content, format)
        except TooManySlides as error:
            found = str(error)
        except typst.TypstError:
            logger.exception("count of %s %s in %s", content.kind, content.subject, format)
            found = CANNOT_DRAW
        memory.set(key, found, KEPT_SECONDS)
    return found


def count_as_issued(content: CardContent, format: str) -> int | str:
    """How many slides a format takes with a code and its address on each, or in words why too many."""
    try:
        inputs = picture_inputs(content, format, NO_CODE, registry.check_url(NO_CODE))
        return len(typeset("main.typ", inputs, "pdf", content.as_of, tagged=False)[1])
    except TooManySlides as error:
        return str(error)
    except typst.TypstError:
        logger.exception("%s %s in %s", content.kind, content.subject, format)
        return CANNOT_DRAW


def _key(kind: str, subject: str, digest: str) -> str:
    """With the subject: who may see one must not get the strip of another by its digest. Hashed, since a digest comes
    from an address."""
    return drawing_digest("studio-strip", kind, subject, digest)


def _drawn(content: CardContent, format: str, digest: str) -> Strip:
    try:
        inputs = picture_inputs(content, format, None, None) | {"max_slides": SHOWN_AT_MOST}
        pages, marks = _thread().submit(typeset, "main.typ", inputs, "svg", content.as_of).result()
    except TooManySlides as error:  # even drawing them would take too long
        return Strip(digest, problem=str(error))
    except typst.TypstError:
        logger.exception("strip of %s %s in %s", content.kind, content.subject, format)
        return Strip(digest, problem=CANNOT_DRAW)
    slides = [Slide.of_mark(mark, number, len(pages)) for number, mark in enumerate(marks, start=1)]
    most = FORMATS[format].most_slides
    problem = str(TooManySlides(len(slides), most)) if len(slides) > most else ""
    # Level 1: a third of the bytes for a quarter of the time that the best takes.
    pictures = tuple(gzip.compress(page, 1, mtime=0) for page in pages)
    return Strip(digest, tuple(slides), pictures, tuple(alt_texts(content, slides)), problem)


@cache
def _thread() -> ThreadPoolExecutor:
    """The one thread that draws previews: what Typst remembers of the last strip belongs to a thread, and the next strip
    is mostly the same."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="studio")


@dataclass(frozen=True)
class Shot:
    """One slide of the film strip: `part` of `parts` of its section."""

    number: int
    section: str
    name: str
    part: int
    parts: int
    address: str
    alt: str

    @property
    def caption(self) -> str:
        """What stands below it: "3. Syarat · Hilang (1 dari 2)"."""
        run = f" ({self.part} dari {self.parts})" if self.parts > 1 else ""
        return f"{self.number}. {self.name}{run}"


def section_names(sections: Sequence[Section]) -> dict[str, str]:
    """What to call each section; of several with the same name, each goes by what stands above its title."""
    times = Counter(each.name for each in sections)
    return {
        each.key: each.name if times[each.name] == 1 else each.eyebrow or each.title or each.name
        for each in sections
    }


def shots(strip: Strip, content: CardContent, address: str, query: str) -> list[Shot]:
    """The slides with the addresses of their pictures; `address` has the number 0 in place of theirs."""
    names = section_names(content.sections)
    parts = Counter(slide.section for slide in strip.slides)
    seen: Counter[str] = Counter()
    made = []
    for slide, alt in zip(strip.slides, strip.alts, strict=True):
        seen[slide.section] += 1
        picture = address.replace("slide-0.", f"slide-{slide.number}.")
        made.append(
            Shot(
                slide.number, slide.section, names.get(slide.section, slide.section), seen[slide.section],
                parts[slide.section], f"{picture}?{query}&v={strip.digest}".replace("?&", "?"), alt.text,
            )
        )  # fmt: skip
    return made


def unzipped(picture: bytes) -> bytes:
    """The SVG itself, for the rare reader who takes no gzip."""
    return gzip.decompress(picture)
