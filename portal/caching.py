"""How long others may keep an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def ask_again(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an answer that says nothing about its age is asked for again on every visit (304 if unchanged).

    Without it a browser may take a "410 Gone" as final (RFC 9111, 4.2.2) and go on showing it after the service is back.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware
