"""From a card's text to pictures, with Typst. Pure: the same content and arguments give the same bytes.

A Typst compiler belongs to one thread, and a process that has compiled must not fork: its children would
hang. Both are seen to here; see `_compiler`.
"""

import datetime
import io
import json
import math
import os
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_plus_jakarta_sans
import pypdfium2
import segno
import typst
from PIL import Image

from cards.codes import display
from cards.content import CardContent
from cards.formats import FORMATS, LEAFLET_FORMAT
from cards.theme import theme_of
from cards.wording import in_indonesian, without_scheme
from services.document import digest
from services.wording import date_words

Kind = Literal["png", "svg", "pdf", "jpeg"]
Mark = dict[str, Any]
"""What the template says of a page: its `page` number; of a slide, `section` key and the keys of its `blocks`."""

MAX_SLIDES = 20
"""What a carousel holds in the Instagram app (the publishing interface takes 10)."""

MAX_CHARACTERS = 30_000  # more than 20 slides can hold; Typst has no time-out, so nothing longer reaches it
JPEG_QUALITY = 88
LINK_PREVIEW_BYTES = 300_000  # beyond it WhatsApp drops the picture

_TEMPLATES = Path(__file__).resolve().parent / "typst"
_SMALLEST_QR = 200  # pixels, with its quiet zone
_QUIET_ZONE = 4  # modules, as the standard asks
_PIXELS = 72  # pixels per inch at which one point is one pixel


class TooManySlides(ValueError):
    """The chosen content does not fit a carousel; the message tells staff what to do."""

    def __init__(self, found: int | None = None) -> None:
        needs = f"butuh {found} slide" if found else "terlalu panjang"
        super().__init__(
            f"Paket ini {needs}, sedangkan satu unggahan paling banyak {MAX_SLIDES}. "
            "Pilih lebih sedikit keadaan atau bagian, lalu buat sisanya sebagai paket kedua."
        )


@dataclass(frozen=True)
class Slide:
    """One drawn slide; a PDF is one for the whole pack. `blocks` are keys within the section."""

    number: int
    total: int
    section: str
    name: str
    data: bytes
    blocks: tuple[str, ...] = ()


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
    pages, marks = typeset("main.typ", inputs, "pdf" if kind == "jpeg" else kind, content.as_of)
    if kind == "pdf":
        return [Slide(1, len(marks), "", f"{content.service}.pdf", pages[0])]
    if kind == "jpeg":
        pages = list(_jpegs(pages[0]))
    names = _file_names(content, marks, "jpg" if kind == "jpeg" else kind)
    return [
        Slide(number, len(pages), mark["section"], name, data, tuple(mark["blocks"]))
        for number, (mark, name, data) in enumerate(zip(marks, names, pages, strict=True), start=1)
    ]


def slide_count(content: CardContent, format: str = "portrait") -> int:
    """How many slides a content takes; raises TooManySlides like `render`."""
    return len(typeset("main.typ", picture_inputs(content, format, None, None), "pdf", content.as_of)[1])


def render_link_preview(content: CardContent) -> bytes:
    """The picture that messengers show beside a link to the service: JPEG, 1200 × 630, under 300 KB."""
    pages, _ = typeset("link.typ", picture_inputs(content, "link", None, None), "pdf", content.as_of)
    for quality in (JPEG_QUALITY, 80, 70, 55):
        picture = next(_jpegs(pages[0], quality, smallest=True))
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
    code = (_TEMPLATES.parent / name for name in ("rendering.py", "leaflet_rendering.py", "theme.py"))
    return digest({path.name: path.read_text() for path in (*sorted(_TEMPLATES.glob("*.typ")), *code)})


@in_indonesian
def picture_inputs(
    content: CardContent, format: str, code: str | None, check_url: str | None
) -> dict[str, Any]:
    """All that a template reads. Raises TooManySlides for what is longer than any carousel."""
    card = content.model_dump(mode="json")
    size = FORMATS[format]
    if format != LEAFLET_FORMAT and _is_too_long(content, card):
        raise TooManySlides
    return {
        "card": _kept_together(card),
        "theme": theme_of(content.brand_color).as_dict(),
        "format": {"width": size.width, "height": size.height, "safe": vars(size.safe)},
        "as_of": date_words(content.as_of, short=True),
        "check": _check(code, check_url) if code and check_url else None,
        "max_slides": MAX_SLIDES,
    }


def _is_too_long(content: CardContent, card: dict[str, Any]) -> bool:
    printed = sum(len(line.label) + len(line.text) for line in content.lines())
    return len(json.dumps(card)) > MAX_CHARACTERS * 2 or printed > MAX_CHARACTERS


def _check(code: str, check_url: str) -> dict[str, Any]:
    address = without_scheme(check_url)
    site, _, path = address.partition("/")
    qr = segno.make(check_url, error="m", boost_error=False, micro=False)
    modules = qr.symbol_size(border=_QUIET_ZONE)[0]
    svg = io.BytesIO()
    qr.save(svg, kind="svg", border=_QUIET_ZONE, dark="#000", light="#fff", xmldecl=False)
    return {
        "site": site,
        "path": "/" + path.replace(code, display(code)).rstrip("/"),
        "qr": svg.getvalue().decode(),
        "qr_size": modules * math.ceil(_SMALLEST_QR / modules),  # whole pixels per module: sharp edges
    }


_JOINT = re.compile(r"(?<=\w)([-–/])(?=\w)")
_LONGEST_KEPT = 18  # characters; a longer word may need the break
_NOT_PRINTED = frozenset(("key", "kind", "role", "group", "slug", "service", "as_of", "brand_color"))


def _kept_together(value: Any) -> Any:
    """The same data with a word joiner after hyphens inside short words: "KTP-el" is not torn apart."""
    if isinstance(value, dict):
        return {key: each if key in _NOT_PRINTED else _kept_together(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_kept_together(each) for each in value]
    return " ".join(map(_joined, value.split(" "))) if isinstance(value, str) else value


def _joined(word: str) -> str:
    return _JOINT.sub("\\1\u2060", word) if len(word) <= _LONGEST_KEPT else word


_fonts_lock = threading.Lock()
_pdfium_lock = threading.Lock()
_local = threading.local()
_compiled_in: set[int] = set()


@cache
def _fonts() -> typst.Fonts:
    directory = str(fontpkg_plus_jakarta_sans.ROOT / "files")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[directory])


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler of a template. Fails where Typst would hang: after a fork of what compiled."""
    if _compiled_in - {os.getpid()}:
        raise RuntimeError("Typst was used before this process was forked; draw cards only after forking")
    compilers = _local.__dict__.setdefault("compilers", {})
    if template not in compilers:
        with _fonts_lock:
            fonts = _fonts()
        compilers[template] = typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=fonts)
    _compiled_in.add(os.getpid())
    return compilers[template]


def typeset(
    template: str,
    inputs: dict[str, Any],
    format: str,
    as_of: datetime.date,
    standards: Sequence[str] = (),
) -> tuple[list[bytes], list[Mark]]:
    """Pages (a PDF is one) and the template's marks, in order of pages: what stands on each, or where it ends.

    `standards` are those that a PDF must meet ("ua-1"); Typst refuses what breaks one, say a letter without a glyph.
    `sys_inputs` is always passed: a kept compiler would silently draw the card before.
    """
    compiler = _compiler(template)
    moment = datetime.datetime.combine(as_of, datetime.time(), datetime.UTC)
    data = {"card": json.dumps(inputs, ensure_ascii=False)}
    try:
        drawn = compiler.compile(
            format=format, ppi=_PIXELS, timestamp=moment, sys_inputs=data, pdf_standards=list(standards)
        )
    except typst.TypstError as error:
        if found := re.search(r"too many slides: (\d+)", str(error)):
            raise TooManySlides(int(found.group(1))) from None
        raise
    marks = json.loads(compiler.query("<mark>", field="value"))
    marks.sort(key=lambda mark: mark["page"])
    return (drawn if isinstance(drawn, list) else [drawn]), marks


def _jpegs(pdf: bytes, quality: int = JPEG_QUALITY, *, smallest: bool = False) -> Iterator[bytes]:
    """Each page of a PDF as a JPEG without colour subsampling, which would blur coloured text.

    `smallest` saves 15 % for five times the work: for pictures that every visitor of a link loads.
    """
    with _pdfium_lock:  # pdfium must not be entered by two threads
        document = pypdfium2.PdfDocument(pdf)
        pictures: list[Image.Image] = [page.render(scale=1).to_pil() for page in document]
        document.close()
    for picture in pictures:
        out = io.BytesIO()
        colours = picture.convert("RGB")
        colours.save(out, "JPEG", quality=quality, subsampling=0, progressive=smallest, optimize=smallest)
        yield out.getvalue()


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
