"""Where the columns of a poster break: in as few sheets as the pieces need, and ending as evenly as they can.

Pure arithmetic on heights in points, whatever draws the pieces. A heading never ends a column, a box that belongs to a
list stays beside it, and a list is rather broken between its cases than within one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise
from math import inf
from typing import Literal, NamedTuple

Start = Literal["section", "case", "item", "short", "notes", "rest"]

_BREAK: dict[str, float] = {
    "section": 0,
    "case": 0.01,
    "item": 0.03,
    "short": 0.08,
    "notes": 0.2,
    "rest": 0.4,
}
"""What a break before a piece costs, where a column left half empty costs 0.25."""

_RESUMED = 0.03  # a case that goes on in the next column, where its name is said again
_LONELY = 0.06  # a single piece of a list that the break parts from the others
_NEXT_SHEET = 3.0  # times worse to break here than between columns side by side
_WIDEST_STRETCH = 0.75  # ems that a gap may grow to let columns end alike


class Piece(NamedTuple):
    """What cannot be broken: its height, the gap above it unless it begins a column, and what it begins.

    `glued` pieces have to have the next one below them; `notes` and `rest` belong to the piece above, `rest` more so.
    `resumed` is the height of the line that a piece takes along where it begins a column: what it goes on with.
    """

    height: float
    gap: float
    start: Start
    glued: bool = False
    resumed: float = 0


class Column(NamedTuple):
    """The pieces from `first` up to, not including, `end`, with so many points added to each gap between groups."""

    first: int
    end: int
    stretch: float


@dataclass(frozen=True)
class Packing:
    """Columns in reading order; `cost` is 0 where all are full and no list is broken."""

    columns: tuple[Column, ...]
    cost: float


class _Run(NamedTuple):
    """Pieces that are glued together."""

    first: int
    height: float
    gap: float
    start: Start
    resumed: float


def sheets_needed(pieces: Sequence[Piece], first: float, further: float, columns: int) -> int | None:
    """The fewest sheets, with columns of these heights; None if a piece is higher than any column."""
    runs = iter(_runs(pieces))
    run = next(runs, None)
    if any(each.resumed + each.height > further for each in _runs(pieces)):
        return None
    for number in count():
        room = first if number < columns else further
        used = 0.0
        while run and used + (run.gap if used else run.resumed) + run.height <= room:
            used += (run.gap if used else run.resumed) + run.height
            run = next(runs, None)
        if run is None:
            return number // columns + 1
    return None


def pack(pieces: Sequence[Piece], rooms: Sequence[float], columns: int, size: float) -> Packing | None:
    """The best breaks for columns of these heights, `columns` to a sheet; None if the pieces do not fit."""
    runs = _runs(pieces)
    ends = [0.0, *accumulate(run.gap + run.height for run in runs)]
    costs = [_break_cost(runs, at) for at in range(len(runs) + 1)]
    begins = [*((run.gap, run.resumed) for run in runs), (0.0, 0.0)]
    best: list[tuple[float, tuple[int, ...]] | None] = [(0, (0,)), *[None] * len(runs)]
    for at, room in enumerate(rooms):
        factor = _NEXT_SHEET if at % columns == 0 else 1
        begun = [each and each[0] + factor * cost for each, cost in zip(best, costs, strict=True)]
        best = [_best_end(end, best, begun, ends, begins, room) for end in range(len(runs) + 1)]
    if best[-1] is None:
        return None
    cost, breaks = best[-1]
    firsts = [*(run.first for run in runs), len(pieces)]
    made = (
        _column(pieces[firsts[start] : firsts[end]], firsts[start], room, size)
        for start, end, room in zip(breaks, breaks[1:], rooms, strict=False)
    )
    return Packing(tuple(made), cost)


def _best_end(
    end: int,
    before: Sequence[tuple[float, tuple[int, ...]] | None],
    begun: Sequence[float | None],
    ends: Sequence[float],
    begins: Sequence[tuple[float, float]],
    room: float,
) -> tuple[float, tuple[int, ...]] | None:
    """The cheapest way to fill one more column so that it ends before this run.

    `begun` is what it costs to have come to each run and to break there, None where no columns end; `begins` the gap
    that a run spares where it begins a column, and what its name takes there, which does not count as filling it.
    """
    least, begin = inf, -1
    for start in range(end, -1, -1):
        gap, resumed = begins[start]
        used = ends[end] - ends[start] - gap if start < end else 0
        if used > room:
            break
        if (so_far := begun[start]) is None or (start < end and used + resumed > room):
            continue
        if (cost := so_far + (1 - used / room) ** 2) < least:
            least, begin = cost, start
    if begin < 0 or (reached := before[begin]) is None:
        return None
    return least, (*reached[1], end)


def _break_cost(runs: Sequence[_Run], at: int) -> float:
    if at == 0 or at == len(runs):
        return 0
    inner = ("item", "short", "notes", "rest")
    is_within = runs[at].start in inner
    is_last = at + 1 == len(runs) or runs[at + 1].start not in inner
    is_lonely = is_within and (runs[at - 1].start not in inner or is_last)
    return _BREAK[runs[at].start] + (_LONELY if is_lonely else 0) + (_RESUMED if runs[at].resumed else 0)


def _runs(pieces: Sequence[Piece]) -> list[_Run]:
    runs: list[_Run] = []
    follows = False
    for at, piece in enumerate(pieces):
        if follows:
            last = runs[-1]
            runs[-1] = last._replace(height=last.height + piece.gap + piece.height)
        else:
            runs.append(_Run(at, piece.height, piece.gap, piece.start, piece.resumed))
        follows = piece.glued
    return runs


def _column(pieces: Sequence[Piece], first: int, room: float, size: float) -> Column:
    """A column whose free room goes into its gaps, as far as that looks like spacing and not like holes."""
    resumed = pieces[0].resumed if pieces else 0
    free = room - resumed - sum(each.height for each in pieces) - sum(each.gap for each in pieces[1:])
    gaps = sum(_is_stretched(*pair) for pair in pairwise(pieces))
    stretch = min(free / gaps, _WIDEST_STRETCH * size) if gaps else 0
    return Column(first, first + len(pieces), max(0, stretch))


def _is_stretched(above: Piece, below: Piece) -> bool:
    return not above.glued and below.start != "notes"
