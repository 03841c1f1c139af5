"""Mends typing slips: the nearest known word, by edits and by how people shorten words."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property

SHORTEST, LONG_WORD = 4, 7
_PREFIX = 9
"""Slips are looked for in the first letters of long words; what follows is compared as a whole."""
_SOUNDS = (
    ("dj", "j"), ("tj", "c"), ("oe", "u"), ("kh", "k"), ("sy", "s"), ("ph", "f"), ("v", "f"), ("z", "s"), ("q", "k"),
    ("x", "ks"),
)  # fmt: skip
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = {
    ("f", "p"),
    ("d", "t"),
    ("b", "p"),
    ("g", "k"),
    ("m", "n"),
    ("y", "i"),
    ("u", "w"),
    ("s", "c"),
    ("l", "r"),
}
_VOWELS = frozenset("aiueo")


ABBREVIATION = 3
_SPOKEN = {
    "be": "b", "ce": "c", "de": "d", "ef": "f", "ge": "g", "ha": "h", "i": "i", "je": "j", "ka": "k", "ke": "k",
    "el": "l", "em": "m", "en": "n", "pe": "p", "er": "r", "es": "s", "te": "t", "u": "u", "ve": "v", "we": "w", "a": "a",
}  # fmt: skip
"""Letters as they are spoken."""
_LETTER_SPOKEN = re.compile("|".join(sorted(_SPOKEN, key=len, reverse=True)))
_LETTERS_SPOKEN = re.compile(f"(?:{_LETTER_SPOKEN.pattern}){{3,5}}")


class Speller:
    """Known words, indexed so that a near one is found without looking at them all."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self.words = {word: count for word, count in words.items() if word.isalpha() and len(word) >= 3}
        self._near: dict[str, list[str]] = defaultdict(list)
        self._skeletons: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for key in _shortened(sounds(word)):
                self._near[key].append(word)
            self._skeletons[skeleton(word)].append(word)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    def nearest(self, word: str) -> str:
        """The known word that was most likely meant, or "" if none is near enough. It does not look at known words."""
        if len(word) < SHORTEST or not word.isalpha():
            return self._unshortened(word)
        spoken = sounds(word)
        near = {each for key in _shortened(spoken) for each in self._near.get(key, ())}
        allowed = 2.0 if len(word) >= LONG_WORD else 1.2 if len(word) > SHORTEST else 1.0
        rated = [(distance(spoken, sounds(each), allowed), each) for each in near]
        # What sounds alike must also look alike: "zzzxq" is no way to write "skck".
        good = [
            (far, -self.words[each], each)
            for far, each in rated
            if far <= allowed and distance(word, each, allowed + 1) <= allowed + 1
        ]
        return min(good)[2] if good else self._unshortened(word)

    def _unshortened(self, word: str) -> str:
        """The word behind one written without its vowels: "klhrn", "srt"."""
        if len(word) < 3 or not word.isalpha() or sum(letter in _VOWELS for letter in word) > len(word) / 4:
            return ""
        found = self._skeletons.get(skeleton(word), ())
        return max(found, key=lambda each: (self.words[each], each), default="")

    def spelled_out(self, word: str) -> str:
        """The abbreviation behind one written as it is spoken ("ketepe") or with two letters swapped ("kpt"), or ""."""
        if len(word) == ABBREVIATION and not _VOWELS & set(word):
            swapped = [word[1] + word[0] + word[2], word[0] + word[2] + word[1]]
            return max((each for each in swapped if each in self.words), key=self.words.get, default="")
        spoken = _LETTERS_SPOKEN.fullmatch(word)
        letters = "".join(_SPOKEN[each] for each in _LETTER_SPOKEN.findall(word)) if spoken else ""
        return letters if letters in self.words else ""

    def split(self, word: str, knows: Callable[[str], bool] = lambda part: False) -> tuple[str, str] | None:
        """The two known words that a missing space has joined, or None. `knows`: other words that are known."""
        places = range(2, len(word) - 1)
        pairs = [(word[:at], word[at:]) for at in places]
        good = [
            pair
            for pair in pairs
            if all(self._is_part(part) or (len(part) > 3 and knows(part)) for part in pair)
        ]
        good = [pair for pair in good if max(map(len, pair)) > 3]
        return max(good, key=lambda pair: min(self.words.get(part, 0) for part in pair), default=None)

    def _is_part(self, part: str) -> bool:
        return part in self.words or part in ("kk", "hp", "rt", "rw")

    def starting_with(self, beginning: str, most: int) -> list[str]:
        """The most used known words that start so."""
        start, end = bisect_left(self._sorted, beginning), bisect_left(self._sorted, f"{beginning}~")
        found = self._sorted[start:end]
        return sorted(found, key=lambda word: (-self.words[word], word))[:most]


def sounds(word: str) -> str:
    """The word in one spelling: old and informal ones alike, doubled letters once."""
    for written, spoken in _SOUNDS:
        word = word.replace(written, spoken)
    return "".join(letter for place, letter in enumerate(word) if place == 0 or letter != word[place - 1])


def skeleton(word: str) -> str:
    """The first letter and the consonants after it."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def _shortened(word: str) -> Iterator[str]:
    """The word's beginning, and that with one letter left out: two words that share one are near."""
    head = word[:_PREFIX]
    yield head
    for place in range(len(head)):
        yield head[:place] + head[place + 1 :]


def distance(word: str, other: str, most: float) -> float:
    """Edits between two words; a swap of neighbours is one, another first letter counts more, a vowel less.

    Anything above `most` may be returned as soon as that is sure.
    """
    if abs(len(word) - len(other)) > most:
        return most + 1
    before: list[float] = []
    row = [float(place) for place in range(len(other) + 1)]
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [float(i)]
        for j, known in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + _replaced(letter, known))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == known:
                best = min(best, older[j - 2] + 0.9)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1] + (0.3 if word[:1] != other[:1] else 0)


@cache
def _replaced(letter: str, known: str) -> float:
    """What it costs to have written one letter for another: fingers slip to a neighbour, ears confuse a few."""
    if letter == known:
        return 0.0
    if letter in _VOWELS and known in _VOWELS:
        return 0.8
    alike = (letter, known) in _ALIKE or (known, letter) in _ALIKE or known in _NEIGHBOURS[letter]
    return 1.0 if alike else 1.4


def _neighbours() -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for line, row in enumerate(_KEYBOARD):
        for place, letter in enumerate(row):
            for other_line in range(max(line - 1, 0), min(line + 2, len(_KEYBOARD))):
                near[letter].update(_KEYBOARD[other_line][max(place - 1, 0) : place + 2])
    return near


_NEIGHBOURS = _neighbours()
