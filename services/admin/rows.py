"""Rows of an entry's form (requirements, steps, offices …): in an order, one line each, opened to be changed."""

from typing import Any

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db.models import Model, TextField
from django.http import HttpRequest

from services.admin.autocompletes import One

ORDER = "position"


class KnownAutocomplete(One):
    """An autocomplete that is told the name of what is chosen, so that many rows need no query each."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: list[Any], attr: Any = None) -> list[Any]:
        chosen = {str(each) for each in value if each not in ("", None)}
        if not chosen or not chosen <= self.known.keys():
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options = [self.create_option(name, key, self.known[key], True, 0) for key in sorted(chosen)]
        return [(None, blank + options, 0)]


class RowForm(forms.ModelForm):
    """One row. A new one that only has a place is still empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields and self.instance.pk and self.instance.key:
            self.fields["key"].disabled = True  # editions and addresses hold it: shown, not typed over
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocomplete):
                widget.known = _named(self.instance, name)

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {ORDER})


def _named(row: Model, name: str) -> dict[str, str]:
    """What a row refers to by a field, by its key; read already where the inline asked for it (`reads`)."""
    chosen = getattr(row, name) if getattr(row, f"{name}_id") else None
    return {str(chosen.pk): str(chosen)} if chosen else {}


class OrderedFormSet(CustomInlineFormSet):
    """Rows in order. The number of a row is a field one can type in, for those who run no script."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ORDER in self.form.base_fields:
            self.form.base_fields[ORDER].widget = forms.NumberInput(attrs={"class": "_reorder_", "min": 0})

    def save_existing(self, form: forms.ModelForm, obj: Model, commit: bool = True) -> Model:
        """A number that was wiped out means the end."""
        if form.instance.position is None:
            form.instance.position = self.get_max_order() + 1
        return super().save_existing(form, obj, commit=commit)


class RowInline(SortableStackedInline):
    """Base of the inlines of an entry."""

    form = RowForm
    formset = OrderedFormSet
    extra = 0
    formfield_overrides = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}

    folds = False
    """Whether a row shows one line and opens to be changed; else it is all there."""
    says: list[str] = []
    """The fields whose values make up that line; the first is its name."""
    reads: list[str] = []
    """Relations to read with the rows."""
    reads_many: list[str] = []
    help: dict[str, str] = {}
    limits: dict[str, int] = {}
    suggests: dict[str, str] = {}
    """Fields with a list of known values to choose from, and the id of that list on the page."""
    empty_words = "Belum ada."
    """What to say, and what to do, when there is none."""
    add_words = "Tambah"

    def in_line(self, name: str, words: str) -> str:
        """A value as it stands in a row's line."""
        return f"{words} lembar" if words and name == "copies" else words

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.reads).prefetch_related(*self.reads_many)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return prepared(field, db_field.name, self.help, self.limits, self.suggests)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def prepared(
    field: Any,
    name: str,
    help_texts: dict[str, str],
    limits: dict[str, int],
    suggests: dict[str, str] | None = None,
) -> Any:
    """A form field with our help text, the limit its counter tells, its list of suggestions, no pop-ups but to add."""
    if field is None:
        return None
    field.help_text = help_texts.get(name, "" if name == ORDER else field.help_text)
    if name in limits:
        field.widget.attrs["data-limit"] = limits[name]
    if suggests and name in suggests:
        field.widget.attrs["list"] = suggests[name]
        field.widget.attrs["autocomplete"] = "off"
    if isinstance(wrapper := field.widget, RelatedFieldWidgetWrapper):
        wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
        if (
            wrapper.widget.use_fieldset
        ):  # which the wrapper does not pass on: a group of boxes needs its legend
            field.widget = wrapper.widget
    return field
