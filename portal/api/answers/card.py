"""Whether a card or leaflet that is out there still holds, as its check page says it."""

import datetime
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pydantic import Field

from cards import codes, registry
from cards.models import Card
from portal.api.answers.references import address_of
from portal.api.endpoints import Asked
from portal.api.problems import Refused
from portal.api.shapes import Shape


class DifferenceFacts(Shape):
    """A statement that no longer holds: `before` is blank for what is new, `after` for what is gone."""

    section: str
    label: str
    before: str
    after: str


class CardItem(Shape):
    """A card or leaflet that this office has issued."""

    code: str
    self: str
    url: str
    verdict: Literal["current", "changed", "withdrawn"]
    kind: str = Field(description="What kind of card it is.")
    subject: str = Field(description="Key of what it is about.")
    issued_on: datetime.date
    reason: str = Field(description="Why what it is about was withdrawn; blank otherwise.")
    differences: list[DifferenceFacts]
    newer: str | None = Field(description="Address of the check of the card that was issued in its place.")


def card(asked: Asked) -> CardItem:
    """One card. It is built again and compared, as on its page."""
    answer = registry.check(asked.keys["code"])
    if answer.card is None:
        raise Refused(
            404,
            "Bukan kode kartu kami. Bandingkan lagi huruf demi huruf; kalau memang begitu, jangan percayai kartunya.",
            "Not the code of a card of ours. Compare it letter by letter; if it is right, do not trust the card.",
        )
    return CardItem(
        code=codes.display(answer.code),
        self=_address(answer.card),
        url=f"{settings.SITE_URL}{reverse('card', args=[codes.display(answer.code)])}",
        verdict=answer.verdict.value,
        kind=answer.card.kind,
        subject=answer.card.subject,
        issued_on=timezone.localdate(answer.card.issued_at),
        reason=answer.reason,
        differences=[DifferenceFacts(**each._asdict()) for each in answer.differences],
        newer=_address(answer.newer) if answer.newer else None,
    )


def _address(card: Card) -> str:
    return address_of("api-card", codes.display(card.code))
