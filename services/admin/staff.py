"""What every staff form shares: people see their agencies' rows only, and what they do is written down."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from services import audit, scope
from services.admin.autocompletes import careful
from services.links import Link
from services.models import Service

MOST_WORDS = 20
"""Words of a search in a list that are looked for; a database refuses an expression of a thousand."""


class StaffAdmin(admin.ModelAdmin):
    """Base of all staff forms. Lists, autocompletes and choices hold own rows only; changes go to the audit log."""

    place: tuple[str, str] | None = None
    """Words and name of the page of the workspace where these rows are at home."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        place = Link(self.place[0], reverse(self.place[1])) if self.place else None
        more = {"place": place, "show_save_and_add_another": False}
        context["adminform"].form.label_suffix = ""
        return super().render_change_form(request, more | context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return scope.own(super().get_queryset(request), request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        first = " ".join(search_term.split()[:MOST_WORDS])
        return super().get_search_results(request, queryset, first)

    def get_form(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        # On the request: Django does not tell fields whose form they are made for, and one object serves everybody.
        request.form_rows = self.model._default_manager.filter(pk=obj.pk if obj else None)
        return super().get_form(request, obj, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; a filter no calendar or number reaches leads to the plain list instead of an error."""
        if not request.GET:
            return super().changelist_view(request, extra_context)
        try:
            response = super().changelist_view(request, extra_context)
            if not getattr(response, "is_rendered", True):
                response.render()  # the bar of dates above a list is computed as late as this
        except (ValueError, OverflowError):
            messages.warning(request, "Saringan itu tidak bisa dipakai. Ini daftar selengkapnya.")
            return redirect(request.path)
        return response

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        chosen = own_choices(db_field, request, kwargs, getattr(request, "form_rows", None))
        return careful(super().formfield_for_foreignkey(db_field, request, **chosen))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        chosen = own_choices(db_field, request, kwargs, getattr(request, "form_rows", None))
        return careful(super().formfield_for_manytomany(db_field, request, **chosen))

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
    """Mixin of an inline: its choices hold own rows, and what its rows name already."""

    form_rows: QuerySet | None = None

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        # Inlines are made anew for every request, so that the rows of this form can be kept here.
        parent = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)
        self.form_rows = self.get_queryset(request).filter(**{parent.name: obj.pk if obj else None})
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        chosen = own_choices(db_field, request, kwargs, self.form_rows)
        return careful(super().formfield_for_foreignkey(db_field, request, **chosen))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        chosen = own_choices(db_field, request, kwargs, self.form_rows)
        return careful(super().formfield_for_manytomany(db_field, request, **chosen))


class OwnServices(OwnChoices):
    """Mixin of an inline that joins something all share with services: it shows rows of own services only."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super().get_queryset(request).filter(service__in=scope.own(Service.objects.all(), request.user))
        )


def own_choices(
    db_field: Any, request: HttpRequest, kwargs: dict[str, Any], form_rows: QuerySet | None
) -> dict[str, Any]:
    """The arguments of a form field, with its choices limited to own rows unless they are limited already.

    What the saved rows of the form name already can stay, whoever it belongs to: a form sent back as it was opened
    changes nothing.
    """
    if "queryset" in kwargs or scope.is_shared(db_field.remote_field.model):
        return kwargs
    rows = db_field.remote_field.model._default_manager.all()
    own = scope.own(rows, request.user)
    if form_rows is not None and not request.user.is_superuser:
        held = form_rows.exclude(**{db_field.name: None}).values(db_field.name)
        own = rows.filter(Q(pk__in=own.values("pk")) | Q(pk__in=held))
    return kwargs | {"queryset": own}


def _changed(message: Any) -> list[str]:
    """Names of the fields a form changed, out of Django's own message."""
    if not isinstance(message, list):
        return []
    found = [name for part in message for name in part.get("changed", {}).get("fields", [])]
    found += [
        str(part[verb].get("name", "")) for part in message for verb in ("added", "deleted") if part.get(verb)
    ]
    return list(dict.fromkeys(filter(None, found)))
