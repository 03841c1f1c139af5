"""No log holds a code that opens somebody's question."""

import copy
import logging
from logging.config import DictConfigurator

import pytest

from portal.settings import LOGGING

CODE = "7F3K-9Q2M-7F3K-9Q2X"


def filter_named(name):
    """As the settings say it; what configures it takes the description apart."""
    described = copy.deepcopy(LOGGING)
    return DictConfigurator(described).configure_filter(described["filters"][name])


@pytest.mark.parametrize("logger", ["django.request", "django.server", "django.security.csrf"])
@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("Method Not Allowed (%s): %s", ("GET", f"/tanya/{CODE}/kontak/")),
        ("%s: %s", ("Not Found", f"/en/tanya/{CODE}/x/")),
        ('"%s" %s %s', (f"GET /tanya/{CODE} HTTP/1.1", "301", "0")),
        (f"Internal Server Error: /tanya/{CODE}/", ()),
        (f"GET /tanya/kode/{CODE} 404", ()),
        ("%s: %s", ("Not Found", f"/tanya/kode saya/ {CODE}")),
    ],
)
def test_code_is_left_out(logger, message, args):
    record = logging.LogRecord(logger, logging.WARNING, "", 0, message, args, None)
    for name in LOGGING["loggers"][logger]["filters"]:
        assert filter_named(name).filter(record)
    assert CODE not in record.getMessage()
    assert "/tanya/…" in record.getMessage()


def test_other_messages_stay():
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", "/x/"), None)
    assert filter_named("codes-left-out").filter(record)
    assert record.getMessage() == "Not Found: /x/"
