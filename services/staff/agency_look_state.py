"""What an agency's cards bear of it, as one value: read, compared and written whole, so that a change can be undone."""

from typing import Any

from django.db import transaction

from services import audit
from services.document import digest
from services.models import Agency

TEXTS = ("social", "hashtags", "call_to_action", "verify_line", "brand_color")
FIELDS = (*TEXTS, "logo")


def read(agency: Agency) -> dict[str, Any]:
    """The look as JSON; `logo` is the digest, "" for none. Accounts are pairs, since their order counts."""
    state = {name: getattr(agency, name) for name in TEXTS}
    return state | {"social": list(map(list, agency.social.items())), "logo": agency.logo_id or ""}


def fingerprint(state: dict[str, Any]) -> str:
    """Equal for equal looks; a form carries it, to notice that somebody else was quicker."""
    return digest(state)


@transaction.atomic
def write(agency: Agency, wanted: dict[str, Any], *, expected: str, by: Any, undone: bool = False) -> bool:
    """Give the agency this look. False, and nothing done, where it no longer has the look with the fingerprint
    `expected`. Cards made from now on bear it; old ones stay as they are."""
    stored = Agency.objects.select_for_update().get(pk=agency.pk)
    before = read(stored)
    if fingerprint(before) != expected:
        return False
    changed = [name for name in FIELDS if before[name] != wanted[name]]
    for name in TEXTS:
        setattr(stored, name, wanted[name])
    stored.social = dict(wanted["social"])
    stored.logo_id = wanted["logo"] or None
    if changed:
        stored.save(update_fields=list(FIELDS))
        audit.record("change", stored, by=by, fields=changed, **({"undone": True} if undone else {}))
    return True
