"""The page cache as a server has it: visits straight to the WSGI application, and changes that are committed."""

import gzip
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import brotli
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.test import TestCase

from portal.page_cache import asking, version
from portal.page_cache.layer import PageCache

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def text(self) -> str:
        """The body as a browser reads it."""
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
            self.headers.get("Content-Encoding", ""), bytes
        )
        return unpack(self.raw).decode()

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


class Site:
    """One process of a server. `renders` counts how often Django was asked."""

    def __init__(self, *, room: float = 4_000_000, django: Callable | None = None) -> None:
        asking.forget()
        version.ask_again()
        self.renders = 0
        self.django = django or get_wsgi_application()
        self.cache = PageCache(self._counted, room)

    def _counted(self, environ, start):
        self.renders += 1
        return self.django(environ, start)

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Visit an address; headers as WSGI names them."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "203.0.113.9",
            "HTTP_HOST": "testserver", "HTTP_USER_AGENT": FIREFOX, "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        } | headers  # fmt: skip
        said: list = []
        with connections_left_open():
            answer = self.cache(
                environ, lambda status, headers, exc_info=None: said.extend([status, headers])
            )
            body = b"".join(answer)
        return Answer(int(said[0][:3]), dict(said[1]), body)


@contextmanager
def connections_left_open() -> Iterator[None]:
    """As Django's test client does it: a request must not close the connection that the test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@contextmanager
def committed(*, here: bool = True) -> Iterator[None]:
    """What is written within it is committed at its end: what waits for that is called, if it happens in this process."""
    before = len(connection.run_on_commit)
    with TestCase.captureOnCommitCallbacks(execute=here), transaction.atomic():
        yield
    del connection.run_on_commit[before:]


def a_second_later() -> None:
    """As if the version had last been read more than a second ago."""
    version._known.read_at -= 1
