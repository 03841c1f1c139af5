"""What a closure does to offices: the days on which they would have been open, and when they open again. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from services import day_bounds, hours
from services.closures import closes
from services.facts import ClosureFacts, OfficeFacts, SharedFacts
from services.wording import date_words, near_date_words, time_words

SEARCH_DAYS = 120
"""How long after a closure an office is looked for to open again."""

MOST_DAYS = 366
"""Days of a closure that are gone through; longer ones are refused by the form."""


@dataclass(frozen=True)
class Effect:
    """One office under a closure: days it would have opened, and its first opening after it (None: not known)."""

    office: OfficeFacts
    days: tuple[datetime.date, ...]
    reopens: datetime.datetime | None

    @property
    def reopens_words(self) -> str:
        """When it opens again, in full: "Senin, 30 November 2026 pukul 08.00"."""
        if self.reopens is None:
            return ""
        return f"{date_words(self.reopens.date())} pukul {time_words(self.reopens)}"

    def days_words(self, today: datetime.date) -> str:
        """The lost days, those in a row as a stretch: "Senin, 23 November sampai Rabu, 25 November"."""
        spans = [
            near_date_words(first, today)
            if first == last
            else f"{near_date_words(first, today)} sampai {near_date_words(last, today)}"
            for first, last in _stretches(self.days)
        ]
        return "; ".join(spans)


def with_closure(
    facts: SharedFacts, closure: ClosureFacts, instead_of: ClosureFacts | None = None
) -> SharedFacts:
    """The facts as they will be with this closure, in place of another where it changes one."""
    rest = list(facts.closures)
    if instead_of in rest:
        rest.remove(instead_of)
    closures = sorted([*rest, closure], key=lambda each: each.start)
    return facts.model_copy(update={"closures": tuple(closures)})


def without_closure(facts: SharedFacts, closure: ClosureFacts) -> SharedFacts:
    """The facts as if this closure did not exist."""
    return facts.model_copy(update={"closures": tuple(each for each in facts.closures if each != closure)})


def effects(closure: ClosureFacts, facts: SharedFacts) -> list[Effect]:
    """What a closure that is part of the facts does to each office it concerns, in the offices' order."""
    open_facts = without_closure(facts, closure)
    concerned = (office for office in facts.offices.values() if closes(closure, office.key))
    return [_effect(closure, office, facts, open_facts) for office in concerned]


def overlapping(closure: ClosureFacts, facts: SharedFacts) -> list[ClosureFacts]:
    """Other closures on the same days that concern one of its offices."""
    return [
        each
        for each in facts.closures
        if each != closure
        and each.start <= closure.end
        and each.end >= closure.start
        and (not each.offices or not closure.offices or set(each.offices) & set(closure.offices))
    ]


def _effect(
    closure: ClosureFacts, office: OfficeFacts, facts: SharedFacts, open_facts: SharedFacts
) -> Effect:
    length = min((closure.end - closure.start).days + 1, MOST_DAYS)
    days = (closure.start + datetime.timedelta(days=ahead) for ahead in range(length))
    lost = tuple(day for day in days if hours.day_hours(office, open_facts, day).is_open)
    if not day_bounds.is_plausible(closure.end):
        return Effect(office, lost, None)  # imported so: no calendar goes on after it
    after = closure.end + datetime.timedelta(days=1)
    opening = next(hours.openings(office, facts, after, SEARCH_DAYS), None)
    return Effect(office, lost, opening[0] if opening else None)


def _stretches(days: Iterable[datetime.date]) -> list[tuple[datetime.date, datetime.date]]:
    found: list[tuple[datetime.date, datetime.date]] = []
    for day in days:
        if found and day - found[-1][1] == datetime.timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
