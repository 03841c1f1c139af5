"""The WSGI application in front of Django: gives kept pages out, and has Django make those that are not there.

It stands before Django because a request costs Django many times what it costs to look a page up. All headers that
Django's middleware gave a page are kept with it and sent with it.
"""

from collections.abc import Iterable

from django.conf import settings

from portal.operating import worker_numbers
from portal.page_cache import asking, making, readers, stale, version
from portal.page_cache.asking import Asked, Environ
from portal.page_cache.making import Application, Start
from portal.page_cache.pages import Headers, Page
from portal.page_cache.present import Now, Present
from portal.page_cache.shelf import LARGE, QUERIED, Shelf, Turns

STALE = "stale-while-revalidate=30, stale-if-error=86400"
OK = "200"


class PageCache:
    """Answers for pages that views said may be kept; everything else goes to Django as it came."""

    def __init__(self, application: Application, room: float) -> None:
        """`room` in bytes."""
        self.application, self.present, self._turns = application, Present(), Turns()
        self._plain: Shelf[Page] = Shelf(room * (1 - QUERIED - LARGE))
        self._queried: Shelf[Page] = Shelf(room * QUERIED)
        self._large: Shelf[Page] = Shelf(room * LARGE, parts=5)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        asked = asking.read(environ)
        now = self.present.now() if asked else None
        if asked is None or now is None:
            return self.application(environ, start)
        page = self._shelf(asked).get(asked.name)
        if page and (now.is_right(page) or (now.is_lost and stale.may_stand_in(page, now))):
            worker_numbers.note("cache hits")
            return _give(asked, page, now, start)
        if not now.is_lost and (etag := _tag_that_holds(asked, now)):
            worker_numbers.note("cache hits")
            return _unchanged(asked, etag, now, start)
        worker_numbers.note("cache misses")
        return self._make(asked, now, start)

    def _make(self, asked: Asked, now: Now, start: Start) -> Iterable[bytes]:
        """One thread makes it; those that came meanwhile find it made."""
        shelf = self._shelf(asked)
        with self._turns.one(asked.name):
            before = shelf.get(asked.name)
            now = self.present.now() or now
            if before and now.is_right(before):
                return _give(asked, before, now, start)
            made, page = making.make(self.application, asked, self.present)
            if page.etag:
                shelf.put(asked.name, page)
            elif made.has_failed and before and (after := self._stands_in(before)):
                return _give(asked, before, after, start)
            elif not made.is_for_everyone:
                shelf.drop(asked.name)
        if page.etag:
            return _give(asked, page, self.present.now() or now, start)
        return _give_once(asked, page, start)

    def _stands_in(self, before: Page) -> Now | None:
        """The moment, if the page from before may be given in the place of one that could not be made."""
        if not version.is_lost():
            version.read()
        now = self.present.now()
        return now if now and stale.may_stand_in(before, now) else None

    def _shelf(self, asked: Asked) -> Shelf[Page]:
        if asked.is_large:
            return self._large
        return self._queried if asked.query else self._plain


def _tag_that_holds(asked: Asked, now: Now) -> str:
    """The ETag a visitor has of the page as it is, whoever made it; "" if none."""
    theirs = asked.environ.get("HTTP_IF_NONE_MATCH", "")
    if not theirs:
        return ""
    tags = (making.tag(asked, now, minute) for minute in (None, now.minute))
    return next((each for each in tags if f'"{each}"' in theirs), "")


def _give(asked: Asked, page: Page, now: Now, start: Start) -> Iterable[bytes]:
    """A kept page, or word that the visitor has it."""
    if asked.is_get:
        readers.count(asked)
    if now.is_right(page) and not now.is_lost:
        age, said = f"max-age={now.age(by_the_minute=page.minute is not None)}, {STALE}", []
    else:
        age, said = f"max-age=1, {STALE}", _of_old(page, now)
    if not now.is_right(page) and stale.is_html(page):
        page, age = stale.with_notice(page, asked.path), "max-age=1"
    said += [("Cache-Control", f"public, {age}"), ("Vary", "Accept-Encoding")]
    if page.etag:
        said.append(("ETag", f'W/"{page.etag}"'))
        if f'"{page.etag}"' in asked.environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 Not Modified", [*said, *asked.bears])
            return _sent(b"")
    return _send(asked, page, said, start)


def _of_old(page: Page, now: Now) -> Headers:
    """What programs are told of a page that could not be made anew."""
    since = max(0, int(now.moment - page.made_at))
    detail = "database" if now.is_lost else "failed"
    said = [("Cache-Status", f'"Sebelum Datang"; hit; ttl=-{since}; detail={detail}')]
    return (
        said if now.is_right(page) else [*said, ("Age", str(since)), ("Warning", '110 - "Response is Stale"')]
    )


def _unchanged(asked: Asked, etag: str, now: Now, start: Start) -> Iterable[bytes]:
    """To a visitor who has the page, from a process that need not have made it."""
    if asked.is_get:
        readers.count(asked)
    age = now.age(by_the_minute="-" in etag)
    said = [
        ("Cache-Control", f"public, max-age={age}, {STALE}"),
        ("ETag", f'W/"{etag}"'),
        ("Vary", "Accept-Encoding"),
        *asked.bears,
    ]
    start("304 Not Modified", said)
    return _sent(b"")


def _give_once(asked: Asked, page: Page, start: Start) -> Iterable[bytes]:
    """What is not kept: it is no page, or of a moment that is over."""
    if asked.is_get and page.status.startswith(OK):
        readers.count(asked)
    return _send(asked, page, [], start)


def _send(asked: Asked, page: Page, said: Headers, start: Start) -> Iterable[bytes]:
    encoding = page.encoding(asked.environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.body(encoding)
    headers = [*page.headers, *said, ("Content-Length", str(len(body)))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start(page.status, headers)
    return _sent(body if asked.is_get else b"")


def _sent(body: bytes) -> Iterable[bytes]:
    return readers.Body(body) if readers.is_work_due() else [body]


def in_front_of(application: Application) -> Application:
    """The application with the page cache before it, if the settings want one."""
    if not settings.PAGE_CACHE_MB:
        return application
    return PageCache(application, settings.PAGE_CACHE_MB * 1_000_000)
