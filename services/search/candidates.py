"""Fetches the entries that `ranking` then orders: those that have most of what was asked, by the index alone.

The mark here is nearly `ranking`'s breadth, for every entry that has a telling word, however many those are; only the
likeliest are read. As they can be thousands, marks are added up list by list (`map`, `zip`), not one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from operator import itemgetter
from sys import intern

from django.db import connection

from services.models import SearchEntry
from services.search import postings
from services.search.lexicon import Lexicon
from services.search.postings import CLOSEST, NAME, SUMMARY, TEXT, Postings
from services.search.reading import Phrase, Word

WORTH = {NAME: 1.0, SUMMARY: 0.6, TEXT: 0.3}
"""How much a word says in a name, in what something is about, and in its text."""
CLOSE = 0.5
"""How much more a word says where it is the whole name."""
COLUMNS = (
    "id", "kind", "key", "edition", "live_from", "live_until", "title", "title_en", "services", "lines", "strong",
    "medium", "weak",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM {SearchEntry._meta.db_table} WHERE id IN"
ENOUGH = 100
"""Entries that have the more telling words; then the less telling ones only tell these apart."""
Marks = dict[int, float]
Lists = Mapping[str, list[tuple[str, int, Postings]]]


@dataclass(frozen=True)
class Shelf:
    """Some kinds, and how many entries of them together are wanted."""

    kinds: tuple[str, ...]
    limit: int


@dataclass(frozen=True)
class Candidate:
    """An entry that has some of the words, and what it says where, taken apart once."""

    id: int
    kind: str
    key: str
    edition: int
    live_from: float
    live_until: float | None
    title: str
    title_en: str
    services: str
    lines: str
    strong: str
    medium: str
    weak: str

    @cached_property
    def names(self) -> list[tuple[float, frozenset[str]]]:
        """The stems of every line of its names, with the weight of the line."""
        rows = (row.partition("|") for row in self.lines.split("\n"))
        return [(int(weight) / 100, _stems(line)) for weight, _, line in rows if line]

    @cached_property
    def in_names(self) -> frozenset[str]:
        """The stems of all names together."""
        return _stems(self.strong)

    @cached_property
    def in_summary(self) -> frozenset[str]:
        """The stems of what it is about."""
        return _stems(self.medium)


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(intern, text.split()))


def fetch(words: Sequence[Word], shelves: Sequence[Shelf], lexicon: Lexicon) -> list[Candidate]:
    """Of each shelf the likeliest entries that have any of the words. Two queries at most, for what was not read yet."""
    words = sorted(words, key=lambda word: -word.weight)
    stems = {stem for word in words for phrase in word.meanings for stem in phrase}
    if not stems or not shelves:
        return []
    # Where names alone give enough, nobody needs those that only mention the word.
    often = {stem for stem in stems if lexicon.named[stem] >= ENOUGH}
    lists = lexicon.lists.get(stems, lambda new: postings.lists({*new} - often, often.intersection(new)))
    found = [pk for shelf in shelves for pk in _likeliest(words, shelf, lists)]
    return list(lexicon.entries.get(found, _read).values())


def _read(ids: Sequence[int]) -> dict[int, Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT} ({', '.join(['%s'] * len(ids))})", ids)
        return {row[0]: Candidate(*row) for row in cursor.fetchall()}


def _likeliest(words: Sequence[Word], shelf: Shelf, lists: Lists) -> list[int]:
    """Ids of the entries with the highest marks; the most telling word must come first."""
    marks: Marks = {}
    for word in words:
        gained = _gained(word, shelf, lists)
        shared = gained.keys() & marks.keys()
        for pk in shared:
            marks[pk] += gained[pk] * word.weight
        if len(marks) < ENOUGH:
            new = {pk: gained[pk] for pk in gained if pk not in shared} if shared else gained
            marks.update(zip(new, map(word.weight.__mul__, new.values()), strict=True))
    return sorted(marks, key=marks.__getitem__, reverse=True)[: shelf.limit]


def _gained(word: Word, shelf: Shelf, lists: Lists) -> Marks:
    """What each entry gains from one word: nearly always the best of what it has, as the better comes later."""
    best: Marks = {}
    meanings = sorted(word.meanings.items(), key=itemgetter(1))
    for level in (TEXT, SUMMARY, NAME):
        for phrase, worth in meanings:
            if len(phrase) == 1:
                _take(best, phrase[0], level, worth, shelf, lists)
    for phrase, worth in meanings:
        if len(phrase) > 1:
            has = _has_all(phrase, worth, shelf, lists)
            best.update(zip(has, map(max, has.values(), map(best.get, has, repeat(0.0))), strict=True))
    return best


def _has_all(phrase: Phrase, worth: float, shelf: Shelf, lists: Lists) -> Marks:
    """Entries that have all words of a phrase, with what the weakest of them is worth."""
    each: list[Marks] = []
    for stem in phrase:
        each.append({})
        for level in WORTH:
            _take(each[-1], stem, level, worth, shelf, lists)
    first, *others = sorted(each, key=len)
    shared = set(first).intersection(*others)
    weakest = map(min, *(map(marks.__getitem__, shared) for marks in each))
    return dict(zip(shared, weakest, strict=True))


def _take(marks: Marks, stem: str, level: int, worth: float, shelf: Shelf, lists: Lists) -> None:
    """Write down what the stem is worth for the entries of a shelf that have it at this level."""
    for kind, at, found in lists.get(stem, ()):
        if at == level and kind in shelf.kinds:
            worths = (
                map(_by_closeness(worth).__getitem__, found.closeness)
                if level == NAME
                else repeat(WORTH[level] * worth)
            )
            marks.update(zip(found.ids, worths, strict=False))


@cache
def _by_closeness(worth: float) -> list[float]:
    return [worth * (WORTH[NAME] + CLOSE * close / CLOSEST) for close in range(CLOSEST + 1)]
