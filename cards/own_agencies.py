"""In whose name someone writes notices and plans: the agencies they work for."""

from typing import Any

from django.db.models import F

from services import scope
from services.models import Agency


def own_agencies(user: Any) -> list[Agency]:
    """The agencies of this person, those that publish first: the first one is what forms start from."""
    rows = scope.own(Agency.objects.all(), user)
    return list(rows.order_by(F("publisher").asc(nulls_first=True), "position", "name"))
