"""Public pages of questions and answers."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from faq.inbox.figures import answer_figures
from faq.models import QuestionEdition
from faq.pages import QuestionList, QuestionRow, question_row
from faq.question_page import answered_for, ask_address, checked_words, related_questions
from services import snapshot
from services.confirming import with_confirmation
from services.descriptions import description, plain_text
from services.facts import SharedFacts
from services.freshness import for_everyone
from services.language import in_language
from services.links import Link, share_link, whatsapp_link
from services.search.missed import nothing_found
from services.structured_data import breadcrumb, faq_page, item_list, json_ld
from services.views import GONE, home_link, show, site_now


@for_everyone("topik", "layanan", "halaman", unless=("q",))
@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """The list, by topic or searched."""
    facts = snapshot.current()
    page, trail = QuestionList(request.GET), [home_link()]
    context = {
        "page": page,
        "ask_url": _ask_url(facts),
        "ask_here": ask_address(page.service),
        "answered": None if page.query else answer_figures(facts, site_now(facts)),
        "trail": trail,
        "canonical_url": page.canonical_url,
        "structured_data": json_ld([item_list(page.links, page.total), breadcrumb([*trail, list_link()])]),
    }
    if page.query and not page.total and not (page.topic or page.service):
        nothing_found.send(QuestionList, request=request, query=page.query)
    return show(request, "faq/question_list.html", facts, context)


@for_everyone()
@require_safe
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question with its answer."""
    editions = QuestionEdition.objects.current().select_related("entry__agency", "entry__service__agency")
    edition = with_confirmation(editions).filter(slug=slug).first()
    if edition is None:
        raise Http404("tanya jawab")
    facts = snapshot.current()
    if edition.is_withdrawal:
        return _withdrawn(request, edition, facts)
    context = question_context(edition, facts)
    row, trail = context["row"], context["trail"]
    context["structured_data"] = json_ld([_faq_page(row), breadcrumb([*trail, Link(row.question, row.url)])])
    return show(request, "faq/question.html", facts, context)


def question_context(edition: QuestionEdition, facts: SharedFacts) -> dict[str, Any]:
    """What the page of a question shows, be it public or the preview of a draft."""
    document, row = edition.content(), question_row(edition)
    about = answered_for(document)
    return {
        "row": row,
        "edition_number": edition.number,
        "checked": checked_words(edition, facts),
        "services": about.services,
        "cases": about.cases,
        "others": related_questions(edition, document),
        "ask_here": ask_address(document.service, document.cases[0] if len(document.cases) == 1 else ""),
        "description": description(
            row.answer, plain_text(row.details), _("Jawaban resmi kantor, bisa dibaca kapan saja.")
        ),
        "share_url": share_link(f"*{row.question}*\n{row.answer}\n\n{settings.SITE_URL}{row.url}"),
        "ask_url": _ask_url(facts),
        "trail": [home_link(), list_link()],
    }


def list_link() -> Link:
    """The way to all questions."""
    return Link(_("Tanya jawab"), reverse("question-list"))


def _ask_url(facts: SharedFacts) -> str:
    """A chat with the office; it is read there, so it is in Indonesian."""
    agency = facts.site_agency()
    return whatsapp_link(agency.whatsapp, "Halo, saya mau bertanya: ") if agency else ""


def _faq_page(row: QuestionRow) -> dict[str, Any]:
    return faq_page(row.question, f"{row.answer} {plain_text(row.details)}".strip(), row.url)


def _withdrawn(request: HttpRequest, edition: QuestionEdition, facts: SharedFacts) -> HttpResponse:
    """What stood here was taken down: why, and what holds instead."""
    said = QuestionEdition.objects.filter(entry=edition.entry_id, document__isnull=False)
    last = said.order_by("-number").first()
    replacement = QuestionEdition.objects.live().filter(slug=edition.replacement).values_list("slug", "title")
    context = {
        "heading": in_language(last.title, "") if last else _("Pertanyaan ini"),
        "reason": in_language(edition.withdrawal_reason, ""),
        "replacement": [
            Link(in_language(title, ""), reverse("question", args=[slug])) for slug, title in replacement
        ],
        "trail": [home_link(), list_link()],
        "all_link": Link(_("Lihat semua tanya jawab"), reverse("question-list")),
    }
    return show(request, "portal/withdrawn.html", facts, context, status=GONE)
