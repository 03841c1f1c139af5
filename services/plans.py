"""A plan: services in the order of doing, what each waits for, and which step gives a paper. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from services.document import Requirement


class Why(IntEnum):
    """Why one service is done before another, the strongest reason first.

    - CREATES: it issues a paper that it does not ask for itself; the other asks for that paper.
    - KEEPS: it needs to see an original that the other takes in and does not give back.
    - MAY_CREATE: it issues the paper only in some of the cases that are still open.
    - RENEWS: it takes in the original and gives a new one; the other needs an original afterwards.
    - NAMED: it issues a paper that the other only names in its words ("pernyataan ahli waris dan akta kematian").

    The last three only follow the event's own order: they never move a service forward, because the resident
    has an older paper that will do.
    """

    CREATES = 0
    KEEPS = 1
    MAY_CREATE = 2
    RENEWS = 3
    NAMED = 4


@dataclass(frozen=True)
class Dependency:
    """`before` is done before `after`, because of a paper."""

    before: str
    after: str
    paper: str
    why: Why


@dataclass(frozen=True)
class Plan:
    """Services in the order of doing, and why.

    `mutual` are dependencies that contradict others and were set aside; `together` are those they contradict
    at once. A pair that needs each other is done together, so neither waits (`dependencies` has neither).
    `choices`: by service and requirement, the papers of which any will do and that all come from steps.
    """

    order: tuple[str, ...]
    dependencies: tuple[Dependency, ...] = ()
    mutual: tuple[Dependency, ...] = ()
    together: tuple[Dependency, ...] = ()
    gives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    choices: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def number(self, slug: str) -> int:
        """Which step a service is, from 1."""
        return self.order.index(slug) + 1

    def reasons(self, slug: str) -> list[Dependency]:
        """What a service waits for, the earliest step first."""
        found = [each for each in self.dependencies if each.after == slug]
        return sorted(found, key=lambda each: (self.number(each.before), each.why))

    def before(self, slug: str) -> list[str]:
        """The services that a service waits for, each once."""
        return list(dict.fromkeys(each.before for each in self.reasons(slug)))

    def giver(self, slug: str, paper: str) -> str:
        """The last step before a service that gives it this paper, so that it need not be brought; or ""."""
        given = [
            each.before
            for each in self.reasons(slug)
            if each.paper == paper and each.why in (Why.CREATES, Why.RENEWS)
        ]
        return given[-1] if given else ""

    def giver_for(self, slug: str, requirement: Requirement) -> str:
        """The last step that gives what a requirement asks for, by its paper or by its words; or ""."""
        givers = [self.giver(slug, paper) for paper in self.papers_for(slug, requirement)]
        return max(filter(None, givers), key=self.number, default="")

    def partner_for(self, slug: str, requirement: Requirement) -> str:
        """The step that gives it, where each of the two needs what the other gives; or ""."""
        papers = self.papers_for(slug, requirement)
        pairs = (*self.mutual, *self.together)
        return next((each.before for each in pairs if each.after == slug and each.paper in papers), "")

    def papers_for(self, slug: str, requirement: Requirement) -> tuple[str, ...]:
        """The papers of which any meets a requirement, as far as the plan knows."""
        if requirement.document:
            return (requirement.document,)
        return self.choices.get((slug, requirement.key), ())

    def has_partner(self, slug: str) -> bool:
        """Whether it is done together with a service that it needs and that needs it."""
        return any(slug in (each.before, each.after) for each in self.mutual)
