"""Text into tokens and stems. Only `[a-z0-9]` ever leaves this module, so nothing typed can speak to the database."""

import re
import unicodedata
from functools import lru_cache

from services.search.stemming import stem

VERSION = 2
"""Raise it when the same text would give other stems: the index is then built again after `migrate`."""

LONGEST_TOKEN = 40
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_APOSTROPHES = re.compile(r"(?<=[a-z])['’`ʼ](?=[a-z])")
_CODE = re.compile(r"\b([a-z]{1,2})[-. ]{0,2}(\d{1,2})[.,-](\d{1,3})\b")
_DOUBLED = re.compile(r"\b([a-z]{3,})2\b")
_TOKEN = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Small letters without accents; other scripts stay what they are."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(
        each for each in unicodedata.normalize("NFKD", decomposed) if not unicodedata.combining(each)
    )


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in order: `[a-z0-9]+`, each at most 40 letters.

    A form's code is one token however it is written ("F-1.02", "f 1.02" → "f102"), "anak2" is "anak", and a single
    letter says nothing ("e-KTP" → "ktp").
    """
    folded = _APOSTROPHES.sub("", fold(text))
    folded = _DOUBLED.sub(r"\1", _CODE.sub(r"\1\2\3", folded))
    found = (each[:LONGEST_TOKEN] for each in _TOKEN.findall(folded))
    return [each for each in found if len(each) > 1 or each.isdigit()]


def stems(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [stem(token) for token in tokens(text)]


@lru_cache(maxsize=20_000)
def stem_of_word(word: str) -> str:
    """The stem of one written word, or "" for what is none. For marking, which sees the same words over and over."""
    found = tokens(word)
    return stem(found[0]) if len(found) == 1 else ""
