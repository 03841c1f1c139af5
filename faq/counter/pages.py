"""What the pages of the counter show: rows to tap, and an entry to read aloud."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from faq.counter import counting
from faq.counter.reading import Part, question_parts, service_parts
from faq.counter.subjects import QUESTION, SERVICE, live_questions, live_services
from faq.models import QuestionEdition
from services.descriptions import cut
from services.document import Case
from services.facts import SharedFacts
from services.headlines import fee_headline, time_headline
from services.links import Link, share_link
from services.models import ServiceEdition
from services.pages import ServicePage
from services.search.finding import find

MOST_SERVICES, MOST_QUESTIONS = 10, 6
MOST_LOOKED_AT = 100
"""Of what the search finds on the whole site: one's own may stand behind much that others answer for."""
LEAST_ROWS = 12
"""Rows of the first page: what was tapped most, then the first services of the office."""
LONGEST_NOTE = 150


@dataclass(frozen=True)
class Row:
    """Something to read out or to tap. `token` makes a press of its button count once."""

    kind: str
    key: str
    title: str
    note: str
    url: str
    today: int
    token: str


class CounterPage:
    """The first page: rows for the words of `q`, or what was asked most."""

    def __init__(self, user: Any, query: str, facts: SharedFacts, now: datetime.datetime) -> None:
        self.user, self.query, self.facts, self.now = user, query, facts, now
        self.today = counting.counts_of_today(user, now)
        self.has_taps = False
        found = self._searched() if query else self._usual()
        self.rows = [self._row(kind, edition) for kind, edition in found]

    @property
    def heading(self) -> str:
        """What the rows are."""
        if self.query:
            return f"Hasil untuk “{self.query}”"
        return "Paling sering ditanyakan 7 hari ini" if self.has_taps else "Layanan"

    @property
    def total_today(self) -> int:
        """How many taps there are today."""
        return sum(self.today.values())

    @property
    def public_search(self) -> str:
        """The same search on the whole site, also among what others answer for."""
        return f"{reverse('search')}?{urlencode({'q': self.query})}"

    def _searched(self) -> list[tuple[str, Any]]:
        found = find(self.query, kinds=("service", "question"), limit=MOST_LOOKED_AT)
        services = _editions(
            live_services(self.user), ServiceEdition, [hit.key for hit in found.of("service")]
        )
        questions = _editions(
            live_questions(self.user), QuestionEdition, [hit.key for hit in found.of("question")]
        )
        rows = [(SERVICE, each) for each in services[:MOST_SERVICES]]
        return rows + [(QUESTION, each) for each in questions[:MOST_QUESTIONS]]

    def _usual(self) -> list[tuple[str, Any]]:
        asked = counting.most_asked(self.user, self.now)
        self.has_taps = bool(asked)
        services = live_services(self.user)
        first = list(services.values_list("slug", flat=True)[:LEAST_ROWS])
        wanted = list(dict.fromkeys([*asked, *((SERVICE, slug) for slug in first)]))[:LEAST_ROWS]
        slugs = {kind: [key for each, key in wanted if each == kind] for kind in (SERVICE, QUESTION)}
        editions = {
            (SERVICE, each.slug): each for each in _editions(services, ServiceEdition, slugs[SERVICE])
        } | {
            (QUESTION, each.slug): each
            for each in _editions(live_questions(self.user), QuestionEdition, slugs[QUESTION])
        }
        return [(kind, editions[kind, key]) for kind, key in wanted if (kind, key) in editions]

    def _row(self, kind: str, edition: Any) -> Row:
        return Row(
            kind, edition.slug, edition.title, row_note(kind, edition.content()), reading_url(kind, edition.slug),
            self.today.get((kind, edition.slug), 0), str(uuid.uuid4()),
        )  # fmt: skip


def _editions(spans: QuerySet, editions: type, slugs: Iterable[str]) -> list[Any]:
    """The live editions of these slugs that are among the spans, in the slugs' order."""
    slugs = list(slugs)
    keys = dict(spans.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    found = editions.objects.in_bulk(list(keys.values())) if keys else {}
    return [found[keys[slug]] for slug in slugs if slug in keys]


def row_note(kind: str, document: Any) -> str:
    """What stands below a row's name: fee and time, or the answer's beginning."""
    if kind == SERVICE:
        return f"{fee_headline(document.fee)} · {time_headline(document.processing_time)}"
    return cut(document.answer, LONGEST_NOTE)


def reading_url(kind: str, slug: str) -> str:
    """Where something is read aloud."""
    return reverse("counter-reading", args=[kind, slug])


@dataclass(frozen=True)
class CaseLink:
    """One choice of the case."""

    key: str
    words: str
    url: str
    is_chosen: bool


class Reading:
    """An entry to read aloud, with what is handed over: its public address, a QR code of it, a message, a print."""

    kind: str
    slug: str
    title: str
    case: Case | None = None
    cases: tuple[CaseLink, ...] = ()
    parts: list[Part]
    public_path: str
    print_url = ""
    share_url: str

    @cached_property
    def token(self) -> str:
        """Makes a press of the button count once."""
        return str(uuid.uuid4())

    @property
    def case_key(self) -> str:
        """The chosen case, or nothing."""
        return self.case.key if self.case else ""

    @property
    def case_words(self) -> str:
        """The chosen case as people call it, or nothing."""
        return self.case.label if self.case else ""

    @property
    def public_url(self) -> str:
        """What the resident opens on their own phone."""
        return f"{settings.SITE_URL}{self.public_path}"

    @property
    def qr(self) -> SafeString:
        """The QR code of the public address, as SVG without styles; black on white in every colour scheme."""
        drawn = segno.make(self.public_url, error="m").svg_inline(
            border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
        )
        return mark_safe(drawn)  # drawn by us; the address is in the squares, not in the markup


class ServiceReading(Reading):
    """A service in one case, or in all of them until one is chosen."""

    kind = SERVICE

    def __init__(self, page: ServicePage, own_office: str) -> None:
        self.page, self.slug, self.title, self.case = page, page.document.slug, page.name, page.case
        self.parts = service_parts(page, own_office=own_office)
        self.public_path, self.share_url = page.url, page.share_url
        self.print_url = f"{reverse('service-leaflet', args=[self.slug])}{page.case_query}"
        self.cases = tuple(self._case_link(each) for each in page.document.cases)

    def _case_link(self, case: Case) -> CaseLink:
        url = f"{reading_url(self.kind, self.slug)}?{urlencode({'keadaan': case.key})}"
        return CaseLink(case.key, case.label, url, case == self.case)


class QuestionReading(Reading):
    """A question with its answer."""

    kind = QUESTION

    def __init__(self, edition: QuestionEdition) -> None:
        document = edition.content()
        self.slug, self.title = edition.slug, document.question
        self.parts = question_parts(document)
        self.public_path = reverse("question", args=[self.slug])
        self.share_url = share_link(f"*{self.title}*\n{document.answer}\n\n{self.public_url}")


def reading_of(
    user: Any, kind: str, slug: str, case: str, facts: SharedFacts, now: datetime.datetime, office: str
) -> Reading | None:
    """What someone can read aloud under this address; None for what is not theirs or not public."""
    if kind == SERVICE:
        edition = ServiceEdition.objects.filter(span__in=live_services(user), slug=slug).first()
        return edition and ServiceReading(service_page(edition, facts, now, case), office)
    if kind == QUESTION:
        edition = QuestionEdition.objects.filter(span__in=live_questions(user), slug=slug).first()
        return edition and QuestionReading(edition)
    return None


def service_page(
    edition: ServiceEdition, facts: SharedFacts, now: datetime.datetime, case: str
) -> ServicePage:
    """The service's page object in a case; one it does not have means all. Without links to other services."""
    document = edition.content()
    return ServicePage(edition, document, facts, {}, now, document.case(case))


def counter_link() -> Link:
    """The way back to the first page."""
    return Link("Loket", reverse("counter"))
