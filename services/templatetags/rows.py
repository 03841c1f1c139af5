"""`{% service_rows rows level=2 with_summary=True %}`: services in a list, each a ready piece of its own."""

from collections.abc import Iterable
from functools import partial

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from services.kept import piece
from services.listing import ServiceRow

register = template.Library()


@register.simple_tag
def service_rows(rows: Iterable[ServiceRow], *, level: int, with_summary: bool) -> SafeString:
    """The rows as `components/service_row.html` shows them. Pages have dozens, so those that are kept go past it."""
    shape = {"level": level, "with_summary": with_summary}
    name = ("service row", level, with_summary)

    def drawn(row: ServiceRow) -> str:
        return get_template("components/service_row.html").render({"row": row} | shape)

    language = get_language()
    return mark_safe("".join(piece(row.kept, name, partial(drawn, row), language) for row in rows))
