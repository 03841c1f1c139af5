"""What a search means, as a key that searches of the same meaning share: "ktp ilang", "kehilangan ktp", "e-ktp hilang".

Stems, the synonyms of staff, and mended typing slips, without the order of words and without words that only say that
somebody wants something. The same searches and the same lexicon always give the same keys.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from services.masking import MAIL, NUMBER, PHONE
from services.search.analysis import stems, tokens
from services.search.fillers import FILLERS, WEAK
from services.search.lexicon import CANONICAL, Lexicon, Phrase
from services.search.reading import MOST_WORDS
from services.search.spelling import Speller
from services.search.stemming import stem

Key = tuple[str, ...]
_MASKS = tuple(each.casefold() for each in (NUMBER, PHONE, MAIL))
_WISHES = frozenset(
    stems(
        "urus buat bikin minta ambil dapat perlu butuh bisa boleh harus cara ada punya sudah pakai jadi aju ajukan mohon "
        "wajib bantu make apply obtain layan guna sendiri orang"
    )
)
"""Stems that say that somebody wants or must do something, not what."""
_FORMS = frozenset(
    stems(
        "surat keterangan izin dokumen kertas resmi perihal urusan keperluan ahli letter permit certificate paper"
    )
)
"""Stems of what an office gives, whatever it is about: who needs an "izin hajatan" also types "hajatan", and "surat
waris" means what "ahli waris" means. A set phrase with a synonym was read as what it stands for before."""
_PERMITS = frozenset(stems("izin permit"))
"""Of what the site has a name for, a permit is another thing than the letter: "izin usaha" is no "keterangan usaha"."""
_SAME = {
    each: meant
    for meant, words in {
        "biaya": "bayar harga tarif ongkos cost fee price",
        "syarat": "berkas lengkap requirement",
        "tempat": "lokasi alamat",
    }.items()
    for each in stems(words)
}
_ASPECTS = frozenset(_SAME.values())
_COMMON = (6, 2)
"""How often a word that nothing else knows was searched for a rarer one to be a slip of it; the first that fits."""
_MORE = 3
"""How many times as often the word that was meant must have been searched."""


class Meanings:
    """The keys of searches, given how often each was made and what the site's search knows of words."""

    def __init__(self, times: Mapping[str, int], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._mended: dict[str, list[str]] = {}
        self._stand_for: dict[Phrase, Phrase] = {}
        self._slips = self._slips_of(times)

    def key(self, words: str) -> Key:
        """The key of a search; its words themselves where none of them can be read."""
        typed = [each for token in _typed(words) for each in self._mend(token)]
        typed = [self._slips.get(each, each) for each in typed]
        found = self._stems(typed)
        return tuple(sorted(self._telling(found))) or (words,)

    def _telling(self, found: set[str]) -> set[str]:
        """Without words that say little, as long as something is left."""
        meant = found - _WISHES or found
        rest = meant - _FORMS or meant
        is_named = len(rest) == 1 and tuple(rest) in self.lexicon.synonyms
        return rest | (meant & _PERMITS) if is_named else rest

    def _stems(self, typed: list[str]) -> set[str]:
        """Without fillers; set phrases and synonyms as what they stand for."""
        stemmed = [stem(word) for word in [word for word in typed if word not in FILLERS] or typed]
        stemmed = [_SAME.get(each, each) for each in stemmed]
        found: set[str] = set()
        place = 0
        while place < len(stemmed):
            phrase = self._phrase_at(stemmed, place)
            found.update(self._meant(phrase))
            place += len(phrase)
        return found

    def _phrase_at(self, stemmed: list[str], place: int) -> Phrase:
        for phrase in self.lexicon.phrases.get(stemmed[place], ()):
            if tuple(stemmed[place : place + len(phrase)]) == phrase:
                return phrase
        return (stemmed[place],)

    def _meant(self, phrase: Phrase) -> Phrase:
        """The site's own word for it; of a matter of others, one phrase for all that mean it.

        A wish, and what of a matter is asked, stay what they are: as synonyms they mean something narrower.
        """
        if len(phrase) == 1 and (phrase[0] in _WISHES or phrase[0] in _ASPECTS):
            return phrase
        if phrase not in self._stand_for:
            matter = self.lexicon.matters.get(phrase)
            self._stand_for[phrase] = min(matter.phrases) if matter else self._canonical(phrase)
        return self._stand_for[phrase]

    def _canonical(self, phrase: Phrase) -> Phrase:
        passed = [phrase]
        while True:
            others = self.lexicon.synonyms.get(passed[-1], {})
            better = min((other for other, worth in others.items() if worth >= CANONICAL), default=None)
            if better is None:
                return passed[-1]
            if better in passed:
                return min(passed[passed.index(better) :])
            passed.append(better)

    def _mend(self, word: str) -> list[str]:
        """As the search mends it: the nearest known word, or two that were written as one."""
        if word not in self._mended:
            self._mended[word] = self._mend_now(word)
        return self._mended[word]

    def _mend_now(self, word: str) -> list[str]:
        if self._is_known(word):
            return [word]
        speller = self.lexicon.speller
        if near := speller.spelled_out(word) or speller.nearest(word):
            return [near]
        return list(speller.split(word, lambda part: self.lexicon.knows(stem(part))) or [word])

    def _is_known(self, word: str) -> bool:
        return not word.isalpha() or word in FILLERS or stem(word) in WEAK or self.lexicon.knows(stem(word))

    def _slips_of(self, times: Mapping[str, int]) -> dict[str, str]:
        """Rare words that only residents know, each with the common one that was meant."""
        unknown: Counter[str] = Counter()
        for words, count in times.items():
            for token in _typed(words):
                if not self._is_known(token) and self._mend(token) == [token]:
                    unknown[token] += count
        slips: dict[str, str] = {}
        for least in _COMMON:
            common = Speller({word: count for word, count in unknown.items() if count >= least})
            for word in sorted(set(unknown) - slips.keys()):
                near = common.nearest(word) if unknown[word] < least else ""
                if near and unknown[near] >= _MORE * unknown[word]:
                    slips[word] = near
        return slips


def _typed(words: str) -> list[str]:
    for each in _MASKS:
        words = words.replace(each, " ")
    return tokens(words)[:MOST_WORDS]


def keys_of(times: Mapping[str, int], lexicon: Lexicon, more: Iterable[str] = ()) -> dict[str, Key]:
    """The key of every search, and of `more` words that do not count."""
    meanings = Meanings(times, lexicon)
    return {words: meanings.key(words) for words in dict.fromkeys([*times, *more])}
