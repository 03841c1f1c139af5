"""The form of a closure: days, reason, and for which offices; what it says as facts, and what to be warned of."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from services import day_bounds
from services.choices import ClosureKind
from services.closure_effects import effects, overlapping
from services.facts import ClosureFacts, SharedFacts
from services.models import Closure, Office
from services.wording import date_words

CHOSEN, ALL_OWN, SITE = "pilih", "semua-saya", "situs"
LONG_DAYS = 14
"""A longer closure is asked about: it is often a mistyped month."""

MOST_DAYS = 366
CONTRADICTION = (
    "Anda memilih semua kantor, tetapi juga mencentang kantor tertentu. Pilih “Kantor yang dipilih di bawah”, "
    "atau kosongkan centangnya."
)


class ClosureForm(forms.Form):
    """`offices` are those the person may close; `site` says whether they may close every office of the installation."""

    name = forms.CharField(
        label="Alasan tutup",
        max_length=200,
        help_text="Dibaca warga, misalnya: Pemindahan loket ke gedung baru.",
    )
    start = forms.DateField(
        label="Dari tanggal",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        validators=[day_bounds.check_day],
    )
    end = forms.DateField(
        label="Sampai tanggal",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        validators=[day_bounds.check_day],
        help_text="Kosongkan bila hanya satu hari.",
    )
    where = forms.ChoiceField(label="Berlaku untuk", widget=forms.RadioSelect)
    offices = forms.MultipleChoiceField(
        label="Kantor yang dipilih", required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label="Jenis", choices=ClosureKind.choices, required=False)

    def __init__(self, *args: Any, offices: Sequence[Office], site: bool, **kwargs: Any) -> None:
        self.own, self.site = list(offices), site
        super().__init__(*args, **kwargs)
        where = [(CHOSEN, "Kantor yang dipilih di bawah"), (ALL_OWN, f"Semua kantor saya ({len(self.own)})")]
        self.fields["where"].choices = [*where, *([(SITE, "Semua kantor di situs ini")] if site else [])]
        self.fields["offices"].choices = [(each.key, each.name) for each in self.own]
        if not site:
            del self.fields["kind"]  # national holidays and joint leave hold for every office
        self._describe_errors()

    def _describe_errors(self) -> None:
        if not self.is_bound:
            return
        for name in ("name", "start", "end"):
            widget = self.fields[name].widget
            described = [f"help_{name}"] if self.fields[name].help_text else []
            if name in self.errors:
                widget.attrs["aria-invalid"] = "true"
                described.append(f"error_{name}")
            if described:
                widget.attrs["aria-describedby"] = " ".join(described)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        start, end = given.get("start"), given.get("end") or given.get("start")
        if start and end and end < start:
            self.add_error("end", "Tanggal terakhir tidak boleh sebelum tanggal mulai.")
        elif start and end and (end - start).days >= MOST_DAYS:
            self.add_error("end", "Lebih dari setahun. Periksa tahunnya.")
        given["end"] = end
        if given.get("where") == CHOSEN and not given.get("offices") and "offices" not in self.errors:
            self.add_error("offices", ValidationError("Pilih paling sedikit satu kantor."))
        if given.get("where") in (ALL_OWN, SITE) and given.get("offices"):
            self.add_error("where", CONTRADICTION)
        return given

    def keys(self) -> tuple[str, ...]:
        """The offices it closes by key; none means every office of the site."""
        match self.cleaned_data["where"]:
            case "situs":
                return ()
            case "semua-saya":
                return tuple(sorted(each.key for each in self.own))
        return tuple(sorted(self.cleaned_data["offices"]))

    def facts(self) -> ClosureFacts:
        """What it says, as the resolver reads it."""
        given = self.cleaned_data
        kind = given.get("kind") or ClosureKind.LOCAL.value
        return ClosureFacts(
            start=given["start"], end=given["end"], name=given["name"], kind=kind, offices=self.keys()
        )


def initial_of_new(query: QueryDict, offices: Sequence[Office], site: bool) -> dict[str, Any]:
    """What the form of a new closure starts from; an address may carry `kantor`, `kind`, `start`, `end` and `name`.

    Offices are chosen one by one unless the closure is a national holiday: nobody closes every office by oversight.
    """
    chosen = query.getlist("kantor") or ([offices[0].key] if len(offices) == 1 else [])
    kind = query.get("kind", "")
    is_holiday = site and kind in ClosureKind.values and kind != ClosureKind.LOCAL
    days = {name: day_bounds.written_day(query.get(name, "")) for name in ("start", "end")}
    return days | {
        "name": query.get("name", "")[:200],
        "kind": kind if is_holiday else ClosureKind.LOCAL.value,
        "where": SITE if is_holiday else CHOSEN,
        "offices": [] if is_holiday else chosen,
    }


def initial_of(closure: Closure) -> dict[str, Any]:
    """What the form of a stored closure starts from."""
    keys = [each.key for each in closure.offices.all()]
    return {
        "name": closure.name, "start": closure.start, "end": closure.end, "kind": closure.kind,
        "where": CHOSEN if keys else SITE, "offices": keys,
    }  # fmt: skip


def warnings(closure: ClosureFacts, facts: SharedFacts, today: datetime.date) -> list[str]:
    """What may be a mistake. `facts` already hold the closure."""
    found = []
    if closure.end < today:
        found.append("Semua tanggalnya sudah lewat: tidak ada yang berubah bagi warga.")
    elif closure.start < today:
        found.append("Tanggal mulainya sudah lewat.")
    length = (closure.end - closure.start).days + 1
    if length > LONG_DAYS:
        found.append(f"Tutup {length} hari berturut-turut. Periksa bulan dan tahunnya.")
    for other in overlapping(closure, facts)[:3]:
        found.append(f"Bertumpuk dengan “{other.name}” ({_span(other)}), yang sudah tercatat.")
    idle = [each.office.name for each in effects(closure, facts) if not each.days]
    if idle:
        names = ", ".join(idle[:3]) + (f", dan {len(idle) - 3} lainnya" if len(idle) > 3 else "")
        found.append(f"Pada tanggal itu memang tidak buka: {names}.")
    return found


def _span(closure: ClosureFacts) -> str:
    first = date_words(closure.start, short=True)
    return first if closure.end == closure.start else f"{first} sampai {date_words(closure.end, short=True)}"
