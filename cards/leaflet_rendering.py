"""From a leaflet's text to a PDF on A4 that can be printed and listened to (PDF/UA-1). Pure, like `rendering`."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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
    return " · ".join(filter(None, [content.name, papers[0].case if len(papers) == 1 else ""]))


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
class _Layout:
    """A way to lay out the text, taken if it needs no more than `most` pages at its smallest type."""

    most: float
    least: float = 0
    """In points; 0 means as small as any."""
    dense: bool = False
    split: str = ""

    @property
    def sizes(self) -> Sequence[float]:
        """The sizes of type to try, from the smallest."""
        return [size for size in SIZES if size >= self.least] or [self.least]


_LAYOUTS = (_Layout(most=1, dense=True), _Layout(most=2, least=10, split="steps"), _Layout(most=math.inf))
"""In order of preference: one page; what to bring and where to go on one and the rest on another; as it comes."""


@dataclass(frozen=True)
class _Drawn:
    """One trial: the PDF, its pages, and for each part the share of a column that is free where it ends."""

    pdf: bytes
    pages: int
    left: tuple[float, ...]


def render_leaflet(content: CardContent, *, code: str, check_url: str, edition: int | None = None) -> bytes:
    """The PDF with its code and the full address of its check page.

    It takes the first layout whose smallest type fits, and the largest type that takes no more pages. Where the last
    page of a part has room left, all its columns end a little higher, so that they end alike.
    """
    inputs = _inputs(content, code, check_url, edition)

    def draw(layout: _Layout, size: float, cuts: tuple[float, ...] = (0, 0)) -> _Drawn:
        (pdf,), marks = _typeset(
            content, inputs | {"dense": layout.dense, "split": layout.split, "size": size, "cuts": cuts}
        )
        firsts = [1, *(mark["page"] + 1 for mark in marks)]
        left = tuple(
            mark["left"] / (2 * (mark["page"] - first + 1))
            for first, mark in zip(firsts, marks, strict=False)
        )
        return _Drawn(pdf, marks[-1]["page"], left)

    smallest = ((layout, draw(layout, layout.sizes[0])) for layout in _LAYOUTS)
    layout, best = next((layout, trial) for layout, trial in smallest if trial.pages <= layout.most)
    size, best = _largest(partial(draw, layout), layout.sizes, best)
    return _balanced(partial(draw, layout, size), best).pdf


def _largest(
    draw: Callable[[float], _Drawn], sizes: Sequence[float], smallest: _Drawn
) -> tuple[float, _Drawn]:
    """The largest type that takes no more pages than the smallest, by halving."""
    best, low, high = smallest, 0, len(sizes)
    while high - low > 1:
        middle = (low + high) // 2
        trial = draw(sizes[middle])
        if trial.pages <= smallest.pages:
            best, low = trial, middle
        else:
            high = middle
    return sizes[low], best


def _balanced(draw: Callable[[tuple[float, ...]], _Drawn], best: _Drawn) -> _Drawn:
    """The same with as much taken off the columns of each part as takes no further page."""
    cuts, pages, free = [0.0, 0.0], best.pages, best.left
    for part, left in enumerate(free):
        for share in _BALANCES:
            tried = [*cuts]
            tried[part] = left * share
            trial = draw(tuple(tried))
            if trial.pages <= pages:
                best, cuts = trial, tried
                break
    return best


def _typeset(content: CardContent, inputs: dict[str, Any]) -> tuple[list[bytes], list[Mark]]:
    """A PDF/UA. A letter that the typeface lacks would break that standard; then a plain tagged PDF must do."""
    try:
        return typeset("leaflet.typ", inputs, "pdf", content.as_of, _STANDARDS)
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise
        return typeset("leaflet.typ", inputs, "pdf", content.as_of)
