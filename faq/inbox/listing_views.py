"""The inbox: what residents asked and who waits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from faq.inbox.listing import InboxList
from faq.inbox.one import own_inquiries, title_of
from faq.inbox.taking_back import UNDO
from services.staff import undo
from services.staff.pages import show_staff, staff_page


@staff_page("faq.answer_inquiry")
@require_safe
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """Every group of questions that someone may answer, by tab and filter."""
    context = {"page": InboxList(request.GET, request.user), "undo": _named(request)}
    return show_staff(request, "faq/staff/inbox.html", "Pertanyaan warga", context)


def _named(request: HttpRequest) -> dict[str, Any] | None:
    """What can be taken back, with the question it was done to."""
    offered = undo.offered(request, UNDO)
    if offered is None:
        return None
    found = own_inquiries(request).filter(pk=offered["key"]).first()
    return {**offered, "words": f"“{title_of(found)}”: {offered['words']}"} if found else None
