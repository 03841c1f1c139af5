"""How often pages are read and how many readers they helped, for those who keep them."""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, Sum
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from faq.feedback import subjects
from faq.models import PageCount, Question
from services import scope, snapshot
from services.links import Link
from services.models import Notice, Office, Service

DAYS = 30
SURE = 1.96
"""Deviations for 95 of 100."""
NO_VOTES = "belum ada suara"


@dataclass(frozen=True)
class Rate:
    """What happened on a page in a period."""

    views: int = 0
    helpful: int = 0
    unhelpful: int = 0

    @property
    def votes(self) -> int:
        """Readers who said yes or not yet."""
        return self.helpful + self.unhelpful

    @property
    def share_words(self) -> str:
        """How many of those who voted it helped: "80%"."""
        return f"{round(100 * self.helpful / self.votes)}%" if self.votes else NO_VOTES

    @property
    def voted_words(self) -> str:
        """How many of those who read it voted. A reader who comes twice is two views."""
        return f"{100 * self.votes / self.views:.1f}".replace(".", ",") + "%" if self.views else ""

    @property
    def surely_unhelpful(self) -> float:
        """The share of "not yet" that can be relied on: the lower bound of Wilson's interval, 95 of 100.

        So two bad votes out of two do not stand above sixty out of a hundred (E. B. Wilson, JASA 22, 1927).
        """
        if not self.votes:
            return 0.0
        share, square = self.unhelpful / self.votes, SURE**2
        middle = share + square / (2 * self.votes)
        spread = SURE * math.sqrt((share * (1 - share) + square / (4 * self.votes)) / self.votes)
        return (middle - spread) / (1 + square / self.votes)


@dataclass(frozen=True)
class PageRate:
    """A page and its rate."""

    kind: str
    key: str
    rate: Rate


def rate_of(kind: str, key: str, days: int = DAYS) -> Rate:
    """Of one page in the last days. One query."""
    sums = {name: Sum(name, default=0) for name in ("views", "helpful", "unhelpful")}
    return Rate(**_since(days).filter(kind=kind, key=key).aggregate(**sums))


def rates(user: Any, days: int = DAYS, *, kind: str = "", worst_first: bool = False) -> list[PageRate]:
    """Of every page that someone may see, most read first, or those that surely helped least. One query."""
    rows = _since(days).filter(own_pages(user)).order_by()
    if kind:
        rows = rows.filter(kind=kind)
    found = [
        PageRate(row["kind"], row["key"], Rate(row["seen"], row["yes"], row["no"]))
        for row in rows.values("kind", "key").annotate(
            seen=Sum("views"), yes=Sum("helpful"), no=Sum("unhelpful")
        )
    ]
    if worst_first:
        found = [each for each in found if each.rate.unhelpful]
        return sorted(
            found, key=lambda each: (-each.rate.surely_unhelpful, -each.rate.votes, each.kind, each.key)
        )
    return sorted(found, key=lambda each: (-each.rate.views, -each.rate.votes, each.kind, each.key))


def own_pages(user: Any) -> Q:
    """Rows of pages that someone may see: those of their agencies, and those that are everyone's."""
    if user.is_superuser:
        return Q()
    notices = scope.own(Notice.objects.all(), user).values(name=Cast("pk", CharField()))
    return (
        Q(kind="layanan", key__in=scope.own(Service.objects.all(), user).values("slug"))
        | Q(kind="tanya-jawab", key__in=scope.own(Question.objects.all(), user).values("slug"))
        | Q(kind="kantor", key__in=scope.own(Office.objects.all(), user).values("key"))
        | Q(kind="kabar", key__in=notices)
        | Q(kind__in=["dokumen", "peristiwa", subjects.PAGE])
    )


def names(pages: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Link]:
    """What these pages are called, and where they are; those that are gone are left out. One query for each kind."""
    keys: dict[str, set[str]] = {}
    for kind, key in pages:
        keys.setdefault(kind, set()).add(key)
    found = {(kind, key): words for kind, wanted in keys.items() for key, words in _words(kind, wanted)}
    return {page: Link(words, _address(*page)) for page, words in found.items()}


def _words(kind: str, keys: set[str]) -> Iterable[tuple[str, str]]:
    if kind == "layanan":
        return Service.objects.filter(slug__in=keys).values_list("slug", "name")
    if kind == "tanya-jawab":
        return Question.objects.filter(slug__in=keys).values_list("slug", "question")
    if kind == "kabar":
        rows = Notice.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
        return ((str(pk), title) for pk, title in rows.values_list("pk", "title"))
    if kind == subjects.PAGE:
        return ((key, subjects.PAGES[key]) for key in keys if key in subjects.PAGES)
    shelves = {"kantor": "offices", "dokumen": "documents", "peristiwa": "life_events"}
    shelf = getattr(snapshot.current(), shelves[kind]) if kind in shelves else {}
    return ((key, shelf[key].name) for key in keys if key in shelf)


def _address(kind: str, key: str) -> str:
    if kind == subjects.PAGE:
        return reverse(subjects.OF_ONE.get(key, key))
    return reverse(next(name for name, (each, _) in subjects.KINDS.items() if each == kind), args=[key])


def _since(days: int) -> Any:
    return PageCount.objects.filter(day__gt=timezone.localdate() - datetime.timedelta(days=days))
