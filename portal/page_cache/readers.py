"""Whoever is given a page from the cache reads it all the same, and is counted as if Django had answered."""

import time

from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished
from django.urls import resolve
from django.utils import translation

from faq.feedback import seen
from faq.gaps import opening
from portal.language import language_of
from portal.page_cache.asking import Asked, Environ

REST = 5.0
"""Seconds between two rounds of what is done after answers: counts that wait are written then."""
_rested = time.monotonic()


def count(asked: Asked) -> None:
    """Note that a page was read, and whether it was opened from our search."""
    seen.note(asked.environ, asked.path)
    if "/cari/" in asked.environ.get("HTTP_REFERER", ""):
        opening.count(_request(asked.environ))


def _request(environ: Environ) -> WSGIRequest:
    """The request as a middleware sees it after its view."""
    request = WSGIRequest(environ)
    with translation.override(language_of(request.path_info)):
        request.resolver_match = resolve(request.path_info)
    return request


class Body:
    """A body after which Django's work between requests is done: counts are written, old connections closed."""

    def __init__(self, body: bytes) -> None:
        self._parts = iter([body])

    def __iter__(self) -> "Body":
        return self

    def __next__(self) -> bytes:
        return next(self._parts)

    def close(self) -> None:
        """The server calls it when the answer was sent."""
        request_finished.send(sender=type(self))


def is_work_due() -> bool:
    """Whether to send the next answer with a `Body`: now and then, for it takes longer than the answer."""
    global _rested
    if time.monotonic() - _rested < REST:
        return False
    _rested = time.monotonic()
    return True
