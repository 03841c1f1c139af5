"""Reads that every page makes: their SQL is worked out once, not on every request.

Working out the SQL of a query costs Django five to ten times what SQLite needs to answer it.
"""

import datetime
import itertools
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet

Value = str | int | datetime.datetime
Given = Value | Sequence[str] | Sequence[int]

_MARK_DAY = datetime.datetime(3999, 1, 1, tzinfo=datetime.UTC)


class _Worked:
    """The SQL for one shape of parameters: where each value goes, and how rows are read."""

    def __init__(self, queryset: QuerySet, connection: Any, marks: dict[Value, Hashable]) -> None:
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        selected = self.compiler.select[: self.compiler.col_count]
        self.converters = self.compiler.get_converters([each for each, *_ in selected])
        adapted = {_adapted(mark, connection): place for mark, place in marks.items()}
        self.fillers = [_filler(each, adapted, connection) for each in params]
        missing = set(marks.values()) - {place for place, _ in self.fillers}
        if missing:
            raise ValueError(f"the query does not pass on {missing} as they are")

    def rows(self, connection: Any, values: dict[Hashable, Value], part: slice | None) -> list[tuple]:
        """Ask, with these values in their places."""
        params = [fill(values[place]) if place else fill(None) for place, fill in self.fillers]
        sql = self.sql
        if part:
            sql, params = f"{sql} LIMIT %s OFFSET %s", [*params, part.stop - part.start, part.start]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall()
        return [tuple(each) for each in self.compiler.apply_converters(found, self.converters)]


class Prepared:
    """A query of rows (`values_list`) that differs from request to request in its values only.

    `make` takes each value by name and returns the queryset. The values are texts, whole numbers, moments, and for
    `__in` sequences of these; lookups must pass them on unchanged, or as a part of a pattern (`=`, `<`, `IN`, `LIKE`).
    """

    def __init__(self, make: Callable[..., QuerySet]) -> None:
        self._make = make
        self._worked: dict[Hashable, _Worked] = {}

    def rows(self, part: slice | None = None, **given: Given) -> list[tuple]:
        """The rows for these values, or a part of them. One query; none where a sequence is empty."""
        lists = {name: value for name, value in given.items() if isinstance(value, list | tuple)}
        if not all(lists.values()):
            return []
        values = _flat(given)
        connection = connections[router.db_for_read(None)]
        # Every thread has a connection of its own, but the SQL is the same on all of them.
        shape = (connection.alias, connection.vendor, *((name, len(lists.get(name, ""))) for name in given))
        if (worked := self._worked.get(shape)) is None:
            worked = self._worked[shape] = self._work_out(given, connection)
        return worked.rows(connection, values, part)

    def _work_out(self, given: dict[str, Given], connection: Any) -> _Worked:
        numbers = itertools.count(1)
        marks: dict[Value, Hashable] = {}

        def mark(place: Hashable, value: Value) -> Value:
            made = _mark(value, next(numbers))
            marks[made] = place
            return made

        marked = {
            name: [mark((name, at), each) for at, each in enumerate(value)]
            if isinstance(value, list | tuple)
            else mark((name, None), value)
            for name, value in given.items()
        }
        return _Worked(self._make(**marked).using(connection.alias), connection, marks)


def _flat(given: dict[str, Given]) -> dict[Hashable, Value]:
    flat: dict[Hashable, Value] = {}
    for name, value in given.items():
        if isinstance(value, list | tuple):
            flat |= {(name, at): each for at, each in enumerate(value)}
        else:
            flat[name, None] = value
    return flat


def _mark(value: Value, number: int) -> Value:
    """A value of the same kind that no query holds by itself."""
    if isinstance(value, datetime.datetime):
        return _MARK_DAY + datetime.timedelta(seconds=number)
    return 2_147_000_000 + number if isinstance(value, int) else f"\ufdd0{number}"


def _adapted(value: Value, connection: Any) -> Any:
    """The value as the database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime.datetime) else value


Filler = tuple[Hashable, Callable[[Any], Any]]
"""Whose place a parameter is (None: nobody's), and what stands there for a value."""


def _filler(param: Any, places: dict[Any, Hashable], connection: Any) -> Filler:
    if isinstance(param, Hashable) and param in places:
        return places[param], lambda value: _adapted(value, connection)
    if isinstance(param, str):
        for mark, place in places.items():
            if isinstance(mark, str) and mark in param:
                return place, _pattern(*param.split(mark), connection)
    return None, lambda value: param


def _pattern(before: str, after: str, connection: Any) -> Callable[[str], str]:
    """A value within a pattern of LIKE, its own "%" and "_" escaped."""
    return lambda value: f"{before}{connection.ops.prep_for_like_query(value)}{after}"
