"""How well an entry answers what somebody wrote, and whether it may at all.

A search asks how much of the query an entry has; a question told with its story has much that no answer has. Here it is
asked how much of one of the entry's names the text says, and how many of the text's most telling words it has: who
writes more may gain by it, and hardly loses.
"""

import re
from collections.abc import Sequence

from services.document import Case
from services.search.analysis import stems
from services.search.fillers import ASIDES
from services.search.lexicon import Lexicon
from services.search.ranking import Hit
from services.search.reading import Reading, Word

MOST_TELLING = 4
"""Words of a text that count: those that tell most among those that stand in a name of what was found."""
ENOUGH_SAID = 2.6
"""Weight of the said words of a name from which it is meant and not only touched."""
OF_NAME, OF_TEXT, OF_SEARCH = 0.36, 0.24, 0.4
"""Shares of the mark: how much of a name is said, how many of the telling words it has, and what the search gave."""
ONE_WORD = 0.8
"""What is left of a name of one word: it is said in passing."""

_DOCUMENTS = {
    "ktp": r"e?ktp|kartu (?:tanda )?duduk|kartu (?:tanda )?penduduk",
    "kk": r"kk|kartu keluarga",
    "kia": r"kia|kartu identitas anak",
    "ikd": r"ikd|identitas (?:duduk |penduduk )?digital",
    "akta lahir": r"akta (?:\w+ )?(?:lahir|anak)|lahir\w* (?:\w+ )?akta",
    "akta mati": r"akta (?:mati|tinggal|meninggal|wafat)",
    "akta kawin": r"akta (?:kawin|nikah)",
    "akta": r"akta",
    "sim": "sim",
    "paspor": "paspor|passport",
    "buku nikah": "buku (?:nikah|kawin)",
    "ijazah": "ijazah",
    "kendaraan": "stnk|bpkb",
    "tanah": "sertifikat (?:tanah|rumah)",
    "npwp": "npwp",
    "atm": "atm|buku tabung",
}
OF_OTHER_OFFICES = frozenset(["sim", "paspor", "buku nikah", "ijazah", "kendaraan", "tanah", "npwp", "atm"])
"""Papers that others issue: what does not name them answers nothing for sure."""
_NAMED = {key: re.compile(rf"\b(?:{words})\b") for key, words in _DOCUMENTS.items()}
_LOST, _BROKEN = (
    frozenset(stems("hilang kececer dicuri jatuh lost")),
    frozenset(stems("rusak patah sobek robek buram luntur basah damaged broken")),
)


def documents_in(text: str) -> frozenset[str]:
    """The papers that a text names. "Akta" alone is said of any of them."""
    said = " ".join(stems(text))
    found = {key for key, pattern in _NAMED.items() if pattern.search(said)}
    return frozenset(found - {"akta"} if len([key for key in found if key.startswith("akta")]) > 1 else found)


def is_of_another(asked: frozenset[str], title: frozenset[str]) -> bool:
    """Whether papers are named on both sides and none of them is the same."""
    return bool(asked and title) and not any(_are_one(one, other) for one in asked for other in title)


def _are_one(one: str, other: str) -> bool:
    return one == other or ("akta" in (one, other) and one.startswith("akta") and other.startswith("akta"))


def is_of_another_mishap(text: str, title: str) -> bool:
    """Whether one is about a lost paper and the other about a damaged one."""
    asked, told = _mishaps(text), _mishaps(title)
    return bool(asked and told) and asked.isdisjoint(told)


def _mishaps(text: str) -> frozenset[str]:
    said = frozenset(stems(text))
    return frozenset(
        name for name, words in (("hilang", _LOST), ("rusak", _BROKEN)) if not words.isdisjoint(said)
    )


def names_mishap(text: str) -> bool:
    """Whether a text says that a paper is lost or damaged."""
    return bool(_mishaps(text))


def named_case(text: str, cases: Sequence[Case]) -> str:
    """The one case that is about the mishap of which a text tells; "" where there is none, or several."""
    told = _mishaps(text)
    found = [case.key for case in cases if told and _mishaps(case.label) == told]
    return found[0] if len(found) == 1 else ""


class Fitness:
    """The words of a text, laid out so that what a search found can be held against them."""

    def __init__(self, reading: Reading, hits: Sequence[Hit], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.worths: dict[tuple[str, ...], float] = {}
        for word in reading.known:
            for phrase, worth in word.meanings.items():
                self.worths[phrase] = max(worth, self.worths.get(phrase, 0))
        named = frozenset(stem for hit in hits for stem in hit.candidate.strong.split())
        telling = [word for word in reading.known if not word.is_weak and _held(word, named)]
        self.telling = sorted(telling, key=_aside_last)[:MOST_TELLING]
        self.total = sum(word.weight for word in self.telling) or 1.0

    def mark(self, hit: Hit) -> float:
        """0 to 1."""
        held = frozenset(hit.candidate.strong.split())
        of_text = sum(word.weight * _held(word, held) for word in self.telling) / self.total
        of_name = max((self._said(line) for line in hit.candidate.lines.split("\n")), default=0.0)
        return OF_NAME * of_name + OF_TEXT * of_text + OF_SEARCH * hit.score

    def _said(self, line: str) -> float:
        """How much of a name the text says, less where what it says tells little."""
        weight, _, words = line.partition("|")
        held = frozenset(words.split())
        said: dict[str, float] = {}
        for phrase, worth in self.worths.items():
            if held.issuperset(phrase):
                for each in phrase:
                    said[each] = max(worth, said.get(each, 0))
        told = sum(worth * self.lexicon.weights_in_line[each] for each, worth in said.items())
        size = sum(map(self.lexicon.weights_in_line.__getitem__, held)) or 1.0
        most = int(weight or 0) / 100 * (ONE_WORD if len(held) == 1 else 1)
        return most * (told / size) * min(1.0, told / ENOUGH_SAID)


def _held(word: Word, stems_held: frozenset[str]) -> float:
    """How much of a word is in these stems."""
    return max(
        (worth for phrase, worth in word.meanings.items() if stems_held.issuperset(phrase)), default=0.0
    )


def _aside_last(word: Word) -> tuple[bool, float]:
    return all(each in ASIDES for each in word.phrase), -word.weight
