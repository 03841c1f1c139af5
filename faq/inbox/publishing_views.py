"""From an answer to an FAQ entry in one step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from faq.inbox import acting
from faq.inbox.cleaning import suggested_case, suggested_question
from faq.inbox.forms import FaqForm, whole_numbers
from faq.inbox.one import InquiryPage, own_inquiries
from faq.inbox.people import PERMISSION
from faq.inbox.taking_back import UNDO
from faq.inbox.to_faq import Outcome, may_go_live, publish_answer
from faq.inbox.views import SENT, clash_words, inbox_trail, stands
from services.links import Link
from services.models import Case
from services.publishing import NotReady
from services.staff import undo
from services.staff.pages import show_staff, staff_page
from services.staff.personal import FIELD, Personal, decided


@staff_page("faq.add_question")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def to_faq(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, filled in as far as it can be; what was written as an answer comes along."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    found = get_object_or_404(own_inquiries(request), pk=pk)
    if found.lead_id and request.method != "POST":
        return redirect("inquiry-publish", found.lead_id)
    chosen = whole_numbers(request.POST.getlist("untuk")) if request.method == "POST" else None
    page = InquiryPage(request, found, chosen=chosen)
    if "question" not in request.POST:
        return _show(
            request, page, FaqForm(rows=page.group, user=request.user, initial=_initial(request, page))
        )
    return _publish(request, page, FaqForm(request.POST, rows=page.group, user=request.user))


def _initial(request: HttpRequest, page: InquiryPage) -> dict[str, Any]:
    lead, placed = page.lead, page.placed
    return {
        "question": suggested_question(lead.text),
        "answer": request.POST.get("jawaban", lead.answer).strip(),
        "service": placed.service_id,
        "cases": [case] if (case := _case(page)) else [],
    }


def _case(page: InquiryPage) -> str:
    """The case that was picked by one who asked, else the one that the question names."""
    service = page.placed.service_id
    picked = (each.case for each in page.group if each.case and each.service_id == service)
    labels = dict(Case.objects.filter(service=service).values_list("key", "label"))
    return next(picked, "") or suggested_case(page.lead.text, labels)


def _publish(request: HttpRequest, page: InquiryPage, form: FaqForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, page, form, status=400)
    form, personal = decided(
        form, form.personal(), request.POST.get(FIELD, ""),
        lambda data: FaqForm(data, rows=page.group, user=request.user),
    )  # fmt: skip
    if personal:
        return _show(request, page, form, personal=personal)
    if not form.is_valid():
        return _show(request, page, form, status=400)
    keys = set(own_inquiries(request).filter(pk__in=form.chosen).values_list("pk", flat=True))
    try:
        outcome = publish_answer(
            form.cleaned_question(), agency=page.lead.agency, shown=form.shown, chosen=keys & set(form.shown),
            seal=form.seal, by=request.user, private=form.cleaned_data["private"],
        )  # fmt: skip
    except acting.Overtaken as overtaken:
        return _show(request, page, form, clash=clash_words(overtaken.rows), status=409)
    except ValidationError as refused:
        _tell(form, refused)
        return _show(request, page, form, status=400)
    return _told(request, outcome)


def _tell(form: FaqForm, refused: ValidationError) -> None:
    """Name what keeps it from being published, beside its field where it has one."""
    if not isinstance(refused, NotReady):
        form.add_error(None, refused)
        return
    for problem in refused.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


def _told(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    # What stood there to be taken back was about another question.
    undo.forget(request, UNDO)
    if outcome.is_live:
        words = "Terbit sebagai tanya jawab, dan penanyanya melihatnya di halaman jawaban."
    else:
        words = "Penanya sudah menerima jawabannya. Tanya jawabnya diajukan ke peninjau; begitu terbit, ia melihatnya."
    messages.success(request, words)
    return redirect(f"{reverse('inquiry', args=[outcome.change.lead.pk])}?{SENT}=1")


def _show(
    request: HttpRequest, page: InquiryPage, form: FaqForm, *, personal: list[Personal] | None = None, clash: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "page": page,
        "form": form,
        "personal": personal or [],
        "clash": clash,
        "goes_live": may_go_live(page.lead.agency, request.user),
        "kept_as": f"terbit-{page.lead.pk}",
        **stands(page, form, clash),
    }
    trail = [*inbox_trail(), Link(page.title, reverse("inquiry", args=[page.lead.pk]))]
    title = "Terbitkan sebagai tanya jawab"
    return show_staff(request, "faq/staff/inbox_publish.html", title, context, trail=trail, status=status)
