"""What every staff form shares: people see their agencies' rows only, and what they do is written down."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from services import audit, scope


class StaffAdmin(admin.ModelAdmin):
    """Base of all staff forms. Lists, autocompletes and choices hold own rows only; changes go to the audit log."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return scope.own(super().get_queryset(request), request.user)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **own_choices(db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **own_choices(db_field, request, kwargs))

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        audit.record("add", obj, by=request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        if message:
            audit.record("change", obj, by=request.user, fields=_changed(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> Any:
        for row in queryset:
            audit.record("delete", row, by=request.user)
        return super().log_deletions(request, queryset)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not scope.is_own(obj, request.user):
            raise PermissionDenied  # the transaction of the form is undone: nobody moves a row to another agency


class OwnChoices:
    """Mixin of an inline: its choices hold own rows only."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **own_choices(db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **own_choices(db_field, request, kwargs))


def own_choices(db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a form field, with its choices limited to own rows unless they are limited already."""
    if "queryset" in kwargs or scope.is_shared(db_field.remote_field.model):
        return kwargs
    return kwargs | {"queryset": scope.own(db_field.remote_field.model._default_manager.all(), request.user)}


def _changed(message: Any) -> list[str]:
    """Names of the fields a form changed, out of Django's own message."""
    if not isinstance(message, list):
        return []
    found = [name for part in message for name in part.get("changed", {}).get("fields", [])]
    found += [
        str(part[verb].get("name", "")) for part in message for verb in ("added", "deleted") if part.get(verb)
    ]
    return list(dict.fromkeys(filter(None, found)))
