"""One page of each kind, made before workers are forked.

Python counts references beside each thing, so a worker gets a copy of its own of the memory around all that it uses, and
what the first page of a kind prepares (templates, SQL, patterns of addresses, words of the search) each would prepare for
itself. What was used once before the fork is shared, and changes less.
"""

import io
import logging
import sys
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import Error
from django.urls import NoReverseMatch

from portal.operating.requests import REHEARSAL
from portal.sitemaps import SECTIONS, Place

SEARCHES = ["/cari/?q=ktp+hilang", "/cari/?q=kartu+kelurga", "/layanan/?q=kk"]
OTHERS = ["/layanan/?halaman=2", "/layanan/?gratis=ya", "/periksa/", "/tidak-ada/", "/api/v1/services/"]
MOST_ENTRIES = 200
"""Pages among which one of each kind is looked for."""

log = logging.getLogger(__name__)


def rehearse(application: Any) -> int:
    """Make them; returns how many. It counts nothing and logs nothing. Whatever keeps it from that keeps no server from
    its start: there may be no database, or other addresses than the portal's.
    """
    try:
        paths = [*_one_of_each(), *SEARCHES, *OTHERS]
    except (Error, NoReverseMatch) as error:
        log.info("no page was made before the start: %s", type(error).__name__)
        return 0
    logging.disable()  # a page that fails now is told of when somebody asks for it
    try:
        for path in paths:
            if _ask(application, path) >= 500:
                break
    finally:
        logging.disable(logging.NOTSET)
    return len(paths)


def _one_of_each() -> list[str]:
    places: dict[str, Place] = {}
    for section in SECTIONS.values():
        for place in section.places(0, MOST_ENTRIES):
            places.setdefault(place.name, place)
    return [path for place in places.values() for path in place.paths().values()]


def _ask(application: Any, address: str) -> int:
    """The status of an answer. HEAD: the page is made, but nobody has read it, or looked for something."""
    path, _, query = address.partition("?")
    scheme, _, host = settings.SITE_URL.partition("://")
    environ = {
        "REQUEST_METHOD": "HEAD", "SCRIPT_NAME": "", "PATH_INFO": quote(path), "QUERY_STRING": query,
        "SERVER_NAME": host, "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "", "HTTP_HOST": host,
        "wsgi.version": (1, 0), "wsgi.url_scheme": scheme, "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False, REHEARSAL: True,
    }  # fmt: skip
    said: list[int] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        said.append(int(status[:3]))

    answer = application(environ, start)
    b"".join(answer)
    answer.close()
    return said[-1]
