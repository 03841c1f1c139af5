"""Forms of the inbox: an answer, an answer that becomes a question of the FAQ, and beginnings of answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from faq.inbox.cleaning import free_slug
from faq.inbox.to_faq import Cleaned
from faq.models import AnswerTemplate, Inquiry, Question, Topic
from services import scope
from services.masking import mask
from services.models import Agency, Case, Service
from services.staff.personal import Personal, mask_but_ours, personal_in

LONGEST_ANSWER = 3000
PUBLIC_TEXTS = ("question", "answer", "details")
"""What everybody will read; looked through for numbers and addresses of persons."""


def whole_numbers(values: Sequence[str]) -> list[int]:
    """The primary keys among what a form sent; anything else is left out."""
    return [int(each) for each in values if each.isascii() and each.isdigit() and len(each) < 19]


class GroupForm(forms.Form):
    """Which questions were shown and how they stood (`seal`), and which of them are answered."""

    def __init__(self, *args: Any, rows: Sequence[Inquiry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    @property
    def shown(self) -> list[int]:
        """Primary keys of what stood on the page when it was opened."""
        return whole_numbers(self.data.getlist("tampil")) if self.is_bound else [row.pk for row in self.rows]

    @property
    def chosen(self) -> list[int]:
        """Primary keys of those to answer; all that are shown, before anything was sent."""
        return whole_numbers(self.data.getlist("untuk")) if self.is_bound else self.shown

    @property
    def seal(self) -> str:
        """How they stood."""
        return self.data.get("dasar", "")

    def clean(self) -> dict[str, Any]:
        if not set(self.chosen) & set(self.shown):
            raise forms.ValidationError("Pilih paling sedikit satu pertanyaan yang dijawab.")
        return super().clean()


class AnswerForm(GroupForm):
    """An answer for the askers alone."""

    jawaban = forms.CharField(
        label="Jawaban",
        max_length=LONGEST_ANSWER,
        required=False,
        widget=forms.Textarea({"rows": 8, "data-kept": ""}),
        help_text="Dibaca penanya dengan kodenya. Tulis sependek mungkin: apa yang dibawa, ke mana, kapan.",
    )

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed

    def clean_jawaban(self) -> str:
        text = self.cleaned_data["jawaban"].strip()
        if self.is_needed and not text:
            raise forms.ValidationError("Tulis jawabannya, atau pakai tanya jawab yang sudah ada.")
        return text

    def personal(self) -> list[Personal]:
        """Whether the answer of a valid form seems to hold a NIK, or a phone number or mail address that is not ours."""
        return personal_in(self, ["jawaban"], mask_but_ours)


class FaqForm(GroupForm):
    """An answer that everybody will read: a cleaned question with its answer."""

    question = forms.CharField(
        label="Pertanyaan", max_length=250, widget=forms.Textarea({"rows": 2, "data-kept": ""}),
        help_text="Satu kalimat, tanpa cerita dan tanpa data penanya. Contoh: Berapa lama KTP-el baru selesai?",
    )  # fmt: skip
    answer = forms.CharField(
        label="Jawaban singkat", max_length=1000, widget=forms.Textarea({"rows": 4, "data-kept": ""}),
        help_text="Dua atau tiga kalimat yang sudah cukup sendiri; dipakai juga di kartu.",
    )  # fmt: skip
    details = forms.CharField(
        label="Rincian", max_length=6000, required=False, widget=forms.Textarea({"rows": 5, "data-kept": ""}),
        help_text="Boleh kosong. Baris kosong memisahkan paragraf.",
    )  # fmt: skip
    private = forms.CharField(
        label="Tambahan untuk penanya saja", max_length=LONGEST_ANSWER, required=False,
        widget=forms.Textarea({"rows": 3, "data-kept": ""}),
        help_text="Boleh kosong. Hanya dibaca penanya dengan kodenya, tidak terbit.",
    )  # fmt: skip
    service = forms.ModelChoiceField(
        Service.objects.none(), label="Tentang layanan", required=False, empty_label="Bukan tentang satu layanan",
        help_text="Tanya jawab ini lalu juga tampil di halaman layanannya.",
    )  # fmt: skip
    cases = forms.MultipleChoiceField(
        label="Keadaan", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Tanpa pilihan: untuk semua keadaan.",
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label="Topik", required=False, empty_label="Tanpa topik"
    )
    slug = forms.SlugField(
        label="Alamat singkat", max_length=80, required=False,
        help_text="Bagian akhir alamat halaman. Kosongkan: dibuat dari pertanyaannya. Tetap selamanya setelah terbit.",
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = scope.own(Service.objects.order_by("name"), user)
        self.fields["service"].label_from_instance = lambda each: each.short_name or each.name
        known = dict(Case.objects.filter(service=self._service_key()).values_list("key", "label"))
        self.fields["cases"].choices = list(known.items())
        if self.is_bound:
            # Of a service that was chosen before another one.
            self.data = self.data.copy()
            self.data.setlist("cases", [each for each in self.data.getlist("cases") if each in known])

    def _service_key(self) -> int | None:
        given = whole_numbers([str(self["service"].value() or "")])
        return given[0] if given else None

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug and Question.objects.filter(slug=slug).exists():
            raise forms.ValidationError(f"Sudah dipakai. Yang masih bebas: {free_slug(slug)}.")
        return slug

    def personal(self) -> list[Personal]:
        """The fields of a valid form that seem to hold a NIK, a phone number or a mail address.

        Of what everybody reads also our own numbers, which belong beside the office; askers may be told them.
        """
        return personal_in(self, PUBLIC_TEXTS, mask) + personal_in(self, ["private"], mask_but_ours)

    def cleaned_question(self) -> Cleaned:
        """What a valid form says."""
        given = self.cleaned_data
        return Cleaned(
            question=" ".join(given["question"].split()), answer=given["answer"].strip(),
            details=given["details"].strip(), topic=given["topic"], service=given["service"],
            cases=tuple(given["cases"]), slug=given["slug"],
        )  # fmt: skip


class AssignForm(forms.Form):
    """Who takes care of a question; nobody if left empty."""

    petugas = forms.ModelChoiceField(
        get_user_model().objects.none(), label="Ditangani oleh", required=False, empty_label="Belum dibagi"
    )

    def __init__(self, *args: Any, people: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["petugas"].queryset = people
        self.fields["petugas"].label_from_instance = lambda each: each.get_full_name() or each.get_username()


class TemplateForm(forms.ModelForm):
    """The beginning of an answer. The agency is asked for only where someone works for several."""

    class Meta:
        model = AnswerTemplate
        fields = ["title", "text", "agency"]
        labels = {"title": "Nama", "text": "Isi", "agency": "Untuk instansi"}
        help_texts = {
            "title": "Untuk menemukannya lagi. Contoh: Blangko habis.",
            "text": "Dimasukkan ke jawaban apa adanya, lalu dilengkapi. Jangan menulis data warga di sini.",
        }
        widgets = {"text": forms.Textarea({"rows": 8, "data-kept": ""})}

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = None
        if len(agencies) == 1:
            del self.fields["agency"]
            self.instance.agency = agencies[0]

    def personal(self) -> list[Personal]:
        """Fields of a valid form that seem to hold a NIK, or a phone number or mail address that is not ours."""
        return personal_in(self, ["title", "text"], mask_but_ours)
