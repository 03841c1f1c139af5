"""Model fields of the project: lists that staff type one per line, words by name in their order, clean rich text."""

import re
from typing import Any

import nh3
from django import forms
from django.db import models
from django_ckeditor_5.widgets import CKEditor5Widget

ALLOWED_TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "blockquote", "a",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}


_RENAMED = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
"""What Word and mail programs call things, and what a page calls them: its own h1 and h2 stand above the text."""
_MEANT = re.compile(rf"<(/?)({'|'.join(_RENAMED)})>")
_BLANK = r"(?:\s|&nbsp;|\u00a0|<br>)*"
_EMPTY = re.compile(rf"<(p|h3|h4|strong|em|li|ul|ol|blockquote)>{_BLANK}</\1>")


def clean_html(html: str) -> str:
    """Rich text with only the project's tags, links of safe schemes and no attributes else.

    Headings and emphasis that came from elsewhere become ours, and what holds nothing is dropped: Word makes space
    with empty paragraphs. Protocol-relative links lose their address: they would leave the site without saying where to.
    """
    safe = nh3.clean(
        html,
        tags=ALLOWED_TAGS | _RENAMED.keys(),
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        attribute_filter=_drop_protocol_relative,
        link_rel="noopener nofollow",
    )
    # Safe by now and written by one hand: tags without attributes are exactly <tag>, and a < of the text is &lt;.
    return _without_empty(_MEANT.sub(lambda tag: f"<{tag[1]}{_RENAMED[tag[2]]}>", safe))


def _without_empty(html: str) -> str:
    """Without elements that hold nothing, also those that then hold nothing."""
    while (less := _EMPTY.sub("", html)) != html:
        html = less
    return html.strip()


def _drop_protocol_relative(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and value.lstrip().replace("\\", "/").startswith("//"):
        return None
    return value


class OrderedDictField(models.JSONField):
    """Words by name, in the order they were given. Stored as pairs: PostgreSQL's jsonb sorts the names of an object.

    Rows from before hold an object, and are read as they are.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> dict[str, Any]:
        """Read pairs, or an object."""
        return dict(super().from_db_value(value, expression, connection) or {})

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Write pairs."""
        pairs = [list(pair) for pair in value.items()] if isinstance(value, dict) else value
        return super().get_db_prep_value(pairs, connection, prepared)


class RichTextFormField(forms.CharField):
    """Gives the editor clean text only: also what was typed a moment ago, and what came past us into the database."""

    def prepare_value(self, value: Any) -> Any:
        return clean_html(value) if isinstance(value, str) else value


class RichTextField(models.TextField):
    """Text with light formatting. Cleaned before every save, whoever wrote it and from wherever."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = clean_html(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> forms.Field:
        # Always the editor: the admin would ask for its own textarea.
        ours = {"widget": CKEditor5Widget(config_name="default"), "form_class": RichTextFormField}
        return super().formfield(**kwargs | ours)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        """A migration sees plain text, so that the editor can be replaced without one."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class LinesFormField(forms.CharField):
    """A textarea in which every non-empty line is one item."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list | tuple) else value or ""

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


class LinesField(models.JSONField):
    """An ordered list of short texts, typed one per line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        rows = forms.Textarea(attrs={"rows": 4, "cols": 70})
        return LinesFormField(
            required=not self.blank,
            label=self.verbose_name.capitalize(),
            help_text=kwargs.get("help_text", self.help_text) or "Satu butir per baris.",
            widget=rows,
        )
