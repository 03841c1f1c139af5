"""Who asks, where the page cache asks on behalf of everyone: its request names no visitor, so nothing would be counted.

Only to count: an answer never depends on it otherwise.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
PATH = "/api/"

_environ: ContextVar[Environ | None] = ContextVar("visitor_of_the_api", default=None)


@dataclass(frozen=True)
class Known:
    """A WSGI application that remembers, while it answers, who asked for an address of the API."""

    application: Application

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self.application(environ, start)
        token = _environ.set(environ)
        try:
            return self.application(environ, start)
        finally:
            _environ.reset(token)


def known(application: Application) -> Known:
    """The application, the page cache before it included, with its visitors known to `asking`."""
    return Known(application)


def asking() -> HttpRequest | None:
    """The visitor's own request, to be counted and for nothing else; None where nobody is known."""
    environ = _environ.get()
    if environ is None:
        return None
    request = HttpRequest()
    request.META = environ
    return request
