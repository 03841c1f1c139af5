"""The order in which the services of a life event are done: what one gives and another asks for comes first.

Pure: documents and facts in, a plan out. A paper that nearly everyone owns (KTP-el, KK) must not push its
own renewal to the front, so not every "issues" before "asks for" counts; see `plans.Why`.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.choices import RequirementForm
from services.document import Requirement, ServiceDocument
from services.facts import DocumentFacts
from services.named_papers import is_named, named_choices, offers_choice
from services.papers import condition_of
from services.plans import Dependency, Plan, Why

NEEDS_ORIGINAL = frozenset(
    {
        RequirementForm.ORIGINAL_SURRENDERED,
        RequirementForm.ORIGINAL_SHOWN,
        RequirementForm.COPY_AND_ORIGINAL,
        RequirementForm.ORIGINAL_LETTER,
    }
)


@dataclass(frozen=True)
class Chosen:
    """A service that somebody does, and the case they are in; None: not said yet, so all of them are open."""

    document: ServiceDocument
    case: str | None = None

    @property
    def slug(self) -> str:
        """The service."""
        return self.document.slug

    @property
    def situations(self) -> list[str | None]:
        """The cases that are still open; [None] for a service without cases."""
        if self.case or not self.document.cases:
            return [self.case]
        return [case.key for case in self.document.cases]

    def asked(self) -> dict[str, list[Requirement]]:
        """What it asks for, by paper of the catalogue."""
        found: dict[str, list[Requirement]] = {}
        for requirement in self.document.requirements_for(self.case):
            if requirement.document:
                found.setdefault(requirement.document, []).append(requirement)
        return found

    def is_certain(self, requirement: Requirement) -> bool:
        """Whether it is asked of everyone who is in one of the open cases."""
        open_to_all = all(map(requirement.applies_to, self.situations))
        return open_to_all and not condition_of(requirement, self.document)


def plan(chosen: Sequence[Chosen], papers: Mapping[str, DocumentFacts]) -> Plan:
    """The order of doing for services that are given in the event's own order.

    Dependencies are taken in from the strongest to the weakest, those that agree with the event's order
    first; one that would close a circle is set aside. Ties keep the event's order, so the answer is always
    the same for the same input.
    """
    position = {each.slug: place for place, each in enumerate(chosen)}
    gives = {each.slug: frozenset(given_papers(each.document, papers)) for each in chosen}
    choices = {each.slug: _choices_given(each, chosen, papers) for each in chosen}
    kept: list[Dependency] = []
    mutual: list[Dependency] = []
    possible = _possible(chosen, papers, gives, choices)
    for dependency in sorted(possible, key=lambda each: _strength(each, position)):
        closes_circle = _leads(dependency.after, dependency.before, kept)
        if not closes_circle:
            kept.append(dependency)
        elif dependency.why == Why.CREATES:
            mutual.append(dependency)
    pairs = {(each.after, each.before) for each in mutual}
    return Plan(
        order=_sorted(position, kept),
        dependencies=tuple(each for each in kept if (each.before, each.after) not in pairs),
        mutual=tuple(mutual),
        together=tuple(each for each in kept if (each.before, each.after) in pairs),
        gives=gives,
        choices={(slug, key): found for slug, by_key in choices.items() for key, found in by_key.items()},
    )


def given_papers(document: ServiceDocument, papers: Mapping[str, DocumentFacts]) -> Iterator[str]:
    """Papers the service issues, and those its products name ("KK terbaru")."""
    for key, paper in papers.items():
        if document.slug in paper.issued_by or _names(document, paper):
            yield key


def _names(document: ServiceDocument, paper: DocumentFacts) -> bool:
    return any(is_named(paper, product) for product in document.product)


def _choices_given(
    chosen: Chosen, everything: Sequence[Chosen], papers: Mapping[str, DocumentFacts]
) -> dict[str, tuple[str, ...]]:
    """By requirement, the papers its words offer, where other chosen services issue every one of them.

    With one alternative from elsewhere, the resident may have that one, so there is nothing to wait for.
    """
    others = {each.slug for each in everything} - {chosen.slug}
    issued = {key for key, paper in papers.items() if others & {*paper.issued_by}}
    found = {}
    for requirement in chosen.document.requirements_for(chosen.case):
        offered = [] if requirement.document else named_choices(requirement.label, papers)
        if offered and all(named and issued.issuperset(named) for named in offered):
            found[requirement.key] = tuple(key for named in offered for key in named)
    return found


def _wanted(chosen: Chosen, choices: Mapping[str, tuple[str, ...]]) -> dict[str, list[Requirement]]:
    """What a service asks for by paper, in its own field or as one of the papers its words offer."""
    found = chosen.asked()
    for requirement in chosen.document.requirements_for(chosen.case):
        for paper in choices.get(requirement.key, ()):
            found.setdefault(paper, []).append(requirement)
    return found


def _possible(
    chosen: Sequence[Chosen],
    papers: Mapping[str, DocumentFacts],
    gives: Mapping[str, frozenset[str]],
    choices: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> Iterator[Dependency]:
    wanted = {each.slug: _wanted(each, choices[each.slug]) for each in chosen}
    for place, first in enumerate(chosen):
        for other_place, other in enumerate(chosen):
            if place == other_place:
                continue
            for paper, requirements in wanted[other.slug].items():
                why = _why(first, paper, requirements, papers, gives[first.slug])
                if why is not None and (why == Why.CREATES or place < other_place):
                    yield Dependency(first.slug, other.slug, paper, why)
                if _keeps(first, paper, gives[first.slug]) and _shows(requirements):
                    yield Dependency(other.slug, first.slug, paper, Why.KEEPS)
            if place < other_place:
                for paper in _named_papers(first, other, papers):
                    yield Dependency(first.slug, other.slug, paper, Why.NAMED)


def _named_papers(first: Chosen, other: Chosen, papers: Mapping[str, DocumentFacts]) -> Iterator[str]:
    """Papers that `first` issues and `other` asks for in words, without saying which paper it is.

    Words that offer a choice ("surat lahir atau akta kelahiran") do not count: the other one will do.
    """
    asked = other.document.requirements_for(other.case)
    loose = [each for each in asked if not each.document and not offers_choice(each.label)]
    for key, paper in papers.items():
        if first.slug in paper.issued_by and any(is_named(paper, each.label) for each in loose):
            yield key


def _why(
    first: Chosen,
    paper: str,
    requirements: list[Requirement],
    papers: Mapping[str, DocumentFacts],
    given: frozenset[str],
) -> Why | None:
    """Why `first` comes before a service that asks for the paper in this way, or None."""
    asks = first.asked().get(paper, [])
    facts = papers.get(paper)
    if facts and first.slug in facts.issued_by:
        asking = [any(each.applies_to(case) for each in asks) for case in first.situations]
        if not any(asking):
            return Why.CREATES
        if not all(asking):
            return Why.MAY_CREATE
    takes_in = any(_surrenders(first, each) for each in asks)
    wanted = any(each.form in NEEDS_ORIGINAL for each in requirements)
    return Why.RENEWS if paper in given and takes_in and wanted else None


def _surrenders(chosen: Chosen, requirement: Requirement) -> bool:
    """Whether everyone hands the original over there."""
    return requirement.form == RequirementForm.ORIGINAL_SURRENDERED and chosen.is_certain(requirement)


def _keeps(chosen: Chosen, paper: str, given: frozenset[str]) -> bool:
    return paper not in given and any(_surrenders(chosen, each) for each in chosen.asked().get(paper, []))


def _shows(requirements: list[Requirement]) -> bool:
    """Whether an original is needed that one takes home again."""
    forms = {each.form for each in requirements}
    return bool(forms & NEEDS_ORIGINAL) and RequirementForm.ORIGINAL_SURRENDERED not in forms


def _strength(dependency: Dependency, position: Mapping[str, int]) -> tuple[int, bool, int, int, str]:
    before, after = position[dependency.before], position[dependency.after]
    return dependency.why, before > after, before, after, dependency.paper


def _leads(start: str, goal: str, dependencies: list[Dependency]) -> bool:
    """Whether `goal` comes after `start` already."""
    seen, coming = {start}, [start]
    while coming:
        slug = coming.pop()
        if slug == goal:
            return True
        following = {each.after for each in dependencies if each.before == slug} - seen
        seen |= following
        coming += following
    return False


def _sorted(position: Mapping[str, int], dependencies: list[Dependency]) -> tuple[str, ...]:
    """Topological order; of those that could come next, the first in the event's order."""
    waiting = {slug: {each.before for each in dependencies if each.after == slug} for slug in position}
    ready = [place for slug, place in position.items() if not waiting[slug]]
    by_place = {place: slug for slug, place in position.items()}
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        slug = by_place[heapq.heappop(ready)]
        order.append(slug)
        for other, befores in waiting.items():
            if slug in befores:
                befores.remove(slug)
                if not befores:
                    heapq.heappush(ready, position[other])
    return tuple(order)
