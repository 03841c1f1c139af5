"""The audit log: read, filter, take along. There is no page that changes or deletes a record."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.people import audit_log as log
from services import audit
from services.catalogue_cells import safe
from services.models import AuditRecord
from services.paging import list_address, page_after, page_before
from services.staff.pages import show_staff, staff_page

PER_PAGE = 50
MAY_READ = "services.view_auditrecord"
COLUMNS = ["waktu", "oleh", "tindakan", "jenis", "kunci", "tentang", "instansi", "rincian"]


@dataclass(frozen=True)
class Line:
    """A record as the page shows it."""

    record: AuditRecord
    action: str
    kind: str
    detail: str
    address: str


@staff_page(MAY_READ)
@require_safe
@never_cache
def audit_log(request: HttpRequest) -> HttpResponse:
    """What people did, newest first."""
    form, records = _filtered(request)
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("halaman"))
    addresses = log.addresses(page.object_list, request.user)
    here = reverse("audit-log")

    def address(number: int) -> str:
        return list_address(here, form.parameters, number)

    context = {
        "form": form,
        "lines": [_line(record, addresses) for record in page.object_list],
        "page": page,
        "previous": page_before(page, address, "Lebih baru"),
        "next": page_after(page, address, "Lebih lama"),
        "csv": list_address(reverse("audit-log-csv"), form.parameters),
        "json": list_address(reverse("audit-log-json"), form.parameters),
        "is_narrowed": any(form.parameters.values()),
    }
    return show_staff(request, "portal/people/audit_log.html", "Catatan", context)


def _filtered(request: HttpRequest) -> tuple[log.FilterForm, QuerySet[AuditRecord]]:
    records = log.visible(request.user)
    form = log.FilterForm(request.GET, records=records)
    return form, form.narrowed(records.select_related("agency"))


def _line(record: AuditRecord, addresses: dict[tuple[str, str], str]) -> Line:
    return Line(
        record,
        audit.ACTIONS.get(record.action, record.action),
        log.kind_words(record.kind) if record.kind else "",
        log.detail_words(record.detail),
        addresses.get((record.kind, record.key), ""),
    )


@staff_page(MAY_READ)
@require_safe
@never_cache
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered records as CSV; cells a spreadsheet would take for formulas are quoted."""
    _, records = _filtered(request)
    audit.record("export", by=request.user, name="catatan tindakan (CSV)")
    writer = csv.writer(Echo())
    rows = (writer.writerow(map(safe, row)) for row in _rows(records))
    return _download(_with_mark(rows), "text/csv; charset=utf-8", "csv")


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def _with_mark(rows: Iterator[str]) -> Iterator[str]:
    """With the mark that tells a spreadsheet that this is UTF-8."""
    yield "\ufeff"
    yield from rows


def _rows(records: QuerySet[AuditRecord]) -> Iterator[list[str]]:
    yield COLUMNS
    for record in records.iterator():
        yield [
            timezone.localtime(record.at).strftime("%Y-%m-%d %H:%M:%S"),
            record.by_name,
            audit.ACTIONS.get(record.action, record.action),
            record.kind,
            record.key,
            record.name,
            record.agency.name if record.agency else "",
            log.detail_words(record.detail),
        ]


@staff_page(MAY_READ)
@require_safe
@never_cache
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered records as a JSON list."""
    _, records = _filtered(request)
    audit.record("export", by=request.user, name="catatan tindakan (JSON)")
    return _download(_json(records), "application/json", "json")


def _json(records: QuerySet[AuditRecord]) -> Iterator[str]:
    between = "["
    for record in records.iterator():
        yield between + "\n" + json.dumps(_object(record), ensure_ascii=False)
        between = ","
    yield "[]\n" if between == "[" else "\n]\n"


def _object(record: AuditRecord) -> dict[str, Any]:
    return {
        "at": record.at.isoformat(),
        "by": record.by_name,
        "action": record.action,
        "kind": record.kind,
        "key": record.key,
        "name": record.name,
        "agency": record.agency.key if record.agency else None,
        "detail": record.detail,
    }


def _download(parts: Iterator[str], kind: str, ending: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=kind)
    name = f"catatan-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
