"""Writes the index, in the transaction that changes what it describes.

`note` is all that publishing calls. Within `hold` many things may change; the index is written once, at its end.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import zip_longest
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from services.search import analysis, entries, postings
from services.search.entries import KINDS, Kind

Key = tuple[str, int]
Columns = dict[str, Any]
_held: ContextVar[set[tuple[str, str]] | None] = ContextVar("search_held", default=None)
_BATCH = 500


def note(model: type, key: str) -> None:
    """Say that the editions of the entry with this slug, or the shared row with this key, changed."""
    kind = entries.kind_of(model)
    if kind is None:
        return
    held = _held.get()
    if held is None:
        write(kind, [key])
    else:
        held.add((kind.name, key))


@contextmanager
def hold() -> Iterator[None]:
    """Collect what changes, and write it at the end, in the transaction around it."""
    if _held.get() is not None:
        yield
        return
    held: set[tuple[str, str]] = set()
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    for kind in KINDS.values():
        write(kind, sorted(key for name, key in held if name == kind.name))


@transaction.atomic
def write(kind: Kind, keys: list[str]) -> None:
    """Make the index say of these keys what is live or waits to be; what says the same already is not touched."""
    for start in range(0, len(keys), _BATCH):
        _write(kind, keys[start : start + _BATCH])


def _write(kind: Kind, keys: list[str]) -> None:
    from services.models import SearchEntry

    saved = {(row.key, row.edition): row for row in SearchEntry.objects.filter(kind=kind.name, key__in=keys)}
    wanted = dict(_editions(kind, keys, saved) if kind.has_editions else _rows(kind, keys))
    gone = [row for place, row in saved.items() if _differs(row, wanted.get(place))]
    new = [
        SearchEntry(kind=kind.name, key=key, edition=edition, **columns)
        for (key, edition), columns in wanted.items()
        if _differs(saved.get((key, edition)), columns)
    ]
    if not gone and not new:
        return
    renew_version()
    postings.replace(gone, new)


def _differs(row: Any, columns: Columns | None) -> bool:
    if row is None or columns is None:
        return True
    return any(getattr(row, name) != value for name, value in columns.items())


def _editions(kind: Kind, slugs: list[str], saved: dict[Key, Any]) -> Iterator[tuple[Key, Columns]]:
    """Of each entry the edition in force and what waits, each with the time it is live; withdrawals only end it.

    An edition never changes: of one that is in the index only the time is looked at.
    """
    in_force = kind.model.objects.current().filter(slug__in=slugs).values("pk")
    timeline = kind.model.objects.filter(Q(pk__in=in_force) | Q(slug__in=slugs, live_from__gt=timezone.now()))
    points = list(timeline.order_by("slug", "live_from", "number"))
    for point, following in zip_longest(points, points[1:]):
        if point.is_withdrawal:
            continue
        ends = following is not None and following.slug == point.slug
        live = {
            "live_from": point.live_from.timestamp(),
            "live_until": following.live_from.timestamp() if ends else None,
        }
        same = saved.get((point.slug, point.pk))
        columns = entries.saved_columns(same) if same else entries.columns(kind.content(point))
        yield (point.slug, point.pk), columns | live


def _rows(kind: Kind, keys: list[str]) -> Iterator[tuple[Key, Columns]]:
    for row in kind.model.objects.filter(key__in=keys).prefetch_related(*kind.related):
        yield (row.key, 0), entries.columns(kind.content(row))


@transaction.atomic
def rebuild() -> int:
    """Forget the index and write it again from everything that is published. Returns how many entries it has."""
    from services.models import SearchEntry, SearchState

    postings.clear()
    SearchEntry.objects.all().delete()
    renew_version()
    for kind in KINDS.values():
        write(kind, list(_all_keys(kind)))
    SearchState.objects.filter(pk=1).update(analysis=analysis.VERSION)
    return SearchEntry.objects.count()


def _all_keys(kind: Kind) -> Iterable[str]:
    name = "slug" if kind.has_editions else "key"
    return kind.model.objects.order_by(name).values_list(name, flat=True).distinct()


def renew_version() -> None:
    """Say that the index or its words changed: what processes keep of them is read again.

    Random, because a counter would name two contents alike after a rollback. The row is also the lock that lets two
    writers go one after the other.
    """
    from services.models import SearchState

    version = secrets.randbits(62)
    if not SearchState.objects.filter(pk=1).update(version=version):
        SearchState.objects.create(pk=1, version=version, analysis=analysis.VERSION)


def rebuild_if_outdated(**kwargs: Any) -> None:
    """After `migrate`: an index of another analysis, or none at all, is built again."""
    from services.models import SearchState

    state = SearchState.objects.filter(pk=1).first()
    if state is None or state.analysis != analysis.VERSION:
        rebuild()


def watch() -> None:
    """Connect the shared rows and the words of staff; called once when the app is ready."""
    from services import models

    owners = {
        models.Office: lambda row: (models.Office, row.key),
        models.MobileStop: lambda row: (models.Office, row.office.key),
        models.Document: lambda row: (models.Document, row.key),
        models.DocumentIssuer: lambda row: (models.Document, row.document.key),
        models.LifeEvent: lambda row: (models.LifeEvent, row.key),
        models.LifeEventService: lambda row: (models.LifeEvent, row.life_event.key),
    }

    def on_row(sender: type, instance: Any, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            note(*owners[sender](instance))

    def on_words(sender: type, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            renew_version()

    for signal, verb in ((post_save, "save"), (post_delete, "delete")):
        for model in owners:
            signal.connect(on_row, sender=model, weak=False, dispatch_uid=f"search-{verb}-{model.__name__}")
        for model in (models.Synonym, models.NotOurs):
            signal.connect(on_words, sender=model, weak=False, dispatch_uid=f"search-{verb}-{model.__name__}")
