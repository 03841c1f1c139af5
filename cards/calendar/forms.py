"""The form of a plan, and the day it is moved to."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cards.models import PlannedPost
from cards.platforms import PLATFORMS, POSTED_ON
from services import day_bounds
from services.models import Agency


def _day_field(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        validators=[day_bounds.check_day],
    )


class PlanForm(forms.ModelForm):
    """`agencies` are those the person works for; the field is left out where there is no choice to make."""

    on = _day_field("Tanggal")
    platform = forms.ChoiceField(
        label="Media", required=False, help_text="Boleh ditentukan nanti.",
        choices=[("", "Belum ditentukan"), *((key, PLATFORMS[key].label) for key in POSTED_ON)],
    )  # fmt: skip

    class Meta:
        model = PlannedPost
        fields = ["title", "on", "platform", "note", "agency"]
        labels = {"title": "Judul", "note": "Catatan", "agency": "Atas nama"}
        help_texts = {
            "title": "Tampil di kalender. Contoh: Akta kelahiran sebelum tahun ajaran baru.",
            "note": "Untuk rekan kerja: ide gambar, ajakan, siapa yang mengerjakan.",
        }
        widgets = {"note": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, agencies: Sequence[Agency], fixed: Agency | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=[each.pk for each in agencies])
        self.fields["agency"].empty_label = None
        only = fixed or (agencies[0] if len(agencies) == 1 else None)
        if only:
            del self.fields["agency"]
            self.instance.agency = only
        elif not self.instance.pk and agencies:
            self.initial["agency"] = agencies[0].pk
        if self.instance.platform and self.instance.platform not in POSTED_ON:
            kept = (self.instance.platform, self.instance.platform)
            self.fields["platform"].choices = [*self.fields["platform"].choices, kept]


class MoveForm(forms.Form):
    """Another day for a plan."""

    on = _day_field("Pindahkan ke tanggal")
