"""How a card puts hours, addresses and names into words; the rest is `services.wording`."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from services.facts import MobileStop, Week
from services.hours import week_rows
from services.language import INDONESIAN, in_english
from services.wording import closed_words, date_words, day_name, list_words

Given = ParamSpec("Given")
Made = TypeVar("Made")

_FIRST_PICTOGRAPH = 0x2300  # below it stand signs of ordinary text, such as ° and ©
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th"}
_MODIFIERS = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")  # variation selectors, skin tones


def in_indonesian(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Decorator: what this function makes is printed, so it speaks Indonesian whatever page asked for it.

    Each call overrides the language anew: one `override` shared as a decorator would mix up threads.
    """

    @wraps(make)
    def made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with translation.override(INDONESIAN):
            return make(*args, **kwargs)

    return made


def in_language_of_card(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Decorator: what this function makes of a card, its first argument, is in the card's language."""

    @wraps(make)
    def made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with translation.override(args[0].language):  # type: ignore[attr-defined]
            return make(*args, **kwargs)

    return made


def shortened(text: str, limit: int) -> str:
    """The text, or as many whole words of it as fit with an ellipsis; never longer than `limit`."""
    if len(text) <= limit:
        return text
    start = text[: max(limit - 1, 0)]
    whole = start.rsplit(" ", 1)[0] if " " in start.strip() else start
    return (whole.rstrip(" ,.;:") + "…")[: max(limit, 0)]


def clean(text: str) -> str:
    """The text as it can be printed: one line, no control or direction marks, no pictographs.

    Direction marks could make a card read otherwise than it is stored; the typeface has no emoji.
    """
    text = _MODIFIERS.sub("", unicodedata.normalize("NFC", text))
    return " ".join("".join(" " if each.isspace() else each for each in text if _prints(each)).split())


def _prints(character: str) -> bool:
    if character.isspace():
        return True
    category = unicodedata.category(character)
    return category[0] != "C" and not (category == "So" and ord(character) >= _FIRST_PICTOGRAPH)


def week_hours(week: Week) -> list[tuple[str, str]]:
    """Open days in a row with the same hours, grouped, then the closed ones: [("Senin–Jumat", "08.00–15.00"),
    ("Tutup", "Sabtu, Minggu")]. A place without any regular hours gives nothing."""
    if not any(week):
        return []
    rows = week_rows(week)
    if len(rows) == 1:
        return [(_("Setiap hari"), rows[0][1])]
    shut = closed_words()
    closed = ", ".join(days for days, hours in rows if hours == shut)
    groups = [(days, hours) for days, hours in rows if hours != shut]
    return [*groups, (shut, closed)] if closed else groups


def stop_days(stop: MobileStop) -> str:
    """When a mobile unit stands somewhere: "Selasa ke-1 dan ke-3" of a month, "Rabu ke-1 s.d. ke-4"; in English "1st and
    3rd Tuesday"."""
    day = day_name(stop.weekday)
    weeks = list_words(_run_words(run) for run in _runs(stop.weeks_of_month))
    return f"{weeks} {day}" if in_english() else f"{day} {weeks}"


def _runs(weeks: Iterable[int]) -> list[list[int]]:
    """Numbers that follow one another, together from three on: (1, 2, 3, 5) → [[1, 2, 3], [5]]."""
    runs: list[list[int]] = []
    for week in weeks:
        if runs and runs[-1][-1] == week - 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[week] for week in run])]


def _run_words(run: Sequence[int]) -> str:
    first, last = (_ORDINALS[week] if in_english() else f"ke-{week}" for week in (run[0], run[-1]))
    if len(run) == 1:
        return first
    return f"{first} to {last}" if in_english() else f"{first} s.d. {last}"


def days_words(first: datetime.date, last: datetime.date) -> str:
    """From which day to which: "Senin, 23 November 2026", "22–27 November 2026", "30 November sampai 2 Desember 2026"."""
    if first == last:
        return date_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(last, short=True)}"
    start = date_words(first, short=True)
    start = start.removesuffix(f" {first.year}") if first.year == last.year else start
    return _("%(first)s sampai %(last)s") % {"first": start, "last": date_words(last, short=True)}


def without_scheme(address: str) -> str:
    """A web address as people read it: "https://www.lapor.go.id/" → "lapor.go.id"."""
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")


def initials(name: str) -> str:
    """One or two letters that stand for an agency where it has no logo."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()] or name.split()
    return "".join(word[0] for word in words[:2]).upper()


@cache
def fixed_words(language: str) -> dict[str, str]:
    """The words of the templates themselves, in one language. Keys are what `data.words` offers."""
    with translation.override(language):
        return {
            "as_of": _("Berlaku per"),
            "check_at": _("Periksa di"),
            "papers_for": _("Syarat untuk"),
            "continued": _("lanjutan"),
            "free": _("GRATIS"),
            "preview": _("PRATINJAU"),
            "preview_note": _("Belum untuk dibagikan. Kode dan QR muncul setelah kartu diterbitkan."),
            "demo": _("data contoh"),
        }
