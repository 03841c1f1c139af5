"""The language of a page stands in its address and nowhere else: `/en/…` is English, everything else Indonesian.

No cookie and no guess from the browser: an address shows everyone the same page, so it can be cached, sent to
others and printed on a card.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils import translation

from services.language import ENGLISH, INDONESIAN


def language_of(path: str) -> str:
    """The language of the page at this path."""
    return ENGLISH if path == f"/{ENGLISH}" or path.startswith(f"/{ENGLISH}/") else INDONESIAN


def language_from_path(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: make the page in the language of its address, and say so in a header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


@dataclass(frozen=True)
class Version:
    """A page in one language: its code, the language's own name, path with query, and whether it is this page."""

    code: str
    name: str
    address: str
    url: str
    is_current: bool


def versions(request: HttpRequest) -> list[Version]:
    """This page in both languages; an empty list where it exists in one only.

    `url` is absolute and without the query, as `hreflang` wants it; `address` keeps the query, for the reader.
    """
    current = language_of(request.path)
    paths = {code: translate_url(request.path, code) for code, _ in settings.LANGUAGES}
    if len(set(paths.values())) < len(paths):
        return []
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return [
        Version(code, name, paths[code] + query, settings.SITE_URL + paths[code], code == current)
        for code, name in settings.LANGUAGES
    ]
