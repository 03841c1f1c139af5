"""A closure as one value: whose it is, compared, written whole, so that no save is lost and a change can be undone."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction

from services import scope, snapshot
from services.document import digest
from services.facts import ClosureFacts
from services.models import Closure, Office

State = dict[str, Any]
"""The columns of a closure, its dates as text, and `offices`: the keys of its offices, none for every office."""

_COLUMNS = ("name", "kind", "source", "is_ignored", "extra")


def read(closure: Closure) -> State:
    """The closure as it is stored, as JSON."""
    kept = {name: getattr(closure, name) for name in _COLUMNS}
    dates = {"start": closure.start.isoformat(), "end": closure.end.isoformat()}
    return kept | dates | {"offices": sorted(closure.offices.values_list("key", flat=True))}


def with_facts(closure: Closure, wanted: ClosureFacts) -> State:
    """What a closure, stored or new, becomes when it says this."""
    dates = {"start": wanted.start.isoformat(), "end": wanted.end.isoformat()}
    kept = {name: getattr(closure, name) for name in _COLUMNS} | {"name": wanted.name, "kind": wanted.kind}
    return kept | dates | {"offices": list(wanted.offices)}


def fingerprint(state: State | None) -> str:
    """The same for the same closure; empty for one that is not there."""
    return digest(state)[:20] if state else ""


def may_hold(offices: Collection[str], user: Any) -> bool:
    """Whether someone may close these offices: all of them are theirs, or none is named and every office is."""
    if not offices:
        return scope.covers_all(user)
    own = scope.own(Office.objects.filter(key__in=offices), user)
    return set(offices) <= set(own.values_list("key", flat=True))


def may_touch(closure: Closure, user: Any) -> bool:
    """Whether someone may change or delete it."""
    return may_hold(set(closure.offices.values_list("key", flat=True)), user)


def write(closure: Closure, state: State, *, expected: str) -> bool:
    """Make a closure what `state` says.

    Writes nothing, and says so with False, where the stored one is no longer that of the fingerprint `expected`.
    """
    with transaction.atomic(), snapshot.hold():
        snapshot.lock()
        if fingerprint(stored(closure.pk)) != expected:
            return False
        for name in _COLUMNS:
            setattr(closure, name, state[name])
        closure.start, closure.end = (datetime.date.fromisoformat(state[name]) for name in ("start", "end"))
        closure.save()
        closure.offices.set(Office.objects.filter(key__in=state["offices"]))
    return True


def stored(pk: int | None) -> State | None:
    """What the database holds under a key now."""
    closure = Closure.objects.filter(pk=pk).first() if pk else None
    return read(closure) if closure else None
