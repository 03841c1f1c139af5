"""Pages are sent compressed: on a slow line, a fifth of the bytes is a fifth of the wait."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

WORDS = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/problem+json",
    "application/manifest+json",
    "application/atom+xml",
    "application/xml",
    "image/svg",
)
"""Content types that get smaller; pictures, PDF and ZIP are compressed already."""


def compress_public_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: gzip for readers who are nobody in particular.

    A compressed page tells, by its length, whether what was asked is also what stands in it (BREACH). Public pages
    hold nothing secret, so they may; pages for someone who is signed in, and answers that set a cookie, stay as they are.
    Django masks its form tokens and pads what it compresses besides. Static files have their own, better compression.
    """
    gzip = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies)
        if is_personal or not response.get("Content-Type", "").startswith(WORDS):
            return response
        return gzip.process_response(request, response)

    return middleware
