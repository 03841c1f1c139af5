"""Marks the words of a text that a query found, whatever form they are written in."""

import re
from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString

from services.language import IndonesianText
from services.search.analysis import stem_of_word

_WORD = re.compile(r"[^\W_]+")


class MarkedIndonesian(SafeString, IndonesianText):
    """Marked words that exist only in Indonesian."""

    __slots__ = ()


def mark(text: str, stems: Collection[str]) -> SafeString:
    """The text as HTML, its words with one of these stems in `<mark>`; everything else is escaped."""
    parts, done = [], 0
    for word in _WORD.finditer(text):
        if stem_of_word(word.group()) in stems:
            parts += [escape(text[done : word.start()]), f"<mark>{escape(word.group())}</mark>"]
            done = word.end()
    html = "".join([*parts, escape(text[done:])])
    return MarkedIndonesian(html) if isinstance(text, IndonesianText) else SafeString(html)
