"""Where people are signed in: one row for each browser, which ends its session when it goes."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.models import StaffSession

KEY = "staff-session"
LONGEST = datetime.timedelta(hours=12)
"""A session ends after this long, however busy."""
IDLE = datetime.timedelta(hours=4)
"""A session ends if nothing was opened for this long: longer than a meeting, shorter than a night."""
TOUCH_AFTER = datetime.timedelta(minutes=5)
"""How exact "last seen" is: a page more often would write on every request."""


def begin(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Someone signed in (`user_logged_in`): remember the browser, and forget those that are over."""
    now = timezone.now()
    StaffSession.objects.filter(Q(started_at__lte=now - LONGEST) | Q(seen_at__lte=now - IDLE)).delete()
    row = StaffSession.objects.create(user=user, device=device_words(request.META.get("HTTP_USER_AGENT", "")))
    request.session[KEY] = row.token.hex


def end(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Someone signed out (`user_logged_out`)."""
    if token := request.session.get(KEY):
        StaffSession.objects.filter(pk=token).delete()


def live() -> QuerySet[StaffSession]:
    """The sessions that still hold."""
    now = timezone.now()
    return StaffSession.objects.filter(started_at__gt=now - LONGEST, seen_at__gt=now - IDLE)


def current(request: HttpRequest) -> StaffSession | None:
    """The row of this browser with `has_device`, or None if its session was ended. One query; writes now and then."""
    token = request.session.get(KEY)
    if not token:
        return None
    device = TOTPDevice.objects.filter(user=OuterRef("user"), confirmed=True)
    row = live().filter(pk=token, user=request.user).annotate(has_device=Exists(device)).first()
    if row and timezone.now() - row.seen_at > TOUCH_AFTER:
        StaffSession.objects.filter(pk=row.pk).update(seen_at=timezone.now())
    return row


def verify(request: HttpRequest) -> None:
    """The second factor was given in this browser."""
    StaffSession.objects.filter(pk=request.session.get(KEY), user=request.user).update(verified=True)


def end_all(user: Any, *, but: str = "") -> int:
    """End every session of someone, except the one with this token. How many."""
    return StaffSession.objects.filter(user=user).exclude(pk=but or None).delete()[0]


SYSTEMS = [
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
]  # fmt: skip
BROWSERS = [
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
]  # fmt: skip


def device_words(agent: str) -> str:
    """What a browser says of itself, in the words its owner would use: "Chrome di Android"."""
    system = next((words for sign, words in SYSTEMS if sign in agent), "")
    browser = next((words for sign, words in BROWSERS if sign in agent), "")
    return " di ".join(filter(None, [browser, system])) or "Perangkat tidak dikenal"
