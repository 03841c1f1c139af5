"""How dates, times, money and durations are written in Indonesian.

Written out by hand and not with the process's locale or Django's formats: a card freezes its text, so the
spelling must not depend on the machine, the settings or the reader's language.
"""

import datetime
from collections.abc import Iterable, Sequence

from services.choices import Weekday

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

CLOSED = "Tutup"


def weekday_words(day: datetime.date) -> str:
    """The name of the day: "Senin"."""
    return Weekday(day.weekday()).label


def date_words(day: datetime.date, *, short: bool = False) -> str:
    """A full date: "Senin, 23 November 2026"; `short` leaves the weekday out: "23 November 2026"."""
    date = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return date if short else f"{weekday_words(day)}, {date}"


def near_date_words(day: datetime.date, today: datetime.date) -> str:
    """A date as one writes it to someone reading today: the year only where it is another one."""
    if day.year != today.year:
        return date_words(day)
    return f"{weekday_words(day)}, {day.day} {MONTHS[day.month - 1]}"


def relative_day(day: datetime.date, today: datetime.date) -> str:
    """A day as seen from today: "hari ini", "besok", "Senin" (up to 6 days ahead), "Senin, 30 November".

    A past day is written as a date, because its bare name would be taken for the coming one.
    """
    ahead = (day - today).days
    if ahead == 0:
        return "hari ini"
    if ahead == 1:
        return "besok"
    if 2 <= ahead <= 6:
        return weekday_words(day)
    return near_date_words(day, today)


def time_words(time: datetime.time | datetime.datetime) -> str:
    """A time of day, with a point as the official spelling (EYD) has it: "08.00"."""
    return f"{time.hour:02}.{time.minute:02}"


def interval_words(interval: tuple[datetime.time, datetime.time]) -> str:
    """From when to when: "08.00–12.00"."""
    start, end = interval
    return f"{time_words(start)}–{time_words(end)}"


def intervals_words(intervals: Sequence[tuple[datetime.time, datetime.time]]) -> str:
    """The opening hours of one day: "08.00–12.00, 13.00–15.00"; without any: "Tutup"."""
    return ", ".join(map(interval_words, intervals)) or CLOSED


def duration_words(minutes: int) -> str:
    """A length of time: "30 menit", "1 jam", "1 jam 30 menit"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} menit")
    return " ".join(parts)


def money(amount: int, currency: str = "IDR") -> str:
    """Whole units with points between thousands and no space: "Rp30.000"; another currency keeps its code."""
    sign = "-" if amount < 0 else ""
    symbol = "Rp" if currency == "IDR" else f"{currency} "
    return f"{sign}{symbol}{abs(amount):,}".replace(",", ".")


def list_words(items: Iterable[str]) -> str:
    """Items of a sentence: "a", "a dan b", "a, b, dan c"."""
    *first, last = list(items) or [""]
    if len(first) < 2:
        return " dan ".join([*first, last])
    return f"{', '.join(first)}, dan {last}"
