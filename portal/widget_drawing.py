"""Draws the plain fields of forms in Python. Django draws each of the 400 fields of a service's form by two templates.

The result is Django's own, byte for byte (tests/portal/test_widget_drawing.py). Templates draw what is not in `DRAWN`.
"""

from collections.abc import Callable
from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.safestring import SafeData

PLACE = "django/forms/widgets"
INPUTS = [
    "text", "number", "email", "url", "tel", "search", "color", "password", "hidden", "date", "datetime", "time",
    "checkbox",
]  # fmt: skip
_PLAIN = Context()


class Renderer(TemplatesSetting):
    """`FORM_RENDERER`: Django's templates, but for what is drawn here."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """A widget or a form as HTML."""
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return (
        f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{value}{_attributes(widget)}>'
    )


def _textarea(widget: dict[str, Any]) -> str:
    value = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_shown(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: dict[str, Any]) -> str:
    parts = [f'<select name="{_shown(widget["name"])}"{_attributes(widget)}>']
    for group, options, _ in widget["optgroups"]:
        parts += [f'\n  <optgroup label="{_shown(group)}">'] if group else []
        parts += [f"\n  {_option(option)}" for option in options]
        parts += ["\n  </optgroup>"] if group else []
    return "".join([*parts, "\n</select>"])


def _option(option: dict[str, Any]) -> str:
    return (
        f'<option value="{_text(option["value"])}"{_attributes(option)}>{_shown(option["label"])}</option>\n'
    )


def _attributes(widget: dict[str, Any]) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: Any) -> str:
    """What `{{ value|stringformat:"s" }}` says."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _shown(value: Any) -> str:
    """What `{{ value }}` says."""
    return escape(value) if type(value) is str else render_value_in_context(value, _PLAIN)


DRAWN: dict[str, Callable[[dict[str, Any]], str]] = {
    **{f"{PLACE}/{name}.html": _input for name in INPUTS},
    f"{PLACE}/textarea.html": _textarea,
    f"{PLACE}/select.html": _select,
}
