"""How fast the office answers, as everybody may know it: how many lately, and the usual time in working days."""

import datetime
import statistics
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faq.models import Inquiry, InquiryState
from services import freshness
from services.facts import SharedFacts
from services.hours import is_working_day

DAYS = 90
LEAST = 5
"""Fewer answers say nothing about what is usual, and might be told apart."""
MOST_READ = 2_000


@dataclass(frozen=True)
class AnswerFigures:
    """How many questions were answered in the last 90 days, and within how many working days half of them were."""

    answered: int
    median_days: int

    @property
    def words(self) -> str:
        """A sentence for the public page, in its language."""
        told = {"n": self.answered, "time": self.time_words}
        return _("Dalam 90 hari terakhir petugas menjawab %(n)s pertanyaan warga, biasanya %(time)s.") % told

    @property
    def time_words(self) -> str:
        """The usual time: "pada hari yang sama", "dalam 1 hari kerja"."""
        if self.median_days == 0:
            return _("pada hari kerja yang sama")
        days = {"n": self.median_days}
        return ngettext("dalam %(n)s hari kerja", "dalam %(n)s hari kerja", self.median_days) % days


def answer_figures(facts: SharedFacts, now: datetime.datetime) -> AnswerFigures | None:
    """The figures at a moment (aware, in the office's time zone); None below `LEAST` answers. One query."""
    freshness.by_the_minute()  # answering leaves no trace of its own for pages that are kept
    answered = Inquiry.objects.filter(
        state=InquiryState.ANSWERED, answered_at__gt=now - datetime.timedelta(days=DAYS), answered_at__lte=now
    )
    rows = list(answered.order_by("-answered_at").values_list("asked_at", "answered_at")[:MOST_READ])
    if len(rows) < LEAST:
        return None
    days = _WorkingDays(facts)
    taken = [days.between(_day(asked, now), _day(done, now)) for asked, done in rows]
    return AnswerFigures(len(rows), statistics.median_high(taken))


def _day(moment: datetime.datetime, now: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment, now.tzinfo).date()


class _WorkingDays:
    """Counts working days; each day is looked up once."""

    LONGEST = 366

    def __init__(self, facts: SharedFacts) -> None:
        self.facts = facts
        self.known: dict[datetime.date, bool] = {}

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """Working days after the first up to and with the last; a question of Friday answered on Monday took one."""
        ahead = range(1, min((last - first).days, self.LONGEST) + 1)
        return sum(self._works(first + datetime.timedelta(days=each)) for each in ahead)

    def _works(self, day: datetime.date) -> bool:
        if day not in self.known:
            self.known[day] = is_working_day(self.facts, day)
        return self.known[day]
