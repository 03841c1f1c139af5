"""What changed between two editions, in the words of someone who has to come to the counter.

Pure: from two documents and the shared facts to lines. Staff read `services.comparing` part by part; residents read
this, where parts that say the same thing are one line and what only machines read is a small correction.
"""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.comparing import Change, compare
from services.document import Frozen
from services.facts import SharedFacts
from services.history_words import EVERY, FIELDS, Field, Side, field_of
from services.language import in_language

LONG = 70
"""Letters; longer texts stand below each other as old and new, shorter ones in one sentence."""
EMPTY = (None, "", [])
KEYED = {"cases", "requirements", "legal_bases"}
"""Lists whose items are known by a key."""


@dataclass(frozen=True)
class Line:
    """One thing that changed: what it is, of which item, and the words before and after it ("" where it has none)."""

    head: str
    subject: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_exchange(self) -> bool:
        """Whether something was there before and is there after."""
        return bool(self.before and self.after)

    @property
    def is_long(self) -> bool:
        """Whether before and after are too long for one sentence."""
        return self.is_exchange and max(len(_plain(self.before)), len(_plain(self.after))) > LONG

    @property
    def text(self) -> str:
        """The only words there are, where nothing is exchanged."""
        return "" if self.is_exchange else self.after or self.before

    @property
    def words(self) -> str:
        """The line as one sentence of plain text: "Biaya: dari Rp50.000 menjadi Gratis"."""
        head = f"{self.head} ({self.subject})" if self.subject else self.head
        values = {"what": head, "before": _plain(self.before), "after": _plain(self.after)}
        if self.is_long:
            return _("%(what)s: semula “%(before)s”, kini “%(after)s”") % values
        if self.is_exchange:
            return _("%(what)s: dari %(before)s menjadi %(after)s") % values
        return f"{head}: {_plain(self.text)}" if self.text else head


def _plain(words: str) -> str:
    """The words alone, of those that are marked up with their language."""
    return unescape(strip_tags(words)) if isinstance(words, SafeString) else words


def lines(before: Frozen, after: Frozen, facts: SharedFacts) -> list[Line]:
    """Everything that differs between two documents of one kind, in the order of the document.

    Differences that residents do not read are one line at the end. Two equal documents give no line.
    """
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    changes = compare(old, new)
    sides, paths = (Side(old, facts), Side(new, facts)), {change.path for change in changes}
    told = [line_of(change, sides) for change in changes if not is_said_beside(change, paths)]
    small = [_small_correction()] if None in told else []
    return [*dict.fromkeys(filter(None, told)), *small]


def _small_correction() -> Line:
    return Line(_("Perbaikan kecil pada data pendukung"))


def _place(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path with its item's key left open; that of a whole item is its list's."""
    if path[0] not in KEYED:
        return path
    return (path[0], EVERY, *path[2:]) if len(path) > 2 else path[:1]


def is_said_beside(change: Change, paths: set[tuple[str, ...]]) -> bool:
    """Whether the part next to it changed too and says the same in words."""
    field = FIELDS.get(_place(change.path))
    return field is not None and bool(field.unless) and (*change.path[:-1], field.unless) in paths


def line_of(change: Change, sides: tuple[Side, Side]) -> Line | None:
    """The change in words; None where no resident would see a difference."""
    field = field_of(_place(change.path), sides[1].document)
    if field is None:
        return None
    subject = _subject(change.path, sides[1])
    if field.whole:
        before, after = (field.show(_at(side.document, change.path), side) for side in sides)
    elif change.kind == "moved":
        return Line(str(field.moved), subject)
    else:
        before = "" if change.before in EMPTY else field.show(change.before, sides[0])
        after = "" if change.after in EMPTY else field.show(change.after, sides[1])
    if before == after:
        return None
    return Line(_head(field, change.kind), subject, before, after)


def _head(field: Field, kind: str) -> str:
    if kind == "added" and field.added:
        return str(field.added)
    if kind == "removed" and field.removed:
        return str(field.removed)
    if kind == "removed" and not field.whole:
        return _("%(part)s, dihapus") % {"part": field.changed}
    return str(field.changed)


def _subject(path: tuple[str, ...], side: Side) -> str:
    """The item that a part belongs to, unless it is the item's own name that changed."""
    if len(path) < 3 or path[-1] in {"label", "short"} or path[0] not in KEYED:
        return ""
    item = _at(side.document, path[:2])
    return in_language(item.get("label") or item.get("short") or path[1], "")


def _at(document: dict[str, Any], path: tuple[str, ...]) -> Any:
    """What stands at a path; None where there is nothing."""
    value: Any = document
    for step in path:
        if isinstance(value, list):
            value = next((item for item in value if item.get("key") == step), None)
        elif isinstance(value, dict):
            value = value.get(step)
    return value
