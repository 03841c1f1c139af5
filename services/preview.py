"""Drafts as their public page would show them, however unfinished: what is missing stands there as "[belum diisi]".

Each kind of entries says in a `Preview` how its document is made whole and what its page needs; who may see it and what
stands around it is the views' business (`services.staff`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from pydantic import ValidationError as DocumentError

from services import entry_kinds, publishing
from services.document import Frozen
from services.fields import clean_html
from services.models import Entry, PreviewRemark
from services.models.desk import label_of

GAP = "[belum diisi]"
"""Stands where a draft still lacks something."""
BAR = "#pratinjau"
"""Where links lead that make sense for a live edition only: to the bar, which says so."""
WHERE_IT_STANDS = ("slug", "category", "agency")
"""Parts that every draft has."""
RICH_TEXT = ("description", "details")

_GAP_IN_TEXT = re.compile(r">[^<>]*\[belum diisi\][^<>]*(?=<)")


@dataclass(frozen=True)
class Shown:
    """What a preview shows: an edition, or a draft in the place of one (`is_draft`)."""

    entry: Entry
    edition: Any
    document: Frozen
    is_draft: bool = True


@dataclass(frozen=True)
class Preview:
    """How a kind of entries is previewed.

    `blank` are the required parts of its document as gaps; `fill(data)` makes draft data whole as far as people can leave
    it unfinished; `edition(entry, document)` stands for the edition there is not yet; `context(request, shown, path)` is
    what the public template needs, with links to other cases led to `path`.
    """

    template: str
    blank: dict[str, Any]
    fill: Callable[[dict[str, Any]], dict[str, Any]]
    edition: Callable[[Entry, Any], Any]
    context: Callable[[HttpRequest, Shown, str], dict[str, Any]]


def draft_document(entry: Entry) -> Any:
    """The draft as a document, whatever it lacks. What cannot be shown at all is a gap like what is not there."""
    preview = entry_kinds.of(entry).preview
    data = preview.fill(entry.draft_data())
    for name in RICH_TEXT:
        if data.get(name):
            data[name] = clean_html(data[name])
    validate = entry.document_class.model_validate
    try:
        return validate(data)
    except DocumentError as error:
        wrong = {each["loc"][0] for each in error.errors() if each["loc"]}
    right = {name: value for name, value in data.items() if name not in wrong}
    try:
        return validate(preview.blank | right)
    except DocumentError:
        return validate(preview.blank | {name: data[name] for name in WHERE_IT_STANDS if name in data})


def draft(entry: Entry) -> Shown:
    """The draft as it is now."""
    document = draft_document(entry)
    return Shown(entry, entry_kinds.of(entry).preview.edition(entry, document), document)


def live(entry: Entry) -> Shown | None:
    """What the public reads now; None where there is nothing."""
    from services.confirming import with_confirmation

    editions = entry.editions.model.objects.live().filter(entry=entry.pk)
    edition = with_confirmation(editions).first()
    return edition and Shown(entry, edition, edition.content(), is_draft=False)


def gaps(entry: Entry) -> list[str]:
    """What keeps the draft from being published, in sentences."""
    return list(dict.fromkeys(problem.message for problem in publishing.preflight(entry)))


def show_preview(
    request: HttpRequest, shown: Shown, path: str, frame: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The public template with a bar above it. `frame`: see `templates/staff/preview_entry.html`."""
    preview = entry_kinds.of(shown.entry).preview
    context = {"public_template": preview.template, "preview_after": None, **frame}
    context |= preview.context(request, shown, path)
    response = render(request, "staff/preview_entry.html", context, status=status)
    response.content = marked_gaps(response.content.decode())
    return closed(response)


def marked_gaps(html: str) -> str:
    """The page with its gaps marked, below the bar; in attributes they stay words."""
    head, start, body = html.partition("<main")
    return head + start + _GAP_IN_TEXT.sub(_mark, body)


def _mark(found: re.Match[str]) -> str:
    return found.group().replace(GAP, '<mark class="gap">belum diisi</mark>')


def closed(response: HttpResponse) -> HttpResponse:
    """An answer that nobody keeps, no engine lists, and whose address no other site is told.

    Not `no-referrer`: browsers would send forms of such a page with `Origin: null`, and those are refused.
    """
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def open_remarks(entry: Entry) -> QuerySet[PreviewRemark]:
    """What people with a preview link said of an entry and nobody has settled yet, oldest first."""
    return PreviewRemark.objects.filter(kind=label_of(entry), entry=entry.pk, settled_at=None)
