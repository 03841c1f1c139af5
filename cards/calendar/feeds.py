"""The plans of someone's agencies as a calendar file: for download, and at an address calendars subscribe to.

The address holds a token instead of a session. It is signed with the site's secret over a random part that only the
database knows, so neither of the two alone is enough to make one; another random part makes the old address unknown.
The file tells what is planned and never by whom; numbers and addresses of persons in notes are masked.
"""

import datetime
import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from cards.calendar import ics, plans
from cards.calendar.month import WORDS
from cards.calendar.plans import Standing
from cards.models import CalendarFeed
from cards.platforms import label_of
from services.masking import mask

BACK, AHEAD = datetime.timedelta(days=92), datetime.timedelta(days=366)
MOST = 1_000
NAME = "Rencana unggahan"
_SALT = "cards.calendar.feed"


def feed_of(user: Any) -> CalendarFeed | None:
    """Someone's subscription, or None."""
    return CalendarFeed.objects.filter(user=user).first()


def renew(user: Any) -> CalendarFeed:
    """A subscription with a new address; the old one, if there was one, no longer works."""
    nonce = {"nonce": secrets.token_urlsafe(32)}
    return CalendarFeed.objects.update_or_create(user=user, defaults=nonce)[0]


def end(user: Any) -> None:
    """No address works any more."""
    CalendarFeed.objects.filter(user=user).delete()


def address(feed: CalendarFeed) -> str:
    """The full address of a subscription."""
    return settings.SITE_URL + reverse("calendar-ics", args=[f"{feed.pk}-{_signatures(feed)[0]}"])


def _signatures(feed: CalendarFeed) -> list[str]:
    """What signs this feed: with the site's secret, then with those it had before (SECRET_KEY_FALLBACKS)."""
    signer = Signer(salt=_SALT)
    value = f"{feed.pk}.{feed.user_id}.{feed.nonce}"
    return [signer.signature(value, key) for key in (signer.key, *signer.fallback_keys)]


def user_of(token: str) -> Any | None:
    """Whose subscription this token opens: someone who may still see the calendar; None for any other token."""
    number, _, signature = token.partition("-")
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    feed = CalendarFeed.objects.select_related("user").filter(pk=number).first()
    if feed is None or not any(constant_time_compare(signature, each) for each in _signatures(feed)):
        return None
    user = feed.user
    return user if user.is_active and user.is_staff and user.has_perm("cards.view_card") else None


def written(user: Any) -> bytes:
    """The calendar file of the plans this person may see, from three months ago to a year ahead."""
    today = timezone.localdate()
    rows = plans.own_plans(user).filter(on__range=(today - BACK, today + AHEAD))
    found = plans.standings(list(rows.order_by("on", "pk")[:MOST]), user)
    return ics.write(NAME, map(_event, found))


def _event(standing: Standing) -> ics.Event:
    plan = standing.plan
    words = WORDS[standing.state][0]
    where = label_of(plan.platform) if plan.platform else ""
    about = f"{plan.get_kind_display()}: {plan.subject}" if plan.kind else ""
    lines = [f"Keadaan: {words}.", f"Media: {where}" if where else "", about, mask(plan.note)]
    return ics.Event(
        uid=f"rencana-{plan.pk}@{urlsplit(settings.SITE_URL).hostname}",
        day=plan.on,
        summary=mask(plan.title) + (f" ({where})" if where else ""),
        description="\n".join(filter(None, lines)),
        url=settings.SITE_URL + reverse("calendar-plan", args=[plan.pk]),
        categories=(words,),
        changed_at=plan.changed_at,
    )
