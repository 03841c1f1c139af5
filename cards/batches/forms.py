"""What a PR officer chooses for a batch: which cards, and how all of them look."""

from dataclasses import dataclass
from typing import Any, get_args

from django import forms

from cards.archive import POSTERS, Picture
from cards.batches.orders import BatchOptions, Subject, choosable
from cards.content import Language, Theme
from cards.formats import DEFAULT_FORMAT, FORMATS, PACK_FORMATS
from cards.models import CardKind

OFFERED = (CardKind.PACK, CardKind.QUESTION, CardKind.TOPIC, CardKind.OFFICE)
"""Kinds a batch is made of. Closures, notices and corrections are made one by one, when they happen."""
THEMES: dict[str, str] = {"light": "Terang", "brand": "Warna instansi", "dark": "Gelap"}
LANGUAGES: dict[str, str] = {
    "id": "Indonesia",
    "en": "Inggris (isi yang belum diterjemahkan tetap Indonesia)",
}
PICTURES: dict[str, str] = {
    "png": "PNG (tajam, untuk disunting atau dicetak)",
    "jpeg": "JPEG (ringan, untuk diunggah)",
}


def _named(keys: tuple[str, ...], names: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, names.get(key, key)) for key in keys]


@dataclass(frozen=True)
class Row:
    """One subject that may be ticked."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """Subjects of one kind."""

    key: str
    label: str
    rows: tuple[Row, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(row.is_chosen for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Only some of them are ticked: then it matters which."""
        return 0 < self.chosen < len(self.rows)


class OrderForm(forms.Form):
    """Which cards and how. Fresh, every service is ticked."""

    isi = forms.MultipleChoiceField(
        label="Kartu", error_messages={"required": "Pilih paling sedikit satu kartu."}
    )
    ukuran = forms.MultipleChoiceField(
        label="Ukuran",
        choices=[(key, f"{FORMATS[key].label} — {FORMATS[key].use}") for key in PACK_FORMATS],
        widget=forms.CheckboxSelectMultiple,
        initial=[DEFAULT_FORMAT],
        error_messages={"required": "Pilih paling sedikit satu ukuran."},
    )
    poster = forms.MultipleChoiceField(
        label="Poster untuk dicetak",
        choices=[(key, f"Poster {key.upper()} (PDF)") for key in POSTERS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tema = forms.ChoiceField(
        label="Tema", choices=_named(get_args(Theme), THEMES), widget=forms.RadioSelect, initial="light"
    )
    bahasa = forms.ChoiceField(
        label="Bahasa kartu",
        choices=_named(get_args(Language), LANGUAGES),
        widget=forms.RadioSelect,
        initial="id",
    )
    rincian = forms.ChoiceField(
        label="Panjang paket layanan",
        choices=[("full", "Lengkap"), ("brief", "Ringkas (syarat tetap lengkap)")],
        widget=forms.RadioSelect,
        initial="full",
        required=False,
    )
    jenis = forms.ChoiceField(
        label="Jenis berkas",
        choices=_named(get_args(Picture), PICTURES),
        widget=forms.RadioSelect,
        initial="png",
    )

    def __init__(self, data: Any = None, *, user: Any) -> None:
        super().__init__(data)
        self._found = {kind: choosable(user, kind) for kind in OFFERED}
        self.fields["isi"].choices = [
            (f"{each.kind}:{each.key}", each.title) for found in self._found.values() for each in found
        ]

    def groups(self) -> list[Group]:
        """The subjects by kind, for the page; kinds that have none are left out."""
        return [
            Group(kind.value, str(kind.label), tuple(self._row(kind, each.key, each.title) for each in found))
            for kind, found in self._found.items()
            if found
        ]

    def _row(self, kind: CardKind, key: str, title: str) -> Row:
        value = f"{kind.value}:{key}"
        chosen = value in self.data.getlist("isi") if self.is_bound else kind == CardKind.PACK
        return Row(value, title, chosen)

    def looks(self) -> list[forms.BoundField]:
        """The fields that say how all packs look, in the order of the page."""
        return [self[name] for name in ("ukuran", "poster", "tema", "bahasa", "rincian", "jenis")]

    def subjects(self) -> list[Subject]:
        """The chosen subjects of a valid form, in the order of the page."""
        titles = dict(self.fields["isi"].choices)
        chosen = [value for value in titles if value in self.cleaned_data["isi"]]
        return [Subject(*value.split(":", 1), titles[value]) for value in chosen]

    def options(self) -> BatchOptions:
        """How the packs of a valid form look."""
        chosen = self.cleaned_data
        return BatchOptions(
            formats=tuple(chosen["ukuran"]),
            posters=tuple(chosen["poster"]),
            theme=chosen["tema"],
            language=chosen["bahasa"],
            detail=chosen["rincian"] or "full",
            picture=chosen["jenis"],
        )
