"""One question with those that ask the same: reading, answering, and where it belongs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from faq.inbox import acting
from faq.inbox.forms import AnswerForm, AssignForm, GroupForm, whole_numbers
from faq.inbox.one import InquiryPage, known_row, own_inquiries
from faq.inbox.people import name_of
from faq.inbox.taking_back import UNDO, kept_draft, offer
from faq.models import AnswerTemplate, Inquiry, InquiryState, Question, QuestionEdition
from services import scope
from services.links import Link
from services.staff import undo
from services.staff.pages import show_staff, staff_page
from services.staff.personal import FIELD, Personal, decided

SENT = "terkirim"
"""Stands in the address after an answer became an FAQ entry: the browser may forget what it kept of it."""


def inbox_trail() -> list[Link]:
    """The way back to the list."""
    return [Link("Pertanyaan warga", reverse("inbox"))]


@staff_page("faq.answer_inquiry")
@require_safe
@never_cache
def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a question and answer it. One that follows another is read with it."""
    found = get_object_or_404(own_inquiries(request), pk=pk)
    if found.lead_id:
        return redirect("inquiry", found.lead_id)
    page = InquiryPage(request, found)
    text = kept_draft(request, pk) or (page.lead.answer if page.is_answered else "")
    form = AnswerForm(rows=page.group, initial={"jawaban": text})
    return show_inquiry(request, page, form)


@staff_page("faq.answer_inquiry")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an answer: written, or an FAQ entry (`pakai`); or first pick one (`pilih`, empty for none) or put a template
    into the field (`contoh`), to look at before it is sent.

    Who comes back here after signing in again finds the question, and the script their text.
    """
    found = get_object_or_404(own_inquiries(request), pk=pk)
    if request.method != "POST":
        return redirect("inquiry", found.lead_id or pk)
    chosen = whole_numbers(request.POST.getlist("untuk"))
    page = InquiryPage(request, found, chosen=chosen)
    if "pilih" in request.POST:
        form = AnswerForm(request.POST, rows=page.group, is_needed=False)
        return show_inquiry(request, page, form, is_quiet=True)
    if "contoh" in request.POST:
        return _with_template(request, page)
    picked = _picked(request)
    question = picked.entry if picked else _kept_question(request, page)
    form = AnswerForm(request.POST, rows=page.group, is_needed=question is None)
    if not form.is_valid():
        return show_inquiry(request, page, form, status=400)
    form, personal = decided(
        form, form.personal(), request.POST.get(FIELD, ""),
        lambda data: AnswerForm(data, rows=page.group, is_needed=question is None),
    )  # fmt: skip
    if personal:
        return show_inquiry(request, page, form, personal=personal)
    if not form.is_valid():
        return show_inquiry(request, page, form, status=400)
    return _send(request, page, form, question)


def _kept_question(request: HttpRequest, page: InquiryPage) -> Question | None:
    """The FAQ entry of an answer that is only changed, unless it is taken off."""
    return page.lead.question if page.is_answered and "lepas" not in request.POST else None


def _send(
    request: HttpRequest, page: InquiryPage, form: AnswerForm, question: Question | None
) -> HttpResponse:
    text, was_open = form.cleaned_data["jawaban"], page.is_open
    keys = set(own_inquiries(request).filter(pk__in=form.shown).values_list("pk", flat=True))
    try:
        change = acting.answer(
            shown=form.shown, chosen=keys & set(form.chosen), seal=form.seal, by=request.user, text=text,
            question=question,
        )  # fmt: skip
    except acting.Overtaken as overtaken:
        return show_inquiry(request, page, form, clash=clash_words(overtaken.rows), status=409)
    times = len(keys & set(form.chosen))
    words = "Jawaban terkirim" if was_open else "Jawaban diubah"
    words += f" ke {times} penanya." if times > 1 else ". Penanya membacanya dengan kodenya."
    offer(request, change, words, told=True)
    return redirect("inquiry", change.lead.pk)


def _with_template(request: HttpRequest, page: InquiryPage) -> HttpResponse:
    """The page again, with the template after what was written."""
    rows = scope.own(AnswerTemplate.objects.all(), request.user)
    template = rows.filter(pk__in=whole_numbers([request.POST["contoh"]])).first()
    parts = [request.POST.get("jawaban", "").strip(), template.text if template else ""]
    data = request.POST.copy()
    data["jawaban"] = "\n\n".join(filter(None, parts))
    return show_inquiry(request, page, AnswerForm(data, rows=page.group), is_quiet=True)


def _picked(request: HttpRequest) -> QuestionEdition | None:
    """The live edition of the FAQ entry that was picked as the answer."""
    value = request.POST.get("pilih", request.POST.get("pakai", ""))
    return QuestionEdition.objects.live().filter(entry__in=whole_numbers([value])).first()


def show_inquiry(
    request: HttpRequest, page: InquiryPage, form: AnswerForm, *, clash: str = "", is_quiet: bool = False,
    personal: list[Personal] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page with this form; `is_quiet`: it was sent, but not to be judged yet. `personal`: to be decided first."""
    # What was done to another question is taken back from the list, which names it.
    offered = undo.offered(request, UNDO, str(page.lead.pk))
    was_answered = offered is not None and offered["told"]
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "picked": known_row(picked) if (picked := _picked(request)) else None,
        "errors": [] if is_quiet else _errors(form),
        "clash": clash,
        "personal": personal or [],
        "personal_words": _read_by(len(set(form.chosen) & set(form.shown))) if personal else "",
        "resent": [(name, request.POST[name]) for name in ("pakai", "lepas") if name in request.POST],
        "assign_form": AssignForm(people=page.people, initial={"petugas": page.lead.assigned_to_id}),
        "is_mine": page.lead.assigned_to_id == request.user.pk,
        "may_publish": request.user.has_perm("faq.add_question"),
        "undo": offered,
        "was_sent": not page.is_open and (was_answered or SENT in request.GET),
        "kept_as": f"tanya-{page.lead.pk}",
        **stands(page, form, clash),
    }
    return show_staff(
        request, "faq/staff/inbox_inquiry.html", page.title, context, trail=inbox_trail(), status=status
    )


def _read_by(times: int) -> str:
    """Who will read what seems to be about one person."""
    who = f"{times} penanya, bukan hanya yang dimaksud" if times > 1 else "siapa pun yang memegang kodenya"
    return (
        f"Jawaban ini akan dibaca {who}. NIK, nomor telepon, atau surel warga tidak perlu ada di dalamnya; nomor "
        "kantor boleh. Belum ada yang dikirim."
    )


def stands(page: InquiryPage, form: GroupForm, clash: str) -> dict[str, Any]:
    """What the next sending is compared with: how things stood when the page was opened first, or, once told of a clash,
    how they stand now."""
    is_first = clash or not form.is_bound or "dasar" not in form.data
    return {"shown": page.shown, "seal": page.seal} if is_first else {"shown": form.shown, "seal": form.seal}


def _errors(form: AnswerForm) -> list[Link]:
    if not form.is_bound:
        return []
    named = [Link(words, f"#{form[name].auto_id}") for name in form.fields for words in form[name].errors]
    return named + [Link(words, "#penanya") for words in form.non_field_errors()]


def clash_words(rows: list[Inquiry]) -> str:
    """Who was faster, for the one who was not."""
    done = next((row for row in rows if row.state == InquiryState.ANSWERED and row.answered_by), None)
    if done is not None and done.answered_by:
        return (
            f"{name_of(done.answered_by)} sudah menjawab lebih dulu, jadi tulisan Anda belum dikirim. Di bawah ini "
            "keadaannya sekarang; tulisan Anda masih ada di kolom jawaban. Kirim lagi bila jawaban Anda yang benar."
        )
    return (
        "Pertanyaan ini baru saja diubah orang lain, jadi belum ada yang disimpan. Di bawah ini keadaannya sekarang; "
        "tulisan Anda masih ada. Periksa, lalu kirim lagi."
    )
