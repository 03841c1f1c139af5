"""Beginnings of answers that are given often."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faq.inbox.forms import TemplateForm
from faq.inbox.views import inbox_trail
from faq.models import AnswerTemplate
from services import scope
from services.links import Link
from services.models import Agency
from services.staff import undo
from services.staff.pages import show_staff, staff_page
from services.staff.personal import FIELD, Personal, decided

UNDO = "answer-template"


def own_templates(request: HttpRequest) -> QuerySet[AnswerTemplate]:
    """Those of the agencies someone works for."""
    return scope.own(AnswerTemplate.objects.select_related("agency"), request.user)


@staff_page("faq.answer_inquiry")
@require_safe
@never_cache
def templates(request: HttpRequest) -> HttpResponse:
    """The list."""
    own = scope.own(Agency.objects.all(), request.user)
    context = {
        "templates": own_templates(request),
        "shows_agency": own.count() > 1,
        "undo": undo.offered(request, UNDO),
    }
    return show_staff(
        request, "faq/staff/inbox_templates.html", "Contoh jawaban", context, trail=inbox_trail()
    )


@staff_page("faq.answer_inquiry")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def template_new(request: HttpRequest) -> HttpResponse:
    """Write one."""
    return _edit(request, AnswerTemplate())


@staff_page("faq.answer_inquiry")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def template_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    return _edit(request, get_object_or_404(own_templates(request), pk=pk))


@staff_page("faq.answer_inquiry")
@require_POST
def template_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one; it can be taken back."""
    found = get_object_or_404(own_templates(request), pk=pk)
    kept = {
        "title": found.title,
        "text": found.text,
        "position": found.position,
        "agency_id": found.agency_id,
    }
    found.delete()
    undo.offer(request, UNDO, str(pk), f"“{found.title}” dihapus.", row=kept)
    return redirect("answer-templates")


@staff_page("faq.answer_inquiry")
@require_POST
def template_undo(request: HttpRequest) -> HttpResponse:
    """Bring back what was deleted last."""
    found = undo.offered(request, UNDO)
    undo.forget(request, UNDO)
    if (
        found is None
        or not scope.own(Agency.objects.filter(pk=found["row"]["agency_id"]), request.user).exists()
    ):
        messages.warning(request, "Tidak ada lagi yang bisa dibatalkan.")
    else:
        AnswerTemplate.objects.create(**found["row"])
        messages.success(request, "Dibatalkan. Contoh jawaban itu ada lagi.")
    return redirect("answer-templates")


def _edit(request: HttpRequest, found: AnswerTemplate) -> HttpResponse:
    agencies = scope.own(Agency.objects.order_by("publisher", "position", "name"), request.user)
    form = TemplateForm(request.POST or None, instance=found, agencies=agencies)
    personal: list[Personal] = []
    if request.method == "POST" and form.is_valid():
        form, personal = decided(
            form, form.personal(), request.POST.get(FIELD, ""),
            lambda data: TemplateForm(data, instance=found, agencies=agencies),
        )  # fmt: skip
    if request.method == "POST" and not personal and form.is_valid():
        form.save()
        messages.success(request, f"Contoh “{found.title}” disimpan.")
        return redirect("answer-templates")
    trail = [*inbox_trail(), Link("Contoh jawaban", reverse("answer-templates"))]
    title = "Ubah contoh jawaban" if found.pk else "Tulis contoh jawaban"
    context = {
        "form": form,
        "personal": personal,
        "template": found if found.pk else None,
        "kept_as": f"contoh-{found.pk or 'baru'}",
    }
    status = 400 if request.method == "POST" and not personal else 200
    return show_staff(request, "faq/staff/inbox_template.html", title, context, trail=trail, status=status)
