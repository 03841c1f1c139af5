"""Two people at one draft: the second to save is told what the first changed, and chooses place by place."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.signing import BadSignature
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from services import draft_rows, draft_state, drafting, entry_kinds
from services.draft_conflicts import Conflict, locked
from services.merging_drafts import with_own_keys
from services.models import DraftVersion, Entry
from services.staff.version_views import show_broken_form, show_conflict

FIELD = "draft_base"
"""The hidden field that holds the draft as the form was opened with it."""
PLAIN_SAVES = {"_save", "_continue", "_addanother"}
"""Buttons of the form that save and do no more."""


class ConflictMixin:
    """Of an entry's form. The form carries the draft it was opened with; whoever saves over another is asked."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = extra_context or {}
        entry = self.get_object(request, unquote(object_id)) if object_id else None
        if entry is None or not self.has_change_permission(request, entry):
            return super().changeform_view(request, object_id, form_url, context)
        if request.method == "POST":
            return self._save_after_others(request, entry, form_url, context)
        # Read before the form reads its fields: what changes in between is found when it is saved, never overwritten.
        sealed = draft_rows.seal_opened(entry, draft_rows.opened(entry))
        return super().changeform_view(request, object_id, form_url, {FIELD: sealed} | context)

    @transaction.atomic
    def _save_after_others(
        self, request: HttpRequest, entry: Entry, form_url: str, context: dict[str, Any]
    ) -> HttpResponse:
        entry = locked(entry)
        try:
            base = draft_rows.unseal_opened(entry, request.POST.get(FIELD, ""))
        except BadSignature:
            return show_broken_form(request, entry)
        request.draft_before = drafting.before_change(entry)
        context = {FIELD: request.POST[FIELD]} | context
        if draft_rows.same(entry, base, draft_rows.opened(entry)):
            return super().changeform_view(request, str(entry.pk), form_url, context)
        return self._ask(request, entry, base, form_url, context)

    def _ask(
        self,
        request: HttpRequest,
        entry: Entry,
        base: draft_rows.Opened,
        form_url: str,
        context: dict[str, Any],
    ) -> HttpResponse:
        """Read the form against the rows it was made of, and let its sender choose. What it says wrong comes first."""
        before, mine, answer = self._try(request, entry, base, form_url, context)
        if mine is None:
            return answer
        theirs = draft_state.read(entry)
        wanted_more = any(name.startswith("_") and name not in PLAIN_SAVES for name in request.POST)
        mine = with_own_keys(before, theirs, mine)
        conflict = Conflict(before, theirs, mine, base.revision, base.at, wanted_more=wanted_more)
        if not conflict.adds_something:
            self.message_user(
                request,
                "Draf ini sudah disimpan orang lain sejak Anda membukanya. Anda tidak mengubah apa pun, jadi tidak "
                "ada yang perlu disimpan; ini isi terbarunya.",
                messages.INFO,
            )
            return HttpResponseRedirect(reverse(entry_kinds.of(entry).form_url, args=[entry.pk]))
        return show_conflict(request, entry, conflict)

    def _try(
        self,
        request: HttpRequest,
        entry: Entry,
        base: draft_rows.Opened,
        form_url: str,
        context: dict[str, Any],
    ) -> tuple[draft_state.State, draft_state.State | None, HttpResponse]:
        """What the form was made of, and what it would have saved (None: it has errors). Nothing of it stays."""
        with transaction.atomic():
            draft_rows.put_back(entry, base)
            before = draft_state.read(entry)
            request.draft_trial = True
            answer = super().changeform_view(request, str(entry.pk), form_url, context)
            del request.draft_trial
            is_saved = isinstance(answer, _Tried)
            mine = draft_state.read(entry) if is_saved else None
            if not is_saved and hasattr(answer, "render"):
                answer.render()  # while the rows are those it speaks of
            transaction.set_rollback(True)
        return before, mine, answer

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        """Offer to take the change back. A form that was only tried is not answered and does nothing else."""
        if hasattr(request, "draft_trial"):
            return _Tried()
        before: DraftVersion | None = getattr(request, "draft_before", None)
        newest = drafting.versions(obj).first()
        if before is not None and newest is not None and newest.revision != before.revision:
            self.message_user(request, undo_words("Perubahan Anda tersimpan.", obj, before), messages.SUCCESS)
            request.draft_told = True
        return super().response_change(request, obj)


class _Tried(HttpResponse):
    """Stands for the answer of a form that was saved only to see what it says."""


def undo_words(said: str, entry: Entry, before: DraftVersion) -> str:
    """A message with a way back to the version before."""
    address = reverse("entry-version", args=[entry_kinds.of(entry).path, entry.pk, before.revision])
    return format_html('{} <a href="{}">Batalkan perubahan ini</a>', said, address)
