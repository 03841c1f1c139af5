"""Which service or question a search leads to: what the public search puts first, where it is sure."""

from collections.abc import Collection

from django.core.cache import cache

from services.search import lexicon
from services.search.finding import find

KEPT_SECONDS = 6 * 60 * 60
MOST_KEPT = 4000
"""Searches that are remembered together; each costs a few queries the first time."""

Subject = tuple[str, str]
NOWHERE: Subject = ("", "")
_PATHS = {"service": "layanan", "question": "tanya-jawab"}


def leads_of(searches: Collection[str]) -> dict[str, Subject]:
    """For each of these searches the ("layanan" or "tanya-jawab", slug) it leads to, or `NOWHERE`.

    What was worked out is kept for some hours, as long as the search's index stays the same.
    """
    key = f"demand-leads-{lexicon.current().version}"
    known: dict[str, Subject] = cache.get(key) or {}
    new = {words: _lead_of(words) for words in searches if words not in known}
    if new:
        kept = known | new if len(known) + len(new) <= MOST_KEPT else new
        cache.set(key, kept, KEPT_SECONDS)
    return {words: new.get(words) or known[words] for words in searches}


def _lead_of(words: str) -> Subject:
    result = find(words, kinds=list(_PATHS))
    hit = next(iter(result.hits), None)
    if hit is None or result.is_doubtful:
        return NOWHERE
    return _PATHS[hit.kind], hit.key
