"""The state of an entry on its form and in its list, and the buttons of the form that submit or publish."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from services import draft_state, publishing, standard, workflow
from services.models import DraftVersion, Entry
from services.staff.states import State, list_words, state_in_list, with_state
from services.staff.status import EntryStatus
from services.workflow_rules import Situation, may_publish_own

INTERNAL = {part.field for part in standard.PARTS if part.field} | {"owner", "review_months", "pinned"}
"""Columns of entries that hold as soon as they are saved: no edition holds them."""
ONLY_INTERNAL = "Tersimpan. Yang berubah hanya bagian internal; itu langsung berlaku."


class StateFilter(admin.SimpleListFilter):
    """Entries by the state they are in."""

    title = "keadaan"
    parameter_name = "keadaan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, state.words) for state in State]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return with_state(queryset).filter(state_key=self.value()) if self.value() else queryset


class StateList(ChangeList):
    """A list whose rows know their state, read with them in the same query."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        return with_state(super().get_queryset(request, exclude_parameters))


class WorkflowMixin:
    """Of an entry's form."""

    publish_permission = ""
    public_url = ""

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(css={"all": ["css/staff/workflow.css"]})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StateList

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [StateFilter, *super().get_list_filter(request)]

    @admin.display(description="keadaan")
    def state(self, entry: Entry) -> SafeString:
        """The state of an entry in a few words, and since when."""
        state = state_in_list(entry)
        mark = format_html('<span class="pill {}">{}</span>', state.pill, state.words)
        since = list_words(entry)
        return format_html('{} <span class="state-since">{}</span>', mark, since) if since else mark

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        entry = self.get_object(request, object_id)
        context = (extra_context or {}) | (_status(request, entry) if entry else {})
        return super().change_view(request, object_id, form_url, context)

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        """What was pressed; Django's own words follow only where ours, with the way back, were not said."""
        if answer := self._handed_on(request, obj):
            return answer
        request.is_told = getattr(request, "draft_told", False)
        answer = super().response_change(request, obj)
        if "_continue" in request.POST and (section := self._section_of(request)):
            answer["Location"] = f"{answer['Location']}#{section}"
        return answer

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        if not getattr(request, "is_told", False):
            super().message_user(request, message, *args, **kwargs)

    def _section_of(self, request: HttpRequest) -> str:
        """The section of the form one was in, as its id; "" if none was told or there is no such."""
        told = request.POST.get("at_section", "")
        return told if told in {f"section-{plan.key}" for plan in getattr(self, "plans", ())} else ""

    def response_add(
        self, request: HttpRequest, obj: Entry, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._handed_on(request, obj) or super().response_add(request, obj, post_url_continue)

    def _handed_on(self, request: HttpRequest, entry: Entry) -> HttpResponse | None:
        """Submit or publish if that button was pressed, and come back to the form with what happened."""
        # Read again: the object of the form remembers children from before they were saved.
        entry = type(entry).objects.get(pk=entry.pk)
        if "_publish" in request.POST:
            self._publish(request, entry)
        elif "_submit" in request.POST:
            self._submit(request, entry)
        else:
            return None
        return HttpResponseRedirect(_form_address(entry))

    def _publish(self, request: HttpRequest, entry: Entry) -> None:
        if not request.user.has_perm(self.publish_permission):
            raise PermissionDenied
        if not Situation(entry).has_something_new and entry.scheduled_edition() is None:
            words = (
                ONLY_INTERNAL if _changed_internal(request, entry) else "Tidak ada yang berubah, edisi tetap."
            )
            self.message_user(request, words, messages.SUCCESS)
            return
        try:
            edition = workflow.approve(entry, by=request.user)
        except ValidationError as error:
            self._say_why_not(request, error, "Disimpan sebagai draf, belum terbit:")
        else:
            self.message_user(request, f"Terbit sebagai edisi {edition.number}.", messages.SUCCESS)

    def _submit(self, request: HttpRequest, entry: Entry) -> None:
        situation = Situation(entry)
        is_nothing_new = not situation.is_submitted and not situation.has_something_new
        if is_nothing_new and _changed_internal(request, entry):
            self.message_user(request, ONLY_INTERNAL, messages.SUCCESS)
            return
        try:
            workflow.submit(entry, by=request.user)
        except ValidationError as error:
            self._say_why_not(request, error, "Disimpan sebagai draf, belum diajukan:")
        else:
            self.message_user(request, "Disimpan dan diajukan. Peninjau diberi tahu.", messages.SUCCESS)

    def _say_why_not(self, request: HttpRequest, error: ValidationError, lead: str) -> None:
        if isinstance(error, publishing.NotReady):
            lead = lead.replace("belum terbit", "belum bisa terbit")
        self.message_user(request, lead, messages.WARNING)
        for words in error.messages:
            self.message_user(request, words, messages.WARNING)


def _status(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    situation = Situation(entry)
    may_change = request.user.has_perm(situation.kind.change_permission)
    return {
        "status": EntryStatus(entry, request.user, situation),
        "may_submit": may_change and not situation.is_submitted,
        "may_publish": may_change and may_publish_own(entry, request.user),
    }


def _changed_internal(request: HttpRequest, entry: Entry) -> bool:
    """Whether the form that was just saved changed something, and only what no edition holds."""
    before: DraftVersion | None = getattr(request, "draft_before", None)
    if before is None:
        return False
    now = draft_state.read(entry)
    names = {name for name, value in now["fields"].items() if before.data["fields"].get(name) != value}
    return bool(names) and names <= INTERNAL and now["parts"] == before.data["parts"]


def _form_address(entry: Entry) -> str:
    options = entry._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk])
