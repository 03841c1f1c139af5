"""The form of a question: the cases of its service as boxes to tick, and not too many related questions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.models import MOST_RELATED, Question
from services.admin.rows import OrderedFormSet
from services.models import Case


class CasesField(forms.MultipleChoiceField):
    """Keys of the cases that a question answers for. None ticked: all of them."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": "Layanannya berganti, jadi keadaan yang tadi dicentang tidak ada di sini. Centang lagi.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class QuestionForm(forms.ModelForm):
    """The cases offered are those of the service that is chosen in the same form."""

    class Meta:
        model = Question
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "cases" in self.fields:
            self.fields["cases"].choices = self._cases()

    def _cases(self) -> list[tuple[str, str]]:
        """What is ticked already stays to be seen, also where the service has dropped it since."""
        service = self._service()
        known = dict(Case.objects.filter(service=service).values_list("key", "label")) if service else {}
        held = self.instance.cases if str(self.instance.service_id or "") == service else []
        gone = [(key, f"{key} (sudah tidak ada di layanannya)") for key in held if key not in known]
        return [*known.items(), *gone]

    def _service(self) -> str:
        """The primary key of the chosen service, "" if there is none."""
        if self.is_bound and "service" in self.fields:
            chosen = str(self.data.get(self.add_prefix("service"), ""))
        else:
            chosen = str(self.instance.service_id or self.initial.get("service") or "")
        return chosen if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19 else ""


class RelatedFormSet(OrderedFormSet):
    """Related questions in order; one more than there may be is named."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        for form in kept:
            if self.instance.pk and form.cleaned_data.get("related") == self.instance:
                form.add_error("related", "Ini pertanyaan yang sama; pilih pertanyaan lain.")
        more = sum(bool(form.instance.pk or form.has_changed()) for form in kept) - MOST_RELATED
        if more > 0:
            raise ValidationError(
                f"Paling banyak {MOST_RELATED} pertanyaan terkait; hapus {more} di antaranya."
            )
