"""Whom an administrator sees, and what they may change: people of their agencies, never above their own rights."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from portal import roles
from services import scope
from services.models import Agency, Membership

User = get_user_model()


def people(viewer: Any) -> QuerySet:
    """The people someone sees: all for a superuser; else those of own agencies, without superusers."""
    staff = User.objects.filter(is_staff=True)
    if viewer.is_superuser:
        return staff
    members = Membership.objects.filter(agency__in=scope.agencies_of(viewer)).values("user")
    return staff.filter(is_superuser=False, pk__in=members)


def is_managed(person: Any, viewer: Any) -> bool:
    """Whether someone may change another's access: of people who work for own agencies only, with no more rights."""
    if viewer.is_superuser:
        return True
    if person.is_superuser or person.memberships.exclude(agency__in=scope.agencies_of(viewer)).exists():
        return False
    return rights_of(person) <= viewer.get_all_permissions()


def rights_of(person: Any) -> set[str]:
    """Permissions of someone, also while their account is off."""
    given = Permission.objects.filter(Q(group__user=person) | Q(user=person)).distinct()
    return {f"{app}.{name}" for app, name in given.values_list("content_type__app_label", "codename")}


def grantable_roles(viewer: Any) -> list[str]:
    """The roles someone may give: those that can do nothing they cannot do themselves."""
    if viewer.is_superuser:
        return list(roles.ROLES)
    own = viewer.get_all_permissions()
    return [role for role in roles.ROLES if roles.PERMISSIONS[role] <= own]


def covers(viewer: Any, agencies: Iterable[Agency]) -> bool:
    """Whether all of these are the viewer's."""
    return viewer.is_superuser or {each.pk for each in agencies} <= scope.agencies_of(viewer)


def own_agencies(viewer: Any) -> QuerySet[Agency]:
    """The agencies someone may put people into."""
    return scope.own(Agency.objects.all(), viewer)


def administrators(agency: Agency) -> QuerySet:
    """Who administers an agency: active members of it, or of the agency that publishes it, with that role."""
    houses = [each for each in (agency.pk, agency.publisher_id) if each]
    return User.objects.filter(
        is_active=True, groups__name=roles.ADMINISTRATOR, memberships__agency__in=houses
    ).distinct()


def left_alone(person: Any, *, stays_administrator: bool, agencies: Collection[int]) -> list[Agency]:
    """Agencies that would have no administrator left if someone no longer was one, or only of these agencies.

    Call it inside a transaction: it locks the agencies, so that two administrators cannot remove each other at once.
    """
    held = person.memberships.values("agency")
    theirs = Agency.objects.select_for_update().filter(Q(pk__in=held) | Q(publisher__in=held))
    kept = set(agencies) if stays_administrator else set()
    return [
        agency
        for agency in theirs
        if not {agency.pk, agency.publisher_id} & kept
        and administrators(agency).filter(pk=person.pk).exists()
        and not administrators(agency).exclude(pk=person.pk).exists()
    ]
