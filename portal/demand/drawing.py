"""Charts as SVG: the numbers become coordinates here, templates write them down, style sheets colour them.

Every chart stands beside the same numbers as text.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.demand.words import number

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 14, 30, 44
BARS_WIDTH, BARS_HEIGHT = 260, 48


@dataclass(frozen=True)
class Label:
    """A text of an axis, or a mark: where it stands, and what it says."""

    x: str
    y: str
    text: str
    is_minor: bool = False
    """Left out where there is little room."""


@dataclass(frozen=True)
class LineChart:
    """A line through points, with lines of the grid and upright marks."""

    points: str
    """Of the line: "x,y x,y"."""
    dots: Sequence[Label]
    grid: Sequence[Label]
    weeks: Sequence[Label]
    marks: Sequence[Label]
    box: str = f"0 0 {WIDTH} {HEIGHT}"
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Bar:
    """One upright bar."""

    x: str
    y: str
    width: str
    height: str
    is_open: bool
    """Whether its week is not over."""


@dataclass(frozen=True)
class BarChart:
    """A bar for each week, upright marks behind them."""

    bars: Sequence[Bar]
    marks: Sequence[str] = field(default_factory=tuple)
    box: str = f"0 0 {BARS_WIDTH} {BARS_HEIGHT}"
    height: int = BARS_HEIGHT


def line_chart(
    values: Sequence[float], names: Sequence[str], marks: Mapping[int, str], *, every: int = 4
) -> LineChart:
    """A line through these values from nought up; `marks` are texts at the place of a value. Needs two values."""
    top = nice_top(max(values))

    def x(place: float) -> str:
        return f"{LEFT + place * (WIDTH - LEFT - RIGHT) / (len(values) - 1):.1f}"

    def y(value: float) -> str:
        return f"{HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM):.1f}"

    spots = [(x(place), y(value)) for place, value in enumerate(values)]
    named = range(len(names) - 1, -1, -every)
    return LineChart(
        points=" ".join(f"{across},{down}" for across, down in spots),
        dots=[
            Label(across, down, number(value)) for (across, down), value in zip(spots, values, strict=True)
        ],
        grid=[Label(str(LEFT - 8), y(top * share), number(top * share)) for share in (0, 0.5, 1)],
        weeks=[
            Label(x(place), str(HEIGHT - 16), names[place], turn % 2 == 1) for turn, place in enumerate(named)
        ],
        marks=[Label(x(place), str(TOP - 10), text) for place, text in sorted(marks.items())],
    )


def bar_chart(values: Sequence[float], marks: Sequence[int], *, is_open: bool) -> BarChart:
    """A bar for each value, the highest as high as the chart; `is_open`: the last week is not over."""
    step, highest = BARS_WIDTH / len(values), max(values) or 1
    bars = []
    for place, value in enumerate(values):
        tall = value / highest * (BARS_HEIGHT - 2)
        last = is_open and place == len(values) - 1
        bars.append(
            Bar(
                f"{place * step + 1:.1f}", f"{BARS_HEIGHT - tall:.1f}", f"{step - 2:.1f}", f"{tall:.1f}", last
            )
        )
    return BarChart(bars, [f"{(place + 0.5) * step:.1f}" for place in marks])


def share(value: float, highest: float) -> str:
    """How long a lying bar of at most 100 is."""
    return f"{value / highest * 100:.1f}" if highest else "0"


def nice_top(highest: float) -> float:
    """The end of an axis: the next even number of two digits at most, so that half of it is a whole number too."""
    if highest <= 2:
        return 2
    unit = 10 ** max(0, math.floor(math.log10(highest)) - 1)
    return math.ceil(highest / (2 * unit)) * 2 * unit
