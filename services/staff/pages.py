"""How a page of the workspace is guarded and shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from services.links import Link


def staff_page(*permissions: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Decorator of a view: strangers are asked to sign in, staff without one of these permissions get 403.

    Whose rows they see is not decided here: every query goes through `services.scope.own`.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permissions and not any(map(request.user.has_perm, permissions)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        def entrance(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return admin.site.admin_view(guarded)(request, *args, **kwargs)

        return wraps(view)(entrance)

    return decorate


def show_staff(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any] | None = None,
    *,
    trail: list[Link] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a page of the workspace: a template that extends "staff/page.html"."""
    frame = admin.site.each_context(request) | {"title": title, "trail": trail or []}
    return render(request, template, frame | (context or {}), status=status)
