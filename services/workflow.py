"""From draft to public between people: submit, return, approve, schedule, withdraw, restore.

`services.publishing` knows how an entry becomes public; here stands who may decide it, and who hears of it. Every
function is atomic, takes the entry and who acts, and raises `Refused` (a `ValidationError`) with words for that person.
"""

import calendar
import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from services import audit, drafting, publishing
from services.document import digest
from services.models import Edition, Entry, ReviewState
from services.workflow_notes import Told, tell
from services.workflow_rules import Action, Situation, objection

LONGEST_REMARK = 1000

before_publish_hints: list[Callable[[Entry, Any], list[str]]] = []
"""What other apps tell someone who is about to publish `document` (None: to withdraw), in sentences. They add theirs."""


class Refused(ValidationError):
    """The rules, or where the entry stands, do not allow this now."""


class ChangedMeanwhile(Refused):
    """The draft is not the one that was looked at."""

    def __init__(self) -> None:
        super().__init__(
            "Draf ini berubah sejak halaman ini Anda buka. Di bawah ini isinya yang sekarang: baca lagi, lalu putuskan."
        )


def fingerprint(entry: Entry) -> str:
    """Names what a draft says now. It differs after every save, and where a shared text that it takes in has changed."""
    return f"{entry.revision}-{digest(entry.draft_data())[:16]}"


def hints(entry: Entry, document: Any) -> list[str]:
    """What the apps have to say before `document` (None: nothing) takes the place of what is public."""
    return [words for each in before_publish_hints for words in each(entry, document)]


@transaction.atomic
def submit(entry: Entry, *, by: Any, remark: str = "") -> Entry:
    """Ask the reviewers to look at the draft. Raises `NotReady` where something is missing."""
    entry = _locked(entry)
    situation = Situation(entry)
    _insist(Action.SUBMIT, situation, by)
    _set(entry, ReviewState.SUBMITTED, _checked(remark), submitted_at=timezone.now(), submitted_by=by)
    audit.record("submit", entry, by=by, **_said(remark))
    tell(Told.SUBMITTED, situation, by, remark=remark)
    return entry


@transaction.atomic
def take_back(entry: Entry, *, by: Any) -> Entry:
    """Go on editing what was submitted."""
    entry = _locked(entry)
    situation = Situation(entry)
    _insist(Action.TAKE_BACK, situation, by)
    audit.record("take-back", entry, by=by)
    tell(Told.TAKEN_BACK, situation, by)
    _settle(entry)
    return entry


@transaction.atomic
def give_back(entry: Entry, *, by: Any, remark: str) -> Entry:
    """Return a submitted draft to its editors, with what to do about it."""
    entry = _locked(entry)
    situation = Situation(entry)
    _insist(Action.RETURN, situation, by)
    if not remark.strip():
        raise Refused("Tulis apa yang perlu diperbaiki; penyunting membacanya.")
    _set(entry, ReviewState.RETURNED, _checked(remark))
    audit.record("return", entry, by=by, **_said(remark))
    tell(Told.RETURNED, situation, by, remark=remark)
    return entry


@transaction.atomic
def approve(
    entry: Entry, *, by: Any, seen: str = "", note: str = "", live_from: datetime.datetime | None = None
) -> Edition:
    """Publish the draft now, or on a date. `seen` is the `fingerprint` of what the reviewer looked at ("": not asked).

    Raises `ChangedMeanwhile` if the draft says something else by now, `NotReady` where something is missing, and
    `Refused` to its authors while the agency wants another reviewer.
    """
    entry = _locked(entry)
    if seen and seen != fingerprint(entry):
        raise ChangedMeanwhile
    situation = Situation(entry)
    _insist(Action.SCHEDULE if live_from else Action.PUBLISH, situation, by)
    own = {"own_change": True, "review_by_other": False} if by.pk in situation.authors else {}
    edition = publishing.publish(entry, by=by, live_from=live_from, note=note.strip(), detail=own)
    tell(Told.SCHEDULED if live_from else Told.PUBLISHED, situation, by, edition=edition)
    _settle(entry)
    _plan_review(entry, live_from)
    return edition


@transaction.atomic
def unschedule(entry: Entry, *, by: Any) -> Entry:
    """Drop what waits for its moment; what is public stays, and so does the draft."""
    entry = _locked(entry)
    situation = Situation(entry)
    _insist(Action.UNSCHEDULE, situation, by)
    tell(Told.UNSCHEDULED, situation, by, edition=situation.scheduled)
    publishing.unschedule(entry, by=by)
    return entry


@transaction.atomic
def withdraw(
    entry: Entry,
    *,
    by: Any,
    reason: str,
    replacement: str = "",
    live_from: datetime.datetime | None = None,
) -> Edition:
    """Take an entry down. A replacement is the slug of another entry of its kind that is public now.

    A draft that was submitted is settled with it, unless the withdrawal waits for a date.
    """
    entry = _locked(entry)
    situation = Situation(entry)
    _insist(Action.WITHDRAW, situation, by)
    if replacement and not entry.editions.model.objects.live().filter(slug=replacement).exists():
        raise Refused("Pengganti harus entri yang sedang terbit.")
    edition = publishing.withdraw(entry, by=by, reason=reason, replacement=replacement, live_from=live_from)
    tell(Told.WITHDRAWN, situation, by, edition=edition)
    if live_from is None:
        _settle(entry)
    return edition


@transaction.atomic
def restore(entry: Entry, *, by: Any, number: int) -> Entry:
    """Bring what an edition says back into the draft; what the draft said stays among its versions."""
    entry = _locked(entry)
    _insist(Action.RESTORE, Situation(entry), by)
    drafting.before_change(entry)
    return publishing.restore(entry, number, by=by)


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or that month's last: 31 August and six months is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _plan_review(entry: Entry, live_from: datetime.datetime | None) -> None:
    """Two people just read the entry: a check that was never planned, or is overdue, is planned anew.

    One that lies ahead stays: mending a typo is no reason to look at the facts half a year later.
    """
    today = timezone.localdate()
    if entry.review_by is None or entry.review_by < today:
        start = timezone.localdate(live_from) if live_from else today
        type(entry).objects.filter(pk=entry.pk).update(review_by=months_later(start, entry.review_months))


def _insist(action: Action, situation: Situation, by: Any) -> None:
    refused = objection(action, situation, by)
    if refused and refused.problems:
        raise publishing.NotReady(list(refused.problems))
    if refused:
        raise Refused(refused.words)


def _checked(remark: str) -> str:
    if len(remark) > LONGEST_REMARK:
        raise Refused(f"Catatan paling banyak {LONGEST_REMARK} huruf.")
    return remark.strip()


def _said(remark: str) -> dict[str, str]:
    return {"remark": remark.strip()} if remark.strip() else {}


def _locked(entry: Entry) -> Entry:
    return type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)


def _set(entry: Entry, state: str, remark: str, **fields: Any) -> None:
    """Where a draft stands between people is no part of what it says: its revision stays as it is."""
    entry.review_state, entry.review_remark = state, remark
    type(entry).objects.filter(pk=entry.pk).update(review_state=state, review_remark=remark, **fields)


def _settle(entry: Entry) -> None:
    """Nothing waits for a reviewer any more."""
    _set(entry, "", "", submitted_at=None, submitted_by=None)
