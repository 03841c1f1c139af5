"""What the pages of questions show."""

from dataclasses import dataclass
from operator import itemgetter

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faq.document import QuestionDocument
from faq.models import QuestionEdition, QuestionSpan, Topic
from services.descriptions import description
from services.fields import clean_html
from services.filters import LONGEST_QUERY, search, typed_line
from services.language import in_language, localized
from services.links import Link
from services.models import ServiceSpan
from services.paging import list_address, page_after, page_before

PER_PAGE = 20


@dataclass(frozen=True)
class QuestionRow:
    """A question as lists show it."""

    question: str
    url: str
    answer: str
    details: SafeString


def question_row(edition: QuestionEdition) -> QuestionRow:
    """What pages show of an edition."""
    return document_row(edition.slug, edition.content())


def document_row(slug: str, document: QuestionDocument) -> QuestionRow:
    """What pages show of a document. Its details are cleaned once more, because they are put in as HTML."""
    return QuestionRow(
        question=in_language(document.question, ""),
        url=reverse("question", args=[slug]),
        answer=in_language(document.answer, ""),
        details=mark_safe(clean_html(document.details)),
    )


def _services_of(live: QuerySet) -> list[tuple[str, str]]:
    """Slugs and names of the live services that have live questions of their own, by name. One query."""
    asked = ServiceSpan.objects.live().filter(slug__in=live.exclude(service="").values("service"))
    rows = asked.values_list("slug", "title", "name_en")
    return sorted(((slug, in_language(name, english)) for slug, name, english in rows), key=itemgetter(1))


class QuestionList:
    """The list of questions for these parameters: `q`, `topik`, `layanan`; of these two an unknown one is ignored."""

    def __init__(self, parameters: QueryDict) -> None:
        self.topics = [(topic.key, localized(topic, "name")) for topic in Topic.objects.all()]
        live = QuestionSpan.objects.live()
        self.services = _services_of(live)
        self._live = live
        self.topic = self._known(parameters.get("topik", ""), self.topics)
        self.service = self._known(parameters.get("layanan", ""), self.services)
        self.unknown_topic = bool(parameters.get("topik")) and not self.topic
        self.unknown_service = bool(parameters.get("layanan")) and not self.service
        self.query = typed_line(parameters.get("q", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
        found = self._found(live.order_by("position", "pk"))
        self.page: Page = Paginator(found, PER_PAGE).get_page(parameters.get("halaman"))
        self.total = self.page.paginator.count
        editions = QuestionEdition.objects.in_bulk(list(self.page))
        self.rows = [question_row(editions[key]) for key in self.page if key in editions]

    @staticmethod
    def _known(asked: str, choices: list[tuple[str, str]]) -> str:
        return asked if asked in dict(choices) else ""

    def _found(self, editions: QuerySet) -> list[int] | QuerySet:
        """Editions in order; without words the database counts them and gives one page of them."""
        self.is_guess = False
        if self.topic:
            editions = editions.filter(topic=self.topic)
        if self.service:
            mention = Q(related_services__contains=f"|{self.service}|")
            editions = editions.filter(Q(service=self.service) | mention)
        if not self.query:
            return editions.values_list("pk", flat=True)
        found = search(editions, self.query, all_live=not (self.topic or self.service))
        self.is_guess = found.is_guess
        return found.keys

    @property
    def topic_name(self) -> str:
        """The chosen topic in words."""
        return dict(self.topics).get(self.topic, "")

    @property
    def service_name(self) -> str:
        """The chosen service in words."""
        return dict(self.services).get(self.service, "")

    @property
    def title(self) -> str:
        """Unlike any other list's, for the page's title."""
        parts = [_("Tanya jawab"), f"“{self.query}”" if self.query else "", self.topic_name]
        parts.append(self.service_name)
        if self.page.number > 1:
            parts.append(_("halaman %(number)s") % {"number": self.page.number})
        return ", ".join(filter(None, parts))

    @property
    def count_words(self) -> str:
        """How many there are, in a sentence."""
        if not self.total:
            return _("Belum ada jawaban yang cocok.")
        told = {"n": self.total}
        if self.is_guess:
            words = ngettext(
                "Tidak ada pertanyaan dengan semua kata itu. %(n)s ini mungkin membantu.",
                "Tidak ada pertanyaan dengan semua kata itu. %(n)s ini mungkin membantu.",
                self.total,
            )
        elif self.query:
            words = ngettext("%(n)s jawaban ditemukan.", "%(n)s jawaban ditemukan.", self.total)
        else:
            words = ngettext("%(n)s tanya jawab.", "%(n)s tanya jawab.", self.total)
        return words % told

    @property
    def description(self) -> str:
        """What search engines show: what the list is of, how many, and the first question."""
        return description(
            f"{self.title}. {self.count_words}",
            _("Jawaban petugas atas pertanyaan yang sering diajukan warga, terbuka 24 jam."),
            *(row.question for row in self.rows[:1]),
        )

    @property
    def is_for_engines(self) -> bool:
        """Whether search engines should keep the page: results of searches they should not."""
        return not self.query and self.total > 0

    @property
    def canonical_url(self) -> str:
        """The address engines should know it by: a topic shows a part of the same list, its pages do not."""
        page = self.page.number if not (self.query or self.topic or self.service) else 1
        return settings.SITE_URL + list_address(reverse("question-list"), {}, page)

    @property
    def links(self) -> list[Link]:
        """What the list shows on this page."""
        return [Link(row.question, row.url) for row in self.rows]

    @property
    def topic_links(self) -> list[dict[str, object]]:
        """Topics as links that keep the words searched and the service; without words with how many there are."""
        rows = [(key, name, "" if self.query else self._count_of(key)) for key, name in self._shelves]
        return [
            {"words": name, "url": self._address(topic=key), "is_chosen": key == self.topic, "count": count}
            for key, name, count in rows
            if count != 0 or key in ("", self.topic)
        ]

    @property
    def _shelves(self) -> list[tuple[str, str]]:
        return [("", _("Semua topik")), *self.topics]

    @cached_property
    def _placed(self) -> list[tuple[str, str, str, int]]:
        """How many live questions there are by shelf, service and mentioned services."""
        by = self._live.order_by().values_list("topic", "service", "related_services")
        return list(by.annotate(count=Count("pk")))

    def _count_of(self, topic: str) -> int:
        """How many live questions of the chosen service stand on a shelf; "" for all shelves."""
        return sum(
            count
            for shelf, service, mentioned, count in self._placed
            if topic in ("", shelf) and (self.service in ("", service) or f"|{self.service}|" in mentioned)
        )

    @property
    def service_options(self) -> list[dict[str, object]]:
        """Services that questions are about, for the filter."""
        return [
            {"value": slug, "words": name, "is_chosen": slug == self.service} for slug, name in self.services
        ]

    @property
    def without_service(self) -> str:
        """The list without the filter by service."""
        return self._address(service="")

    @property
    def previous(self) -> Link | None:
        """The page before."""
        return page_before(self.page, self._page_address, _("Sebelumnya"))

    @property
    def next(self) -> Link | None:
        """The page after."""
        return page_after(self.page, self._page_address, _("Berikutnya"))

    def _page_address(self, page: int) -> str:
        return self._address(page=page)

    def _address(self, *, topic: str | None = None, service: str | None = None, page: int = 1) -> str:
        """The list as it is, but for what is given."""
        chosen = {
            "q": self.query,
            "topik": self.topic if topic is None else topic,
            "layanan": self.service if service is None else service,
        }
        return list_address(reverse("question-list"), chosen, page)
