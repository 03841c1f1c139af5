"""Which cards that are out there no longer hold, and what changed on each, for many cards at once.

Asking one card (`registry.check`) builds its text again. For a list that is too slow, so what a text came to is kept:
the same source, shared facts and options always give the same digest, whichever day a card was issued.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cards.content import CardContent, Difference, differences
from cards.models import Card, CardKind, Post
from cards.models.card import UNUSED
from cards.registry import Verdict, content_of, mark_of, options_today, today
from cards.subjects import KINDS, Gone, Source
from services import scope, snapshot
from services.document import canonical_json, digest
from services.facts import SharedFacts

KEPT_SECONDS = 24 * 60 * 60
MOST_KEPT = 20_000
"""Digests and lists of changes that are kept; beyond it they are worked out again."""

_Known = dict[str, Any]


@dataclass(frozen=True)
class Outdated:
    """A card that no longer says what holds: its text changed, or what it is about was withdrawn."""

    card: Card
    verdict: Verdict
    now: str = ""
    """The digest of what it would say now; "" where there is nothing to say."""
    reason: str = ""
    """Why it was withdrawn."""
    replacement: str = ""
    """The key of what replaces what was withdrawn."""

    @property
    def is_settled(self) -> bool:
        """Whether somebody said that nothing needs to be done about just this."""
        return self.card.is_settled_for(mark_of(self.verdict, self.now))


def narrow(cards: QuerySet[Card]) -> QuerySet[Card]:
    """The cards without their long text, but with `name` and `agency_name` as printed, and `is_up`: posted somewhere
    and not taken down yet."""
    names = {"name": F("content__name"), "agency_name": F("content__agency")}
    up = Post.objects.filter(card=OuterRef("pk"), removed_on=None)
    return cards.defer("content").annotate(**names, is_up=Exists(up))


def outdated_packs(user: Any, limit: int | None = None) -> list[Outdated]:
    """Of the cards that someone may see and that are out there, those that do not hold; `narrow` rows, those that are
    still up somewhere first, then the newest.

    Cards that were replaced, or settled by hand for the change that holds now, are no longer anybody's work.
    """
    cards = scope.own(Card.objects.posted_ones(), user).filter(replaced_by=None).exclude(settled_for=UNUSED)
    newest = narrow(_out_there(cards)).order_by("-is_up", "-issued_at", "-pk")[:limit]
    return [each for each in outdated(list(newest)) if not each.is_settled]


def _out_there(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Without corrections that were taken back before anybody had them: in the place of no card, never downloaded."""
    old_ones, posts = (
        Card.objects.filter(replaced_by=OuterRef("pk")),
        Post.objects.filter(card=OuterRef("pk")),
    )
    idle = Q(kind=CardKind.CORRECTION, downloads=0) & ~Exists(old_ones) & ~Exists(posts)
    return cards.exclude(idle)


def outdated(cards: Sequence[Card]) -> list[Outdated]:
    """Of these cards, those that do not hold."""
    return [each for each in judged(cards) if each.verdict is not Verdict.CURRENT]


def verdicts(cards: Sequence[Card]) -> list[tuple[Card, Verdict]]:
    """Each card with its verdict: a few queries for each kind and, for texts that are not known yet, their making."""
    return [(each.card, each.verdict) for each in judged(cards)]


def judged(cards: Sequence[Card]) -> list[Outdated]:
    """What can be said of each card, also of those that hold."""
    if not cards:
        return []
    now = _Now(cards)
    found = [_answer(card, now) for card in cards]
    now.remember()
    return found


def _answer(card: Card, now: "_Now") -> Outdated:
    source = now.sources.get((card.kind, card.subject))
    if source is None or isinstance(source, Gone):
        gone = source or Gone()
        return Outdated(card, Verdict.WITHDRAWN, "", gone.reason, gone.replacement)
    said = now.digest_of(card, source)
    if source.over:
        return Outdated(card, Verdict.WITHDRAWN, said, source.over)
    return Outdated(card, Verdict.CURRENT if said == card.digest else Verdict.CHANGED, said)


class _Now:
    """What holds of everything that some cards are about, and what is known of the texts it comes to.

    What is known is one entry of the cache: a cache in the process holds few entries, and would drop others for ours.
    """

    def __init__(self, cards: Sequence[Card]) -> None:
        self.facts: SharedFacts = snapshot.current()
        self.mark = digest([self.facts.model_dump(mode="json"), today().isoformat()])[:16]
        self.sources = sources_of({(card.kind, card.subject) for card in cards}, self.facts)
        self.known: _Known = cache.get(f"card-digests-{self.mark}") or {}
        self._had = len(self.known)

    def digest_of(self, card: Card, source: Source) -> str:
        """What the card would say now, as a digest."""
        options = card.options | {"as_of": ""}
        key = digest([card.kind, card.subject, source.digest, canonical_json(options)])[:32]
        if key not in self.known:
            self.known[key] = self.text_of(card, source).digest
        return self.known[key]

    def text_of(self, card: Card, source: Source) -> CardContent:
        """What the card would say now."""
        return KINDS[card.kind].build(source, self.facts, options_today(card))

    def remember(self) -> None:
        """Keep what was learnt for those who ask next."""
        if self._had < len(self.known) <= MOST_KEPT:
            cache.set(f"card-digests-{self.mark}", self.known, KEPT_SECONDS)


def sources_of(
    subjects: Collection[tuple[str, str]], facts: SharedFacts
) -> dict[tuple[str, str], Source | Gone]:
    """What holds of each (kind, key); those that never were are left out. A few queries for each kind."""
    found: dict[tuple[str, str], Source | Gone] = {}
    for name in {kind for kind, _ in subjects}:
        keys = {key for kind, key in subjects if kind == name}
        found |= {(name, key): source for key, source in KINDS[name].sources(keys, facts).items()}
    return found


def changes(outdated: Sequence[Outdated]) -> dict[int, tuple[Difference, ...]]:
    """What changed on each of these cards, by primary key; nothing for what is withdrawn altogether.

    Two cards with one text and one text now have the same changes, so each pair of texts is compared once.
    """
    pairs = {(each.card.digest, each.now): each.card for each in outdated if each.now}
    known: _Known = cache.get("card-changes") or {}
    wanted = {pair: card for pair, card in pairs.items() if _name(pair) not in known}
    if wanted:
        known |= _compared(wanted)
        if len(known) <= MOST_KEPT:
            cache.set("card-changes", known, KEPT_SECONDS)
    return {each.card.pk: known.get(_name((each.card.digest, each.now)), ()) for each in outdated if each.now}


def _name(pair: tuple[str, str]) -> str:
    return f"{pair[0][:20]}-{pair[1][:20]}"


def _compared(wanted: dict[tuple[str, str], Card]) -> _Known:
    now = _Now(list(wanted.values()))
    printed = Card.objects.in_bulk([card.pk for card in wanted.values()])
    found: _Known = {}
    for pair, card in wanted.items():
        source = now.sources.get((card.kind, card.subject))
        if card.pk in printed and isinstance(source, Source):
            said = now.text_of(card, source)
            found[_name(pair)] = tuple(differences(content_of(printed[card.pk]), said))
    return found
