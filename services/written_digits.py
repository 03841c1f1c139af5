"""A text as if every digit in it had been written plainly, with the way back to what was written.

People write "O8l2", digits of other scripts, "nol delapan satu dua", "0812 lalu 3456", and put invisible signs between
them. `Plain` keeps for every sign of the plain text from where to where it stands in the original, so what is found in
the one can be replaced in the other. Every step takes time in proportion to the length of the text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

_WORDS = {
    "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "tujuh": "7", "delapan": "8", "lapan": "8", "sembilan": "9", "zero": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_WORD = rf"(?:{'|'.join(_WORDS)})"
LEAST_SPOKEN = 7
"""Digits in a row, words among them, that are read as one number: fewer are no telephone."""
_SIGN = r"[\s,.\-_/:;()+]"
_JOINER = (
    r"(?<![^\W\d_])(?:tanda\s)?(?:dst|dan|ya|lalu|terus|trus|kemudian|lanjut|sambung|spasi|strip|setrip|minus|garis|titik|koma|"
    r"space|dash|dot|then|and)(?![^\W\d_])"
)
_SPOKEN = re.compile(
    rf"(?:(?:{_WORD}|\d){_SIGN}{{0,3}}(?:{_JOINER}{_SIGN}{{0,3}})?){{{LEAST_SPOKEN},}}", re.IGNORECASE
)
_ONE_SPOKEN = re.compile(_WORD, re.IGNORECASE)
_BETWEEN = re.compile(
    rf"(?<=\d){_SIGN}{{0,3}}{_JOINER}{_SIGN}{{0,3}}(?=\d)|(?<=\d\d\d) ?[x×] ?(?=\d\d\d)", re.IGNORECASE
)
"""What is said between groups of digits; between long ones an x is no measure."""
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "i": "1"})
_MIXED = re.compile(r"(?<![^\W\d_])[\dOoIli]+(?![^\W\d_])")
_MARKUP = re.compile(r"<[^<>\s]{0,6}\s?/?>|&[a-z]{2,6};|%20", re.IGNORECASE)
"""Blanks and tags of pages and addresses that a text was copied from."""
_ODD = str.maketrans(dict.fromkeys("|\\*=#&'\"`^<>[]{}", "_"))
_PICTURE = re.compile("[^\\w\\s\x00-\x7f\ue000-\ue00f]")
_CRAMMED = re.compile(r"(?<=\d)[!?$%@](?=\d)")
"""What stands between groups of digits only where somebody plays: such signs, emoji, arrows; the last ones without a
blank, as they also end a sentence."""
_DASHES, _DOTS, _SLASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212~", "·•∙‧⋅●", "\u2044\u2215"
_SIGNS = {**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_DOTS, "."), **dict.fromkeys(_SLASHES, "/")}
_REPEATED = re.compile(r"([ \-_.*])\1+")
_PARAGRAPH = re.compile(r"\n ?\n[\n ]*")
_LINE_END = re.compile(r" ?\n ?")
BREAK = "\ue000"
"""Stands for an empty line: no number goes on beyond it."""


@dataclass
class Plain:
    """The plain text, and for each of its signs where it begins and ends in the original."""

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, written: str) -> Self:
        """Digits and signs of all scripts as ASCII ones, invisible signs left out. Letters stay."""
        text, places = [], []
        for place, sign in enumerate(written):
            plain = sign if "!" <= sign <= "~" and sign != "~" else _plain(sign)
            if plain:
                text.append(plain)
                places.append(place)
        return cls("".join(text), places, [place + 1 for place in places])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the plain text stands in the original."""
        return self.starts[start], self.ends[end - 1]

    def replaced(self, found: Iterable[re.Match[str]], sign: Callable[[re.Match[str]], str]) -> "Plain":
        """With one sign in place of each of these matches, which come in order."""
        text, starts, ends, at = [], [], [], 0
        for each in found:
            start, end = each.span()
            text += [self.text[at:start], sign(each)]
            starts += [*self.starts[at:start], self.starts[start]]
            ends += [*self.ends[at:start], self.ends[end - 1]]
            at = end
        text.append(self.text[at:])
        return Plain("".join(text), starts + self.starts[at:], ends + self.ends[at:])

    def blanked(self, spans: list[tuple[int, int]], sign: str) -> "Plain":
        """With other signs, as many, where these spans are."""
        text, at = [], 0
        for start, end in sorted(spans):
            text += [self.text[at:start], sign * (end - max(at, start))]
            at = max(at, end)
        return Plain("".join([*text, self.text[at:]]), self.starts, self.ends)

    def with_plain_numbers(self) -> "Plain":
        """Spoken digits, look-alikes, and what is said or repeated between groups, as one would write a number."""
        plain = self._each(_PARAGRAPH, BREAK)._each(_LINE_END, "\n")
        plain = plain._each(_MARKUP, " ")
        plain.text = _PICTURE.sub("_", plain.text.translate(_ODD))
        plain = plain.replaced(_REPEATED.finditer(plain.text), lambda found: found[1])
        plain = plain.replaced(_spoken(plain.text), lambda found: _WORDS[found[0].lower()])
        plain.text = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKES), plain.text)
        plain.text = _CRAMMED.sub("_", plain.text)
        return plain._each(_BETWEEN, " ")

    def _each(self, pattern: re.Pattern[str], sign: str) -> "Plain":
        return self.replaced(pattern.finditer(self.text), lambda found: sign)


def _spoken(text: str) -> Iterator[re.Match[str]]:
    """Every digit that is written as a word, where enough of them follow each other."""
    for run in _SPOKEN.finditer(text):
        yield from _ONE_SPOKEN.finditer(text, *run.span())


def _plain(sign: str) -> str:
    """One sign of any script as an ASCII one where there is such a one; "" for what cannot be seen."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign in "\n\r\t":
        return "\n" if sign == "\n" else " "
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Mn", "Me", "Cc"):
        return ""
    if kind.startswith("Z"):
        return "\n" if kind in ("Zl", "Zp") else " "
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    alike = unicodedata.normalize("NFKC", sign)
    return alike if len(alike) == 1 else sign
