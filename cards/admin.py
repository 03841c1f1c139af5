from django.contrib import admin
from django.http import HttpRequest

from cards.models import Card
from services.admin.staff import StaffAdmin


@admin.register(Card)
class CardAdmin(StaffAdmin):
    """Issued cards and leaflets, to look at: they are made elsewhere and never changed."""

    list_display = ["code", "kind", "subject", "issued_at", "issued_by", "downloads"]
    search_fields = ["code", "subject"]
    list_filter = ["kind", "issued_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Card | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Card | None = None) -> bool:
        return False
