"""What follows the clock and is the same on many pages, worked out once in a minute: the state of an office, say.

Kept are the results of one minute of one version of the shared facts; the next minute, or a change, starts anew. Times
of opening, of notices and of promises are whole minutes, so nothing is older than it says.
"""

import datetime
from collections.abc import Callable, Hashable
from typing import Any

from django.utils.translation import get_language

from services import freshness, kept, snapshot
from services.facts import SharedFacts
from services.kept import Key

_known: tuple[Hashable, dict[Hashable, Any]] = (None, {})
"""Which minute of which version, and what was worked out in it."""


def worked_out(facts: SharedFacts, now: datetime.datetime, key: Key, make: Callable[[], Any]) -> Any:
    """What `make` makes of the facts at this moment, in the page's language.

    `key` names it besides; with None it is made anew. So it is for a page that somebody will keep, which has to hear
    what in it is right for a minute only (`freshness.by_the_minute`), and for facts that are not the stored ones.
    """
    global _known
    version = snapshot.version_of(facts)
    if key is None or version is None or not kept.shelf.room or freshness.is_watched():
        return make()
    moment = (version, now.replace(second=0, microsecond=0))
    known = _known
    if known[0] != moment:
        known = _known = (moment, {})
    found = known[1]
    full = (get_language(), key)
    if full not in found:
        found[full] = make()
    return found[full]
