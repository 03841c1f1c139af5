"""Of whom a second factor is demanded: whoever can put something before the public, or decide who may."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q

from portal.accounts import is_demo

DEMANDING = ("services.publish_service", "faq.publish_question", "auth.change_user")
"""Permissions too strong for a password alone: reviewers, administrators and superusers have one of them."""


def demanded_of(people: Collection[Any]) -> set[int]:
    """Of which of these people their rights demand one, demo users too. Two queries, however many they are."""
    rights = Q()
    for each in DEMANDING:
        app, _, name = each.partition(".")
        rights |= Q(content_type__app_label=app, codename=name)
    strong = list(Permission.objects.filter(rights))
    held = Q(is_superuser=True) | Q(groups__permissions__in=strong) | Q(user_permissions__in=strong)
    found = get_user_model().objects.filter(held, pk__in=[each.pk for each in people])
    return set(found.values_list("pk", flat=True))


def is_demanded(user: Any) -> bool:
    """Whether someone must have a second factor. Demo users need none: their passwords are printed on a screen."""
    if not any(map(user.has_perm, DEMANDING)):
        return False
    return not (settings.DEBUG and is_demo(user))
