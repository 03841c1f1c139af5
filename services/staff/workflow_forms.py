"""What the pages of the workflow ask for."""

import datetime
from typing import Any

from django import forms

from services import day_bounds, publishing, scope, workflow
from services.models import Entry
from services.models.agency import TIMEZONES
from services.workflow_notes import clock_of, moment_words

AREA = {"rows": 4}


class StepForm(forms.Form):
    """Base: what is asked, with errors and help tied to their fields. `cleaned_data` are the step's arguments."""

    def __init__(self, *args: Any, entry: Entry, user: Any, **kwargs: Any) -> None:
        self.entry, self.user = entry, user
        super().__init__(*args, **kwargs)


class SubmitForm(StepForm):
    """A word to the reviewer."""

    remark = forms.CharField(
        label="Pesan untuk peninjau",
        help_text="Boleh kosong. Misalnya apa yang berubah dan dari mana sumbernya.",
        required=False,
        max_length=workflow.LONGEST_REMARK,
        widget=forms.Textarea(AREA),
    )


class ReturnForm(StepForm):
    """What the editor should mend."""

    remark = forms.CharField(
        label="Yang perlu diperbaiki",
        help_text="Penyunting membacanya di atas formulir. Sebut bagiannya dan apa yang kurang.",
        max_length=workflow.LONGEST_REMARK,
        widget=forms.Textarea(AREA),
        error_messages={"required": "Tulis apa yang perlu diperbaiki."},
    )


class MomentMixin(forms.Form):
    """A day and an hour on the agency's clock, as `live_from`; both empty: now."""

    day = forms.DateField(
        label="Tanggal",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        validators=[day_bounds.check_day],
        error_messages={"required": "Pilih tanggalnya.", "invalid": "Tulis tanggal seperti 2026-12-01."},
    )
    hour = forms.TimeField(
        label="Jam",
        initial=datetime.time(8),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": "Isi jamnya.", "invalid": "Tulis jam seperti 08:00."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = clock_of(self.entry)
        self.fields["hour"].help_text = f"Menurut jam {dict(TIMEZONES).get(self.zone.key, self.zone.key)}."

    def moment(self, data: dict[str, Any]) -> datetime.datetime | None:
        """The moment that was chosen, taken out of the data; None for now. Adds an error where it is past."""
        day, hour = data.pop("day", None), data.pop("hour", None)
        if day is None:
            return None
        chosen = datetime.datetime.combine(day, hour or datetime.time(0), tzinfo=self.zone)
        if chosen <= datetime.datetime.now(self.zone):
            self.add_error("day", "Waktu itu sudah lewat. Pilih waktu yang akan datang.")
        return chosen


class PublishForm(StepForm):
    """A note for readers, and what the reviewer saw when they decided."""

    note = forms.CharField(
        label="Catatan perubahan",
        help_text="Boleh kosong. Warga membacanya pada riwayat, misalnya: Tarif baru sesuai Perda 3/2026.",
        required=False,
        max_length=publishing.LONGEST_NOTE,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)


class ScheduleForm(MomentMixin, PublishForm):
    """The same on a date."""

    field_order = ["day", "hour", "note", "seen"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return data | {"live_from": self.moment(data)}


class WithdrawForm(MomentMixin, StepForm):
    """Why, and what holds instead."""

    reason = forms.CharField(
        label="Alasan penarikan",
        help_text="Warga membacanya di halaman itu. Tulis apa yang terjadi dan apa yang harus mereka lakukan.",
        max_length=publishing.LONGEST_REASON,
        widget=forms.Textarea(AREA),
        error_messages={"required": "Tulis alasan penarikan; warga akan membacanya."},
    )
    replacement = forms.ChoiceField(
        label="Pengganti",
        help_text="Boleh kosong. Halaman yang ditarik menunjuk ke sini.",
        required=False,
    )
    field_order = ["reason", "replacement", "day", "hour"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replacement"].choices = [
            ("", "Tidak ada pengganti"),
            *live_choices(self.entry, self.user),
        ]
        for name in ("day", "hour"):
            self.fields[name].required = False
        self.fields["hour"].initial = None
        self.fields["day"].label = "Ditarik mulai tanggal"
        self.fields["day"].help_text = "Kosongkan bila ditarik sekarang."

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return data | {"live_from": self.moment(data)}


class RestoreForm(StepForm):
    """Which edition."""

    number = forms.TypedChoiceField(
        label="Edisi", coerce=int, widget=forms.RadioSelect, error_messages={"required": "Pilih satu edisi."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editions = self.entry.editions.filter(document__isnull=False).defer("document").order_by("-number")
        self.fields["number"].choices = [(each.number, _edition_words(each)) for each in editions]


def live_choices(entry: Entry, user: Any) -> list[tuple[str, str]]:
    """The other entries of this kind that are public now and that someone may see."""
    own = scope.own(type(entry).objects.all(), user).values("slug")
    live = entry.editions.model.objects.live().filter(slug__in=own).exclude(slug=entry.slug)
    return list(live.order_by("title").values_list("slug", "title"))


def _edition_words(edition: Any) -> str:
    note = f": {edition.note}" if edition.note else ""
    return f"Edisi {edition.number}, {moment_words(edition.live_from, clock_of(edition.entry))}{note}"
