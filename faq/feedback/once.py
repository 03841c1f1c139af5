"""What is told apart without a cookie: whether somebody pressed before, and whether a form was sent before.

Both are remembered in the cache and nowhere else. Where servers share no cache, each of them remembers its own.
"""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from services.visitors import address_of, is_too_often

DAY = 24 * 60 * 60
MOST_AN_HOUR = 10
"""Verdicts on one page that count from one address: browsers can be called anything, one after the other."""
LEAST_SECONDS = 2
"""Nobody reads a question, answers it and sends it faster."""
MOST_SECONDS = DAY

_SIGNER = signing.TimestampSigner(salt="feedback-form")


def is_first_today(request: HttpRequest, kind: str, key: str) -> bool:
    """Whether nobody with this address and this kind of browser gave a verdict on this page today.

    Of one address only the first `MOST_AN_HOUR` on a page count within an hour.

    Phones of one network often share an address, so the browser's own name is looked at too: that counts a few too many
    of one person rather than one of a whole town. Only a keyed digest is kept, for a day.
    """
    browser = request.headers.get("User-Agent", "")[:300]
    words = f"{settings.SECRET_KEY}:{address_of(request)}:{browser}:{kind}:{key}:{timezone.localdate()}"
    is_first = cache.add(f"verdict-{hashlib.sha256(words.encode()).hexdigest()[:32]}", 1, DAY)
    return is_first and not is_too_often(request, f"verdict-{kind}-{key}", MOST_AN_HOUR)


def new_ticket() -> str:
    """A signed word for a form, with the moment it was shown."""
    return _SIGNER.sign(secrets.token_urlsafe(9))


def is_ticket(ticket: str) -> bool:
    """Whether this is the word of a form that was shown today."""
    return _nonce(ticket, MOST_SECONDS) is not None


def is_too_fast(ticket: str) -> bool:
    """Whether its form was shown a moment ago only."""
    return _nonce(ticket, LEAST_SECONDS) is not None


def is_first_use(ticket: str) -> bool:
    """Whether its form comes for the first time: a second press, or a page that is loaded again, sends it twice."""
    return cache.add(f"feedback-{_nonce(ticket, MOST_SECONDS)}", 1, DAY)


def _nonce(ticket: str, seconds: int) -> str | None:
    try:
        return _SIGNER.unsign(ticket, max_age=datetime.timedelta(seconds=seconds))
    except signing.BadSignature:
        return None
