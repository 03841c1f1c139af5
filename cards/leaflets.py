"""The leaflet of a live service: its text, its card with the code, and its PDF, drawn once for each content."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.functional import cached_property

from cards import registry
from cards.content import CardContent, CardOptions, build_leaflet
from cards.leaflet_rendering import leaflet_digest, render_leaflet
from cards.models import Card
from services import snapshot
from services.models import ServiceEdition

KEEP_SECONDS = 7 * 24 * 60 * 60


@dataclass(frozen=True)
class Leaflet:
    """A leaflet that bears a code. `content` is as of the day on which its text was first issued."""

    card: Card
    content: CardContent

    @cached_property
    def _printed(self) -> dict[str, Any]:
        """What is printed besides the content."""
        edition = self.card.edition.number if self.card.edition else None
        return {
            "code": self.card.code,
            "check_url": registry.check_url(self.card.code),
            "edition": edition,
        }

    @cached_property
    def digest(self) -> str:
        """Changes with every byte of the PDF."""
        return leaflet_digest(self.content, **self._printed)

    def pdf(self) -> bytes:
        """The PDF, kept for a week: the same text is drawn once, whoever asks."""
        key = f"leaflet-{self.digest}"
        drawn = cache.get(key)
        if drawn is None:
            drawn = render_leaflet(self.content, **self._printed)
            cache.set(key, drawn, KEEP_SECONDS)
        return drawn


def leaflet_of(edition: ServiceEdition, case: str | None, *, may_issue: bool) -> Leaflet | None:
    """The leaflet of a live edition in one of its cases; None as the case means all of them.

    None is given back only where its text has no code yet and none may be issued.
    """
    options = CardOptions(as_of=registry.today(), cases=None if case is None else (case,))
    content = build_leaflet(edition.content(), snapshot.current(), options)
    issued = Card.objects.leaflets().filter(subject=edition.slug, digest=content.digest)
    card = issued.select_related("edition").first()
    if card is None:
        if not may_issue:
            return None
        card = registry.issue_leaflet(edition, content, options)
    as_of = datetime.date.fromisoformat(card.options["as_of"])
    return Leaflet(card, content.model_copy(update={"as_of": as_of}))
