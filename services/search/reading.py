"""Understands a query: which words tell, what they may mean, what was mistyped, and what is not ours."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from services.search.analysis import tokens
from services.search.fillers import ASIDE_FACTOR, ASIDES, FILLERS, WEAK, WEAK_FACTOR
from services.search.lexicon import Elsewhere, Lexicon
from services.search.stemming import stem

LONGEST_QUERY = 200
MOST_WORDS = 16
MOST_MEANINGS = 10
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """One word (or set phrase) of a query: what it may mean with how much each is worth, and how much it tells.

    `meanings` holds only what the index has; empty, if it has none of them.
    """

    phrase: Phrase
    meanings: dict[Phrase, float]
    weight: float
    is_weak: bool = False


@dataclass(frozen=True)
class Reading:
    """A query as it was understood.

    `corrected` is the query in known words if something was mended, else "". `elsewhere` are matters of others.
    """

    query: str
    words: list[Word] = field(default_factory=list)
    corrected: str = ""
    elsewhere: list[Elsewhere] = field(default_factory=list)

    @property
    def known(self) -> list[Word]:
        """The words that the index has."""
        return [word for word in self.words if word.meanings]

    @property
    def telling(self) -> list[Word]:
        """The known words that find on their own; all known ones, if nothing else was typed."""
        return [word for word in self.known if not word.is_weak] or (
            self.known if all(word.is_weak for word in self.words) else []
        )

    @property
    def asked(self) -> tuple[Hashable, ...]:
        """All that results depend on, in one value. Typed words that nothing has, perhaps of a person, are not in it."""
        return tuple((word.weight, word.is_weak, *word.meanings.items()) for word in self.words)

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that counts as found, for marking."""
        words = self.telling or self.known
        return frozenset(
            each for word in words for phrase in (word.phrase, *word.meanings) for each in phrase
        )


def read(query: str, lexicon: Lexicon, *, exact: bool = False, unfinished: bool = False) -> Reading:
    """Understand a query. `exact`: mend nothing; `unfinished`: the last word may be the beginning of one."""
    query = query[:LONGEST_QUERY]
    typed = tokens(query)[:MOST_WORDS]
    begun = typed[-1] if unfinished and typed and query[-1:].isalnum() else ""
    mended: list[str] = []
    for place, word in enumerate(typed):
        is_begun = bool(begun) and place == len(typed) - 1
        mended += [word] if exact or is_begun else _mend(word, lexicon)
    words, elsewhere = _words(mended, lexicon)
    if begun:
        words = _with_endings(words, begun, lexicon)
    corrected = " ".join(mended) if mended != typed else ""
    return Reading(query, words, corrected, elsewhere)


def _mend(word: str, lexicon: Lexicon) -> list[str]:
    """The word itself if anything knows it, else the nearest known one, or two that were written as one."""
    if not word.isalpha() or word in FILLERS or lexicon.knows(stem(word)) or stem(word) in WEAK:
        return [word]
    speller = lexicon.speller
    if near := speller.spelled_out(word) or speller.nearest(word):
        return [near]
    return list(speller.split(word, lambda part: lexicon.knows(stem(part))) or [word])


def _words(typed: list[str], lexicon: Lexicon) -> tuple[list[Word], list[Elsewhere]]:
    """Without the fillers: set phrases, the longest at each place, else single words."""
    typed = [word for word in typed if word not in FILLERS] or typed
    stemmed = [stem(word) for word in typed]
    found: list[Word] = []
    elsewhere: list[Elsewhere] = []
    place = 0
    while place < len(stemmed):
        phrase = _phrase_at(stemmed, place, lexicon)
        if phrase in lexicon.matters:
            elsewhere.append(lexicon.matters[phrase])
        found += _readings(phrase, lexicon)
        place += len(phrase)
    return _once(found), list(dict.fromkeys(elsewhere))


def _phrase_at(stemmed: list[str], place: int, lexicon: Lexicon) -> Phrase:
    for phrase in lexicon.phrases.get(stemmed[place], ()):
        if tuple(stemmed[place : place + len(phrase)]) == phrase:
            return phrase
    return (stemmed[place],)


def _readings(phrase: Phrase, lexicon: Lexicon) -> list[Word]:
    """A set phrase is one word if it means something the index has; else its words are read one by one."""
    others = lexicon.synonyms.get(phrase, {})
    if len(phrase) > 1 and not others:
        return [word for each in phrase for word in _readings((each,), lexicon)]
    meanings = dict(others)
    if all(each in lexicon.stems for each in phrase):
        meanings[phrase] = 1.0
    best = sorted(_needed(meanings).items(), key=lambda item: -item[1])[:MOST_MEANINGS]
    return [_word(phrase, dict(best), lexicon)]


def _needed(meanings: dict[Phrase, float]) -> dict[Phrase, float]:
    """Without phrases that hold another one worth as much: what has "ktp elektronik" has "ktp"."""
    return {
        phrase: worth
        for phrase, worth in meanings.items()
        if len(phrase) == 1
        or not any(value >= worth and set(other) < set(phrase) for other, value in meanings.items())
    }


def _word(phrase: Phrase, meanings: dict[Phrase, float], lexicon: Lexicon) -> Word:
    is_weak = all(each in WEAK for each in phrase)
    weights = [sum(map(lexicon.weight_of, each)) for each, worth in meanings.items() if worth >= 0.9]
    weight = min(weights) if weights else lexicon.unknown_weight * (0.3 if not meanings else 1)
    return Word(
        phrase,
        meanings,
        weight * (WEAK_FACTOR if is_weak else ASIDE_FACTOR if all(each in ASIDES for each in phrase) else 1),
        is_weak,
    )


def _once(words: list[Word]) -> list[Word]:
    return list({word.phrase: word for word in reversed(words)}.values())[::-1]


def _with_endings(words: list[Word], begun: str, lexicon: Lexicon) -> list[Word]:
    """The last word may also be any known one that starts so."""
    endings = lexicon.speller.starting_with(begun, MOST_MEANINGS)
    meanings: dict[Phrase, float] = {(stem(each),): 0.8 for each in endings if stem(each) in lexicon.stems}
    last = (stem(begun),)
    kept = [word for word in words if word.phrase != last]
    own = next((word.meanings for word in words if word.phrase == last), {})
    return [*kept, _word(last, meanings | own, lexicon)]
