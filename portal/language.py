"""The language of a page stands in its address and nowhere else: `/en/…` is English, everything else Indonesian.

No cookie and no guess from the browser: an address shows everyone the same page, so it can be cached, sent to
others and printed on a card.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
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
class Versions:
    """A page in both languages, absolute and without its query, as `hreflang` wants it; and for the reader the other one.

    `other` is the code of the language that this page is not in, `name` that language's own name for itself, `address`
    the path there with the query.
    """

    indonesian: str
    english: str
    other: str
    name: str
    address: str


def versions(request: HttpRequest) -> Versions | None:
    """This page in both languages; None where it exists in one only."""
    paths = {code: _path_in(code, request) for code, _ in settings.LANGUAGES}
    if paths[INDONESIAN] == paths[ENGLISH]:
        return None
    other = INDONESIAN if language_of(request.path) == ENGLISH else ENGLISH
    query = request.META.get("QUERY_STRING", "")
    return Versions(
        indonesian=settings.SITE_URL + paths[INDONESIAN],
        english=settings.SITE_URL + paths[ENGLISH],
        other=other,
        name=dict(settings.LANGUAGES)[other],
        address=f"{paths[other]}?{query}" if query else paths[other],
    )


def _path_in(language: str, request: HttpRequest) -> str:
    """The address of this request's view in a language; "" where there is none."""
    match = request.resolver_match
    if match is None:
        return ""
    try:
        with translation.override(language):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:
        return ""
