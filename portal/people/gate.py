"""The door to everything of the staff: a session that holds, and the second factor where there is or must be one."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.people import demand, sessions

GUARDED = ("/kelola/", "/studio/", "/loket/", "/kelola-editor/")
ENROL = "second-factor"
"""The one page that is open to someone of whom a second factor is demanded and who has none yet."""


def gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before any view and for every method. Strangers pass: views ask them to sign in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(GUARDED) and request.user.is_authenticated:
            return _stopped(request) or get_response(request)
        return get_response(request)

    return middleware


def _stopped(request: HttpRequest) -> HttpResponse | None:
    """Where someone must go first, or None."""
    session = sessions.current(request)
    if session is None:
        request.session.flush()
        request.user = AnonymousUser()
        messages.info(request, "Sesi Anda sudah berakhir. Silakan masuk lagi.")
        return _first("sign-in", request)
    request.staff_session = session
    if session.verified:
        return None
    if session.has_device:
        return _first("second-factor-code", request)
    if demand.is_demanded(request.user) and request.path_info != reverse(ENROL):
        return _first(ENROL, request)
    return None


def _first(name: str, request: HttpRequest) -> HttpResponse:
    after = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    return redirect(f"{reverse(name)}?{urlencode({'next': after})}")
