"""Fetches the entries that `ranking` then orders: those that have most of what was asked, by the index alone.

The mark here is nearly `ranking`'s breadth, for every entry that has a telling word, however many those are; only the
likeliest are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import itemgetter

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that has some of the words."""

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


def fetch(words: Sequence[Word], shelves: Sequence[Shelf], lexicon: Lexicon) -> list[Candidate]:
    """Of each shelf the likeliest entries that have any of the words. Two queries, one if nothing has them."""
    words = sorted(words, key=lambda word: -word.weight)
    stems = {stem for word in words for phrase in word.meanings for stem in phrase}
    kinds = [kind for shelf in shelves for kind in shelf.kinds]
    if not stems or not kinds:
        return []
    # Where names alone give enough, nobody needs those that only mention the word.
    often = {stem for stem in stems if lexicon.named[stem] >= ENOUGH}
    lists = postings.lists(stems - often, often, kinds)
    return _rows([pk for shelf in shelves for pk in _likeliest(words, shelf, lists)])


def _rows(ids: list[int]) -> list[Candidate]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT} ({', '.join(['%s'] * len(ids))})", ids)
        return [Candidate(*row) for row in cursor.fetchall()]


def _likeliest(words: Sequence[Word], shelf: Shelf, lists: Lists) -> list[int]:
    """Ids of the entries with the highest marks; the most telling word must come first."""
    marks: Marks = {}
    for word in words:
        gained = _gained(word, shelf, lists)
        shared = gained.keys() & marks.keys()
        for pk in shared:
            marks[pk] += gained[pk] * word.weight
        if len(marks) < ENOUGH:
            marks |= {pk: worth * word.weight for pk, worth in gained.items() if pk not in shared}
    return [pk for pk, _mark in sorted(marks.items(), key=itemgetter(1), reverse=True)[: shelf.limit]]


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
            best.update((pk, mark) for pk, mark in has.items() if mark > best.get(pk, 0.0))
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
    return {pk: min(marks[pk] for marks in each) for pk in shared}


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
