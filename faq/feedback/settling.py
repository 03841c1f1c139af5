"""Feedback that was seen to, and taking that back."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from faq.models import Feedback
from services import audit, notifying, scope

LONGEST_NOTE = 200
MOST_AT_ONCE = 100


@transaction.atomic
def settle(keys: Iterable[int], how: str, *, by: Any) -> list[Feedback]:
    """Mark the open ones among these that are someone's own as seen to. Returns them."""
    wanted = list(keys)[:MOST_AT_ONCE]
    found = list(_own(by).filter(pk__in=wanted, settled_at=None).select_for_update())
    for each in found:
        each.settled_at, each.settled_by, each.settled_how = timezone.now(), by, how[:LONGEST_NOTE]
        each.save(update_fields=["settled_at", "settled_by", "settled_how"])
        notifying.settle(reverse("feedback-one", args=[each.pk]))
        audit.record("settle-feedback", each, by=by, name=each.title, agency=each.agency)
    return found


@transaction.atomic
def unsettle(keys: Iterable[int], *, by: Any) -> int:
    """Open them again. Returns how many."""
    found = list(
        _own(by).filter(pk__in=list(keys)[:MOST_AT_ONCE]).exclude(settled_at=None).select_for_update()
    )
    for each in found:
        each.settled_at, each.settled_by, each.settled_how = None, None, ""
        each.save(update_fields=["settled_at", "settled_by", "settled_how"])
        audit.record("unsettle-feedback", each, by=by, name=each.title, agency=each.agency)
    return len(found)


def _own(user: Any) -> Any:
    return scope.own(Feedback.objects.order_by("pk"), user)
