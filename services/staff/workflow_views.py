"""A page for each step of the workflow: what it does, what it asks, and one button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from services import entry_kinds, scope, workflow
from services.links import Link
from services.models import Entry
from services.staff import changes_ahead, workflow_forms
from services.staff.pages import show_staff, staff_page
from services.staff.status import EntryStatus
from services.workflow_rules import BY_EDITORS, Action, Situation, objection

CHANGE = ("services.change_service", "faq.change_question")
DECISIONS = {Action.PUBLISH, Action.SCHEDULE, Action.RETURN}
"""Steps between which a reviewer chooses while they read."""
PUBLISH = ("services.publish_service", "faq.publish_question")


@dataclass(frozen=True)
class Step:
    """A step as its page shows it. `run` takes the entry, `by`, and what the form asks."""

    action: Action
    title: str
    button: str
    done: str
    run: Callable[..., Any]
    form: type[workflow_forms.StepForm] = workflow_forms.StepForm
    ahead: Callable[[Situation], Any] | None = None
    is_danger: bool = False

    @property
    def template(self) -> str:
        """The name of its template: "staff/entry/take_back.html"."""
        return f"staff/entry/{self.action.value.replace('-', '_')}.html"


@staff_page(*CHANGE)
def submit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask the reviewers to look at a draft."""
    step = Step(
        Action.SUBMIT, "Ajukan untuk ditinjau", "Ajukan", "Diajukan. Peninjau diberi tahu.", workflow.submit,
        workflow_forms.SubmitForm, changes_ahead.of_publishing,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@staff_page(*CHANGE)
def take_back(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Go on editing what was submitted."""
    step = Step(
        Action.TAKE_BACK, "Tarik pengajuan", "Tarik pengajuan", "Pengajuan ditarik. Draf tetap seperti semula.",
        workflow.take_back,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@staff_page(*PUBLISH)
def give_back(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Return a draft to its editors."""
    step = Step(
        Action.RETURN, "Kembalikan ke penyunting", "Kembalikan", "Dikembalikan. Penyunting diberi tahu.",
        workflow.give_back, workflow_forms.ReturnForm,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@staff_page(*PUBLISH)
def publish(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Look at what would change, and publish it now."""
    step = Step(
        Action.PUBLISH, "Tinjau dan terbitkan", "Terbitkan sekarang", "Terbit. Warga sudah membaca isi yang baru.",
        workflow.approve, workflow_forms.PublishForm, changes_ahead.of_publishing,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@staff_page(*PUBLISH)
def schedule(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The same on a date."""
    step = Step(
        Action.SCHEDULE, "Jadwalkan terbit", "Jadwalkan", "Terjadwal. Sampai waktunya, warga membaca yang lama.",
        workflow.approve, workflow_forms.ScheduleForm, changes_ahead.of_publishing,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@staff_page(*PUBLISH)
def unschedule(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Drop what waits for its moment."""
    step = Step(
        Action.UNSCHEDULE, "Batalkan jadwal", "Batalkan jadwal", "Jadwal dibatalkan. Drafnya tetap ada.",
        workflow.unschedule,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@staff_page(*PUBLISH)
def withdraw(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take an entry down."""
    step = Step(
        Action.WITHDRAW, "Tarik dari publik", "Tarik dari publik", "Penarikan dicatat.", workflow.withdraw,
        workflow_forms.WithdrawForm, changes_ahead.of_withdrawing, is_danger=True,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@staff_page(*CHANGE)
def restore(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Bring an old edition back into the draft."""
    step = Step(
        Action.RESTORE, "Kembalikan edisi lama", "Kembalikan ke draf",
        "Draf sekarang berisi edisi itu. Belum ada yang berubah bagi warga.", workflow.restore,
        workflow_forms.RestoreForm,
    )  # fmt: skip
    return _page(request, kind, pk, step)


@require_http_methods(["GET", "HEAD", "POST"])
def _page(request: HttpRequest, kind: str, pk: int, step: Step) -> HttpResponse:
    entry = _own_entry(request, kind, pk, step.action)
    form = step.form(request.POST or None, entry=entry, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            step.run(entry, by=request.user, **form.cleaned_data)
        except workflow.ChangedMeanwhile as error:
            messages.warning(request, error.message)
            # Asked again with what the draft says now; what was typed stays.
            entry = _own_entry(request, kind, pk, step.action)
            form = step.form(initial=request.POST.dict(), entry=entry, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, step.done)
            return redirect(reverse(entry_kinds.of(entry).form_url, args=[entry.pk]))
    return _show(request, entry, step, form)


def _own_entry(request: HttpRequest, kind: str, pk: int, action: Action) -> Entry:
    """404 for what is not theirs, 403 for what their role does not do with this kind."""
    known = entry_kinds.KINDS.get(kind)
    if known is None:
        raise Http404("jenis entri")
    entry = get_object_or_404(scope.own(known.model.objects.all(), request.user), pk=pk)
    permission = known.change_permission if action in BY_EDITORS else known.publish_permission
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return entry


def _show(request: HttpRequest, entry: Entry, step: Step, form: workflow_forms.StepForm) -> HttpResponse:
    situation = Situation(entry)
    status = EntryStatus(entry, request.user, situation)
    refused = objection(step.action, situation, request.user)
    if "seen" in form.fields:
        form.initial["seen"] = workflow.fingerprint(entry)
    context = {
        "entry": entry,
        "status": status,
        "step": step,
        "form": form,
        "refused": refused.words if refused else "",
        "ahead": step.ahead(situation) if step.ahead and not refused else None,
        "subtitle": str(entry),
        "others": status.buttons_besides(step.action) if step.action in DECISIONS else [],
        "history_url": _history(status),
    }
    answer = 409 if refused and request.method == "POST" else 200
    options = entry._meta
    entries = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    trail = [Link(str(options.verbose_name_plural).capitalize(), entries), Link(str(entry), status.form_url)]
    return show_staff(request, step.template, step.title, context, trail=trail, status=answer)


def _history(status: EntryStatus) -> str:
    """The public list of editions, where the kind has one and something was public."""
    if status.situation.current is None:
        return ""
    try:
        return reverse(f"{status.kind.public_url}-history", args=[status.entry.slug])
    except NoReverseMatch:
        return ""
