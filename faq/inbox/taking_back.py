"""Undo in the inbox: the last thing someone did there, while nobody has changed it since."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from faq.inbox import state
from faq.inbox.acting import Change
from faq.inbox.one import own_inquiries
from services import audit
from services.staff import undo
from services.staff.pages import staff_page

UNDO, DRAFT = "inbox", "inbox-draft"


def offer(request: HttpRequest, change: Change, words: str, *, told: bool = False) -> None:
    """Offer to take a change back. `told`: askers could see it, so taking it back is written down too.

    No text of an answer is kept here: a session outlives the question of who takes it back.
    """
    undo.offer(
        request, UNDO, str(change.lead.pk), words,
        before=change.before, after=change.after, told=told, answered=change.answered,
    )  # fmt: skip


@staff_page("faq.answer_inquiry")
@require_POST
def undo_last(request: HttpRequest) -> HttpResponse:
    """Take back the last answer, mark, merge, split or assignment."""
    found = undo.take(request, UNDO)
    if found is None:
        return redirect("inbox")
    own = own_inquiries(request).filter(pk__in=found["before"])
    if own.count() != len(found["before"]) or not state.put_back(
        found["before"], after=found["after"], answered=found["answered"]
    ):
        messages.warning(request, "Pertanyaan itu sudah berubah lagi, jadi tidak dibatalkan.")
        return redirect("inbox")
    lead = own.get(pk=found["key"])
    if found["told"]:
        audit.record("unanswer", lead, by=request.user, name=f"Pertanyaan warga nomor {lead.pk}")
        request.session[DRAFT] = {"pk": lead.lead_id or lead.pk, "from": lead.pk}
    messages.success(request, "Dibatalkan. Pertanyaan kembali seperti sebelumnya.")
    return redirect("inquiry", lead.lead_id or lead.pk)


def kept_draft(request: HttpRequest, pk: int) -> str:
    """The text of an answer that was taken back, once: to go on from there."""
    kept: dict[str, int] = request.session.get(DRAFT) or {}
    if kept.get("pk") != pk:
        return ""
    del request.session[DRAFT]
    own = own_inquiries(request).filter(pk=kept["from"])
    return own.values_list("answer_before", flat=True).first() or ""
