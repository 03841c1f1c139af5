"""What can be done about a card that no longer holds: a new one in its place, a correction, or nothing, said by hand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cards import codes, registry, subjects
from cards.content import CardOptions
from cards.formats import FORMATS
from cards.models import Card, CardKind
from cards.models.card import UNUSED
from cards.registry import Verdict
from cards.rendering import TooManySlides, slide_count
from cards.subjects import Source
from services import audit, snapshot

Done = dict[str, Any]
"""The state of a card after something was done to it: card, replaced_by (primary keys), settled_at (ISO 8601)."""


class NotPossible(ValueError):
    """A card cannot be replaced at one click; the message tells staff why and what to do."""

    def __init__(self, words: str, *, in_studio: bool = False) -> None:
        """`in_studio`: a card of the same subject can be made there by hand."""
        super().__init__(words)
        self.in_studio = in_studio


@transaction.atomic
def reissue(card: Card, *, by: Any) -> Card:
    """A new card of what holds now with the same options, in place of this one. Raises `NotPossible`.

    The address of the old code then leads to the new card.
    """
    card = Card.objects.select_for_update().get(pk=card.pk)
    if card.replaced_by_id:
        raise NotPossible("Kartu ini sudah diganti.")
    options = registry.options_today(card)
    _must_fit(card, options)
    new = registry.issue(card.subject, options, kind=card.kind, formats=card.formats, by=by)
    if new.pk == card.pk or new.digest == card.digest:
        raise NotPossible("Isinya masih berlaku, jadi tidak perlu diganti.")
    if new.replaced_by_id or new.settled_at:
        # An older card that holds again: it is the newest now, and must not lead back here.
        Card.objects.filter(pk=new.pk).update(replaced_by=None, settled_at=None, settled_by=None)
    card.replaced_by = new
    card.save(update_fields=["replaced_by"])
    audit.record(
        "reissue-card", card, by=by, code=codes.display(card.code), replacement=codes.display(new.code)
    )
    return new


def _must_fit(card: Card, options: CardOptions) -> None:
    """Raises `NotPossible` where the same choice can no longer be made, or no longer be drawn."""
    try:
        source = registry.source_of(card.kind, card.subject)
    except registry.NotPublished as error:
        raise NotPossible(f"{error} Buat ralat, atau hapus unggahannya.") from error
    kind = subjects.of(card)
    if missing := _missing_cases(card, source):
        word = kind.cases_label.lower()
        raise NotPossible(
            f"Kartu ini dibuat untuk {word} yang tidak ada lagi ({', '.join(missing)}). Buat kartu baru di studio dan "
            f"pilih {word} yang ada sekarang.",
            in_studio=True,
        )
    content = kind.build(source, snapshot.current(), options)
    try:
        for format in card.formats:
            if format in FORMATS and FORMATS[format].is_pack:
                slide_count(content, format)
    except TooManySlides as error:
        raise NotPossible(f"{error} Buat kartunya di studio.", in_studio=True) from error


def _missing_cases(card: Card, source: Source) -> list[str]:
    """The chosen parts that are not there any more, by the names they had on the card."""
    chosen = card.options.get("cases") or []
    there = {choice.key for choice in subjects.of(card).case_choices(source)}
    return [key for key in chosen if key not in there]


@transaction.atomic
def correct(card: Card, *, by: Any) -> Card:
    """A correction in place of a card that does not hold. Raises `NotPossible`."""
    card = Card.objects.select_for_update().get(pk=card.pk)
    if not may_correct(card):
        raise NotPossible("Ralat tidak dapat dibuat untuk kartu ini.")
    if card.replaced_by_id:
        raise NotPossible("Kartu ini sudah diganti.")
    printed = CardOptions.model_validate(card.options)
    options = CardOptions(as_of=registry.today(), theme=printed.theme, language=printed.language)
    key = card.code.lower()
    try:
        source = registry.source_of(CardKind.CORRECTION, key)
        kind = subjects.KINDS[CardKind.CORRECTION]
        slide_count(kind.build(source, snapshot.current(), options))
    except (registry.NotPublished, TooManySlides) as error:
        raise NotPossible(f"Ralat belum dapat dibuat. {error}") from error
    new = registry.issue(key, options, kind=CardKind.CORRECTION, formats=_pack_formats(card), by=by)
    card.replaced_by = new
    card.save(update_fields=["replaced_by"])
    return new


def _pack_formats(card: Card) -> list[str]:
    return [key for key in card.formats if key in FORMATS and FORMATS[key].is_pack] or ["portrait"]


def may_correct(card: Card) -> bool:
    """Whether a correction can be made of this card: one has to be told of what was posted, not of corrections."""
    return CardKind.CORRECTION in subjects.KINDS and card.kind not in (CardKind.CORRECTION, CardKind.LEAFLET)


@transaction.atomic
def settle(card: Card, *, by: Any) -> Card:
    """Say that nothing needs to be done about what changed on a card; the next change is work again.

    Raises `NotPossible` where there is nothing to settle.
    """
    card = Card.objects.select_for_update().get(pk=card.pk)
    if card.replaced_by_id:
        raise NotPossible("Kartu ini sudah diganti.")
    answer = registry.check_card(card)
    if answer.verdict is Verdict.CURRENT:
        raise NotPossible("Isinya masih berlaku.")
    if card.is_settled_for(answer.mark):
        raise NotPossible("Sudah dinyatakan dibereskan.")
    _settled(card, answer.mark, by)
    audit.record("settle-card", card, by=by, code=codes.display(card.code))
    return card


def _settled(card: Card, mark: str, by: Any) -> None:
    card.settled_at, card.settled_by, card.settled_for = timezone.now(), by, mark
    card.save(update_fields=["settled_at", "settled_by", "settled_for"])


def done_to(cards: Iterable[Card]) -> list[Done]:
    """What was done to these cards so far, as plain data that `take_back` understands."""
    rows = Card.objects.filter(pk__in=[card.pk for card in cards]).order_by("pk")
    return [
        {
            "card": row.pk,
            "replaced_by": row.replaced_by_id,
            "settled_at": row.settled_at.isoformat() if row.settled_at else None,
        }
        for row in rows
    ]


@transaction.atomic
def take_back(done: Iterable[Done], *, by: Any) -> list[Card]:
    """Cards as they were before they were replaced or settled; those that somebody changed since stay as they are.

    Cards issued in their place stay valid; those that nobody has yet are nobody's work any more.
    """
    cards, replacements = [], set()
    for each in done:
        card = _unchanged(each)
        if card is None:
            continue
        if card.replaced_by_id:
            replacements.add(card.replaced_by_id)
            card.replaced_by = None
            card.save(update_fields=["replaced_by"])
        else:
            registry.reopen(card)
        audit.record("unsettle-card", card, by=by, code=codes.display(card.code))
        cards.append(card)
    for idle in Card.objects.filter(
        pk__in=replacements, downloads=0, posts=None, replaces=None, settled_at=None
    ):
        _settled(idle, UNUSED, by)
    return cards


def _unchanged(each: Done) -> Card | None:
    """The card, if nobody did anything to it since."""
    settled = datetime.fromisoformat(each["settled_at"]) if each["settled_at"] else None
    same = Card.objects.select_for_update().filter(pk=each["card"], settled_at=settled)
    return same.filter(replaced_by=each["replaced_by"]).first()
