"""Workbooks (XLSX): written for people to fill in, read as values only, and nothing that could hurt on the way.

openpyxl is loaded where it is used: it takes 4 MB of memory, and readers of the site never need it.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from services.catalogue_cells import NO, YES, labels
from services.catalogue_faults import CatalogueError, Fault
from services.catalogue_tables import DAY_NAMES, TABLES, Column, Table, table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

MOST_COLUMNS = 120
MOST_LINES = 60_000
MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 500
LONGEST_CELL = 32_767
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)
"""What unpacking a damaged archive fails with; NotImplementedError, for odd kinds of packing, is a RuntimeError."""
CHOICES_SHEET, HELP_SHEET = "Pilihan", "Petunjuk"
CONTENTS = "[Content_Types].xml"
"""The part that makes a ZIP a workbook."""
_BYTE_ORDER_MARKS = {b"\xff\xfe", b"\xfe\xff"}
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*+<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_DECLARATIONS = [
    word.encode(letters)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for letters in ("ascii", "utf-16-le", "utf-16-be")
]
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def is_old_or_locked(content: bytes) -> bool:
    """Whether it is an Excel file of the old kind, or one with a password: both begin alike."""
    return content.startswith(_OLD_FORMAT)


def refuse_old_or_locked(content: bytes) -> None:
    """Say which of the two it is. Raises `CatalogueError`."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _refused(
            "buku kerja ini dikunci kata sandi; buka di Excel, hapus kata sandinya, lalu simpan lagi"
        )
    raise _refused("ini berkas Excel lama (.xls); buka di Excel, lalu simpan sebagai .xlsx")


def _refused(reason: str) -> CatalogueError:
    return CatalogueError([Fault("berkas", "", reason)])


def check_archive(content: bytes) -> list[str]:
    """The names in an archive that is safe to unpack. Raises `CatalogueError` for one that is not.

    The sizes it states are those that unpacking stops at, so a bomb cannot lie about them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _refused("isinya terlalu besar bila dibuka")
            if any(part.flag_bits & 1 for part in parts):
                raise _refused("berkas ini dikunci kata sandi; simpan lagi tanpa kata sandi")
            names = [part.filename for part in parts]
            for part in parts:
                # Any part of a workbook can be read as markup, whatever its name ends with.
                if CONTENTS in names or part.filename.endswith((".xml", ".rels")):
                    _check_markup(archive.read(part), part.filename)
            return names
    except (*BROKEN, ValueError) as error:
        if isinstance(error, CatalogueError):
            raise
        raise _refused("berkas ini rusak; simpan ulang, lalu coba lagi") from error


def _check_markup(part: bytes, name: str) -> None:
    """No workbook that a spreadsheet writes declares entities, or is written in letters that could hide it."""
    is_odd = name.endswith((".xml", ".rels")) and (part[:2] in _BYTE_ORDER_MARKS or b"\x00" in part[:4])
    letters = _ENCODING.match(part)
    is_hidden = letters is not None and letters[1].lower() not in {b"utf-8", b"us-ascii"}
    if is_odd or is_hidden or any(word in part for word in _DECLARATIONS):
        raise _refused("memuat deklarasi yang tidak dipakai buku kerja biasa")


def read_workbook(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of every sheet by name: values only, formulas are not worked out. Raises `CatalogueError`."""
    from openpyxl import load_workbook

    check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # a broken workbook fails in as many ways as there are parts
        raise _refused("buku kerja ini rusak; simpan ulang sebagai .xlsx, lalu coba lagi") from error
    try:
        return {sheet.title: _cells(sheet) for sheet in book.worksheets}
    except CatalogueError:
        raise
    except Exception as error:
        raise _refused("buku kerja ini rusak; simpan ulang sebagai .xlsx, lalu coba lagi") from error
    finally:
        book.close()


def _cells(sheet: Any) -> list[list[Any]]:
    sheet.reset_dimensions()
    rows: list[list[Any]] = []
    for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if line > MOST_LINES:
            raise CatalogueError([Fault(f"lembar {sheet.title}", "", f"lebih dari {MOST_LINES} baris")])
        cells = list(row)
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise CatalogueError([Fault(f"lembar {sheet.title}", "", f"lebih dari {MOST_COLUMNS} kolom")])
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def write_workbook(sheets: dict[str, list[list[Any]]], *, with_help: bool = False) -> bytes:
    """A workbook with these sheets, their headings first; closed vocabularies can be picked from a list.

    Raises `CatalogueError` for a text that no cell can hold.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    if with_help:
        _write_help(book)
    for name, rows in sheets.items():
        _write_sheet(book, name, rows)
    _write_choices(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_sheet(book: "Workbook", name: str, rows: list[list[Any]]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    heads = rows[0]
    for index, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = 18 if len(head) < 18 else 30
    known = table(name)
    for index, head in enumerate(heads if known else [], start=1):
        column = next((each for each in known.columns if each.title == head), None)
        if column and (choice := _choice_range(column)):
            rule = DataValidation("list", formula1=choice, allow_blank=True, showErrorMessage=True)
            letter = get_column_letter(index)
            rule.add(f"{letter}2:{letter}5000")
            sheet.data_validations.append(rule)
    sheet.append([_head(sheet, head) for head in heads])
    for line, row in enumerate(rows[1:], start=2):
        sheet.append([_kept(cell, name, line, heads[index]) for index, cell in enumerate(row)])


def _head(sheet: Any, words: str) -> "WriteOnlyCell":
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=words)
    for name, value in _look_of_heads().items():
        setattr(cell, name, value)
    return cell


@cache
def _look_of_heads() -> dict[str, Any]:
    from openpyxl.styles import Alignment, Font, PatternFill

    return {
        "font": Font(bold=True, color="FFFFFF"),
        "fill": PatternFill("solid", fgColor="0F766E"),
        "alignment": Alignment(vertical="top", wrap_text=True),
    }


def _kept(cell: Any, name: str, line: int, head: str) -> Any:
    if not isinstance(cell, str):
        return cell
    text = _UNKEPT.sub("", cell)
    if len(text) > LONGEST_CELL:
        reason = "terlalu panjang untuk satu sel; pakai ekspor YAML"
        raise CatalogueError([Fault(f"lembar {name}, baris {line}", f"kolom {head}", reason)])
    return text


def _vocabularies() -> dict[str, list[str]]:
    """The lists to pick from, by the name of their choices."""
    found = {column.choices.__name__: list(labels(column.choices).values()) for column in _choice_columns()}
    return found | {"yes": [YES, NO], "weekday": list(DAY_NAMES.values())}


def _choice_columns() -> Iterable[Column]:
    return (column for each in TABLES for column in each.columns if column.choices)


def _choice_range(column: Column) -> str:
    from openpyxl.utils import get_column_letter

    name = column.choices.__name__ if column.choices else column.kind
    lists = _vocabularies()
    if name not in lists:
        return ""
    letter = get_column_letter(list(lists).index(name) + 1)
    return f"{CHOICES_SHEET}!${letter}$2:${letter}${len(lists[name]) + 1}"


def _write_choices(book: "Workbook") -> None:
    sheet = book.create_sheet(CHOICES_SHEET)
    lists = _vocabularies()
    sheet.append(list(lists))
    for line in range(max(map(len, lists.values()))):
        sheet.append([words[line] if line < len(words) else None for words in lists.values()])
    sheet.sheet_state = "hidden"


def _write_help(book: "Workbook") -> None:
    sheet = book.create_sheet(HELP_SHEET)
    for letter, width in {"A": 18, "B": 30, "C": 90}.items():
        sheet.column_dimensions[letter].width = width
    sheet.append([_head(sheet, words) for words in ("Lembar", "Kolom", "Cara mengisi")])
    for line in GUIDE:
        sheet.append(["", "", line])
    for each in TABLES:
        sheet.append([each.name, "", each.help])
        for column in each.columns:
            sheet.append([each.name, column.title, help_for(column)])


GUIDE = [
    "Lembar Layanan wajib ada; lembar lain boleh dihapus. Kolom yang dihapus tidak diubah isinya.",
    "Kolom yang ada tetapi kosong berarti isinya dikosongkan.",
    "Beberapa butir dalam satu sel: satu per baris (Alt+Enter).",
    "Rumus tidak dihitung; tulis nilainya.",
]


def help_for(column: Column) -> str:
    """How a column is filled in."""
    if column.choices:
        return f"{column.help} Pilih: {'; '.join(labels(column.choices).values())}.".strip()
    kinds = {
        "yes": f"{YES} atau {NO}",
        "lines": "Satu per baris.",
        "number": "Angka bulat.",
        "decimal": "Angka.",
    }
    return column.help or kinds.get(column.kind, "")


def template(of: Iterable[Table] = TABLES[:5]) -> bytes:
    """A workbook to fill in: headings, one example, lists to pick from, and how to fill in each column."""
    from services.catalogue_example import EXAMPLE
    from services.catalogue_sheets import headings

    rows = {each.name: [headings(each), *EXAMPLE.get(each.name, [])] for each in of}
    return write_workbook({name: _filled(given) for name, given in rows.items()}, with_help=True)


def _filled(rows: list[Any]) -> list[list[Any]]:
    heads, *examples = rows
    return [heads, *([example.get(head) for head in heads] for example in examples)]
