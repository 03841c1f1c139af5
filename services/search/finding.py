"""`find`: from what somebody typed to what fits, best first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from services.search import lexicon as words
from services.search.candidates import Candidate, Shelf, fetch
from services.search.entries import KINDS, kind_of
from services.search.lexicon import Elsewhere
from services.search.ranking import Hit, lift_services, rank
from services.search.reading import Reading, read

SERVICE = "service"
MOST_CANDIDATES = 24
DOUBTFUL, DOUBTFUL_WITH_GAPS, FOR_EVERY_GAP = 0.34, 0.5, 0.7
"""Mark of the best service below which the page only asks whether it is meant: the second, if a telling word of the
query is in nothing at all or means a matter of others; more, the larger the share of such words is.
`tests/search/test_quality.py` holds them against queries that are clear and that are not."""
WORTHWHILE, WORTHWHILE_BESIDE_BEST = 0.2, 0.5
"""Share of the best hit's mark below which a hit of its kind is left out: the clearer the best one, the larger, up to
the sum of both."""
MOST_IN_A_LIST = 200


@dataclass(frozen=True)
class Found:
    """What a search found: everything a page shows, and everything a log of gaps would want to know."""

    reading: Reading
    hits: list[Hit] = field(default_factory=list)

    @property
    def corrected(self) -> str:
        """The query in known words if something in it was mended, else ""."""
        return self.reading.corrected

    @property
    def elsewhere(self) -> list[Elsewhere]:
        """Matters of other institutions that the query names."""
        return self.reading.elsewhere

    @property
    def services(self) -> list[Hit]:
        """The services, best first."""
        return self.of(SERVICE)

    def of(self, kind: str) -> list[Hit]:
        """The hits of a kind, best first, without those that are far behind the first."""
        return self._worthwhile.get(kind, [])

    @cached_property
    def _worthwhile(self) -> dict[str, list[Hit]]:
        least: dict[str, float] = {}
        found: dict[str, list[Hit]] = defaultdict(list)
        for hit in self.hits:
            best = min(hit.score, 1.0)
            if hit.score >= least.setdefault(hit.kind, (WORTHWHILE + WORTHWHILE_BESIDE_BEST * best) * best):
                found[hit.kind].append(hit)
        return found

    @property
    def is_doubtful(self) -> bool:
        """Whether even the best hit says too little of what was asked; a service, if any was found."""
        best = next(iter(self.services or self.hits), None)
        has_gaps = self.misses_words or bool(self.elsewhere)
        least = DOUBTFUL_WITH_GAPS + FOR_EVERY_GAP * self._share_of_gaps if has_gaps else DOUBTFUL
        return best is not None and best.score < least

    @property
    def _share_of_gaps(self) -> float:
        """Share of the telling words that are in nothing at all."""
        telling = [word for word in self.reading.words if not word.is_weak]
        return sum(not word.meanings for word in telling) / len(telling) if telling else 0.0

    @property
    def misses_words(self) -> bool:
        """Whether a word that tells something is in nothing at all."""
        return any(not word.meanings and not word.is_weak for word in self.reading.words)


def find(
    query: str,
    *,
    kinds: Sequence[str] | None = None,
    exact: bool = False,
    unfinished: bool = False,
    limit: int = MOST_CANDIDATES,
    lexicon: words.Lexicon | None = None,
) -> Found:
    """What fits a query, live and best first; nothing is recorded.

    `exact`: mend no word. `unfinished`: the last word may be the beginning of one. `limit`: of services, and of
    all others together. `lexicon`: other words than those in force, to try them out. Three queries at most:
    the state of the words, and what was not read yet of their lists and of the likeliest entries.
    """
    lexicon = lexicon or words.current()
    reading = read(query, lexicon, exact=exact, unfinished=unfinished)
    asked, shelves = reading.asked, _shelves(kinds or list(KINDS), limit)
    candidates = lexicon.results.one((asked, *shelves), lambda: fetch(reading.telling, shelves, lexicon))
    live = only_live(candidates)
    # Who is live follows the clock, so it belongs to the name of a result.
    ids = tuple(each.id for each in live)
    hits = lexicon.results.one((asked, ids), lambda: lift_services(rank(live, reading, lexicon)))
    return Found(reading, hits)


def find_among(editions: QuerySet, query: str, *, all_live: bool = False) -> Found:
    """Those of these live editions that fit a query, best first. Three or four queries.

    `all_live`: these are all that are live, which the index knows by itself.
    """
    lexicon = words.current()
    reading = read(query, lexicon)
    kind = kind_of(editions.model)
    found = fetch(reading.telling, _shelves([kind.name], MOST_IN_A_LIST), lexicon)
    if all_live:
        found = only_live(found)
    else:
        keys = set(editions.filter(pk__in=[each.edition for each in found]).values_list("pk", flat=True))
        found = [each for each in found if each.edition in keys]
    found = Found(reading, rank(found, reading, lexicon))
    return Found(reading, found.of(kind.name))


def _shelves(kinds: Sequence[str], limit: int) -> list[Shelf]:
    """Services by themselves, everything else together: there are far more questions than services."""
    others = tuple(kind for kind in kinds if kind != SERVICE)
    return [Shelf(shelf, limit) for shelf in ((SERVICE,) if SERVICE in kinds else (), others) if shelf]


def only_live(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that are live now: an edition may wait for its day, or have been replaced on it."""
    now = timezone.now().timestamp()
    return [
        each
        for each in candidates
        if each.live_from <= now and (each.live_until is None or now < each.live_until)
    ]
