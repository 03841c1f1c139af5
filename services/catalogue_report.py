"""What an import did, row by row, and the one way in which it saves a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from services.catalogue_faults import CatalogueError, Fault
from services.catalogue_fields import Row

Said = dict[str, Any]
"""What a row says, in the shape of the file."""


@dataclass
class Report:
    """What an import did: per kind of row the names of those created, changed and left as they were.

    `said` holds of every row that was created or changed what it said before (None: it was not there) and says now.
    `unready` holds what drafts, which nobody asked to publish now, lack before they can be published.
    """

    created: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)
    not_published: dict[str, list[str]] = field(default_factory=dict)
    unready: dict[str, list[str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    said: dict[tuple[str, str], tuple[Said | None, Said]] = field(default_factory=dict)

    def note(
        self, outcome: str, kind: str, name: str, before: Row | None = None, after: Row | None = None
    ) -> None:
        """Remember one row under `created`, `changed` or `left`, and what it said before and says now."""
        getattr(self, outcome).setdefault(kind, []).append(name)
        if after is not None:
            self.said[kind, name] = (_plain(before) if before else None, _plain(after))

    def note_link(self, kind: str, name: str, field: str, before: Any, after: Any) -> None:
        """Say that a row has other links now, also if it was left as it was."""
        if name in self.left.get(kind, []):
            self.left[kind].remove(name)
            self.note("changed", kind, name)
        old, new = self.said.get((kind, name), ({}, {}))
        self.said[kind, name] = (None if old is None else old | {field: before}, new | {field: after})

    def count(self, outcome: str) -> int:
        """How many rows were created, changed or left."""
        return sum(map(len, getattr(self, outcome).values()))

    def fault(self, row: str, field: str, reason: str) -> None:
        """Remember something that is wrong with the file."""
        self.faults.append(Fault(row, field, reason))

    def raise_faults(self) -> None:
        """Raise `CatalogueError` if anything was wrong, so that the transaction around it is undone."""
        if self.faults:
            raise CatalogueError(self.faults)


def _plain(row: Row) -> Said:
    return row.model_dump(mode="json", by_alias=True)


def save_checked(
    row: Model, kind: str, name: str, report: Report, fields: Mapping[str, str] | None = None
) -> bool:
    """Validate and save a row; one that does not hold is a fault in the report instead. Returns whether saved.

    `fields` says what the file calls a column.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        for column, messages in error.message_dict.items():
            label = "" if column == "__all__" else (fields or {}).get(column, column)
            for message in messages:
                report.fault(f"{kind} {name}", label, message)
        return False
    row.save()
    return True


def next_position(model: type[Model]) -> int:
    """The place after the last row."""
    newest = model.objects.aggregate(newest=Max("position"))["newest"]
    return 0 if newest is None else newest + 1
