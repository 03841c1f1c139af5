"""Who may do what with an entry now, and if not, why: read by the status line, the pages and the workflow itself."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from django.utils.functional import cached_property

from services import drafting, entry_kinds, publishing
from services.models import Agency, Edition, Entry, ReviewState

NOT_YOUR_ROLE = "Peran Anda tidak mencakup tindakan ini."
OWN_CHANGE = "Anda mengubah draf ini, jadi peninjau lain yang menerbitkan."


class Action(Enum):
    """What can be done with an entry, by the last word of its page's name."""

    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    RETURN = "return"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


@dataclass(frozen=True)
class Objection:
    """Why someone may not do something now. `is_told`: they would look for the button, so the status line says why."""

    words: str
    is_told: bool = False
    problems: tuple[publishing.Problem, ...] = ()


class Situation:
    """Where an entry stands: its draft, its editions, and what waits. Every part is read once, when it is asked for."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.kind = entry_kinds.of(entry)

    @cached_property
    def current(self) -> Edition | None:
        """The edition or withdrawal that holds now."""
        return self.entry.current_edition()

    @cached_property
    def scheduled(self) -> Edition | None:
        """The edition or withdrawal that waits for its moment."""
        return self.entry.scheduled_edition()

    @cached_property
    def problems(self) -> list[publishing.Problem]:
        """What keeps the draft from being published."""
        return publishing.preflight(self.entry)

    @cached_property
    def has_changes(self) -> bool:
        """Whether the draft says something that was not published or scheduled yet."""
        return publishing.has_unpublished_changes(self.entry)

    @cached_property
    def authors(self) -> set[int]:
        """Primary keys of those who changed the draft since its newest edition."""
        return drafting.authors(self.entry)

    @property
    def is_live(self) -> bool:
        """Whether the public can read it now."""
        return self.current is not None and not self.current.is_withdrawal

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was public and is not any more."""
        return self.current is not None and self.current.is_withdrawal

    @property
    def is_scheduled(self) -> bool:
        """Whether an edition waits for its day, and no withdrawal."""
        return self.scheduled is not None and not self.scheduled.is_withdrawal

    @property
    def is_submitted(self) -> bool:
        """Whether a reviewer is asked to look at it."""
        return self.entry.review_state == ReviewState.SUBMITTED

    @property
    def has_something_new(self) -> bool:
        """Whether publishing the draft would change what the public reads, now or on its day."""
        return self.has_changes or self.is_withdrawn or self.current is None

    @cached_property
    def needs_other_reviewer(self) -> bool:
        """Whether the one who publishes must not be one of the authors."""
        return needs_other_reviewer(self.entry.owning_agency)


def needs_other_reviewer(agency: Agency | None) -> bool:
    """The rule of an agency, or of the one that publishes it. What is nobody's follows all who publish."""
    if agency is None:
        publishing_ones = Agency.objects.filter(publisher=None).exclude(official_name="")
        return publishing_ones.filter(review_by_other=True).exists() or not publishing_ones.exists()
    publisher = agency.publisher
    return agency.review_by_other and (publisher is None or publisher.review_by_other)


def may_publish_own(entry: Entry, user: Any) -> bool:
    """Whether someone may publish what they changed themselves: the button of the form that saves and publishes."""
    may_publish = user.has_perm(entry_kinds.of(entry).publish_permission)
    return may_publish and not needs_other_reviewer(entry.owning_agency)


def objection(action: Action, situation: Situation, user: Any) -> Objection | None:
    """Why someone may not do this now; None if they may."""
    permission = (
        situation.kind.change_permission if action in BY_EDITORS else situation.kind.publish_permission
    )
    if not user.has_perm(permission):
        return Objection(NOT_YOUR_ROLE)
    return CHECKS[action](situation, user)


def _submit(situation: Situation, user: Any) -> Objection | None:
    if situation.is_submitted:
        return Objection("Draf ini sudah diajukan dan menunggu peninjau.")
    if not situation.has_something_new:
        return Objection("Tidak ada yang diajukan: draf sama dengan yang sudah terbit.")
    return _complete(situation)


def _take_back(situation: Situation, user: Any) -> Objection | None:
    if not situation.is_submitted:
        return Objection("Draf ini tidak sedang diajukan.")
    if user.pk != situation.entry.submitted_by_id and user.pk not in situation.authors:
        return Objection("Hanya yang mengajukan atau mengubah draf ini yang dapat menarik pengajuannya.")
    return None


def _return(situation: Situation, user: Any) -> Objection | None:
    if not situation.is_submitted:
        return Objection("Draf ini tidak sedang diajukan, jadi tidak ada yang dikembalikan.")
    if user.pk == situation.entry.submitted_by_id:
        return Objection("Anda sendiri yang mengajukan: tarik saja pengajuannya.")
    return None


def _publish(situation: Situation, user: Any) -> Objection | None:
    if not situation.has_something_new and not situation.is_scheduled:
        return Objection("Tidak ada yang diterbitkan: draf sama dengan yang sudah terbit.")
    if incomplete := _complete(situation):
        return incomplete
    if situation.needs_other_reviewer and user.pk in situation.authors:
        return Objection(OWN_CHANGE, is_told=True)
    return None


def _schedule(situation: Situation, user: Any) -> Objection | None:
    refused = _publish(situation, user)
    return refused and replace(refused, is_told=False)


def _unschedule(situation: Situation, user: Any) -> Objection | None:
    return None if situation.scheduled else Objection("Tidak ada yang terjadwal.")


def _withdraw(situation: Situation, user: Any) -> Objection | None:
    if situation.is_live or situation.is_scheduled:
        return None
    return Objection("Tidak ada yang ditarik: entri ini tidak sedang terbit.")


def _restore(situation: Situation, user: Any) -> Objection | None:
    if situation.entry.editions.filter(document__isnull=False).exists():
        return None
    return Objection("Belum ada edisi yang dapat dikembalikan.")


def _complete(situation: Situation) -> Objection | None:
    if not situation.problems:
        return None
    return Objection("Draf belum lengkap.", problems=tuple(situation.problems))


BY_EDITORS = {Action.SUBMIT, Action.TAKE_BACK, Action.RESTORE}
"""What needs the permission to change; the rest needs that to publish."""

CHECKS = {
    Action.SUBMIT: _submit,
    Action.TAKE_BACK: _take_back,
    Action.RETURN: _return,
    Action.PUBLISH: _publish,
    Action.SCHEDULE: _schedule,
    Action.UNSCHEDULE: _unschedule,
    Action.WITHDRAW: _withdraw,
    Action.RESTORE: _restore,
}
