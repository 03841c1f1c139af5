"""What holds at the moment of a request: the version, and the stretch of the clock around it."""

import time
from dataclasses import dataclass

from django.db import Error
from django.utils import timezone

from portal.page_cache import version
from portal.page_cache.clock import Stretch, stretch
from portal.page_cache.pages import Page
from services import snapshot

LONGEST_AGE = 30
"""Seconds for which browsers and caches in front of us need not ask again, if nothing happens by the clock before."""


@dataclass(frozen=True, slots=True)
class Now:
    """A moment (seconds since 1970). `is_lost`: as far as is known, for the database does not answer."""

    moment: float
    version: str
    stretch: Stretch
    is_lost: bool = False

    @property
    def state(self) -> tuple[str, float]:
        """What names the state of every page."""
        return self.version, self.stretch.begins

    @property
    def minute(self) -> int:
        """Minutes since 1970."""
        return int(self.moment // 60)

    def is_right(self, page: Page) -> bool:
        """Whether a page says what it would say if it were made now."""
        return (
            page.state == self.state
            and (page.minute is None or page.minute == self.minute)
            and self.stretch.holds(self.moment)
        )

    def age(self, *, by_the_minute: bool) -> int:
        """Seconds for which a page that is right need not be asked for again."""
        left = min(self.stretch.ends - self.moment, LONGEST_AGE)
        return int(min(left, 60 - self.moment % 60) if by_the_minute else left)


class Present:
    """Remembers the last version and stretch, so that a request asks for neither while they hold."""

    def __init__(self) -> None:
        self._last: tuple[str, Stretch] | None = None

    def now(self) -> Now | None:
        """None where the database has never answered."""
        moment, known = time.time(), version.current()
        last = self._last
        if last and last[0] == known and last[1].holds(moment):
            return Now(moment, *last, version.is_lost())
        if not version.is_lost():
            try:
                found = stretch(snapshot.current(), timezone.now())
            except Error:
                version.lose()
            else:
                self._last = known, found
                return Now(moment, known, found)
        return Now(moment, *last, True) if last else None
