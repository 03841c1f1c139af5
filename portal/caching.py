"""How long others may keep an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers

from portal.compression import WORDS

OPENS = ("access-control-", "cross-origin-resource-policy")
"""Beginnings of headers by which a browser lets another site's script see an answer, 304 as well."""


def ask_again(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an answer that says nothing about its age is asked for again on every visit (304 if unchanged).

    Without it a browser may take a "410 Gone" as final (RFC 9111, 4.2.2) and go on showing it after the service is back.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


class ConditionalGet(ConditionalGetMiddleware):
    """Middleware: 304 for whoever has the page. It says who may read the page, and by what it differs, as the page does.

    RFC 9110, 15.4.5, asks for `Vary`; without CORS a script of another site is refused an answer that was its own.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, or that nothing has changed."""
        answer = super().process_response(request, response)
        if answer is response or not isinstance(answer, HttpResponseNotModified):
            return answer
        for name, value in response.headers.items():
            if name.lower().startswith(OPENS):
                answer.headers[name] = value
        if response.headers.get("Content-Type", "").startswith(WORDS) and not response.cookies:
            patch_vary_headers(answer, ("Accept-Encoding",))  # as `compress_public_pages` would have
        return answer
