"""What readers wrote, for those who keep the pages: the list, and one of it with what changed since."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from faq.feedback import rates
from faq.feedback.filtering import FilterForm
from faq.feedback.rows import Row, rows_of
from faq.feedback.settle_views import UNDO
from faq.models import Feedback
from services import entry_kinds, history, scope, snapshot
from services.links import Link
from services.paging import list_address, page_after, page_before
from services.staff import undo
from services.staff.own_entry import may_view
from services.staff.pages import show_staff, staff_page

PER_PAGE = 25
MAY_READ, MAY_SETTLE = "faq.view_feedback", "faq.change_feedback"


@staff_page(MAY_READ)
@require_safe
def feedback_list(request: HttpRequest) -> HttpResponse:
    """Written feedback, newest first."""
    form = FilterForm(request)
    page = Paginator(form.found(), PER_PAGE).get_page(request.GET.get("halaman_ke"))
    address = partial(_address, form.parameters)
    named = rates.names([form.page]) if form.page else {}
    context = {
        "form": form,
        "rows": rows_of(page),
        "page": page,
        "previous": page_before(page, address, "Lebih baru"),
        "next": page_after(page, address, "Lebih lama"),
        "only": named.get(form.page),
        "rate": rates.rate_of(*form.page) if form.page else None,
        "path": request.get_full_path(),
        "may_settle": request.user.has_perm(MAY_SETTLE),
        "undo": undo.offered(request, UNDO),
    }
    return show_staff(request, "faq/staff/feedback_list.html", "Umpan balik", context)


def _address(parameters: dict[str, str], number: int) -> str:
    """The address of a page of the list; its number has a name of its own, because "halaman" says which page."""
    more = {"halaman_ke": str(number)} if number > 1 else {}
    return list_address(reverse("feedback-list"), parameters | more)


@staff_page(MAY_READ)
@require_safe
def feedback_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of feedback: what they read, what the page says now, and how it was settled."""
    own = scope.own(Feedback.objects.select_related("agency", "settled_by"), request.user)
    row = rows_of([get_object_or_404(own, pk=pk)])[0]
    context = {
        "row": row,
        **_entry_context(request, row),
        "path": request.path,
        "may_settle": request.user.has_perm(MAY_SETTLE),
        "undo": undo.offered(request, UNDO),
    }
    trail = [Link("Umpan balik", reverse("feedback-list"))]
    title = "Laporan salah" if row.is_report else "Yang kurang"
    return show_staff(request, "faq/staff/feedback_one.html", title, context, trail=trail)


def _entry_context(request: HttpRequest, row: Row) -> dict[str, Any]:
    """Where the entry is edited, and what changed in it since the edition they read."""
    kind = entry_kinds.KINDS.get(row.feedback.kind)
    entry = kind.model.objects.filter(slug=row.feedback.key).first() if kind else None
    if entry is None or not may_view(request.user, kind) or not scope.is_own(entry, request.user):
        return {"form_url": "", "changes": [], "changes_url": ""}
    found = {"form_url": reverse(kind.form_url, args=[entry.pk]), "changes": [], "changes_url": ""}
    if row.is_changed:
        wanted = [row.feedback.edition, row.live]
        said = {
            each.number: each for each in entry.editions.filter(number__in=wanted, document__isnull=False)
        }
        before, after = (said.get(number) for number in wanted)
        if before and after:
            found["changes"] = history.lines(before.content(), after.content(), snapshot.current())
        path = reverse("entry-changes", args=[kind.path, entry.pk])
        found["changes_url"] = list_address(path, {"dari": str(wanted[0]), "ke": str(wanted[1])})
    return found
