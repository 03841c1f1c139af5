"""How long a question has waited, against the day that was promised."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from faq.models import Inquiry, InquiryState
from services.wording import date_words


@dataclass(frozen=True)
class Age:
    """The words of a pill and its kind."""

    words: str
    pill: str


def age_of(inquiry: Inquiry, today: datetime.date) -> Age:
    """Where a question stands: late or not, or how it ended."""
    if inquiry.state == InquiryState.SPAM:
        return Age("bukan pertanyaan", "quiet")
    if inquiry.state == InquiryState.ANSWERED:
        return Age(f"dijawab {asked_words(inquiry.answered_at, today)}", "good")
    return due_age(inquiry.due_on, today)


def due_age(due_on: datetime.date | None, today: datetime.date) -> Age:
    """Days against the promise: "terlambat 2 hari", "hari ini", "3 hari lagi"."""
    if due_on is None:
        return Age("tanpa janji", "quiet")
    days = (due_on - today).days
    if days < 0:
        return Age(f"terlambat {-days} hari", "bad")
    if days == 0:
        return Age("hari ini", "warning")
    return Age("besok", "warning") if days == 1 else Age(f"{days} hari lagi", "quiet")


def asked_words(at: datetime.datetime | None, today: datetime.date) -> str:
    """A moment as someone says it who looks back: "hari ini", "kemarin", "5 hari lalu", then the date."""
    if at is None:
        return ""
    day = timezone.localtime(at).date()
    days = (today - day).days
    if days <= 0:
        return "hari ini"
    if days == 1:
        return "kemarin"
    return f"{days} hari lalu" if days <= 30 else date_words(day, short=True)
