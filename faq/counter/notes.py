"""What an officer noted with a tap, kept in their own session for a day: taken back, the tap says nothing of it."""

import datetime

from django.http import HttpRequest

from faq.counter.tapping import Pressed

KEY = "tap-notes"
KEPT = datetime.timedelta(days=1)
MOST = 50
"""Of one officer; a tap whose note is forgotten is taken back without it."""


def remember(request: HttpRequest, pressed: Pressed, now: datetime.datetime) -> None:
    """Keep what was noted, which is masked already."""
    since = (now - KEPT).timestamp()
    kept = {key: each for key, each in request.session.get(KEY, {}).items() if each[0] >= since}
    kept[str(pressed.id)] = [now.timestamp(), pressed.note]
    request.session[KEY] = dict(list(kept.items())[-MOST:])


def take(request: HttpRequest, key: object) -> str:
    """What was noted with this tap, which is forgotten with this; "" if nothing is known."""
    kept = dict(request.session.get(KEY, {}))
    found = kept.pop(str(key), None)
    if found is None:
        return ""
    request.session[KEY] = kept
    return found[1]
