"""What search engines and chats show under a page's title: whole sentences, as many as they show."""

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator

LONGEST = 160
"""Letters that search engines show; what is longer they cut themselves, often in the wrong place."""
SHORTEST = 70
"""Letters below which engines write something of their own instead."""
BREAKS = re.compile(r"<(?:/p|/li|/h\d|/t[dhr]|br)\b[^>]*>", re.IGNORECASE)
"""Where one line of rich text ends."""


def description(*sentences: str) -> str:
    """As many of the sentences as fit, in order; one is cut after a word only where there would be too little."""
    said = ""
    for sentence in sentences:
        more = f"{said} {' '.join(sentence.split())}".strip()
        if len(more) <= LONGEST:
            said = more
        elif len(said) < SHORTEST:
            return cut(more, LONGEST)
    return said


def cut(text: str, longest: int) -> str:
    """The text, at most this many letters, cut after a word."""
    if len(text) <= longest:
        return text
    return f"{Truncator(text).chars(longest - 1, truncate='').rpartition(' ')[0].rstrip(',;:.')}…"


def plain_text(html: str) -> str:
    """What rich text says, in one line: paragraphs do not run into each other."""
    return " ".join(unescape(strip_tags(BREAKS.sub(" ", html))).split())
