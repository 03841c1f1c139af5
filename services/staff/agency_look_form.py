"""The form of what an agency's cards bear: its accounts by network, hashtags, call to action and verify line."""

import re
from typing import Any

from django import forms

NETWORKS = {
    "instagram": ("Instagram", "@disdukcapil.contoh"),
    "facebook": ("Facebook", "Disdukcapil Contoh"),
    "x": ("X (Twitter)", "@disdukcapil"),
    "tiktok": ("TikTok", "@disdukcapil.contoh"),
    "youtube": ("YouTube", "@disdukcapilcontoh"),
    "whatsapp": ("Saluran WhatsApp", "whatsapp.com/channel/…"),
    "threads": ("Threads", "@disdukcapil.contoh"),
}
"""Networks with a field of their own: their key in an agency's accounts, what people call them, an example."""

HASHTAGS_USED = 5
LONGEST_ACCOUNT = 80
_TAKEN = frozenset(
    ("hashtags", "call_to_action", "verify_line")
)  # what else stands beside accounts in a catalogue
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_TAG = re.compile(r"\A#?[^\W_]\w*+\Z")


class LookForm(forms.Form):
    """Accounts, hashtags and lines of an agency. Networks without a field of their own are kept in lines."""

    brand_color = forms.CharField(
        label="Warna utama",
        required=False,
        max_length=7,
        widget=forms.TextInput({"type": "color"}),
        help_text="Keterbacaan tiap warna disesuaikan sendiri.",
    )
    others = forms.CharField(
        label="Akun lain",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Satu per baris: jaringan, titik dua, akun. Misalnya “telegram: @disdukcapil”.",
    )
    hashtags = forms.CharField(
        label="Tagar",
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=f"Satu per baris. Caption memakai {HASHTAGS_USED} yang pertama, sesuai batas platform.",
    )
    call_to_action = forms.CharField(
        label="Ajakan di slide terakhir",
        required=False,
        max_length=200,
        help_text="Misalnya: Simpan dan bagikan ke grup RT. Kosongkan untuk “Simpan & bagikan”.",
    )
    verify_line = forms.CharField(
        label="Baris cek keaslian",
        required=False,
        max_length=200,
        help_text="Misalnya: Info resmi hanya dari akun bercentang @disdukcapil.contoh.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for network, (label, example) in NETWORKS.items():
            self.fields[network] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_ACCOUNT,
                widget=forms.TextInput({"placeholder": example, "autocomplete": "off"}),
            )

    @property
    def accounts(self) -> list[forms.BoundField]:
        """The fields of the networks, in their order."""
        return [self[network] for network in NETWORKS]

    def clean_brand_color(self) -> str:
        """As it is kept: "#0f766e", in small letters."""
        typed = self.cleaned_data["brand_color"].lower()
        if typed and not _COLOUR.match(typed):
            raise forms.ValidationError("Tulis warna seperti #0f766e.")
        return typed

    def clean_others(self) -> dict[str, str]:
        """The other networks with their accounts."""
        found: dict[str, str] = {}
        for number, line in enumerate(self.cleaned_data["others"].splitlines(), start=1):
            if not line.strip():
                continue
            network, mark, account = (part.strip() for part in line.partition(":"))
            if not (mark and network and account) or len(account) > LONGEST_ACCOUNT:
                raise forms.ValidationError(f"Baris {number}: tulis seperti “telegram: @kantor”.")
            if network.casefold() in (*NETWORKS, *_TAKEN):
                raise forms.ValidationError(
                    f"Baris {number}: “{network}” punya kolom sendiri di halaman ini."
                )
            found[network.casefold()] = account
        return found

    def clean_hashtags(self) -> list[str]:
        """Each once, as typed: with or without its "#"."""
        tags: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["hashtags"].splitlines())):
            if not _TAG.match(line):
                raise forms.ValidationError(f"“{line}” bukan tagar: pakai huruf dan angka tanpa spasi.")
            tags.setdefault(line.lstrip("#").casefold(), line)
        return list(tags.values())

    def state(self, before: dict[str, Any]) -> dict[str, Any]:
        """The look this form asks for; accounts keep their order, and what the form does not show stays."""
        typed = {name: self.cleaned_data[name] for name in NETWORKS} | self.cleaned_data["others"]
        order = [network for network, _ in before["social"] if network in typed]
        kept = [*order, *(network for network in typed if network not in order)]
        return before | {
            "social": [[network, typed[network]] for network in kept if typed[network]],
            "hashtags": self.cleaned_data["hashtags"],
            "call_to_action": self.cleaned_data["call_to_action"],
            "verify_line": self.cleaned_data["verify_line"],
            "brand_color": self.cleaned_data["brand_color"] or before["brand_color"],
        }


def initial_of(state: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of a look."""
    accounts = dict(state["social"])
    others = "\n".join(f"{name}: {account}" for name, account in accounts.items() if name not in NETWORKS)
    lines = {name: state[name] for name in ("call_to_action", "verify_line", "brand_color")}
    named = {name: accounts.get(name, "") for name in NETWORKS}
    return named | lines | {"others": others, "hashtags": "\n".join(state["hashtags"])}
