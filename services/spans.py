"""Keeps the spans of editions: what `services.models.Span` says follows every edition that is saved or deleted."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils import timezone

from services.models import Edition, Entry, Span


def spans_of(editions: type[Edition], entry: int) -> Iterator[Span]:
    """The spans an entry has now: one per document that holds, or will."""
    now = timezone.now()
    points = list(
        editions.objects.filter(entry=entry)
        .order_by("live_from", "number")
        .select_related("entry")
        .defer("search_text")
    )
    for point, following in zip_longest(points, points[1:]):
        until = following.live_from if following else None
        if point.is_withdrawal or (until and until <= max(now, point.live_from)):
            continue
        span = editions.span_class()(edition=point, entry=point.entry, live_until=until)
        span.fill_columns(point)
        yield span


@transaction.atomic
def write(editions: type[Edition], entry: int) -> None:
    """Write the spans of an entry again."""
    spans = editions.span_class().objects
    wanted = list(spans_of(editions, entry))
    spans.filter(entry=entry).exclude(pk__in=[span.pk for span in wanted]).delete()
    columns = [field.name for field in spans.model._meta.concrete_fields if not field.primary_key]
    spans.bulk_create(wanted, update_conflicts=True, unique_fields=["edition"], update_fields=columns)


def fill_if_empty(editions: type[Edition]) -> None:
    """After `migrate`: where editions are older than their spans, write all of these."""
    if not editions.span_class().objects.exists():
        for entry in editions.entry_class().objects.values_list("pk", flat=True):
            write(editions, entry)


def watch(editions: type[Edition], app: AppConfig) -> None:
    """Connect a class of editions and its entries; each app calls it, with itself, when it is ready."""

    def on_edition(sender: type[Edition], instance: Edition, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            write(editions, instance.entry_id)

    def on_entry(sender: type[Entry], instance: Entry, **kwargs: Any) -> None:
        # An entry's place in the list is no part of what it says: it holds without being published.
        if not kwargs.get("raw"):
            spans = editions.span_class().objects.filter(entry=instance.pk)
            spans.exclude(position=instance.position).update(position=instance.position)

    def on_migrated(**kwargs: Any) -> None:
        fill_if_empty(editions)

    name = f"spans-{editions.__name__}"
    post_migrate.connect(on_migrated, sender=app, weak=False, dispatch_uid=f"{name}-migrated")
    post_save.connect(on_edition, sender=editions, weak=False, dispatch_uid=f"{name}-save")
    post_delete.connect(on_edition, sender=editions, weak=False, dispatch_uid=f"{name}-delete")
    post_save.connect(on_entry, sender=editions.entry_class(), weak=False, dispatch_uid=f"{name}-entry")
