"""What people ask, for the first page of the workspace: the top of the ranking, and searches without an answer."""

from typing import Any

from django.urls import reverse

from faq.demand.ranking import Row, ranking
from faq.demand.weeks import last_days
from faq.demand.weights import GAPS, SIGNS
from faq.gaps.groups import groups
from portal.demand.words import number

ROWS, MISSED = 6, 5
DAYS = 7


def panel(user: Any) -> dict[str, Any]:
    """The context of both panels, as far as someone may see them. Without permission nothing is read."""
    shows_demand, shows_searches = user.has_perm("faq.view_demand"), user.has_perm("faq.view_searchcount")
    return {
        "shows_demand": shows_demand,
        "demand": _most_asked(user) if shows_demand else [],
        "shows_searches": shows_searches,
        "missed": _missed() if shows_searches else [],
        "may_settle": user.has_perm("faq.settle_gap"),
    }


def _most_asked(user: Any) -> list[dict[str, str]]:
    """What stands highest in the last seven days; searches without an answer have a panel of their own."""
    signs = [sign for sign in SIGNS if sign != GAPS]
    rows = [row for row in ranking(user, last_days(), signs=signs).rows if row.score]
    return [_row(row) for row in rows[:ROWS]]


def _row(row: Row) -> dict[str, str]:
    subject = row.subject
    seen = [
        f"{sign.label.lower()} {number(row.counts[key])}"
        for key, sign in SIGNS.items()
        if row.counts.get(key)
    ]
    return {
        "title": subject.title,
        "url": reverse("demand-subject", args=[subject.kind, subject.key]),
        "words": f"{subject.label}: {', '.join(seen)}",
        "score": number(row.score),
    }


def _missed() -> list[dict[str, Any]]:
    return [
        {"title": each.title, "times": each.times, "url": reverse("gap", args=[each.pk])}
        for each in groups(DAYS)[:MISSED]
    ]
