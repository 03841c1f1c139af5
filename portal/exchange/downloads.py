"""The files that leave the workspace. Each export is written down in the audit log."""

import json
from collections.abc import Callable
from typing import Any

import yaml
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from portal.catalogue_export import DUMPER, export_data
from portal.exchange.choice import chosen_agency
from portal.exchange.everything import everything
from portal.exchange.sippn import as_data, as_table, sippn_rows
from services import audit
from services.catalogue_cells import safe
from services.catalogue_csv import write_csv, write_csv_archive
from services.catalogue_faults import CatalogueError
from services.catalogue_sheets import sheets
from services.catalogue_tables import SERVICES, SHORTHAND
from services.catalogue_workbook import template as template_workbook
from services.catalogue_workbook import write_workbook
from services.models import Agency
from services.staff.pages import show_staff, staff_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, JSON, ZIP, YAML = "text/csv; charset=utf-8", "application/json", "application/zip", "application/yaml"


def _yaml(data: dict[str, Any]) -> bytes:
    return yaml.dump(data, allow_unicode=True, Dumper=DUMPER, sort_keys=False, width=110).encode("utf-8")


CATALOGUE: dict[str, tuple[str, Callable[[dict[str, Any]], bytes]]] = {
    "yaml": (YAML, _yaml),
    "xlsx": (XLSX, lambda data: write_workbook(sheets(data), with_help=True)),
    "zip": (ZIP, lambda data: write_csv_archive(sheets(data))),
    "csv": (CSV, lambda data: write_csv(sheets(data)[SERVICES.name])),
}


@staff_page("services.view_service")
def catalogue_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The catalogue of one agency as YAML, workbook, ZIP of CSV files, or its services alone as one CSV."""
    if kind not in CATALOGUE:
        raise Http404("Jenis berkas ini tidak ada.")
    agency = chosen_agency(request)
    media_type, write = CATALOGUE[kind]
    try:
        # Tables are made to be brought back here, YAML to be carried elsewhere.
        content = write(export_data(agency, alone=kind == "yaml" and agency.publishes))
    except CatalogueError as error:
        context = {"faults": error.faults, "more": 0, "file": "", "is_export": True}
        return show_staff(request, "portal/exchange/faults.html", "Ekspor gagal", context, status=422)
    audit.record("export", agency, by=request.user, format=kind)
    return _file(content, media_type, f"katalog-{agency.key}", kind)


@staff_page("services.view_service")
def sippn_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows for SIPPN of one agency's live services."""
    writers: dict[str, tuple[str, Callable[[Any], bytes]]] = {
        "csv": (CSV, lambda rows: write_csv(_safe(as_table(rows)))),
        "xlsx": (XLSX, lambda rows: write_workbook({"SIPPN": _safe(as_table(rows))})),
        "json": (JSON, lambda rows: json.dumps(as_data(rows), ensure_ascii=False, indent=1).encode()),
    }
    if kind not in writers:
        raise Http404("Jenis berkas ini tidak ada.")
    agency = chosen_agency(request)
    media_type, write = writers[kind]
    content = write(sippn_rows(covered(agency)))
    audit.record("export", agency, by=request.user, format=f"sippn.{kind}")
    return _file(content, media_type, f"sippn-{agency.key}", kind)


def covered(agency: Agency) -> list[Agency]:
    """The agency and those that it publishes."""
    return [agency, *agency.published.all()]


def _safe(table: list[list[str]]) -> list[list[str]]:
    return [[safe(cell) for cell in row] for row in table]


@staff_page("services.view_auditrecord")
def everything_file(request: HttpRequest) -> StreamingHttpResponse:
    """Everything one agency owns, streamed."""
    agency = chosen_agency(request)
    audit.record("export", agency, by=request.user, format="semua.json")
    response = StreamingHttpResponse(everything(agency), content_type=JSON)
    return _named(response, f"semua-{agency.key}", "json")


@staff_page("services.view_service")
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with an example, lists to pick from, and how to fill it in."""
    return _file(template_workbook(), XLSX, "templat-layanan", "xlsx")


@staff_page("services.view_service")
def csv_template(request: HttpRequest) -> HttpResponse:
    """The headings of the plain list of services."""
    few = ("name", "category", "summary", "processing_time.text", "fee.text", "fee.basis", "product",
           "locations", "complaint_channels")  # fmt: skip
    columns = [each for each in SERVICES.columns if each.path in few]
    heads = [each.title for each in [*columns[:3], *SHORTHAND, *columns[3:]]]
    return _file(write_csv([heads]), CSV, "templat-daftar-layanan", "csv")


def _file(content: bytes, media_type: str, name: str, kind: str) -> HttpResponse:
    return _named(HttpResponse(content, content_type=media_type), name, kind)


def _named(response: Any, name: str, kind: str) -> Any:
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
