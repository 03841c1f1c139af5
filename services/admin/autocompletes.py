"""Autocompletes that show a form again whatever was sent: Django's ask the database for "NaN" and fail."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

LONGEST_KEY = 18
"""Digits that fit any column."""


class Careful:
    """Mixin of an autocomplete: what cannot be the key of a row is not looked for; its field says it is no choice."""

    def optgroups(self, name: str, value: list[Any], attr: Any = None) -> list[Any]:
        keys = [each for each in value if not each or _is_key(str(each))]
        return super().optgroups(name, keys, attr)


class One(Careful, AutocompleteSelect):
    """One row."""


class Several(Careful, AutocompleteSelectMultiple):
    """Several rows."""


_OURS = {AutocompleteSelect: One, AutocompleteSelectMultiple: Several}


def careful(field: forms.Field | None) -> forms.Field | None:
    """The field, with our autocomplete in place of Django's if it has one."""
    if field is not None and type(field.widget) in _OURS:
        field.widget.__class__ = _OURS[type(field.widget)]
    return field


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
