"""Questions and answers."""

import datetime

from django.db.models import Q
from django.urls import reverse
from pydantic import Field

from faq.models import QuestionEdition, QuestionSpan
from portal.api.answers.references import address_of, both_pages
from portal.api.answers.service import KEY
from portal.api.endpoints import Asked
from portal.api.problems import Refused, not_found
from portal.api.shapes import Key, Listing, Moment, PageQuestion, Shape, asked, moment
from services.fields import clean_html
from services.filters import LONGEST_QUERY, search


class FaqQuestion(PageQuestion):
    """Which questions are wanted."""

    q: str = asked(
        "",
        f"Words to search for, at most {LONGEST_QUERY} characters.",
        f"kata yang dicari, paling banyak {LONGEST_QUERY} huruf",
        max_length=LONGEST_QUERY,
    )
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
    query, is_guess = asked.query, False
    spans = QuestionSpan.objects.live(asked.now).order_by("position", "pk")
    if query.topic:
        spans = spans.filter(topic=query.topic)
    if query.service:
        mention = Q(related_services__contains=f"|{query.service}|")
        spans = spans.filter(Q(service=query.service) | mention)
    found = spans.values_list("pk", flat=True)
    if query.q:
        hits = search(spans, query.q)
        found, is_guess = hits.keys, hits.is_guess
    total = len(found) if isinstance(found, list) else found.count()
    keys = list(found[asked.part])
    editions = QuestionEdition.objects.defer("search_text").in_bulk(keys)
    items = [_item(editions[key], asked.now) for key in keys if key in editions]
    return QuestionList(total=total, next=asked.next_page(total), is_guess=is_guess, items=items)


def question(asked: Asked) -> QuestionItem:
    """One question. One query besides that of the facts."""
    edition = QuestionEdition.objects.current().filter(slug=asked.keys["slug"]).first()
    if edition is None:
        raise not_found("tanya jawab", "question", reverse("api-questions"))
    if edition.is_withdrawal:
        raise Refused(
            410,
            f"Tanya jawab ini ditarik: {edition.withdrawal_reason}",
            f"This question was withdrawn. The reason, in Indonesian: {edition.withdrawal_reason}",
            replacement=address_of("api-question", edition.replacement) if edition.replacement else None,
        )
    return _item(edition, asked.now)


def _item(edition: QuestionEdition, now: datetime.datetime) -> QuestionItem:
    document = edition.content()
    return QuestionItem(
        slug=edition.slug,
        self=address_of("api-question", edition.slug),
        **both_pages("question", edition.slug),
        question=document.question,
        answer=document.answer,
        details_html=clean_html(document.details),
        topic=document.topic,
        service=document.service,
        cases=list(document.cases),
        related_services=list(document.related_services),
        related_questions=list(document.related_questions),
        edition=edition.number,
        digest=edition.digest,
        live_from=moment(edition.live_from, now.tzinfo),
    )
