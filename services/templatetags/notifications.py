"""The bell in the header of the workspace."""

from typing import Any

from django import template

from services import notifying

register = template.Library()


@register.simple_tag
def unread_count(user: Any) -> int:
    """How many notifications someone has not read. One query."""
    return notifying.unread(user).count() if user and user.is_authenticated else 0
