"""Which layout a poster gets: of those with the fewest sheets the one that is easiest to read and most evenly filled.

What a text takes is measured at the smallest type and guessed for larger ones; only what promises most is measured, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cards.poster_packing import Packing, Piece, pack, sheets_needed
from cards.typesetting import TooManySlides

SMALLEST = 14.0
"""Points, on A4: no text of a poster is smaller. Times the unit of the format."""

MAX_SHEETS = 8

_IN_COLUMNS = (SMALLEST, 14.75, 15.5, 16.25, 17.0, 18.0, 19.0, 20.0)
_WIDE = (18.0, 20.0, 22.0, 24.0, 27.0, 30.0, 33.0)
"""Sizes of type that are tried. A column of the whole width needs the larger ones: its lines would be too long."""

_STYLES = {"grand": 1.8, "roomy": 1.0, "tight": 0.0}
"""Styles of the head, and how many points of type each is worth."""

_PLAIN = {"plain": 0.0}
_LARGEST = {"grand": 33.0, "roomy": 22.0, "tight": 18.0, "plain": 18.0}
"""The largest type below each style of the head, whose title has to stay the largest of all."""

_COMFORTABLE = 17.0  # points; read from two steps away, so more is worth less
_UNEVEN = 4.0  # points of type that columns are worth that are full and break no list
_GROWTH = 1.75  # the power of its size by which a text grows in height; 2 without short lines
_MOST_TRIALS = 2


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
class Measured:
    """What a text takes at one size of type, in points; the size is that on A4."""

    columns: int
    size: float
    unit: float
    pieces: Sequence[Piece]
    first: dict[str, float]
    """By style of the head: how high the columns of the first sheet are."""
    further: float

    def sheets(self, style: str) -> int | None:
        """The fewest sheets it needs; None if a piece is longer than a column."""
        return sheets_needed(self.pieces, self.first[style], self.further, self.columns)

    def guessed(self, size: float) -> "Measured":
        """About what it takes at another size: with larger type lines are higher, and most texts have more of them."""
        ratio = size / self.size
        pieces = [
            each._replace(
                height=each.height * ratio**_GROWTH,
                gap=each.gap * ratio,
                resumed=each.resumed * ratio**_GROWTH,
            )
            for each in self.pieces
        ]
        return replace(self, size=size, pieces=pieces)


Measure = Callable[[int, float], Measured]
"""By number of columns and size of type on A4."""


@dataclass(frozen=True)
class Layout:
    """A way to lay out the text."""

    columns: int
    size: float
    style: str
    packing: Packing

    @property
    def score(self) -> float:
        """In points of type: large, with a head of some weight, evenly filled."""
        large = min(self.size, _COMFORTABLE) + max(0.0, self.size - _COMFORTABLE) / 3
        return large + (_STYLES | _PLAIN)[self.style] - _UNEVEN * self.packing.cost

    def for_template(self, unit: float) -> dict[str, Any]:
        """What the template asks for: columns by sheet."""
        columns, each = self.packing.columns, self.columns
        sheets = [columns[at : at + each] for at in range(0, len(columns), each)]
        return {"columns": each, "size": self.size * unit, "style": self.style, "plan": sheets}


def flowing(unit: float) -> dict[str, Any]:
    """What the template asks for where pieces break wherever a column ends."""
    return {"columns": 2, "size": SMALLEST * unit, "style": "tight", "plan": "flow"}


def fewest_sheets(measure: Measure, *, may_be_plain: bool = False) -> int | None:
    """How many sheets the smallest type needs, however many; None if a piece is longer than a column."""
    return _fewest(measure(2, SMALLEST), may_be_plain)[0]


def _fewest(smallest: Measured, may_be_plain: bool) -> tuple[int | None, dict[str, float]]:
    """How many sheets the smallest type needs, and the styles of head they allow."""
    sheets = smallest.sheets("tight")
    if may_be_plain and sheets == 2 and smallest.sheets("plain") == 1:
        return 1, _PLAIN
    return sheets, _STYLES


def best_layout(measure: Measure, *, may_be_plain: bool = False) -> Layout | None:
    """The best layout with the fewest sheets; None if a piece is longer than a column. Raises TooManySheets.

    `may_be_plain` allows a head without fee, time and place where that spares the second sheet.
    """
    smallest = measure(2, SMALLEST)
    sheets, styles = _fewest(smallest, may_be_plain)
    if sheets is None:
        return None
    if sheets > MAX_SHEETS:
        raise TooManySheets(sheets)
    guesses = _layouts([smallest.guessed(size) for size in _IN_COLUMNS], sheets, styles)
    if sheets == 1 and max((each.size for each in guesses), default=0) >= _WIDE[0]:
        widest = measure(1, _WIDE[0])
        guesses += _layouts([widest.guessed(size) for size in _WIDE], sheets, styles)
    found = _layouts([smallest], sheets, styles)
    for columns, size, score in _most_promising(guesses):
        if found and _best(found).score >= score:
            break
        found += _layouts([measure(columns, size)], sheets, styles)
    return _best(found) if found else None


def _most_promising(guesses: Sequence[Layout]) -> list[tuple[int, float, float]]:
    """Columns, size of type and score of what is worth measuring, which is what takes the time."""
    scores: dict[tuple[int, float], float] = {}
    for guess in guesses:
        key = (guess.columns, guess.size)
        scores[key] = max(guess.score, scores.get(key, guess.score))
    scores.pop((2, SMALLEST), None)  # is measured already
    return sorted(((*key, score) for key, score in scores.items()), key=lambda each: -each[2])[:_MOST_TRIALS]


def _best(layouts: Sequence[Layout]) -> Layout:
    return max(layouts, key=lambda layout: layout.score)


def _layouts(measured: Sequence[Measured], sheets: int, styles: dict[str, float]) -> list[Layout]:
    """The layouts in so many sheets, with each style of head whose title stays larger than the text."""
    made = (
        _layout(each, style, sheets)
        for each in measured
        for style in styles
        if each.size <= _LARGEST[style] and (each.sheets(style) or MAX_SHEETS + 1) <= sheets
    )
    return [layout for layout in made if layout]


def _layout(measured: Measured, style: str, sheets: int) -> Layout | None:
    each = measured.columns
    rooms = [measured.first[style]] * each + [measured.further] * each * (sheets - 1)
    packing = pack(measured.pieces, rooms, each, measured.size * measured.unit)
    return packing and Layout(each, measured.size, style, packing)
