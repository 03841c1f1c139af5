"""An answer becomes an FAQ entry, published or put before a reviewer, and those who asked are answered, at once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.html import linebreaks

from faq.inbox import acting
from faq.inbox.cleaning import free_slug
from faq.models import Question, Topic
from services import audit, drafting, workflow
from services.models import Agency, Service
from services.workflow_rules import may_publish_own

REMARK = "Berasal dari pertanyaan warga; penanyanya sudah dijawab."
MOST_TRIES = 5
"""Short addresses that are tried for a question while others take them."""


@dataclass(frozen=True)
class Cleaned:
    """What the new question says, without anything of who asked."""

    question: str
    answer: str
    details: str = ""
    topic: Topic | None = None
    service: Service | None = None
    cases: tuple[str, ...] = ()
    slug: str = ""


@dataclass(frozen=True)
class Outcome:
    """The question that was made, whether the public reads it now, and what changed in the inbox."""

    question: Question
    is_live: bool
    change: acting.Change


@transaction.atomic
def publish_answer(
    cleaned: Cleaned, *, agency: Agency, shown: Collection[int], chosen: Collection[int], seal: str, by: Any,
    private: str = "",
) -> Outcome:  # fmt: skip
    """Make the question, publish it where `by` may publish their own, else submit it, and answer the chosen ones.

    `private` is what the askers read besides it; where it is not public yet, they get the answer itself too.
    Raises `NotReady`, `Refused` or `acting.Overtaken`; then nothing was made.
    """
    # Before anything is made: of two who press at once the second waits here, and is told.
    acting.hold(shown=shown, seal=seal, by=by)
    question = _draft(cleaned, agency, by)
    is_live = may_publish_own(question, by)
    if is_live:
        workflow.approve(question, by=by)
    else:
        workflow.submit(question, by=by, remark=REMARK)
    parts = [private] if is_live else [cleaned.answer, cleaned.details, private]
    text = "\n\n".join(filter(None, map(str.strip, parts)))
    change = acting.answer(shown=shown, chosen=chosen, seal=seal, by=by, text=text, question=question)
    return Outcome(question, is_live, change)


def may_go_live(agency: Agency, by: Any) -> bool:
    """Whether what someone writes from the inbox is public at once, or waits for a reviewer."""
    return may_publish_own(Question(agency=agency), by)


def _draft(cleaned: Cleaned, agency: Agency, by: Any) -> Question:
    question = Question(
        slug=cleaned.slug or free_slug(cleaned.question),
        question=cleaned.question,
        answer=cleaned.answer,
        details=linebreaks(cleaned.details, autoescape=True) if cleaned.details else "",
        topic=cleaned.topic,
        service=cleaned.service,
        cases=list(cleaned.cases),
        agency=None if cleaned.service else agency,
        owner=by,
    )
    save_under_free_slug(question, is_chosen=bool(cleaned.slug))
    drafting.remember(question, by)
    audit.record("add", question, by=by)
    return question


def save_under_free_slug(question: Question, *, is_chosen: bool = False) -> None:
    """Save a new question; if a colleague took its short address this moment, under the next one that is free.

    Raises `ValidationError` where the address was chosen by a person (`is_chosen`): it stays for good.
    """
    for tries_left in reversed(range(MOST_TRIES)):
        try:
            with transaction.atomic():
                question.save()
        except IntegrityError as error:
            taken = Question.objects.filter(slug=question.slug).exists()
            if not (taken and tries_left):
                raise
            free = free_slug(question.question)
            if is_chosen:
                words = f"Baru saja dipakai orang lain. Yang masih bebas: {free}."
                raise ValidationError({"slug": words}) from error
            question.slug = free
        else:
            return
