"""The board of service standards, the sheet of one service, and their papers."""

import csv
from typing import Any

from csp.decorators import csp_exempt
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cards import standard_papers
from services import audit, scope, snapshot
from services.catalogue_cells import safe
from services.links import Link
from services.models import Agency, Service
from services.paging import list_address, page_after, page_before
from services.staff.pages import show_staff, staff_page
from services.standard import PARTS, State
from services.standard_board import ANY_GAP, Board, Places, live_documents, own_services
from services.standard_sheet import Sheet, make_sheet

PER_PAGE = 50
BOARD_TITLE = "Standar pelayanan"


def board_link() -> Link:
    """The way back to the board."""
    return Link(BOARD_TITLE, reverse("standard-board"))


@require_safe
@staff_page("services.view_service")
def board(request: HttpRequest) -> HttpResponse:
    """Own services × 14 parts."""
    found = Board(request.user, request.GET)
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("halaman"))

    def address(number: int = 1, **changed: str) -> str:
        return list_address(reverse("standard-board"), found.parameters | changed, number)

    context = {
        "board": found,
        "page": page,
        "previous": page_before(page, address, "Sebelumnya"),
        "next": page_after(page, address, "Berikutnya"),
        "counts": found.counts,
        "lacking": [(each, address(kurang=each.part.key)) for each in found.counts if each.missing],
        "gap_choices": [
            ("", "Semua"),
            (ANY_GAP, "Ada yang kurang"),
            *((part.key, part.name) for part in PARTS),
        ],
        "states": list(State),
        "papers": _papers(found.agencies),
        "csv_url": list_address(reverse("standard-csv"), found.parameters),
    }
    return show_staff(request, "staff/standard/board.html", BOARD_TITLE, context)


def _papers(agencies: list[Agency]) -> list[dict[str, str]]:
    """What can be printed for each agency that has services."""
    return [
        {
            "name": agency.name,
            "annex": f"{reverse('standard-annex')}?instansi={agency.key}",
            "pledge": f"{reverse('standard-pledge')}?instansi={agency.key}" if agency.publishes else "",
        }
        for agency in agencies
    ]


@require_safe
@staff_page("services.view_service")
def board_csv(request: HttpRequest) -> HttpResponse:
    """The board as it is filtered, for a spreadsheet; with a mark by which Excel knows the encoding."""
    found = Board(request.user, request.GET)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="papan-standar.csv"'
    rows = csv.writer(response)
    rows.writerow(
        ["Layanan", "Alamat singkat", "Instansi", "Kategori", "Keadaan", *(part.name for part in PARTS)]
    )
    for row in found.rows:
        service = row.service
        known = [service.name, service.slug, service.agency.name, service.category.name]
        state = "Terbit" if row.is_live else "Belum terbit"
        rows.writerow([safe(each) for each in (*known, state, *(cell.words for cell in row.cells))])
    audit.record("export", by=request.user, name="Papan standar pelayanan (CSV)", rows=len(found.rows))
    return response


def own_service(request: HttpRequest, slug: str) -> Service:
    """An own service; else 404."""
    services = scope.own(Service.objects.select_related("agency__publisher"), request.user)
    return get_object_or_404(services, slug=slug)


def _sheet(service: Service) -> Sheet:
    live = live_documents([service.pk])
    return make_sheet(service, live.get(service.pk), service.draft_data(), snapshot.current().channels)


@require_safe
@staff_page("services.view_service")
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """The 14 parts of one service with their text, and where each comes from."""
    found = own_service(request, slug)
    sheet, places = _sheet(found), Places(request.user)
    parts = [
        (each, places.of(found, each.part, each.state), places.is_of_agency(found, each.state))
        for each in sheet.parts
    ]
    context: dict[str, Any] = {
        "sheet": sheet,
        "groups": [
            ("Penyampaian pelayanan", "enam bagian yang wajib diumumkan", parts[: len(sheet.public)]),
            ("Pengelolaan pelayanan", "delapan bagian internal", parts[len(sheet.public) :]),
        ],
        "form_url": reverse("admin:services_service_change", args=[found.pk]),
    }
    return show_staff(request, "staff/standard/service.html", found.name, context, trail=[board_link()])


@require_safe
@csp_exempt()  # a PDF has no page to protect, and browsers' own viewers break under a strict policy
@staff_page("services.view_service")
def service_annex(request: HttpRequest, slug: str) -> HttpResponse:
    """The annex with one service."""
    found = own_service(request, slug)
    pdf = standard_papers.annex_pdf([_sheet(found)], found.agency, timezone.localdate())
    return _pdf(pdf, f"standar-{slug}")


@require_safe
@csp_exempt()
@staff_page("services.view_service")
def agency_annex(request: HttpRequest) -> HttpResponse:
    """The annex with every service of an agency (`instansi`, else the first), without those taken down."""
    services = own_services(request.user)
    asked = request.GET.get("instansi", "")
    agencies = scope.own(Agency.objects.filter(pk__in=services.values("agency")), request.user)
    agency = agencies.filter(key=asked).first() if asked else agencies.first()
    if agency is None:
        raise Http404("instansi")
    rows = list(services.filter(agency=agency))
    live, channels = live_documents([each.pk for each in rows]), snapshot.current().channels
    sheets = [make_sheet(each, live.get(each.pk), _draft(each, live), channels) for each in rows]
    pdf = standard_papers.annex_pdf(sheets, agency, timezone.localdate())
    return _pdf(pdf, f"standar-{agency.key}")


def _draft(service: Service, live: dict[int, Any]) -> dict[str, Any] | None:
    """The draft where nothing is published; of the others the edition says it all, and reading drafts takes long."""
    return None if service.pk in live else service.draft_data()


@require_safe
@staff_page("services.view_service")
def pledge(request: HttpRequest) -> HttpResponse:
    """The pledge of an agency (`instansi`, else the first that publishes) as a poster."""
    agencies = scope.own(Agency.objects.all(), request.user)
    asked = request.GET.get("instansi", "")
    agency = agencies.filter(key=asked).first() if asked else agencies.exclude(official_name="").first()
    if agency is None:
        raise Http404("instansi")
    if not agency.pledge_text.strip():
        return _no_pledge(request, agency)
    return _pledge_paper(request, agency)


@csp_exempt()
def _pledge_paper(request: HttpRequest, agency: Agency) -> HttpResponse:
    return _pdf(standard_papers.pledge_pdf(agency, timezone.localdate()), f"maklumat-{agency.key}")


def _no_pledge(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = reverse("admin:services_agency_change", args=[agency.pk])
    context = {
        "agency": agency,
        "form_url": f"{form}#id_pledge_text",
        "may_change": request.user.has_perm("services.change_agency"),
    }
    return show_staff(
        request,
        "staff/standard/no_pledge.html",
        "Maklumat belum diisi",
        context,
        trail=[board_link()],
        status=404,
    )


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
