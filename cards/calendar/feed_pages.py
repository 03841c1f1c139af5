"""The calendar file: downloaded once, or subscribed to by its own address without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cards.calendar import feeds
from services.document import digest
from services.staff.pages import staff_page

KIND = "text/calendar; charset=utf-8"


@staff_page("cards.view_card")
@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """What is planned, as a file to import once."""
    response = HttpResponse(feeds.written(request.user), content_type=KIND)
    response["Content-Disposition"] = 'attachment; filename="rencana-unggahan.ics"'
    return response


@require_safe
def calendar_ics(request: HttpRequest, token: str) -> HttpResponse:
    """What a subscription shows; 404 for a token that is not, or no longer, one. 304 where nothing changed."""
    user = feeds.user_of(token)
    if user is None:
        raise Http404
    body = feeds.written(user)
    tag = f'"{digest(body.decode())[:32]}"'
    known = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
    response = HttpResponse(status=304) if tag in known else HttpResponse(body, content_type=KIND)
    response["ETag"] = tag
    response["Content-Disposition"] = 'inline; filename="rencana-unggahan.ics"'
    return response


@staff_page("cards.view_card")
@require_POST
def feed_settings(request: HttpRequest) -> HttpResponse:
    """Make a subscription address or another one (`lakukan=buat`), or end it (`lakukan=matikan`)."""
    if request.POST.get("lakukan") == "matikan":
        feeds.end(request.user)
    else:
        feeds.renew(request.user)
    return redirect(f"{reverse('calendar')}#langganan")
