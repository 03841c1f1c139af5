"""Pages are sent compressed: on a slow line, a fifth of the bytes is a fifth of the wait."""

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from isal import isal_zlib

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

LEAST = 200
"""Bytes below which compression saves nothing."""
MOST_PADDING = 100
_EFFORT = 3  # of ISA-L's 0 to 3: a tenth more bytes than zlib's usual 6, in an eighth of its time
_GZIP = 16 + 15  # as zlib counts: the format, and a window of 32 kB
_HEAD, _FLAGS, _HAS_NAME = 10, 3, 8  # RFC 1952, 2.3
_TAKES_GZIP = re.compile(r"\bgzip\b")


def compress_public_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: gzip for readers who are nobody in particular, of pages that are made for one answer.

    A compressed page tells, by its length, whether what was asked is also what stands in it (BREACH). Public pages
    hold nothing secret, so they may; pages for someone who is signed in, and answers that set a cookie, stay as they are.
    Django masks its form tokens, and what is compressed is padded besides. Static files have their own, better
    compression, and so have kept pages (`portal.page_cache.pages`).
    """
    streams = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies)
        if is_personal or not response.get("Content-Type", "").startswith(WORDS):
            return response
        if response.streaming:
            return streams.process_response(request, response)
        if len(response.content) >= LEAST and "Content-Encoding" not in response:
            _compress(request, response)
        return response

    return middleware


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    patch_vary_headers(response, ("Accept-Encoding",))
    if not _TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        return
    packed = gzipped(response.content)
    if len(packed) >= len(response.content):
        return
    response.content = packed
    response.headers["Content-Length"] = str(len(packed))
    response.headers["Content-Encoding"] = "gzip"
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):  # RFC 9110, 8.8.1: other bytes, the same page
        response.headers["ETag"] = f"W/{etag}"


def gzipped(text: bytes) -> bytes:
    """The text as gzip, with a file's name of a random length in its head, so that its own length tells less."""
    packed = isal_zlib.compress(text, _EFFORT, _GZIP)
    head = bytearray(packed[:_HEAD])
    head[_FLAGS] |= _HAS_NAME
    return bytes(head) + b"a" * secrets.randbelow(MOST_PADDING) + b"\0" + packed[_HEAD:]
