"""Has Django make a page for everyone, and judges whether what came may be kept."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from portal.page_cache import tags, version
from portal.page_cache.asking import Asked, Environ
from portal.page_cache.pages import Headers, Page, page_of
from portal.page_cache.present import Now, Present
from services import freshness

Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
PRIVATE = ("private", "no-store")


@dataclass(frozen=True)
class Made:
    """What Django answered."""

    status: str
    headers: Headers
    body: bytes

    @property
    def has_failed(self) -> bool:
        """Whether it could not be made, which says nothing about what it would have said."""
        return self.status.startswith("5")

    @property
    def is_for_everyone(self) -> bool:
        """Whether it is a page, sets no cookie, differs for nobody, and nothing forbids to keep it."""
        said = {name.lower(): value.lower() for name, value in self.headers}
        differs_by = {each.strip() for each in said.get("vary", "").split(",")} - {"", "accept-encoding"}
        is_private = any(word in said.get("cache-control", "") for word in PRIVATE)
        return (
            self.status.startswith("200") and "set-cookie" not in said and not differs_by and not is_private
        )


def make(application: Application, asked: Asked, present: Present) -> tuple[Made, Page]:
    """The page as it is now. It has an ETag if it may be kept."""
    version.read()
    now = present.now()
    with freshness.watched() as watched:
        made = _ask(application, asked.bare())
    is_kept = made.is_for_everyone and now is not None and _still_holds(now, watched.by_the_minute)
    page = page_of(made.status, made.headers, made.body, is_kept=is_kept)
    if not is_kept:
        return made, page
    minute = now.minute if watched.by_the_minute else None
    return made, replace(
        page, state=now.state, minute=minute, etag=tag(asked, now, minute), made_at=now.moment
    )


def _still_holds(now: Now, by_the_minute: bool) -> bool:
    """Not so for a page that was made while somebody published, or while the clock struck: it may be half of each."""
    if now.is_lost or version.read() != now.version:
        return False
    after = replace(now, moment=time.time())
    return after.stretch.holds(after.moment) and (not by_the_minute or after.minute == now.minute)


def tag(asked: Asked, now: Now, minute: int | None) -> str:
    """The ETag of a page in the state of a moment."""
    etag = tags.tag(*now.state, *map(str, asked.name))
    return etag if minute is None else tags.of_minute(etag, minute)


def _ask(application: Application, environ: Environ) -> Made:
    said: list[Any] = []

    def start(status: str, headers: Headers, exc_info: Any = None) -> None:
        said[:] = [status, headers]

    answer = application(environ, start)
    try:
        body = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    return Made(*said, body)
