"""The tables of an office, and their rows as the same values on every database."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connections, models

MADE_BY_MIGRATE = {
    "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "portal_contentchange",
    "services_notours", "services_searchstate", "services_synonym",
}  # fmt: skip
"""Tables that `migrate` leaves rows in: a database with rows in no other one is new."""
HISTORY = "django_migrations"
"""Says where a database is; never copied, both are at the same place."""
AT_ONCE = 500


def ordered() -> list[type[models.Model]]:
    """Every model with a table of its own, also those that only join two; what others point to comes first."""
    every = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]
    pointed = {
        model: {_target(field) for field in model._meta.local_concrete_fields} - {model, None}
        for model in every
    }
    try:
        return list(TopologicalSorter(pointed).static_order())
    except CycleError:  # foreign keys are looked at when the transaction ends: the order is a courtesy
        return every


def _target(field: models.Field) -> type[models.Model] | None:
    return field.remote_field.model._meta.concrete_model if field.remote_field else None


def count(model: type[models.Model], alias: str) -> int:
    """How many rows it has there."""
    return model._base_manager.using(alias).count()


def rows(model: type[models.Model], alias: str) -> Iterator[models.Model]:
    """Every row as it is stored, some hundred at a time."""
    return model._base_manager.using(alias).order_by().iterator(chunk_size=AT_ONCE)


def batches(model: type[models.Model], alias: str) -> Iterator[list[models.Model]]:
    """The rows in portions that one statement takes on either database."""
    size = min(AT_ONCE, 900 // len(model._meta.local_concrete_fields))
    batch: list[models.Model] = []
    for row in rows(model, alias):
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class Digest:
    """Stands for a set of rows, in whatever order they come: databases do not sort texts alike."""

    def __init__(self) -> None:
        self.count = self._total = 0

    def add(self, found: Iterable[models.Model]) -> None:
        """Take rows in."""
        for row in found:
            self.count += 1
            self._total += int.from_bytes(hashlib.sha256(_plain(row)).digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Digest) and self.value == other.value

    __hash__ = None

    @property
    def value(self) -> tuple[int, str]:
        """(rows, digest): comparable between databases and runs."""
        return self.count, f"{self._total % 2**256:064x}"


def digest(model: type[models.Model], alias: str) -> Digest:
    """Of all rows of a table."""
    found = Digest()
    found.add(rows(model, alias))
    return found


def _plain(row: models.Model) -> bytes:
    """A row as bytes: PostgreSQL keeps JSON without the order of its keys, and bytes as a view of memory."""
    values = [_value(getattr(row, field.attname)) for field in row._meta.local_concrete_fields]
    return json.dumps(values, sort_keys=True, ensure_ascii=True).encode()


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, bytes | memoryview | bytearray):
        return ["bytes", bytes(value).hex()]
    return [type(value).__name__, str(value)]


def left_out(alias: str) -> list[str]:
    """Tables with rows that belong to no model of this version: nothing knows what they mean, they are not copied."""
    connection = connections[alias]
    known = {model._meta.db_table for model in ordered()} | {HISTORY}
    with connection.cursor() as cursor:
        unknown = sorted(set(connection.introspection.table_names(cursor)) - known)
        return [name for name in unknown if _has_rows(cursor, connection.ops.quote_name(name))]


def _has_rows(cursor: Any, quoted: str) -> bool:
    cursor.execute(f"SELECT 1 FROM {quoted} LIMIT 1")
    return cursor.fetchone() is not None
