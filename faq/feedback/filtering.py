"""Which feedback the staff want to see."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from faq.feedback.subjects import KIND_WORDS
from faq.models import Feedback, FeedbackKind
from services import scope
from services.models import Agency

OPEN, SETTLED, ALL = "", "beres", "semua"
STATES = [(OPEN, "Belum dibereskan"), (SETTLED, "Sudah dibereskan"), (ALL, "Semua")]


class FilterForm(forms.Form):
    """State, what it is, kind of page, agency, and one page. What it does not know is ignored."""

    keadaan = forms.ChoiceField(label="Keadaan", choices=STATES, required=False)
    tentang = forms.ChoiceField(
        label="Tentang", choices=[("", "Semua"), *FeedbackKind.choices], required=False
    )
    jenis = forms.ChoiceField(
        label="Jenis halaman", choices=[("", "Semua"), *KIND_WORDS.items()], required=False
    )
    instansi = forms.ModelChoiceField(
        Agency.objects.none(), label="Instansi", empty_label="Semua", required=False
    )
    halaman = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.user = request.user
        agencies = Agency.objects.filter(pk__in=scope.agencies_of(request.user)).order_by("position", "name")
        self.fields["instansi"].queryset = agencies
        if len(agencies) < 2:
            del self.fields["instansi"]
        self.is_valid()

    @property
    def shown(self) -> list[Any]:
        """The fields people see."""
        return [field for field in self if not field.is_hidden]

    @property
    def page(self) -> tuple[str, str] | None:
        """The one page that is asked for."""
        said = self.cleaned_data
        return (said["jenis"], said["halaman"]) if said.get("jenis") and said.get("halaman") else None

    @property
    def parameters(self) -> dict[str, str]:
        """What the address says of it."""
        said = {name: self.cleaned_data.get(name) for name in self.fields}
        return {
            name: str(value.pk if isinstance(value, Agency) else value)
            for name, value in said.items()
            if value
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether less is shown than what is open."""
        return bool(self.parameters)

    def found(self) -> QuerySet[Feedback]:
        """The own feedback that fits, newest first."""
        said = self.cleaned_data
        rows = scope.own(Feedback.objects.select_related("agency", "settled_by"), self.user)
        state = said.get("keadaan", OPEN)
        if state != ALL:
            rows = rows.filter(settled_at__isnull=state != SETTLED)
        if said.get("tentang"):
            rows = rows.filter(what=said["tentang"])
        if said.get("jenis"):
            rows = rows.filter(kind=said["jenis"])
        if said.get("halaman"):
            rows = rows.filter(key=said["halaman"])
        if said.get("instansi"):
            rows = rows.filter(agency=said["instansi"])
        return rows.order_by("-at", "-pk")
