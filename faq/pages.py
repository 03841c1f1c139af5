"""What the pages of questions show."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faq.models import QuestionEdition, QuestionSpan, Topic
from services.descriptions import description
from services.fields import clean_html
from services.filters import LONGEST_QUERY, search, typed_line
from services.language import in_language, localized
from services.links import Link
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
    """What pages show of an edition. Its details are cleaned once more, because they are put in as HTML."""
    document = edition.content()
    return QuestionRow(
        question=in_language(document.question, ""),
        url=reverse("question", args=[edition.slug]),
        answer=in_language(document.answer, ""),
        details=mark_safe(clean_html(document.details)),
    )


class QuestionList:
    """The list of questions for these parameters: `q` and `topik`; a topic it does not know is ignored."""

    def __init__(self, parameters: QueryDict) -> None:
        self.topics = [(topic.key, localized(topic, "name")) for topic in Topic.objects.all()]
        asked_topic = parameters.get("topik", "")
        self.topic = asked_topic if asked_topic in dict(self.topics) else ""
        self.unknown_topic = bool(asked_topic) and not self.topic
        self.query = typed_line(parameters.get("q", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
        found = self._found(QuestionSpan.objects.live().order_by("position", "pk"))
        self.page: Page = Paginator(found, PER_PAGE).get_page(parameters.get("halaman"))
        self.total = self.page.paginator.count
        editions = QuestionEdition.objects.in_bulk(list(self.page))
        self.rows = [question_row(editions[key]) for key in self.page if key in editions]

    def _found(self, editions: QuerySet) -> list[int] | QuerySet:
        """Editions in order; without words the database counts them and gives one page of them."""
        self.is_guess = False
        if self.topic:
            editions = editions.filter(topic=self.topic)
        if not self.query:
            return editions.values_list("pk", flat=True)
        found = search(editions, self.query)
        self.is_guess = found.is_guess
        return found.keys

    @property
    def topic_name(self) -> str:
        """The chosen topic in words."""
        return dict(self.topics).get(self.topic, "")

    @property
    def title(self) -> str:
        """Unlike any other list's, for the page's title."""
        parts = [_("Tanya jawab"), f"“{self.query}”" if self.query else "", self.topic_name]
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
            words = ngettext("%(n)s pertanyaan sudah dijawab.", "%(n)s pertanyaan sudah dijawab.", self.total)
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
        page = self.page.number if not (self.query or self.topic) else 1
        return settings.SITE_URL + list_address(reverse("question-list"), {}, page)

    @property
    def links(self) -> list[Link]:
        """What the list shows on this page."""
        return [Link(row.question, row.url) for row in self.rows]

    @property
    def topic_links(self) -> list[dict[str, object]]:
        """Topics as links that keep the words searched."""
        rows = [("", _("Semua topik")), *self.topics]
        return [
            {"words": name, "url": self._address(key), "is_chosen": key == self.topic} for key, name in rows
        ]

    @property
    def previous(self) -> Link | None:
        """The page before."""
        return page_before(self.page, partial(self._address, self.topic), _("Sebelumnya"))

    @property
    def next(self) -> Link | None:
        """The page after."""
        return page_after(self.page, partial(self._address, self.topic), _("Berikutnya"))

    def _address(self, topic: str, page: int = 1) -> str:
        return list_address(reverse("question-list"), {"q": self.query, "topik": topic}, page)
