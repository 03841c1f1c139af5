"""The state of an entry on its form and in its list, and the buttons of the form that submit or publish."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from services import publishing
from services.models import Entry


class WorkflowMixin:
    """Of an entry's form."""

    publish_permission = ""
    public_url = ""

    @admin.display(description="keadaan")
    def state(self, entry: Entry) -> str:
        """The state of an entry in a few words."""
        current = entry.current_edition()
        if scheduled := entry.scheduled_edition():
            return f"Terjadwal {_moment(scheduled.live_from)}"
        if current is None:
            return "Draf, belum pernah terbit"
        return "Ditarik" if current.is_withdrawal else f"Terbit (edisi {current.number})"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        entry = self.get_object(request, object_id)
        return super().change_view(
            request, object_id, form_url, (extra_context or {}) | self._status(request, entry)
        )

    def _status(self, request: HttpRequest, entry: Entry | None) -> dict[str, Any]:
        if entry is None:
            return {}
        current = entry.current_edition()
        is_live = bool(current and not current.is_withdrawal)
        return {
            "entry_state": self.state(entry),
            "entry_since": _moment(current.live_from) if current else "",
            "entry_problems": publishing.preflight(entry),
            "entry_has_changes": publishing.has_unpublished_changes(entry),
            "entry_public_url": reverse(self.public_url, args=[entry.slug]) if is_live else "",
            "may_publish": request.user.has_perm(self.publish_permission),
        }

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        return self._published(request, obj) or super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Entry, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._published(request, obj) or super().response_add(request, obj, post_url_continue)

    def _published(self, request: HttpRequest, entry: Entry) -> HttpResponse | None:
        """Publish if that button was pressed, and come back to the form with what happened."""
        if "_publish" not in request.POST:
            return None
        if not request.user.has_perm(self.publish_permission):
            raise PermissionDenied
        # Read again: the object of the form remembers children from before they were saved.
        entry = type(entry).objects.get(pk=entry.pk)
        before = entry.current_edition()
        try:
            edition = publishing.publish(entry, by=request.user)
        except publishing.NotReady as error:
            self.message_user(request, "Disimpan sebagai draf, belum bisa terbit:", messages.WARNING)
            for problem in error.problems:
                self.message_user(request, problem.message, messages.WARNING)
        else:
            same = before is not None and before.pk == edition.pk
            words = (
                "Tidak ada yang berubah, edisi tetap." if same else f"Terbit sebagai edisi {edition.number}."
            )
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self._form_address(entry))

    def _form_address(self, entry: Entry) -> str:
        options = entry._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk])


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y H.i")
