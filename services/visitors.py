"""How often someone unknown may do something: counted in the cache for an hour, by a hash of their address."""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 60 * 60


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind N proxies of ours the N-th address from the right of X-Forwarded-For.

    What stands further left is a visitor's own claim. An IPv6 visitor owns a whole /64, so that is what counts.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_HOPS:
        claimed = [each for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
        seen = claimed[-settings.PROXY_HOPS] if len(claimed) >= settings.PROXY_HOPS else seen
    try:
        address = ipaddress.ip_address(seen.strip())
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def is_too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Count one more of `what` from this address; whether that is more than `most` within the hour."""
    key = _key(request, what)
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out in between
        return False


def has_been_too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Whether `what` was counted at least `most` times from this address within the hour; counts nothing."""
    return cache.get(_key(request, what), 0) >= most


def _key(request: HttpRequest, what: str) -> str:
    words = f"{settings.SECRET_KEY}:{what}:{address_of(request)}"
    return f"visits-{hashlib.sha256(words.encode()).hexdigest()[:32]}"
