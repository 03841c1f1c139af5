"""The form of a notice, in the words of someone who writes one for the first time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from cards.wording import clean
from services import day_bounds
from services.masking import mask
from services.models import Agency, Notice, NoticeKind

TEXTS = ("title", "claim", "text", "advice", "basis")
"""What people write freely; looked through for numbers and addresses of persons."""

HELP = {
    "kind": "Menentukan tampilan kartunya.",
    "title": "Intinya dalam satu baris. Contoh: Perekaman KTP-el di Kecamatan Sukamaju berhenti sementara.",
    "claim": "Kabar yang tidak benar, seperti yang diterima warga. Di kartu diberi cap “tidak benar”.",
    "text": "Apa yang terjadi atau yang benar, dalam dua atau tiga kalimat.",
    "advice": "Satu kalimat. Contoh: Rekam KTP-el di Mal Pelayanan Publik, setiap hari kerja.",
    "basis": "Dari mana warga bisa memastikannya. Contoh: Surat Edaran Disdukcapil 470/123.",
    "starts_on": "Hari pertama kabar ini berlaku.",
    "ends_on": "Kosongkan bila belum diketahui. Sesudah hari itu kartunya dinyatakan tidak berlaku lagi.",
    "agency": "Nama, warna, dan logo instansi ini yang tampil di kartu.",
}
LABELS = {"kind": "Jenis kabar", "title": "Judul", "text": "Isi", "basis": "Sumber atau dasar", "starts_on": "Mulai",
          "claim": "Kabar yang beredar", "advice": "Yang perlu dilakukan warga", "ends_on": "Sampai",
          "agency": "Atas nama"}  # fmt: skip


@dataclass(frozen=True)
class Personal:
    """A field that seems to say who somebody is: its name and label, and its text with that masked."""

    name: str
    label: str
    masked: str


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class NoticeForm(forms.ModelForm):
    """`agencies` are those in whose name the person may write; the field is left out where there is no choice."""

    class Meta:
        model = Notice
        fields = ["kind", "title", "claim", "text", "advice", "basis", "starts_on", "ends_on", "agency"]
        labels, help_texts = LABELS, HELP
        widgets = {
            "kind": forms.RadioSelect,
            "claim": forms.Textarea({"rows": 3}),
            "text": forms.Textarea({"rows": 5}),
            "advice": forms.Textarea({"rows": 2}),
            "starts_on": _day(),
            "ends_on": _day(),
        }

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = list(agencies)
        own = Agency.objects.filter(pk__in=[each.pk for each in self.agencies])
        self.fields["agency"].queryset = own
        self.fields["agency"].empty_label = None
        if not self.instance.pk:
            self.initial |= {"agency": self.agencies[0].pk if self.agencies else None}
        if len(self.agencies) == 1:
            del self.fields["agency"]
            self.instance.agency = self.agencies[0]
        for name in ("starts_on", "ends_on"):
            self.fields[name].validators.append(day_bounds.check_day)
        for name in TEXTS:
            # Counted by a script and refused with words on saving: a browser's limit cuts what is pasted, silently.
            attributes = self.fields[name].widget.attrs
            attributes["data-limit"] = attributes.pop("maxlength", self.fields[name].max_length)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") and given["kind"] != NoticeKind.FACT_CHECK:
            given["claim"] = ""  # its field is hidden then
        for name in TEXTS:
            self._check_print(name, given.get(name) or "")
        ends = given.get("ends_on")
        if ends and ends < timezone.localdate() and not self.instance.pk:
            self.add_error("ends_on", "Hari terakhirnya sudah lewat, jadi kabar ini tidak akan berlaku.")
        return given

    def _check_print(self, name: str, written: str) -> None:
        """Refuse what would leave nothing on a card, though something was typed: emoji, marks without width."""
        if written.strip() and not clean(written):
            self.add_error(name, "Kartu tidak dapat memuat emoji atau tanda ini. Tulis dengan kata-kata.")

    def personal(self) -> list[Personal]:
        """The fields of a valid form that seem to hold a NIK, a phone number or a mail address."""
        found = []
        for name in TEXTS:
            written = self.cleaned_data.get(name) or ""
            if (masked := mask(written)) != written:
                found.append(Personal(name, str(self.fields[name].label), masked))
        return found
