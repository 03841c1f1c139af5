"""What is said while the database does not answer: come back in a moment, instead of an unexplained fault."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from portal.language import language_of

GONE = (OperationalError, InterfaceError)
RETRY_AFTER = 30
"""Seconds; a restart of a database takes less."""


def is_outage(error: BaseException | None) -> bool:
    """Whether the database was gone, busy for too long, or its disk full: it is no fault in the program."""
    return isinstance(error, GONE)


def failed(request: HttpRequest) -> HttpResponse:
    """503 where the database was gone, else 500: pages without database or context, in the language of the address."""
    error = sys.exc_info()[1]
    with translation.override(language_of(request.path_info)):
        if not is_outage(error):
            return render(None, "500.html", status=500)
        response = render(None, "503.html", status=503)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    for name, value in headers.items():
        response.headers[name] = value
    return response


class InShort(logging.Filter):
    """One line and no traceback for each request that met an outage: there are many of them, and all alike."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record; always true."""
        if record.exc_info and is_outage(record.exc_info[1]):
            record.msg, record.args = f"Database does not answer: {record.exc_info[1]}", ()
            record.exc_info, record.exc_text = None, None
        return True
