"""Plans of the editorial calendar: how far each is, and how cards and posts find the plan they belong to.

A plan is made once it has a card, or once a card of its subject was issued after it was written. It is posted once a
post was recorded that belongs to it.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cards.models import Card, PlannedPost, Post
from services import scope

NEAR = datetime.timedelta(days=14)
"""How far a post may be from the day it was planned for and still be that plan's."""

PLANNED, MADE, POSTED = "planned", "made", "posted"


@dataclass(frozen=True)
class Standing:
    """How far a plan is; `card` is the one that was made for it, if there is one."""

    plan: PlannedPost
    state: str
    card: Card | None


def own_plans(user: Any) -> QuerySet[PlannedPost]:
    """Plans of the agencies someone works for."""
    return scope.own(PlannedPost.objects.all(), user)


def standings(plans: Sequence[PlannedPost], user: Any) -> list[Standing]:
    """How far each of these plans is, by the cards that this person may see; one query."""
    issued = _issued_since(plans, user)
    return [_standing(plan, issued.get((plan.kind, plan.subject), [])) for plan in plans]


def _issued_since(plans: Sequence[PlannedPost], user: Any) -> dict[tuple[str, str], list[Card]]:
    """The own cards of what is planned, by kind and subject, oldest first: a closure of all offices is a subject of many
    agencies, each with its card."""
    open_ones = [plan for plan in plans if plan.subject and not plan.card_id and not plan.post_id]
    if not open_ones:
        return {}
    cards = scope.own(Card.objects.posted_ones(), user).defer("content", "options").filter(
        subject__in={plan.subject for plan in open_ones},
        issued_at__gte=min(plan.made_at for plan in open_ones),
    )  # fmt: skip
    found: dict[tuple[str, str], list[Card]] = {}
    for card in cards.order_by("issued_at", "pk"):
        found.setdefault((card.kind, card.subject), []).append(card)
    return found


def _standing(plan: PlannedPost, issued: list[Card]) -> Standing:
    since = [card for card in issued if card.issued_at >= plan.made_at]
    card = plan.card or (since[-1] if since else None)
    if plan.post_id:
        return Standing(plan, POSTED, card)
    return Standing(plan, MADE if card else PLANNED, card)


def link_card(plan_pk: int | str, card: Card, user: Any) -> bool:
    """The card was made for this plan (`?rencana=<pk>` in the studio); False where that is no own plan."""
    if not str(plan_pk).isdecimal() or len(str(plan_pk)) > 18:
        return False
    return bool(own_plans(user).filter(pk=plan_pk).update(card=card))


def link_post(post: Post) -> PlannedPost | None:
    """Give a post that was just recorded to the plan it fulfils, and return that plan.

    It is the plan of the same card or subject for that platform (or for none in particular) whose day is nearest, and
    at most two weeks away; a plan that is posted already keeps its post.
    """
    card = post.card
    about = Q(card=card) | Q(kind=card.kind, subject=card.subject)
    waiting = PlannedPost.objects.filter(about, post=None, platform__in=["", post.platform])
    if card.agency_id:
        waiting = waiting.filter(Q(agency=card.agency_id) | Q(card=card))
    elif post.posted_by:  # a card of no agency: plans on the same closure are those of colleagues
        waiting = scope.own(waiting, post.posted_by)
    waiting = waiting.filter(on__range=(post.posted_on - NEAR, post.posted_on + NEAR))
    nearest = min(waiting, key=lambda plan: (abs(plan.on - post.posted_on), plan.on, plan.pk), default=None)
    if nearest:
        nearest.card, nearest.post = nearest.card or card, post
        nearest.save(update_fields=["card", "post", "changed_at"])
    return nearest
