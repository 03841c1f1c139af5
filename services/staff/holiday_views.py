"""National holidays in the workspace: what an import of a year would do, the import, and local overrides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from services import audit, holidays_import, scope, snapshot
from services.choices import ClosureKind
from services.holidays_import import State
from services.links import Link
from services.models import Closure
from services.staff.office_views import offices_link
from services.staff.pages import show_staff, staff_page
from services.views import site_now

YEARS_BACK, YEARS_AHEAD = 1, 2
PILLS = {
    State.NEW: "good", State.CHANGED: "warning", State.THERE: "quiet", State.KEPT: "scheduled",
    State.GONE: "bad",
}  # fmt: skip


@staff_page("services.view_closure")
@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """The holidays of a year (`?tahun=`) and what an import would add or change, row by row."""
    this_year = site_now(snapshot.current()).year
    year = _year(request.GET.get("tahun", str(this_year)), this_year)
    rows = holidays_import.plan(year)
    context = {
        "year": str(year),
        "years": _years(year, this_year),
        "rows": [(row, PILLS[row.state]) for row in rows],
        "news": sum(row.state in (State.NEW, State.CHANGED) for row in rows),
        "without_leave": not any(row.holiday and row.holiday.kind == ClosureKind.JOINT_LEAVE for row in rows),
        "source": holidays_import.source(),
        "may_import": may_import(request),
    }
    trail = [offices_link()]
    return show_staff(request, "staff/offices/holidays.html", f"Hari libur {year}", context, trail=trail)


def _year(typed: str, this_year: int) -> int:
    years = range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
    if not typed.isdecimal() or int(typed[:6]) not in years:
        raise Http404("tahun")
    return int(typed)


def _years(shown: int, this_year: int) -> list[tuple[Link, bool]]:
    return [
        (Link(str(year), f"{reverse('holidays')}?tahun={year}"), year == shown)
        for year in range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
    ]


def may_import(request: HttpRequest) -> bool:
    """Holidays hold for every office, so only those who answer for all of them change the list."""
    user = request.user
    return user.has_perm("services.delete_closure") and scope.covers_all(user)


@staff_page("services.delete_closure")
@require_POST
def holidays_import_year(request: HttpRequest) -> HttpResponse:
    """Import a year; nothing that staff changed is overwritten."""
    if not may_import(request):
        raise PermissionDenied
    year = _year(request.POST.get("tahun", ""), site_now(snapshot.current()).year)
    counts = holidays_import.run(year, by=request.user)
    messages.success(
        request, f"Hari libur {year}: {counts[State.NEW]} ditambah, {counts[State.CHANGED]} diubah."
    )
    return redirect(f"{reverse('holidays')}?tahun={year}")


@staff_page("services.delete_closure")
@require_POST
def holiday_toggle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a holiday does not hold here, or does again; imports leave that as it is."""
    if not may_import(request):
        raise PermissionDenied
    closure = get_object_or_404(Closure.objects.filter(offices=None).exclude(kind=ClosureKind.LOCAL), pk=pk)
    closure.is_ignored = not closure.is_ignored
    closure.save()
    audit.record("change", closure, by=request.user, fields=["tidak berlaku di sini"])
    words = "tidak berlaku di sini: kantor buka" if closure.is_ignored else "berlaku lagi: kantor tutup"
    messages.success(request, f"“{closure.name}” {words}.")
    return redirect(f"{reverse('holidays')}?tahun={closure.start.year}")
