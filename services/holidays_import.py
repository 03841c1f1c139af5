"""National holidays and joint leave from the package `holidays`, without overruling what staff entered or changed.

What an import wrote is kept with the row (`Closure.extra["_imported"]`), so that a later one can tell what the source
changed from what staff changed. Rows are the same if they are for every office, of the same kind, and on that day,
whoever wrote them: a list from the catalogue file is left alone.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils import timezone

from services import audit, snapshot
from services.choices import ClosureKind
from services.models import Closure
from services.wording import date_words

ESTIMATED = "(perkiraan)"
"""How the source marks a day that waits for the sighting of the moon; the mark stays part of the name."""

_IMPORTED = "_imported"


@dataclass(frozen=True)
class Holiday:
    """One day of the source."""

    day: datetime.date
    name: str
    kind: str

    @property
    def is_estimate(self) -> bool:
        """Whether the day may still move."""
        return ESTIMATED in self.name


class State(Enum):
    """What an import would do with a row."""

    NEW = "baru"
    CHANGED = "berubah"
    THERE = "sudah ada"
    KEPT = "dipertahankan"
    GONE = "tidak ada di sumber"


@dataclass(frozen=True)
class Row:
    """One line of the plan: a day of the source, the row that stands for it, and what happens to that."""

    state: State
    holiday: Holiday | None
    closure: Closure | None = None
    why: str = ""

    @property
    def day(self) -> datetime.date:
        """Where it stands in the list."""
        return self.holiday.day if self.holiday else self.closure.start

    @property
    def name(self) -> str:
        """Its name: of an untouched row the source's, else the office's."""
        return self.closure.name if self.closure and self.state is not State.CHANGED else self.holiday.name

    @property
    def kind(self) -> str:
        """What kind of day it is, in words."""
        return str(ClosureKind(self.holiday.kind if self.holiday else self.closure.kind).label)

    @property
    def is_estimate(self) -> bool:
        """Whether the day may still move."""
        return ESTIMATED in self.name

    @property
    def when(self) -> str:
        """The day in words."""
        return date_words(self.day)


def source() -> str:
    """The name and version of the source, as rows keep it: "holidays 0.109"."""
    import holidays  # here: loading it takes longer than everything else in this module

    return f"holidays {holidays.__version__}"


def listed(year: int) -> list[Holiday]:
    """What the source has for a year: public holidays and, once they are decreed, days of joint leave."""
    import holidays

    kinds = {holidays.PUBLIC: ClosureKind.NATIONAL_HOLIDAY, holidays.GOVERNMENT: ClosureKind.JOINT_LEAVE}
    found = [
        Holiday(day, name, kind.value)
        for category, kind in kinds.items()
        for day, name in holidays.country_holidays(
            "ID", years=year, categories=(category,), language="id"
        ).items()
        if day.year == year
    ]
    return sorted(found, key=lambda each: (each.day, each.kind))


def plan(year: int, given: list[Holiday] | None = None) -> list[Row]:
    """What an import of a year would do, by day. `given` stands for the source in tests. One query."""
    closures = list(Closure.objects.filter(start__year=year, offices=None).exclude(kind=ClosureKind.LOCAL))
    taken: set[int] = set()
    rows, waiting = [], []
    for holiday in listed(year) if given is None else given:
        found = _same(holiday, closures, taken)
        if found is None:
            waiting.append(holiday)
        else:
            taken.add(found.pk)
            rows.append(_row(holiday, found))
    days = {(each.day, each.kind) for each in (listed(year) if given is None else given)}
    for holiday in waiting:
        moved = _moved(holiday, closures, taken, days)
        if moved is not None:
            taken.add(moved.pk)
        rows.append(_row(holiday, moved) if moved else Row(State.NEW, holiday))
    gone = [each for each in closures if each.pk not in taken]
    rows += [_left_over(each) for each in gone]
    return sorted(rows, key=lambda row: (row.day, row.kind))


def _same(holiday: Holiday, closures: Iterable[Closure], taken: set[int]) -> Closure | None:
    """The row of this day: the one an import wrote for it, wherever it is now, else any on the day."""
    alike = [each for each in closures if each.kind == holiday.kind and each.pk not in taken]
    imported = [each for each in alike if _written(each).get("start") == holiday.day.isoformat()]
    on_day = [each for each in alike if each.start <= holiday.day <= each.end and not _written(each)]
    return next(iter([*imported, *on_day]), None) or _covering(holiday, closures)


def _covering(holiday: Holiday, closures: Iterable[Closure]) -> Closure | None:
    """A row of several days that is already taken and covers this day, too."""
    several = (each for each in closures if each.kind == holiday.kind and each.end > each.start)
    return next((each for each in several if each.start <= holiday.day <= each.end), None)


def _moved(
    holiday: Holiday, closures: Iterable[Closure], taken: set[int], days: set[tuple[datetime.date, str]]
) -> Closure | None:
    """The row that an import wrote for the same holiday on a day which the source no longer has."""
    for each in closures:
        written = _written(each)
        if not written or each.pk in taken or each.kind != holiday.kind:
            continue
        is_old = (datetime.date.fromisoformat(written["start"]), each.kind) not in days
        if is_old and _plain(written["name"]) == _plain(holiday.name):
            return each
    return None


def _row(holiday: Holiday, closure: Closure) -> Row:
    """What happens to a row that stands for a day of the source."""
    written = _written(closure)
    if closure.is_ignored:
        return Row(State.KEPT, holiday, closure, "Ditandai tidak berlaku di sini.")
    if not written:
        return Row(State.THERE, holiday, closure)
    if closure.name != written["name"]:
        return Row(State.KEPT, holiday, closure, f"Namanya diubah di sini; di sumber “{holiday.name}”.")
    if closure.start.isoformat() != written["start"] or closure.end.isoformat() != written.get(
        "end", written["start"]
    ):
        return Row(
            State.KEPT, holiday, closure, f"Tanggalnya diubah di sini; di sumber {date_words(holiday.day)}."
        )
    if closure.start != holiday.day:
        return Row(State.CHANGED, holiday, closure, f"Sebelumnya {date_words(closure.start)}.")
    if closure.name != holiday.name:
        return Row(State.CHANGED, holiday, closure, f"Sebelumnya “{closure.name}”.")
    return Row(State.THERE, holiday, closure)


def _left_over(closure: Closure) -> Row:
    """A row the source does not have: entered by hand, or imported and since dropped by the source."""
    if _written(closure):
        return Row(
            State.GONE, None, closure, "Tidak ada lagi di sumber. Periksa, lalu hapus bila memang batal."
        )
    return Row(State.THERE, None, closure, "Dicatat di sini; tidak ada di sumber.")


def run(year: int, *, by: Any = None, given: list[Holiday] | None = None) -> dict[State, int]:
    """Add and change what the plan says, in one go; returns how many rows are in each state."""
    with transaction.atomic(), snapshot.hold():
        snapshot.lock()
        rows = plan(year, given)
        name = source()
        for row in rows:
            if row.state in (State.NEW, State.CHANGED):
                _write(row.closure or Closure(), row.holiday, name)
        counts = {state: sum(row.state is state for row in rows) for state in State}
        audit.record(
            "import", by=by, name=f"Hari libur {year}", source=name,
            added=counts[State.NEW], changed=counts[State.CHANGED],
        )  # fmt: skip
    return counts


def _write(closure: Closure, holiday: Holiday, name: str) -> None:
    closure.start = closure.end = holiday.day
    closure.name, closure.kind, closure.source = holiday.name, holiday.kind, name
    written = {
        "name": holiday.name, "start": holiday.day.isoformat(), "on": timezone.localdate().isoformat()
    }  # fmt: skip
    closure.extra = closure.extra | {_IMPORTED: written}
    closure.save()


def _written(closure: Closure) -> dict[str, str]:
    """What the last import wrote into a row; empty for one that no import made."""
    return closure.extra.get(_IMPORTED, {})


def _plain(name: str) -> str:
    return name.replace(ESTIMATED, "").strip().casefold()
