"""From an uploaded file of whatever kind to a catalogue, and to a dry run or an import of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from faq import catalogue_io as faq_io
from faq.models import Question, Topic
from portal import catalogue
from portal.catalogue_export import service_with_questions
from services import catalogue_rows as rows
from services import models
from services.catalogue_checks import KEYED
from services.catalogue_csv import read_csv, read_csv_archive
from services.catalogue_faults import CatalogueError, Fault
from services.catalogue_format import Catalogue
from services.catalogue_names import names_to_keys
from services.catalogue_parsing import parse, parse_data
from services.catalogue_reading import LARGEST_FILE, check_values, decode
from services.catalogue_report import Report
from services.catalogue_table_reading import Reading, read_sheets
from services.catalogue_workbook import check_archive, is_old_or_locked, read_workbook, refuse_old_or_locked

KINDS = [".yaml", ".yml", ".xlsx", ".csv", ".zip"]


@dataclass
class Upload:
    """A file that was read: the catalogue in it, and the way back to its cells where it was tables."""

    catalogue: Catalogue
    reading: Reading | None = None
    ignored: list[str] = field(default_factory=list)

    def preview(self, **options: Any) -> Report:
        """What importing it would do; see `portal.catalogue.preview`."""
        return self._explained(lambda: catalogue.preview(self.catalogue, **options))

    def write(self, **options: Any) -> Report:
        """Import it; see `portal.catalogue.import_rows`."""
        return self._explained(lambda: catalogue.import_rows(self.catalogue, **options))

    def _explained(self, act: Callable[[], Report]) -> Report:
        try:
            return act()
        except CatalogueError as error:
            if self.reading is None:
                raise
            raise CatalogueError(self.reading.explain(error.faults)) from error


def read_upload(content: bytes, name: str, agency: models.Agency | None) -> Upload:
    """Read a file by what is in it; its name decides only between kinds of text.

    A file of tables without a sheet of the agency is of `agency`. Raises `CatalogueError` with every fault found.
    """
    if not content:
        raise _refused("kosong (0 bita); pilih berkas lain")
    if len(content) > LARGEST_FILE:
        raise _refused(f"lebih besar dari {LARGEST_FILE // 1024 // 1024} MB")
    if is_old_or_locked(content):
        refuse_old_or_locked(content)
    if content.startswith(b"PK"):
        is_book = "xl/workbook.xml" in check_archive(content)
        return _tables(read_workbook(content) if is_book else read_csv_archive(content), agency)
    if name.casefold().endswith((".csv", ".txt", ".tsv")):
        return _tables(read_csv(content), agency)
    if name.casefold().endswith((".xlsx", ".xlsm")):
        raise _refused("Berkas Excel ini rusak atau bukan Excel; simpan ulang sebagai .xlsx, lalu coba lagi")
    if not name.casefold().endswith((".yaml", ".yml")):
        raise _refused(f"jenisnya tidak dikenal; pakai {', '.join(KINDS)}")
    return Upload(parse(decode(content)))


def _refused(reason: str) -> CatalogueError:
    return CatalogueError([Fault("berkas", "", reason)])


def _tables(sheets: dict[str, list[list[Any]]], agency: models.Agency | None) -> Upload:
    reading = read_sheets(sheets, cache(_saved))
    names_to_keys(reading.data, _known)
    try:
        _complete(reading.data, agency)
        check_values(reading.data)
        parsed = parse_data(reading.data)
    except CatalogueError as error:
        raise CatalogueError(reading.with_later(error.faults)) from error
    if reading.faults:
        raise CatalogueError(reading.with_later(_faults_on_trial(parsed)))
    return Upload(parsed, reading, reading.ignored)


def _faults_on_trial(parsed: Catalogue) -> list[Fault]:
    """What is wrong with the rows that could be read, so that everything is told at once."""
    try:
        catalogue.preview(parsed, publish=False)
    except CatalogueError as error:
        return error.faults
    return []


def _complete(data: dict[str, Any], agency: models.Agency | None) -> None:
    """What a file of tables need not say: whose it is, and what follows from what it says."""
    if agency is None and "office" not in data:
        raise _refused("tidak ada lembar Instansi; sebutkan instansinya")
    if "office" not in data:
        _add_office(data, agency)
    owner = agency.key if agency else data["office"].get("provider", "")
    for row in data.get("services", []):
        row.setdefault("provider", owner)
        row.setdefault("short_name", str(row.get("name", ""))[:60])
        fee = row.get("fee", {})
        if "amount" not in fee and str(fee.get("text", "")).casefold().strip(" .") == "gratis":
            fee["amount"] = 0


def _add_office(data: dict[str, Any], agency: models.Agency) -> None:
    """Say of the agency that publishes what is saved already, so that nothing of it changes."""
    publisher = agency if agency.publishes else agency.publisher or agency
    data["office"] = {"name": publisher.name} | rows.office_row(publisher) | {"provider": publisher.key}
    data.setdefault("meta", publisher.catalogue_meta)
    calendar = data.setdefault("calendar", {})
    for name, value in {"note": publisher.calendar_note, **publisher.extra.get("_calendar", {})}.items():
        calendar.setdefault(name, value)
    for name, value in publisher.extra.get("_catalogue", {}).items():
        data.setdefault(name, value)


def _known(kind: str) -> list[tuple[str, str]]:
    """Keys and names of the saved rows of a kind."""
    key, model = KEYED.get(kind, ("key", Topic))
    name = "short" if kind == "legal_bases" else "name"
    return list(model.objects.values_list(key, name))


def _saved(kind: str, key: str) -> dict[str, Any] | None:
    """What is saved of a row whose import would otherwise forget what a sheet has no column for."""
    if kind == "services":
        service = models.Service.objects.filter(slug=key).select_related("category", "agency").first()
        return service_with_questions(service, "\0") if service else None
    if kind == "locations":
        office = models.Office.objects.filter(key=key).select_related("agency").first()
        return rows.location_row(office) if office else None
    if kind == "general_faqs":
        question = Question.objects.filter(slug=key, service=None).first()
        return faq_io.question_row(question) if question else None
    if kind == "office":
        agency = models.Agency.objects.filter(key=key).exclude(official_name="").first()
        return rows.office_row(agency) if agency else None
    return None
