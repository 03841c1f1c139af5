"""`find`: from what somebody typed to what fits, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from services.search import lexicon as words
from services.search.engines import Candidate, Shelf, Wanted, engine
from services.search.entries import KINDS, kind_of
from services.search.lexicon import Elsewhere, Lexicon
from services.search.ranking import Hit, lift_services, rank
from services.search.reading import Reading, Word, read

SERVICE = "service"
MOST_CANDIDATES = 32
SMALL = 500
"""Entries up to which rows with any of the words hold all rows with all of them."""
ENOUGH = 5
"""Services with all the words; then nobody needs those with only some."""
MOST_FOR_ENGINE, MOST_WORDS_FOR_ENGINE = 4, 3
DOUBTFUL, DOUBTFUL_WITH_GAPS = 0.34, 0.5
"""Mark of the best service below which the page only asks whether it is meant: the second, if a telling word of the
query is in nothing at all or means a matter of others. `tests/search/test_quality.py` holds them against queries that
are clear and that are not."""
WORTHWHILE = 0.3
"""Share of the best hit's mark below which a hit of its kind is left out."""
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
        hits = [hit for hit in self.hits if hit.kind == kind]
        return [hit for hit in hits if hit.score >= WORTHWHILE * hits[0].score]

    @property
    def is_doubtful(self) -> bool:
        """Whether even the best hit says too little of what was asked; a service, if any was found."""
        best = next(iter(self.services or self.hits), None)
        has_gaps = self.misses_words or bool(self.elsewhere)
        return best is not None and best.score < (DOUBTFUL_WITH_GAPS if has_gaps else DOUBTFUL)

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
) -> Found:
    """What fits a query, live and best first; nothing is recorded.

    `exact`: mend no word. `unfinished`: the last word may be the beginning of one. `limit`: of services, and of
    all others together. Queries: 1 for the state of the words, 1 or 2 of the engine.
    """
    lexicon = words.current()
    reading = read(query, lexicon, exact=exact, unfinished=unfinished)
    asked = kinds or list(KINDS)
    candidates = _candidates(reading, _shelves(asked, limit), lexicon)
    hits = rank([each for each in only_live(candidates) if each.kind in asked], reading, lexicon)
    return Found(reading, lift_services(hits))


def find_among(editions: QuerySet, query: str) -> Found:
    """Those of these live editions that fit a query, best first. Three or four queries."""
    lexicon = words.current()
    reading = read(query, lexicon)
    kind = kind_of(editions.model)
    found = _candidates(reading, _shelves([kind.name], MOST_IN_A_LIST), lexicon)
    keys = set(editions.filter(pk__in=[each.edition for each in found]).values_list("pk", flat=True))
    found = Found(reading, rank([each for each in found if each.edition in keys], reading, lexicon))
    return Found(reading, found.of(kind.name))


def _shelves(kinds: Sequence[str], limit: int) -> list[Shelf]:
    """Services by themselves, everything else together: there are far more questions than services."""
    shelves = []
    if SERVICE in kinds:
        shelves.append(Shelf(is_services=True, limit=limit))
    if set(kinds) - {SERVICE}:
        shelves.append(Shelf(is_services=False, limit=limit))
    return shelves


def _wanted(word: Word, lexicon: Lexicon) -> Wanted:
    """The word for the engine: in a big index only with the meanings most entries have, for the engine's time."""
    phrases = tuple(word.meanings)
    if lexicon.entries > SMALL:
        uses = {phrase: min(lexicon.stems[each] for each in phrase) for phrase in phrases}
        phrases = tuple(
            sorted(phrases, key=lambda each: (each != word.phrase, -uses[each]))[:MOST_FOR_ENGINE]
        )
    return Wanted(phrases, word.is_common)


def _candidates(reading: Reading, shelves: list[Shelf], lexicon: Lexicon) -> list[Candidate]:
    """Rows with all the words, and where those are few, rows with any of them.

    In a small index the second alone is enough; in a big one it asks for the most telling words only.
    """
    wanted = [_wanted(word, lexicon) for word in reading.telling]
    if not wanted:
        return []
    if lexicon.entries <= SMALL or len(wanted) == 1:
        return engine().fetch(wanted, shelves, complete=False)
    complete = engine().fetch(wanted, shelves, complete=True)
    if sum(each.kind == SERVICE or not shelves[0].is_services for each in complete) >= ENOUGH:
        return complete
    telling = sorted(reading.telling, key=lambda word: -word.weight)[:MOST_WORDS_FOR_ENGINE]
    some = engine().fetch([_wanted(word, lexicon) for word in telling], shelves, complete=False)
    return list({each.id: each for each in (*complete, *some)}.values())


def only_live(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that are live now: an edition may wait for its day, or have been replaced on it."""
    now = timezone.now().timestamp()
    return [
        each
        for each in candidates
        if each.live_from <= now and (each.live_until is None or now < each.live_until)
    ]
