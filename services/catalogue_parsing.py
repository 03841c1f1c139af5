"""Checks of a catalogue file that need no database: is it a catalogue, and does it make sense in itself?"""

import difflib
import itertools
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from services.catalogue_faults import CatalogueError, placed, reason_of
from services.catalogue_fields import WEEKDAYS, Row
from services.catalogue_format import Catalogue
from services.catalogue_reading import read

Place = tuple[Any, ...]

UNKNOWN_DAY = f"hari tidak dikenal, pakai {', '.join(WEEKDAYS)}"


def parse(text: str) -> Catalogue:
    """Read a catalogue file's text. Raises `CatalogueError` naming row, field and reason of every fault."""
    return parse_data(read(text))


def parse_data(data: dict[str, Any]) -> Catalogue:
    """The same for values that were read from tables."""
    try:
        catalogue = Catalogue.model_validate(data)
    except ValidationError as error:
        # Of a choice that may also be empty, pydantic tells the empty one as a fault of its own.
        errors = [each for each in error.errors() if each.get("ctx", {}).get("expected") != "''"]
        faults = [placed(data, _path(each["loc"]), reason_of(each)) for each in errors]
        raise CatalogueError(dict.fromkeys(faults)) from error
    checks = (_hours_faults, _special_faults, _limit_faults, _period_faults)
    found = [*_unknown_faults(catalogue, ()), *(fault for check in checks for fault in check(catalogue))]
    if found:
        raise CatalogueError(placed(data, path, reason) for path, reason in found)
    return catalogue


def _path(location: Place) -> Place:
    """Where pydantic found a fault, without the names of the alternatives it tried."""
    return tuple(
        part for part in location if isinstance(part, int) or (str(part).isascii() and "[" not in str(part))
    )


def _unknown_faults(row: Row, path: Place) -> Iterator[tuple[Place, str]]:
    known = {info.alias or name for name, info in type(row).model_fields.items()}
    for name in row.unknown:
        if name.startswith("_"):
            yield (*path, name), "nama kunci tidak boleh diawali garis bawah"
        elif close := difflib.get_close_matches(name[:80], known, n=1, cutoff=0.8):
            yield (*path, name), f"kunci tidak dikenal; maksudnya “{close[0]}”?"
    for name, info in type(row).model_fields.items():
        value, place = getattr(row, name), (*path, info.alias or name)
        if isinstance(value, Row):
            yield from _unknown_faults(value, place)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, Row):
                    yield from _unknown_faults(item, (*place, index))


def _hours_faults(catalogue: Catalogue) -> Iterator[tuple[tuple[Any, ...], str]]:
    for index, location in enumerate(catalogue.locations):
        for period in ("regular", "ramadan"):
            for day, intervals in (getattr(location.hours, period) or {}).items():
                path = ("locations", index, "hours", period, day)
                if day not in WEEKDAYS:
                    yield path, UNKNOWN_DAY
                ends = [moment for interval in sorted(intervals) for moment in interval]
                if any(later <= earlier for earlier, later in itertools.pairwise(ends)):
                    yield path, "jam tutup harus setelah jam buka, dan jam tidak boleh bertumpuk"


def _special_faults(catalogue: Catalogue) -> Iterator[tuple[tuple[Any, ...], str]]:
    for index, location in enumerate(catalogue.locations):
        for number, period in enumerate(location.special_hours):
            if period.end < period.start:
                path = ("locations", index, "special_hours", number, "to")
                yield path, "tanggal akhir sebelum tanggal awal"
            for day in period.hours:
                if day not in WEEKDAYS:
                    yield ("locations", index, "special_hours", number, "hours", day), UNKNOWN_DAY


def _limit_faults(catalogue: Catalogue) -> Iterator[tuple[tuple[Any, ...], str]]:
    for index, location in enumerate(catalogue.locations):
        for day in location.hours_limits:
            if day not in WEEKDAYS:
                yield ("locations", index, "hours_limits", day), UNKNOWN_DAY


def _period_faults(catalogue: Catalogue) -> Iterator[tuple[tuple[Any, ...], str]]:
    for index, period in enumerate(catalogue.calendar.ramadan_periods):
        if period.end < period.start:
            yield ("calendar", "ramadan_periods", index, "to"), "tanggal akhir sebelum tanggal awal"
    for index, closure in enumerate(catalogue.calendar.closures):
        if closure.until and closure.until < closure.date:
            yield ("calendar", "closures", index, "until"), "tanggal akhir sebelum tanggal awal"
