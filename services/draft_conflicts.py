"""Someone saves a form of which someone else saved the draft meanwhile: who changed what, and what to choose from."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from services import audit, draft_rows, draft_state, drafting, scope
from services.draft_words import Words, changes, in_short
from services.merging_drafts import Difference, Merged, Path, State, differences, merge, with_own_keys
from services.models import DraftVersion, Entry

MINE, THEIRS = "saya", "tersimpan"
"""What a choice can be set to."""


@dataclass(frozen=True)
class Conflict:
    """What both started from (and its revision), what is saved now, what someone typed since `opened_at`.

    `wanted_more`: they pressed a button that does more than save.
    """

    base: State
    theirs: State
    mine: State
    revision: int
    opened_at: datetime.datetime
    wanted_more: bool = False

    @property
    def differences(self) -> list[Difference]:
        """What there is to choose from."""
        return differences(self.base, self.theirs, self.mine)

    @property
    def adds_something(self) -> bool:
        """Whether they typed anything that is not saved already."""
        return any(each.side != "theirs" for each in self.differences)

    def merged(self, chosen: set[Path]) -> Merged:
        """What is saved now, with what they typed at these places."""
        return merge(self.base, self.theirs, self.mine, chosen)

    def overtaken(self, entry: Entry, now: State, chosen: set[Path]) -> "Conflict":
        """The conflict after someone saved once more while they were choosing."""
        newest = drafting.versions(entry).filter(data=self.theirs).values_list("revision", flat=True).first()
        mine = with_own_keys(self.theirs, now, self.merged(chosen).state)
        return Conflict(
            self.theirs, now, mine, newest or self.revision, timezone.now(), wanted_more=self.wanted_more
        )


def sealed(entry: Entry, conflict: Conflict, by: Any) -> str:
    """A conflict for a hidden field: nothing that was typed lives anywhere else until it is saved."""
    data = [
        conflict.base, conflict.theirs, conflict.mine, conflict.revision, conflict.opened_at.isoformat(),
        conflict.wanted_more,
    ]  # fmt: skip
    return draft_rows.seal(entry, "conflict", data, by=by)


def unsealed(entry: Entry, text: str, by: Any) -> Conflict:
    """The conflict of a page that was shown to this person. Raises `signing.BadSignature` for anything else."""
    base, theirs, mine, revision, opened_at, wanted_more = draft_rows.unseal(entry, "conflict", text, by=by)
    return Conflict(base, theirs, mine, revision, datetime.datetime.fromisoformat(opened_at), wanted_more)


@transaction.atomic
def settle(entry: Entry, conflict: Conflict, chosen: set[Path], by: Any) -> Merged | Conflict:
    """Save what was chosen; or, if someone saved once more meanwhile, the conflict with that.

    Raises `ValidationError` where the whole cannot stand, `PermissionError` where it would leave their agencies.
    """
    entry = locked(entry)
    drafting.before_change(entry)
    now = draft_state.read(entry)
    if now != conflict.theirs:
        return conflict.overtaken(entry, now, chosen)
    merged = conflict.merged(chosen)
    if merged.state != now:
        draft_state.write(entry, merged.state)
        if not scope.is_own(entry, by):
            raise PermissionError("The draft would move to an agency that is not theirs.")
        drafting.remember(entry, by)
        audit.record("change", entry, by=by, merged=True)
    return merged


def locked(entry: Entry) -> Entry:
    """The entry read again under a lock: of two who save at once, the second sees what the first wrote.

    Raises `Http404` where it is gone.
    """
    return get_object_or_404(type(entry).objects.select_for_update(of=("self",)), pk=entry.pk)


@dataclass(frozen=True)
class Save:
    """One save that came in between: who, when, and what was different after it."""

    who: str
    at: datetime.datetime
    what: str
    paths: frozenset[Path]
    is_own: bool = False

    def touches(self, path: Path) -> bool:
        """Whether it changed this place, or something within or around it."""
        return any(path[: len(each)] == each or each[: len(path)] == path for each in self.paths)


def saves_since(entry: Entry, conflict: Conflict, reader: Any) -> list[Save]:
    """The saves since the form was opened, oldest first."""
    saves, before = [], conflict.base
    for version in drafting.versions(entry).filter(revision__gte=conflict.revision).order_by("revision"):
        if found := differences(before, before, version.data):
            what = in_short(change.label for change in changes(type(entry), before, version.data))
            paths = frozenset(each.path for each in found)
            saves.append(
                Save(who_saved(version, reader), version.at, what, paths, version.by_id == reader.pk)
            )
        before = version.data
    return saves


def who_saved(version: DraftVersion, reader: Any) -> str:
    """Who made a version, in words for someone."""
    if version.by_id is not None and version.by_id == reader.pk:
        return "Anda sendiri, di jendela lain"
    return version.by_name or "Impor atau perintah server"


@dataclass(frozen=True)
class Choice:
    """One place to choose for: what is saved there and what the reader typed, with the words for who did.

    `side` is what is chosen: MINE or THEIRS; "" where both changed it and the reader did not choose yet.
    """

    number: int
    path: Path
    label: str
    saved: list[str]
    typed: list[str]
    saved_label: str
    who_changed: str
    is_contested: bool
    side: str
    saved_empty: str = ""
    typed_empty: str = ""

    @property
    def takes_mine(self) -> bool:
        """Whether what the reader typed is chosen."""
        return self.side == MINE

    @property
    def takes_theirs(self) -> bool:
        """Whether what is saved is chosen."""
        return self.side == THEIRS

    @property
    def reads_alike(self) -> bool:
        """Whether both say the same words, and differ only in format or links."""
        return self.saved == self.typed

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"pilih-{self.number}"


def choices_of(entry: Entry, conflict: Conflict, saves: list[Save], given: dict[str, str]) -> list[Choice]:
    """What to choose from; `given` are the choices that were made already, by name of field."""
    words = Words(type(entry))
    return [
        _choice(number, each, words.difference(each, conflict.theirs, conflict.mine), saves, given)
        for number, each in enumerate(conflict.differences)
    ]


def _choice(number: int, each: Difference, said: tuple, saves: list[Save], given: dict[str, str]) -> Choice:
    label, saved, typed = said
    last = next((save for save in reversed(saves) if save.touches(each.path)), None)
    whole_item = each.path[0] == "parts" and len(each.path) == 3
    gone = "(dihapus)" if each.base is not None else "(belum ada)"
    side = given.get(f"pilih-{number}", {"mine": MINE, "theirs": THEIRS}.get(each.side, ""))
    return Choice(
        number=number,
        path=each.path,
        label=label,
        saved=saved,
        typed=typed,
        saved_label=_saved_label(last),
        who_changed=_who_changed(each, last),
        is_contested=each.side == "both",
        side=side if side in {MINE, THEIRS} else "",
        saved_empty=gone if whole_item else "(kosong)",
        typed_empty=gone if whole_item else "(kosong)",
    )


def _saved_label(save: Save | None) -> str:
    if save is None or save.is_own:
        return "Isian yang tersimpan"
    return f"Isian {save.who}"


def _who_changed(each: Difference, save: Save | None) -> str:
    if each.side == "mine":
        return "Hanya Anda yang mengubah"
    who = "simpanan lain" if save is None else save.who
    if each.side == "theirs":
        return f"Hanya {who} yang mengubah"
    return f"Diubah oleh Anda dan oleh {who}"


def missing(choices: Collection[Choice]) -> list[Choice]:
    """The places for which nothing was chosen."""
    return [choice for choice in choices if not choice.side]


def picked(choices: Collection[Choice]) -> set[Path]:
    """The places at which what the reader typed is taken."""
    return {choice.path for choice in choices if choice.takes_mine}
