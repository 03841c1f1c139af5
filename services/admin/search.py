"""Forms of the words the search knows."""

from adminsortable2.admin import SortableAdminMixin
from django.contrib import admin

from services import models
from services.admin.agency import HTTPS_ADDRESSES
from services.admin.staff import StaffAdmin


@admin.register(models.Synonym)
class SynonymAdmin(StaffAdmin):
    """Words that mean the same."""

    list_display = ["word", "others"]
    search_fields = ["word", "also"]

    @admin.display(description="kata lain yang dipakai warga")
    def others(self, synonym: models.Synonym) -> str:
        """The other words on one line."""
        return ", ".join(synonym.also)


@admin.register(models.NotOurs)
class NotOursAdmin(SortableAdminMixin, StaffAdmin):
    """A matter of another institution."""

    formfield_overrides = HTTPS_ADDRESSES
    list_display = ["name", "institution", "position"]
    search_fields = ["name", "words", "institution"]
