"""A plan as one value, so that nothing is overwritten unseen and each change can be taken back."""

import datetime
from typing import Any

from django.db import transaction

from cards.models import Card, PlannedPost, Post
from services.document import digest

State = dict[str, Any]
"""The columns of a plan, with its moments as text."""

_COLUMNS = ("agency_id", "title", "kind", "subject", "platform", "note", "card_id", "post_id", "made_by_id")


def read(plan: PlannedPost) -> State:
    """The plan as JSON."""
    moments = {"on": plan.on.isoformat(), "made_at": plan.made_at.isoformat()}
    return {name: getattr(plan, name) for name in _COLUMNS} | moments


def stored(pk: int | None) -> State | None:
    """What the database holds under a key now."""
    plan = PlannedPost.objects.filter(pk=pk).first() if pk else None
    return read(plan) if plan else None


def fingerprint(state: State | None) -> str:
    """The same for a plan that says the same, whatever became of it since; empty for one that is not there."""
    if state is None:
        return ""
    return digest({key: value for key, value in state.items() if key not in ("card_id", "post_id")})[:20]


@transaction.atomic
def save(plan: PlannedPost, *, expected: str) -> bool:
    """Store a plan; False, and nothing written, where the stored one is no longer that of `expected`."""
    list(PlannedPost.objects.select_for_update().filter(pk=plan.pk).values("pk"))
    if fingerprint(stored(plan.pk)) != expected:
        return False
    plan.save()
    return True


@transaction.atomic
def bring_back(pk: int, state: State, *, expected: str) -> bool:
    """Make a plan, there or removed, what `state` says; False where it was changed since `expected`."""
    now = stored(pk)
    if fingerprint(now) != expected:
        return False
    kept = {name: state[name] for name in _COLUMNS}
    # What became of it since stays; what is gone meanwhile is not named again.
    kept["card_id"] = now["card_id"] if now else _there(Card, state["card_id"])
    kept["post_id"] = now["post_id"] if now else _there(Post, state["post_id"])
    made_at = datetime.datetime.fromisoformat(state["made_at"])
    plan = PlannedPost(pk=pk, on=datetime.date.fromisoformat(state["on"]), made_at=made_at, **kept)
    plan.save()
    PlannedPost.objects.filter(pk=pk).update(made_at=made_at)
    return True


def _there(model: Any, pk: int | None) -> int | None:
    return pk if pk and model.objects.filter(pk=pk).exists() else None
