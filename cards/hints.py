"""What someone who is about to publish hears of the cards that are out there."""

from typing import Any

from cards import codes
from cards.content import CardOptions, build_content
from cards.holding import verdicts
from cards.models import Card
from cards.registry import Verdict
from services import snapshot
from services.models import Entry, Service

NAMED = 5
"""Codes that fit a sentence."""


def packs_that_would_stop_holding(entry: Entry, document: Any) -> list[Card]:
    """The packs of a service that hold now and would not once `document` (None: nothing) is public, newest first."""
    if not isinstance(entry, Service):
        return []
    packs = Card.objects.packs().filter(service=entry.slug).order_by("-issued_at")
    holding = [card for card, verdict in verdicts(packs) if verdict is Verdict.CURRENT]
    if document is None:
        return holding
    facts = snapshot.current()
    return [card for card in holding if _said(document, facts, card) != card.digest]


def before_publish(entry: Entry, document: Any) -> list[str]:
    """A sentence with their codes; see `services.workflow.before_publish_hints`."""
    packs = packs_that_would_stop_holding(entry, document)
    if not packs:
        return []
    named = ", ".join(codes.display(card.code) for card in packs[:NAMED])
    more = f", dan {len(packs) - NAMED} lainnya" if len(packs) > NAMED else ""
    return [
        f"{len(packs)} paket kartu yang sudah beredar tidak akan berlaku lagi: {named}{more}. Siapkan gantinya."
    ]


def _said(document: Any, facts: Any, card: Card) -> str:
    return build_content(document, facts, CardOptions.model_validate(card.options)).digest
