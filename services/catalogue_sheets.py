"""The whole catalogue as sheets of cells: what workbooks and CSV files are written from."""

import copy
from collections.abc import Iterator
from typing import Any

from services.catalogue_cells import as_json, safe, written
from services.catalogue_tables import OTHER, REST, TABLES, Table

Cells = list[Any]
Data = dict[str, Any]


def sheets(data: Data) -> dict[str, list[Cells]]:
    """Every sheet by name, its headings first. Loses nothing: `catalogue_table_reading` makes the same of it again."""
    data = copy.deepcopy(data)
    found = {table.name: _sheet(table, data) for table in TABLES}
    for table in TABLES:
        _take_out(data, table)
    calendar = data.pop("calendar", {})
    rest = data | {f"calendar.{name}": value for name, value in calendar.items()}
    found[OTHER] = [["Kunci", "Isi (JSON)"], *([name, safe(as_json(value))] for name, value in rest.items())]
    return {name: rows for name, rows in found.items() if len(rows) > 1 or name == TABLES[0].name}


def headings(table: Table) -> list[str]:
    """The first row of a sheet."""
    return [*([table.owner] if table.owner else []), *(column.title for column in table.columns), REST]


def _sheet(table: Table, data: Data) -> list[Cells]:
    return [headings(table), *(_row(table, row, owner) for owner, row in rows_of(table, data))]


def rows_of(table: Table, data: Data) -> Iterator[tuple[str, Data]]:
    """The rows that a sheet lists, each with the key of the row it belongs to ("" where it belongs to none)."""
    top = data.get(table.path[0]) or ([] if len(table.path) == 1 or table.owner else {})
    for row in data.get(table.beside) or []:
        yield "", row
    if table.owner:
        for holder in top:
            for row in holder.get(table.path[1]) or []:
                yield holder.get("slug") or holder["key"], row
    elif isinstance(top, dict):
        found = top.get(table.path[1]) if len(table.path) > 1 else [top] if top else []
        yield from (("", row) for row in found or [])
    else:
        yield from (("", row) for row in top)


def _row(table: Table, row: Data, owner: str) -> Cells:
    cells = [written(column, _at(row, column.path)) for column in table.columns]
    rest = _rest(table, row)
    return [*([owner or None] if table.owner else []), *cells, safe(as_json(rest)) if rest else None]


def _at(row: Data, path: str) -> Any:
    value: Any = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _rest(table: Table, row: Data) -> Data:
    """What of a row has no column and no sheet of its own."""
    rest = copy.deepcopy(row)
    for column in table.columns:
        drop(rest, column.path)
    for child in TABLES:
        if child.owner and child.path[0] == table.path[0] and len(table.path) == 1:
            rest.pop(child.path[1], None)
    mine = {column.path.partition(".")[0] for column in table.columns}
    return {name: value for name, value in rest.items() if value != {} or name not in mine}


def drop(row: Data, path: str) -> None:
    """Take out what stands at a path, and the mappings around it that are empty then."""
    name, _, further = path.partition(".")
    if not further:
        row.pop(name, None)
    elif isinstance(row.get(name), dict):
        drop(row[name], further)
        if not row[name]:
            row.pop(name)


def _take_out(data: Data, table: Table) -> None:
    if table.beside:
        data.pop(table.beside, None)
    if len(table.path) == 1:
        data.pop(table.path[0], None)
    elif not table.owner:
        data.get(table.path[0], {}).pop(table.path[1], None)
