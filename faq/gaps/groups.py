"""Groups of searches that mean the same and lead nowhere.

A group is in vain where its searches found nothing, or found something that hardly anybody opened. What somebody dealt
with stays away, and comes back when people search it in vain again after some time: see `WAIT` and `COMES_BACK_AT`.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from faq.gaps import tally
from faq.gaps.meaning import Key, keys_of
from faq.gaps.tally import Counted, Period
from faq.models import GapDecision, GapOutcome, SearchCount
from services.search import lexicon
from services.search.lexicon import Lexicon

LEAST_FOUND, LEAST_OPENED = 3, 0.2
"""Searches from which it says something that nobody opened a result, and the share of them that should have."""
WAIT = {GapOutcome.SYNONYM: 0, GapOutcome.NOT_OURS: 0, GapOutcome.DRAFT: 14, GapOutcome.DISMISSED: 90}
"""Days after the day of a decision whose searches are not held against it: a draft has to be written first."""
COMES_BACK_AT = 3
"""Searches in vain after that with which a group comes back."""


@dataclass(frozen=True)
class Wording:
    """One way in which people typed it, in vain: found nothing, or (found something and) opened nothing."""

    words: str
    searched: int
    missed: int
    unopened: int

    @property
    def times(self) -> int:
        """Searches in vain."""
        return self.missed + self.unopened


@dataclass(frozen=True)
class GapGroup:
    """Searches that mean the same. Numbers are of the period asked for.

    `pk` is one of its counts: /kelola/celah/kelompok/<pk>/ (name "gap") is its page. `title` and the first of
    `wordings` are the words searched in vain most. `searched`: all searches of this meaning, also those that led
    somewhere; `before`: searches in vain in the period before, None where that is not kept any more or was not counted
    the same way. `came_back`: somebody had dealt with it before.
    """

    pk: int
    title: str
    wordings: tuple[Wording, ...]
    searched: int
    missed: int
    unopened: int
    last_day: datetime.date
    before: int | None
    came_back: bool = False

    @property
    def times(self) -> int:
        """Searches in vain, what groups are ranked by."""
        return self.missed + self.unopened

    @property
    def words(self) -> list[str]:
        """Everything people typed in vain, most often first."""
        return [each.words for each in self.wordings]


def groups(days: int = 30) -> list[GapGroup]:
    """What people searched in vain in the last days and nobody dealt with, most often first.

    A few queries, however much was searched. What waits in this process is not written by this: `asked.write()`.
    """
    return survey(days).open


@dataclass(frozen=True)
class Survey:
    """Everything in vain of a period: `open` groups by how often, and the `keys` of all words."""

    open: list[GapGroup]
    keys: dict[str, Key]

    def group_of(self, pk: int) -> GapGroup | None:
        """The open group that has the words of this count."""
        words = SearchCount.objects.filter(pk=pk).values_list("words", flat=True).first()
        key = self.keys.get(words) if words else None
        return next((each for each in self.open if self.keys[each.title] == key), None) if key else None


def survey(days: int) -> Survey:
    """What was searched in the last days, grouped, without what somebody dealt with."""
    period = Period.of(days)
    counted, known = tally.read(period), lexicon.current()
    decisions = list(GapDecision.objects.order_by("at", "pk"))
    times = {each.words: each.searched for each in counted}
    keys = keys_of(times, known, (each.words for each in decisions))
    settled = {keys[each.words]: quiet_until(each) for each in decisions}
    quiet = {each.words: settled[keys[each.words]] for each in counted if keys[each.words] in settled}
    found = grouped(tally.after(counted, quiet) if quiet else counted, keys, set(settled))
    measured = tally.first_measured()
    return Survey([_comparable(each, period, measured) for each in found], keys)


def _comparable(each: GapGroup, period: Period, measured: datetime.date | None) -> GapGroup:
    """Without the number before where it would be too low: not kept, or openings were not `measured` yet."""
    is_counted = not each.unopened or (measured is not None and period.before and measured <= period.before)
    return each if period.before and is_counted else replace(each, before=None)


def quiet_until(decision: GapDecision) -> datetime.date:
    """The last day whose searches are not held against a decision."""
    day = timezone.localtime(decision.at).date()
    return day + datetime.timedelta(days=WAIT.get(GapOutcome(decision.outcome), 0))


def group(counts: Sequence[Counted], known: Lexicon) -> list[GapGroup]:
    """The groups of these counts, nothing decided: a pure function."""
    return grouped(counts, keys_of({each.words: each.searched for each in counts}, known))


def grouped(
    counts: Iterable[Counted], keys: dict[str, Key], settled: set[Key] | None = None
) -> list[GapGroup]:
    """Groups that are in vain, most often first; those of `settled` keys only if they came back."""
    by_key: dict[Key, list[Counted]] = defaultdict(list)
    for each in counts:
        by_key[keys[each.words]].append(each)
    found = []
    for key, members in by_key.items():
        came_back = key in (settled or ())
        made = _made(members, came_back)
        if made and (not came_back or made.times >= COMES_BACK_AT):
            found.append(made)
    return sorted(found, key=lambda each: (-each.times, each.title))


def _made(members: list[Counted], came_back: bool) -> GapGroup | None:
    is_unopened = is_hardly_opened(members)
    wordings = [
        Wording(each.words, each.searched, each.missed, each.found - each.opened if is_unopened else 0)
        for each in members
    ]
    in_vain = sorted((each for each in wordings if each.times), key=lambda each: (-each.times, each.words))
    if not in_vain:
        return None
    by_words = {each.words: each for each in members}
    return GapGroup(
        pk=by_words[in_vain[0].words].pk,
        title=in_vain[0].words,
        wordings=tuple(in_vain),
        searched=sum(each.searched for each in members),
        missed=sum(each.missed for each in in_vain),
        unopened=sum(each.unopened for each in in_vain),
        last_day=max(by_words[each.words].last_day for each in in_vain),
        before=sum(each.missed_before + each.unopened_before * is_unopened for each in members),
        came_back=came_back,
    )


def is_hardly_opened(members: Iterable[Counted]) -> bool:
    """Whether these found something that hardly anybody opened."""
    judged = [each.found_and_opened for each in members]
    found, opened = sum(each for each, _ in judged), sum(each for _, each in judged)
    return found >= LEAST_FOUND and opened < LEAST_OPENED * found
