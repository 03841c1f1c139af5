"""Marks what is not in the page's language."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from services.language import IndonesianText, in_english
from services.language import localized as localized_words

register = template.Library()

_MARK = mark_safe(' lang="id"')
_NONE = mark_safe("")


@register.simple_tag
def indonesian() -> SafeString:
    """`<p{% indonesian %}>`: on English pages, says that the element's words are Indonesian."""
    return _MARK if in_english() else _NONE


@register.simple_tag
def lang_of(words: object) -> SafeString:
    """`<h1{% lang_of heading %}>`: says so only if these words were not there in English."""
    return _MARK if isinstance(words, IndonesianText) and in_english() else _NONE


@register.filter
def localized(row: object, name: str) -> str:
    """`{{ category|localized:"name" }}`: the row's words in the page's language, as far as they exist in it."""
    return localized_words(row, name)
