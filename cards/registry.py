"""Issues cards and answers whether a card that is out there still holds."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cards import codes, subjects, turns
from cards.content import CardContent, CardOptions, Difference, differences
from cards.formats import DEFAULT_FORMAT
from cards.models import Card, CardKind
from cards.models.card import GONE
from cards.subjects import Gone, Source
from services import audit, snapshot
from services.models import Agency, ServiceEdition

CODE_TRIES = 5


class NotPublished(LookupError):
    """There is nothing the public can read: a code is only given to what it can. The message tells staff why."""


class NoFreeCode(RuntimeError):
    """Every code that was drawn is taken: the random source is broken."""


def source_of(kind: str, key: str) -> Source:
    """What the public can read of a subject now. Raises `NotPublished`."""
    source = subjects.KINDS[kind].source(key, snapshot.current())
    if source is None or isinstance(source, Gone):
        reason = f" {source.reason}" if source and source.reason else ""
        raise NotPublished(f"“{key}” tidak sedang terbit, jadi kartunya tidak dapat dibuat.{reason}")
    if source.over:
        raise NotPublished(f"{source.over} Kartunya tidak dibuat lagi.")
    return source


def today() -> datetime.date:
    """The day that is printed on a card issued now."""
    return timezone.localdate()


def check_url(code: str) -> str:
    """The full address at which a card is checked; its QR code leads there."""
    return f"{settings.SITE_URL}/k/{codes.display(code)}/"


@transaction.atomic
def issue(
    key: str,
    options: CardOptions,
    *,
    kind: str = CardKind.PACK,
    formats: Sequence[str] = (DEFAULT_FORMAT,),
    by: Any = None,
) -> Card:
    """Issue a card of what is public now. The same text and look with the same options on the same day keeps its code,
    whichever formats are drawn of it; `formats` are added to those it has. Two who ask at once get the same card.

    Raises `NotPublished`.
    """
    if kind == CardKind.CORRECTION:  # always the row first, then the text: nobody waits for the other in turn
        list(Card.objects.select_for_update().filter(code=key.upper()).values_list("pk"))
    source = source_of(kind, key)
    content = subjects.KINDS[kind].build(source, snapshot.current(), options)
    turns.wait_for(kind, key, content.digest)
    if card := bearing(kind, key, content, options):
        reopen(card)
        return _with_formats(card, formats)
    card = _with_new_code(
        kind=kind,
        subject=key,
        agency=Agency.objects.filter(key=source.agency).first(),
        edition=_service_edition(source),
        editions=[each.as_dict() for each in source.editions],
        content=content.model_dump(mode="json"),
        digest=content.digest,
        options=options.model_dump(mode="json"),
        formats=list(dict.fromkeys(formats)),
        issued_by=by,
    )
    audit.record("issue-card", card, by=by, code=codes.display(card.code), formats=card.formats)
    if kind == CardKind.CORRECTION:
        # The corrected card leads to its correction, unless a new card of the same has taken its place.
        Card.objects.filter(code=key.upper(), replaced_by=None).update(replaced_by=card)
    return card


def bearing(kind: str, key: str, content: CardContent, options: CardOptions) -> Card | None:
    """The card that bears this very text and look, if it has been issued. The digest alone does not tell: logo, colours
    and the order of papers are not part of it."""
    wanted = options.model_dump(mode="json")
    same = Card.objects.filter(kind=kind, subject=key, digest=content.digest)
    return next((each for each in same if each.options == wanted and content_of(each) == content), None)


def reopen(card: Card) -> None:
    """A card that goes out again is somebody's work once it no longer holds, whatever was said of it before."""
    if card.settled_at:
        card.settled_at, card.settled_by, card.settled_for = None, None, ""
        card.save(update_fields=["settled_at", "settled_by", "settled_for"])


def _with_formats(card: Card, formats: Sequence[str]) -> Card:
    every = list(dict.fromkeys([*card.formats, *formats]))
    if every != card.formats:
        card.formats = every
        card.save(update_fields=["formats"])
    return card


def _service_edition(source: Source) -> ServiceEdition | None:
    first = next((each for each in source.editions if each.kind == "layanan"), None)
    if first is None or first.slug != source.key:
        return None
    return ServiceEdition.objects.filter(slug=first.slug, number=first.number).first()


def _with_new_code(**fields: Any) -> Card:
    for _ in range(CODE_TRIES):
        try:
            with transaction.atomic():
                return Card.objects.create(code=codes.new_code(), **fields)
        except IntegrityError:  # one chance in thirty-four billion per card that is out there
            continue
    raise NoFreeCode


def issue_leaflet(edition: ServiceEdition, content: CardContent, options: CardOptions) -> Card:
    """The card of a leaflet with this text, issued now if it is the first. The same text always has the same code.

    Two who ask at once get the same card: the database takes only one of each text.
    """
    fields = {
        "edition": edition,
        "editions": [{"kind": "layanan", "slug": edition.slug, "number": edition.number}],
        "agency": edition.entry.agency,
        "content": content.model_dump(mode="json"),
        "options": options.model_dump(mode="json"),
        "formats": ["a4"],
    }
    wanted = {"kind": CardKind.LEAFLET, "subject": edition.slug, "digest": content.digest}
    for _ in range(CODE_TRIES):
        try:
            return Card.objects.get_or_create(**wanted, defaults={"code": codes.new_code(), **fields})[0]
        except IntegrityError:  # the code is taken
            continue
    raise NoFreeCode


def count_download(card: Card) -> None:
    """Remember that a card was downloaded. One that nobody had before is out there now."""
    if not card.downloads:
        reopen(card)
    Card.objects.filter(pk=card.pk).update(downloads=F("downloads") + 1)


def content_of(card: Card) -> CardContent:
    """The text that stands on a card."""
    return CardContent.model_validate(card.content)


def newest_of(card: Card) -> Card | None:
    """The card at the end of those that were issued in place of this one; None if none was."""
    seen, found = {card.pk}, card.replaced_by
    while found and found.replaced_by_id and found.replaced_by_id not in seen:
        seen.add(found.pk)
        found = found.replaced_by
    return found


class Verdict(Enum):
    """What can be said of a card."""

    CURRENT = "current"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    MISTYPED = "mistyped"
    UNKNOWN = "unknown"


STATUS_CODES = {
    Verdict.CURRENT: 200,
    Verdict.CHANGED: 200,
    Verdict.WITHDRAWN: 410,
    Verdict.MISTYPED: 404,
    Verdict.UNKNOWN: 404,
}
"""A card that exists is answered with 200, one whose source was taken down with 410, anything else with 404."""


def mark_of(verdict: Verdict, now: str) -> str:
    """What `Card.settled_for` holds of a card with this verdict that would now say what has the digest `now`."""
    return GONE if verdict is Verdict.WITHDRAWN else now


@dataclass(frozen=True)
class Check:
    """The answer to "is this card ours, and does it still hold?"."""

    verdict: Verdict
    code: str
    card: Card | None = None
    content: CardContent | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    source: Source | None = None
    """What it is about, as far as the public can read it now."""
    replacement: Source | None = None
    """What replaces it where it was withdrawn."""
    newer: Card | None = None
    """The last of the cards that were issued in its place, one after another."""
    newer_verdict: Verdict | None = None
    """Whether that last card holds; None where there is none, or where this one holds itself."""
    now: str = ""
    """The digest of what the card would say now; "" where there is nothing to say."""

    @property
    def mark(self) -> str:
        """For which change the card would be settled now."""
        return mark_of(self.verdict, self.now)

    @property
    def status_code(self) -> int:
        """The HTTP status that goes with the answer."""
        return STATUS_CODES[self.verdict]

    @property
    def is_replaced(self) -> bool:
        """Whether it does not hold, and the last card that was issued in its place does."""
        return self.newer_verdict is Verdict.CURRENT

    @property
    def is_overtaken(self) -> bool:
        """Whether it does not hold, and what was issued in its place has changed since, too."""
        return self.verdict is Verdict.CHANGED and self.newer_verdict is Verdict.CHANGED


def check(text: str) -> Check:
    """Check a code as a person typed or scanned it."""
    code = codes.normalise(text)
    if not codes.is_valid(code):
        return Check(Verdict.MISTYPED, code)
    card = Card.objects.filter(code=code).first()
    if card is None:
        return Check(Verdict.UNKNOWN, code)
    return check_card(card)


def check_card(card: Card) -> Check:
    """Whether what a card says still holds today, and if not, whether what was issued in its place does."""
    answer = _judged(card)
    newer = newest_of(card)
    if newer is None or answer.verdict is Verdict.CURRENT:
        return replace(answer, newer=newer)
    return replace(answer, newer=newer, newer_verdict=_judged(newer).verdict)


def _judged(card: Card) -> Check:
    """What can be said of a card by itself."""
    content, kind, facts = content_of(card), subjects.of(card), snapshot.current()
    known = {"code": card.code, "card": card, "content": content}
    source = kind.source(card.subject, facts)
    if source is None or isinstance(source, Gone):
        gone = source or Gone()
        other = kind.source(gone.replacement, facts) if gone.replacement else None
        replacement = other if isinstance(other, Source) and not other.over else None
        return Check(Verdict.WITHDRAWN, reason=gone.reason, replacement=replacement, **known)
    known["source"] = source
    now = kind.build(source, facts, options_today(card))
    known["now"] = now.digest
    changed = tuple(differences(content, now)) if now.digest != card.digest else ()
    if source.over:
        return Check(Verdict.WITHDRAWN, differences=changed, reason=source.over, **known)
    verdict = Verdict.CURRENT if now.digest == card.digest else Verdict.CHANGED
    return Check(verdict, differences=changed, **known)


def options_today(card: Card) -> CardOptions:
    """A card's options as of today: special hours that are over, say, are no longer part of what holds."""
    return CardOptions.model_validate(card.options).model_copy(update={"as_of": today()})
