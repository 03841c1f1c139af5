"""Remembers what drafts said: who changed what since the last edition, and what to go back to."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from services import draft_state
from services.models import DraftVersion, Entry
from services.models.desk import label_of

KEPT = 50
"""Versions kept of each draft. Of older ones those stay that say who changed it since its newest edition."""


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
        # Written without a save of the whole, or a form that is tried on older rows: still another version.
        rows.update(revision=newest.revision + 1)
    version = DraftVersion.objects.create(
        kind=label_of(entry),
        entry=entry.pk,
        revision=rows.values_list("revision", flat=True).get(),
        data=state,
        **fields,
    )
    _prune(entry)
    return version


def _prune(entry: Entry) -> None:
    """Drop what is beyond the versions kept, but none that `authors` reads."""
    beyond = list(versions(entry).values_list("pk", flat=True)[KEPT:])
    if not beyond:
        return
    needless, published = Q(by=None), _published_at(entry)
    if published is not None:
        needless |= Q(at__lte=published)
    versions(entry).filter(needless, pk__in=beyond).delete()


def _published_at(entry: Entry) -> datetime.datetime | None:
    """When the newest edition was published; a withdrawal approves nothing."""
    published = entry.editions.filter(document__isnull=False).order_by("-number")
    return published.values_list("published_at", flat=True).first()


def go_back(entry: Entry, version: DraftVersion, by: Any) -> DraftVersion:
    """Make a draft say what a version of it says; that is a new version, so it can be undone. Returns it.

    Call it in a transaction that holds the entry's lock. Raises `ValidationError` where the old content cannot stand.
    """
    before_change(entry)
    draft_state.write(entry, version.data)
    return remember(entry, by)


def authors(entry: Entry) -> set[int]:
    """Primary keys of those who changed the draft since its newest edition was published."""
    newest = _published_at(entry)
    changed = versions(entry).filter(by__isnull=False)
    if newest is not None:
        changed = changed.filter(at__gt=newest)
    return set(changed.values_list("by", flat=True))
