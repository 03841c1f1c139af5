"""No regular expression of ours can be made to take for ever: each is found in the modules, and tried."""

import importlib
import pkgutil
import re
import time

import pytest

from faq.inbox.grouping import stems_of
from services.filters import typed_line, words_of
from services.masking import mask
from services.search.finding import find

APPS = ("services", "faq", "cards", "portal")
LENGTH = 2_000
PIECES = [
    "a", "1", " ", "-", ".", "@", "<", "=", "'", '"', "/", "\n", "\t", "0.", "1 ", "a-", "a@", "a.a", "<p>",
    "&nbsp;", "é", "1.1.", "/k/", "nol ", "satu dua ", "62 ", "+62", "a b ", "\u00a0", "[", "(", "\\", ",", ";",
    ":", "x=y ", "<br>", "http://", "at ", "titik ",
]  # fmt: skip
SLOWEST = 1.0
"""Seconds for one search in 2,000 letters: what grows with more than the square of the length is far beyond it."""
BOUNDED = {"services.written_mail._LOCAL": 64}
"""Those that only ever see so many letters."""


def patterns():
    """Every compiled expression that a module of ours keeps: (where, pattern)."""
    for app in APPS:
        package = importlib.import_module(app)
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if (
                ".migrations" in found.name
                or ".management" in found.name
                or found.name.endswith((".wsgi", ".settings"))
            ):
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    yield f"{found.name}.{name}", value


def test_every_expression_ends_soon():
    known, slow = dict(patterns()), []
    for where, pattern in known.items():
        for piece in PIECES:
            for tail in ("", "\x01"):
                text = (piece * LENGTH)[: BOUNDED.get(where, LENGTH)] + tail
                said = text.encode() if isinstance(pattern.pattern, bytes) else text
                begun = time.process_time()
                pattern.search(said)
                pattern.match(said)
                if (taken := time.process_time() - begun) > SLOWEST:
                    slow.append((where, piece, round(taken, 1)))
                    break
    assert slow == []
    assert len(known) >= 60


@pytest.mark.parametrize("work", [mask, typed_line, words_of, stems_of], ids=lambda work: work.__name__)
def test_reading_what_people_type_ends_soon(db, work):
    for piece in PIECES:
        begun = time.process_time()
        work((piece * 20_000)[:20_000])
        assert time.process_time() - begun < 2, piece


def test_search_ends_soon(demo):
    for piece in ["ktp ", "a", "kk-", "'", '"', "NEAR(", "* ", ":", "OR ", "aktaa ", "ktpp kkk "]:
        begun = time.process_time()
        find((piece * 500)[:2000])
        assert time.process_time() - begun < 2, piece
