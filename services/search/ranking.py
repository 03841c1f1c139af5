"""Orders candidates: how much of what was asked a thing says in its names, and elsewhere.

A candidate gets two marks between 0 and 1, both weighted by how much each word of the query tells. `breadth`: how many
of the words it has, a word in a name counting more than one in the text. `likeness`: how like the query its best name
is, counting also what the name says beyond the query. A service gains from its questions and from the life events that
need it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from services.search.candidates import Candidate
from services.search.lexicon import Lexicon
from services.search.reading import Phrase, Reading

IN_NAMES, IN_SUMMARY, IN_TEXT = 1.0, 0.6, 0.3
BREADTH, LIKENESS = 0.5, 0.5
BEYOND = 0.35
"""Share of a line's likeness that depends on what the line says beyond the query."""
FROM_QUESTION, FROM_MENTION, FROM_EVENT = 0.2, 0.1, 0.4
EVENT_DECAY = 0.8
MOST_COMPARED = 12


@dataclass(frozen=True)
class Hit:
    """A candidate with its mark."""

    candidate: Candidate
    score: float
    breadth: float
    likeness: float

    @property
    def kind(self) -> str:
        """The kind of thing it is."""
        return self.candidate.kind

    @property
    def key(self) -> str:
        """Its slug or key."""
        return self.candidate.key


def rank(candidates: Sequence[Candidate], reading: Reading, lexicon: Lexicon) -> list[Hit]:
    """The candidates with their own marks, best first.

    Only the broadest are compared name by name: with less breadth no likeness would bring another to the top.
    """
    asked = _Asked(reading, lexicon)
    marked = sorted(
        ((asked.breadth(each), each) for each in candidates), key=lambda pair: (-pair[0], pair[1].id)
    )
    counts: Counter[bool] = Counter()
    hits = []
    for breadth, each in marked:
        counts[each.kind == "service"] += 1
        is_near = counts[each.kind == "service"] <= MOST_COMPARED
        likeness = asked.likeness(each) if is_near else 0.0
        hits.append(Hit(each, BREADTH * breadth + LIKENESS * likeness, breadth, likeness))
    return sorted(hits, key=lambda hit: (-hit.score, hit.candidate.id))


class _Asked:
    """The words of a query, laid out so that many candidates can be marked quickly."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.words = reading.known
        self.total = sum(word.weight for word in reading.words) or 1.0
        self.by_stem: dict[str, list[tuple[int, Phrase, float]]] = defaultdict(list)
        for place, word in enumerate(self.words):
            for phrase, worth in word.meanings.items():
                self.by_stem[phrase[0]].append((place, phrase, worth * word.weight))
        self.firsts = frozenset(self.by_stem)
        self.stems = {each for word in self.words for phrase in word.meanings for each in phrase}
        self.most = [max(word.meanings.values()) * word.weight for word in self.words]
        self.at_most = sum(self.most) / self.total

    def breadth(self, candidate: Candidate) -> float:
        """How much of the query it has anywhere, 0 to 1."""
        gained = [0.0] * len(self.words)
        self._gain(candidate.in_names, IN_NAMES, gained)
        if self._may_gain(gained, IN_SUMMARY):
            self._gain(candidate.in_summary, IN_SUMMARY, gained)
        if self._may_gain(gained, IN_TEXT):
            text = f" {candidate.weak} "
            # Long texts are searched, not split: few of the words are still open.
            self._gain(frozenset(each for each in self.stems if f" {each} " in text), IN_TEXT, gained)
        return sum(gained) / self.total

    def _may_gain(self, gained: list[float], share: float) -> bool:
        return any(have < best * share for have, best in zip(gained, self.most, strict=True))

    def _gain(self, held: frozenset[str], share: float, gained: list[float]) -> None:
        for first in held & self.firsts:
            for place, phrase, worth in self.by_stem[first]:
                if worth * share > gained[place] and (len(phrase) == 1 or held.issuperset(phrase)):
                    gained[place] = worth * share

    def likeness(self, candidate: Candidate) -> float:
        """How like the query the likest of its names is, 0 to 1."""
        best = 0.0
        for weight, held in candidate.names:
            if weight * self.at_most > best and not held.isdisjoint(self.firsts):
                best = max(best, self._alike(held, weight, best))
        return best

    def _alike(self, held: frozenset[str], weight: float, best: float) -> float:
        """How like the query a name of this weight is; 0 if it cannot be more than the best one so far."""
        said: dict[int, float] = {}
        used: dict[int, Phrase] = {}
        for first in sorted(held & self.firsts):  # or every process would break ties in its own way
            for place, phrase, worth in self.by_stem[first]:
                if worth > said.get(place, 0) and (len(phrase) == 1 or held.issuperset(phrase)):
                    said[place], used[place] = worth, phrase
        most = weight * sum(said.values()) / self.total
        if most <= best:
            return 0.0
        weight_of = self.lexicon.weights_in_line.__getitem__
        size = fsum(map(weight_of, held))
        covered = fsum(map(weight_of, set().union(*used.values())))
        return most * (1 - BEYOND + BEYOND * covered / size)


def lift_services(hits: list[Hit]) -> list[Hit]:
    """The hits again, services lifted by their questions and by the life events that need them, best first."""
    lift: dict[str, float] = {}
    for hit in hits:
        slugs = hit.candidate.services.split()
        if hit.kind == "question":
            for place, slug in enumerate(slugs):
                lift[slug] = max(
                    lift.get(slug, 0), hit.score * (FROM_QUESTION if place == 0 else FROM_MENTION)
                )
    for hit in hits:
        if hit.kind == "event":
            for place, slug in enumerate(hit.candidate.services.split()):
                lift[slug] = lift.get(slug, 0) + hit.score * FROM_EVENT * EVENT_DECAY**place
    lifted = [
        Hit(hit.candidate, hit.score + lift[hit.key] * (1 - hit.score), hit.breadth, hit.likeness)
        if hit.kind == "service" and hit.key in lift
        else hit
        for hit in hits
    ]
    return sorted(lifted, key=lambda hit: (-hit.score, hit.candidate.id))
