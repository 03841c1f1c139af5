"""From a leaflet's text to a PDF on A4 that can be printed and listened to (PDF/UA-1). Pure, like `rendering`."""

import re
from dataclasses import dataclass
from typing import Any

import typst

from cards.content import CardContent
from cards.formats import LEAFLET_FORMAT
from cards.rendering import Mark, drawing_digest, picture_inputs, typeset

SIZES = (9.0, 9.5, 10.0, 10.5, 11.0, 11.5, 12.0)
"""Sizes of the text in points. Nothing on a leaflet is smaller than the first."""

_STANDARDS = ("ua-1",)
_BALANCES = (0.9, 0.6, 0.3)  # parts of the room left; all of it never goes, as papers stay in one piece
_LONGEST_WORD = 28  # characters that fit a column at every size
_JOINTS = re.compile(r"([/.@_?&=:\-])")


def _inputs(content: CardContent, code: str, check_url: str, edition: int | None) -> dict[str, Any]:
    """All that the template reads, but for what `render_leaflet` tries out."""
    inputs = picture_inputs(content, LEAFLET_FORMAT, code, check_url)
    inputs["card"] = _breakable(inputs["card"])
    return inputs | {"title": _title(content), "edition": edition}


def _title(content: CardContent) -> str:
    """What a reader's window shows: "KTP-el Hilang atau Rusak · KTP-el hilang"."""
    papers = [section for section in content.sections if section.kind == "requirements"]
    return " · ".join(filter(None, [content.service_name, papers[0].case if len(papers) == 1 else ""]))


def _breakable(value: Any) -> Any:
    """The same data in which a word wider than a column may break: at its joints, else anywhere."""
    if isinstance(value, dict):
        return {key: _breakable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_breakable(each) for each in value]
    return " ".join(map(_breakable_word, value.split(" "))) if isinstance(value, str) else value


def _breakable_word(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    parts = _JOINTS.sub("\\1\u200b", word).split("\u200b")
    return "\u200b".join(part if len(part) <= _LONGEST_WORD else "\u200b".join(part) for part in parts)


def leaflet_digest(content: CardContent, *, code: str, check_url: str, edition: int | None = None) -> str:
    """Key for keeping the PDF of this content. It is asked for far more often than the PDF is drawn."""
    return drawing_digest(content.model_dump(mode="json"), code, check_url, edition)


@dataclass(frozen=True)
class _Drawn:
    """One trial: the PDF, its pages, and the points left free in the columns of its last page."""

    pdf: bytes
    pages: int
    left: float


def render_leaflet(content: CardContent, *, code: str, check_url: str, edition: int | None = None) -> bytes:
    """The PDF with its code and the full address of its check page.

    It takes as few pages as the smallest type needs, and the largest type that takes no more of them. Where the last
    page has room left, all columns end a little higher, so that they end alike.
    """
    inputs = _inputs(content, code, check_url, edition)

    def drawn(size: float, cut: float = 0) -> _Drawn:
        (pdf,), (end,) = _typeset(content, inputs | {"size": size, "cut": cut})
        return _Drawn(pdf, end["page"], end["left"])

    best, size = drawn(SIZES[0]), SIZES[0]
    smaller, larger = 0, len(SIZES)
    while larger - smaller > 1:
        middle = (smaller + larger) // 2
        trial = drawn(SIZES[middle])
        if trial.pages <= best.pages:
            best, size, smaller = trial, SIZES[middle], middle
        else:
            larger = middle
    share = best.left / (2 * best.pages)
    trials = (drawn(size, share * part) for part in _BALANCES)
    return next((trial for trial in trials if trial.pages <= best.pages), best).pdf


def _typeset(content: CardContent, inputs: dict[str, Any]) -> tuple[list[bytes], list[Mark]]:
    """A PDF/UA. A letter that the typeface lacks would break that standard; then a plain tagged PDF must do."""
    try:
        return typeset("leaflet.typ", inputs, "pdf", content.as_of, _STANDARDS)
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise
        return typeset("leaflet.typ", inputs, "pdf", content.as_of)
