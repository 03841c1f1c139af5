"""The hashtags of a post: the agency's own, without those that promise of a service what does not hold for it."""

import re

from cards.content import CardContent

_LONGEST = 40
_OF_SERVICES = ("paket", "selebaran", "ralat")
"""Kinds of cards that say what a service costs."""


def of(content: CardContent, most: int) -> list[str]:
    """At most so many words, without the "#"."""
    words = dict.fromkeys(_word(tag) for tag in content.hashtags if not _is_untrue(tag, content))
    return list(filter(None, words))[:most]


def left_out(content: CardContent) -> list[str]:
    """Those that say "gratis" of a service that is not known to be free."""
    return [_word(tag) for tag in content.hashtags if _is_untrue(tag, content)]


def _is_untrue(tag: str, content: CardContent) -> bool:
    return content.kind in _OF_SERVICES and not content.is_free and "gratis" in tag.casefold()


def _word(tag: str) -> str:
    return re.sub(r"\W", "", tag)[:_LONGEST]
