"""Which cards that are out there no longer hold, for many cards at once.

Asking one card (`registry.check`) builds its text again. For a list that is too slow, so what a text came to is kept:
the same edition, shared facts and options always give the same digest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from cards.content import CardOptions, build_content
from cards.models import Card, CardKind
from cards.registry import Verdict
from services import scope, snapshot
from services.document import canonical_json, digest
from services.facts import SharedFacts
from services.models import ServiceEdition

KEPT_SECONDS = 24 * 60 * 60
LOOKED_AT = 200
"""The newest packs are looked at; older ones are asked one by one, on their own page."""


@dataclass(frozen=True)
class Outdated:
    """A card that no longer says what holds: its text changed, or its entry was withdrawn."""

    card: Card
    verdict: Verdict


def outdated_packs(user: Any, limit: int = LOOKED_AT) -> list[Outdated]:
    """Of the newest packs that someone may see, those that do not hold, newest first."""
    packs = list(scope.own(Card.objects.packs(), user).order_by("-issued_at")[:limit])
    return [Outdated(card, verdict) for card, verdict in verdicts(packs) if verdict is not Verdict.CURRENT]


def verdicts(packs: Iterable[Card]) -> list[tuple[Card, Verdict]]:
    """Each pack with its verdict. Two queries and, for texts that are not known yet, their making."""
    packs = [card for card in packs if card.kind == CardKind.PACK]
    facts = snapshot.current()
    mark = digest(facts.model_dump(mode="json"))[:16] if packs else ""
    slugs = {card.service for card in packs}
    newest = {each.slug: each for each in ServiceEdition.objects.current().filter(slug__in=slugs)}
    return [(card, _verdict(card, newest.get(card.service), facts, mark)) for card in packs]


def _verdict(card: Card, edition: ServiceEdition | None, facts: SharedFacts, mark: str) -> Verdict:
    if edition is None or edition.is_withdrawal:
        return Verdict.WITHDRAWN
    key = f"card-digest-{edition.digest[:24]}-{mark}-{digest(canonical_json(card.options))[:24]}"
    now = cache.get(key)
    if now is None:
        now = build_content(edition.content(), facts, CardOptions.model_validate(card.options)).digest
        cache.set(key, now, KEPT_SECONDS)
    return Verdict.CURRENT if now == card.digest else Verdict.CHANGED
