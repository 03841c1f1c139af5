"""Cards that put right what a posted card says."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cards import codes, correction_cards
from cards.content import CardContent, CardOptions, differences
from cards.correction_cards import CorrectionData
from cards.models.card import Card, CardKind
from cards.subjects.kind import Found, Gone, Source, SubjectKind
from services import scope, snapshot
from services.document import digest
from services.facts import SharedFacts
from services.wording import date_words

HOLDS_AGAIN = "Isi kartu itu sama dengan yang berlaku sekarang, jadi tidak ada yang perlu diralat."
LOOKED_AT = 60
"""The newest cards among which `found` looks for those that need a correction."""


class CorrectionSubject(SubjectKind):
    """Corrections of cards that no longer hold, each by the code of the card."""

    kind = CardKind.CORRECTION
    path = "ralat"

    def __init__(self, kinds: Mapping[str, SubjectKind]) -> None:
        self._kinds = kinds
        """All kinds by `CardKind`: a card of any may have to be put right."""

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        cards = Card.objects.filter(code__in=[key.upper() for key in keys]).select_related("agency")
        return self._sources_of(list(cards), facts)

    def _sources_of(self, cards: list[Card], facts: SharedFacts) -> dict[str, Source | Gone]:
        found: dict[str, Source | Gone] = {}
        for kind in {card.kind for card in cards}:
            about = [card for card in cards if card.kind == kind]
            now = self._kinds[kind].sources({card.subject for card in about}, facts)
            names = self._names([each for each in now.values() if isinstance(each, Gone)], kind, facts)
            for card in about:
                key = correction_cards.key_of(card.code)
                found[key] = self._source(card, now.get(card.subject), facts, names)
        return found

    def _names(self, gone: list[Gone], kind: str, facts: SharedFacts) -> dict[str, str]:
        """What the subjects are called that replace these."""
        keys = {each.replacement for each in gone if each.replacement}
        known = self._kinds[kind].sources(keys, facts) if keys else {}
        return {key: each.title for key, each in known.items() if isinstance(each, Source)}

    def _source(
        self, card: Card, now: Source | Gone | None, facts: SharedFacts, names: Mapping[str, str]
    ) -> Source | Gone:
        old = CardContent.model_validate(card.content)
        if isinstance(now, Source) and not now.over:
            options = CardOptions.model_validate(card.options)
            today = options.model_copy(update={"as_of": timezone.localdate()})
            changes = differences(old, self._kinds[card.kind].build(now, facts, today))
            if not changes:
                return Gone(HOLDS_AGAIN)
            data = CorrectionData(card.code, old, tuple(changes))
        else:
            data = _of_what_is_gone(card, old, now, names)
        return Source(
            key=correction_cards.key_of(card.code),
            title=f"Ralat {codes.display(card.code)}: {old.short_name}",
            data=data,
            digest=digest([card.digest, *data[2:]]),
            agency=card.agency.key if card.agency else "",
            public_url=(now.public_url if isinstance(now, Source) else "")
            or reverse("card", args=[card.code]),
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return correction_cards.build(source.data, source.agency, facts, options)

    def is_own(self, user: Any, key: str) -> bool:
        return self._own(user).filter(code=key.upper()).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        newest = list(self._own(user).order_by("-issued_at")[:LOOKED_AT])
        meant = [card for card in newest if _has_words(card, words)]
        sources = self._sources_of(meant, snapshot.current())
        found = []
        for card in meant:
            source = sources[correction_cards.key_of(card.code)]
            if isinstance(source, Source):
                note = f"dibuat {date_words(timezone.localdate(card.issued_at), short=True)}"
                found.append(Found(self.kind, source.key, source.title, note))
        return found[:limit]

    @staticmethod
    def _own(user: Any) -> Any:
        """Cards that may have to be put right; corrections themselves are replaced, not corrected."""
        cards = Card.objects.posted_ones().exclude(kind=CardKind.CORRECTION)
        return scope.own(cards, user).select_related("agency")


def _of_what_is_gone(
    card: Card, old: CardContent, now: Source | Gone | None, names: Mapping[str, str]
) -> CorrectionData:
    if isinstance(now, Source):
        return CorrectionData(card.code, old, is_gone=True, reason=now.over)
    gone = now or Gone()
    name = names.get(gone.replacement, "")
    return CorrectionData(card.code, old, is_gone=True, reason=gone.reason, replacement=name)


def _has_words(card: Card, words: str) -> bool:
    name = f"{card.content.get('name', '')} {codes.display(card.code)} {card.code}".casefold()
    return all(word in name for word in words.casefold().split())
