"""Who tried too many wrong passwords or codes waits. Counted in the database, so that every app server knows."""

import datetime
from collections import Counter
from collections.abc import Collection
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.people import notes
from services.visitors import address_of

ADDRESS_SHARE = NAME_SHARE = 10
"""Ten people of one office may each mistype: an address is locked after this many times the limit of one name.

A name is too, wherever the guesses come from: so many addresses do not make so many guesses, and yet it takes more than
a few to keep a colleague out."""


def client_address(request: HttpRequest) -> str | None:
    """Where a request comes from, as `services.visitors.address_of` finds it; None where nothing can be said."""
    return address_of(request) or None


class Handler(AxesDatabaseHandler):
    """Counts per name and address, and, less strictly, per address and per name."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """The failures that count against the limit of one name."""
        pair, address, name = (
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(pair, address // ADDRESS_SHARE, name // NAME_SHARE)


def may_try(request: HttpRequest, user: Any) -> bool:
    """Whether someone may try another code now."""
    if not settings.AXES_ENABLED:
        return True
    credentials = {"username": user.get_username()}
    if AxesProxyHandler.is_allowed(request, credentials):
        return True
    request.axes_locked_out, request.axes_credentials = True, credentials
    return False


def count_failure(request: HttpRequest, user: Any) -> bool:
    """A wrong code counts like a wrong password. Whether that was one too many."""
    user_login_failed.send(__name__, credentials={"username": user.get_username()}, request=request)
    return bool(getattr(request, "axes_locked_out", False))


def forgive(username: str, address: str | None = None) -> int:
    """Forget the failures of a name, from one address or from everywhere. How many rows.

    Only someone who is all the way in is forgiven: the password alone must not wipe out wrong codes.
    """
    attempts = AccessAttempt.objects.filter(username=username)
    if address is not None:
        attempts = attempts.filter(ip_address=address)
    return attempts.delete()[0]


def locked_names(usernames: Collection[str]) -> set[str]:
    """Those of these names that are locked now, from one address or from everywhere."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failures = AccessAttempt.objects.filter(username__in=usernames, attempt_time__gte=since)
    sums = failures.values("username", "ip_address").annotate(sum=Sum("failures_since_start")).order_by()
    totals: Counter[str] = Counter()
    for each in sums:
        totals[each["username"]] += each["sum"]
    limit = settings.AXES_FAILURE_LIMIT
    locked = {each["username"] for each in sums if each["sum"] >= limit}
    return locked | {name for name, total in totals.items() if total >= limit * NAME_SHARE}


def locked_page(request: HttpRequest, original: HttpResponse, credentials: dict | None) -> HttpResponse:
    """429: when to try again, and whom to ask. The same for names that exist and names that do not."""
    until = _until(request, credentials or {})
    response = render(request, "portal/people/locked.html", {"until": until}, status=429)
    response["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    response["Cache-Control"] = "no-store"
    return response


def _until(request: HttpRequest, credentials: dict) -> datetime.datetime:
    here = AccessAttempt.objects.filter(ip_address=client_address(request))
    named = AccessAttempt.objects.filter(username=credentials.get("username"))
    failures = named.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
    is_everywhere = failures >= settings.AXES_FAILURE_LIMIT * NAME_SHARE
    nearest = here & named if (here & named).exists() else here
    counted = named if is_everywhere else nearest
    last = counted.aggregate(last=Max("attempt_time"))["last"]
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME


def write_down(sender: Any, request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    """Someone was locked out (`user_locked_out`): once for each lock, and only for names that exist.

    What was typed as a name may be a password, so unknown names are written down nowhere.
    """
    if getattr(request, "axes_failures_since_start", None) is None:
        return  # was locked already
    user = get_user_model().objects.filter(username=username or "").first()
    if user is not None:
        notes.note("locked", user, by_name="percobaan masuk")
