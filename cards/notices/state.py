"""A notice as one value: compared and written whole, so that no save is lost and each can be taken back."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cards.models import Card, CardKind
from cards.notice_cards import key_of
from services.document import digest
from services.models import Notice

State = dict[str, Any]
"""What a notice says and whether it was withdrawn, with its days and moments as text."""

_TEXTS = ("agency_id", "kind", "title", "claim", "text", "advice", "basis", "withdrawal_reason", "made_by_id")
_DAYS = ("starts_on", "ends_on")
_MOMENTS = ("withdrawn_at", "made_at")


def read(notice: Notice) -> State:
    """The notice as JSON."""
    dates = {name: getattr(notice, name) for name in (*_DAYS, *_MOMENTS)}
    return {name: getattr(notice, name) for name in _TEXTS} | {
        name: value.isoformat() if value else "" for name, value in dates.items()
    }


def stored(pk: int | None) -> State | None:
    """What the database holds under a key now."""
    notice = Notice.objects.filter(pk=pk).first() if pk else None
    return read(notice) if notice else None


def fingerprint(state: State | None) -> str:
    """The same for the same notice; empty for one that is not there."""
    return digest(state)[:20] if state else ""


@transaction.atomic
def save(notice: Notice, *, expected: str) -> bool:
    """Store a notice; False, and nothing written, where the stored one is no longer that of `expected`."""
    list(Notice.objects.select_for_update().filter(pk=notice.pk).values("pk"))
    if fingerprint(stored(notice.pk)) != expected:
        return False
    notice.save()
    return True


def with_state(pk: int, state: State) -> Notice:
    """The notice that says this; it is not stored."""
    days = {name: datetime.date.fromisoformat(state[name]) if state[name] else None for name in _DAYS}
    moments = {
        name: datetime.datetime.fromisoformat(state[name]) if state[name] else None for name in _MOMENTS
    }
    return Notice(pk=pk, **{name: state[name] for name in _TEXTS}, **days, **moments)


def cards_out(notice: Notice) -> list[Card]:
    """The cards of a notice that are out there and were not replaced, newest first."""
    if notice.pk is None:
        return []
    rows = Card.objects.filter(kind=CardKind.NOTICE, subject=key_of(notice), replaced_by=None)
    return list(rows.order_by("-issued_at"))


def was_issued(notice: Notice) -> bool:
    """Whether any card was ever made of it: then it stays, so that the card's code can be answered."""
    return Card.objects.filter(kind=CardKind.NOTICE, subject=key_of(notice)).exists()


def withdraw(notice: Notice, reason: str) -> None:
    """Take a notice back; it is not stored yet."""
    notice.withdrawn_at, notice.withdrawal_reason = timezone.now(), reason
