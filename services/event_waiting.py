"""Steps of a life event that wait for a paper which none of the chosen steps gives. Pure.

Most papers from elsewhere can be got before one begins (a letter of the neighbourhood head). Not so one that
the event itself brings about: the marriage book does not exist before the wedding. The rule for such a paper:
a service of the event issues it, but so does somebody outside (`DocumentFacts.issuer`), and no chosen step does.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.facts import DocumentFacts
from services.ordering import Chosen
from services.plans import Plan


@dataclass(frozen=True)
class Waits:
    """The papers each step waits for, by service in the plan's order.

    `later`: those steps, where the first step asks for none of these papers. Then they need not be there at
    the beginning, so no one can say on which day the last step ends.
    """

    by_service: Mapping[str, tuple[str, ...]]
    later: tuple[str, ...] = ()

    @property
    def papers(self) -> list[str]:
        """All these papers, each once."""
        return list(dict.fromkeys(paper for papers in self.by_service.values() for paper in papers))


def awaited(
    chosen: Sequence[Chosen], plan: Plan, papers: Mapping[str, DocumentFacts], event: Collection[str]
) -> Waits:
    """Which steps wait for such papers; `event` are all services of the event, chosen or not."""
    by_slug = {each.slug: each for each in chosen}
    own = {key for key, paper in papers.items() if paper.issuer and {*paper.issued_by} & {*event}}
    found = {slug: tuple(dict.fromkeys(_lacking(by_slug[slug], plan, own))) for slug in plan.order}
    waiting = {slug: lacking for slug, lacking in found.items() if lacking}
    at_the_start = by_slug[plan.order[0]].asked() if plan.order else {}
    is_there = any(paper in at_the_start for lacking in waiting.values() for paper in lacking)
    return Waits(waiting, () if is_there else tuple(waiting))


def _lacking(chosen: Chosen, plan: Plan, papers: Collection[str]) -> Iterator[str]:
    given = {each.paper for each in plan.reasons(chosen.slug)}
    for requirement in chosen.document.requirements_for(chosen.case):
        is_root = not requirement.alternative_to
        is_open = requirement.document not in given and not plan.partner_for(chosen.slug, requirement)
        if requirement.document in papers and is_root and is_open and chosen.is_certain(requirement):
            yield requirement.document
