"""Stems of Indonesian words as people write them, and of the few English ones that residents use.

Affixes are stripped only where a known root is left (`roots.txt`, chosen by us for offices and everyday life): that
keeps apart what a purely mechanical stemmer confuses ("kependudukan" → penduduk, not duduk; "sekolah" stays), and
makes the affixes of the street safe ("ngurus", "bikinin", "kececer", "bener"). Words without a known root get their
Snowball stem.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import snowballstemmer

_LISTED = Path(__file__).with_name("roots.txt").read_text(encoding="utf-8").splitlines()
_ROWS = [line.split() for line in _LISTED if line and not line.startswith("#")]
ROOTS = frozenset(word for row in _ROWS if "=" not in row for word in row)
"""Words from which nothing more is stripped."""
VARIANTS = {word: row[0] for row in _ROWS if "=" in row for word in row[2:]}
"""Irregular forms and old spellings, by word: `akta = akte` in the file."""

_ENDINGS = ("lah", "kah", "pun", "nya", "ku", "mu", "kan", "an", "in", "i", "s", "es", "ed", "ing")
_DOUBLE_ENDINGS = (
    ("nya", "an"), ("nya", "kan"), ("nya", "in"), ("lah", "kan"), ("nya", "i"), ("ku", "an"), ("mu", "an"),
)  # fmt: skip
_PREFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("di", ("",)), ("ter", ("", "r")), ("ke", ("",)), ("ber", ("", "r")), ("be", ("",)), ("se", ("",)),
    ("menge", ("",)), ("meng", ("", "k")), ("meny", ("s",)), ("mem", ("", "p")), ("men", ("", "t")), ("me", ("",)),
    ("penge", ("",)), ("peng", ("", "k")), ("peny", ("s",)), ("pem", ("", "p")), ("pen", ("", "t")), ("per", ("", "r")),
    ("pel", ("",)), ("pe", ("",)), ("memper", ("",)), ("diper", ("",)), ("teper", ("",)), ("keber", ("",)),
    ("keter", ("",)), ("memberi", ("",)), ("ku", ("",)), ("kau", ("",)),
    ("nge", ("",)), ("ng", ("", "k")), ("ny", ("s", "c")), ("n", ("t",)), ("m", ("p",)), ("re", ("",)),
)  # fmt: skip
_SHORTEST_ROOT = 3
_SURE_ENDINGS = ("nya", "ku", "mu", "kan", "an", "in", "s")
_SPOKEN_PREFIXES = ("n", "m", "ng", "ny", "re")
_SNOWBALL = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=50_000)
def stem(token: str) -> str:
    """The stem of a token of `[a-z0-9]+`; a token with a digit is its own."""
    if not token.isalpha():
        return token
    if token in VARIANTS:
        return VARIANTS[token]
    if token in ROOTS:
        return token
    bases = list(_bases(token))
    for each in bases:
        if each in VARIANTS:
            return VARIANTS[each]
        if each in ROOTS:
            return each
    for each in (
        variant for base in (token, *bases) if len(base) > _SHORTEST_ROOT for variant in _spoken(base)
    ):
        if each in ROOTS:
            return each
        if len(each) > _SHORTEST_ROOT + 1 and each in VARIANTS:
            return VARIANTS[each]
    return _SNOWBALL.stemWord(token) if len(token) > _SHORTEST_ROOT + 1 else token


def _bases(token: str) -> Iterator[str]:
    """What is left without endings and prefixes, the least stripped first."""
    shortened = list(_without_endings(token))
    yield from shortened[1:]
    for each in shortened:
        for prefix, replacements in _PREFIXES:
            if each.startswith(prefix):
                rest = each[len(prefix) :]
                least = _SHORTEST_ROOT + (prefix in _SPOKEN_PREFIXES)
                yield from (put + rest for put in replacements if len(put + rest) >= least)


def _without_endings(token: str) -> Iterator[str]:
    yield token
    for ending in _ENDINGS:
        least = _SHORTEST_ROOT + (ending not in _SURE_ENDINGS)
        if token.endswith(ending) and len(token) - len(ending) >= least:
            yield token[: -len(ending)]
    for last, first in _DOUBLE_ENDINGS:
        if token.endswith(first + last) and len(token) - len(first + last) >= _SHORTEST_ROOT:
            yield token[: -len(first + last)]
    if token.endswith("ies"):
        yield token[:-3] + "y"


def _spoken(base: str) -> Iterator[str]:
    """The written word behind the spoken one: "bener" benar, "ilang" hilang, "sampe" sampai, "kalo" kalau."""
    if "e" in base[-3:-1]:
        place = base.rindex("e", 0, len(base) - 1)
        yield f"{base[:place]}a{base[place + 1 :]}"
    if base[0] in "aiueo":
        yield f"h{base}"
    else:
        yield f"s{base}"
    if base.endswith("e"):
        yield f"{base[:-1]}ai"
    elif base.endswith("o"):
        yield f"{base[:-1]}au"
