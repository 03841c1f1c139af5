"""The entry of an address of the workspace, for those who may read it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from services import scope
from services.entry_kinds import KINDS, EntryKind
from services.links import Link
from services.models import Entry

VIEW_ENTRIES = ("services.view_service", "faq.view_question")
"""Who may come to a page of entries at all; of which kind is asked with the entry."""


def may_view(user: Any, kind: EntryKind) -> bool:
    """Whether someone's role reads drafts of this kind."""
    app, model = kind.label.split(".")
    return user.has_perm(f"{app}.view_{model}") or user.has_perm(kind.change_permission)


def own_entry(request: HttpRequest, path: str, pk: int) -> tuple[EntryKind, Entry]:
    """The kind and the entry of an address. 404 for what is not theirs, 403 for a kind their role does not read."""
    kind = KINDS.get(path)
    if kind is None:
        raise Http404("jenis entri")
    if not may_view(request.user, kind):
        raise PermissionDenied
    return kind, get_object_or_404(scope.own(kind.model.objects.all(), request.user), pk=pk)


def entry_trail(kind: EntryKind, entry: Entry) -> list[Link]:
    """The way to an entry's pages: its list, its form."""
    shelf = kind.form_url.replace("_change", "_changelist")
    return [
        Link(kind.word.capitalize(), reverse(shelf)),
        Link(str(entry) or "Tanpa nama", reverse(kind.form_url, args=[entry.pk])),
    ]
