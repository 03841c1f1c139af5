"""The index itself: for every stem the entries that have it, packed into one row per kind and level.

The same on every database, because it is plain rows: a search reads the few rows of its words and adds them up in
memory (`candidates`). Each entry stands in the highest level only, so that a word everybody has in some text can still
be looked up in names. Rows are written in the transaction that changes the entries, one writer after the other
(`index.renew_version` locks).
"""

import struct
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import connection

from services.models import SearchEntry, SearchPosting, SearchWord
from services.search.entries import ASIDE

NAME, SUMMARY, TEXT = 1, 2, 3
"""Where an entry has a stem."""
CLOSEST = 255
MOST_READ = 2_500
"""Longer lists of summaries and texts are not read by a search: a word that nearly everything mentions finds nothing."""
_AT_ONCE = 400
Place = tuple[str, str, int]
"""(stem, kind, level) of a list."""


@dataclass
class Postings:
    """Entries that have a stem; in names with how close the nearest name comes to being that word alone, 0 to 255."""

    ids: array = field(default_factory=lambda: array("I"))
    closeness: bytes = b""

    @classmethod
    def unpacked(cls, places: bytes, level: int) -> Self:
        """From the bytes of a row: the ids, four each, then in names a byte of closeness each."""
        places = bytes(places)
        count = len(places) // (5 if level == NAME else 4)
        ids = array("I", places[: 4 * count])
        if sys.byteorder == "big":
            ids.byteswap()
        return cls(ids, places[4 * count :])

    def packed(self) -> bytes:
        """The bytes of a row."""
        return struct.pack(f"<{len(self.ids)}I", *self.ids) + self.closeness

    def changed(self, gone: set[int], new: Sequence[tuple[int, int]]) -> "Postings":
        """Without some entries, and with new ones as (id, closeness)."""
        kept = [place for place, pk in enumerate(self.ids) if pk not in gone] if gone else None
        ids = self.ids if kept is None else array("I", [self.ids[place] for place in kept])
        near = self.closeness
        if kept is not None and near:
            near = bytes(near[place] for place in kept)
        ids = ids + array("I", [pk for pk, _close in new])
        return Postings(ids, near + bytes(close for _pk, close in new if close))


@dataclass
class Change:
    """What a write takes from the index and what it adds, list by list."""

    gone: dict[Place, set[int]] = field(default_factory=lambda: defaultdict(set))
    new: dict[Place, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    words: Counter[str] = field(default_factory=Counter)

    def drop(self, row: Any) -> None:
        """Take a saved row out."""
        for place, _close in _places(row):
            self.gone[place].add(row.pk)
        self.words.subtract(row.words.split())

    def add(self, row: Any) -> None:
        """Put a saved row in."""
        for place, close in _places(row):
            self.new[place].append((row.pk, close))
        self.words.update(row.words.split())


def _places(row: Any) -> Iterator[tuple[Place, int]]:
    """Every list that an entry stands in, with its closeness there (0 outside of names)."""
    names = _closeness(row)
    summary = set(row.medium.split()) - names.keys()
    for stem, close in names.items():
        yield (stem, row.kind, NAME), close
    for stem in summary:
        yield (stem, row.kind, SUMMARY), 0
    for stem in set(row.weak.split()) - names.keys() - summary:
        yield (stem, row.kind, TEXT), 0


def _closeness(row: Any) -> dict[str, int]:
    """The stems of all names: the shorter and weightier the name, the closer its words; at least 1."""
    found = dict.fromkeys(row.strong.split(), 1)
    for line in row.lines.split("\n"):
        weight, _, name = line.partition("|")
        stems = set(name.split())
        if stems and int(weight) > ASIDE:
            close = max(1, CLOSEST * int(weight) // 100 // len(stems))
            for stem in stems & found.keys():
                found[stem] = max(found[stem], close)
    return found


def replace(gone: Sequence[SearchEntry], new: Sequence[SearchEntry]) -> None:
    """Delete some entries and save others, and write the lists they stand in, some hundreds at a time."""
    change = Change()
    for row in gone:
        change.drop(row)
    SearchEntry.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in SearchEntry.objects.bulk_create(new):
        change.add(row)
    _write(change)


def _write(change: Change) -> None:
    touched: dict[str, set[Place]] = defaultdict(set)
    for place in (*change.gone, *change.new):
        touched[place[0]].add(place)
    for stems in _portions(sorted(touched)):
        _write_lists(change, {place for stem in stems for place in touched[stem]}, stems)
    for words in _portions(sorted(word for word, count in change.words.items() if count)):
        _count(words, change.words)


def _write_lists(change: Change, places: set[Place], stems: list[str]) -> None:
    saved = {(row.stem, row.kind, row.level): row for row in SearchPosting.objects.filter(stem__in=stems)}
    written, empty = [], []
    for stem, kind, level in sorted(places):
        place = (stem, kind, level)
        row = saved.get(place)
        before = Postings.unpacked(row.places, level) if row else Postings()
        after = before.changed(change.gone.get(place, set()), change.new.get(place, ()))
        if after.ids:
            packed = after.packed()
            written.append(
                SearchPosting(stem=stem, kind=kind, level=level, total=len(after.ids), places=packed)
            )
        elif row:
            empty.append(row.pk)
    SearchPosting.objects.filter(pk__in=empty).delete()
    SearchPosting.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["stem", "kind", "level"],
        update_fields=["total", "places"],
    )


def _count(words: list[str], change: Counter[str]) -> None:
    before = dict(SearchWord.objects.filter(word__in=words).values_list("word", "count"))
    after = {word: before.get(word, 0) + change[word] for word in words}
    SearchWord.objects.filter(word__in=[word for word, count in after.items() if count <= 0]).delete()
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, count=count) for word, count in after.items() if count > 0],
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["count"],
    )


def _portions(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def clear() -> None:
    """Forget everything."""
    SearchPosting.objects.all().delete()
    SearchWord.objects.all().delete()


def lists(stems: Iterable[str], only_names: Iterable[str]) -> dict[str, list[tuple[str, int, Postings]]]:
    """By stem its lists as (kind, level, entries), of some stems only those of names. One query.

    Asked in many searches, so without the cost of a queryset.
    """
    every, named = list(stems), list(only_names)
    found: dict[str, list[tuple[str, int, Postings]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stem, kind, level, places FROM {SearchPosting._meta.db_table} "
            f"WHERE stem IN ({_marks([*every, *named])}) "
            f"AND (level = {NAME} OR total <= {MOST_READ} AND stem NOT IN ({_marks(named or ['-'])})) "
            "ORDER BY kind, level",  # ties are broken by this order: alike on every database
            [*every, *named, *(named or ["-"])],
        )
        for stem, kind, level, places in cursor.fetchall():
            found[stem].append((kind, level, Postings.unpacked(places, level)))
    return found


def _marks(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))
