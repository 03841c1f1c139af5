"""Counts how often public pages are read. Nothing of who reads them is kept: no address, no cookie."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from faq.feedback import counting
from faq.feedback.subjects import named_by
from faq.robots import is_robot
from services.language import ENGLISH

SHOWN = {200, 304}
"""A reader who has the page already and is told that it still holds reads it too."""
OPENED = {None, "navigate", "same-origin"}
"""What Sec-Fetch-Mode says where somebody opened a page; scripts that fetch one in the background send "cors"."""
ADDRESSES_KEPT = 4096


def count_views(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: notes a page that was shown. The page cache, which answers before Django is asked, calls `note` itself.

    The counts are written after an answer was sent (`faq.feedback.counting`). It takes below 15 µs of an answer, measured
    on a busy machine.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "GET" and response.status_code in SHOWN and _is_reader(request.META):
            named = _named(request)
            if named:
                counting.note_view(*named)
        return response

    return middleware


def note(headers: dict, path: str) -> None:
    """Count a page that was shown, for whoever answered in Django's place. `headers` are those of WSGI."""
    if _is_reader(headers) and (named := _named_by_path(path)):
        counting.note_view(*named)


def _is_reader(headers: dict) -> bool:
    """Whether a person opened this: no member of the staff, no robot, nothing a browser fetches just in case."""
    browser = headers.get("HTTP_USER_AGENT", "")
    return (
        bool(browser)
        and headers.get("HTTP_SEC_FETCH_MODE") in OPENED
        and "HTTP_SEC_PURPOSE" not in headers
        and headers.get("HTTP_PURPOSE") != "prefetch"
        and settings.SESSION_COOKIE_NAME not in headers.get("HTTP_COOKIE", "")
        and "Headless" not in browser  # a browser that a program drives
        and not is_robot(browser)
    )


def _named(request: HttpRequest) -> tuple[str, str] | None:
    """The page: as it was resolved for its view, or from its path where a cache answered before."""
    match = request.resolver_match
    return named_by(match) if match else _named_by_path(request.path_info)


@lru_cache(maxsize=ADDRESSES_KEPT)
def _named_by_path(path: str) -> tuple[str, str] | None:
    """Only paths that were answered come here, so nobody can push the others out with nonsense for long."""
    prefix = f"/{ENGLISH}"
    plain = path[len(prefix) :] if path.startswith(f"{prefix}/") else path
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return named_by(resolve(plain))
        except Resolver404:
            return None
