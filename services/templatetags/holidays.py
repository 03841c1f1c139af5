"""Reminds staff to enter national holidays, on pages of `/kelola/`."""

from typing import Any

from django import template

from services import scope, snapshot
from services.closures import missing_lists
from services.views import site_now

register = template.Library()


@register.inclusion_tag("admin/_holiday_lists.html", takes_context=True)
def holiday_lists(context: template.Context) -> dict[str, Any]:
    """What is missing, for those who may change closures; nothing for others. One query."""
    user = context["request"].user
    if not user.has_perm("services.change_closure"):
        return {"missing": [], "may_add": False}
    # National holidays close every office, so only those who answer for all of them type one by hand.
    facts = snapshot.current()
    missing = missing_lists(facts, site_now(facts).date())
    may_add = user.has_perm("services.add_closure") and scope.covers_all(user)
    return {"missing": missing, "may_add": may_add}
