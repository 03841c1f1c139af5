"""Forms of agencies, offices, hours and closures."""

from django.contrib import admin
from django.db.models import URLField

from services import models
from services.admin.staff import OwnChoices, StaffAdmin

HTTPS_ADDRESSES = {URLField: {"assume_scheme": "https"}}


@admin.register(models.Agency)
class AgencyAdmin(StaffAdmin):
    """An agency; only one that publishes fills in the profile."""

    formfield_overrides = HTTPS_ADDRESSES
    list_display = ["name", "publisher", "brand_color"]
    prepopulated_fields = {"key": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "name_en", "key", "publisher", "position", "brand_color"]}),
        (
            "Profil penerbit",
            {
                "fields": [
                    "official_name", "official_name_en", "short_name", "parent_name", "tagline", "timezone",
                    "website", "email", "phone", "whatsapp", "whatsapp_hours", "standard_decree", "accessibility",
                ]
            },
        ),
        ("Media sosial", {"fields": ["social", "hashtags", "call_to_action", "verify_line"]}),
        ("Maklumat pelayanan", {"fields": ["pledge_title", "pledge_text", "pledge_basis"]}),
        (
            "Komponen standar internal",
            {
                "classes": ["collapse"],
                "fields": [
                    "standard_note", "facilities", "staff_competence", "internal_supervision", "number_of_staff",
                    "service_guarantee", "safety_guarantee", "performance_evaluation",
                ],
            },
        ),
    ]  # fmt: skip


class OpeningHoursInline(admin.TabularInline):
    """Intervals of a week; a split shift is two rows of one day."""

    model = models.OpeningHours
    extra = 0


class LimitedDayInline(OwnChoices, admin.TabularInline):
    """Days on which the office opens for some services only."""

    model = models.LimitedDay
    extra = 0
    autocomplete_fields = ["services"]


class MobileStopInline(admin.TabularInline):
    """Where a mobile unit stands."""

    model = models.MobileStop
    extra = 0
    fields = ["weekday", "weeks_of_month", "place", "latitude", "longitude", "position"]


@admin.register(models.Office)
class OfficeAdmin(StaffAdmin):
    """An office: its facts hold on every page the moment they are saved."""

    list_display = ["name", "type", "agency"]
    list_filter = ["type", "agency"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [OpeningHoursInline, LimitedDayInline, MobileStopInline]


@admin.register(models.Closure)
class ClosureAdmin(StaffAdmin):
    """A closure: entered once, it holds for hours, pages and cards."""

    list_display = ["start", "end", "name", "kind"]
    list_filter = ["kind"]
    date_hierarchy = "start"
    filter_horizontal = ["offices"]


@admin.register(models.RamadanPeriod)
class RamadanPeriodAdmin(StaffAdmin):
    """When Ramadan hours hold."""

    list_display = ["year", "start", "end", "estimated"]
