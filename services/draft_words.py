"""Drafts in the words of their form: what each place is called, and what stands there, as lines of text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import BooleanField, Field, ForeignKey, Model
from django.utils.text import capfirst

from services.descriptions import BREAKS, plain_text
from services.fields import RichTextField
from services.merging_drafts import ORDER, Difference, Path, State, differences
from services.models import Case, Channel, Entry, LegalBasis, Office, Requirement, Service
from services.models.catalogue import Document

PARTS = {
    "cases": "Keadaan", "requirements": "Persyaratan", "steps": "Alur", "legal_bases": "Dasar hukum",
    "offices": "Tempat layanan", "channels": "Kanal pengaduan", "related": "Layanan terkait",
    "mentions": "Layanan terkait",
}  # fmt: skip
ITEMS: dict[str, type[Model]] = {"cases": Case, "requirements": Requirement}
"""Of keyed parts, the class whose columns name what an item holds."""
LINKS: dict[str, tuple[type[Model], str, str]] = {
    "legal_bases": (LegalBasis, "key", "short"), "offices": (Office, "key", "name"),
    "channels": (Channel, "key", "name"), "related": (Service, "slug", "name"), "mentions": (Service, "slug", "name"),
    "document": (Document, "key", "name"),
}  # fmt: skip
"""Lists and columns that name other rows by key: their class, its key, its name."""
TOLD = 6
"""Places named before the rest is only counted."""


def register_part(name: str, label: str, model: type[Model], key: str, words: str) -> None:
    """Name a part that is a list of links, for an app that this one must not import: its class, its key, its name."""
    PARTS[name], LINKS[name] = label, (model, key, words)


@dataclass(frozen=True)
class Change:
    """One place that two states do not agree about: its name, and the lines there before and after."""

    label: str
    before: list[str]
    after: list[str]


def changes(model: type[Entry], before: State, after: State) -> list[Change]:
    """What is different in a draft after a save."""
    words = Words(model)
    return [
        Change(
            words.label(each.path, before, after),
            words.lines(each.path, each.theirs, before),
            words.lines(each.path, each.mine, after),
        )
        for each in differences(before, before, after)
    ]


def in_short(labels: Iterable[str]) -> str:
    """The places by name; of many, the first ones: "Ringkasan, Biaya dan 3 bagian lain"."""
    labels = list(dict.fromkeys(labels))
    more = len(labels) - TOLD
    if more <= 1:
        return ", ".join(labels)
    return f"{', '.join(labels[:TOLD])} dan {more} bagian lain"


class Words:
    """The words of one kind of entry. Names of other rows are read when first needed."""

    def __init__(self, model: type[Entry]) -> None:
        self.model = model
        self._names = cache(self._read_names)

    def label(self, path: Path, *states: State) -> str:
        """What a place is called; an item by its label in the last of the states that has it."""
        kind, name, *rest = path
        if kind == "fields":
            return capfirst(str(self.model._meta.get_field(name).verbose_name))
        if not rest:
            return PARTS.get(name, name)
        if rest[0] == ORDER:
            return f"Urutan {PARTS[name].lower()}"
        item = f"{PARTS[name]} “{_label(name, rest[0], *reversed(states))}”"
        return item if len(rest) == 1 else f"{item} · {_column(name, rest[1])}"

    def lines(self, path: Path, value: Any, state: State) -> list[str]:
        """What stands at a place, as lines; none where nothing stands there."""
        kind, name, *rest = path
        if kind == "fields":
            return self._of_field(self.model._meta.get_field(name), value)
        if not rest:
            return self._of_list(name, value, state)
        if rest[0] == ORDER:
            return [_label(name, key, state) for key in value]
        if len(rest) == 1:
            return self._of_item(name, value, state)
        return self._of_column(name, rest[1], value, state)

    def difference(self, each: Difference, theirs: State, mine: State) -> tuple[str, list[str], list[str]]:
        """The name of a place two people do not agree about, what is saved there, and what the other typed."""
        return (
            self.label(each.path, theirs, mine),
            self.lines(each.path, each.theirs, theirs),
            self.lines(each.path, each.mine, mine),
        )

    def _of_field(self, field: Field, value: Any) -> list[str]:
        if value in (None, "", []):
            return []
        if isinstance(value, list):
            return [str(line) for line in value]
        if isinstance(field, BooleanField):
            return ["Ya" if value else "Tidak"]
        if isinstance(field, ForeignKey):
            return [_person_or_row(field, value)]
        if isinstance(field, RichTextField):
            return [text for part in BREAKS.split(value) if (text := plain_text(part))]
        return [str(dict(field.flatchoices).get(value, value))]

    def _of_list(self, name: str, value: list, state: State) -> list[str]:
        if name in LINKS:
            return [self._names(name).get(key, key) for key in value]
        if name == "steps":
            return [self._step(step, state) for step in value]
        return [_label(name, item["key"], state) if isinstance(item, dict) else str(item) for item in value]

    def _step(self, step: dict[str, Any], state: State) -> str:
        more = [step["where"], *_cases(step["cases"], state)]
        return f"{step['actor'].capitalize()}: {step['text']}" + _in_brackets(more)

    def _of_item(self, name: str, item: dict[str, Any] | None, state: State) -> list[str]:
        if item is None:
            return []
        columns = [column for column in item if column not in {"key", "label", "extra"}]
        said = [(column, self._of_column(name, column, item[column], state)) for column in columns]
        return [
            item["label"],
            *(f"{_column(name, column)}: {', '.join(lines)}" for column, lines in said if lines),
        ]

    def _of_column(self, name: str, column: str, value: Any, state: State) -> list[str]:
        if value in (None, "", [], {}):
            return []
        if column == "cases":
            return _cases(value, state)
        if column == "document":
            return [self._names("document").get(value, value)]
        if column == "alternative_to":
            return [_label(name, value, state)]
        if column == "extra":
            return ["; ".join(f"{key}: {given}" for key, given in value.items())]
        return self._of_field(ITEMS[name]._meta.get_field(column), value)

    def _read_names(self, name: str) -> dict[str, str]:
        model, key, words = LINKS[name]
        return dict(model._default_manager.values_list(key, words))


def _label(part: str, key: str, *states: State) -> str:
    """What an item is called in the first of these states that has it."""
    for state in states:
        for item in state["parts"].get(part, []):
            if item["key"] == key:
                return item["label"]
    return key


def _column(part: str, column: str) -> str:
    if column == "extra":
        return "data tambahan dari impor"
    return str(ITEMS[part]._meta.get_field(column).verbose_name)


def _cases(keys: list[str], state: State) -> list[str]:
    return [_label("cases", key, state) for key in keys]


def _in_brackets(parts: list[str]) -> str:
    said = [part for part in parts if part]
    return f" ({'; '.join(said)})" if said else ""


def _person_or_row(field: ForeignKey, value: Any) -> str:
    row = field.related_model._base_manager.filter(pk=value).first()
    if row is None:
        return "(sudah dihapus)"
    name = getattr(row, "get_full_name", None)
    return (name() or row.get_username()) if name else str(row)
