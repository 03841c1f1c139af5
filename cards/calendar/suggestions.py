"""What to post next, ranked by need.

Every reason to post something about a subject has a weight, and a strength between 0 and 1:

    score = sum of weight * strength over the reasons of a subject

    stale    a card out there no longer holds: 1
    closure  a closure within 14 days has no card: 1 today, falling evenly to 1/2 on the last of these days
    notice   a notice that holds, or will within 14 days, has no card: 1
    changed  published or changed within 30 days, no card since: 1 today, falling evenly to 1/2
    asked    searched in the last 7 days, no card yet: searches / 20, at most 1
    old      searched at least 5 times this week, last posted or issued more than 90 days ago: searches / 20, at most 1
    counter  asked at the counter at least 3 times this week: times / 20, at most 1
    questions  sent through the site this week: times / 5, at most 1
    unhelpful  at least 3 readers this week found the page not helpful yet: times / 10, at most 1
    never    no card yet: 1

Each sign of demand is counted once, under its own reason; `counter`, `questions` and `unhelpful` wait
until the last post or card is more than 30 days old. Searches without an answer have no subject a card could be made of:
the first page of the workspace says to write a question.

The weight of `stale` is above what all others can come to for one subject, so it is always on top. Equal scores keep
the order of the catalogue. What is planned for a coming day is left out unless its card is stale; so is what someone
dismissed for the reason it is suggested for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cards.calendar import needs
from cards.calendar.needs import Need
from cards.models import CardKind, PlannedPost, SuggestionDismissal
from cards.studio_links import make_url
from cards.subjects import KINDS
from services import scope

WEIGHTS = {
    "stale": 150, "closure": 80, "notice": 70, "changed": 40, "asked": 30, "counter": 20, "questions": 20, "old": 20,
    "unhelpful": 10, "never": 10,
}  # fmt: skip
"""By reason."""
MOST_SAID = 2
"""Reasons a suggestion names: its weightiest."""
DISMISSED_DAYS = 60
NOT_DISMISSED = "stale"
"""A card that no longer holds is settled on the radar, not put out of sight."""


@dataclass(frozen=True)
class Suggestion:
    """Something that is worth posting now, and why."""

    kind: str
    """A `CardKind`."""
    key: str
    title: str
    reason: str
    """In words, the weightiest first."""
    score: float
    url: str
    """Where its card is made; of a card that no longer holds, where it is replaced or settled."""
    plan_url: str
    reasons: tuple[str, ...]
    """Keys of `WEIGHTS`."""

    @property
    def label(self) -> str:
        """What people call its kind."""
        return str(CardKind(self.kind).label)

    @property
    def path(self) -> str:
        """The word of its kind in addresses."""
        return KINDS[self.kind].path

    @property
    def may_dismiss(self) -> bool:
        """Whether someone may say that they do not want it."""
        return NOT_DISMISSED not in self.reasons


def suggestions(user: Any, limit: int = 10) -> list[Suggestion]:
    """What this person's agencies should post next, the most needed first. The number of queries has a bound."""
    found = _by_subject(_wanted(needs.all_needs(user), user))
    made = [_suggestion(subject, of_it) for subject, of_it in found.items()]
    return sorted(made, key=lambda each: -each.score)[:limit]  # sorted keeps the order of what is equal


def _wanted(every: Iterable[Need], user: Any) -> list[Need]:
    """Without what is planned already or was dismissed."""
    today = timezone.localdate()
    coming = scope.own(PlannedPost.objects.filter(on__gte=today, post=None).exclude(subject=""), user)
    planned = set(coming.values_list("kind", "subject"))
    refused = SuggestionDismissal.objects.filter(user=user, until__gte=today)
    dismissed = set(refused.values_list("kind", "subject", "reason"))
    return [
        need
        for need in every
        if need.reason == NOT_DISMISSED
        or ((need.kind, need.key) not in planned and (need.kind, need.key, need.reason) not in dismissed)
    ]


def _by_subject(every: Iterable[Need]) -> dict[tuple[str, str], list[Need]]:
    found: dict[tuple[str, str], list[Need]] = {}
    for need in every:
        found.setdefault((need.kind, need.key), []).append(need)
    return found


def _points(need: Need) -> float:
    return WEIGHTS[need.reason] * need.strength


def _suggestion(subject: tuple[str, str], of_it: list[Need]) -> Suggestion:
    kind, key = subject
    of_it = sorted(of_it, key=_points, reverse=True)
    words = ", ".join([need.words for need in of_it if need.words][:MOST_SAID])
    query = urlencode({"jenis": KINDS[kind].path, "tentang": key})
    return Suggestion(
        kind=kind,
        key=key,
        title=of_it[0].title,
        reason=f"{words[:1].upper()}{words[1:]}.",
        score=round(sum(map(_points, of_it)), 3),
        url=next((need.url for need in of_it if need.url), "") or make_url(kind, key),
        plan_url=f"{reverse('calendar-plan-new')}?{query}",
        reasons=tuple(need.reason for need in of_it),
    )
