"""A number for each request, so that a line of nginx's log, of ours, and a failure can be put together."""

import re
import secrets
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
_PROXY_SHAPE = re.compile(r"[0-9a-f]{32}")
"""What nginx makes of `$request_id`. Anything else a visitor may have written."""
_current: ContextVar[str] = ContextVar("request_id", default="")


def begin(request: HttpRequest) -> str:
    """The number of this request: the proxy's, where there is one and it looks like its own; else a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.PROXY_HOPS else ""
    number = given if _PROXY_SHAPE.fullmatch(given) else secrets.token_hex(16)
    _current.set(number)
    return number


def current() -> str:
    """The number of the request this thread works on, or an empty text."""
    return _current.get()


def end() -> None:
    """What this thread logs from now on belongs to no request."""
    _current.set("")
