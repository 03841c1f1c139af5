"""Who answers what residents ask an agency."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from services.models import Agency

PERMISSION = "faq.answer_inquiry"


def answerers_of(agency: Agency) -> QuerySet:
    """Those who may answer and belong to this agency, or to the one that publishes it."""
    app, codename = PERMISSION.split(".")
    permission = Permission.objects.filter(content_type__app_label=app, codename=codename)
    permitted = (
        Q(is_superuser=True) | Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    )
    people = get_user_model().objects.filter(permitted, is_active=True, is_staff=True)
    members = people.filter(memberships__agency__in={agency.pk, agency.publisher_id} - {None})
    return members.distinct().order_by("first_name", "username")


def name_of(person: Any) -> str:
    """How colleagues know someone."""
    return person.get_full_name() or person.get_username()
