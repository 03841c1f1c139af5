"""Notices as pages of the workspace show them: when they hold, in what state they are, and what was made of them."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cards import codes
from cards.models import Card, CardKind
from cards.notice_cards import key_of
from cards.notices import state
from services import scope
from services.models import Notice, NoticeKind, Severity
from services.notices.current import Situation, situation
from services.notices.page import facts_of
from services.notices.words import when_words
from services.wording import date_words

FORGOTTEN_DAYS = 7
"""A notice without an end that is older is asked about: it may be over, and nobody said so."""

STATES = {
    Situation.OVER: ("sudah lewat", "quiet"),
    Situation.COMING: ("belum mulai", "scheduled"),
    Situation.HOLDS: ("berlaku", "good"),
}
GRAVE = {Severity.URGENT: ("mendesak", "bad"), Severity.IMPORTANT: ("penting", "warning")}


@dataclass(frozen=True)
class NoticeRow:
    """One notice of the list. `grave` is (words, pill) of its severity, empty for an ordinary one."""

    notice: Notice
    when: str
    words: str
    pill: str
    cards: int
    grave: tuple[str, str] | None
    forgotten_days: int


def situation_of(notice: Notice, now: datetime.datetime) -> Situation:
    """Whether it comes, holds or is over; of notices read `with_places()`."""
    return situation(facts_of(notice), now)


def state_words(notice: Notice, now: datetime.datetime) -> tuple[str, str]:
    """(words, pill) of the state it is in."""
    return ("ditarik", "bad") if notice.withdrawn_at else STATES[situation_of(notice, now)]


def forgotten_days(notice: Notice, now: datetime.datetime) -> int:
    """For how many days it has held without an end, where that is more than a week; else 0. Fact checks need none."""
    if notice.withdrawn_at or notice.ends_on or notice.kind == NoticeKind.FACT_CHECK:
        return 0
    days = (timezone.localdate(now) - notice.starts_on).days
    return days if days > FORGOTTEN_DAYS else 0


def forgotten(user: Any, now: datetime.datetime) -> list[Notice]:
    """Own notices that may be over without anybody having said so, the oldest first. One query."""
    first = timezone.localdate(now) - datetime.timedelta(days=FORGOTTEN_DAYS)
    rows = Notice.objects.filter(withdrawn_at=None, ends_on=None, starts_on__lt=first)
    return list(scope.own(rows.exclude(kind=NoticeKind.FACT_CHECK), user).order_by("starts_on", "pk"))


def rows(notices: Iterable[Notice], now: datetime.datetime) -> list[NoticeRow]:
    """The notices, read `with_places()`, with the number of their cards; one query."""
    notices = list(notices)
    keys = [key_of(each) for each in notices]
    made = Counter(
        Card.objects.filter(kind=CardKind.NOTICE, subject__in=keys).values_list("subject", flat=True)
    )
    return [
        NoticeRow(
            each,
            when_words(facts_of(each), timezone.localtime(now)),
            *state_words(each, now),
            cards=made[key_of(each)],
            grave=GRAVE.get(Severity(each.severity)),
            forgotten_days=forgotten_days(each, now),
        )
        for each in notices
    ]


def card_rows(notice: Notice) -> list[tuple[str, str, str]]:
    """(code, address, when) of each card that was made of a notice and not replaced, newest first."""
    return [
        (codes.display(card.code), reverse("issued-card", args=[codes.display(card.code)]),
         date_words(timezone.localdate(card.issued_at), short=True))
        for card in state.cards_out(notice)
    ]  # fmt: skip
