"""The form that makes a preview link: for whom, for how long, and which entries, found by search."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from services import entry_kinds, preview_links, scope
from services.entry_kinds import EntryKind
from services.models import Entry, PreviewLink
from services.staff.own_entry import may_view

MOST_FOUND = 12
"""Entries of each kind that a search shows."""


class LinkForm(forms.Form):
    """Label and days; the entries come from a `Picker`."""

    label = forms.CharField(
        label="Untuk siapa",
        max_length=120,
        help_text="Misalnya: Kepala bidang, bagian hukum. Penerima melihatnya.",
        error_messages={"required": "Tulis untuk siapa tautan ini."},
    )
    days = forms.TypedChoiceField(
        label="Berlaku selama",
        choices=[(days, f"{days} hari") for days in preview_links.DAYS],
        initial=7,
        coerce=int,
    )


class Picker:
    """The entries that were chosen ("layanan:12"), and those that a search among the own ones finds."""

    def __init__(self, request: HttpRequest, chosen: Iterable[str], query: str = "") -> None:
        self.request, self.query = request, query.strip()[:100]
        own_first = sorted(
            entry_kinds.KINDS.values(), key=lambda kind: not kind.label.startswith("services.")
        )
        self.kinds = [each for each in own_first if may_view(request.user, each)]
        wanted = dict.fromkeys(chosen)
        rows = {value: row for kind in self.kinds for value, row in self._chosen(kind, wanted).items()}
        self.entries: list[Entry] = [rows[value] for value in wanted if value in rows]
        self._values = [value for value in wanted if value in rows]

    @property
    def choices(self) -> list[dict[str, Any]]:
        """What can be ticked: what already is, then what was found."""
        ticked = [_choice(each, is_chosen=True) for each in self.entries]
        found = [_choice(row, is_chosen=False) for kind in self.kinds for row in self._found(kind)]
        return ticked + [each for each in found if each["value"] not in self._values]

    @property
    def chosen(self) -> list[dict[str, Any]]:
        """What is ticked."""
        return [each for each in self.choices if each["is_chosen"]]

    @property
    def found(self) -> list[dict[str, Any]]:
        """What else can be ticked."""
        return [each for each in self.choices if not each["is_chosen"]]

    @property
    def error(self) -> str:
        """What is wrong with what was chosen, or nothing."""
        if not self.entries:
            return "Centang paling sedikit satu entri."
        if len(self.entries) > preview_links.MOST_ENTRIES:
            return f"Satu tautan memuat paling banyak {preview_links.MOST_ENTRIES} entri."
        if preview_links.agency_for(self.entries, self.request.user) is None:
            return "Entri itu milik beberapa instansi. Buat tautan terpisah untuk tiap instansi."
        return ""

    def _own(self, kind: EntryKind) -> Any:
        return scope.own(kind.model.objects.all(), self.request.user)

    def _chosen(self, kind: EntryKind, wanted: Iterable[str]) -> dict[str, Entry]:
        keys = [value.partition(":")[2] for value in wanted if value.partition(":")[0] == kind.path]
        rows = self._own(kind).filter(pk__in=[key for key in keys if key.isdecimal() and len(key) < 19])
        return {value_of(row): row for row in rows}

    def _found(self, kind: EntryKind) -> Any:
        """By words, as lists of the workspace search; without any those changed last."""
        rows = self._own(kind).order_by("-updated_at")
        if self.query:
            in_lists = admin.site.get_model_admin(kind.model)
            rows, _ = in_lists.get_search_results(self.request, rows, self.query)
        return rows[:MOST_FOUND]


def value_of(entry: Entry) -> str:
    """How forms name an entry: "layanan:12"."""
    return f"{entry_kinds.of(entry).path}:{entry.pk}"


def _choice(entry: Entry, *, is_chosen: bool) -> dict[str, Any]:
    kind = entry_kinds.of(entry)
    return {
        "value": value_of(entry),
        "name": str(entry) or "Tanpa nama",
        "kind": kind.word,
        "is_chosen": is_chosen,
    }


def create(form: LinkForm, picker: Picker) -> PreviewLink:
    """The link that a valid form and a picker without an error ask for."""
    user = picker.request.user
    agency = preview_links.agency_for(picker.entries, user)
    return preview_links.make(entries=picker.entries, agency=agency, by=user, **form.cleaned_data)
