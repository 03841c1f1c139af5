"""What the forms of every entry share: its state at the top, buttons that submit or publish, no silent overwriting."""

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import TextField
from django.http import HttpRequest

from services import drafting
from services.admin.conflicts import ConflictMixin
from services.admin.staff import StaffAdmin
from services.admin.workflow import WorkflowMixin
from services.models import Entry


class EntryAdmin(ConflictMixin, WorkflowMixin, StaffAdmin):
    """Saving keeps a draft; only publishing changes what the public reads."""

    change_form_template = "admin/entry_change_form.html"
    formfield_overrides = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def get_readonly_fields(self, request: HttpRequest, obj: Entry | None = None) -> Any:
        """What is printed on cards and in links cannot be typed over once something was published."""
        fixed = ("slug",) if obj and obj.editions.exists() else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Entry | None = None) -> Any:
        """A slug that is fixed is not made from the name either."""
        fixed = self.get_readonly_fields(request, obj)
        given = super().get_prepopulated_fields(request, obj)
        return {name: sources for name, sources in given.items() if name not in fixed}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Everything is saved: what the draft says now is remembered."""
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(each.has_changed() for each in formsets):
            drafting.remember(form.instance, request.user)
