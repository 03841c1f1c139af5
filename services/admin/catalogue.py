"""Forms of what many services share."""

from adminsortable2.admin import SortableAdminBase, SortableAdminMixin, SortableTabularInline
from django.contrib import admin

from services import models
from services.admin.agency import HTTPS_ADDRESSES
from services.admin.staff import OwnServices, StaffAdmin


@admin.register(models.Category)
class CategoryAdmin(SortableAdminMixin, StaffAdmin):
    """A shelf."""

    list_display = ["name", "key", "position"]
    prepopulated_fields = {"key": ["name"]}


@admin.register(models.LegalBasis)
class LegalBasisAdmin(StaffAdmin):
    """A rule."""

    list_display = ["short", "title"]
    search_fields = ["short", "title", "about"]
    prepopulated_fields = {"key": ["short"]}


@admin.register(models.Form)
class FormAdmin(StaffAdmin):
    """An official form."""

    list_display = ["code", "name", "free"]
    search_fields = ["code", "name"]


@admin.register(models.Channel)
class ChannelAdmin(StaffAdmin):
    """A way to complain."""

    formfield_overrides = HTTPS_ADDRESSES
    list_display = ["name", "kind", "value"]
    search_fields = ["name", "value"]
    prepopulated_fields = {"key": ["name"]}


class DocumentIssuerInline(OwnServices, SortableTabularInline):
    """Our services that issue a paper."""

    model = models.DocumentIssuer
    extra = 0
    autocomplete_fields = ["service"]


@admin.register(models.Document)
class DocumentAdmin(SortableAdminBase, StaffAdmin):
    """A paper."""

    list_display = ["name", "issuer"]
    search_fields = ["name", "key"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [DocumentIssuerInline]


class LifeEventServiceInline(OwnServices, SortableTabularInline):
    """The services a life event needs, in order."""

    model = models.LifeEventService
    extra = 0
    autocomplete_fields = ["service"]


@admin.register(models.LifeEvent)
class LifeEventAdmin(SortableAdminBase, StaffAdmin):
    """A life event."""

    list_display = ["name", "summary"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [LifeEventServiceInline]
