"""Small care for how texts break into lines."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_CODE = re.compile(r"\b(?:KTP-el|e-KTP|[A-Z]-\d[\d.]*\d)\b")


@register.filter
def keep_together(text: str) -> SafeString:
    """Names such as KTP-el and F-1.02 are not broken at their hyphen. The text itself is escaped."""
    return mark_safe(_CODE.sub(r'<span class="nobr">\g<0></span>', conditional_escape(text)))
