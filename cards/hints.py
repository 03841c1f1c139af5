"""What someone who is about to publish hears of the cards that are out there."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cards import codes
from cards.holding import verdicts
from cards.models import Card, CardKind
from cards.models.card import UNUSED
from cards.registry import Verdict, options_today
from cards.subjects import KINDS, Source
from faq.models import Question
from services import snapshot
from services.facts import SharedFacts
from services.models import Entry, Service

NAMED = 5
"""Codes that fit a sentence."""


def cards_that_would_stop_holding(entry: Entry, document: Any) -> list[Card]:
    """The cards made of an entry that hold now and would not once `document` (None: nothing) is public, newest first.

    A question is also on the packs of its service and of its topic.
    """
    found: list[Card] = []
    for kind, key in _subjects(entry, document):
        cards = Card.objects.filter(kind=kind, subject=key, replaced_by=None).exclude(settled_for=UNUSED)
        holding = [card for card, verdict in verdicts(list(cards)) if verdict is Verdict.CURRENT]
        found += _stopping(holding, kind, key, entry, document)
    return sorted(found, key=lambda card: card.issued_at, reverse=True)


def _subjects(entry: Entry, document: Any) -> Iterator[tuple[CardKind, str]]:
    """What may have cards that say what the entry says, as it is public now and as it would be."""
    if isinstance(entry, Service):
        yield CardKind.PACK, entry.slug
    elif isinstance(entry, Question):
        yield CardKind.QUESTION, entry.slug
        live = entry.editions.live().first()
        said = [each for each in (live.content() if live else None, document) if each is not None]
        yield from ((CardKind.TOPIC, key) for key in sorted({each.topic for each in said} - {""}))
        yield from ((CardKind.PACK, key) for key in sorted({each.service for each in said} - {""}))


def _stopping(holding: list[Card], kind: CardKind, key: str, entry: Entry, document: Any) -> list[Card]:
    facts = snapshot.current()
    source = KINDS[kind].source(key, facts) if holding else None
    if not isinstance(source, Source):
        return []
    data = _planned(source.data, entry.slug, key, document)
    if data is None:
        return holding
    planned = replace(source, data=data)
    return [card for card in holding if _said(planned, facts, card) != card.digest]


def _planned(data: Any, slug: str, key: str, document: Any) -> Any:
    """What a card is made from with `document` in place of what the entry says now; None if nothing is left."""
    if slug == key:
        return data._replace(document=document) if document is not None else None
    stays = document is not None and key in (document.topic, document.service)
    others = [each for each in data.questions if each.slug != slug]
    if not stays:
        nothing_else = not others and not hasattr(data, "document")
        return None if nothing_else else data._replace(questions=tuple(others))
    place = next((n for n, each in enumerate(data.questions) if each.slug == slug), len(others))
    return data._replace(questions=(*others[:place], document, *others[place:]))


def _said(source: Source, facts: SharedFacts, card: Card) -> str:
    return KINDS[card.kind].build(source, facts, options_today(card)).digest


def before_publish(entry: Entry, document: Any) -> list[str]:
    """A sentence with their codes; see `services.workflow.before_publish_hints`."""
    cards = cards_that_would_stop_holding(entry, document)
    if not cards:
        return []
    named = ", ".join(codes.display(card.code) for card in cards[:NAMED])
    more = f", dan {len(cards) - NAMED} lainnya" if len(cards) > NAMED else ""
    return [
        f"{len(cards)} kartu yang sudah beredar tidak akan berlaku lagi: {named}{more}. Sesudah terbit, "
        "terbitkan ulang dari daftar kartu."
    ]
