"""What residents asked, searched and said, as lists of the export of everything.

Of residents there are masked texts and numbers only: no contact, no code, no address. Taps at the counter do not say who
tapped: they are a tally of questions, not of officers. What belongs to no agency (searches, pages such as the home page)
is in the export where its agencies are all there are.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Q

from faq.models import (
    AnswerTemplate,
    DemandWeight,
    Feedback,
    GapDecision,
    Inquiry,
    PageCount,
    Question,
    SearchCount,
    Tap,
)
from services import models
from services.models import Notice

BATCH = 500
Row = dict[str, Any]
Agencies = list[models.Agency]


def name_of(user: Any) -> str | None:
    """A colleague as exports name them."""
    return (user.get_full_name() or user.get_username()) if user else None


def are_all(agencies: Agencies) -> bool:
    """Whether these are the agencies of the whole installation."""
    return len(agencies) == models.Agency.objects.count()


def _inquiries(agencies: Agencies) -> Iterator[Row]:
    found = Inquiry.objects.filter(agency__in=agencies)
    for each in found.select_related("agency", "service", "question", "answered_by").iterator(BATCH):
        yield {
            "number": each.pk,
            "agency": each.agency.key,
            "service": each.service.slug if each.service else None,
            "case": each.case,
            "text": each.text,
            "was_masked": each.was_masked,
            "language": each.language,
            "asked_at": each.asked_at,
            "due_on": each.due_on,
            "state": each.state,
            "lead": each.lead_id,
            "answer": each.answer,
            "question": each.question.slug if each.question else None,
            "answered_at": each.answered_at,
            "answer_changed_at": each.answer_changed_at,
            "answered_by": name_of(each.answered_by),
        }


def _answer_templates(agencies: Agencies) -> Iterator[Row]:
    for each in AnswerTemplate.objects.filter(agency__in=agencies).select_related("agency"):
        yield {
            "agency": each.agency.key,
            "title": each.title,
            "text": each.text,
            "position": each.position,
        }


def _feedback(agencies: Agencies) -> Iterator[Row]:
    own = Q(agency__in=agencies) | (Q(agency=None) if are_all(agencies) else Q())
    found = Feedback.objects.filter(own).select_related("agency", "settled_by")
    for each in found.order_by("at", "pk").iterator(BATCH):
        yield {
            "what": each.what,
            "kind": each.kind,
            "key": each.key,
            "title": each.title,
            "edition": each.edition,
            "agency": each.agency.key if each.agency else None,
            "reason": each.reason,
            "text": each.text,
            "was_masked": each.was_masked,
            "language": each.language,
            "at": each.at,
            "settled_at": each.settled_at,
            "settled_by": name_of(each.settled_by),
            "settled_how": each.settled_how,
        }


def _page_counts(agencies: Agencies) -> Iterator[Row]:
    found = PageCount.objects.filter(Q() if are_all(agencies) else _own_pages(agencies))
    names = ("kind", "key", "day", "views", "helpful", "unhelpful", "settled")
    yield from found.order_by("day", "kind", "key").values(*names).iterator(BATCH)


def _own_pages(agencies: Agencies) -> Q:
    """The pages that speak for these agencies; papers and life events are everyone's."""
    keys = [each.pk for each in agencies]
    own = {
        "layanan": models.Service.objects.filter(agency__in=agencies).values("slug"),
        "tanya-jawab": Question.objects.filter(Question.owned_by(keys)).values("slug"),
        "kantor": models.Office.objects.filter(agency__in=agencies).values("key"),
        "kabar": [str(pk) for pk in Notice.objects.filter(agency__in=agencies).values_list("pk", flat=True)],
    }
    pages = Q(pk=None)
    for kind, names in own.items():
        pages |= Q(kind=kind, key__in=names)
    return pages


def _taps(agencies: Agencies) -> Iterator[Row]:
    found = Tap.objects.filter(agency__in=agencies).select_related("agency", "office")
    for each in found.order_by("at", "pk").iterator(BATCH):
        yield {
            "id": each.pk,
            "kind": each.kind,
            "key": each.key,
            "case": each.case,
            "agency": each.agency.key,
            "office": each.office.key if each.office else None,
            "at": each.at,
            "received_at": each.received_at,
            "taken_back": each.taken_back,
        }


def _search_counts(agencies: Agencies) -> Iterator[Row]:
    if are_all(agencies):
        names = ("day", "words", "was_found", "times", "opened")
        yield from SearchCount.objects.order_by("day", "words").values(*names).iterator(BATCH)


def _gap_decisions(agencies: Agencies) -> Iterator[Row]:
    found = GapDecision.objects.select_related("question", "by").order_by("at", "pk")
    for each in found.iterator(BATCH) if are_all(agencies) else ():
        yield {
            "words": each.words,
            "outcome": each.outcome,
            "question": each.question.slug if each.question else None,
            "detail": each.detail,
            "by": name_of(each.by),
            "at": each.at,
        }


def _demand_weights(agencies: Agencies) -> Iterator[Row]:
    for each in DemandWeight.objects.select_related("by") if are_all(agencies) else ():
        yield {"sign": each.sign, "weight": each.weight, "by": name_of(each.by), "at": each.at}


ASKED_SECTIONS: dict[str, Callable[[Agencies], Iterable[Row]]] = {
    "inquiries": _inquiries,
    "answer_templates": _answer_templates,
    "feedback": _feedback,
    "page_counts": _page_counts,
    "taps": _taps,
    "search_counts": _search_counts,
    "gap_decisions": _gap_decisions,
    "demand_weights": _demand_weights,
}
"""The lists in their order; see `portal.exchange.everything`."""
