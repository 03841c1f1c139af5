"""The two languages of the interface, and what is written in only one of them.

The interface speaks Indonesian or English. What an office writes is Indonesian, except names and summaries,
which it may give in English too. So an English page shows some Indonesian words, and marks them (`lang="id"`)
so that screen readers pronounce them right: WCAG 2.2, 3.1.2.
"""

from typing import Any

from django.utils.translation import get_language

INDONESIAN, ENGLISH = "id", "en"


class IndonesianText(str):
    """Words that exist only in Indonesian, on a page that is in English."""

    __slots__ = ()


def in_english() -> bool:
    """Whether the page that is being made is in English."""
    return get_language() == ENGLISH


def in_language(indonesian: str, english: str) -> str:
    """The words in the page's language; on an English page without English words, the Indonesian ones, marked."""
    if not in_english():
        return indonesian
    return english or IndonesianText(indonesian)


def localized(row: Any, name: str) -> str:
    """`row.<name>`, on English pages `row.<name>_en` if it is filled."""
    return in_language(getattr(row, name), getattr(row, f"{name}_en", ""))
