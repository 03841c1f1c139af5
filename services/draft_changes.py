"""Two documents of an entry side by side, for those who decide: everything that differs, in the words readers get.

`services.history` tells residents; what it folds into a small correction stands here in full. Texts are compared word by
word, so that one changed number in a long sentence is seen.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from services.comparing import Change, compare
from services.descriptions import plain_text
from services.document import Frozen
from services.draft_words import LINKS
from services.facts import SharedFacts
from services.history import line_of
from services.history_words import Side

SECTIONS = {
    "Nama dan ringkasan": ("name", "short_name", "name_en", "summary", "summary_en", "category", "agency",
                           "responsible_unit"),
    "Pertanyaan dan jawaban": ("question", "answer", "details"),
    "Keadaan, berkas, dan pemohon": ("cases", "requirements", "not_required", "who_can_apply", "representation"),
    "Langkah dan penjelasan": ("steps", "description"),
    "Waktu, biaya, dan hasil": ("processing_time", "fee", "product", "validity", "reporting_deadline"),
    "Tempat dan daring": ("offices", "location_note", "online", "tips"),
    "Dasar hukum, pengaduan, dan layanan terkait": ("legal_bases", "channels", "related", "topic", "service",
                                                    "related_services", "related_questions"),
    "Kata pencarian": ("everyday_names", "search_terms", "keywords"),
    "Pemeriksaan isi": ("evidence",),
}  # fmt: skip
"""The parts of documents in the order of the public page."""
OTHER = "Lain-lain"
NAMED = {
    "related": "related",
    "service": "related",
    "related_services": "related",
    "related_questions": "named_questions",
}
"""Parts of documents that name other entries by slug, and what `draft_words.LINKS` calls those."""
UNLIKE = 0.35
"""Below which share of common words two texts are shown as two, not as one that was rewritten."""
LONGEST = 4000
"""Words and spaces of both texts together that are compared word by word; longer ones are marked as a whole."""

Names = dict[str, dict[str, str]]
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Row:
    """One thing that differs: what it is, of which item, and the words before and after ("" where there are none).

    `is_supporting`: readers are told of it as a small correction only.
    """

    head: str
    subject: str
    before: str
    after: str
    is_supporting: bool = False

    @cached_property
    def _marked(self) -> tuple[SafeString, SafeString]:
        return marked(self.before, self.after)

    @property
    def before_html(self) -> SafeString:
        """The words before, with what is gone marked."""
        return self._marked[0]

    @property
    def after_html(self) -> SafeString:
        """The words after, with what is new marked."""
        return self._marked[1]


@dataclass(frozen=True)
class Section:
    """What differs in one part of the page."""

    title: str
    rows: list[Row]


def sections(before: Frozen, after: Frozen, facts: SharedFacts) -> list[Section]:
    """Everything that differs between two documents of one kind, by parts of the page; [] for equal ones."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    changes = compare(old, new)
    sides = Side(old, facts), Side(new, facts)
    names = _names(changes)
    found: dict[str, list[Row]] = {}
    for change in changes:
        found.setdefault(_section_of(change), []).append(_row(change, sides, names))
    return [
        Section(title, list(dict.fromkeys(found[title]))) for title in (*SECTIONS, OTHER) if title in found
    ]


def _section_of(change: Change) -> str:
    return next((title for title, parts in SECTIONS.items() if change.path[0] in parts), OTHER)


def _row(change: Change, sides: tuple[Side, Side], names: Names) -> Row:
    line = line_of(change, sides)  # also of a number that the text beside it says to residents
    if line is None or change.kind == "moved":
        head = line.head if line else capfirst(change.label)
        words = [_words(value, change.path, sides[1].facts, names) for value in (change.before, change.after)]
        return Row(str(head), line.subject if line else "", *words, is_supporting=line is None)
    return Row(line.head, line.subject, str(line.before), str(line.after))


def _words(value: Any, path: tuple[str, ...], facts: SharedFacts, names: Names) -> str:
    """A value of a document as text: lists in one line, keys of other rows by their names."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "ya", False: "tidak"}[value]
    if isinstance(value, list):
        return " · ".join(_words(item, path, facts, names) for item in value)
    if isinstance(value, dict):
        return str(value.get("label") or value.get("short") or value.get("text") or value.get("key", ""))
    if path[0] in NAMED:
        return names[NAMED[path[0]]].get(value, str(value))
    shelves = {"document": facts.documents, "offices": facts.offices, "channels": facts.channels}
    row = shelves.get(path[-1], {}).get(value)
    return row.name if row else plain_text(str(value))


def _names(changes: Iterable[Change]) -> Names:
    """Names of the services and questions that changes name by their slug. No query for none."""
    slugs: dict[str, set[str]] = {}
    for change in changes:
        part = NAMED.get(change.path[0])
        for value in (change.before, change.after) if part else ():
            slugs.setdefault(part, set()).update(value if isinstance(value, list) else [value or ""])
    return {part: _read_names(part, keys) for part, keys in slugs.items()}


def _read_names(part: str, keys: set[str]) -> dict[str, str]:
    model, key, words = LINKS[part]
    return dict(model._default_manager.filter(**{f"{key}__in": keys}).values_list(key, words))


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML: in the first what is gone is `<del>`, in the second what is new is `<ins>`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > LONGEST:
        return _whole(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < UNLIKE:
        return _whole(before, after)
    gone, came = [], []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        same = kind == "equal"
        gone.append(_said("".join(old[old_from:old_to]), "" if same else "del"))
        came.append(_said("".join(new[new_from:new_to]), "" if same else "ins"))
    return mark_safe("".join(gone)), mark_safe("".join(came))


def _whole(before: str, after: str) -> tuple[SafeString, SafeString]:
    return mark_safe(_said(before, "del")), mark_safe(_said(after, "ins"))


def _said(text: str, tag: str) -> str:
    """The text as HTML; in a tag with a word for those who do not see its colour. Spaces around it are not marked."""
    if not tag or not text.strip():
        return escape(text)
    words = text.strip()
    space_before, _, space_after = text.partition(words)
    aloud = {"del": "dihapus", "ins": "ditambah"}[tag]
    before, after = (f'<span class="visually-hidden">{each}</span>' for each in (f"[{aloud}: ", "]"))
    return f"{space_before}<{tag}>{before}{escape(words)}{after}</{tag}>{space_after}"
