"""Keeps the private codes of questions out of logs: whoever reads a log must not be able to read an answer."""

import logging
import re

_BELOW_ASKING = re.compile(r"(/tanya/+)[^/\s\"'?#]+", re.IGNORECASE)


class CodesLeftOut(logging.Filter):
    """Lets every record pass, with "…" for what stands behind /tanya/ in an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the message and what is filled into it; always true."""
        record.msg = _shortened(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_shortened(each) for each in record.args)
        return True


def _shortened(part: object) -> object:
    return _BELOW_ASKING.sub(r"\1…", part) if isinstance(part, str) else part
