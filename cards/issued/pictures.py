"""Small pictures of issued cards for the pages of the registry: drawn when they are asked for, and kept."""

from django.core.cache import cache
from django.urls import reverse

from cards import codes, registry
from cards.formats import FORMATS
from cards.leaflets import Leaflet
from cards.models import Card, CardKind
from cards.rasterising import page_pictures
from cards.rendering import picture_digest, render

WIDTH = 480
"""Pixels: twice the width at which the film strip shows a slide."""
KEPT_SECONDS = 24 * 60 * 60


def format_of(card: Card, asked: str = "") -> str:
    """The format to show: the one that was asked for if the card has it, else its first."""
    known = [key for key in card.formats if key in FORMATS]
    return asked if asked in known else next(iter(known), "portrait")


def address(card: Card, format: str, number: int = 1) -> str:
    """Where a slide's small picture is."""
    return reverse("issued-card-picture", args=[codes.display(card.code), format, number])


def first_address(card: Card) -> str:
    """Where the picture is by which lists show a card."""
    return f"{address(card, format_of(card))}?kecil=1"


def drawn(card: Card, format: str) -> list[bytes]:
    """All slides of a card in one of its formats, or the pages of a leaflet, as small JPEGs with its code."""
    content = registry.content_of(card)
    key = "small-" + picture_digest(content, format, card.code, str(WIDTH))
    found = cache.get(key)
    if found is None:
        found = page_pictures(_pdf(card, format), WIDTH)
        cache.set(key, found, KEPT_SECONDS)
    return found


def first(card: Card, format: str) -> bytes:
    """The first of `drawn`, without drawing the others: lists show many cards."""
    key = "first-" + picture_digest(registry.content_of(card), format, card.code, str(WIDTH))
    found = cache.get(key)
    if found is None:
        found = page_pictures(_pdf(card, format), WIDTH // 2, 1)[0]
        cache.set(key, found, KEPT_SECONDS)
    return found


def _pdf(card: Card, format: str) -> bytes:
    content = registry.content_of(card)
    if card.kind == CardKind.LEAFLET:
        return Leaflet(card, content).pdf()
    address = registry.check_url(card.code)
    return render(content, format, code=card.code, check_url=address, kind="pdf")[0].data
