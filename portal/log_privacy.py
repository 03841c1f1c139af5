"""Keeps what lets people in out of logs: who reads one must not be able to read an answer or take up an invitation."""

import logging
import re

from services.masking import mask

_BEFORE = r"(/(?:tanya|undangan|pratinjau|studio/+kalender/+langganan)/+)"
"""What stands in an address before the code or token that is all one needs to know to get in."""
_LETS_IN = re.compile(_BEFORE + r"[^\s\"'?#]+", re.IGNORECASE)
"""To the end of the address: people put the code behind a word of their own, too, and in parts."""
_ONE_PATH = re.compile(_BEFORE + r".+", re.IGNORECASE | re.DOTALL)
"""A path on its own, which is decoded: there may be spaces in the code."""

_ROW_QUOTED = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
"""PostgreSQL quotes the row that it refused."""


def without_people(text: str) -> str:
    """A text for a log: without private codes, numbers and addresses of people, and rows that a database quotes."""
    return mask(_ROW_QUOTED.sub(r"\1: …", _without_codes(text)))


class CodesLeftOut(logging.Filter):
    """Lets every record pass, with "…" for the codes and tokens in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the message and what is filled into it; always true."""
        record.msg = _shortened(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_shortened(each) for each in record.args)
        return True


def _shortened(part: object) -> object:
    return _without_codes(part) if isinstance(part, str) else part


def _without_codes(text: str) -> str:
    hidden = _ONE_PATH if text.startswith("/") else _LETS_IN
    return hidden.sub(r"\1…", text)
