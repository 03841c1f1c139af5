"""A notice as one value: compared and written whole, so that no save is lost and each can be taken back."""

import datetime
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cards.models import Card, CardKind
from cards.notice_cards import key_of
from services.document import digest
from services.models import Notice, Office, Service

State = dict[str, Any]
"""What a notice says and whether it was withdrawn, with its days and moments as text."""

_TEXTS = (
    "agency_id", "kind", "severity", "title", "claim", "text", "advice", "basis", "withdrawal_reason", "made_by_id",
)  # fmt: skip
_DAYS = ("starts_on", "ends_on")
_TIMES = ("starts_at", "ends_at")
_MOMENTS = ("withdrawn_at", "made_at")


class Named(NamedTuple):
    """What a notice names: primary keys of offices and services."""

    offices: tuple[int, ...] = ()
    services: tuple[int, ...] = ()


def read(notice: Notice) -> State:
    """The notice as JSON, with the offices and services it names."""
    dates = {name: getattr(notice, name) for name in (*_DAYS, *_TIMES, *_MOMENTS)}
    said = {name: value.isoformat() if value is not None else "" for name, value in dates.items()}
    named = {name: sorted(getattr(notice, name).values_list("pk", flat=True)) for name in Named._fields}
    return {name: getattr(notice, name) for name in _TEXTS} | said | named


def named_in(state: State) -> Named:
    """What the notice of a state names; what was deleted meanwhile is left out."""
    return Named(
        tuple(Office.objects.filter(pk__in=state["offices"]).values_list("pk", flat=True)),
        tuple(Service.objects.filter(pk__in=state["services"]).values_list("pk", flat=True)),
    )


def stored(pk: int | None) -> State | None:
    """What the database holds under a key now."""
    notice = Notice.objects.filter(pk=pk).first() if pk else None
    return read(notice) if notice else None


def fingerprint(state: State | None) -> str:
    """The same for the same notice; empty for one that is not there."""
    return digest(state)[:20] if state else ""


@transaction.atomic
def save(notice: Notice, *, expected: str, named: Named | None = None) -> bool:
    """Store a notice; False, and nothing written, where the stored one is no longer that of `expected`.

    Without `named` it goes on naming the same offices and services.
    """
    list(Notice.objects.select_for_update().filter(pk=notice.pk).values("pk"))
    if fingerprint(stored(notice.pk)) != expected:
        return False
    notice.save()
    if named is not None:
        notice.offices.set(named.offices)
        notice.services.set(named.services)
    return True


@transaction.atomic
def add(notice: Notice, named: Named) -> Notice | None:
    """Store a new notice; or give the very same one that its writer has out there already, and write nothing.

    A button pressed twice sends it twice, often at the same moment: the writer's row is held meanwhile.
    """
    list(get_user_model().objects.select_for_update().filter(pk=notice.made_by_id).values("pk"))
    same = {name: getattr(notice, name) for name in (*_TEXTS, *_DAYS, *_TIMES)}
    for each in Notice.objects.filter(**same, withdrawn_at=None).order_by("pk"):
        said = read(each)
        if all(said[name] == sorted(getattr(named, name)) for name in Named._fields):
            return each
    save(notice, expected="", named=named)
    return None


def with_state(pk: int, state: State) -> Notice:
    """The notice that says this, without what it names; it is not stored."""
    kinds = {datetime.date: _DAYS, datetime.time: _TIMES, datetime.datetime: _MOMENTS}
    dates = {
        name: kind.fromisoformat(state[name]) if state[name] else None
        for kind, names in kinds.items()
        for name in names
    }
    return Notice(pk=pk, **{name: state[name] for name in _TEXTS}, **dates)


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
