"""Pages of a list: their addresses, and the ways to the page before and after."""

from collections.abc import Callable, Mapping

from django.core.paginator import Page
from django.http import QueryDict

from services.links import Link

Address = Callable[[int], str]
"""Gives the address of a page by its number."""


def list_address(path: str, parameters: Mapping[str, str], page: int = 1) -> str:
    """The address of a list with these parameters, those without a value left out; the first page has no number."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in parameters.items() if value})
    if page > 1:
        query["halaman"] = str(page)
    return f"{path}?{query.urlencode()}" if query else path


def page_before(page: Page, address: Address, words: str) -> Link | None:
    """The way to the page before, if there is one."""
    return Link(words, address(page.previous_page_number())) if page.has_previous() else None


def page_after(page: Page, address: Address, words: str) -> Link | None:
    """The way to the page after, if there is one."""
    return Link(words, address(page.next_page_number())) if page.has_next() else None
