"""Searches are kept for 13 months: long enough to compare with the same month a year ago."""

import calendar
import datetime

from django.utils import timezone

from faq.models import GapDecision, SearchCount
from services.retention import Rule, register

KEPT_MONTHS = 13


def first_kept_day(today: datetime.date) -> datetime.date:
    """The oldest day whose searches are kept: the same day 13 months ago, or the last one of a shorter month."""
    months = today.year * 12 + today.month - 1 - KEPT_MONTHS
    year, month = months // 12, months % 12 + 1
    return datetime.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def forget_searches() -> int:
    """Delete what is older. Returns how many rows that were."""
    return SearchCount.objects.filter(day__lt=first_kept_day(timezone.localdate())).delete()[0]


def forget_decisions() -> int:
    """Delete what was decided longer ago; what came of it (synonyms, answers) stays. Returns how many rows."""
    first = first_kept_day(timezone.localdate())
    return GapDecision.objects.filter(at__lt=_start_of(first)).delete()[0]


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def register_rules() -> None:
    """Tell `manage.py forget`."""
    after = f"{KEPT_MONTHS} bulan"
    why = "cukup untuk membandingkan dengan bulan yang sama tahun lalu"
    register(Rule("searches", "kata yang dicari warga, tanpa alamat dan nomor", after, why, forget_searches))
    register(
        Rule("gap-decisions", "catatan tindak lanjut atas pencarian warga", after, why, forget_decisions)
    )
