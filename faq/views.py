"""Public pages of questions and answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

from faq.models import QuestionEdition
from faq.pages import QuestionList, question_row
from services import snapshot
from services.facts import SharedFacts
from services.links import Link, share_link, whatsapp_link
from services.structured_data import json_ld
from services.views import GONE, HOME, live_names, show

OTHER_QUESTIONS = 5


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """The list, by topic or searched."""
    facts = snapshot.current()
    context = {"page": QuestionList(request.GET), "ask_url": _ask_url(facts), "trail": [HOME]}
    return show(request, "faq/question_list.html", facts, context)


@require_safe
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question with its answer."""
    edition = QuestionEdition.objects.current().filter(slug=slug).first()
    if edition is None:
        raise Http404("tanya jawab")
    facts = snapshot.current()
    if edition.is_withdrawal:
        return _withdrawn(request, edition, facts)
    document, row = edition.content(), question_row(edition)
    names = live_names({document.service, *document.related_services} - {""})
    ordered = [slug for slug in (document.service, *document.related_services) if slug in names]
    context = {
        "row": row,
        "services": [Link(names[each], reverse("service", args=[each])) for each in dict.fromkeys(ordered)],
        "others": _others(edition),
        "share_url": share_link(f"*{row.question}*\n{row.answer}\n\n{request.build_absolute_uri(row.url)}"),
        "ask_url": _ask_url(facts),
        "structured_data": _faq_page(row.question, f"{row.answer} {strip_tags(row.details)}".strip()),
        "trail": [HOME, Link("Tanya jawab", reverse("question-list"))],
    }
    return show(request, "faq/question.html", facts, context)


def _others(edition: QuestionEdition) -> list[Link]:
    """More questions on the same shelf."""
    near = QuestionEdition.objects.live().exclude(pk=edition.pk).order_by("position", "pk")
    near = near.filter(service=edition.service) if edition.service else near.filter(topic=edition.topic)
    rows = near.values_list("slug", "title")[:OTHER_QUESTIONS]
    return [Link(title, reverse("question", args=[slug])) for slug, title in rows]


def _ask_url(facts: SharedFacts) -> str:
    agency = facts.site_agency()
    return whatsapp_link(agency.whatsapp, "Halo, saya mau bertanya: ") if agency else ""


def _faq_page(question: str, answer: str) -> str:
    entity = {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
    return json_ld({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [entity]})


def _withdrawn(request: HttpRequest, edition: QuestionEdition, facts: SharedFacts) -> HttpResponse:
    replacement = QuestionEdition.objects.live().filter(slug=edition.replacement).values_list("slug", "title")
    context = {
        "heading": get_object_or_404(QuestionEdition.objects.filter(entry=edition.entry_id, number=1)).title,
        "reason": edition.withdrawal_reason,
        "replacement": [Link(title, reverse("question", args=[slug])) for slug, title in replacement],
        "trail": [HOME, Link("Tanya jawab", reverse("question-list"))],
        "all_link": Link("Lihat semua tanya jawab", reverse("question-list")),
    }
    return show(request, "portal/withdrawn.html", facts, context, status=GONE)
