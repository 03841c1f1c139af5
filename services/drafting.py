"""Remembers what drafts said: who changed what since the last edition, and what to go back to."""

from typing import Any

from django.db import transaction
from django.db.models import F

from services import draft_state
from services.models import DraftVersion, Entry
from services.models.desk import label_of

KEPT = 50
"""Versions kept of each draft; older ones go."""


def versions(entry: Entry) -> Any:
    """The versions of a draft, newest first."""
    return DraftVersion.objects.filter(kind=label_of(entry), entry=entry.pk)


@transaction.atomic
def remember(entry: Entry, by: Any) -> DraftVersion:
    """Keep what the draft says now; call it when an entry and all its parts were saved. `by` None: a command.

    A draft that says what its newest version says already gives no new one.
    """
    newest, state = versions(entry).first(), draft_state.read(entry)
    if newest is not None and newest.data == state:
        return newest
    known = by is not None and by.pk
    return _keep(
        entry,
        state,
        newest,
        by=by if known else None,
        by_name=(by.get_full_name() or by.get_username())[:150] if known else "",
    )


def before_change(entry: Entry) -> DraftVersion:
    """The version of what the draft says now, before it is changed: there is always something to go back to.

    Makes one where none was remembered: of drafts from before there were versions, and of what an import wrote.
    """
    newest, state = versions(entry).first(), draft_state.read(entry)
    if newest is not None and newest.data == state:
        return newest
    return _keep(entry, state, newest, at=entry.updated_at)


def _keep(entry: Entry, state: draft_state.State, newest: DraftVersion | None, **fields: Any) -> DraftVersion:
    rows = type(entry).objects.filter(pk=entry.pk)
    if newest is not None and newest.revision >= rows.values_list("revision", flat=True).get():
        rows.update(revision=F("revision") + 1)  # written without a save of the whole: still another version
    version = DraftVersion.objects.create(
        kind=label_of(entry),
        entry=entry.pk,
        revision=rows.values_list("revision", flat=True).get(),
        data=state,
        **fields,
    )
    versions(entry).filter(pk__in=list(versions(entry).values_list("pk", flat=True)[KEPT:])).delete()
    return version


def go_back(entry: Entry, version: DraftVersion, by: Any) -> DraftVersion:
    """Make a draft say what a version of it says; that is a new version, so it can be undone. Returns it.

    Call it in a transaction that holds the entry's lock. Raises `ValidationError` where the old content cannot stand.
    """
    before_change(entry)
    draft_state.write(entry, version.data)
    return remember(entry, by)


def authors(entry: Entry) -> set[int]:
    """Primary keys of those who changed the draft since its newest edition was published."""
    published = entry.editions.filter(document__isnull=False)  # a withdrawal approves nothing
    newest = published.order_by("-number").values_list("published_at", flat=True).first()
    changed = versions(entry).filter(by__isnull=False)
    if newest is not None:
        changed = changed.filter(at__gt=newest)
    return set(changed.values_list("by", flat=True))
