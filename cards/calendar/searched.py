"""How often residents searched for each service and question this week, as far as a search leads to one of them."""

from collections import Counter
from collections.abc import Collection

from django.core.cache import cache

from cards.models import CardKind
from faq import asked
from services.document import digest
from services.search.finding import find

DAYS = 7
MOST = 10
"""The searches that are looked at, most frequent first: each costs a few queries the first time."""
KEPT_SECONDS = 60 * 60

_KINDS = {"service": CardKind.PACK, "question": CardKind.QUESTION}


def searches(subjects: Collection[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Searches of the last seven days for each of these (kind, key); what leads elsewhere is not counted."""
    most = asked.most_asked(DAYS, MOST)
    keys = {each.words: f"searched-{digest(each.words)[:32]}" for each in most}
    known = cache.get_many(keys.values())
    found: Counter[tuple[str, str]] = Counter()
    for each in most:
        subject = known.get(keys[each.words])
        if subject is None:
            subject = _meant(each.words)
            cache.set(keys[each.words], subject, KEPT_SECONDS)
        if subject in subjects:
            found[subject] += each.times
    return found


def _meant(words: str) -> tuple[str, str]:
    """The (kind, key) that the public search puts first; ("", "") where it is not sure."""
    result = find(words, kinds=list(_KINDS))
    hit = next(iter(result.hits), None)
    if hit is None or result.is_doubtful:
        return "", ""
    return str(_KINDS[hit.kind]), hit.key
