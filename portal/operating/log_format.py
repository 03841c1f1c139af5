"""How a line of log looks: text for people, JSON for machines. Neither holds what people wrote, nor who they are.

A traceback shows lines of code and never values of variables; messages of exceptions can quote what was sent, so they are
masked like the texts of residents.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from portal.log_privacy import without_people
from portal.operating import request_id

FIELDS = ("method", "route", "status", "ms", "bytes")
"""What a request's record carries besides its message."""


class TextLines(logging.Formatter):
    """`2026-11-22T09:15:00.123Z INFO portal.requests GET layanan/<slug:slug>/ 200 12ms 34567B [3f…]`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and a traceback below it where something failed."""
        number = request_id.current()
        head = f"{_moment(record)} {record.levelname} {record.name} {_message(record)}"
        head += f" [{number}]" if number else ""
        trace = self._trace(record)
        return f"{head}\n{trace}" if trace else head

    def _trace(self, record: logging.LogRecord) -> str:
        return without_people(self.formatException(record.exc_info)) if record.exc_info else ""


class JsonLines(TextLines):
    """One JSON object a line: time, level, logger, message, request_id, the fields of a request, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """A single line, whatever the message holds."""
        said: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if number := request_id.current():
            said["request_id"] = number
        said |= {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        if trace := self._trace(record):
            said["traceback"] = trace
        return json.dumps(said, ensure_ascii=False, default=str)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def _message(record: logging.LogRecord) -> str:
    """In one line, so that nobody can write a second line into the log. Our own request lines hold nothing to mask."""
    message = record.getMessage()
    if hasattr(record, "route"):
        return message
    message = without_people(message)
    if message.isprintable():
        return message
    # Not only \n begins a line somewhere, and a terminal obeys what begins with ESC.
    return "".join(sign if sign.isprintable() else " " for sign in message)
