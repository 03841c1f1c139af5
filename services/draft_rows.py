"""The rows of a draft as they stood when its form was opened; the form carries them along.

When someone else saved in between, the form is read against the rows it was made of: they are put back for a moment,
inside a transaction that is undone. Nothing else would understand it: its rows may be gone, their order another.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core import serializers, signing
from django.utils import timezone

from services.draft_state import content_fields, plain
from services.models import Entry
from services.models.desk import label_of

LONGEST = 1_000_000
"""Letters of a sealed text; a service with a hundred papers has about a tenth of it."""


@dataclass(frozen=True)
class Opened:
    """A draft as a form shows it: its revision, its rows, and when it was read."""

    revision: int
    rows: list[dict[str, Any]]
    at: datetime.datetime


def opened(entry: Entry) -> Opened:
    """The draft as it stands now."""
    entry = type(entry).objects.get(pk=entry.pk)
    parts = [row for relation in entry.part_relations for row in _rows(getattr(entry, relation))]
    rows = plain(serializers.serialize("python", [entry, *parts]))
    return Opened(entry.revision, rows, timezone.now())


def _rows(relation: Any) -> Any:
    """The rows of a part, with what they link to many of read at once."""
    links = [field.name for field in relation.model._meta.many_to_many]
    return relation.prefetch_related(*links) if links else relation.all()


def same(entry: Entry, one: Opened, other: Opened) -> bool:
    """Whether a form made of one can be saved over the other: both hold the same rows with the same content."""
    names = {field.name for field in content_fields(type(entry))}

    def content(draft: Opened) -> list[Any]:
        whole, *parts = draft.rows
        return [{name: whole["fields"].get(name) for name in names}, *parts]

    return content(one) == content(other)


def put_back(entry: Entry, draft: Opened) -> None:
    """Make the rows of an entry be these again, with their primary keys. Only for a transaction that is undone."""
    for relation in entry.part_relations:
        getattr(entry, relation).all().delete()
    for row in serializers.deserialize("python", draft.rows):
        row.save()


def seal(entry: Entry, what: str, data: Any, *, by: Any = None) -> str:
    """Data for a hidden field: packed and signed, for this entry (and this person) only."""
    return signing.dumps(data, salt=_salt(entry, what, by), compress=True)


def unseal(entry: Entry, what: str, text: str, *, by: Any = None) -> Any:
    """What was sealed. Raises `signing.BadSignature` for anything that we did not seal for this entry."""
    if not text or len(text) > LONGEST:
        raise signing.BadSignature("Tidak ada, atau terlalu panjang.")
    return signing.loads(text, salt=_salt(entry, what, by))


def _salt(entry: Entry, what: str, by: Any) -> str:
    return f"{what}:{label_of(entry)}:{entry.pk}:{by.pk if by else ''}"


def seal_opened(entry: Entry, draft: Opened) -> str:
    """The opened draft for a hidden field of its form."""
    return seal(entry, "draft", [draft.revision, draft.rows, draft.at.isoformat()])


def unseal_opened(entry: Entry, text: str) -> Opened:
    """The draft that a form was opened with. Raises `signing.BadSignature`."""
    revision, rows, at = unseal(entry, "draft", text)
    return Opened(revision, rows, datetime.datetime.fromisoformat(at))
