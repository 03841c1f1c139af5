"""An entry before it is published: as readers would see it, and what would be different for them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from services import snapshot
from services.draft_changes import sections
from services.entry_kinds import EntryKind
from services.models import Edition, Entry
from services.preview import Shown, closed, draft, draft_document, live, show_preview
from services.staff.own_entry import VIEW_ENTRIES, entry_trail, own_entry
from services.staff.pages import show_staff, staff_page
from services.staff.preview_bar import staff_bar
from services.wording import date_words

DRAFT = "draf"


@require_safe
@staff_page(*VIEW_ENTRIES)
def entry_preview(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The draft as its public page would show it."""
    known, entry = own_entry(request, kind, pk)
    return _preview(request, known, draft(entry), "entry-preview")


@require_safe
@staff_page(*VIEW_ENTRIES)
def entry_preview_live(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What readers see now, in the same frame; the draft, where they see nothing."""
    known, entry = own_entry(request, kind, pk)
    shown = live(entry)
    if shown is None:
        return _preview(request, known, draft(entry), "entry-preview")
    return _preview(request, known, shown, "entry-preview-live")


def _preview(request: HttpRequest, kind: EntryKind, shown: Shown, name: str) -> HttpResponse:
    path = reverse(name, args=[kind.path, shown.entry.pk])
    return show_preview(request, shown, path, {"bar": staff_bar(request, kind, shown)})


@require_safe
@staff_page(*VIEW_ENTRIES)
def entry_changes(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What differs between two sayings of an entry: by default what is live, and the draft."""
    known, entry = own_entry(request, kind, pk)
    editions = list(entry.editions.filter(document__isnull=False))
    current = entry.current_edition()
    is_live = current is not None and not current.is_withdrawal
    before = _chosen(request.GET.get("dari"), editions) or (
        current if is_live else next(iter(editions), None)
    )
    after = _chosen(request.GET.get("ke"), editions)
    context = {
        "name": str(entry) or "Tanpa nama",
        "is_new": before is None,
        "is_live": is_live,
        "is_default": after is None and is_live and before == current,
        "sections": _sections(entry, before, after) if before else [],
        "choices": _choices(editions, current, before),
        "draft_is_chosen": after is None,
        "later_choices": _choices(editions, current, after),
        "preview_url": reverse("entry-preview", args=[kind, pk]),
    }
    trail = entry_trail(known, entry)
    return closed(show_staff(request, "staff/entry/changes.html", "Perubahan", context, trail=trail))


def _sections(entry: Entry, before: Edition, after: Edition | None) -> list[Any]:
    later = after.content() if after else draft_document(entry)
    return sections(before.content(), later, snapshot.current())


def _chosen(number: str | None, editions: list[Edition]) -> Edition | None:
    """The edition with this number; None for the draft, and for what there is not."""
    return next((each for each in editions if str(each.number) == number), None)


def _choices(
    editions: list[Edition], current: Edition | None, chosen: Edition | None
) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number,
            "words": f"Edisi {each.number}, {date_words(timezone.localdate(each.live_from), short=True)}"
            + (" (dibaca warga)" if each == current else ""),
            "is_chosen": each == chosen,
        }
        for each in editions
    ]
