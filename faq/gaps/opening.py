"""How we know that somebody opened what they searched for: without a cookie, an address, or a detour.

With JavaScript the search page tells us when a result is opened. Without it the result's page is asked for with our
search page as its Referer; the script takes the words off that Referer, so nothing is counted twice.
"""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from faq import asked
from faq.gaps.readers import counts, is_reader
from services.same_origin import came_from, is_same_origin
from services.visitors import is_too_often

MOST_AN_HOUR = 300
"""Results opened from one address that are counted; a whole village may share one."""
RESULTS = frozenset({"service", "question", "document", "life-event", "office"})
"""Names of the pages that a search finds."""
READ = (200, 304)


@csrf_exempt
@require_POST
def search_opened(request: HttpRequest) -> HttpResponse:
    """What the script tells: a result of the words `q` was opened, `saran` if straight from the suggestions."""
    if not is_same_origin(request):
        return HttpResponse(status=403)
    if is_reader(request) and not is_too_often(request, "search-opened", MOST_AN_HOUR):
        asked.note_opened(request.POST.get("q", ""), straight=bool(request.POST.get("saran")))
    return HttpResponse(status=204)


def count_opened(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a result's page that was asked for from our search page was opened."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "GET" and response.status_code in READ and "HTTP_REFERER" in request.META:
            count(request)
        return response

    return middleware


def count(request: HttpRequest) -> None:
    """Note a page that was shown, if it is a result that was opened from our search page."""
    match = request.resolver_match
    if match is None or match.url_name not in RESULTS:
        return
    if (query := _searched(request)) and is_reader(request):
        asked.note_opened(query)


def _searched(request: HttpRequest) -> str:
    """The words of our search page that led here, or ""."""
    page = came_from(request)
    if page is None or page.path not in _search_pages():
        return ""
    return parse_qs(page.query).get("q", [""])[0]


@cache
def _search_pages() -> frozenset[str]:
    """The search page in every language."""
    pages = []
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            pages.append(reverse("search"))
    return frozenset(pages)


def on_nothing_found(sender: Any, request: HttpRequest, query: str, **kwargs: Any) -> None:
    """A list has nothing for these words; see `services.search.missed`."""
    if request.method == "GET" and counts(request, query):
        asked.note_missed_in_list(query)
