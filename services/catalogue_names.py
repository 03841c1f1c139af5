"""Names in tables become keys: people write "Kantor Disdukcapil", the file says "kantor-dinas"."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from services.catalogue_sheets import Data, rows_of
from services.catalogue_tables import TABLES, Column

Known = Callable[[str], Iterable[tuple[str, str]]]
"""Keys and names of the saved rows of a kind."""
WITHIN = {"cases": ("key", "label"), "requirements": ("id", "label")}
"""Kinds that are looked up within their service: their key, and their name."""


def names_to_keys(data: Data, known: Known) -> None:
    """Replace in place every name that stands where a key should; what is neither stays and will be a fault."""

    @cache
    def index(kind: str) -> dict[str, str]:
        rows = data.get(kind, [])
        given = [(_key(row), str(row.get("name") or row.get("short") or "")) for row in rows]
        return _index([*known(kind), *given])

    for table in TABLES:
        linking = [column for column in table.columns if column.target]
        for holder, row in _rows(table, data) if linking else ():
            for column in linking:
                inner = column.target in WITHIN
                found = _within(holder, column.target) if inner else index(column.target)
                _replace(row, column, found)


def _rows(table: Any, data: Data) -> Iterable[tuple[Data, Data]]:
    if not table.owner:
        yield from (({}, row) for _, row in rows_of(table, data))
        return
    yield from (({}, row) for row in data.get(table.beside) or [])
    for holder in data.get(table.path[0]) or []:
        yield from ((holder, row) for row in holder.get(table.path[1]) or [])


def _within(service: Data, kind: str) -> dict[str, str]:
    key, name = WITHIN[kind]
    return _index((str(row.get(key, "")), str(row.get(name, ""))) for row in service.get(kind) or [])


def _key(row: Data) -> str:
    return str(row.get("slug") or row.get("key") or row.get("code") or "")


def _index(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keys by their names and by themselves; a key wins over another row's name."""
    rows = list(rows)
    names = {name.casefold(): key for key, name in rows if name and key}
    return names | {key.casefold(): key for key, _ in rows if key}


def _replace(row: Data, column: Column, keys: dict[str, str]) -> None:
    value = row.get(column.path)
    if isinstance(value, str):
        row[column.path] = keys.get(value.casefold(), value)
    elif isinstance(value, list):
        row[column.path] = [key for each in value for key in _found(str(each), keys)]


def _found(said: str, keys: dict[str, str]) -> list[str]:
    """The keys that a text names: itself, or its parts between commas if these are known."""
    if said.casefold() in keys:
        return [keys[said.casefold()]]
    parts = [each.strip() for each in said.split(",")]
    if len(parts) > 1 and all(each.casefold() in keys for each in parts):
        return [keys[each.casefold()] for each in parts]
    return [said]
