"""From sheets of cells to the values of a catalogue file, remembering in which sheet and row each of them stood.

A column that a sheet does not have says nothing: what is saved of that row stays. A blank cell empties.
"""

import copy
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from services.catalogue_cells import CellError, from_json, meant, plain
from services.catalogue_faults import CatalogueError, Fault, placed
from services.catalogue_sheets import Data, drop
from services.catalogue_shorthand import requirements_of, steps_of
from services.catalogue_tables import OTHER, REST, SERVICES, SHORTHAND, TABLES, UNREAD, Column, Table, table

Sheets = Mapping[str, Iterable[list[Any]]]
Saved = Callable[[str, str], Data | None]
"""What is saved of a row in the file's shape, by the kind of row ("services") and its key."""
MOST_ROWS = 20_000


@dataclass
class Reading:
    """The values of a file of tables, where each row stood, and what was not read."""

    data: Data = field(default_factory=dict)
    places: dict[str, tuple[Table, int]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_one_list: bool = False
    is_partial: bool = False
    """Whether whole sheets were left out because of their headings: what is missing then says nothing about the rest."""

    def fault(self, table: Table, line: int, column: str, reason: str) -> None:
        """Remember a fault of one cell."""
        self.faults.append(Fault(_place(table, line), f"kolom {column}" if column else "", reason))

    def explain(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults of the values as faults of cells: named by sheet, row and column."""
        return [self._explained(each) for each in faults]

    def with_later(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults of cells and those of the values, explained; of a cell that could not be read only the first."""
        named = {(each.row, each.field) for each in self.faults}
        return [*self.faults, *(each for each in self.explain(faults) if (each.row, each.field) not in named)]

    def _explained(self, fault: Fault) -> Fault:
        name = fault.row
        while name and name not in self.places:
            name = name.rpartition(" › ")[0]
        if not name:
            return fault
        table, line = self.places[name]
        inner = fault.row[len(name) :].removeprefix(" › ")
        covering = (each.title for each in table.columns if not inner and _covers(each.path, fault.field))
        title = next(covering, "")
        column = f"kolom {title}" if title else fault.field
        return Fault(_place(table, line), " · ".join(filter(None, [inner, column])), fault.reason)


def _covers(path: str, place: str) -> bool:
    return bool(place) and (place == path or place.startswith(f"{path}.") or path.startswith(f"{place}."))


def _place(table: Table, line: int) -> str:
    return f"lembar {table.name}, baris {line}"


def read_sheets(given: Sheets, saved: Saved) -> Reading:
    """The values of all sheets; what is wrong with cells stands in `faults`, so that the rest can be checked too.

    Raises `CatalogueError` where whole sheets cannot be read.
    """
    reading = Reading()
    found = _known_sheets(given, reading)
    if SERVICES.name not in found and not any(len(each.path) == 1 for each in TABLES if each.name in found):
        known = ", ".join(each.name for each in TABLES)
        raise CatalogueError([Fault("berkas", "", f"tidak ada lembar yang dikenal; yang dikenal: {known}")])
    for each in sorted(found, key=lambda name: len(table(name).path)):
        _Sheet(table(each), found[each], found.keys(), saved, reading).read()
    _read_other(given, reading)
    if reading.is_partial:
        raise CatalogueError(reading.faults)
    return reading


def _known_sheets(given: Sheets, reading: Reading) -> dict[str, list[tuple[int, list[Any]]]]:
    """The rows of every sheet we know, numbered, without blank ones. One lone sheet may have any name."""
    found = {}
    for name, rows in given.items():
        known = table(name)
        if known is None and len(given) == 1:
            known = SERVICES
        if known is None:
            if name.strip().casefold() not in UNREAD | {OTHER.casefold()}:
                reading.ignored.append(f"lembar {name}")
            continue
        found[known.name] = _numbered(known, rows)
    reading.is_one_list = set(found) == {SERVICES.name}
    return {name: rows for name, rows in found.items() if rows}


def _numbered(table: Table, rows: Iterable[list[Any]]) -> list[tuple[int, list[Any]]]:
    filled = []
    for line, cells in enumerate(rows, start=1):
        if any(plain(cell) for cell in cells):
            filled.append((line, list(cells)))
        if len(filled) > MOST_ROWS:
            reason = f"lebih dari {MOST_ROWS} baris; bagi menjadi beberapa berkas"
            raise CatalogueError([Fault(f"lembar {table.name}", "", reason)])
    return filled


class _Sheet:
    """Reads one sheet into `reading.data`."""

    def __init__(
        self, table: Table, rows: list, sheets: Iterable[str], saved: Saved, reading: Reading
    ) -> None:
        self.table, self.saved, self.reading, self.sheets = table, saved, reading, set(sheets)
        self.head_line, heads = rows[0]
        self.rows = rows[1:]
        self.holders: dict[str, int] = {}
        self.places = self._columns(heads)

    def _columns(self, heads: list[Any]) -> dict[int, Column]:
        """The columns of the sheet by where they stand; an unknown one is told, a misspelt one is a fault."""
        shorthand = SHORTHAND if self.table is SERVICES else ()
        rest, owner = Column(REST, "*", "json"), Column(self.table.owner, "^")
        known = {_spelling(each.title): each for each in (*shorthand, *self.table.columns, rest)}
        known |= {each.path: each for each in self.table.columns}
        if self.table.owner:
            known[_spelling(owner.title)] = owner
        found: dict[int, Column] = {}
        for index, head in enumerate(heads):
            spelling = _spelling(plain(head))
            column = known.get(spelling)
            if column is None:
                self._tell_unknown(spelling, plain(head), known)
            elif column in found.values():
                self.reading.fault(self.table, self.head_line, plain(head), "kolom ini ada dua kali")
            elif column in SHORTHAND and column.title in self.sheets:
                reason = f"sudah ada lembar {column.title}; hapus salah satu"
                self.reading.fault(self.table, self.head_line, column.title, reason)
            else:
                found[index] = column
        self._demand(found)
        return found

    def _tell_unknown(self, spelling: str, head: str, known: Iterable[str]) -> None:
        if not head:
            return
        if close := difflib.get_close_matches(spelling[:80], list(known), n=1, cutoff=0.85):
            reason = f"kolom tidak dikenal; maksudnya “{close[0]}”?"
            self.reading.fault(self.table, self.head_line, head, reason)
        else:
            self.reading.ignored.append(f"lembar {self.table.name} · kolom {head[:60]}")

    def _demand(self, found: dict[int, Column]) -> None:
        named = self.table.named or next(each.path for each in self.table.columns)
        needed = [each for each in self.table.columns if each.path == named]
        for column in [*needed, *([Column(self.table.owner, "^")] if self.table.owner else [])]:
            if not any(each.path == column.path for each in found.values()):
                reason = "kolom ini harus ada; judul kolom berdiri di baris pertama"
                self.reading.fault(self.table, self.head_line, column.title, reason)

    def read(self) -> None:
        """Read every row; a table whose columns are wrong is not read further."""
        if any(fault.row == _place(self.table, self.head_line) for fault in self.reading.faults):
            self.reading.is_partial = True
            return
        if self.table.owner:
            for index, holder in enumerate(self.reading.data.get(self.table.path[0], [])):
                holder[self.table.path[1]] = []
                for name in ("name", "slug", "key"):
                    self.holders[str(holder.get(name, "")).casefold()] = index
        for line, cells in self.rows:
            values = self._values(line, cells)
            place = self._target(line, values.pop("^", None))
            if place is not None:
                self._add(line, values, *place)

    def _values(self, line: int, cells: list[Any]) -> Data:
        values: Data = {}
        for index, column in self.places.items():
            cell = cells[index] if index < len(cells) else None
            try:
                values[column.path] = meant(column, cell)
                if column.kind == "json" and values["*"]:
                    values["*"] = from_json(values["*"])
                    if not isinstance(values["*"], dict):
                        raise CellError("harus berupa kunci dan nilai")
            except CellError as error:
                self.reading.fault(self.table, line, column.title, str(error))
                values[column.path] = {} if column.kind == "json" else None
        return values

    def _target(self, line: int, owner: str | None) -> tuple[list, tuple[Any, ...], Data] | None:
        """The list that a row goes to, its path, and the row it belongs to."""
        data, path = self.reading.data, self.table.path
        if not self.table.owner:
            for name in path[:-1]:
                data = data.setdefault(name, {})
            return data.setdefault(path[-1], []), path, {}
        if owner is None and self.table.beside:
            return data.setdefault(self.table.beside, []), (self.table.beside,), {}
        index = self.holders.get(owner.casefold()) if owner else None
        if index is not None:
            holder = data[path[0]][index]
            return holder[path[1]], (path[0], index, path[1]), holder
        reason = f"“{owner}” tidak ada di lembar {_sheet_name(path[0])}" if owner else "wajib diisi"
        self.reading.fault(self.table, line, self.table.owner, reason)
        return None

    def _add(self, line: int, values: Data, rows: list, path: tuple[Any, ...], holder: Data) -> None:
        if self._is_nameless(values):
            title = next(each.title for each in self.table.columns if each.path == self.table.named)
            self.reading.fault(self.table, line, title, "wajib diisi")
            return
        self._name(values, rows, holder)
        row = self._base(values, holder)
        rest = values.pop("*", None)
        for column in self.table.columns:
            if column.path in values:
                drop(row, column.path)
        for name, value in values.items():
            if name in {"requirements", "steps"} and self.table is SERVICES:
                self._read_shorthand(row, name, value)
            elif value is not None:
                _put(row, name, value)
        _merge(row, rest or {})
        rows.append(row)
        self._remember(line, row, (*path, len(rows) - 1), rows)

    def _is_nameless(self, values: Data) -> bool:
        table = self.table
        return bool(table.named) and not values.get(table.key) and not values.get(table.named)

    def _name(self, values: Data, rows: list, holder: Data) -> None:
        """A key for a row without one: that of the row with the same name, else one made of the name."""
        key, named = self.table.key, self.table.named
        if not key or not named or values.get(key) or not values.get(named):
            return
        said = str(values[named]).casefold()
        known = {str(each.get(named)).casefold(): each.get(key) for each in self._before(holder)}
        values[key] = known.get(said) or _free(slugify(values[named]), {each.get(key) for each in rows})

    def _before(self, holder: Data) -> list[Data]:
        """The rows that are saved of the same owner."""
        if not self.table.owner or not holder:
            return []
        saved = self.saved(self.table.path[0], holder.get("slug") or holder.get("key") or "")
        return (saved or {}).get(self.table.path[1], [])

    def _base(self, values: Data, holder: Data) -> Data:
        """What is saved of the row, as far as the sheet does not speak of it."""
        key = values.get(self.table.key) if self.table.key else None
        if self.table.owner and holder:
            saved = next(
                (each for each in self._before(holder) if key and each.get(self.table.key) == key), None
            )
        elif self.table.path == ("office",):
            saved = self.saved("office", values.get("provider") or "")
        else:
            saved = self.saved(self.table.beside or self.table.path[-1], key) if key else None
        base = copy.deepcopy(saved or {})
        base.pop("faqs", None)
        if "*" in values:
            mine = {each.path.partition(".")[0] for each in self.table.columns} | _child_names(self.table)
            base = {name: value for name, value in base.items() if name in mine}
        return base

    def _read_shorthand(self, row: Data, name: str, value: str | None) -> None:
        if value is not None:
            row[name] = (requirements_of if name == "requirements" else steps_of)(value, row.get(name, []))

    def _remember(self, line: int, row: Data, path: tuple[Any, ...], rows: list) -> None:
        """Where the row stands, under every name that a fault may give it."""
        data, places = self.reading.data, self.reading.places
        name = placed(data, path, "").row
        names = [name, f"{self.table.path[0]} {row.get('key', row.get('slug', ''))}"]
        if self.table.name == "Tanya jawab":
            names.append(f"faqs {row.get('id')}")
        if self.table.path[0] == "calendar":
            first = f"calendar.{self.table.path[1]} {row.get('date') or row.get('year')}"
            names += [first, f"{first} {row.get('name') or row.get('from')}"]
        if self.table.path == ("office",):
            names = ["office", f"office {row.get('provider', '')}"]
        for each in names:
            places[each.strip()] = (self.table, line)


def _sheet_name(kind: str) -> str:
    return next(each.name for each in TABLES if each.path == (kind,))


def _child_names(parent: Table) -> set[str]:
    return {each.path[1] for each in TABLES if each.owner and each.path[0] == parent.path[0]}


def _spelling(title: str) -> str:
    return " ".join(title.casefold().replace("*", " ").split())


def _put(row: Data, path: str, value: Any) -> None:
    *around, last = path.split(".")
    for name in around:
        if not isinstance(row.get(name), dict):
            row[name] = {}
        row = row[name]
    row[last] = value


def _merge(row: Data, rest: Data) -> None:
    for name, value in rest.items():
        if isinstance(value, dict) and isinstance(row.get(name), dict):
            _merge(row[name], value)
        else:
            row[name] = value


def _free(base: str, taken: set[Any]) -> str:
    base = base[:56] or "butir"
    return next(key for key in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if key not in taken)


def _read_other(given: Sheets, reading: Reading) -> None:
    """The sheet of what has no table, and the office block out of its list."""
    data = reading.data
    if office := data.pop("office", []):
        data["office"] = office[0]
    for name, rows in given.items():
        if name.strip().casefold() != OTHER.casefold():
            continue
        for line, cells in enumerate(rows, start=1):
            key, value = (plain(cell) for cell in [*cells, None, None][:2])
            if line == 1 or not key:
                continue
            try:
                place, _, inner = key.partition(".") if key.startswith("calendar.") else ("", "", key)
                (data.setdefault(place, {}) if place else data)[inner] = from_json(value)
            except CellError as error:
                fault = Fault(f"lembar {OTHER}, baris {line}", "kolom Isi (JSON)", str(error))
                reading.faults.append(fault)
                reading.is_partial = True
