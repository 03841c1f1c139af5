"""What officers do with questions of residents. Every function is atomic and gives back what is needed to undo it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from faq.inbox import state
from faq.inbox.arriving import address_of
from faq.inbox.grouping import regroup
from faq.inbox.people import answerers_of, name_of
from faq.models import Inquiry, InquiryState, Question
from services import audit, notifying, scope
from services.wording import relative_day

ANSWERED = [
    "answer", "answer_before", "question", "answered_by", "answered_at", "state", "answer_changed_at",
]  # fmt: skip
"""What an answer changes."""


class Overtaken(Exception):
    """What was looked at stands differently by now. `rows` are the questions as they are."""

    def __init__(self, rows: Sequence[Inquiry]) -> None:
        self.rows = list(rows)
        super().__init__("didahului")


@dataclass
class Change:
    """What was changed: the question to look at next, and all that is needed to take it back."""

    lead: Inquiry
    before: state.State
    after: str = field(default="")
    answered: list[int] = field(default_factory=list)
    """Primary keys of those that got an answer."""


def group_of(inquiry: Inquiry) -> list[Inquiry]:
    """The question and those that ask the same, the lead first."""
    lead = inquiry.lead_id or inquiry.pk
    rows = Inquiry.objects.filter(pk=lead) | Inquiry.objects.filter(lead=lead)
    found = rows.select_related("agency", "service", "question", "assigned_to", "answered_by")
    return sorted(found, key=lambda each: (each.pk != lead, each.asked_at, each.pk))


def hold(*, shown: Collection[int], seal: str, by: Any) -> list[Inquiry]:
    """The questions that were shown, held until the transaction ends: a colleague who answers them waits that long.

    Raises `Overtaken` if any of them is not as it was (`seal`).
    """
    rows = _locked(shown, by)
    if len(rows) != len(set(shown)) or state.seal(rows) != seal:
        raise Overtaken(rows)
    return rows


@transaction.atomic
def answer(
    *, shown: Collection[int], chosen: Collection[int], seal: str, by: Any, text: str = "",
    question: Question | None = None,
) -> Change:  # fmt: skip
    """Answer the chosen ones of the questions that were shown, with a text, with a question of the FAQ, or both.

    The others stay as they are, as a group of their own. What was answered before gets the new answer, and says when.
    Raises `Overtaken` if any of those shown is not as it was (`seal`).
    """
    rows = hold(shown=shown, seal=seal, by=by)
    touched = _with_groups(rows)
    before, now = state.read(touched), timezone.now()
    picked = [row for row in touched if row.pk in set(chosen) & set(shown)]
    if not picked:
        raise ValueError("Pilih paling sedikit satu pertanyaan.")
    for row in picked:
        if row.state == InquiryState.ANSWERED:
            row.answer_changed_at = now
        else:
            row.answered_at, row.state, row.answer_changed_at = now, InquiryState.ANSWERED, None
        row.answer_before, row.answer, row.question, row.answered_by = row.answer, text, question, by
        row.save(update_fields=ANSWERED)
    lead = _separate(touched, picked)
    _record("answer", picked, by)
    change = _done(lead, before)
    change.answered = [row.pk for row in picked]
    return change


@transaction.atomic
def mark(*, chosen: Collection[int], by: Any, to: InquiryState) -> Change:
    """Say that questions are none (`SPAM`), or wait for an answer after all (`OPEN`). Their followers get another lead.

    Raises `Overtaken` if one of them was answered meanwhile or stands there already.
    """
    rows = _locked(chosen, by)
    wrong = {InquiryState.ANSWERED, to}
    if not rows or len(rows) != len(set(chosen)) or any(row.state in wrong for row in rows):
        raise Overtaken(rows)
    touched = _with_groups(rows)
    before = state.read(touched)
    picked = [row for row in touched if row.pk in set(chosen)]
    Inquiry.objects.filter(pk__in=[row.pk for row in picked]).update(state=to)
    lead = _separate(touched, picked)
    _record("spam" if to == InquiryState.SPAM else "not-spam", picked, by)
    return _done(lead, before)


@transaction.atomic
def assign(*, lead: int, to: Any | None, by: Any) -> Change:
    """Give a question and those that ask the same to a colleague, who is told, or to nobody (None).

    Raises `ValueError` for someone who may not answer it.
    """
    rows = _with_groups(_locked([lead], by))
    agency = rows[0].agency
    if to is not None and not answerers_of(agency).filter(pk=to.pk).exists():
        raise ValueError("Petugas ini tidak menjawab pertanyaan untuk instansi ini.")
    before = state.read(rows)
    Inquiry.objects.filter(pk__in=[row.pk for row in rows]).update(assigned_to=to)
    if to is not None and to.pk != by.pk:
        due = rows[0].due_on
        until = f", dijanjikan terjawab {relative_day(due, timezone.localdate())}" if due else ""
        notifying.notify(
            [to], f"{name_of(by)} menugaskan sebuah pertanyaan warga kepada Anda{until}.", address_of(rows[0])
        )
    return _done(rows[0], before)


@transaction.atomic
def merge(*, leads: Collection[int], by: Any) -> Change:
    """Make one group of open ones of the same agency. Raises `Overtaken` if one is not open or not there any more."""
    rows = _locked(leads, by)
    if len(rows) != len(set(leads)) or any(row.state != InquiryState.OPEN for row in rows):
        raise Overtaken(rows)
    if len({row.agency_id for row in rows}) != 1:
        raise Overtaken(rows)
    touched = [row for row in _with_groups(rows) if row.state == InquiryState.OPEN]
    before = state.read(touched)
    keeper = next((row.assigned_to_id for row in touched if row.assigned_to_id), None)
    Inquiry.objects.filter(pk__in=[row.pk for row in touched]).update(kept_apart=False, assigned_to=keeper)
    return _done(regroup(touched), before)


@transaction.atomic
def split(*, member: int, by: Any) -> Change:
    """Take one question out of its group; it is never put back by itself. Returns what stays of the group as `lead`."""
    rows = _locked([member], by)
    touched = _with_groups(rows) if rows else []
    if len(touched) < 2:
        raise Overtaken(rows)
    before = state.read(touched)
    Inquiry.objects.filter(pk=member).update(kept_apart=True)
    regroup([row for row in touched if row.pk == member])
    return _done(regroup([row for row in touched if row.pk != member]), before)


def _locked(keys: Collection[int], by: Any) -> list[Inquiry]:
    """Own rows, held until the transaction ends."""
    rows = scope.own(Inquiry.objects.select_for_update(of=("self",)), by)
    return list(rows.filter(pk__in=set(keys)).select_related("agency").order_by("pk"))


def _with_groups(rows: Iterable[Inquiry]) -> list[Inquiry]:
    """These rows and all that are in a group with one of them."""
    leads = {row.lead_id or row.pk for row in rows}
    found = Inquiry.objects.filter(pk__in=leads) | Inquiry.objects.filter(lead__in=leads)
    return list(found.select_related("agency").order_by("asked_at", "pk"))


def _separate(touched: Sequence[Inquiry], picked: Sequence[Inquiry]) -> Inquiry:
    """Those that were picked become a group, what stays of each group another. Returns the lead of those picked."""
    keys = {row.pk for row in picked}
    rest: dict[int, list[Inquiry]] = {}
    for row in touched:
        if row.pk not in keys:
            rest.setdefault(row.lead_id or row.pk, []).append(row)
    for left in rest.values():
        regroup(left)
    return regroup(picked)


def _record(action: str, rows: Sequence[Inquiry], by: Any) -> None:
    """What the asker will see is written down, without what they wrote; nobody needs to be reminded any more."""
    first = rows[0]
    audit.record(
        action, first, by=by, name=f"Pertanyaan warga nomor {first.pk}", inquiries=[row.pk for row in rows]
    )
    for row in rows:
        notifying.settle(address_of(row))


def _done(lead: Inquiry, before: state.State) -> Change:
    rows = Inquiry.objects.filter(pk__in=before).order_by("pk")
    return Change(lead, before, state.seal(rows, state.ALL))
