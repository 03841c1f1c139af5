"""The form of a notice, in the words of someone who writes one for the first time."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from cards.notices.state import Named
from cards.wording import clean
from services import day_bounds
from services.masking import mask
from services.models import Agency, Notice, NoticeKind, Severity
from services.staff.personal import Personal, personal_in

TEXTS = ("title", "claim", "text", "advice", "basis")
"""What people write freely; looked through for numbers and addresses of persons."""

HELP = {
    "kind": "Menentukan tampilan kabar dan kartunya.",
    "title": "Intinya dalam satu baris. Contoh: Perekaman KTP-el di Kecamatan Sukamaju berhenti sementara.",
    "claim": "Kabar yang tidak benar, seperti yang diterima warga. Di kartu diberi cap “tidak benar”.",
    "text": "Apa yang terjadi atau yang benar, dalam dua atau tiga kalimat.",
    "advice": "Satu kalimat. Contoh: Rekam KTP-el di Mal Pelayanan Publik, setiap hari kerja.",
    "basis": "Dari mana warga bisa memastikannya. Contoh: Surat Edaran Disdukcapil 470/123.",
    "severity": "Seberapa jauh kabar ini menjangkau warga di situs.",
    "offices": "Tidak ada yang dicentang berarti semua kantor.",
    "services": "Tidak ada yang dicentang berarti semua layanan.",
    "starts_on": "Hari pertama kabar ini berlaku.",
    "starts_at": "Kosongkan bila sejak pagi.",
    "ends_on": "Sesudah hari itu kabar dan kartunya dinyatakan tidak berlaku lagi.",
    "ends_at": "Kosongkan bila sampai hari itu berakhir.",
    "agency": "Nama, warna, dan logo instansi ini yang tampil di kartu.",
}
LABELS = {"kind": "Jenis kabar", "title": "Judul", "text": "Isi", "basis": "Sumber atau dasar", "starts_on": "Mulai",
          "claim": "Kabar yang beredar", "advice": "Yang perlu dilakukan warga", "ends_on": "Hari terakhir",
          "agency": "Atas nama", "severity": "Tingkat", "offices": "Kantor", "services": "Layanan",
          "starts_at": "Pukul", "ends_at": "Sampai pukul"}  # fmt: skip
SEVERITIES = [
    (Severity.ORDINARY, "Biasa: di halaman Kabar, dan di kantor serta layanan yang dicentang"),
    (Severity.IMPORTANT, "Penting: juga di beranda"),
    (Severity.URGENT, "Mendesak: di atas setiap halaman. Untuk yang membuat orang datang sia-sia hari ini"),
]
TODAY, TOMORROW, OPEN, ON_DAY = "hari-ini", "besok", "belum", "tanggal"
UNTIL = [(TODAY, "Hari ini"), (TOMORROW, "Besok"), (OPEN, "Belum tahu"), (ON_DAY, "Tanggal lain")]


class Ticked(forms.ModelMultipleChoiceField):
    """Boxes that were ticked. A number that no database holds is refused like any other that is not offered."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            words, numbers = self.error_messages["invalid_choice"], ", ".join(map(str, value))
            raise ValidationError(words, code="invalid_choice", params={"value": numbers[:80]}) from None


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def _time() -> forms.TimeInput:
    return forms.TimeInput({"type": "time"}, format="%H:%M")


class NoticeForm(forms.ModelForm):
    """`agencies` are those in whose name the person may write; the field is left out where there is no choice.

    `until` is the quick way to say when it ends; without it `ends_on` says so.
    """

    until = forms.ChoiceField(label="Sampai kapan?", choices=UNTIL, required=False, widget=forms.RadioSelect)

    class Meta:
        model = Notice
        fields = [
            "kind", "title", "claim", "text", "advice", "basis", "severity", "offices", "services",
            "starts_on", "starts_at", "ends_on", "ends_at", "agency",
        ]  # fmt: skip
        labels, help_texts = LABELS, HELP
        field_classes = {"offices": Ticked, "services": Ticked}
        widgets = {
            "kind": forms.RadioSelect,
            "claim": forms.Textarea({"rows": 3}),
            "text": forms.Textarea({"rows": 5}),
            "advice": forms.Textarea({"rows": 2}),
            "severity": forms.RadioSelect,
            "offices": forms.CheckboxSelectMultiple,
            "services": forms.CheckboxSelectMultiple,
            "starts_on": _day(),
            "starts_at": _time(),
            "ends_on": _day(),
            "ends_at": _time(),
        }

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = list(agencies)
        self._offer_own()
        self.fields["severity"].choices = SEVERITIES
        # What an older page or program sends says nothing of it.
        self.fields["severity"].required = False
        if self.instance.pk:
            self.initial["until"] = ON_DAY if self.instance.ends_on else OPEN
        for name in ("starts_on", "ends_on"):
            self.fields[name].validators.append(day_bounds.check_day)
        for name in TEXTS:
            # Counted by a script and refused with words on saving: a browser's limit cuts what is pasted, silently.
            attributes = self.fields[name].widget.attrs
            attributes["data-limit"] = attributes.pop("maxlength", self.fields[name].max_length)

    def _offer_own(self) -> None:
        """Let choose among what belongs to the person's agencies; what somebody else named already stays."""
        own = [each.pk for each in self.agencies]
        for name, order in (("offices", ["position", "name"]), ("services", ["name"])):
            rows = Notice._meta.get_field(name).related_model.objects
            known = [each.pk for each in getattr(self.instance, name).all()] if self.instance.pk else []
            offered = rows.filter(Q(agency__in=own) | Q(pk__in=known)).order_by(*order)
            self.fields[name].queryset = offered
            if name in self.initial and not self.instance.pk:
                self.initial[name] = list(
                    offered.filter(pk__in=self.initial[name]).values_list("pk", flat=True)
                )
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=own)
        self.fields["agency"].empty_label = None
        if not self.instance.pk:
            self.initial |= {"agency": own[0] if own else None}
        if len(own) == 1:
            del self.fields["agency"]
            self.instance.agency = self.agencies[0]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["severity"] = given.get("severity") or self.instance.severity
        if given.get("kind") and given["kind"] != NoticeKind.FACT_CHECK:
            given["claim"] = ""  # its field is hidden then
        for name in TEXTS:
            self._check_print(name, given.get(name) or "")
        self._settle_end(given)
        ends, today = given.get("ends_on"), timezone.localdate()
        if ends and ends < today and not self.instance.pk:
            self.add_error("ends_on", "Hari terakhirnya sudah lewat, jadi kabar ini tidak akan berlaku.")
        return given

    def _settle_end(self, given: dict[str, Any]) -> None:
        """Turn the quick choice into a day; what its hidden fields hold does not count."""
        today = timezone.localdate()
        match given.get("until"):
            case "hari-ini":
                given["ends_on"] = today
            case "besok":
                given["ends_on"] = today + datetime.timedelta(days=1)
            case "belum":
                given["ends_on"] = given["ends_at"] = None
                for name in ("ends_on", "ends_at"):
                    self.errors.pop(name, None)
            case "tanggal" if not given.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", "Isi hari terakhirnya, atau pilih “Belum tahu”.")

    def named(self) -> Named:
        """The offices and services that a valid form names."""
        given = self.cleaned_data
        return Named(
            tuple(each.pk for each in given["offices"]), tuple(each.pk for each in given["services"])
        )

    def _check_print(self, name: str, written: str) -> None:
        """Refuse what would leave nothing on a card, though something was typed: emoji, marks without width."""
        if written.strip() and not clean(written):
            self.add_error(name, "Kartu tidak dapat memuat emoji atau tanda ini. Tulis dengan kata-kata.")

    def personal(self) -> list[Personal]:
        """The fields of a valid form that seem to hold a NIK, a phone number or a mail address."""
        return personal_in(self, TEXTS, mask)
