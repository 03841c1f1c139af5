"""Sentences of the interface with words of the office in them, each marked with its language."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from services.language import IndonesianText, in_english


def marked(words: object) -> SafeString:
    """Words for HTML; those that exist only in Indonesian say so on an English page (WCAG 2.2, 3.1.2)."""
    if isinstance(words, IndonesianText) and in_english():
        return format_html('<span lang="id">{}</span>', words)
    return conditional_escape(words)


def sentence(text: str, **parts: object) -> SafeString:
    """A translated text with named places ("%(paper)s"), filled with escaped and marked words."""
    return mark_safe(conditional_escape(text) % {name: marked(words) for name, words in parts.items()})
