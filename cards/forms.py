"""What a PR officer chooses in the studio."""

from typing import Any

from django import forms

from cards.content import CardOptions
from cards.formats import FORMATS, PACK_FORMATS
from cards.printed import SECTION_NAMES
from cards.registry import today
from services.document import ServiceDocument


class PackForm(forms.Form):
    """Sections, cases, format and picture kind of a pack. An empty form means: everything, portrait, PNG."""

    bagian = forms.MultipleChoiceField(
        label="Bagian",
        choices=list(SECTION_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu bagian."},
    )
    keadaan = forms.MultipleChoiceField(
        label="Keadaan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu keadaan."},
    )
    format = forms.ChoiceField(
        label="Ukuran",
        choices=[(key, f"{FORMATS[key].label} — {FORMATS[key].use}") for key in PACK_FORMATS],
        widget=forms.RadioSelect,
    )
    jenis = forms.ChoiceField(
        label="Jenis berkas",
        choices=[
            ("png", "PNG (tajam, untuk disunting atau dicetak)"),
            ("jpeg", "JPEG (ringan, untuk diunggah)"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, document: ServiceDocument) -> None:
        """`data` may lack fields: those take what a pack usually has."""
        cases = [(case.key, case.label) for case in document.cases]
        super().__init__(self._filled(data, [key for key, _ in cases]))
        self.fields["keadaan"].choices = cases
        if not cases:
            del self.fields["keadaan"]

    @staticmethod
    def _filled(data: Any, cases: list[str]) -> Any:
        filled = data.copy()
        # A form that was sent names its format; only then does "none ticked" mean none.
        if "format" not in filled:
            filled.setlist("bagian", filled.getlist("bagian") or list(SECTION_NAMES))
            filled.setlist("keadaan", filled.getlist("keadaan") or cases)
            filled["format"] = PACK_FORMATS[0]
        filled.setdefault("jenis", "png")
        return filled

    def options(self) -> CardOptions:
        """The chosen options of a valid form, as of today. All cases ticked also means those added later."""
        chosen = self.cleaned_data.get("keadaan", [])
        everything = "keadaan" not in self.fields or len(chosen) == len(self.fields["keadaan"].choices)
        return CardOptions(
            as_of=today(),
            sections=tuple(self.cleaned_data["bagian"]),
            cases=None if everything else tuple(chosen),
            format=self.cleaned_data["format"],
        )
