"""The one state an entry is in, for its status line and for lists; a list of any length asks for it in its own query."""

from enum import Enum
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from services.models import DraftVersion, Entry, ReviewState
from services.models.desk import label_of
from services.wording import date_words
from services.workflow_rules import Situation


class State(Enum):
    """Where an entry stands. The first that is true holds, in this order: what waits for someone comes first."""

    REVIEW = "tinjauan"
    RETURNED = "kembali"
    SCHEDULED = "terjadwal"
    DRAFT = "draf"
    WITHDRAWN = "ditarik"
    CHANGED = "berubah"
    LIVE = "terbit"

    @property
    def words(self) -> str:
        """The state in a few words."""
        return WORDS[self]

    @property
    def pill(self) -> str:
        """The class of its mark."""
        return f"pill--{PILLS[self]}"


WORDS = {
    State.REVIEW: "Menunggu tinjauan",
    State.RETURNED: "Dikembalikan",
    State.SCHEDULED: "Terjadwal",
    State.DRAFT: "Draf, belum pernah terbit",
    State.WITHDRAWN: "Ditarik",
    State.CHANGED: "Terbit, draf berisi perubahan",
    State.LIVE: "Terbit",
}
PILLS = {
    State.REVIEW: "review",
    State.RETURNED: "warning",
    State.SCHEDULED: "scheduled",
    State.DRAFT: "draft",
    State.WITHDRAWN: "withdrawn",
    State.CHANGED: "warning",
    State.LIVE: "live",
}


def state_of(situation: Situation) -> State:
    """The state of one entry, from what its draft says exactly."""
    if situation.is_submitted:
        return State.REVIEW
    if situation.entry.review_state == ReviewState.RETURNED:
        return State.RETURNED
    if situation.scheduled is not None:
        return State.SCHEDULED
    if situation.current is None:
        return State.DRAFT
    if situation.is_withdrawn:
        return State.WITHDRAWN
    return State.CHANGED if situation.has_changes else State.LIVE


def with_state(entries: QuerySet) -> QuerySet:
    """Entries with `state_key` (the value of a `State`) and with what `list_words` reads; no further query.

    Whether a draft differs is taken from its remembered versions, not from building it: a change that was undone by hand
    still counts here, and not on its form.
    """
    editions, now = entries.model.editions.rel.related_model.objects, timezone.now()
    of_it = editions.filter(entry=OuterRef("pk"))
    current = of_it.filter(live_from__lte=now).order_by("-live_from", "-number")
    waiting = of_it.filter(live_from__gt=now).exclude(live_from__lte=F("published_at")).order_by("live_from")
    newest = of_it.filter(document__isnull=False).order_by("-number")
    versions = DraftVersion.objects.filter(kind=label_of(entries.model), entry=OuterRef("pk"))
    entries = entries.annotate(
        current_from=Subquery(current.values("live_from")[:1]),
        current_digest=Subquery(current.values("digest")[:1]),
        scheduled_from=Subquery(waiting.values("live_from")[:1]),
        approved_at=Subquery(newest.values("published_at")[:1]),
    )
    entries = entries.annotate(has_newer_version=Exists(versions.filter(at__gt=OuterRef("approved_at"))))
    return entries.annotate(
        state_key=Case(*_cases(), default=Value(State.LIVE.value), output_field=CharField())
    )


def _cases() -> list[When]:
    conditions = {
        State.REVIEW: Q(review_state=ReviewState.SUBMITTED),
        State.RETURNED: Q(review_state=ReviewState.RETURNED),
        State.SCHEDULED: Q(scheduled_from__isnull=False),
        State.DRAFT: Q(current_from=None),
        State.WITHDRAWN: Q(current_digest=""),
        State.CHANGED: Q(has_newer_version=True),
    }
    return [When(condition, then=Value(state.value)) for state, condition in conditions.items()]


def list_words(entry: Any) -> str:
    """The date that belongs to the state of an entry read `with_state`: "sejak 3 Januari 2026"."""
    state = State(entry.state_key)
    moments = {
        State.REVIEW: ("sejak", entry.submitted_at),
        State.SCHEDULED: ("pada", entry.scheduled_from),
        State.LIVE: ("sejak", entry.current_from),
        State.CHANGED: ("sejak", entry.current_from),
        State.WITHDRAWN: ("sejak", entry.current_from),
    }
    words, moment = moments.get(state, ("", None))
    return f"{words} {date_words(timezone.localtime(moment), short=True)}" if moment else ""


def state_in_list(entry: Entry) -> State:
    """The state of an entry that was read `with_state`."""
    return State(entry.state_key)
