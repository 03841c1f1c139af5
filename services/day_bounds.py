"""Which days people may mean: a year typed wrong is told to them instead of reaching calendars that end or begin."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError

FIRST_YEAR, LAST_YEAR = 2000, 2100
WORDS = f"Periksa tahunnya: harus antara {FIRST_YEAR} dan {LAST_YEAR}."

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def is_plausible(day: datetime.date) -> bool:
    """Whether the day lies in the years that the portal plans for."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def check_day(day: datetime.date) -> None:
    """Validator of a field: raises `ValidationError` for a day outside the years."""
    if not is_plausible(day):
        raise ValidationError(WORDS, code="year")


def written_day(text: str) -> datetime.date | None:
    """A day written YYYY-MM-DD, as date fields send it; None for anything else, week numbers included."""
    if not _WRITTEN.match(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def optional_day(label: str) -> forms.DateField:
    """A field for a day that may be left empty, with the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[check_day],
    )
