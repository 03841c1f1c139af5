"""Writes taps down: each once, however often and by however many ways it is sent."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from faq import asked
from faq.counter.subjects import OTHER, Subject, home_agency, own_offices, subjects_of
from faq.models import Tap
from services.models import Agency, Office

MOST_AN_HOUR = 1000
"""Taps of one person; nobody has so many visitors, so beyond it a script is stuck."""
STORED, KNOWN, REFUSED, LATER = "tercatat", "sudah", "ditolak", "nanti"
"""What became of a tap. Only what waits for `LATER` stays with the sender."""


@dataclass(frozen=True)
class Pressed:
    """One press of "asked again", as it is sent. `office` is a key; `note` what was asked that is not on the site."""

    id: uuid.UUID
    kind: str
    key: str
    at: datetime.datetime
    case: str = ""
    office: str = ""
    taken_back: bool = False
    note: str = ""


@transaction.atomic
def record(user: Any, pressed: Iterable[Pressed], now: datetime.datetime) -> dict[uuid.UUID, str]:
    """Write taps of someone down; what became of each. One that came before changes only by being taken back.

    Sending the same twice, or at the same time, changes nothing: the database refuses a key it has.
    """
    arrived = {each.id: each for each in pressed}
    before = _known(arrived)
    states = dict.fromkeys(before, KNOWN)
    rows = _rows(user, [each for each in arrived.values() if each.id not in before], now)
    room = MOST_AN_HOUR - _within_the_hour(user, now)
    for number, (key, row) in enumerate(rows.items()):
        states[key] = REFUSED if row is None else STORED if number < room else LATER
    new = _write([row for key, row in rows.items() if states[key] == STORED], arrived)
    # After the writing: the same press, not yet taken back, may arrive by another way at the same moment.
    _take_back(
        user, {key: "" if key in new else each.note for key, each in arrived.items() if each.taken_back}
    )
    return states


def _known(keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    return set(Tap.objects.filter(pk__in=list(keys)).values_list("pk", flat=True))


def _within_the_hour(user: Any, now: datetime.datetime) -> int:
    return Tap.objects.filter(by=user, received_at__gt=now - datetime.timedelta(hours=1)).count()


def _write(rows: list[Tap], arrived: dict[uuid.UUID, Pressed]) -> set[uuid.UUID]:
    """The keys of those that are written by this message and no other, of what is not on the site."""
    Tap.objects.bulk_create([row for row in rows if row.kind != OTHER], ignore_conflicts=True)
    # One by one: what is not on the site is noted as a gap by whoever writes the row, and so only once.
    return {row.pk for row in rows if row.kind == OTHER and _write_other(row, arrived[row.pk])}


def _write_other(row: Tap, pressed: Pressed) -> bool:
    values = {name: getattr(row, name) for name in ("kind", "agency", "office", "by", "at", "received_at")}
    _, is_new = Tap.objects.get_or_create(pk=row.pk, defaults=values)
    if is_new and pressed.note and not pressed.taken_back:
        transaction.on_commit(partial(asked.note, pressed.note, was_found=False))
    return is_new


def _rows(user: Any, pressed: list[Pressed], now: datetime.datetime) -> dict[uuid.UUID, Tap | None]:
    """The rows of new taps; None for what cannot be counted here."""
    if not pressed:
        return {}
    offices = {each.key: each for each in own_offices(user).filter(key__in={one.office for one in pressed})}
    home = home_agency(user, next(iter(offices.values()), None))
    subjects = subjects_of(user, {(each.kind, each.key) for each in pressed}, home)
    return {
        each.id: _row(user, each, now, offices.get(each.office), home, subjects.get((each.kind, each.key)))
        for each in pressed
    }


def _row(
    user: Any, each: Pressed, now: datetime.datetime, office: Office | None, home: Agency | None,
    subject: Subject | None,
) -> Tap | None:  # fmt: skip
    row = Tap(pk=each.id, kind=each.kind, office=office, by=user, at=each.at, received_at=now)
    if each.kind == OTHER and home:
        row.agency = office.agency if office else home
        return row
    if subject is None:
        return None
    row.key, row.agency_id = subject.key, subject.agency
    row.case = each.case if each.case in subject.cases else ""
    return row


@transaction.atomic
def take_back(user: Any, key: uuid.UUID, note: str = "") -> bool:
    """Take one's own tap back, with the search in vain that its `note` was counted as; whether there was one."""
    return _take_back(user, {key: note}) > 0


def _take_back(user: Any, notes: dict[uuid.UUID, str]) -> int:
    """Take taps back, each with what was noted with it; how many there were."""
    standing = Tap.objects.select_for_update().filter(pk__in=list(notes), by=user, taken_back=False)
    gone = list(standing.order_by("pk"))
    for row in gone:
        if row.kind == OTHER and notes[row.pk]:
            day = timezone.localdate(row.received_at)
            transaction.on_commit(partial(asked.note_taken_back, notes[row.pk], day))
    return Tap.objects.filter(pk__in=[row.pk for row in gone]).update(taken_back=True)
