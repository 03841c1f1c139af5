"""Issues cards and answers whether a card that is out there still holds."""

import datetime
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cards import closure_cards, codes
from cards.content import CardContent, CardOptions, Difference, build_content, differences
from cards.models import Card, CardKind
from services import snapshot
from services.models import Closure, ServiceEdition
from services.wording import date_words

CODE_TRIES = 5


class NotPublished(LookupError):
    """There is no live edition: a code is only given to what the public can read."""


class NoFreeCode(RuntimeError):
    """Every code that was drawn is taken: the random source is broken."""


def live_edition(slug: str) -> ServiceEdition:
    """The live edition of a service. Raises `NotPublished`."""
    edition = ServiceEdition.objects.live().filter(slug=slug).first()
    if edition is None:
        raise NotPublished(f"Layanan “{slug}” tidak sedang terbit, jadi kartunya tidak dapat dibuat.")
    return edition


def today() -> datetime.date:
    """The day that is printed on a card issued now."""
    return timezone.localdate()


def check_url(code: str) -> str:
    """The full address at which a card is checked; its QR code leads there."""
    return f"{settings.SITE_URL}/k/{codes.display(code)}/"


@transaction.atomic
def issue(slug: str, options: CardOptions, *, by: Any = None) -> Card:
    """Issue a card for the live edition. The same text with the same options on the same day keeps its code.

    Raises `NotPublished`.
    """
    edition = live_edition(slug)
    content = build_content(edition.content(), snapshot.current(), options)
    wanted = options.model_dump(mode="json")
    for card in Card.objects.packs().filter(service=slug, digest=content.digest):
        if card.options == wanted:
            return card
    fields = {
        "service": slug,
        "edition": edition,
        "digest": content.digest,
        "options": wanted,
        "issued_by": by,
    }
    return _with_new_code(content=content.model_dump(mode="json"), **fields)


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
        "content": content.model_dump(mode="json"),
        "options": options.model_dump(mode="json"),
    }
    wanted = {"kind": CardKind.LEAFLET, "service": edition.slug, "digest": content.digest}
    for _ in range(CODE_TRIES):
        try:
            return Card.objects.get_or_create(**wanted, defaults={"code": codes.new_code(), **fields})[0]
        except IntegrityError:  # the code is taken
            continue
    raise NoFreeCode


def issue_notice(closure: Closure, *, by: Any = None) -> Card:
    """Issue the notice card of a closure. The same text keeps its code, whichever picture of it is taken.

    Raises `NotPublished` for a closure that does not hold or is over.
    """
    key = closure_cards.key_of(closure)
    source = closure_cards.source_of(key)
    if source is None or source.closure.end < today():
        raise NotPublished("Hari tutup ini tidak berlaku atau sudah lewat, jadi kartunya tidak dibuat.")
    content = closure_cards.build(key, source, today())
    known = Card.objects.notices().filter(service=key, digest=content.digest).first()
    if known is not None:
        return known
    return _with_new_code(
        kind=CardKind.CLOSURE,
        service=key,
        digest=content.digest,
        content=content.model_dump(mode="json"),
        options={"as_of": content.as_of.isoformat()},
        issued_by=by,
    )


def count_download(card: Card) -> None:
    """Remember that a card was downloaded."""
    Card.objects.filter(pk=card.pk).update(downloads=F("downloads") + 1)


def content_of(card: Card) -> CardContent:
    """The text that stands on a card."""
    return CardContent.model_validate(card.content)


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


@dataclass(frozen=True)
class Check:
    """The answer to "is this card ours, and does it still hold?"."""

    verdict: Verdict
    code: str
    card: Card | None = None
    content: CardContent | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    replacement: str = ""

    @property
    def status_code(self) -> int:
        """The HTTP status that goes with the answer."""
        return STATUS_CODES[self.verdict]


def check(text: str) -> Check:
    """Check a code as a person typed or scanned it."""
    code = codes.normalise(text)
    if not codes.is_valid(code):
        return Check(Verdict.MISTYPED, code)
    card = Card.objects.filter(code=code).first()
    if card is None:
        return Check(Verdict.UNKNOWN, code)
    content = content_of(card)
    if card.kind == CardKind.CLOSURE:
        return _check_notice(card, content)
    newest = ServiceEdition.objects.current().filter(slug=card.service).first()
    if newest is None or newest.is_withdrawal:
        reason, replacement = (newest.withdrawal_reason, newest.replacement) if newest else ("", "")
        return Check(Verdict.WITHDRAWN, code, card, content, reason=reason, replacement=replacement)
    # as of today: special hours that are over are no longer part of what holds
    options = CardOptions.model_validate(card.options).model_copy(update={"as_of": today()})
    now = build_content(newest.content(), snapshot.current(), options)
    if now.digest == card.digest:
        return Check(Verdict.CURRENT, code, card, content)
    return Check(Verdict.CHANGED, code, card, content, tuple(differences(content, now)))


def _check_notice(card: Card, content: CardContent) -> Check:
    """Whether a closure is still what its notice says; one that was taken back or is over is withdrawn."""
    source = closure_cards.source_of(card.service)
    if source is None:
        reason = "Penutupan ini dibatalkan. Kantor buka seperti biasa."
        return Check(Verdict.WITHDRAWN, card.code, card, content, reason=reason)
    now = closure_cards.build(card.service, source, content.as_of)
    changed = tuple(differences(content, now)) if now.digest != card.digest else ()
    if source.closure.end < today():
        reason = f"Penutupan ini sudah berakhir pada {date_words(source.closure.end)}."
        return Check(Verdict.WITHDRAWN, card.code, card, content, changed, reason=reason)
    return Check(Verdict.CHANGED if changed else Verdict.CURRENT, card.code, card, content, changed)
