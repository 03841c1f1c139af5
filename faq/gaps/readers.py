"""Whether a request comes from somebody who reads, as far as it says so itself."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from faq import asked
from faq.robots import is_robot
from services.visitors import has_been_too_often, is_too_often

NEW_AN_HOUR = 60
"""Searches nobody made before that count from one address; a whole village may share one."""
_ELSEWHERE = frozenset({"cross-site", "same-site"})
_FRAMES = frozenset({"iframe", "frame", "embed", "object"})


def is_reader(request: HttpRequest) -> bool:
    """Whether to count this: no page fetched in advance, no crawler, no member of the staff who tries the search."""
    headers = request.headers
    in_advance = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')} {headers.get('X-Moz', '')}"
    if "prefetch" in in_advance or "prerender" in in_advance or "preview" in in_advance:
        return False
    if _is_placed_elsewhere(headers) or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    return not is_robot(headers.get("User-Agent", ""))


def _is_placed_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a page of somebody else made the browser ask, as a picture or in a frame; following a link is reading."""
    if headers.get("Sec-Fetch-Site") not in _ELSEWHERE:
        return False
    return headers.get("Sec-Fetch-Mode") != "navigate" or headers.get("Sec-Fetch-Dest") in _FRAMES


def counts(request: HttpRequest, query: str) -> bool:
    """Whether to count a search: by somebody who reads, and no flood of new words, which would fill the day's table.

    What is known is counted from everywhere, so that the ranking stays true where many share one address.
    """
    if not is_reader(request):
        return False
    words = asked.normalised(query)
    if asked.is_noted(words):
        return True
    if has_been_too_often(request, "new-words", NEW_AN_HOUR):
        return asked.is_stored(words)
    is_too_often(request, "new-words", NEW_AN_HOUR)
    return True
