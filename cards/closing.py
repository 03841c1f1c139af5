"""The last slide of cards that are not about one service: whom to ask, how to check the card, and passing it on."""

from typing import NamedTuple

from cards import sections
from cards.printed import Section
from services.facts import SharedFacts


class _AnsweredBy(NamedTuple):
    """As much of a service as its last slide reads."""

    agency: str
    channels: tuple[str, ...] = ()


def section(agency: str, facts: SharedFacts) -> Section:
    """The last slide of an agency."""
    return sections.last(_AnsweredBy(agency), facts)
