"""Which services ask for a paper: counted and cut into pages by their spans, in one query."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window

from services.models import ServiceSpan

PER_PAGE = 20
_DIGITS = 6


class _Counted(Paginator):
    """Pages of a list whose length is known."""

    def __init__(self, count: int) -> None:
        super().__init__(range(count), PER_PAGE)


def asking_page(paper: str, number: str | None) -> Page:
    """Slugs of the services on this page of those that ask for it, by name; a page that is none is the nearest one.

    One query; two where the page lies behind the last one. No document is read.
    """
    spans = ServiceSpan.objects.live().asking_for(paper).order_by("title", "pk")
    wanted = _whole(number)
    first = (wanted - 1) * PER_PAGE
    rows = spans.annotate(count=Window(Count("pk"))).values_list("slug", "count")[first : first + PER_PAGE]
    found = list(rows)
    if not found and wanted > 1:
        return Paginator(spans.values_list("slug", flat=True), PER_PAGE).get_page(wanted)
    return Page([slug for slug, _ in found], wanted, _Counted(found[0][1] if found else 0))


def _whole(number: str | None) -> int:
    """The number of a page as it stands in an address; 1 for anything odd."""
    is_one = bool(number) and number.isascii() and number.isdigit() and len(number) <= _DIGITS
    return max(int(number), 1) if number and is_one else 1
