"""CSV files as Excel in Indonesia writes and reads them: semicolons, and letters of the old kind where it must be."""

import csv
import io
import zipfile
from typing import Any

from services.catalogue_cells import plain
from services.catalogue_faults import CatalogueError, Fault
from services.catalogue_tables import OTHER, SERVICES, table
from services.catalogue_workbook import BROKEN, MOST_COLUMNS, MOST_LINES, check_archive

DELIMITER = ";"
_BOM = b"\xef\xbb\xbf"


def read_csv(content: bytes) -> dict[str, list[list[Any]]]:
    """One file: the list of services. Raises `CatalogueError`."""
    return {SERVICES.name: rows_of(content, "berkas")}


def read_csv_archive(content: bytes) -> dict[str, list[list[Any]]]:
    """A ZIP with one CSV file for each sheet. Raises `CatalogueError`."""
    names = [name for name in check_archive(content) if name.casefold().endswith(".csv")]
    if not names:
        raise CatalogueError(
            [Fault("berkas", "", "ZIP ini tidak memuat berkas .csv maupun buku kerja Excel")]
        )
    found: dict[str, list[list[Any]]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in names:
            stem = name.rpartition("/")[2].rpartition(".")[0]
            if stem.startswith("."):
                continue
            try:
                content = archive.read(name)
            except (*BROKEN, ValueError) as error:  # ValueError: a part that begins before the file
                raise CatalogueError([Fault(name, "", "rusak; buat lagi berkas ZIP-nya")]) from error
            found[_sheet_name(stem)] = rows_of(content, name)
    return found


def _sheet_name(stem: str) -> str:
    if stem.casefold() == OTHER.casefold():
        return OTHER
    known = table(stem)
    return known.name if known else stem


def rows_of(content: bytes, name: str) -> list[list[str]]:
    """The cells of one CSV file; blank lines are kept, so that a row's number is its line. Raises `CatalogueError`."""
    text = _decoded(content, name)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise CatalogueError(
            [Fault(name, "", "bukan CSV yang sah: ada tanda kutip yang tidak ditutup")]
        ) from error
    if len(rows) > MOST_LINES:
        raise CatalogueError([Fault(name, "", f"lebih dari {MOST_LINES} baris")])
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise CatalogueError([Fault(name, "", f"lebih dari {MOST_COLUMNS} kolom")])
    return rows


def _decoded(content: bytes, name: str) -> str:
    """The text: UTF-8, UTF-16 with its mark, or the Windows letters that Excel writes without being asked."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    codings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for coding in codings:
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise CatalogueError([Fault(name, "", "bukan teks; simpan dari Excel sebagai “CSV UTF-8”")])


def _delimiter(text: str) -> str:
    """What stands between the cells of the first line that says something."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(first.split('"')[::2])
    return max([";", ",", "\t"], key=unquoted.count)


def write_csv(rows: list[list[Any]]) -> bytes:
    """One sheet as a file that Excel opens with its letters right."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=DELIMITER, lineterminator="\r\n").writerows(
        [_cell(cell) for cell in row] for row in rows
    )
    return _BOM + file.getvalue().encode("utf-8")


def _cell(cell: Any) -> str:
    # Texts are safe already (`catalogue_cells.safe`), and numbers must not look like texts.
    return cell if isinstance(cell, str) else "" if cell is None else plain_number(cell)


def plain_number(cell: Any) -> str:
    """A number as it is written in the file: with a point, whatever the country."""
    return repr(cell) if isinstance(cell, float) else plain(cell)


def write_csv_archive(sheets: dict[str, list[list[Any]]]) -> bytes:
    """A ZIP with a CSV file for each sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in sheets.items():
            known = table(name)
            archive.writestr(known.file_name if known else f"{name.casefold()}.csv", write_csv(rows))
    return file.getvalue()
