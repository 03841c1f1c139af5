"""The form of a service: sections in the order of the public page, its parts as sortable inlines."""

from typing import Any

from adminsortable2.admin import SortableAdminBase, SortableStackedInline, SortableTabularInline
from django.contrib import admin
from django.http import HttpRequest

from services import models
from services.admin.entry import EntryAdmin
from services.admin.staff import OwnChoices


class OfOneService:
    """Mixin of an inline whose choices must come from the same service: cases, alternatives."""

    def get_formset(self, request: HttpRequest, obj: models.Service | None = None, **kwargs: Any) -> Any:
        self.service = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "cases":
            kwargs["queryset"] = models.Case.objects.filter(service=self.service)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "alternative_to":
            kwargs["queryset"] = models.Requirement.objects.filter(service=self.service)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CaseInline(SortableTabularInline):
    """The situations a resident can be in."""

    model = models.Case
    extra = 0
    fields = ["label", "key", "position"]


class RequirementInline(OfOneService, SortableStackedInline):
    """What people must bring."""

    model = models.Requirement
    extra = 0
    autocomplete_fields = ["document"]
    fields = [
        ("label", "form"), ("copies", "form_code"), ("document", "alternative_to"), "condition", "cases", "note",
        ("where_to_get", "legal_ref"), "key", "position",
    ]  # fmt: skip


class StepInline(OfOneService, SortableStackedInline):
    """The flow."""

    model = models.Step
    extra = 0
    fields = [("actor", "where"), "text", "cases", "position"]


class LegalBasisInline(SortableTabularInline):
    """The rules it rests on."""

    model = models.ServiceLegalBasis
    extra = 0
    autocomplete_fields = ["legal_basis"]


class OfficeInline(OwnChoices, SortableTabularInline):
    """Where it is given."""

    model = models.ServiceOffice
    extra = 0


class ChannelInline(SortableTabularInline):
    """Where to complain."""

    model = models.ServiceChannel
    extra = 0


class RelatedInline(OwnChoices, SortableTabularInline):
    """What people who need it often need too."""

    model = models.RelatedService
    fk_name = "service"
    extra = 0
    autocomplete_fields = ["other"]


@admin.register(models.Service)
class ServiceAdmin(SortableAdminBase, EntryAdmin):
    """The draft of a service."""

    publish_permission = "services.publish_service"
    public_url = "service"
    list_display = ["name", "category", "agency", "state", "updated_at"]
    list_filter = ["category", "agency"]
    list_select_related = ["category", "agency"]
    search_fields = ["name", "short_name", "everyday_names", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    save_on_top = True
    fieldsets = [
        (
            "Layanan",
            {
                "fields": [
                    "name", "short_name", "slug", ("category", "agency"), "responsible_unit", "summary", "description",
                    "everyday_names", "search_terms", "pinned",
                ]
            },
        ),
        ("Siapa", {"fields": ["who_can_apply", "representation"]}),
        ("Yang tidak diperlukan", {"fields": ["not_required"]}),
        (
            "Waktu",
            {
                "fields": [
                    "time_text", ("time_max_value", "time_unit"), "time_starts_when", ("time_kind", "time_basis"),
                    "time_note", "deadline_text", ("deadline_days", "deadline_basis"),
                ]
            },
        ),
        (
            "Biaya",
            {"fields": ["fee_text", ("fee_amount", "fee_currency"), "fee_basis", "fee_other_costs", "fee_note"]},
        ),
        ("Hasil", {"fields": ["product", "validity"]}),
        ("Tempat dan daring", {"fields": ["location_note", "online_consult", "online_apply", "online_text"]}),
        ("Saran", {"fields": ["tips"]}),
        ("Pemeriksaan", {"fields": ["evidence_level", "evidence_note", "sources", "facts_as_of"]}),
        ("Bahasa Inggris", {"classes": ["collapse"], "fields": ["name_en", "summary_en"]}),
    ]  # fmt: skip
    inlines = [
        CaseInline, RequirementInline, StepInline, OfficeInline, ChannelInline, LegalBasisInline, RelatedInline,
    ]  # fmt: skip
