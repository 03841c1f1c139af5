"""The editorial calendar, and the suggestions beside it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cards.calendar import dismissing, feeds
from cards.calendar.month import WEEKDAYS, asked_month, month_of
from cards.calendar.plan_pages import UNDO
from cards.calendar.suggestions import suggestions
from services.links import Link
from services.staff import undo
from services.staff.pages import show_staff, staff_page

SHOWN = 8
"""Suggestions on the calendar."""


@staff_page("cards.view_card")
@require_safe
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """A month (`?bulan=2026-12`) with what is planned, made and posted, and what to post next."""
    user = request.user
    feed = feeds.feed_of(user)
    month = month_of(asked_month(request.GET.get("bulan", "")), user)
    context: dict[str, Any] = {
        "month": month,
        "weekdays": WEEKDAYS,
        "this_month": f"{timezone.localdate():%Y-%m}",
        "suggestions": suggestions(user, SHOWN),
        "may_plan": user.has_perm("cards.issue_card"),
        "undo": undo.offered(request, UNDO),
        "undo_dismissal": undo.offered(request, dismissing.UNDO),
        "feed_address": feeds.address(feed) if feed else "",
    }
    trail = [Link("Studio kartu", reverse("studio"))]
    return show_staff(request, "cards/calendar/calendar.html", "Kalender unggahan", context, trail=trail)


@staff_page("cards.issue_card")
@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """Do not suggest something (`jenis`, `tentang`, `alasan`) to this person for a while."""
    if not dismissing.dismiss(request):
        raise Http404
    return _back(request)


@staff_page("cards.issue_card")
@require_POST
def undismiss(request: HttpRequest) -> HttpResponse:
    """Suggest again what was dismissed last."""
    dismissing.take_back(request)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the list stands on."""
    at = "studio" if request.POST.get("kembali") == "studio" else "calendar"
    return redirect(f"{reverse(at)}#saran")
