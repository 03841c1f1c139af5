"""Tells machines from people by what they write. Whoever may be a person is heard: staff see the doubts."""

import datetime
import re
from dataclasses import dataclass, field

from django.utils import timezone

from faq.models import Inquiry

MOST_LINKS = 2
"""Links of a question; with more it is an advertisement."""
SAME_DOUBTED = 3
"""How often the very same text may come within a day before staff are told. It is never put aside for that: many people
ask the same in the same words, and nobody may silence them by sending those words often."""
_LINK = re.compile(r"https?://|\bwww\.|\[url|<a\s+href|\bt\.me/|\bbit\.ly/", re.IGNORECASE)
_SAME_LETTER = re.compile(r"([^\W_])\1{7,}")
LEAST_VARIETY, FEWEST_WORDS = 0.34, 8


@dataclass(frozen=True)
class Verdict:
    """What makes a text doubtful, in words for staff, and whether it is surely no question."""

    doubts: list[str] = field(default_factory=list)
    is_spam: bool = False


def judge(text: str, now: datetime.datetime | None = None) -> Verdict:
    """Look at a cleaned and masked text. One query."""
    links = len(_LINK.findall(text))
    again = _times_today(text, now or timezone.now())
    doubts = [
        (links, "memuat tautan"),
        (_SAME_LETTER.search(text), "huruf yang sama berulang-ulang"),
        (_repeats_words(text), "kata yang sama berulang-ulang"),
        (not re.search("[a-z]", text, re.IGNORECASE), "tanpa huruf Latin"),
        (again >= SAME_DOUBTED, f"teks yang persis sama sudah dikirim {again} kali hari ini"),
    ]
    return Verdict([words for is_so, words in doubts if is_so], is_spam=links > MOST_LINKS)


def _repeats_words(text: str) -> bool:
    words = re.findall(r"\w+", text.casefold())
    return len(words) >= FEWEST_WORDS and len(set(words)) / len(words) < LEAST_VARIETY


def _times_today(text: str, now: datetime.datetime) -> int:
    since = now - datetime.timedelta(days=1)
    return Inquiry.objects.filter(asked_at__gt=since, text=text).count()
