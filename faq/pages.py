"""What the pages of questions show."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from faq.models import QuestionEdition, Topic
from services.fields import clean_html
from services.filters import LONGEST_QUERY, search
from services.links import Link

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
        question=document.question,
        url=reverse("question", args=[edition.slug]),
        answer=document.answer,
        details=mark_safe(clean_html(document.details)),
    )


class QuestionList:
    """The list of questions for these parameters: `q` and `topik`; a topic it does not know is ignored."""

    def __init__(self, parameters: QueryDict) -> None:
        self.topics = list(Topic.objects.values_list("key", "name"))
        asked_topic = parameters.get("topik", "")
        self.topic = asked_topic if asked_topic in dict(self.topics) else ""
        self.unknown_topic = bool(asked_topic) and not self.topic
        self.query = " ".join(parameters.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
        found = self._found(QuestionEdition.objects.live().order_by("position", "pk"))
        self.total = len(found)
        self.page: Page = Paginator(found, PER_PAGE).get_page(parameters.get("halaman"))
        editions = QuestionEdition.objects.in_bulk(list(self.page))
        self.rows = [question_row(editions[key]) for key in self.page if key in editions]

    def _found(self, editions: QuerySet) -> list[int]:
        self.is_guess = False
        if self.topic:
            editions = editions.filter(topic=self.topic)
        if not self.query:
            return list(editions.values_list("pk", flat=True))
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
        parts = [f"“{self.query}”" if self.query else "", self.topic_name]
        parts += [f"halaman {self.page.number}"] if self.page.number > 1 else []
        return "Tanya jawab" + "".join(f", {part}" for part in parts if part)

    @property
    def count_words(self) -> str:
        """How many there are, in a sentence."""
        if not self.total:
            return "Belum ada jawaban yang cocok."
        if self.is_guess:
            return f"Tidak ada pertanyaan dengan semua kata itu. {self.total} ini mungkin membantu."
        return (
            f"{self.total} pertanyaan sudah dijawab."
            if not self.query
            else f"{self.total} jawaban ditemukan."
        )

    @property
    def topic_links(self) -> list[dict[str, object]]:
        """Topics as links that keep the words searched."""
        rows = [("", "Semua topik"), *self.topics]
        return [
            {"words": name, "url": self._address(key), "is_chosen": key == self.topic} for key, name in rows
        ]

    @property
    def previous(self) -> Link | None:
        """The page before."""
        if not self.page.has_previous():
            return None
        return Link("Sebelumnya", self._address(self.topic, self.page.previous_page_number()))

    @property
    def next(self) -> Link | None:
        """The page after."""
        if not self.page.has_next():
            return None
        return Link("Berikutnya", self._address(self.topic, self.page.next_page_number()))

    def _address(self, topic: str, page: int = 1) -> str:
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in (("q", self.query), ("topik", topic)) if value})
        if page > 1:
            query["halaman"] = str(page)
        path = reverse("question-list")
        return f"{path}?{query.urlencode()}" if query else path
