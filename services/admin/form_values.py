"""What a field of a form says at this moment, in words: for the line of a folded row or section."""

from typing import Any

from django import forms

from services.descriptions import plain_text
from services.fields import LinesFormField, RichTextField

LONGEST = 80


def said(form: Any, name: str) -> str:
    """The value of a field in a few words, "" if there is none; also of a field that may only be read."""
    field = form.fields.get(name)
    words = _kept(form.instance, name) if field is None else _typed(form, name, field)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _typed(form: Any, name: str, field: forms.Field) -> str:
    value = form[name].value()
    if isinstance(field, forms.ModelMultipleChoiceField):
        chosen = {str(each) for each in value or []}
        return ", ".join(str(words) for key, words in field.choices if str(key) in chosen)
    if isinstance(field, forms.ModelChoiceField):
        same = str(value or "") == str(getattr(form.instance, f"{name}_id", None) or "")
        return _kept(form.instance, name) if same else str(value)
    if isinstance(field, LinesFormField):
        value = field.to_python(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, "")) if value else ""
    return _in_words(form.instance, name, value)


def _kept(row: Any, name: str) -> str:
    """What the row holds."""
    if f"{name}_id" in row.__dict__ and not row.__dict__[f"{name}_id"]:
        return ""
    shown = getattr(row, f"get_{name}_display", None)
    value = getattr(row, name, None)
    if hasattr(value, "all"):
        return ", ".join(map(str, value.all())) if row.pk else ""
    return str(shown()) if shown else _in_words(row, name, value)


def _in_words(row: Any, name: str, value: Any) -> str:
    if value is True or value == "on":
        return "ya"
    if value in (None, "", False) or value == []:
        return ""
    if isinstance(value, list):
        return value[0] if len(value) == 1 else f"{len(value)} butir"
    text = str(value)
    return (
        plain_text(text) if isinstance(row._meta.get_field(name), RichTextField) else " ".join(text.split())
    )
