"""What the search knows of words, kept in memory as long as the index and the words of staff stay the same."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import connection

from services.search.analysis import tokens
from services.search.fillers import FILLERS, WEAK, WEAK_FACTOR
from services.search.remembered import Remembered
from services.search.spelling import Speller
from services.search.stemming import ROOTS, stem

Phrase = tuple[str, ...]
MOST_LISTS, MOST_ENTRIES, MOST_RESULTS = 300, 600, 200
"""What a process keeps of the index and of what was asked: a few megabytes."""
CANONICAL, SPOKEN, SIBLING = 0.95, 0.9, 0.75
"""How much a synonym is worth: the word of the site for what was typed, and the other way; two words for the same."""


@dataclass(frozen=True)
class Elsewhere:
    """A matter of another institution, with the phrases that mean it."""

    name: str
    name_en: str
    institution: str
    institution_en: str
    where: str
    where_en: str
    url: str
    phrases: frozenset[Phrase]


@dataclass
class Lexicon:
    """The vocabulary of the index at one version, the synonyms and the matters of others.

    `lists` by stem and `entries` by id are what searches have read of the index (see `candidates`); `results` are of
    what was asked lately (see `finding`).
    """

    version: int
    services: int = 0
    in_services: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    stems: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    synonyms: dict[Phrase, dict[Phrase, float]] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()
    lists: Remembered[str, Any] = field(default_factory=lambda: Remembered(MOST_LISTS))
    entries: Remembered[int, Any] = field(default_factory=lambda: Remembered(MOST_ENTRIES))
    results: Remembered[Any, Any] = field(default_factory=lambda: Remembered(MOST_RESULTS))

    def telling(self, found_in: float) -> float:
        """How much a word tells that stands in so many services: much if few have it."""
        return math.log(1 + (self.services - found_in + 0.5) / (found_in + 0.5)) if self.services else 1.0

    def weight_of(self, one_stem: str) -> float:
        """How much this stem tells."""
        return self._weights.get(one_stem) or self.unknown_weight

    @cached_property
    def weights_in_line(self) -> "_WeightsInLine":
        """How much each stem tells among others of a name; rankings ask for the same stems all the time."""
        return _WeightsInLine(self.weight_of)

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {
            each: self.telling((count + self.named[each]) / 2) for each, count in self.in_services.items()
        }

    @cached_property
    def unknown_weight(self) -> float:
        """How much a word tells that no service has."""
        return self.telling(0.5)

    def knows(self, one_stem: str) -> bool:
        """Whether the index, a synonym, a matter of others or the list of roots has it."""
        return one_stem in self.stems or one_stem in self._words_of_staff or one_stem in ROOTS

    @cached_property
    def _words_of_staff(self) -> frozenset[str]:
        phrases = [*self.synonyms, *(phrase for each in self.elsewhere for phrase in each.phrases)]
        return frozenset(each for phrase in phrases for each in phrase)

    @cached_property
    def matters(self) -> dict[Phrase, Elsewhere]:
        """The matters of others by the phrases that mean them."""
        return {phrase: each for each in self.elsewhere for phrase in each.phrases}

    @cached_property
    def phrases(self) -> dict[str, list[Phrase]]:
        """The synonyms and matters of several words, by their first stem, the longest first."""
        several: dict[str, set[Phrase]] = defaultdict(set)
        for phrase in (*self.synonyms, *(phrase for each in self.elsewhere for phrase in each.phrases)):
            if len(phrase) > 1:
                several[phrase[0]].add(phrase)
        return {first: sorted(found, key=lambda each: (-len(each), each)) for first, found in several.items()}

    @cached_property
    def speller(self) -> Speller:
        """Nearest known words. Made when the first unknown word is typed."""
        return Speller(self.words)


class _WeightsInLine(dict[str, float]):
    """Of every stem that was asked for."""

    def __init__(self, weight_of: Callable[[str], float]) -> None:
        super().__init__()
        self.weight_of = weight_of

    def __missing__(self, one_stem: str) -> float:
        self[one_stem] = self.weight_of(one_stem) * (WEAK_FACTOR if one_stem in WEAK else 1)
        return self[one_stem]


_known: Lexicon | None = None


def current() -> Lexicon:
    """What is known of words now. One query while nothing changed."""
    from services.models import SearchState

    global _known
    with connection.cursor() as cursor:  # asked before every search, so without the cost of a queryset
        cursor.execute(f"SELECT version FROM {SearchState._meta.db_table} WHERE id = 1")
        row = cursor.fetchone()
    version = row[0] if row else 0
    if _known is None or _known.version != version:
        _known = read(version)
    return _known


def read(version: int, more_synonyms: Iterable[list[str]] = ()) -> Lexicon:
    """The lexicon straight from the rows, and with more synonyms that are only tried out."""
    from services.models import NotOurs, Synonym

    lexicon = Lexicon(version)
    _read_counts(lexicon)
    not_ours = list(NotOurs.objects.all())
    lexicon.elsewhere = tuple(map(_elsewhere, not_ours))
    groups = [[row.word, *row.also] for row in Synonym.objects.all()] + list(more_synonyms)
    lexicon.synonyms = _synonyms(groups, lexicon.stems)
    for text in (
        *(word for group in groups for word in group),
        *(word for row in not_ours for word in row.words),
    ):
        # Known words as well, so that a typing slip in them is mended: once each, fewer than any word of an entry.
        lexicon.words.update(dict.fromkeys(tokens(text), 0))
        for each in tokens(text):
            lexicon.words[each] = max(lexicon.words[each], 1)
    return lexicon


def _read_counts(lexicon: Lexicon) -> None:
    """How many entries there are, and how many have each stem and each word: one query, no text is read again."""
    from services.models import SearchEntry, SearchPosting, SearchWord
    from services.search.postings import NAME, TEXT

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stem, kind, level, total FROM {SearchPosting._meta.db_table}"
            f" UNION ALL SELECT word, 'word', 0, count FROM {SearchWord._meta.db_table}"
            f" UNION ALL SELECT '', 'services', 0, COUNT(*) FROM {SearchEntry._meta.db_table} WHERE kind = 'service'"
        )
        for each, kind, level, total in cursor.fetchall():
            if kind == "services":
                lexicon.services = total
            elif kind == "word":
                lexicon.words[each] = total
            else:
                lexicon.stems[each] += total
                if kind == "service" and level != TEXT:
                    lexicon.in_services[each] += total
                    if level == NAME:
                        lexicon.named[each] = total


def phrase_of(text: str) -> Phrase:
    """The stems of a phrase as queries have them: without fillers, unless there is nothing else."""
    typed = tokens(text)
    return tuple(map(stem, [word for word in typed if word not in FILLERS] or typed))


def _elsewhere(row) -> Elsewhere:
    names = ("name", "name_en", "institution", "institution_en", "where", "where_en", "url")
    phrases = frozenset(filter(None, map(phrase_of, row.words)))
    return Elsewhere(**{name: getattr(row, name) for name in names}, phrases=phrases)


def _synonyms(groups: Iterable[list[str]], known: Counter[str]) -> dict[Phrase, dict[Phrase, float]]:
    """For every phrase of a group the others, with what they are worth; only those the index has are worth anything."""
    found: dict[Phrase, dict[Phrase, float]] = defaultdict(dict)
    for group in groups:
        phrases = list(dict.fromkeys(filter(None, map(phrase_of, group))))
        for place, asked in enumerate(phrases):
            for other_place, other in enumerate(phrases):
                if other != asked and all(each in known for each in other):
                    worth = CANONICAL if other_place == 0 else SPOKEN if place == 0 else SIBLING
                    found[asked][other] = max(worth, found[asked].get(other, 0))
            found[asked]  # also a word without known others is a word people know
    return dict(found)
