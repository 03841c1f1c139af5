"""Keeps what lets people in out of logs: whoever reads one must not be able to read an answer or take up an invitation."""

import logging
import re

from services.masking import mask

_LETS_IN = re.compile(
    r"(/(?:tanya|undangan|pratinjau|studio/+kalender/+langganan)/+)[^/\s\"'?#]+", re.IGNORECASE
)
"""Addresses whose next part is all one needs to know to get in."""

_ROW_QUOTED = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
"""PostgreSQL quotes the row that it refused."""


def without_people(text: str) -> str:
    """A text for a log: without private codes, numbers and addresses of people, and rows that a database quotes."""
    return mask(_ROW_QUOTED.sub(r"\1: …", _LETS_IN.sub(r"\1…", text)))


class CodesLeftOut(logging.Filter):
    """Lets every record pass, with "…" for the codes and tokens in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the message and what is filled into it; always true."""
        record.msg = _shortened(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_shortened(each) for each in record.args)
        return True


def _shortened(part: object) -> object:
    return _LETS_IN.sub(r"\1…", part) if isinstance(part, str) else part
