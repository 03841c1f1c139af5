"""Cards that were issued in the place of others and were not posted yet: what is left to do after the radar."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cards import codes, holding
from cards.issued.rows import Row, rows_of, with_company
from cards.models import Card
from cards.registry import Verdict
from services import scope

MOST_SHOWN = 30


@dataclass(frozen=True)
class Replacement:
    """A card in the place of others, and their codes as they are printed."""

    row: Row
    old_codes: tuple[str, ...]


def waiting(user: Any) -> list[Replacement]:
    """Of the own cards, those in the place of others that hold and that nobody recorded as posted, newest first."""
    newest = holding.narrow(unposted(user)).order_by("-issued_at", "-pk")
    cards = list(with_company(newest).prefetch_related("replaces")[:MOST_SHOWN])
    holds = [each for each in holding.judged(cards) if each.verdict is Verdict.CURRENT]
    return [Replacement(row, _codes(row.card.replaces.all())) for row in rows_of(holds)]


def unposted(user: Any) -> QuerySet[Card]:
    """Own cards in the place of others, without a posting and not replaced themselves."""
    old_ones = Card.objects.filter(replaced_by=OuterRef("pk"))
    own = scope.own(Card.objects.posted_ones(), user).filter(replaced_by=None, posts=None)
    return own.filter(Exists(old_ones))


def replaced_by(user: Any, code: str) -> QuerySet[Card]:
    """The own cards in whose place the card with this code was issued, as long as it was not posted."""
    new = unposted(user).filter(code=codes.normalise(code))
    return scope.own(Card.objects.all(), user).filter(replaced_by__in=new)


def _codes(cards: Collection[Card]) -> tuple[str, ...]:
    return tuple(codes.display(card.code) for card in cards)
