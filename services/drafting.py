"""Remembers what drafts said: who changed what since the last edition, and what to go back to."""

from typing import Any

from django.db import transaction

from services.models import DraftVersion, Entry
from services.models.desk import label_of

KEPT = 50
"""Versions kept of each draft; older ones go."""


def versions(entry: Entry) -> Any:
    """The versions of a draft, newest first."""
    return DraftVersion.objects.filter(kind=label_of(entry), entry=entry.pk)


@transaction.atomic
def remember(entry: Entry, by: Any) -> DraftVersion:
    """Keep what the draft says now; call it when an entry and all its parts were saved. `by` None: a command."""
    entry = type(entry).objects.get(pk=entry.pk)
    known = by is not None and by.pk
    version, _ = versions(entry).update_or_create(
        kind=label_of(entry),
        entry=entry.pk,
        revision=entry.revision,
        defaults={
            "data": entry.draft_data(),
            "by": by if known else None,
            "by_name": (by.get_full_name() or by.get_username()) if known else "",
        },
    )
    versions(entry).filter(pk__in=list(versions(entry).values_list("pk", flat=True)[KEPT:])).delete()
    return version


def authors(entry: Entry) -> set[int]:
    """Primary keys of those who changed the draft since its newest edition was published."""
    newest = entry.editions.order_by("-number").values_list("published_at", flat=True).first()
    changed = versions(entry).filter(by__isnull=False)
    if newest is not None:
        changed = changed.filter(at__gt=newest)
    return set(changed.values_list("by", flat=True))
