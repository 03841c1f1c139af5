"""The pages for data in and out: upload, what would change, and what SIPPN asks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from portal import catalogue
from portal.exchange import drawer
from portal.exchange.choice import chosen_agency, own_agencies
from portal.exchange.downloads import covered
from portal.exchange.files import KINDS, Upload, read_upload
from portal.exchange.sippn import sippn_rows
from portal.exchange.wording import counted, sections, sorted_unknown
from services import audit, entry_kinds, scope
from services.catalogue_faults import CatalogueError
from services.catalogue_reading import LARGEST_FILE
from services.catalogue_report import Report
from services.links import Link
from services.models import Agency
from services.staff.pages import show_staff, staff_page

MAY_IMPORT = ("services.add_service", "faq.add_question")
"""A file brings whole entries with all their parts: only who writes them in forms brings them in."""
MAY_PUBLISH = ("services.publish_service", "faq.publish_question")
MOST_FAULTS = 200
MOST_LINKS = 10
TRAIL = [Link("Data", "/kelola/data/")]


def _may(user: Any, permissions: tuple[str, ...]) -> bool:
    return any(map(user.has_perm, permissions))


@staff_page("services.view_service")
def exchange(request: HttpRequest) -> HttpResponse:
    """What can be brought in and taken out; takes an upload and leads to its dry run."""
    problem = ""
    if request.method == "POST":
        if not _may(request.user, MAY_IMPORT):
            raise PermissionDenied
        given = request.FILES.get("berkas")
        problem = _problem(given)
        if not problem:
            kept = drawer.Kept(
                given.read(), given.name, chosen_agency(request).key, request.POST.get("terbitkan") == "ya"
            )
            return redirect("exchange-check", token=drawer.keep(kept, request.user))
    agencies = own_agencies(request.user)
    context = {
        "problem": problem,
        "agencies": agencies,
        "agency": chosen_agency(request) if agencies else None,
        "may_import": bool(agencies) and _may(request.user, MAY_IMPORT),
        "may_publish": _may(request.user, MAY_PUBLISH),
        "may_export_everything": request.user.has_perm("services.view_auditrecord"),
        "kinds": ",".join(KINDS),
        "largest": LARGEST_FILE // 1024 // 1024,
    }
    return show_staff(
        request,
        "portal/exchange/exchange.html",
        "Data masuk dan keluar",
        context,
        status=422 if problem else 200,
    )


def _problem(given: Any) -> str:
    if given is None:
        return "Pilih berkas yang akan dibawa masuk."
    if not given.size:
        return "Berkas ini kosong (0 bita). Pilih berkas lain."
    if given.size > LARGEST_FILE:
        return f"Berkas ini lebih besar dari {LARGEST_FILE // 1024 // 1024} MB. Bagi menjadi beberapa berkas."
    return ""


@staff_page(*MAY_IMPORT)
def check(request: HttpRequest, token: str) -> HttpResponse:
    """What a kept file would change, row by row; on pressing "Terapkan", exactly that."""
    kept = drawer.find(token, request.user)
    if kept is None:
        messages.warning(request, "Berkas tadi sudah tidak disimpan (paling lama satu jam). Unggah lagi.")
        return redirect("exchange")
    if request.method == "POST" and "batal" in request.POST:
        drawer.throw_away(token)
        messages.info(request, "Dibatalkan. Tidak ada yang diubah.")
        return redirect("exchange")
    try:
        agency = scope.own(Agency.objects.select_related("publisher"), request.user).get(key=kept.agency)
        upload = read_upload(kept.content, kept.name, agency)
        options = {"publish": kept.publish, "by": request.user}
        if request.method == "POST" and request.POST.get("hasil"):
            return _apply(request, token, kept, agency, upload, options)
        return _show(request, kept, upload, upload.preview(**options), is_stale=False)
    except CatalogueError as error:
        context = {"faults": error.faults[:MOST_FAULTS], "more": max(0, len(error.faults) - MOST_FAULTS),
                   "file": kept.name, "is_export": False}  # fmt: skip
        return show_staff(
            request,
            "portal/exchange/faults.html",
            "Berkas belum bisa dipakai",
            context,
            trail=TRAIL,
            status=422,
        )


def _apply(
    request: HttpRequest,
    token: str,
    kept: drawer.Kept,
    agency: Agency,
    upload: Upload,
    options: dict[str, Any],
) -> HttpResponse:
    try:
        report = upload.write(expected=request.POST["hasil"], **options)
    except catalogue.Otherwise as changed:
        return _show(request, kept, upload, changed.report, is_stale=True)
    drawer.throw_away(token)
    counts = counted(report)
    audit.record("import", agency, by=request.user, file=kept.name, **counts)
    words = f"Selesai: {counts['created']} baris baru, {counts['changed']} berubah, {counts['published']} entri terbit."
    messages.success(request, format_html("{}{}", words, _forms_of(report, request.user)))
    return redirect(reverse("exchange"))


def _forms_of(report: Report, user: Any) -> str:
    """Links to the forms of the entries that came in: what they still lack is filled in there."""
    slugs = catalogue.touched(report)
    own = [scope.own(kind.model.objects.filter(slug__in=slugs), user) for kind in entry_kinds.KINDS.values()]
    entries = [each for rows in own for each in rows.order_by("pk")[:MOST_LINKS]][:MOST_LINKS]
    if not entries:
        return ""
    links = ((reverse(entry_kinds.of(each).form_url, args=[each.pk]), each) for each in entries)
    more = f", dan {len(slugs) - len(entries)} lagi" if len(slugs) > len(entries) else ""
    return format_html(" Buka: {}{}.", format_html_join(", ", '<a href="{}">{}</a>', links), more)


def _show(
    request: HttpRequest, kept: drawer.Kept, upload: Upload, report: Report, *, is_stale: bool
) -> HttpResponse:
    counts = counted(report)
    context = {
        "file": kept.name,
        "publish": kept.publish,
        "counts": counts,
        "changes_something": bool(counts["created"] or counts["changed"] or counts["published"]),
        "sections": sections(report),
        "unknown": sorted_unknown(report, upload.ignored),
        "outcome": catalogue.outcome(report),
        "is_stale": is_stale,
    }
    title = "Yang akan berubah"
    status = 409 if is_stale else 200
    return show_staff(request, "portal/exchange/check.html", title, context, trail=TRAIL, status=status)


@staff_page("services.view_service")
def sippn(request: HttpRequest) -> HttpResponse:
    """Which fields of SIPPN each live service still leaves empty, before the rows are downloaded."""
    agency = chosen_agency(request)
    rows = sippn_rows(covered(agency))
    context = {
        "agency": agency,
        "agencies": own_agencies(request.user),
        "total": len(rows),
        "incomplete": [row for row in rows if row.empty],
    }
    return show_staff(request, "portal/exchange/sippn.html", "Baris untuk SIPPN", context, trail=TRAIL)
