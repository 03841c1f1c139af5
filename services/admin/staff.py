"""What every staff form shares: people see their agencies' rows only, and what they do is written down."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from services import audit, scope
from services.models import Service


class StaffAdmin(admin.ModelAdmin):
    """Base of all staff forms. Lists, autocompletes and choices hold own rows only; changes go to the audit log."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return scope.own(super().get_queryset(request), request.user)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **own_choices(db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **own_choices(db_field, request, kwargs))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What all agencies share can only be deleted by who covers all: others' entries may rest on it."""
        if not super().has_delete_permission(request, obj):
            return False
        return not scope.is_shared(self.model) or scope.covers_all(request.user)

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


class OwnRelatedFilter(admin.RelatedFieldListFilter):
    """The filter beside a list, for every relation: it offers own rows only."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        ordering = self.field_admin_ordering(field, request, model_admin)
        own = scope.own(field.remote_field.model._default_manager.all(), request.user)
        return field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to={"pk__in": own.values("pk")}
        )


admin.FieldListFilter.register(lambda field: bool(field.remote_field), OwnRelatedFilter, take_priority=True)


class OwnChoices:
    """Mixin of an inline: its choices hold own rows only."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **own_choices(db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **own_choices(db_field, request, kwargs))


class OwnServices(OwnChoices):
    """Mixin of an inline that joins something all share with services: it shows rows of own services only."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super().get_queryset(request).filter(service__in=scope.own(Service.objects.all(), request.user))
        )


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
