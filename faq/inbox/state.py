"""How questions of residents stand, as plain data: to notice that a colleague was faster, and to take something back."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from faq.models import Inquiry
from services.document import digest
from services.draft_state import plain

SAID = ("state", "answer", "question_id", "answered_at", "answer_changed_at")
"""What an officer saw of each question before they answered."""
ALL = (*SAID, "answered_by_id", "lead_id", "kept_apart", "assigned_to_id")
"""What the inbox can change."""
KEPT = tuple(name for name in ALL if name != "answer")
"""What is kept elsewhere to take a change back. Texts of answers stay in the rows, and go when the question goes."""

State = dict[str, dict[str, Any]]
"""By primary key as text, as JSON has it."""


def read(rows: Iterable[Inquiry], columns: tuple[str, ...] = KEPT) -> State:
    """What these columns say of these rows."""
    return plain({str(row.pk): {name: getattr(row, name) for name in columns} for row in rows})


def seal(rows: Iterable[Inquiry], columns: tuple[str, ...] = SAID) -> str:
    """A short name of how these rows stand; another as soon as one of them is answered or changed."""
    return digest(read(rows, columns))[:20]


@transaction.atomic
def put_back(before: State, *, after: str, answered: Collection[int] = ()) -> bool:
    """Make rows stand as they did before, unless anything changed since (`after` is their seal over `ALL`).

    Those that were `answered` get the answer they had; the one taken back is kept in its place, to go on from there.
    """
    rows = list(Inquiry.objects.select_for_update(of=("self",)).filter(pk__in=before).order_by("pk"))
    if len(rows) != len(before) or seal(rows, ALL) != after:
        return False
    for row in rows:
        for name, value in before[str(row.pk)].items():
            field = Inquiry._meta.get_field(name.removesuffix("_id"))
            setattr(row, name, field.to_python(value))
        if row.pk in answered:
            row.answer, row.answer_before = row.answer_before, row.answer
        row.save(update_fields=[*(name.removesuffix("_id") for name in ALL), "answer_before"])
    return True
