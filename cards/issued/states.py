"""In which state an issued card is, in words: does it hold, and if not, what was done about it?"""

from dataclasses import dataclass

from cards.models import Card
from cards.registry import Verdict


@dataclass(frozen=True)
class State:
    """A state as pages show it; `pill` is the class of its mark."""

    key: str
    words: str
    pill: str
    is_work: bool = False
    """Whether somebody should do something about it."""


STATES: dict[str, State] = {
    each.key: each
    for each in (
        State("berlaku", "Berlaku", "good"),
        State("berubah", "Isinya berubah", "bad", is_work=True),
        State("ditarik", "Ditarik", "bad", is_work=True),
        State("diganti", "Sudah diganti", "quiet"),
        State("beres", "Sudah dibereskan", "quiet"),
    )
}


def state_of(card: Card, verdict: Verdict, *, is_settled: bool) -> State:
    """What counts first is whether it holds: a card that does needs nothing, whatever was done about it before.

    `is_settled`: for the very change that holds now.
    """
    if verdict is Verdict.CURRENT:
        return STATES["berlaku"]
    if card.replaced_by_id:
        return STATES["diganti"]
    if is_settled:
        return STATES["beres"]
    return STATES["berubah" if verdict is Verdict.CHANGED else "ditarik"]
