"""What the form of an entry shows of a field that may only be read."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from services.fields import LinesField, RichTextField, clean_html

register = template.Library()


@register.filter
def readable(field: Any) -> SafeString | str:
    """The contents of Django's AdminReadonlyField; lists as lines, rich text as it will stand on the page."""
    name, row = field.field["name"], field.form.instance
    kind = {each.name: each for each in row._meta.fields}.get(name)
    if isinstance(kind, LinesField):
        return format_html_join("", "<p>{}</p>", ((line,) for line in getattr(row, name))) or "–"
    if isinstance(kind, RichTextField):
        return SafeString(clean_html(getattr(row, name))) or "–"
    return field.contents()
