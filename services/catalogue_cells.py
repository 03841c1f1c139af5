"""Cells of a table: from values of the catalogue file and back, the same after a round trip.

A text that a spreadsheet would take for a formula is written with an apostrophe before it, which is taken off again.
"""

import datetime
import json
import re
from typing import Any

from django.utils import translation

from services.catalogue_fields import WEEKDAYS
from services.catalogue_tables import CLOSED, DAY_NAMES, NO, YES, Column

_FORMULA = re.compile(r"\A'*+(?:[\t\r\n]|[\s\ufeff]*+[=+\-@＝＋－＠])")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
_INTERVAL = re.compile(r"\A\s*+(\d{1,2}[.:]\d{2})\s*+[-–—]\s*+(\d{1,2}[.:]\d{2})\s*+")
TRUE, FALSE = {YES, "y", "true", "1", "x", "benar"}, {NO, "t", "false", "0", "salah"}


UNSAID = "-"
"""Stands for a text that is said to be empty, where a blank cell means something else."""


class CellError(ValueError):
    """What is wrong with a cell, in plain Indonesian."""


def safe(text: str) -> str:
    """The text, so that no spreadsheet runs it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unsafe(text: str) -> str:
    """The text that `safe` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def labels(choices: Any) -> dict[str, str]:
    """The words for each value of a closed vocabulary, in Indonesian."""
    with translation.override("id"):
        return {str(value): str(label) for value, label in choices.choices}


def written(column: Column, value: Any) -> Any:
    """What a cell says: text, a number, or None where there is nothing."""
    if value is None or (value in ("", [], {}) and column.kind not in {"day", "as of"}):
        return None
    if column.kind in {"number", "decimal"}:
        return value
    words = _words(column, value)
    return words if words == UNSAID else safe(words) or None


def _words(column: Column, value: Any) -> str:
    if column.kind == "yes":
        return YES if value else NO
    if column.kind == "choice":
        return labels(column.choices).get(str(value), str(value))
    if column.kind in {"lines", "keys"}:
        return "\n".join(map(str, value))
    if column.kind == "numbers":
        return ", ".join(map(str, value))
    if column.kind == "day":
        return ", ".join(f"{opens}-{closes}" for opens, closes in value) or CLOSED
    if column.kind == "weekday":
        return DAY_NAMES[value]
    if column.kind == "as of":
        return value or UNSAID
    return str(value)


def plain(cell: Any) -> str:
    """A cell as text: a whole number without its ".0", a day as 2026-01-31, a time as 08:00."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.time):
        return f"{cell:%H:%M}"
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return unsafe(str(cell).replace("\r\n", "\n").replace("\r", "\n").strip())


def meant(column: Column, cell: Any) -> Any:
    """The value of a cell; None where it is blank. Raises `CellError`. Keys are still as they were written."""
    said = plain(cell)
    if not said:
        return None
    if column.kind in {"number", "decimal"}:
        return _number(column.kind, cell, said)
    reader = _READERS.get(column.kind)
    return reader(column, said) if reader else said


def _number(kind: str, cell: Any, said: str) -> Any:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return int(cell) if isinstance(cell, float) and cell.is_integer() and kind == "number" else cell
    if kind == "number" and _THOUSANDS.fullmatch(said):
        said = said.replace(".", "")
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        raise CellError(f"harus berupa angka (tertulis: {said[:40]})") from None
    return int(number) if kind == "number" and number.is_integer() else number


def _yes(column: Column, said: str) -> bool:
    if said.casefold() in TRUE | FALSE:
        return said.casefold() in TRUE
    raise CellError(f"tulis {YES} atau {NO} (tertulis: {said[:40]})")


def _as_of(column: Column, said: str) -> str:
    return "" if said == UNSAID else said


def _choice(column: Column, said: str) -> str:
    for value, label in labels(column.choices).items():
        if said.casefold() in (value.casefold(), label.casefold()):
            return value
    known = ", ".join(f"“{label}”" for label in labels(column.choices).values())
    raise CellError(f"nilai tidak dikenal, pilih salah satu dari {known} (tertulis: {said[:40]})")


def _lines(column: Column, said: str) -> list[str]:
    return [line.strip() for line in said.split("\n") if line.strip()]


def _keys(column: Column, said: str) -> list[str]:
    return [each.strip() for each in re.split(r"[\n;]", said) if each.strip()]


def _numbers(column: Column, said: str) -> list[int]:
    try:
        return [int(float(each)) for each in re.split(r"[,;\s]+", said) if each]
    except ValueError:
        raise CellError(f"tulis angka dipisah koma, misalnya 1, 3 (tertulis: {said[:40]})") from None


def _day(column: Column, said: str) -> list[list[str]]:
    if said.casefold() == CLOSED:
        return []
    intervals = [_INTERVAL.fullmatch(each) for each in re.split(r"[,;\n]", said)]
    if not all(intervals):
        raise CellError(f"tulis 08:00-12:00, 13:00-15:00 atau {CLOSED} (tertulis: {said[:40]})")
    return [[each[1], each[2]] for each in intervals]


def _weekday(column: Column, said: str) -> str:
    names = {name.casefold(): day for day, name in DAY_NAMES.items()} | {day: day for day in WEEKDAYS}
    if said.casefold() not in names:
        raise CellError(f"tulis nama hari, misalnya Senin (tertulis: {said[:40]})")
    return names[said.casefold()]


_READERS = {
    "yes": _yes, "choice": _choice, "lines": _lines, "keys": _keys, "numbers": _numbers, "day": _day,
    "weekday": _weekday, "as of": _as_of,
}  # fmt: skip


def as_json(value: Any) -> str:
    """A value that no column has, as text."""
    return json.dumps(value, ensure_ascii=False)


def from_json(said: str) -> Any:
    """What `as_json` wrote. Raises `CellError`."""
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        raise CellError("bukan JSON yang sah; kosongkan bila Anda tidak mengisinya sendiri") from None
