"""What may be kept of a public page for everyone who asks for it, and for how long it is right.

A view that says nothing is never kept. One with `for_everyone` promises that its page depends on its address, on what is
stored, on the clock, and on nothing else: no cookie, no header, nobody in particular. The page is then kept until what is
stored changes, or the clock comes to a moment at which pages say something else: an opening or closing, the hour before
it, a notice, an edition, midnight (`portal.page_cache.clock`). Words that are right for a minute only say so themselves,
with `by_the_minute`, where they are made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Keeping:
    """Which pages of a view are kept: parameters it reads, and those with which a page is never kept.

    A name that ends with "*" stands for all that begin so. What is not named here, the view never gets to see when its
    page is made to be kept. Pages that are `large` (pictures) are kept apart, where they push only each other out.
    `bears` are headers that browsers look for in every answer, also in one that says that nothing has changed.
    """

    parameters: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    large: bool = False
    bears: tuple[tuple[str, str], ...] = ()

    def reads(self, name: str) -> bool:
        """Whether the view looks at a parameter."""
        return _is_among(name, self.parameters)

    def forbids(self, name: str) -> bool:
        """Whether a page with this parameter is made for each reader."""
        return _is_among(name, self.unless)


def _is_among(name: str, names: tuple[str, ...]) -> bool:
    return any(name.startswith(each[:-1]) if each.endswith("*") else name == each for each in names)


def for_everyone(
    *parameters: str, unless: tuple[str, ...] = (), large: bool = False
) -> Callable[[Callable], Callable]:
    """Decorator of a view whose page may be kept; see `Keeping`. Words that somebody types are not kept: `unless`."""

    def decorate(view: Callable) -> Callable:
        view.keeping = Keeping(parameters, unless, large)
        return view

    return decorate


def keeping_of(view: Any) -> Keeping | None:
    """What a view said; None if it said nothing."""
    return getattr(view, "keeping", None)


@dataclass
class Made:
    """What was learned of a page while it was made."""

    by_the_minute: bool = False


_made: ContextVar[Made | None] = ContextVar("page_being_made", default=None)


@contextmanager
def watched() -> Iterator[Made]:
    """Whoever keeps a page makes it within this."""
    made = Made()
    token = _made.set(made)
    try:
        yield made
    finally:
        _made.reset(token)


def by_the_minute() -> None:
    """Say that the page being made shows something that another minute may change. Nobody may be listening."""
    if made := _made.get():
        made.by_the_minute = True


def is_watched() -> bool:
    """Whether somebody will keep the page that is being made: then it has to hear of every `by_the_minute`."""
    return _made.get() is not None
