"""Questions and answers."""

import datetime

from django.db.models import Q
from pydantic import Field

from faq.models import QuestionEdition, QuestionSpan
from portal.api.answers import editions
from portal.api.answers.editions import KEY, Kind, SearchQuestion
from portal.api.endpoints import Asked
from portal.api.shapes import Key, Listing, Moment, Shape, asked
from services.fields import clean_html

KIND = Kind(QuestionEdition, "question", "tanya jawab", "question")


class FaqQuestion(SearchQuestion):
    """Which questions are wanted."""

    topic: Key = asked("", *KEY)
    service: Key = asked("", *KEY)


class QuestionItem(Shape):
    """A question with its answer, in Indonesian."""

    slug: str
    self: str
    url: str
    url_en: str
    question: str
    answer: str = Field(description="Plain text.")
    details_html: str = Field(
        description="More of the answer: cleaned HTML of a few elements; blank where there is none."
    )
    topic: str
    service: str = Field(description="Slug of the service it belongs to; blank for a general question.")
    cases: list[str] = Field(description="Keys of the cases of that service it answers for; empty means all.")
    related_services: list[str]
    related_questions: list[str]
    edition: int = Field(ge=1)
    digest: str
    live_from: Moment


class QuestionList(Listing):
    """A part of the questions, in the office's order or, for words, the best first."""

    is_guess: bool = Field(description="True where no question has all the words searched for.")
    items: list[QuestionItem]


def question_list(asked: Asked) -> QuestionList:
    """Three queries, however many questions there are."""
    query = asked.query
    spans = QuestionSpan.objects.live(asked.now).order_by("position", "pk")
    if query.topic:
        spans = spans.filter(topic=query.topic)
    if query.service:
        mention = Q(related_services__contains=f"|{query.service}|")
        spans = spans.filter(Q(service=query.service) | mention)
    found = editions.found_by(spans, query.q)
    return editions.listing(asked, KIND, QuestionList, found, lambda each: _item(each, asked.now))


def question(asked: Asked) -> QuestionItem:
    """One question. One query besides that of the facts."""
    return _item(editions.public(KIND, asked.keys["slug"]), asked.now)


def _item(edition: QuestionEdition, now: datetime.datetime) -> QuestionItem:
    document = edition.content()
    return QuestionItem(
        **editions.fields(KIND, edition, now),
        question=document.question,
        answer=document.answer,
        details_html=clean_html(document.details),
        topic=document.topic,
        service=document.service,
        cases=list(document.cases),
        related_services=list(document.related_services),
        related_questions=list(document.related_questions),
    )
