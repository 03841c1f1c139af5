"""From a card's text to pictures. Pure: the same content and arguments give the same bytes."""

import datetime
import io
import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, Self

import segno
import typst
from django.conf import settings
from django.utils import translation

from cards import logos
from cards.codes import display
from cards.content import CardContent
from cards.formats import FORMATS, LEAFLET_FORMAT
from cards.rasterising import jpegs, pngs
from cards.rasterising import page_pictures as page_pictures
from cards.theme import theme_of
from cards.typesetting import MAX_SLIDES as MAX_SLIDES
from cards.typesetting import TEMPLATES, Mark, TooManySlides, typeset
from cards.wording import fixed_words, without_scheme
from services.document import digest
from services.wording import ENGLISH_MONTHS, MONTHS, date_words

Kind = Literal["png", "svg", "pdf", "jpeg"]
MAX_CHARACTERS = 30_000  # more than 20 slides can hold; Typst has no time-out, so nothing longer reaches it
JPEG_QUALITY = 88
LINK_PREVIEW_BYTES = 300_000  # beyond it WhatsApp drops the picture

_SMALLEST_QR = 200  # pixels, with its quiet zone
_QUIET_ZONE = 4  # modules, as the standard asks
_NO_CODE = "XXXXXXXX"  # in a preview, where the code of an issued card stands


@dataclass(frozen=True)
class Slide:
    """One drawn slide; a PDF is one for the whole pack. `blocks` are keys within the section."""

    number: int
    total: int
    section: str
    name: str
    data: bytes
    blocks: tuple[str, ...] = ()
    is_small: bool = False
    """Whether its text is as small as it may be."""

    @classmethod
    def of_mark(cls, mark: Mark, number: int, total: int, name: str = "", data: bytes = b"") -> Self:
        """The slide that a template said this of."""
        return cls(
            number, total, mark["section"], name, data, tuple(mark["blocks"]), mark.get("small", False)
        )


def render(
    content: CardContent,
    format: str = "portrait",
    *,
    code: str | None = None,
    check_url: str | None = None,
    kind: Kind = "png",
) -> list[Slide]:
    """Draws a pack. With `code` and `check_url` (full address of the check page) each slide carries both;
    without them it is a preview and says so. Raises TooManySlides; leaves out nothing."""
    inputs = picture_inputs(content, format, code, check_url)
    drawn_as = "svg" if kind == "svg" else "pdf"
    pages, marks = typeset(_template_of(format), inputs, drawn_as, content.as_of, tagged=kind == "pdf")
    if kind == "pdf":
        return [Slide(1, len(marks), "", f"{content.subject}.pdf", pages[0])]
    if kind != "svg":
        # A third of the time that Typst takes for PNG: it tries every filter on every row.
        pages = pngs(pages[0]) if kind == "png" else jpegs(pages[0], JPEG_QUALITY)
    names = _file_names(content, marks, "jpg" if kind == "jpeg" else kind)
    return [
        Slide.of_mark(mark, number, len(pages), name, data)
        for number, (mark, name, data) in enumerate(zip(marks, names, pages, strict=True), start=1)
    ]


def _template_of(format: str) -> str:
    """What draws a format: beside a link stands a single picture, everywhere else a pack of slides."""
    return "link.typ" if format == "link" else "main.typ"


def slide_count(content: CardContent, format: str = "portrait") -> int:
    """How many slides a content takes; raises TooManySlides like `render`."""
    inputs = picture_inputs(content, format, None, None)
    return len(typeset(_template_of(format), inputs, "pdf", content.as_of, tagged=False)[1])


def render_link_preview(content: CardContent) -> bytes:
    """The picture that messengers show beside a link to the service: JPEG, 1200 × 630, under 300 KB."""
    return draw_link_preview(picture_inputs(content, "link", None, None), content.as_of)


def draw_link_preview(inputs: dict[str, Any], as_of: datetime.date) -> bytes:
    """The same from what its template reads; needs no database."""
    (pdf,), _ = typeset("link.typ", inputs, "pdf", as_of, tagged=False)
    for quality in (JPEG_QUALITY, 80, 70, 55):
        picture = jpegs(pdf, quality, smallest=True)[0]
        if len(picture) < LINK_PREVIEW_BYTES:
            break
    return picture


def picture_digest(content: CardContent, format: str, code: str | None, check_url: str | None) -> str:
    """Key for keeping pictures: changes with anything that can change a picture, also the templates."""
    return drawing_digest(picture_inputs(content, format, code, check_url))


def drawing_digest(*drawn: Any) -> str:
    """Key for keeping what is drawn of this: changes with the templates, the typesetter and our code, too."""
    return digest([_template_version(), typst.__version__, *drawn])


@cache
def _template_version() -> str:
    names = ("rendering.py", "typesetting.py", "rasterising.py", "png.py", "leaflet_rendering.py", "theme.py")
    code = (TEMPLATES.parent / name for name in names)
    return digest({path.name: path.read_text() for path in (*sorted(TEMPLATES.glob("*.typ")), *code)})


def picture_inputs(
    content: CardContent, format: str, code: str | None, check_url: str | None
) -> dict[str, Any]:
    """All that a template reads. Raises TooManySlides for what is longer than any carousel."""
    card = content.model_dump(mode="json")
    size = FORMATS[format]
    check = _check(code, check_url) if code and check_url else None
    if format != LEAFLET_FORMAT and _is_too_long(content, card):
        raise TooManySlides
    return {
        "card": _kept_together(card),
        "theme": theme_of(content.brand_color, content.theme).as_dict(),
        "words": fixed_words(content.language),
        "logo": logos.drawn(content.logo),
        "format": size.for_templates(),
        "as_of": _as_of(content),
        "check": check,
        "foot": check or _foot_of_preview(),
        "max_slides": size.most_slides,
    }


def _as_of(content: CardContent) -> str:
    with translation.override(content.language):
        return date_words(content.as_of, short=True)


def _is_too_long(content: CardContent, card: dict[str, Any]) -> bool:
    printed = sum(len(line.label) + len(line.text) for line in content.lines())
    return len(json.dumps(card)) > MAX_CHARACTERS * 2 or printed > MAX_CHARACTERS


def _check(code: str, check_url: str) -> dict[str, Any]:
    address = without_scheme(check_url)
    site, _, path = address.partition("/")
    svg, modules = _qr(check_url)
    return {
        "site": site,
        "path": "/" + path.replace(code, display(code)).rstrip("/"),
        "qr": svg,
        "qr_size": modules * math.ceil(_SMALLEST_QR / modules),  # whole pixels per module: sharp edges
    }


def _foot_of_preview() -> dict[str, Any]:
    """What takes the room of a real foot without its code: a preview has the very slides that are issued."""
    address = f"{settings.SITE_URL}/k/{display(_NO_CODE)}/"
    return _check(_NO_CODE, address) | {"path": display(_NO_CODE), "qr": None}


@lru_cache(maxsize=64)  # a pack asks for its code in each format; weighing the eight masks takes 10 ms
def _qr(check_url: str) -> tuple[str, int]:
    """A QR code as SVG, and how many modules wide it is with its quiet zone."""
    qr = segno.make(check_url, error="m", boost_error=False, micro=False)
    svg = io.BytesIO()
    qr.save(svg, kind="svg", border=_QUIET_ZONE, dark="#000", light="#fff", xmldecl=False)
    return svg.getvalue().decode(), qr.symbol_size(border=_QUIET_ZONE)[0]


_JOINT = re.compile(r"(?<=\w)([-–/])(?=\w)")
_LONGEST_KEPT = 18  # characters; a longer word may need the break
_NOT_PRINTED = frozenset(("key", "kind", "role", "group", "slug", "subject", "logo", "as_of", "brand_color"))


_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(dict.fromkeys((*MONTHS, *ENGLISH_MONTHS)))})\b(?: \d{{4}}\b)?")
_LARGE = frozenset(("name", "short_name", "title"))  # in large type a date may need the break


def _kept_together(value: Any) -> Any:
    """The same data in which neither short words with hyphens nor dates are torn apart: "KTP-el", "24 Desember 2026"."""
    if isinstance(value, dict):
        return {
            key: each if key in _NOT_PRINTED else _kept_together(each if key in _LARGE else _dates_kept(each))
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_kept_together(each) for each in value]
    return " ".join(map(_joined, value.split(" "))) if isinstance(value, str) else value


def _dates_kept(value: Any) -> Any:
    return _DATE.sub(lambda date: date[0].replace(" ", "\u00a0"), value) if isinstance(value, str) else value


def _joined(word: str) -> str:
    return _JOINT.sub("\\1\u2060", word) if len(word) <= _LONGEST_KEPT else word


def _file_names(content: CardContent, marks: list[Mark], extension: str) -> list[str]:
    """Names that sort in posting order: "01-cover.png", "02-syarat-hilang.png", "03-syarat-hilang-2.png"."""
    slugs = {section.key: section.slug for section in content.sections}
    seen: Counter[str] = Counter()
    names = []
    for number, key in enumerate((mark["section"] for mark in marks), start=1):
        seen[key] += 1
        part = f"-{seen[key]}" if seen[key] > 1 else ""
        names.append(f"{number:02}-{slugs[key]}{part}.{extension}")
    return names
