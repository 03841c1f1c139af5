"""What happens to people's accounts, in the audit log."""

from typing import Any

from portal.models import user_label
from services import audit
from services.models import Agency, AuditRecord


def note(action: str, person: Any, *, by: Any = None, **detail: Any) -> AuditRecord:
    """Write down what was done to someone's account; under an agency they share with `by` where there is one."""
    shared = Agency.objects.filter(memberships__user=person).order_by("position", "pk")
    common = shared.filter(memberships__user=by).first() if by is not None else None
    agency = common or shared.first()
    return audit.record(action, person, by=by, agency=agency, name=user_label(person), **detail)


def signed_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Someone pressed "Keluar" (`user_logged_out`)."""
    if user is not None:
        note("sign-out", user, by=user)
