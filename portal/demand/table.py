"""The ranking of a week as rows of a table, on the page and in the CSV."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from faq.demand.ranking import Ranking, Row
from faq.demand.weights import SIGNS, Sign
from portal.demand.actions import actions_of
from portal.demand.drawing import share
from portal.demand.words import number, signed
from services.links import Link


@dataclass(frozen=True)
class Cell:
    """How often a sign was seen."""

    sign: Sign
    count: int

    @property
    def words(self) -> str:
        """The count as people read it."""
        return number(self.count)


@dataclass(frozen=True)
class Line:
    """One row: its place, the subject with its page, what was seen, and what can be done."""

    place: int
    row: Row
    url: str
    score: str
    bar: str
    """Its score as a share of the highest, in percent."""
    before: str
    change: str
    """Against the week before; "" where this week is not over."""
    direction: str
    """"up", "down" or ""."""
    cells: Sequence[Cell]
    others: Sequence[str]
    """Other ways in which a search without an answer was typed."""
    actions: Sequence[Link]


def placed(ranking: Ranking, kind: str = "") -> list[tuple[int, Row]]:
    """The rows of a ranking with their places, or those of one kind of subjects with their places among all."""
    rows = enumerate(ranking.rows, start=1)
    return [(place, row) for place, row in rows if kind in ("", row.subject.kind)]


def lines(shown: Iterable[tuple[int, Row]], user: Any, *, highest: float, is_over: bool) -> list[Line]:
    """These rows as the page shows them; `highest`: the best score of the whole ranking."""
    return [_line(place, row, highest, user, is_over) for place, row in shown]


def _line(place: int, row: Row, highest: float, user: Any, is_over: bool) -> Line:
    subject, change = row.subject, round(row.score - row.before, 1)
    return Line(
        place=place,
        row=row,
        url=reverse("demand-subject", args=[subject.kind, subject.key]),
        score=number(row.score),
        bar=share(row.score, highest),
        before=number(row.before),
        change=signed(change) if is_over else "",
        direction=("up" if change > 0 else "down" if change < 0 else "") if is_over else "",
        cells=[Cell(sign, row.counts.get(key, 0)) for key, sign in SIGNS.items()],
        others=row.words[1:6],
        actions=actions_of(user, subject, row.counts),
    )


COLUMNS = [
    "Minggu", "Mulai", "Sampai", "Peringkat", "Jenis", "Kunci", "Judul", "Skor", "Skor minggu sebelumnya",
    *(sign.label for sign in SIGNS.values()),
]  # fmt: skip


def csv_rows(ranking: Ranking, kind: str = "") -> Iterator[list[Any]]:
    """The ranking with a row of heads; numbers with a comma, as a spreadsheet set to Indonesian reads them."""
    period = ranking.period
    yield COLUMNS
    for place, row in placed(ranking, kind):
        week = [period.key, period.start.isoformat(), period.last.isoformat()]
        subject = [row.subject.label, row.subject.key, row.subject.title]
        yield [*week, place, *subject, written(row.score), written(row.before), *counts(row.counts)]


def counts(of_signs: Mapping[str, int]) -> list[int]:
    """The counts in the order of the columns."""
    return [of_signs.get(sign, 0) for sign in SIGNS]


def written(value: float) -> str:
    """A score in a cell: "12,5"."""
    return f"{value:g}".replace(".", ",") if abs(value) < 100_000 else f"{value:.1f}".replace(".", ",")
