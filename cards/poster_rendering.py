"""From a card's text to a poster for the notice board: a PDF on A4 or A3 that can be read aloud, too (PDF/UA-1).

Pure, like `rendering`. Whatever the card's style, a poster is light: it is printed on white paper, often in black and
white, and no office should spend its toner on a dark ground.
"""

from dataclasses import dataclass
from typing import Any, Literal

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from cards.content import CardContent
from cards.formats import DEFAULT_FORMAT
from cards.poster_layouts import MAX_SHEETS as MAX_SHEETS
from cards.poster_layouts import SMALLEST as SMALLEST
from cards.poster_layouts import Measured, best_layout, fewest_sheets, flowing
from cards.poster_layouts import TooManySheets as TooManySheets
from cards.poster_packing import Piece
from cards.posters import for_paper
from cards.rendering import picture_inputs
from cards.typesetting import Mark, TooManySlides, typeset

PosterFormat = Literal["a4", "a3"]


@dataclass(frozen=True)
class Paper:
    """A sheet in millimetres, and how many times larger than on A4 its type is."""

    width: int
    height: int
    unit: float


PAPERS: dict[str, Paper] = {"a4": Paper(210, 297, 1), "a3": Paper(297, 420, 10 / 7)}
"""A3 has type of 20 points at least where A4 has 14."""

_A4_ENLARGED = Paper(297, 420, 297 / 210)
"""For the A3 poster that would need more sheets in type of 20 points than the one on A4: all as there, in the measure
of the paper. Its smallest type is 19.8 points, still far larger than the 14 of A4."""

_STANDARDS = ("ua-1",)
_ANY_PICTURE = DEFAULT_FORMAT  # a poster has a size of its own


def render_poster(
    content: CardContent,
    format: PosterFormat = "a4",
    *,
    code: str | None = None,
    check_url: str | None = None,
) -> bytes:
    """The PDF of a poster, in as few sheets as the smallest type needs, of those the one that is laid out best.

    With `code` and `check_url` (full address of the check page) each sheet carries both; without them it is a preview
    and says so. Raises TooManySheets; leaves out nothing.
    """
    inputs = _inputs(content, code, check_url)
    paper = _paper(content, inputs, format)
    layout = best_layout(_Measure(content, inputs, paper), may_be_plain=_says_facts_below(content))
    if layout:
        choice = layout.for_template(paper.unit)
        pdf, sheets = _draw(content, inputs, paper, choice)
        if sheets == len(choice["plan"]):
            return pdf
    return _flowing(content, inputs, paper)


def _paper(content: CardContent, inputs: dict[str, Any], format: PosterFormat) -> Paper:
    """The sheet with its measure of type: no poster takes more sheets on A3 than on A4."""
    paper = PAPERS[format]
    if format == "a4":
        return paper
    may_be_plain = _says_facts_below(content)
    found = fewest_sheets(_Measure(content, inputs, paper), may_be_plain=may_be_plain)
    if found == 1:
        return paper
    on_a4 = fewest_sheets(_Measure(content, inputs, PAPERS["a4"]), may_be_plain=may_be_plain)
    return paper if found and on_a4 and found <= on_a4 else _A4_ENLARGED


def _flowing(content: CardContent, inputs: dict[str, Any], paper: Paper) -> bytes:
    """A poster of a text with pieces longer than a column: they break wherever it ends."""
    pdf, sheets = _draw(content, inputs, paper, flowing(paper.unit))
    if sheets > MAX_SHEETS:
        raise TooManySheets(sheets)
    return pdf


def _says_facts_below(content: CardContent) -> bool:
    """Whether fee, time and place of the cover are said in the same words further down, too."""
    cover, *others = content.sections
    facts = {block.value for block in cover.blocks if block.key in ("fee", "time", "where")}
    return cover.kind == "cover" and facts <= {
        text for section in others for block in section.blocks for text in (block.value, block.label)
    }


def _inputs(content: CardContent, code: str | None, check_url: str | None) -> dict[str, Any]:
    try:
        light = for_paper(content).model_copy(update={"theme": "light"})
        inputs = picture_inputs(light, _ANY_PICTURE, code, check_url)
    except TooManySlides:
        raise TooManySheets from None
    return inputs | {"poster": {"title": content.name, "words": _words(content.language)}}


def _words(language: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "sheet": _("Lembar {n} dari {m}"),
            "check": _("Masih berlaku? Pindai kode ini, atau ketik:"),
            "qr": _("Kode QR ke {address}, untuk memeriksa apakah poster ini masih berlaku"),
        }


class _Measure:
    """Asks the template what a text takes in so many columns at a size of type. What the head takes is asked once."""

    def __init__(self, content: CardContent, inputs: dict[str, Any], paper: Paper) -> None:
        self._content, self._inputs, self._paper = content, inputs, paper
        self._first: dict[str, float] = {}

    def __call__(self, columns: int, size: float) -> Measured:
        """Lengths in points on the paper."""
        choice = {"columns": columns, "size": size * self._paper.unit, "plan": None, "heads": not self._first}
        data = self._inputs | {"poster": self._inputs["poster"] | vars(self._paper) | choice}
        _, (found,) = typeset("poster.typ", data, "pdf", self._content.as_of, tagged=False)
        self._first = self._first or found["first"]
        pieces = [Piece(*each) for each in found["pieces"]]
        return Measured(columns, size, self._paper.unit, pieces, self._first, found["further"])


def _draw(
    content: CardContent, inputs: dict[str, Any], paper: Paper, choice: dict[str, Any]
) -> tuple[bytes, int]:
    """The PDF and how many sheets it has."""
    data = inputs | {"poster": inputs["poster"] | vars(paper) | choice}
    (pdf,), marks = _typeset(content, data)
    return pdf, marks[-1]["page"]


def _typeset(content: CardContent, inputs: dict[str, Any]) -> tuple[list[bytes], list[Mark]]:
    """A PDF/UA. A letter that the typeface lacks would break that standard; then a plain tagged PDF must do."""
    try:
        return typeset("poster.typ", inputs, "pdf", content.as_of, _STANDARDS)
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise
        return typeset("poster.typ", inputs, "pdf", content.as_of)
