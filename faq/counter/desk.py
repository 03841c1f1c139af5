"""Which office's counter this device stands at: chosen once, remembered on the device for a year."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from faq.counter.subjects import own_offices
from services.models import Office

COOKIE = "loket-kantor"
YEAR = 365 * 24 * 60 * 60


def chosen_office(request: HttpRequest) -> Office | None:
    """The office of this device, if it is one of the person's own."""
    key = request.COOKIES.get(COOKIE, "")
    return own_offices(request.user).select_related("agency").filter(key=key).first() if key else None


def choices(user: Any, chosen: Office | None) -> list[tuple[str, str, bool]]:
    """Keys and names of the offices that can be chosen, each with whether it is."""
    key = chosen.key if chosen else ""
    return [(each, name, each == key) for each, name in own_offices(user).values_list("key", "name")]


def remember(response: HttpResponse, key: str) -> None:
    """Keep the choice; without a key forget it. The place belongs to the device, so signing out leaves it."""
    path = reverse("counter")
    if not key:
        response.delete_cookie(COOKIE, path=path, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        key,
        max_age=YEAR,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
