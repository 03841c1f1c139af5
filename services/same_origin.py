"""Whether a form was sent from a page of ours, told without a cookie and without a token.

Public pages are kept by caches for everyone, so their small forms can hold no token of one reader. What these forms do
needs nobody's rights: the check only keeps other sites from letting their visitors vote here. Never use it for
something that a signed-in person may do; that is what Django's token is for.
"""

from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http import HttpRequest

OURS = frozenset({"same-origin", "none"})
"""Sent from a page of this very origin, or by the reader's own doing; "same-site" may be any neighbour's page."""


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a POST comes from this site: by Sec-Fetch-Site, else by Origin, else by Referer.

    Old web views inside apps and strict privacy settings send none of the three. They are believed: a page elsewhere
    cannot make a browser of today leave all three out, and who is no browser can send whatever they like.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from:
        return fetched_from in OURS
    sent_by = request.headers.get("Origin") or request.headers.get("Referer")
    return not sent_by or _origin(sent_by) in _own_origins(request)


def came_from(request: HttpRequest) -> SplitResult | None:
    """The page of this site that led here, as the browser says; None for other sites' and for what is no address."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # "http://[::1"
        return None
    return page if page.netloc == request.get_host() else None


def _own_origins(request: HttpRequest) -> set[str]:
    """The site's address, and the one this request was sent to: they differ while trying things out."""
    return {_origin(settings.SITE_URL), _origin(request.build_absolute_uri("/"))}


def _origin(address: str) -> str:
    """Scheme, host and port of an address; nothing for "null" and for what cannot be read."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname and port else ""
