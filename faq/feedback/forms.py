"""What readers fill in: what was missing, or what is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from faq.models import FeedbackKind

LONGEST_TEXT = 1000
MISSING = {
    "syarat": _("Syaratnya tidak jelas"),
    "keadaan": _("Tidak sesuai keadaan saya"),
    "lama": _("Informasinya salah atau lama"),
    "tidak-ada": _("Yang saya cari tidak ada"),
    "sulit": _("Sulit dipahami"),
    "lain": _("Lainnya"),
}
"""What can be missing."""
WRONG = {
    "syarat": _("Syarat atau berkas"),
    "biaya": _("Biaya"),
    "waktu": _("Waktu atau langkah"),
    "tempat": _("Tempat atau jam buka"),
    "kontak": _("Nomor atau tautan"),
    "lain": _("Lainnya"),
}
"""What can be wrong."""


def reason_words(what: str, reason: str) -> str:
    """A reason in words; nothing for one that is not known any more."""
    reasons = WRONG if what == FeedbackKind.WRONG else MISSING
    return str(reasons.get(reason, ""))


class FeedbackForm(forms.Form):
    """Reason and text. `website` is a trap: people do not see it."""

    what: FeedbackKind
    reasons: dict[str, Any]
    text_label: Any
    note = ""
    """What to do before it can be stored, where nothing is wrong with what was written."""

    reason = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": _("Tulis paling banyak %(limit_value)s huruf.")},
    )
    website = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(self.reasons.items())
        self.fields["text"].label = self.text_label


class MissingForm(FeedbackForm):
    """What was missing: a reason, a text, or both."""

    what = FeedbackKind.MISSING
    reasons = MISSING
    text_label = _("Ceritakan sedikit (boleh kosong)")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors and not said.get("reason") and not said.get("text"):
            self.add_error("reason", _("Pilih satu alasan, atau tulis apa yang kurang."))
        return said


class WrongForm(FeedbackForm):
    """What is wrong: a text, and if they like which part."""

    what = FeedbackKind.WRONG
    reasons = WRONG
    text_label = _("Apa yang salah, dan apa yang benar menurut Anda?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = _("Tulis apa yang salah.")
