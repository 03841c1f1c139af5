"""From a card's text to a poster for the notice board: a PDF on A4 or A3 that can be read aloud, too (PDF/UA-1).

Pure, like `rendering`. Whatever the card's style, a poster is light: it is printed on white paper, often in black and
white, and no office should spend its toner on a dark ground.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from cards.content import CardContent
from cards.formats import DEFAULT_FORMAT
from cards.poster_packing import Packing, Piece, pack, sheets_needed
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

SMALLEST = 14.0
"""Points, on A4: no text of a poster is smaller. Times the unit of the format."""

MAX_SHEETS = 8

_STANDARDS = ("ua-1",)
_ANY_PICTURE = DEFAULT_FORMAT  # a poster has a size of its own
_IN_COLUMNS = (14.0, 14.75, 15.5, 16.25, 17.0, 18.0, 19.0, 20.0)
_WIDE = (18.0, 20.0, 22.0, 24.0, 27.0, 30.0, 33.0)
"""Sizes of type that are tried. A column of the whole width needs the larger ones: its lines would be too long."""

_STYLES = {"grand": 1.8, "roomy": 1.0, "tight": 0.0}
"""Styles of the head, and how many points of type each is worth."""

_LARGEST = {"grand": 33.0, "roomy": 22.0, "tight": 18.0}
"""The largest type below each style of the head, whose title has to stay the largest of all."""

_COMFORTABLE = 17.0  # points; read from two steps away, so more is worth less
_GROWTH = 1.75  # the power of its size by which a text grows in height; 2 without short lines
_MOST_TRIALS = 3
_UNEVEN = 4.0  # points of type that columns are worth that end alike and break no list


class TooManySheets(TooManySlides):
    """The chosen content is no poster any more; the message tells staff what to do."""

    def __init__(self, found: int | None = None) -> None:
        needs = f"butuh {found} lembar" if found else "terlalu panjang"
        ValueError.__init__(
            self,
            f"Poster ini {needs}; paling banyak {MAX_SHEETS}. Pilih lebih sedikit keadaan atau bagian, lalu buat "
            "sisanya sebagai poster kedua.",
        )


@dataclass(frozen=True)
class _Measured:
    """What a text takes at one size of type, in points; the size is that on A4."""

    columns: int
    size: float
    unit: float
    pieces: Sequence[Piece]
    first: dict[str, float]
    """By style of the head: how high the columns of the first sheet are."""
    further: float

    def sheets(self, style: str = "tight") -> int | None:
        """The fewest sheets it needs; None if a piece is longer than a column."""
        return sheets_needed(self.pieces, self.first[style], self.further, self.columns)

    def guessed(self, size: float) -> "_Measured":
        """About what it takes at another size: with larger type lines are higher, and most texts have more of them."""
        ratio = size / self.size
        pieces = [
            each._replace(height=each.height * ratio**_GROWTH, gap=each.gap * ratio) for each in self.pieces
        ]
        return replace(self, size=size, pieces=pieces)


@dataclass(frozen=True)
class _Plan:
    """A way to lay out the text."""

    columns: int
    size: float
    style: str
    packing: Packing

    @property
    def score(self) -> float:
        """In points of type: large, with a head of some weight, evenly filled."""
        large = min(self.size, _COMFORTABLE) + max(0.0, self.size - _COMFORTABLE) / 3
        return large + _STYLES[self.style] - _UNEVEN * self.packing.cost

    def for_template(self, unit: float) -> dict[str, Any]:
        """What the template asks for: columns by sheet."""
        columns, each = self.packing.columns, self.columns
        sheets = [columns[at : at + each] for at in range(0, len(columns), each)]
        return {"columns": each, "size": self.size * unit, "style": self.style, "plan": sheets}


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
    paper = PAPERS[format]
    plan = _best_plan(_Measure(content, inputs, paper))
    if plan:
        choice = plan.for_template(paper.unit)
        pdf, sheets = _draw(content, inputs, paper, choice)
        if sheets == len(choice["plan"]):
            return pdf
    return _flowing(content, inputs, paper)


def _flowing(content: CardContent, inputs: dict[str, Any], paper: Paper) -> bytes:
    """A poster of a text with pieces longer than a column: they break wherever it ends."""
    choice = {"columns": 2, "size": _IN_COLUMNS[0] * paper.unit, "style": "tight", "plan": "flow"}
    pdf, sheets = _draw(content, inputs, paper, choice)
    if sheets > MAX_SHEETS:
        raise TooManySheets(sheets)
    return pdf


def _best_plan(measure: Callable[[int, float], _Measured]) -> _Plan | None:
    """The best layout with the fewest sheets; None if a piece is longer than a column."""
    smallest = measure(2, _IN_COLUMNS[0])
    sheets = smallest.sheets()
    if sheets is None:
        return None
    if sheets > MAX_SHEETS:
        raise TooManySheets(sheets)
    guesses = _plans([smallest.guessed(size) for size in _IN_COLUMNS], sheets)
    if sheets == 1 and max(each.size for each in guesses) >= _WIDE[0]:
        widest = measure(1, _WIDE[0])
        guesses += _plans([widest.guessed(size) for size in _WIDE], 1)
    return _first_that_fits(guesses, sheets, measure) or _best(_plans([smallest], sheets))


def _first_that_fits(
    guesses: Sequence[_Plan], sheets: int, measure: Callable[[int, float], _Measured]
) -> _Plan | None:
    """What is promised to be best, measured: most of the time goes into that, so few are tried."""
    promising = sorted(guesses, key=lambda plan: plan.score, reverse=True)
    tried = dict.fromkeys((plan.columns, plan.size) for plan in promising)
    for columns, size in list(tried)[:_MOST_TRIALS]:
        if found := _best(_plans([measure(columns, size)], sheets)):
            return found
    return None


def _best(plans: Sequence[_Plan]) -> _Plan | None:
    return max(plans, key=lambda plan: plan.score, default=None)


def _plans(measured: Sequence[_Measured], sheets: int) -> list[_Plan]:
    """The layouts in so many sheets, with each style of head whose title stays larger than the text."""
    made = (
        _plan(each, style, sheets)
        for each in measured
        for style in _STYLES
        if each.size <= _LARGEST[style] and (each.sheets(style) or MAX_SHEETS + 1) <= sheets
    )
    return [plan for plan in made if plan]


def _plan(measured: _Measured, style: str, sheets: int) -> _Plan | None:
    each = measured.columns
    rooms = [measured.first[style]] * each + [measured.further] * each * (sheets - 1)
    packing = pack(measured.pieces, rooms, each, measured.size * measured.unit)
    return packing and _Plan(each, measured.size, style, packing)


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

    def __call__(self, columns: int, size: float) -> _Measured:
        """Lengths in points on the paper."""
        choice = {"columns": columns, "size": size * self._paper.unit, "plan": None, "heads": not self._first}
        data = self._inputs | {"poster": self._inputs["poster"] | vars(self._paper) | choice}
        _, (found,) = typeset("poster.typ", data, "pdf", self._content.as_of, tagged=False)
        self._first = self._first or found["first"]
        pieces = [Piece(*each) for each in found["pieces"]]
        return _Measured(columns, size, self._paper.unit, pieces, self._first, found["further"])


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
