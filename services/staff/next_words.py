"""Who does what next with an entry, in a sentence for the one who reads it."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.timesince import timesince

from services.models import AuditRecord, Edition
from services.models.desk import label_of
from services.staff.states import State
from services.wording import date_words
from services.workflow_notes import able_reviewers, clock_of, moment_words, person_words
from services.workflow_rules import Action, Situation, objection

FEW = 3
"""Names that fit a sentence."""


def _draft(situation: Situation, user: Any) -> str:
    if situation.problems:
        return "Lengkapi yang masih kurang, lalu ajukan untuk ditinjau."
    if objection(Action.PUBLISH, situation, user) is None:
        return "Sudah lengkap. Tinjau, lalu terbitkan bila sudah benar."
    if objection(Action.SUBMIT, situation, user) is None:
        return "Sudah lengkap. Ajukan, supaya peninjau menerbitkannya."
    return "Penyunting mengajukannya bila sudah selesai."


def _review(situation: Situation, user: Any) -> str:
    entry = situation.entry
    asked = f"{person_words(entry.submitted_by)} mengajukan {ago(entry.submitted_at)}"
    people = able_reviewers(situation)
    if not people:
        return f"{asked}. Belum ada peninjau lain di instansi ini: minta administrator menambahkannya."
    if user.pk in {person.pk for person in people}:
        return f"{asked}; menunggu Anda{_or_others(person for person in people if person.pk != user.pk)}."
    return f"{asked}; menunggu peninjau ({_names(people)})."


def _returned(situation: Situation, user: Any) -> str:
    record = _last("return", situation)
    by = f"{record.by_name} mengembalikan {ago(record.at)}" if record else "Dikembalikan"
    editor = situation.entry.submitted_by
    if editor is None or editor.pk == user.pk:
        return f"{by}. Perbaiki, lalu ajukan lagi."
    return f"{by}; menunggu {person_words(editor)} memperbaikinya."


def _scheduled(situation: Situation, user: Any) -> str:
    return "Berlaku dengan sendirinya pada waktunya; tidak ada yang perlu dilakukan."


def _withdrawn(situation: Situation, user: Any) -> str:
    return "Tidak ada yang menunggu. Terbitkan drafnya bila akan dipakai lagi."


def _live(situation: Situation, user: Any) -> str:
    day = situation.entry.review_by
    if day is None:
        return "Tidak ada yang menunggu."
    if day < timezone.localdate():
        return f"Sudah waktunya diperiksa lagi (paling lambat {date_words(day, short=True)})."
    return f"Tidak ada yang menunggu. Periksa lagi paling lambat {date_words(day, short=True)}."


def _changed(situation: Situation, user: Any) -> str:
    return f"Draf berisi perubahan yang belum terbit. {_draft(situation, user)}"


NEXT = {
    State.REVIEW: _review,
    State.RETURNED: _returned,
    State.SCHEDULED: _scheduled,
    State.DRAFT: _draft,
    State.WITHDRAWN: _withdrawn,
    State.CHANGED: _changed,
    State.LIVE: _live,
}
"""What each state asks of whom."""


def scheduled_words(edition: Edition) -> str:
    """What waits for its moment, and when that is."""
    what = "Ditarik" if edition.is_withdrawal else f"Edisi {edition.number} terbit"
    return f"{what} {moment_words(edition.live_from, clock_of(edition.entry))}."


def ago(moment: datetime.datetime | None) -> str:
    """How long ago, in one unit: "3 jam lalu"."""
    if moment is None:
        return ""
    if timezone.now() - moment < datetime.timedelta(minutes=1):
        return "baru saja"
    return f"{timesince(moment, depth=1)} lalu"


def _or_others(people: Any) -> str:
    names = _names(people)
    return f" atau {names}" if names else ""


def _names(people: Any) -> str:
    names = [person_words(person) for person in people]
    if len(names) > FEW:
        return f"{', '.join(names[:FEW])}, atau {len(names) - FEW} lainnya"
    return " atau ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _last(action: str, situation: Situation) -> AuditRecord | None:
    entry = situation.entry
    told = AuditRecord.objects.filter(action=action, kind=label_of(entry), key=entry.slug)
    return told.order_by("-at", "-pk").first()
