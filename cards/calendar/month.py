"""One month of the editorial calendar: its days with plans, posts, cards made, and when offices are closed."""

import calendar
import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cards import codes, holding
from cards.calendar import plans
from cards.calendar.plans import MADE, POSTED, Standing
from cards.models import Card, PlannedPost, Post
from cards.platforms import label_of
from cards.registry import Verdict
from services import day_bounds, scope, snapshot
from services.closures import closures_between
from services.models import Office
from services.wording import day_name, month_words, weekday_words

WORDS = {
    plans.PLANNED: ("direncanakan", "scheduled"),
    MADE: ("kartu siap", "good"),
    POSTED: ("diunggah", "live"),
}
"""Words and pill of each state."""
MOST = 500
"""Rows of each kind that a month shows."""


@dataclass(frozen=True)
class PlanRow:
    """A plan on its day."""

    pk: int
    title: str
    platform: str
    note: str
    words: str
    pill: str
    url: str
    may_move: bool


@dataclass(frozen=True)
class PostRow:
    """A post nobody had planned."""

    title: str
    platform: str
    url: str


@dataclass
class Day:
    """One square of the calendar."""

    date: datetime.date
    is_today: bool
    is_past: bool
    is_outside: bool
    closed: list[str] = field(default_factory=list)
    plans: list[PlanRow] = field(default_factory=list)
    posts: list[PostRow] = field(default_factory=list)
    made: int = 0
    """Cards that were issued on this day."""

    @property
    def name(self) -> str:
        """The day written out: "Senin, 23 November"."""
        return f"{weekday_words(self.date)}, {self.date.day} {month_words(self.date.month)}"

    @property
    def is_empty(self) -> bool:
        """Whether a list may leave it out."""
        return not (self.closed or self.plans or self.posts or self.made or self.is_today)


@dataclass(frozen=True)
class Month:
    """What the page shows."""

    first: datetime.date
    days: list[Day]

    @property
    def title(self) -> str:
        """The month in words: "Desember 2026"."""
        return f"{month_words(self.first.month)} {self.first.year}"

    @property
    def previous(self) -> str:
        """The month before, as in addresses; "" where the calendar ends."""
        return _written(self.first - datetime.timedelta(days=1))

    @property
    def next(self) -> str:
        """The month after, as in addresses; "" where the calendar ends."""
        return _written(self.first + datetime.timedelta(days=31))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned or posted."""
        return not any(day.plans or day.posts for day in self.days)


WEEKDAYS = [day_name(number) for number in range(7)]


def _written(day: datetime.date) -> str:
    return f"{day:%Y-%m}" if day_bounds.is_plausible(day) else ""


def asked_month(text: str) -> datetime.date:
    """The first day of a month written YYYY-MM; of this month for anything else."""
    day = day_bounds.written_day(f"{text}-01")
    return day if day and day_bounds.is_plausible(day) else timezone.localdate().replace(day=1)


def month_of(first: datetime.date, user: Any) -> Month:
    """The month that begins on `first`, as this person may see it, in whole weeks from Monday."""
    today = timezone.localdate()
    dates = [
        day
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        for day in week
    ]  # fmt: skip
    days = {day: Day(day, day == today, day < today, day.month != first.month) for day in dates}
    span = (dates[0], dates[-1])
    _add_closures(days, span, user)
    _add_plans(days, span, user)
    _add_posts(days, span, user)
    _add_made(days, span, user)
    return Month(first, list(days.values()))


def _add_closures(days: dict[datetime.date, Day], span: tuple, user: Any) -> None:
    own = set(scope.own(Office.objects.all(), user).values_list("key", flat=True))
    for closure, is_estimate in closures_between(snapshot.current(), *span):
        if closure.offices and not own & set(closure.offices):
            continue
        some = f" ({len(own & set(closure.offices))} kantor)" if closure.offices else ""
        words = f"{closure.name}{some}" + (" (perkiraan)" if is_estimate else "")
        for day in days.values():
            if closure.start <= day.date <= closure.end and words not in day.closed:
                day.closed.append(words)


def _add_plans(days: dict[datetime.date, Day], span: tuple, user: Any) -> None:
    rows = plans.own_plans(user).filter(on__range=span).select_related("card", "post")
    listed = list(rows.defer("card__content", "card__options").order_by("on", "pk")[:MOST])
    found = plans.standings(listed, user)
    stale = _stale_cards(found)
    may_change = user.has_perm("cards.issue_card")
    for each in found:
        days[each.plan.on].plans.append(plan_row(each, may_change, stale))


def _stale_cards(found: list[Standing]) -> set[int]:
    """Of cards that wait to be posted, those that no longer hold."""
    waiting = {each.card.pk for each in found if each.card and each.state == MADE}
    cards = list(Card.objects.filter(pk__in=waiting))
    return {card.pk for card, verdict in holding.verdicts(cards) if verdict is not Verdict.CURRENT}


def plan_row(standing: Standing, may_change: bool, stale: set[int]) -> PlanRow:
    """A plan as it stands on its day."""
    plan, card = standing.plan, standing.card
    words, pill = WORDS[standing.state]
    if standing.state != POSTED and plan.on < timezone.localdate():
        words, pill = "terlewat", "warning"
    elif standing.state == MADE and card and card.pk in stale:
        words, pill = "kartu berubah", "bad"
    if plan.post and plan.post.posted_on != plan.on:
        words = f"diunggah {plan.post.posted_on.day} {month_words(plan.post.posted_on.month)[:3]}"
    return PlanRow(
        pk=plan.pk,
        title=plan.title,
        platform=label_of(plan.platform) if plan.platform else "",
        note=plan.note,
        words=words,
        pill=pill,
        url=reverse("calendar-plan", args=[plan.pk]) if may_change else "",
        may_move=may_change and standing.state != POSTED,
    )


def _add_posts(days: dict[datetime.date, Day], span: tuple, user: Any) -> None:
    planned = PlannedPost.objects.exclude(post=None).values("post")
    rows = scope.own(Post.objects.filter(posted_on__range=span), user).exclude(pk__in=planned)
    for post in rows.select_related("card").order_by("posted_on", "pk")[:MOST]:
        title = post.card.content.get("short_name", post.card.subject)
        code = codes.display(post.card.code)
        row = PostRow(title, label_of(post.platform), reverse("issued-card", args=[code]))
        days[post.posted_on].posts.append(row)


def _add_made(days: dict[datetime.date, Day], span: tuple, user: Any) -> None:
    """How many cards were issued each day; by the clock of the site, so counted here and not by the database."""
    first = datetime.datetime.combine(span[0], datetime.time(), timezone.get_current_timezone())
    after = first + datetime.timedelta(days=len(days))
    rows = scope.own(Card.objects.posted_ones(), user).filter(issued_at__gte=first, issued_at__lt=after)
    for day, count in Counter(map(timezone.localdate, rows.values_list("issued_at", flat=True))).items():
        days[day].made = count
