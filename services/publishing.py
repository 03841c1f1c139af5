"""From draft to public and back: preflight, publish, schedule, withdraw, restore, compare.

Every function here is atomic and takes any `Entry` (a service, a question). Readers see the edition
before or the edition after, never a part: publishing is the insertion of one row.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError as DocumentError

from services import audit, drafting
from services.catalogue_faults import reason_of
from services.document import digest
from services.fields import clean_html
from services.models import Edition, Entry
from services.search import index

LONGEST_REASON = 2000
LONGEST_NOTE = 250


@dataclass(frozen=True)
class Problem:
    """Something that keeps an entry from being published: the field, and what to do, in plain Indonesian."""

    field: str
    message: str


class NotReady(ValidationError):
    """The draft does not pass preflight. `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__([problem.message for problem in problems])


def preflight(entry: Entry) -> list[Problem]:
    """Everything that keeps the draft from being published; an empty list means it can be."""
    return examine(entry)[0]


def examine(entry: Entry) -> tuple[list[Problem], Any]:
    """The problems of the draft and, if there are none, the document it makes; else None."""
    data = entry.draft_data()
    if missing := entry.missing_parts(data):
        return [Problem(field, message) for field, message in missing], None
    try:
        return [], _document(entry, data)
    except DocumentError as error:
        return _problems(error), None


def _problems(error: DocumentError) -> list[Problem]:
    return [
        Problem(".".join(map(str, each["loc"])), f"Isian tidak sah: {reason_of(each)}")
        for each in error.errors()
    ]


def build(entry: Entry) -> Any:
    """The draft as a validated document. Raises `NotReady` where it cannot be one.

    Rich text is cleaned here too: an edition must be safe whatever the rows were made to hold.
    """
    try:
        return _document(entry, entry.draft_data())
    except DocumentError as error:
        raise NotReady(_problems(error)) from error


def _document(entry: Entry, data: dict[str, Any]) -> Any:
    for name in ("description", "details"):
        if name in data:
            data[name] = clean_html(data[name])
    return entry.document_class.model_validate(data)


@transaction.atomic
def publish(
    entry: Entry,
    *,
    by: Any = None,
    live_from: datetime.datetime | None = None,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Edition:
    """Publish the draft now, or schedule it for `live_from`. Returns the new edition. `detail` goes to the audit log.

    A draft that says what the edition in force already says (and nothing is scheduled) is not published
    again: the edition in force is returned. An edition scheduled before is replaced by this one.
    Raises `NotReady` if preflight finds anything, `ValidationError` for a `live_from` in the past.
    """
    entry = _locked(entry)
    now = entry.latest_moment()
    _check_moment(live_from, now)
    if len(note) > LONGEST_NOTE:
        raise ValidationError(f"Catatan perubahan paling banyak {LONGEST_NOTE} huruf.")
    problems, built = examine(entry)
    if problems:
        raise NotReady(problems)
    document = built.model_dump(mode="json")
    in_force = entry.current_edition(now)
    scheduled = entry.editions.scheduled(now)
    same = in_force is not None and in_force.digest == digest(document)
    if same and not scheduled.exists() and live_from is None:
        return in_force
    scheduled.delete()
    return _append(
        entry,
        document=document,
        digest=digest(document),
        live_from=live_from or now,
        scheduled=live_from is not None,
        by=by,
        detail=detail,
        note=note,
    )


@transaction.atomic
def withdraw(
    entry: Entry,
    *,
    reason: str,
    replacement: str = "",
    by: Any = None,
    live_from: datetime.datetime | None = None,
) -> Edition:
    """Take an entry down, with the reason readers will see and, if there is one, the slug of its replacement.

    Raises `ValidationError` without a reason, for a `live_from` in the past, for an unknown or circular
    replacement, or if there is nothing to take down. Editions that were scheduled are dropped: they would bring
    the entry back.
    """
    entry = _locked(entry)
    now = entry.latest_moment()
    _check_moment(live_from, now)
    if not reason.strip():
        raise ValidationError("Tulis alasan penarikan; pembaca akan melihatnya.")
    if len(reason) > LONGEST_REASON:
        raise ValidationError(f"Alasan penarikan paling banyak {LONGEST_REASON} huruf.")
    if replacement and (
        replacement == entry.slug or not type(entry).objects.filter(slug=replacement).exists()
    ):
        raise ValidationError(f"Pengganti “{replacement}” tidak ada atau layanan itu sendiri.")
    in_force = entry.current_edition(now)
    scheduled = entry.editions.scheduled(now)
    if (in_force is None or in_force.is_withdrawal) and not scheduled.exists():
        raise ValidationError("Tidak ada yang ditarik: entri ini tidak sedang terbit.")
    scheduled.delete()
    return _append(
        entry,
        withdrawal_reason=reason.strip(),
        replacement=replacement,
        live_from=live_from or now,
        scheduled=live_from is not None,
        by=by,
    )


@transaction.atomic
def unschedule(entry: Entry, *, by: Any = None) -> bool:
    """Drop what is scheduled and has not taken effect. Returns whether there was anything."""
    entry = _locked(entry)
    deleted, _ = entry.editions.scheduled(timezone.now()).delete()
    index.note(entry.editions.model, entry.slug)
    if deleted:
        audit.record("unschedule", entry, by=by)
    return bool(deleted)


@transaction.atomic
def restore(entry: Entry, number: int, *, by: Any = None) -> Entry:
    """Bring what edition `number` says back into the draft; nothing public changes until it is published.

    Raises `ValidationError` if there is no such edition or it is a withdrawal.
    """
    entry = _locked(entry)
    edition = entry.editions.filter(number=number).first()
    if edition is None or edition.is_withdrawal:
        raise ValidationError(f"Edisi {number} tidak ada atau tidak berisi dokumen.")
    drafting.before_change(entry)
    entry.restore_draft(edition.content())
    drafting.remember(entry, by)
    audit.record("restore", entry, by=by, edition=number)
    return entry


def has_unpublished_changes(entry: Entry) -> bool:
    """Whether the draft says something else than what is in force or waits to be."""
    newest = entry.editions.filter(document__isnull=False).order_by("-number").first()
    if newest is None:
        return True
    try:
        return digest(build(entry).model_dump(mode="json")) != newest.digest
    except NotReady:
        return True


def _check_moment(live_from: datetime.datetime | None, now: datetime.datetime) -> None:
    if live_from is not None and live_from < now:
        raise ValidationError("Waktu berlakunya sudah lewat. Kosongkan bila berlaku sekarang.")


def _locked(entry: Entry) -> Entry:
    """The entry read again under a lock, so that two publishers number their editions one after the other."""
    return type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)


def _append(
    entry: Entry, *, by: Any, scheduled: bool, detail: dict[str, Any] | None = None, **fields: Any
) -> Edition:
    newest = entry.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = entry.editions.model(entry=entry, number=newest + 1, published_by=by, **fields)
    if not scheduled:
        edition.published_at = edition.live_from
    edition.fill_columns()
    edition.save()
    index.note(type(edition), entry.slug)
    told = {"edition": edition.number, **_said(edition, scheduled), **(detail or {})}
    audit.record(_action(edition, scheduled), entry, by=by, **told)
    return edition


def _action(edition: Edition, scheduled: bool) -> str:
    if edition.is_withdrawal:
        return "withdraw"
    return "schedule" if scheduled else "publish"


def _said(edition: Edition, scheduled: bool) -> dict[str, str]:
    """What the audit log keeps of an edition besides its number."""
    said = {"note": edition.note, "reason": edition.withdrawal_reason, "replacement": edition.replacement}
    if scheduled:
        said["live_from"] = edition.live_from.isoformat()
    return {name: value for name, value in said.items() if value}
