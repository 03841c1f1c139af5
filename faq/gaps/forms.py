"""Forms of what is done about a group."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from services.models import NotOurs, ServiceSpan, Synonym
from services.search.analysis import tokens

LONGEST_LIST = 2000
MOST_LINES = 30
MOST_KNOWN = 300
"""Words of each kind that a form offers."""
UNREADABLE = "Tulis kata dengan huruf atau angka Latin."


def lines_of(text: str) -> list[str]:
    """The lines that say something, each once."""
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


class LinesField(forms.CharField):
    """Words or phrases, one per line; a list of them when clean."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_LIST, **kwargs)

    def clean(self, value: Any) -> list[str]:
        lines = lines_of(super().clean(value))
        if any(not tokens(line) or len(line) > 80 for line in lines):
            raise ValidationError(f"{UNREADABLE} Paling panjang 80 huruf per baris.")
        if len(lines) > MOST_LINES:
            raise ValidationError(f"Paling banyak {MOST_LINES} baris.")
        return lines


class SynonymForm(forms.Form):
    """A word of the site, and the words of residents that mean it."""

    word = forms.CharField(
        label="Kata di situs ini",
        max_length=80,
        help_text=(
            "Kata yang sudah dipakai layanan atau jawaban kita, misalnya “kartu keluarga”. Yang sudah punya padanan "
            "ditambah, bukan diganti."
        ),
        widget=forms.TextInput(attrs={"list": "kata-situs", "autocomplete": "off"}),
    )
    also = LinesField(
        label="Kata yang diketik warga", help_text="Satu per baris. Hapus yang maksudnya berbeda."
    )

    def clean_word(self) -> str:
        """On one line, and with letters a search can read."""
        word = " ".join(self.cleaned_data["word"].split())
        if not tokens(word):
            raise ValidationError(UNREADABLE)
        return word

    def clean(self) -> dict[str, Any]:
        """A word is no synonym of itself."""
        cleaned = super().clean()
        word = cleaned.get("word", "").casefold()
        also = [each for each in cleaned.get("also") or [] if each.casefold() != word]
        if "also" in cleaned and word and not also:
            self.add_error("also", "Tulis paling sedikit satu kata lain.")
        return cleaned | {"also": also}


class NotOursForm(forms.ModelForm):
    """A matter of another institution, and the words by which residents look for it here."""

    words = LinesField(label="Kata yang diketik warga", help_text="Satu kata atau frasa per baris.")
    institution = forms.CharField(
        label="Instansi yang mengurus",
        max_length=150,
        required=False,
        help_text="Misalnya: Kantor Imigrasi. Boleh kosong bila urusan ini sudah ada di daftar.",
    )
    url = forms.URLField(label="Situs resmi", required=False, assume_scheme="https")

    class Meta:
        model = NotOurs
        fields = ["name", "words", "institution", "where", "url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def _post_clean(self) -> None:
        """What is known already gets more words, so a name that is taken is no fault; `settling` checks the row."""

    def clean(self) -> dict[str, Any]:
        """Who does it must be said once."""
        cleaned = super().clean()
        name = cleaned.get("name", "")
        is_known = NotOurs.objects.filter(name__iexact=name).exists()
        if name and not is_known and not cleaned.get("institution"):
            self.add_error("institution", "Tulis instansi yang mengurusnya.")
        return cleaned


def known_words() -> list[str]:
    """Words of the site to choose from: those that have synonyms already, and the names of live services."""
    names = ServiceSpan.objects.live().values_list("edition__title", flat=True)
    return sorted(
        {*Synonym.objects.values_list("word", flat=True)[:MOST_KNOWN], *names[:MOST_KNOWN]}, key=str.casefold
    )
