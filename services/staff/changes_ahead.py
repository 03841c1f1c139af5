"""What publishing a draft would change for readers, told before it is done."""

from dataclasses import dataclass
from typing import Any

from services import publishing, snapshot, workflow
from services.history import Line, lines
from services.staff.next_words import scheduled_words
from services.workflow_rules import Situation


@dataclass(frozen=True)
class Ahead:
    """The lines readers will see in the history, what the apps have to say, and what is dropped by it."""

    is_first: bool
    lines: list[Line]
    hints: list[str]
    dropped: str = ""


def of_publishing(situation: Situation) -> Ahead:
    """What changes when the draft takes the place of what is public, or was public last."""
    if situation.problems:
        return Ahead(False, [], [])
    document = publishing.build(situation.entry)
    before = _last_document(situation)
    told = lines(before, document, snapshot.current()) if before else []
    dropped = situation.scheduled
    words = f"Yang terjadwal diganti: {scheduled_words(dropped)}" if dropped else ""
    return Ahead(before is None, told, workflow.hints(situation.entry, document), words)


def of_withdrawing(situation: Situation) -> Ahead:
    """What changes when it is taken down."""
    dropped = situation.scheduled
    words = f"Yang terjadwal dibatalkan: {scheduled_words(dropped)}" if dropped else ""
    return Ahead(False, [], workflow.hints(situation.entry, None), words)


def _last_document(situation: Situation) -> Any:
    if situation.is_live:
        return situation.current.content()
    newest = situation.entry.editions.in_effect().filter(document__isnull=False).order_by("-number").first()
    return newest.content() if newest else None
