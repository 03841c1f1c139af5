"""How often something was asked at the counter: today, this week, and what most."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from faq.counter.subjects import OTHER, QUESTION, SERVICE
from faq.models import Question, Tap
from services.models import Service
from services.scope import own

DAYS = 7
MOST_ON_TOP = 12
MOST_OF_TODAY = 100
OTHER_WORDS = "Tidak ada di situs"


def counted(user: Any) -> QuerySet[Tap]:
    """Taps of one's own agencies that were not taken back."""
    return own(Tap.objects.filter(taken_back=False), user)


def start_of_day(now: datetime.datetime) -> datetime.datetime:
    """Midnight before a moment, on that moment's clock."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def counts_of_today(user: Any, now: datetime.datetime) -> dict[tuple[str, str], int]:
    """How often each (kind, key) was asked today. One query."""
    rows = counted(user).filter(at__gte=start_of_day(now)).order_by().values_list("kind", "key")
    return {(kind, key): times for kind, key, times in rows.annotate(Count("pk"))}


def most_asked(user: Any, now: datetime.datetime) -> list[tuple[str, str]]:
    """(kind, key) of what was asked most in the last seven days, most often first. One query."""
    since = start_of_day(now) - datetime.timedelta(days=DAYS - 1)
    rows = counted(user).filter(at__gte=since).exclude(kind=OTHER).order_by().values("kind", "key")
    rows = rows.annotate(times=Count("pk")).order_by("-times", "kind", "key")
    return [(row["kind"], row["key"]) for row in rows[:MOST_ON_TOP]]


@dataclass(frozen=True)
class TallyRow:
    """One line of the tally: how often today and in the last seven days, by oneself and by all."""

    title: str
    mine: int
    today: int
    week: int


@dataclass(frozen=True)
class OwnTap:
    """A tap of one's own of today, as it can be taken back."""

    id: str
    title: str
    case: str
    at: datetime.datetime


def tally(user: Any, now: datetime.datetime) -> list[TallyRow]:
    """What was asked in the last seven days, most often first. Three queries."""
    today = start_of_day(now)
    recent = Q(at__gte=today)
    rows = counted(user).filter(at__gte=today - datetime.timedelta(days=DAYS - 1)).order_by()
    rows = rows.values("kind", "key").annotate(
        mine=Count("pk", filter=recent & Q(by=user)), today=Count("pk", filter=recent), week=Count("pk")
    )
    found = list(rows.order_by("-today", "-week", "kind", "key"))
    names = titles({(row["kind"], row["key"]) for row in found})
    return [
        TallyRow(names.get((row["kind"], row["key"]), row["key"]), row["mine"], row["today"], row["week"])
        for row in found
    ]


def own_taps_of_today(user: Any, now: datetime.datetime) -> list[OwnTap]:
    """What someone counted today and has not taken back, latest first."""
    rows = list(Tap.objects.filter(by=user, taken_back=False, at__gte=start_of_day(now))[:MOST_OF_TODAY])
    names = titles({(row.kind, row.key) for row in rows})
    return [
        OwnTap(str(row.pk), names.get((row.kind, row.key), row.key), row.case, row.at.astimezone(now.tzinfo))
        for row in rows
    ]


def titles(subjects: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Names of what was asked, by (kind, key). Two queries."""
    services = [key for kind, key in subjects if kind == SERVICE]
    questions = [key for kind, key in subjects if kind == QUESTION]
    found = {(OTHER, ""): OTHER_WORDS}
    for slug, name in Service.objects.filter(slug__in=services).values_list("slug", "name"):
        found[SERVICE, slug] = name
    for slug, words in Question.objects.filter(slug__in=questions).values_list("slug", "question"):
        found[QUESTION, slug] = words
    return found
