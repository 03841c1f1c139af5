"""The edge of the application: what comes in is numbered, timed, counted, and gets one line of log.

The line holds no address, no name, no query and no code: method, route, status, milliseconds, bytes. What staff did,
and who, is in the audit log. Answers of the page cache never come here: nginx logs them (docs/operate.md).
"""

import logging
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.log_privacy import without_people
from portal.operating import request_id, worker_numbers

PROBES = {"/healthz", "/readyz", "/metrics"}
"""Asked every few seconds by machines, by whatever name they know this one; they are not logged."""
REHEARSAL = "portal.rehearsal"
"""In the environment of a request that nobody made (`portal.rehearsal`): it is neither counted nor logged."""
STATIC = "static/"
LONGEST_PATH = 120

log = logging.getLogger("portal.requests")


def watch(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, outermost."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
            return get_response(request)
        begun = time.perf_counter()
        number = request_id.begin(request)
        response = get_response(request)
        _note(request, response, time.perf_counter() - begun)
        if "public" not in response.get(
            "Cache-Control", ""
        ):  # nobody else is given a number with a kept page
            response.headers[request_id.HEADER] = number
        request_id.end()
        return response

    return middleware


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    is_logged = log.isEnabledFor(logging.INFO) and not settings.DEBUG
    if (not is_logged and not settings.METRICS_TOKEN) or REHEARSAL in request.META:
        return
    route = _route(request)
    worker_numbers.note_request(route, response.status_code, seconds)
    if not is_logged or (route == STATIC and response.status_code < 400):
        return
    fields = {
        "method": request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS"} else "OTHER",
        "route": route or _path(request),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": 0 if response.streaming else len(response.content),
    }
    log.info("%(method)s %(route)s %(status)s %(ms)sms %(bytes)sB", fields, extra=fields)


def _route(request: HttpRequest) -> str:
    """The pattern of the address, which names no entry; an empty text where there is none."""
    if request.resolver_match:
        return request.resolver_match.route or "/"
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else ""


def _path(request: HttpRequest) -> str:
    """An address that leads nowhere, as somebody typed it: without numbers of people and without odd signs."""
    path = without_people(request.path_info[:LONGEST_PATH])
    return "".join(sign if sign.isprintable() else "?" for sign in path)
