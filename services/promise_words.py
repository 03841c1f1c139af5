"""What a page says of a promise date: a sentence for each place, what it rests on, and for another day.

Someone may ask what holds if the papers are handed in on a day of their choice (`?serah=2026-11-30`). The answer
is for the moment at which the office opens on that day, and says so where hours matter.
"""

import datetime
import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import freshness, this_minute
from services.choices import TimeUnit
from services.document import ProcessingTime
from services.facts import OfficeFacts, SharedFacts
from services.limited_days import name_of
from services.promise import Promise, as_day, holidays_waited, promise_date
from services.time_standard import is_estimate
from services.wording import date_words, near_date_words, time_words

LONGEST_AHEAD = datetime.timedelta(days=366)
MOST_HOLIDAYS = 4


@dataclass(frozen=True)
class PlacePromise:
    """What holds at some places. Without `places` it holds at all of them, or there are none.

    `is_estimated`: it runs through a year whose holidays are not known.
    """

    sentence: str
    places: list[str]
    is_estimated: bool = False

    @property
    def estimate_words(self) -> str:
        """That the day may still change, in a sentence."""
        if not self.is_estimated:
            return ""
        return _("Masih perkiraan: daftar hari libur tahun itu belum dimasukkan.")


@dataclass(frozen=True)
class AskedDay:
    """The day someone typed: as it was typed, as a day if it can be used, else what is wrong with it."""

    typed: str = ""
    day: datetime.date | None = None
    error: str = ""


def asked_day(typed: str, today: datetime.date) -> AskedDay:
    """Read a day in the form browsers send it (YYYY-MM-DD): from today to a year ahead."""
    typed = "".join(letter for letter in typed[:40] if letter.isprintable()).strip()
    if not typed:
        return AskedDay()
    try:
        day = datetime.date.fromisoformat(typed) if re.fullmatch(r"\d{4}-\d\d-\d\d", typed) else None
    except ValueError:
        day = None
    if day is None:
        error = _("Tanggal “%(typed)s” tidak terbaca. Tulis seperti ini: %(example)s.")
        return AskedDay(typed, error=error % {"typed": typed, "example": today.isoformat()})
    if day < today:
        return AskedDay(typed, error=_("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya."))
    if day > today + LONGEST_AHEAD:
        return AskedDay(
            typed, error=_("Tanggal itu terlalu jauh. Pilih paling lama satu tahun dari sekarang.")
        )
    return AskedDay(typed, day)


def moment_words(moment: datetime.date | datetime.datetime) -> str:
    """A day, or a day with a time: "Senin, 30 November 2026 pukul 09.00"."""
    if not isinstance(moment, datetime.datetime):
        return date_words(moment)
    return _("%(date)s pukul %(time)s") % {"date": date_words(moment.date()), "time": time_words(moment)}


class HandingIn(Enum):
    """When the papers are handed in, as the sentence of a promise tells it."""

    NOW = auto()
    NEXT_OPENING = auto()
    ON_THE_DAY = auto()
    """On the day that was asked for."""
    AFTER_THE_DAY = auto()
    """The office is closed on the day that was asked for."""


PROMISED = {
    HandingIn.NOW: gettext_lazy("Bila berkas lengkap diserahkan sekarang, selesai paling lambat %(ready)s."),
    HandingIn.NEXT_OPENING: gettext_lazy(
        "Bila berkas lengkap diserahkan saat buka lagi (%(start)s), selesai paling lambat %(ready)s."
    ),
    HandingIn.ON_THE_DAY: gettext_lazy(
        "Bila berkas lengkap diserahkan %(start)s, selesai paling lambat %(ready)s."
    ),
    HandingIn.AFTER_THE_DAY: gettext_lazy(
        "Hari itu tidak ada layanan. Bila berkas lengkap diserahkan saat buka lagi (%(start)s), "
        "selesai paling lambat %(ready)s."
    ),
}
ESTIMATED = {
    HandingIn.NOW: gettext_lazy("Bila berkas lengkap diserahkan sekarang, kira-kira selesai %(ready)s."),
    HandingIn.NEXT_OPENING: gettext_lazy(
        "Bila berkas lengkap diserahkan saat buka lagi (%(start)s), kira-kira selesai %(ready)s."
    ),
    HandingIn.ON_THE_DAY: gettext_lazy(
        "Bila berkas lengkap diserahkan %(start)s, kira-kira selesai %(ready)s."
    ),
    HandingIn.AFTER_THE_DAY: gettext_lazy(
        "Hari itu tidak ada layanan. Bila berkas lengkap diserahkan saat buka lagi (%(start)s), "
        "kira-kira selesai %(ready)s."
    ),
}
"""The same where the standard says what it usually takes, not what it takes at most."""


def promise_section(
    standard: ProcessingTime,
    offices: list[OfficeFacts],
    facts: SharedFacts,
    now: datetime.datetime,
    typed: str = "",
) -> "PromiseSection":
    """The promise dates of a service. If no day was asked for, all with one standard at the same offices share them."""
    names = [name_of(each, facts) for each in offices]
    key = None if typed or None in names else (PromiseSection, standard, *names)
    return this_minute.worked_out(
        facts, now, key, partial(PromiseSection, standard, offices, facts, now, typed)
    )


class PromiseSection:
    """The promise dates of one service at its offices, as of a moment or for a day that was asked for."""

    def __init__(
        self,
        standard: ProcessingTime,
        offices: list[OfficeFacts],
        facts: SharedFacts,
        now: datetime.datetime,
        typed: str = "",
    ) -> None:
        self.standard, self.facts, self.now = standard, facts, now
        # A mobile unit is out on a few days of a month; it is never the first answer.
        self.offices = sorted(offices, key=lambda office: bool(office.stops))
        self.asked = asked_day(typed, now.date())

    @cached_property
    def rows(self) -> list[PlacePromise]:
        """A sentence for each place, places with the same one together; nothing if nothing is known."""
        if not self.offices:
            promise = promise_date(self.standard, self.facts, None, self._handed_in(None))
            sentence = self._sentence(promise, None)
            return [PlacePromise(sentence, [], promise.estimated)] if sentence else []
        places: dict[tuple[str, bool], list[str]] = {}
        sentences: dict[tuple[Promise, str], str] = {}  # most offices promise the same day
        for office, promise in self._promises:
            said = (promise, office.timezone)
            if said not in sentences:
                sentences[said] = self._sentence(promise, office)
            if sentence := sentences[said]:
                places.setdefault((sentence, promise.estimated), []).append(office.name)
        rows = [PlacePromise(sentence, names, estimated) for (sentence, estimated), names in places.items()]
        holds_everywhere = len(rows) == 1 and len(rows[0].places) == len(self.offices)
        return [replace(rows[0], places=[])] if holds_everywhere else rows

    @property
    def first(self) -> PlacePromise | None:
        """What to say first."""
        return next(iter(self.rows), None)

    @property
    def others(self) -> list[PlacePromise]:
        """What holds at other places, where that differs."""
        return self.rows[1:]

    @property
    def short(self) -> str:
        """The first answer for someone who hands in now, in a few words; empty if unknown or on the spot."""
        if self._leading is None or self.asked.day:
            return ""
        ready_by, start = self._leading[1].ready_by, self._leading[1].counted_from
        words = {"ready": self._near(ready_by), "start": near_date_words(start.date(), self.now.date())}
        return self._short_text(is_today=start.date() == self.now.date()) % words

    def _short_text(self, *, is_today: bool) -> str:
        if self._is_estimate:
            if is_today:
                return _("Diserahkan hari ini: kira-kira selesai %(ready)s")
            return _("Diserahkan %(start)s: kira-kira selesai %(ready)s")
        if is_today:
            return _("Diserahkan hari ini: selesai paling lambat %(ready)s")
        return _("Diserahkan %(start)s: selesai paling lambat %(ready)s")

    @property
    def basis(self) -> list[str]:
        """How the days of the first answer were counted, in sentences."""
        if not (self.first and self.standard.max_value):
            return []
        return [each for each in (self._unit_words, self.first.estimate_words) if each]

    @property
    def holidays(self) -> list[str]:
        """The holidays that the first answer waits over, where working days are counted and they are few."""
        if self.standard.unit != TimeUnit.WORKING_DAYS or self._leading is None:
            return []
        names = holidays_waited(self.facts, *self._leading)
        return names if len(names) <= MOST_HOLIDAYS else []

    @property
    def can_be_asked(self) -> bool:
        """Whether another day can give another answer."""
        return bool(self.first and self.offices and self.standard.max_value)

    @property
    def earliest(self) -> str:
        """The first day that can be asked for, as a form wants it."""
        return self.now.date().isoformat()

    @property
    def latest(self) -> str:
        """The last day that can be asked for, as a form wants it."""
        return (self.now.date() + LONGEST_AHEAD).isoformat()

    def _handed_in(self, office: OfficeFacts | None) -> datetime.datetime:
        """Now; on a day that was asked for, its first minute there, from which the next opening counts."""
        if not self._asks_ahead:
            return self.now
        zone = ZoneInfo(office.timezone) if office else self.now.tzinfo
        return datetime.datetime.combine(self.asked.day, datetime.time(), zone)

    @property
    def _asks_ahead(self) -> bool:
        return self.asked.day is not None and self.asked.day > self.now.date()

    @cached_property
    def _promises(self) -> list[tuple[OfficeFacts, Promise]]:
        found = [
            (office, promise_date(self.standard, self.facts, office, self._handed_in(office)))
            for office in self.offices
        ]
        if any(
            isinstance(each.ready_by, datetime.datetime) and each.counted_from <= self.now
            for _, each in found
        ):
            freshness.by_the_minute()
        return found

    @property
    def _leading(self) -> tuple[OfficeFacts, Promise] | None:
        """The first office that can promise a day, with its promise."""
        return next((each for each in self._promises if each[1].ready_by), None)

    @cached_property
    def _is_estimate(self) -> bool:
        return is_estimate(self.standard)

    def _sentence(self, promise: Promise, office: OfficeFacts | None) -> str:
        if promise.at_once:
            return _("Selesai saat itu juga.")
        if promise.ready_by is None:
            return ""
        texts = ESTIMATED if self._is_estimate else PROMISED
        values = {"ready": moment_words(promise.ready_by), "start": self._start_words(promise, office)}
        return texts[self._handing_in(promise, office)] % values

    def _handing_in(self, promise: Promise, office: OfficeFacts | None) -> HandingIn:
        start = promise.counted_from
        if start <= self.now:
            return HandingIn.NOW
        if not self._asks_ahead:
            return HandingIn.NEXT_OPENING
        same_day = start.date() == self._handed_in(office).date()
        return HandingIn.ON_THE_DAY if same_day else HandingIn.AFTER_THE_DAY

    def _start_words(self, promise: Promise, office: OfficeFacts | None) -> str:
        """The day on which it is handed in; with the hour where hours are counted, or while it is closed now."""
        start = promise.counted_from
        if office and (isinstance(promise.ready_by, datetime.datetime) or not self._asks_ahead):
            return moment_words(start)
        return date_words(start.date())

    def _near(self, ready_by: datetime.date | datetime.datetime) -> str:
        day = near_date_words(as_day(ready_by), self.now.date())
        if not isinstance(ready_by, datetime.datetime):
            return day
        return _("%(date)s pukul %(time)s") % {"date": day, "time": time_words(ready_by)}

    @property
    def _unit_words(self) -> str:
        if self.standard.unit == TimeUnit.WORKING_DAYS:
            return _(
                "Yang dihitung hari kerja, mulai sehari setelah diserahkan: tanpa Sabtu, Minggu, dan hari libur."
            )
        if self.standard.unit == TimeUnit.HOURS:
            return _(
                "Jam dihitung terus, juga saat kantor tutup. Bila habis saat tutup, selesai saat buka lagi."
            )
        if self.standard.unit == TimeUnit.MINUTES:
            return _("Yang dihitung hanya saat kantor buka.")
        return _(
            "Yang dihitung hari kalender. Bila habis pada hari tutup, selesai pada hari buka berikutnya."
        )
