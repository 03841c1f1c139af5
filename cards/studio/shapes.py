"""The formats the studio offers: pictures to post, and posters to print."""

from cards.archive import POSTERS
from cards.formats import FORMATS, PACK_FORMATS

__all__ = ["PICTURED", "POSTERS", "label", "poster_label"]

PICTURED: tuple[str, ...] = PACK_FORMATS
"""Formats of slides; POSTERS are those of sheets, which are drawn once, as PDF."""


def label(format: str) -> str:
    """What people call a format."""
    return FORMATS[format].label


def poster_label(size: str) -> str:
    """What people call a poster: "Poster A4"."""
    return f"Poster {size.upper()}"
