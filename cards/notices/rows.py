"""Notices as pages show them: when they hold, in what state they are, and what was made of them."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cards import codes
from cards.models import Card, CardKind
from cards.notice_cards import key_of
from cards.notices import state
from services.models import Notice
from services.wording import date_words, near_date_words


@dataclass(frozen=True)
class NoticeRow:
    """One notice of the list."""

    notice: Notice
    when: str
    words: str
    pill: str
    cards: int


def is_over(notice: Notice, today: datetime.date) -> bool:
    """Whether its last day has passed."""
    return notice.ends_on is not None and notice.ends_on < today


def when_words(notice: Notice, today: datetime.date) -> str:
    """From when to when it holds."""
    first = near_date_words(notice.starts_on, today)
    if notice.ends_on is None:
        return f"Sejak {first}"
    return (
        first
        if notice.ends_on == notice.starts_on
        else f"{first} sampai {near_date_words(notice.ends_on, today)}"
    )


def state_words(notice: Notice, today: datetime.date) -> tuple[str, str]:
    """(words, pill) of the state it is in."""
    if notice.withdrawn_at:
        return "ditarik", "bad"
    if is_over(notice, today):
        return "sudah lewat", "quiet"
    if notice.starts_on > today:
        return "belum mulai", "scheduled"
    return "berlaku", "good"


def rows(notices: Iterable[Notice], today: datetime.date) -> list[NoticeRow]:
    """The notices with the number of their cards; one query."""
    notices = list(notices)
    keys = [key_of(each) for each in notices]
    made = Counter(
        Card.objects.filter(kind=CardKind.NOTICE, subject__in=keys).values_list("subject", flat=True)
    )
    return [
        NoticeRow(each, when_words(each, today), *state_words(each, today), cards=made[key_of(each)])
        for each in notices
    ]


def card_rows(notice: Notice) -> list[tuple[str, str, str]]:
    """(code, address, when) of each card that was made of a notice and not replaced, newest first."""
    return [
        (codes.display(card.code), reverse("issued-card", args=[codes.display(card.code)]),
         date_words(timezone.localdate(card.issued_at), short=True))
        for card in state.cards_out(notice)
    ]  # fmt: skip
