"""Who someone is, what they may do, and for whom: the forms of an administrator."""

from collections.abc import Iterable
from typing import Any

from django import forms

from portal import roles
from portal.people import directory

LONGEST_NUMBER = 18
ROLE_WORDS = {
    roles.EDITOR: "menulis draf layanan dan tanya jawab",
    roles.REVIEWER: "meninjau dan menerbitkan; wajib kode kedua",
    roles.PR: "membuat kartu di studio",
    roles.COUNTER: "membaca saja, untuk petugas loket",
    roles.ADMINISTRATOR: "mengatur orang, instansi, dan kantor; wajib kode kedua",
}


class RowsField(forms.ModelMultipleChoiceField):
    """Rows by their number; a number that no column holds is no row."""

    def clean(self, value: Any) -> Any:
        """The chosen rows."""
        for each in value or []:
            if len(str(each)) > LONGEST_NUMBER:
                raise forms.ValidationError("Pilihan ini tidak ada. Muat ulang halaman, lalu pilih lagi.")
        return super().clean(value)


class AccessForm(forms.Form):
    """Roles, agencies and position. `by` can give no more than they have."""

    roles = forms.MultipleChoiceField(
        label="Peran",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu peran."},
    )
    agencies = RowsField(
        label="Instansi",
        help_text="Orang ini hanya melihat isi instansi yang dipilih, dan isi instansi yang diterbitkannya.",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu instansi."},
    )
    position = forms.CharField(
        label="Jabatan (boleh kosong)",
        help_text="Tampil pada pernyataan “masih benar” di halaman layanan.",
        max_length=150,
        required=False,
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices(directory.grantable_roles(by))
        self.fields["agencies"].queryset = directory.own_agencies(by)


def role_choices(names: Iterable[str]) -> list[tuple[str, str]]:
    """Roles with what they are for."""
    return [(name, f"{name}: {ROLE_WORDS[name]}") for name in names]


class NameForm(forms.Form):
    """What someone is called, and where mail reaches them."""

    name = forms.CharField(label="Nama", max_length=150, error_messages={"required": "Isi namanya."})
    email = forms.EmailField(
        label="Surel (boleh kosong)",
        required=False,
        error_messages={"invalid": "Surel belum lengkap, misalnya siti@contohkab.go.id."},
    )


class InviteForm(NameForm, AccessForm):
    """Whom to invite, and what for."""

    field_order = ["name", "email", "roles", "agencies", "position"]


class PersonForm(NameForm, AccessForm):
    """Someone who is here already. What `by` may not change is not asked."""

    field_order = InviteForm.field_order

    def __init__(self, *args: Any, person: Any, by: Any, **kwargs: Any) -> None:
        memberships = list(person.memberships.filter(agency__in=directory.own_agencies(by)))
        initial = {
            "name": person.get_full_name(),
            "email": person.email,
            "roles": [group.name for group in person.groups.all()],
            "agencies": [each.agency_id for each in memberships],
            "position": next((each.position for each in memberships if each.position), ""),
        }
        super().__init__(*args, by=by, initial=initial, **kwargs)
        self.fields["name"].required = bool(initial["name"])
        self.fields["roles"].required = not person.is_superuser
        self.fields["agencies"].required = not person.is_superuser
        if person == by:
            del self.fields["roles"], self.fields["agencies"]
