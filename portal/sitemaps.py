"""Every public page for search engines, in both languages: https://www.sitemaps.org/protocol.html.

An index names the files; a file holds at most 50,000 addresses. `lastmod` is the moment the page's edition took effect
and is left out where no such moment is known: engines stop believing dates that are only guesses.
"""

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from faq.models import QuestionEdition
from services import snapshot
from services.freshness import for_everyone
from services.models import Edition, ServiceEdition
from services.notices import current
from services.views import site_now

MOST_ADDRESSES = 50_000
MOST_FILES = 50_000
PLACES = MOST_ADDRESSES // len(settings.LANGUAGES)
"""Pages in a file; each has an address in every language."""
LISTS = [
    "home", "service-list", "life-event-list", "document-list", "office-list", "question-list", "changes",
    "notice-list",
]  # fmt: skip
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS_NAMESPACE = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True)
class Place:
    """A page in all its languages: the name of its address, what that takes, and when the page last changed."""

    name: str
    key: str = ""
    changed: datetime.datetime | None = None

    def paths(self) -> dict[str, str]:
        """Its path in each language."""
        paths = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                paths[code] = reverse(self.name, args=[self.key] if self.key else [])
        return paths


class Section:
    """A part of the site that gets files of its own."""

    def count(self) -> int:
        """How many pages it has."""
        raise NotImplementedError

    def newest(self) -> datetime.datetime | None:
        """When the last of them changed."""
        raise NotImplementedError

    def places(self, start: int, stop: int) -> list[Place]:
        """Its pages from one place to another, always in the same order."""
        raise NotImplementedError


class Entries(Section):
    """The pages of everything that is published in one kind of editions."""

    def __init__(self, name: str, editions: type[Edition]) -> None:
        self.name, self.editions = name, editions

    def count(self) -> int:
        return self.editions.span_class().objects.live().count()

    def newest(self) -> datetime.datetime | None:
        return newest_moment(self.editions)

    def places(self, start: int, stop: int) -> list[Place]:
        spans = self.editions.span_class().objects.live()
        rows = spans.order_by("entry").values_list("slug", "live_from")
        return [Place(self.name, slug, moment) for slug, moment in rows[start:stop]]


class Others(Section):
    """Lists, and the pages of what all services share."""

    def count(self) -> int:
        return len(LISTS) + len(self._shared())

    def newest(self) -> datetime.datetime | None:
        return max(filter(None, self._moments().values()), default=None)

    def places(self, start: int, stop: int) -> list[Place]:
        moments = self._moments()
        both = max(filter(None, moments.values()), default=None)
        changed = {**moments, "changes": both}
        lists = [Place(name, changed=changed.get(name)) for name in LISTS]
        return [*lists, *self._shared()][start:stop]

    def _moments(self) -> dict[str, datetime.datetime | None]:
        """When the lists of what is published last changed."""
        return {
            "service-list": newest_moment(ServiceEdition),
            "question-list": newest_moment(QuestionEdition),
        }

    def _shared(self) -> list[Place]:
        """The pages that shared facts have. A notice that is over says so on its page, and is not for engines."""
        facts = snapshot.current()
        now = site_now(facts)
        events = [Place("life-event", key) for key, event in facts.life_events.items() if event.services]
        documents = [Place("document", key) for key in facts.documents]
        offices = [Place("office", key) for key in facts.offices]
        standing = [*current.holding(facts, now), *current.all_coming(facts, now)]
        notices = [Place("public-notice", str(each.pk), each.changed_at) for each in standing]
        return [*events, *documents, *offices, *notices]


SECTIONS: dict[str, Section] = {
    "layanan": Entries("service", ServiceEdition),
    "tanya-jawab": Entries("question", QuestionEdition),
    "lainnya": Others(),
}


def newest_moment(editions: type[Edition]) -> datetime.datetime | None:
    """When anything of this kind was last published or withdrawn. One query over an index."""
    return editions.objects.in_effect().order_by().aggregate(newest=Max("live_from"))["newest"]


@for_everyone()
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Which files there are, each with the moment its newest page changed."""
    files = [f"<sitemapindex {NAMESPACE}>"]
    for name, section in SECTIONS.items():
        newest = section.newest()
        for number in range(1, math.ceil(section.count() / PLACES) + 1):
            address = settings.SITE_URL + reverse("sitemap-section", args=[name, number])
            files.append(f"<sitemap><loc>{escape(address)}</loc>{_lastmod(newest)}</sitemap>")
    return _xml([*files, "</sitemapindex>"])


@for_everyone()
@require_safe
def sitemap(request: HttpRequest, section: str, page: int) -> HttpResponse:
    """One file: up to 25,000 pages of one section, each in both languages."""
    if section not in SECTIONS:
        raise Http404("sitemap")
    places = []
    if 0 < page <= MOST_FILES:
        places = SECTIONS[section].places((page - 1) * PLACES, page * PLACES)
    if not places:
        raise Http404("sitemap")
    urls = [line for place in places for line in _urls(place)]
    return _xml([f"<urlset {NAMESPACE} {LINKS_NAMESPACE}>", *urls, "</urlset>"])


def _urls(place: Place) -> Iterator[str]:
    """The page's address in each language; each names all of them."""
    addresses = {code: settings.SITE_URL + path for code, path in place.paths().items()}
    versions = {**addresses, "x-default": addresses[settings.LANGUAGE_CODE]}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
        for code, address in versions.items()
    )
    for address in addresses.values():
        yield f"<url><loc>{escape(address)}</loc>{_lastmod(place.changed)}{links}</url>"


def _lastmod(moment: datetime.datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""


def _xml(lines: list[str]) -> HttpResponse:
    """The file. It is for programs to follow, so it does not turn up in results itself."""
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""])
    return HttpResponse(
        text, content_type="application/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"}
    )
