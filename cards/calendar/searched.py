"""What residents asked for of each service and question in the last seven days, for what to post next."""

from collections.abc import Collection

from cards.models import CardKind
from faq.demand import counting
from faq.demand.counting import Counts
from faq.demand.weeks import Calendar, last_days
from faq.demand.weights import QUESTIONS, SEARCHES, TAPS, UNHELPFUL

SIGNS = (QUESTIONS, SEARCHES, TAPS, UNHELPFUL)

_PATHS = {CardKind.PACK: "layanan", CardKind.QUESTION: "tanya-jawab"}


def demand(user: object, subjects: Collection[tuple[str, str]]) -> dict[tuple[str, str], Counts]:
    """For each of these (kind of card, key) the counts by sign; what was asked of others is not counted."""
    week = last_days()
    tally = counting.count(Calendar([week]), user, signs=SIGNS)
    return {
        (kind, key): tally.of((_PATHS[CardKind(kind)], key), week) for kind, key in subjects if kind in _PATHS
    }
