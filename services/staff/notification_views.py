"""What someone was told: the list behind the bell."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from services import notifying
from services.models import Notification
from services.paging import list_address, page_after, page_before
from services.staff.pages import show_staff, staff_page

PER_PAGE = 30
REMARK = re.compile(r"(?<=untuk diperbaiki): |(?<=dari publik): | Catatan: ")
"""Where the remark begins behind the sentence."""


@staff_page()
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """Everything someone was told, newest first."""
    told = Paginator(Notification.objects.filter(user=request.user), PER_PAGE)
    page = told.get_page(request.GET.get("halaman"))

    def address(number: int) -> str:
        return list_address(reverse("notifications"), {}, number)

    context = {
        "page": page,
        "rows": [(each, *_parted(each.text)) for each in page],
        "newer": page_before(page, address, "Lebih baru"),
        "older": page_after(page, address, "Lebih lama"),
        "has_unread": notifying.unread(request.user).exists(),
        "mail_is_on": notifying.is_mailed(request.user),
    }
    return show_staff(request, "staff/notifications.html", "Pemberitahuan", context)


def _parted(text: str) -> tuple[str, str]:
    """The sentence, and the remark that came with it."""
    sentence, *remark = REMARK.split(text, maxsplit=1)
    return (f"{sentence.rstrip('.')}.", remark[0]) if remark else (text, "")


@staff_page()
@require_safe
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a notification leads; it is read with that."""
    told = get_object_or_404(Notification, pk=pk, user=request.user)
    notifying.unread(request.user).filter(pk=told.pk).update(read_at=timezone.now())
    is_ours = url_has_allowed_host_and_scheme(told.url, allowed_hosts=None)
    return redirect(told.url if told.url and is_ours else "notifications")


@staff_page()
@require_POST
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One is read, without going there."""
    notifying.unread(request.user).filter(pk=pk).update(read_at=timezone.now())
    return redirect("notifications")


@staff_page()
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All are read."""
    notifying.unread(request.user).update(read_at=timezone.now())
    return redirect("notifications")
