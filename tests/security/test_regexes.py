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
PIECES = [
    "a", "1", " ", "-", ".", "@", "<", "=", "'", '"', "/", "\n", "\t", "0.", "1 ", "a-", "a@", "a.a", "<p>",
    "&nbsp;", "é", "1.1.", "/k/", "nol ", "satu dua ", "62 ", "+62", "a b ", "\u00a0", "[", "(", "\\", ",", ";",
    ":", "x=y ", "<br>", "http://", "at ", "titik ", ".dot", "a.dot ", "dot ", "1.1, ", "saat ", "08:00 ", "1000 ",
    "Rp1.000",
]  # fmt: skip
TAILS = ("\x01", "!@contoh.com")
"""What no expression goes on with, so that it has to try everything there is."""
SLOWEST, LONGEST = 0.05, 1
"""Seconds for one search in `LONG` letters, or in fewer. A slow machine may take up to `LONGEST`, if it does not take
much more than four times as long for four times as many letters (the square would be sixteen)."""
MUCH_MORE = 8
SHORT, LONG = 64, 20_000
"""What takes twice the time for each piece never ends: it is found in few letters."""
SUSPICIOUS = ((1_000, 0.000_12), (4_000, 0.002))
"""Letters, and the seconds in them from which more are tried: what grows with the square would take 50 ms in `LONG`."""


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
    known = dict(patterns())
    texts = [(piece, tail) for piece in PIECES for tail in TAILS]
    slow = [(where, *text) for where, pattern in known.items() for text in texts if is_slow(pattern, *text)]
    assert slow == []
    assert len(known) >= 100


def is_slow(pattern, piece, tail):
    if took(pattern, piece, tail, SHORT) > SLOWEST:
        return True
    if any(took(pattern, piece, tail, length) < seconds for length, seconds in SUSPICIOUS):
        return False
    # A machine that is busy with other things seems slow once, not three times.
    return all(grows_too_fast(pattern, piece, tail) for _ in range(3))


def grows_too_fast(pattern, piece, tail):
    long = took(pattern, piece, tail, LONG)
    return long > LONGEST or (long > SLOWEST and long > MUCH_MORE * took(pattern, piece, tail, LONG // 4))


def took(pattern, piece, tail, length):
    text = (piece * length)[:length] + tail
    said = text.encode() if isinstance(pattern.pattern, bytes) else text
    begun = time.process_time()
    pattern.search(said)
    return time.process_time() - begun


@pytest.mark.parametrize("work", [mask, typed_line, words_of, stems_of], ids=lambda work: work.__name__)
def test_reading_what_people_type_ends_soon(db, work):
    for piece in PIECES:
        begun = time.process_time()
        work((piece * LONG)[:LONG] + TAILS[1])
        assert time.process_time() - begun < 2, piece


def test_search_ends_soon(demo):
    for piece in ["ktp ", "a", "kk-", "'", '"', "NEAR(", "* ", ":", "OR ", "aktaa ", "ktpp kkk "]:
        begun = time.process_time()
        find((piece * 500)[:2000])
        assert time.process_time() - begun < 2, piece
