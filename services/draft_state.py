"""Everything a form can change of a draft, as plain data: what versions keep, what two editors are told apart by.

Other than `Entry.draft_data()` it loses nothing: also what is half-finished, what only staff read, and what an import
brought that the format does not know. The shape is {"fields": {column: value}, "parts": {part: list}}; a foreign key is
the other row's primary key, a part is what `Entry.draft_parts()` gives.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, ForeignKey

from services.merging_drafts import State
from services.models import Entry

SORTED_ELSEWHERE = {"position"}
"""Columns that lists change, not the form."""


def content_fields(model: type[Entry]) -> list[Field]:
    """The columns of an entry that people write. What publishing and reviewing keep there is not editable."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in SORTED_ELSEWHERE
    ]


def read(entry: Entry) -> State:
    """What the rows of a draft say now, read afresh."""
    entry = type(entry).objects.get(pk=entry.pk)
    fields = {field.name: field.value_from_object(entry) for field in content_fields(type(entry))}
    return _as_typed(plain({"fields": fields, "parts": entry.draft_parts()}))


def _as_typed(value: Any) -> Any:
    """Texts as a form gives them back: browsers write line ends their own way, and spaces around a text are cut off."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list):
        return [_as_typed(each) for each in value]
    if isinstance(value, dict):
        return {name: each if name == "extra" else _as_typed(each) for name, each in value.items()}
    return value


def plain(value: Any) -> Any:
    """The value as it comes back from JSON."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def write(entry: Entry, state: State) -> None:
    """Make a draft say this. Call it in a transaction that holds the entry's lock, with the entry just read.

    The slug stays once something was published; links to rows that are gone stay as they are (a foreign key) or are left
    out (a list). Raises `ValidationError` where the whole would break a rule of the entry.
    """
    for field in content_fields(type(entry)):
        if field.name in state["fields"] and not (field.name == "slug" and entry.editions.exists()):
            _set(entry, field, state["fields"][field.name])
    entry.clean()
    entry.validate_unique()
    entry.save()
    entry.write_draft_parts(state["parts"])


def _set(entry: Entry, field: Field, value: Any) -> None:
    if isinstance(field, ForeignKey):
        known = value is None or field.related_model._base_manager.filter(pk=value).exists()
        if known and (field.null or value is not None):
            setattr(entry, field.attname, value)
        return
    setattr(entry, field.attname, field.to_python(value))
