"""How dates, times, money and lists are written, in the language of the page that is being made.

Written out by hand and not with the process's locale or Django's formats: a card freezes its text (and is always
built in Indonesian), so the spelling must not depend on the machine or its settings.
"""

import datetime
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from services.choices import Weekday
from services.language import in_english

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOSED = "Tutup"


def month_words(month: int) -> str:
    """The name of a month, 1 to 12: "Januari"."""
    return (ENGLISH_MONTHS if in_english() else MONTHS)[month - 1]


def day_name(weekday: int) -> str:
    """The name of a day of the week, 0 for Monday: "Senin"."""
    return ENGLISH_DAYS[weekday] if in_english() else str(Weekday(weekday).label)


def closed_words() -> str:
    """What stands instead of hours: "Tutup"."""
    return "Closed" if in_english() else CLOSED


def weekday_words(day: datetime.date) -> str:
    """The name of the day: "Senin"."""
    return day_name(day.weekday())


def date_words(day: datetime.date, *, short: bool = False) -> str:
    """A full date: "Senin, 23 November 2026"; `short` leaves the weekday out: "23 November 2026"."""
    date = f"{day.day} {month_words(day.month)} {day.year}"
    return date if short else f"{weekday_words(day)}, {date}"


def near_date_words(day: datetime.date, today: datetime.date) -> str:
    """A date as one writes it to someone reading today: the year only where it is another one."""
    if day.year != today.year:
        return date_words(day)
    return f"{weekday_words(day)}, {day.day} {month_words(day.month)}"


def relative_day(day: datetime.date, today: datetime.date) -> str:
    """A day as seen from today: "hari ini", "besok", "Senin" (up to 6 days ahead), "Senin, 30 November".

    A past day is written as a date, because its bare name would be taken for the coming one.
    """
    ahead = (day - today).days
    if ahead == 0:
        return _("hari ini")
    if ahead == 1:
        return _("besok")
    if 2 <= ahead <= 6:
        return weekday_words(day)
    return near_date_words(day, today)


def time_words(time: datetime.time | datetime.datetime) -> str:
    """A time of day, with a point as the official spelling (EYD) has it: "08.00"; in English "08:00"."""
    return f"{time.hour:02}{':' if in_english() else '.'}{time.minute:02}"


def interval_words(interval: tuple[datetime.time, datetime.time]) -> str:
    """From when to when: "08.00–12.00"."""
    start, end = interval
    return f"{time_words(start)}–{time_words(end)}"


def intervals_words(intervals: Sequence[tuple[datetime.time, datetime.time]]) -> str:
    """The opening hours of one day: "08.00–12.00, 13.00–15.00"; without any: "Tutup"."""
    return ", ".join(map(interval_words, intervals)) or closed_words()


def money(amount: int, currency: str = "IDR") -> str:
    """Whole units without a space: "Rp30.000", in English "Rp30,000"; another currency keeps its code."""
    sign = "-" if amount < 0 else ""
    symbol = "Rp" if currency == "IDR" else f"{currency} "
    digits = f"{abs(amount):,}"
    return f"{sign}{symbol}{digits if in_english() else digits.replace(',', '.')}"


def list_words(items: Iterable[str]) -> str:
    """Items of a sentence: "a", "a dan b", "a, b, dan c"; in English with "and"."""
    *first, last = list(items) or [""]
    joint = "and" if in_english() else "dan"
    if len(first) < 2:
        return f" {joint} ".join([*first, last])
    return f"{', '.join(first)}, {joint} {last}"
