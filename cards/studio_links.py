"""Addresses of the studio for a subject, as other pages link to them."""

from django.urls import reverse
from django.utils.http import urlencode

from cards.models import CardKind
from cards.subjects import KINDS


def make_url(kind: str, key: str, **query: str | int) -> str:
    """Where a card of this subject is made; "" for kinds that are not made in the studio."""
    address = _address("studio-make", kind, key)
    return f"{address}?{urlencode(query)}" if address and query else address


def picture_url(kind: str, key: str, number: int = 1) -> str:
    """The preview of one slide as SVG; "" for kinds that are not made in the studio."""
    return _address("studio-slide", kind, key, number)


def _address(name: str, kind: str, key: str, *more: int) -> str:
    if kind not in KINDS or kind == CardKind.LEAFLET:
        return ""
    return reverse(name, args=[KINDS[kind].path, key, *more])
