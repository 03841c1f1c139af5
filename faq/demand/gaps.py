"""Searches without an answer as subjects of demand: those that mean the same are one (`faq.gaps.groups`)."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from faq.demand.searches import Searched
from faq.demand.subjects import GAP, Subject
from faq.demand.weeks import Period
from faq.gaps.groups import GapGroup, grouped
from faq.gaps.meaning import Key, keys_of
from faq.gaps.tally import MOST_READ
from services.search import lexicon


@dataclass(frozen=True)
class Gap:
    """Searches that mean the same and led nowhere: their words, the most frequent first, and how often when.

    `pk` is one of its counts, by which the pages of gaps know it.
    """

    pk: int
    words: tuple[str, ...]
    times: Counter[Period]

    @property
    def key(self) -> str:
        """Its name in addresses: no words that somebody typed stand there."""
        return key_of(self.words[0])

    def has(self, key: str) -> bool:
        """Whether this is its name, now or when another of its words was the first."""
        return any(key_of(words) == key for words in self.words)

    @property
    def subject(self) -> Subject:
        """As a subject of demand."""
        return Subject(GAP, self.key, self.words[0], self.pk)


def key_of(words: str) -> str:
    """The name in addresses of a gap whose first words these are."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def gaps_in(searched: Searched) -> Iterator[Gap]:
    """The gaps of these periods. Each period says for itself what was in vain; nothing that was decided since matters.

    Of very many different searches the `MOST_READ` most frequent are grouped.
    """
    times: Counter[str] = Counter()
    for counts in searched.values():
        for each in counts:
            times[each.words] += each.searched
    read = dict(sorted(times.items(), key=lambda each: (-each[1], each[0]))[:MOST_READ])
    keys = keys_of(read, lexicon.current())
    found: dict[Key, dict[Period, GapGroup]] = defaultdict(dict)
    for period, counts in searched.items():
        for group in grouped([each for each in counts if each.words in keys], keys):
            found[keys[group.title]][period] = group
    for groups in found.values():
        yield _gap(groups)


def _gap(groups: dict[Period, GapGroup]) -> Gap:
    words: Counter[str] = Counter()
    for group in groups.values():
        for wording in group.wordings:
            words[wording.words] += wording.times
    ordered = sorted(words, key=lambda each: (-words[each], each))
    times = Counter({period: group.times for period, group in groups.items()})
    return Gap(groups[max(groups)].pk, tuple(ordered), times)
