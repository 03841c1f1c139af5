"""Drawn icons, put into the page as SVG so that they take the colour of the text around them."""

import re
from functools import lru_cache

from django import template
from django.template.loader import select_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of this name from `templates/icons/`; a name without a drawing gets a sheet of paper."""
    return _drawing(name if re.fullmatch(r"[a-z0-9-]+", name or "") else "paper")


@lru_cache(maxsize=200)
def _drawing(known: str) -> SafeString:
    drawing = select_template([f"icons/{known}.svg", "icons/paper.svg"]).render()
    # Without CSS a drawing that has no size fills the window.
    return mark_safe(drawing.replace("<svg ", '<svg width="24" height="24" ', 1))
