"""Mail addresses in a text, also where people write "at" and "titik" so that no machine finds them."""

import re

from services.written_digits import Plain

_AT = re.compile(
    r"['\"]?\s{0,2}(?:[\[({<]?\s?@{1,3}\s?[\])}>]?|%40|[\[({<]\s?(?:at|et)\s?[\])}>])\s{0,2}"
    r"|(?P<said>\s{1,2}(?:at|et|ad)\s{1,2}|[_\-](?:at|et)[_\-]|\s?[\[({<]\s?a\s?[\])}>]\s?)",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<![^\W_])(?:[\w.+\-] ){2,40}@(?: [\w.\-]){3,40}(?![^\W_])")
"""b u d i @ g m a i l . c o m"""
_DOT = r"(?:\s?\.\s?|\s?,(?=com\b|co\b|id\b|net\b)|\s?[\[({<]\s?(?:dot|titik)\s?[\])}>]\s?|\s(?:dot|titik)\s)"
_PLAIN_DOMAIN = re.compile(rf"[\w-]{{1,63}}+(?:\.[\w-]{{1,63}}+|{_DOT}[a-z]{{2,24}}+)+", re.IGNORECASE)
_ENDINGS = "com|net|org|id|co|go|ac|sch|or|my|web|desa|info|me|gov|edu|io|biz|us|uk|sg|jp|au"
_SAID_DOMAIN = re.compile(
    rf"(?<![^\W_])(?<!\.)[\w-]{{1,63}}+(?:{_DOT}[\w-]{{1,63}}+){{0,5}}?(?:{_DOT}(?:{_ENDINGS})\b)+",
    re.IGNORECASE,
)
_ENDING = r"(?:[\s.,]{1,2}|[\s_\-](?:dot|titik)[\s_\-])(?:com|co|id)\b"
_PROVIDER = re.compile(
    rf"(?:gmail|gmil|yahoo|ymail|hotmail|rocketmail|protonmail)(?![^\W_])(?:{_ENDING})*"
    rf"|(?:outlook|icloud|live|proton)(?![^\W_])(?:{_ENDING})+",
    re.IGNORECASE,
)
"""The second ones are words too: with an ending only."""
_RUN = r"[\w.+\-]++"
_LOCAL = re.compile(
    rf"(?<![\w.+\-])(?:{_RUN}(?:(?=[\s\[({{<])\s?[\[({{<]?\s?(?:dot|titik)\b\s?[\])}}>]?\s?"
    rf"|(?:(?<=[.+\-]dot)|(?<=[.+\-]titik))(?=[\s\])}}>])\s?[\])}}>]?\s?)){{0,16}}+{_RUN}\Z",
    re.IGNORECASE,
)
"""A "dot" that stands between other signs of a name is a part of it; one beside a blank or a bracket joins two parts.

There must be one way only to read each: with more, a row of ".dot" takes twice the time for each of them.
"""
LONGEST_LOCAL = 64
"""Letters before the @: RFC 5321, 4.5.3.1.1."""


def mail_addresses(plain: Plain) -> list[tuple[int, int]]:
    """Where mail addresses stand in the original text, in order."""
    spaced = [each.span() for each in _SPACED.finditer(plain.text)]
    found, after = [plain.span(*each) for each in spaced], 0
    text = plain.blanked(spaced, "\ue002").text
    for at in _AT.finditer(text):
        if at.start() <= after:
            continue
        end = _domain_end(text, at)
        first = at.start()
        if first > after and text[first - 1] == " ":
            first -= 1  # this blank was read as a part of a word "at" before
        start = _local_start(text, first, after) if end else first
        if start < first:
            found.append(plain.span(start, end))
            after = end
    return sorted(found)


def _domain_end(text: str, at: re.Match[str]) -> int:
    """Where the domain after an @ ends; 0 if there is none."""
    patterns = (_SAID_DOMAIN, _PROVIDER) if at["said"] else (_PLAIN_DOMAIN, _PROVIDER)
    end = max((each.end() for pattern in patterns if (each := pattern.match(text, at.end()))), default=0)
    return end if any(each.isalpha() for each in text[at.end() : end]) else 0  # "3 lembar @ 2.500"


def _local_start(text: str, end: int, after: int) -> int:
    """Where the part before an @ begins; `end` if nothing stands there."""
    first = max(after, end - LONGEST_LOCAL)
    while first > after and (text[first - 1].isalnum() or text[first - 1] in "._+-"):
        first -= 1  # nobody's name is so long, but the rest of it must not stay either
    found = _LOCAL.search(text[first:end])
    return first + found.start() if found else end
