"""The form of one timetable of an office: seven days with up to four intervals each, told apart from how it is saved."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from services import day_bounds
from services.choices import Weekday
from services.staff.hours_state import State, StoredWeek
from services.wording import date_words

SLOTS = 4
"""Intervals a day can have."""

MOST_SLOTS = 12
"""Intervals that are read: an imported day with more than `SLOTS` keeps them."""

REGULAR, RAMADAN, NEW, SPECIAL = "biasa", "ramadan", "baru", "khusus-"
"""Which timetable a form is about, as its address names it; special hours that exist are "khusus-<pk>"."""

_TIME = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?\Z")
Typed = Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the field it belongs to."""

    field: str
    words: str


@dataclass
class Slot:
    """One interval as it is typed. `id` names its first field."""

    id: str
    opens: str = ""
    closes: str = ""
    error: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.opens and not self.closes


@dataclass
class DayFields:
    """One day of the form."""

    weekday: int
    slots: list[Slot]
    is_closed: bool = False

    @property
    def name(self) -> str:
        """The day's name."""
        return str(Weekday(self.weekday).label)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed for the day: then it is closed."""
        return all(slot.is_empty for slot in self.slots)

    @property
    def used(self) -> list[Slot]:
        """Intervals that stand open: those with something in them, and the first."""
        return [slot for at, slot in enumerate(self.slots) if at == 0 or not slot.is_empty]

    @property
    def spare(self) -> list[Slot]:
        """Empty intervals that could be added."""
        return self.slots[len(self.used) :]


@dataclass
class HoursForm:
    """A timetable as it is typed. `faults` and `week` are known after `check`."""

    key: str
    days: list[DayFields]
    name: str = ""
    start: str = ""
    end: str = ""
    has_own: bool = True
    faults: list[Fault] = field(default_factory=list)
    week: StoredWeek = field(default_factory=lambda: [[] for _ in range(7)])

    @property
    def is_special(self) -> bool:
        """Whether it holds between two dates only."""
        return self.key == NEW or self.key.startswith(SPECIAL)

    @property
    def is_ramadan(self) -> bool:
        """Whether it holds in Ramadan."""
        return self.key == RAMADAN

    @property
    def pk(self) -> int | None:
        """The special hours it changes; None for others and for new ones."""
        return int(self.key.removeprefix(SPECIAL)) if self.key.startswith(SPECIAL) else None

    def error(self, name: str) -> str:
        """What is wrong with a field."""
        return next((each.words for each in self.faults if each.field == name), "")

    @property
    def name_error(self) -> str:
        """What is wrong with the name of special hours."""
        return self.error("nama")

    @property
    def start_error(self) -> str:
        """What is wrong with their first day."""
        return self.error("dari")

    @property
    def end_error(self) -> str:
        """What is wrong with their last day."""
        return self.error("sampai")

    def dates(self) -> tuple[datetime.date, datetime.date]:
        """First and last day of special hours that were found right."""
        return datetime.date.fromisoformat(self.start), datetime.date.fromisoformat(self.end)

    def copy_day(self, source: int, targets: list[int]) -> None:
        """Give some days what is typed for another."""
        given = self.days[source]
        for day in targets:
            if day != source:
                slots = [Slot(f"d{day}-{at}", slot.opens, slot.closes) for at, slot in enumerate(given.slots)]
                self.days[day] = DayFields(day, slots, given.is_closed)

    def check(self, state: State) -> bool:
        """Find faults against the office's stored hours; without any, `week` is what was typed."""
        self.faults = []
        if not self.is_ramadan or self.has_own:
            self.week = [self._checked(day) for day in self.days]
        if self.is_special:
            self._check_period(state)
        return not self.faults

    def _checked(self, day: DayFields) -> list[list[str]]:
        if day.is_closed:
            return []
        intervals = [
            (interval, slot)
            for slot in day.slots
            if not slot.is_empty and (interval := self._interval(day, slot))
        ]
        intervals.sort(key=lambda each: each[0])
        for (before, _), (after, slot) in pairwise(intervals):
            if after[0] < before[1]:
                self._fault_at(day, slot, f"bertumpuk dengan {_words(before)}.")
        return [list(interval) for interval, _ in intervals]

    def _interval(self, day: DayFields, slot: Slot) -> tuple[str, str] | None:
        opens, closes = as_time(slot.opens), as_time(slot.closes)
        if not slot.opens or not slot.closes:
            return self._fault_at(day, slot, "isi jam buka dan jam tutupnya, atau kosongkan keduanya.")
        if opens is None or closes is None:
            return self._fault_at(day, slot, "tulis jam seperti 08.00 atau 15.30.")
        slot.opens, slot.closes = _dotted(opens), _dotted(closes)
        if closes <= opens:
            return self._fault_at(day, slot, f"jam tutup harus setelah jam buka {slot.opens}.")
        return opens, closes

    def _fault_at(self, day: DayFields, slot: Slot, words: str) -> None:
        slot.error = words[0].upper() + words[1:]
        place = day.slots.index(slot) + 1
        self.faults.append(Fault(f"{slot.id}-buka", f"{day.name}, jam ke-{place}: {words}"))

    def _check_period(self, state: State) -> None:
        if not self.name:
            self.faults.append(Fault("nama", "Beri nama yang dibaca warga, misalnya “Jam akhir tahun”."))
        start, end = day_bounds.written_day(self.start), day_bounds.written_day(self.end)
        if start is None:
            self.faults.append(Fault("dari", "Isi tanggal mulai."))
        if end is None:
            self.faults.append(Fault("sampai", "Isi tanggal terakhir."))
        for name, day in (("dari", start), ("sampai", end)):
            if day and not day_bounds.is_plausible(day):
                self.faults.append(Fault(name, day_bounds.WORDS))
        if start and end:
            self._check_dates(start, end, state)
        if not any(self.week) and not self.faults:
            words = "Semua hari tutup. Kalau kantor memang tutup, catat sebagai hari tutup, bukan jam khusus."
            self.faults.append(Fault("d0-0-buka", words))

    def _check_dates(self, start: datetime.date, end: datetime.date, state: State) -> None:
        if end < start:
            self.faults.append(Fault("sampai", "Tanggal terakhir tidak boleh sebelum tanggal mulai."))
        for other in state["special"]:
            first, last = (datetime.date.fromisoformat(other[name]) for name in ("start", "end"))
            if other["pk"] != self.pk and start <= last and end >= first:
                when = f"{date_words(first, short=True)} sampai {date_words(last, short=True)}"
                self.faults.append(Fault("dari", f"Bertumpuk dengan “{other['name']}” ({when})."))


def from_state(key: str, state: State) -> HoursForm | None:
    """The form of a timetable as it is stored; None where there is none of this key. New hours start as the regular."""
    if key in (REGULAR, NEW):
        return HoursForm(key, _fields(state["regular"]))
    if key == RAMADAN:
        week = state["ramadan"]
        return HoursForm(key, _fields(week or state["regular"]), has_own=week is not None)
    found = next((each for each in state["special"] if f"{SPECIAL}{each['pk']}" == key), None)
    if found is None:
        return None
    return HoursForm(key, _fields(found["week"]), found["name"], found["start"], found["end"])


def from_typed(key: str, typed: Typed) -> HoursForm:
    """The form as somebody sent it."""
    days = [
        DayFields(
            day,
            [
                Slot(
                    f"d{day}-{at}",
                    _text(typed, f"d{day}-{at}-buka", 8),
                    _text(typed, f"d{day}-{at}-tutup", 8),
                )
                for at in range(MOST_SLOTS)
                if at < SLOTS or f"d{day}-{at}-buka" in typed
            ],
            bool(typed.get(f"d{day}-libur")),
        )
        for day in range(7)
    ]
    return HoursForm(
        key,
        days,
        _text(typed, "nama", 120),
        _text(typed, "dari", 10),
        _text(typed, "sampai", 10),
        has_own=key != RAMADAN or bool(typed.get("punya")),
    )


def changed(state: State, form: HoursForm) -> State:
    """The office's hours with what a form that was found right says."""
    if form.key == REGULAR:
        return state | {"regular": form.week}
    if form.is_ramadan:
        return state | {"ramadan": form.week if form.has_own else None}
    row: dict[str, Any] = {
        "pk": form.pk, "name": form.name, "start": form.start, "end": form.end, "week": form.week
    }  # fmt: skip
    others = [each for each in state["special"] if each["pk"] != form.pk or form.pk is None]
    return state | {"special": sorted([*others, row], key=lambda each: each["start"])}


def without_special(state: State, pk: int) -> State:
    """The office's hours without one of the special timetables."""
    return state | {"special": [each for each in state["special"] if each["pk"] != pk]}


def as_time(text: str) -> str | None:
    """A time as people type it ("8", "08.00", "0800") as "HH:MM"; None where it is none."""
    found = _TIME.match(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _fields(week: StoredWeek) -> list[DayFields]:
    days = []
    for day, intervals in enumerate(week):
        slots = [Slot(f"d{day}-{at}", *map(_dotted, interval)) for at, interval in enumerate(intervals)]
        slots += [Slot(f"d{day}-{at}") for at in range(len(slots), SLOTS)]
        days.append(DayFields(day, slots))
    return days


def _text(typed: Typed, name: str, longest: int) -> str:
    return " ".join(typed.get(name, "").split())[:longest]


def _words(interval: tuple[str, str]) -> str:
    return "–".join(map(_dotted, interval))


def _dotted(time: str) -> str:
    """A time as the form shows it, in the official spelling; browsers' own time fields would say "01:00 PM"."""
    return time.replace(":", ".")
