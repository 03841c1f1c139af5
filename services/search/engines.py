"""The engine behind the index: FTS5 on SQLite, `tsvector` on PostgreSQL. Both fetch candidates; `ranking` orders them.

Every word that reaches the database is made of `[a-z0-9]` only (`analysis.tokens`), and is quoted all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

Phrase = tuple[str, ...]
COLUMNS = (
    "id",
    "kind",
    "key",
    "edition",
    "live_from",
    "live_until",
    "title",
    "title_en",
    "services",
    "lines",
    "strong",
    "medium",
    "weak",
)
_SELECTED = ", ".join(f"e.{name}" for name in COLUMNS)


@dataclass(frozen=True)
class Wanted:
    """One word of a query for the engine: phrases any of which will do, and whether it is common.

    A common word is looked for in names only: it stands somewhere in nearly everything.
    """

    phrases: tuple[Phrase, ...]
    is_common: bool = False


@dataclass(frozen=True)
class Shelf:
    """Either all services or all other kinds, and how many rows of them are wanted."""

    is_services: bool
    limit: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the index that has some of the words."""

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


class Engine(Protocol):
    """What `index` and `finding` ask of a database."""

    def put(self, rows: Sequence[Any]) -> None:
        """Index these saved rows."""

    def drop(self, ids: Sequence[int]) -> None:
        """Forget these rows; they are still there."""

    def clear(self) -> None:
        """Forget everything."""

    def fetch(self, wanted: Sequence[Wanted], shelves: Sequence[Shelf], *, complete: bool) -> list[Candidate]:
        """Of each shelf the likeliest rows, with all of the words (`complete`) or with any of them. One query."""


def engine() -> Engine:
    """The engine of the database in use."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


class Sqlite:
    """An FTS5 table beside the entries, with the same row numbers.

    Services and other kinds have columns of their own: to ask for a column costs nothing, to ask for a kind would.
    """

    def put(self, rows: Sequence[Any]) -> None:
        self.drop(
            [row.pk for row in rows]
        )  # numbers may come again after a restore; what stood there goes first
        with connection.cursor() as cursor:
            for is_services, mark in ((True, "s"), (False, "o")):
                cursor.executemany(
                    f"INSERT INTO services_search_fts (rowid, {mark}_strong, {mark}_medium, {mark}_weak) "
                    "VALUES (%s, %s, %s, %s)",
                    [
                        [row.pk, row.strong, row.medium, row.weak]
                        for row in rows
                        if (row.kind == "service") == is_services
                    ],
                )

    def drop(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM services_search_fts WHERE rowid = %s", [[pk] for pk in ids])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM services_search_fts")

    def fetch(self, wanted: Sequence[Wanted], shelves: Sequence[Shelf], *, complete: bool) -> list[Candidate]:
        ranked = (
            "SELECT rowid AS id FROM services_search_fts WHERE services_search_fts MATCH %s "
            "AND rank MATCH 'bm25(10.0, 4.0, 1.0, 10.0, 4.0, 1.0)' ORDER BY rank LIMIT %s"
        )
        parameters: list[Any] = []
        for shelf in shelves:
            parameters += [_fts(wanted, complete, "s" if shelf.is_services else "o"), shelf.limit]
        return _rows([ranked] * len(shelves), parameters)


def _rows(selects: list[str], parameters: list[Any]) -> list[Candidate]:
    """The rows whose numbers these queries give, in one query."""
    numbers = " UNION ALL ".join(
        f"SELECT id FROM ({select}) AS part_{place}" for place, select in enumerate(selects)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_SELECTED} FROM services_searchentry e WHERE e.id IN ({numbers})", parameters
        )
        return [Candidate(*row) for row in cursor.fetchall()]


def _quoted(token: str) -> str:
    return f'"{token}"'


def _fts(wanted: Sequence[Wanted], complete: bool, mark: str) -> str:
    if complete:
        return " AND ".join(_fts_word(each, mark) for each in wanted)
    telling = " OR ".join(_fts_word(each, mark) for each in wanted if not each.is_common)
    every = " OR ".join(_fts_word(each, mark) for each in wanted)
    # The common words only help to order what the telling ones have found.
    return f"({telling}) AND ({every})" if telling and telling != every else every


def _fts_word(each: Wanted, mark: str) -> str:
    phrases = " OR ".join(
        _quoted(phrase[0]) if len(phrase) == 1 else f"({' AND '.join(map(_quoted, phrase))})"
        for phrase in each.phrases
    )
    columns = f"{mark}_strong" if each.is_common else f"{mark}_strong {mark}_medium {mark}_weak"
    return f"{{{columns}}} : ({phrases})"


class Postgres:
    """Two `tsvector` columns of the entries, each with a GIN index: everything with weights, and the names alone.

    Such an index knows no weights: to find common words in names only, names need an index of their own.
    """

    def put(self, rows: Sequence[Any]) -> None:
        vector = " || ".join(
            f"setweight(to_tsvector('simple', {name}), '{weight}')"
            for name, weight in (("strong", "A"), ("medium", "B"), ("weak", "C"))
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE services_searchentry SET vector = {vector}, names = to_tsvector('simple', strong) "
                "WHERE id = ANY(%s)",
                [[row.pk for row in rows]],
            )

    def drop(self, ids: Sequence[int]) -> None:
        """Nothing to do: the column goes with its row."""

    def clear(self) -> None:
        """Nothing to do: the column goes with its rows."""

    def fetch(self, wanted: Sequence[Wanted], shelves: Sequence[Shelf], *, complete: bool) -> list[Candidate]:
        by_column = {"vector": _ts(wanted, complete, False), "names": _ts(wanted, complete, True)}
        asked = {column: query for column, query in by_column.items() if query}
        if not complete:
            # The common words find nothing where a telling one was typed: they are everywhere.
            asked = dict(list(asked.items())[:1])
        column, query = next(iter(asked.items()))
        condition = " AND ".join(f"{each} @@ %s::tsquery" for each in asked)
        ranked = (
            f"SELECT id FROM services_searchentry WHERE {condition} AND (kind = 'service') = %s "
            f"ORDER BY ts_rank('{{0, 0.1, 0.4, 1}}', {column}, %s::tsquery, 1) DESC, id LIMIT %s"
        )
        parameters: list[Any] = []
        for shelf in shelves:
            parameters += [*asked.values(), shelf.is_services, query, shelf.limit]
        return _rows([ranked] * len(shelves), parameters)


def _ts(wanted: Sequence[Wanted], complete: bool, is_common: bool) -> str:
    return (" & " if complete else " | ").join(
        _ts_word(each) for each in wanted if each.is_common == is_common
    )


def _ts_word(each: Wanted) -> str:
    phrases = [" & ".join(f"'{token}'" for token in phrase) for phrase in each.phrases]
    return "(" + " | ".join(f"({phrase})" for phrase in phrases) + ")"
