"""Whose rows someone may see and change: those of the agencies they belong to, and of those these publish.

A model whose rows belong to agencies says so with `owned_by(agencies) -> Q`. Models without it are shared by the whole
installation (shelves, papers, rules, channels): everyone on the staff sees them, roles decide who changes them.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet

from services.models import Agency

_KNOWN = "_agencies_of"


def agencies_of(user: Any) -> frozenset[int]:
    """Primary keys of the agencies whose rows someone sees; all of them for a superuser. Kept for the request."""
    known = getattr(user, _KNOWN, None)
    if known is None:
        known = frozenset(_agencies(user).values_list("pk", flat=True))
        setattr(user, _KNOWN, known)
    return known


def _agencies(user: Any) -> QuerySet[Agency]:
    if not user.is_authenticated:
        return Agency.objects.none()
    if user.is_superuser:
        return Agency.objects.all()
    return Agency.objects.filter(Q(memberships__user=user) | Q(publisher__memberships__user=user)).distinct()


def covers_all(user: Any) -> bool:
    """Whether someone sees every agency there is: then they may also change what holds for all offices."""
    return user.is_superuser or len(agencies_of(user)) == Agency.objects.count()


def is_shared(model: type[Model]) -> bool:
    """Whether rows of this class belong to nobody in particular."""
    return not hasattr(model, "owned_by")


def own(rows: QuerySet, user: Any) -> QuerySet:
    """Of these rows, those that someone may see."""
    if user.is_superuser or is_shared(rows.model):
        return rows
    return rows.filter(rows.model.owned_by(agencies_of(user)))


def is_own(row: Model, user: Any) -> bool:
    """Whether someone may see this row."""
    return own(type(row)._default_manager.filter(pk=row.pk), user).exists()
