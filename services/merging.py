"""One list of papers over several services: each paper once, with the sum of copies and the strictest form.

Pure. Nothing is dropped on the way: every use keeps its service, case, condition and alternatives, and what
is surely needed is counted apart from what is needed at most.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import reduce

from services.choices import RequirementForm
from services.document import Requirement
from services.facts import SharedFacts
from services.links import Link
from services.ordering import Chosen
from services.papers import Paper, paper_groups
from services.plans import Plan


class Original(IntEnum):
    """What happens to the original, the strictest last: it is gone, so nothing less can stand for it.

    A letter made out to the office ("surat asli") stays there as a rule, but can be asked for again; an
    original that is surrendered cannot.
    """

    NONE = 0
    SHOWN = 1
    LETTER = 2
    SURRENDERED = 3


ORIGINALS = {
    RequirementForm.ORIGINAL_SURRENDERED: Original.SURRENDERED,
    RequirementForm.ORIGINAL_LETTER: Original.LETTER,
    RequirementForm.ORIGINAL_SHOWN: Original.SHOWN,
    RequirementForm.COPY_AND_ORIGINAL: Original.SHOWN,
}
COPIED = {RequirementForm.COPY, RequirementForm.COPY_AND_ORIGINAL}


@dataclass(frozen=True)
class Amount:
    """How a paper is brought: its original, sheets copied, forms filled in, photographs.

    `uncounted`: a service asks for copies without saying how many; they are counted as one, so the sum is a
    lower bound.
    """

    original: Original = Original.NONE
    copies: int = 0
    filled: int = 0
    photos: int = 0
    uncounted: bool = False

    def __bool__(self) -> bool:
        return self != NOTHING

    def __add__(self, other: "Amount") -> "Amount":
        """Both are needed: there is one original, and its strictest use counts; sheets add up."""
        return Amount(
            max(self.original, other.original),
            self.copies + other.copies,
            self.filled + other.filled,
            self.photos + other.photos,
            self.uncounted or other.uncounted,
        )

    def __or__(self, other: "Amount") -> "Amount":
        """Only one of them is needed, but not known which: the most of each."""
        return Amount(*map(max, self.parts, other.parts))

    def __and__(self, other: "Amount") -> "Amount":
        """Only one of them is needed: what is needed in either."""
        return Amount(*map(min, self.parts, other.parts))

    @property
    def parts(self) -> tuple[Original, int, int, int, bool]:
        """Its values in order."""
        return self.original, self.copies, self.filled, self.photos, self.uncounted


NOTHING = Amount()


def amount_of(requirement: Requirement) -> Amount:
    """What one requirement asks for, as an amount; nothing for data and presence."""
    form = RequirementForm(requirement.form)
    sheets = requirement.copies or 1
    return Amount(
        original=ORIGINALS.get(form, Original.NONE),
        copies=sheets if form in COPIED else 0,
        filled=sheets if form == RequirementForm.FORM else 0,
        photos=sheets if form == RequirementForm.PHOTO else 0,
        uncounted=form in COPIED and requirement.copies is None,
    )


class Kind(StrEnum):
    """What is asked for: a paper to bring, that one comes in person, or something one has to know."""

    PAPER = "berkas"
    PRESENCE = "hadir"
    INFORMATION = "data"


KINDS = {RequirementForm.PRESENCE: Kind.PRESENCE, RequirementForm.INFORMATION: Kind.INFORMATION}


@dataclass(frozen=True)
class Use:
    """One service's need of a paper. `choice` names the papers of which one is enough; empty: needed itself.

    `given_by` is the step that gives it; `is_mutual`: that step needs this service too, so both go together.
    """

    slug: str
    requirement: Requirement
    paper: Paper
    is_certain: bool
    choice: tuple[str, ...] = ()
    given_by: str = ""
    is_mutual: bool = False

    @property
    def is_replacement(self) -> bool:
        """Whether it only stands for another paper of its choice."""
        return bool(self.choice and self.requirement.alternative_to)

    @property
    def amount(self) -> Amount:
        """What it asks for."""
        return amount_of(self.requirement)


@dataclass(frozen=True)
class MergedPaper:
    """A paper over all services. `always` is brought in any case, `at_most` if all that may apply does.

    `later` is what is asked of the paper that a step of the plan gives; it is in neither of the others.
    """

    key: str
    kind: Kind
    uses: tuple[Use, ...]
    always: Amount
    at_most: Amount
    later: Amount = NOTHING

    @property
    def is_certain(self) -> bool:
        """Whether some of it is needed in any case."""
        return any(use.is_certain and not use.given_by for use in self.uses)

    @property
    def is_given(self) -> bool:
        """Whether nothing is brought, because an earlier step gives it."""
        return all(use.given_by for use in self.uses)

    @property
    def document(self) -> str:
        """The catalogue's key of the paper, or ""."""
        return self.uses[0].requirement.document


@dataclass(frozen=True)
class Line:
    """One line of the merged list: a paper, or several of which one is enough for every service."""

    papers: tuple[MergedPaper, ...]

    @property
    def is_choice(self) -> bool:
        """Whether one of several is enough."""
        return len(self.papers) > 1

    @property
    def is_certain(self) -> bool:
        """Whether it is needed in any case."""
        return any(paper.is_certain for paper in self.papers)

    @property
    def is_given(self) -> bool:
        """Whether earlier steps give all of it."""
        return all(paper.is_given for paper in self.papers)


def merge(
    chosen: Sequence[Chosen], plan: Plan, facts: SharedFacts, services: Mapping[str, Link]
) -> list[Line]:
    """The papers of these services in the plan's order, alternatives together.

    `services` are live services by slug, for "get this first"; see `papers.paper_groups`.
    """
    by_slug = {each.slug: each for each in chosen}
    found: dict[str, list[Use]] = {}
    for slug in plan.order:
        for use in _uses(by_slug[slug], plan, facts, services):
            found.setdefault(merge_key(use.requirement), []).append(use)
    papers = {key: _merged(key, uses, by_slug) for key, uses in found.items()}
    return list(_lines(papers))


def merge_key(requirement: Requirement) -> str:
    """What makes two requirements the same paper: the catalogue's document, an official form, or the label."""
    form = RequirementForm(requirement.form)
    if form in KINDS:
        return f"{KINDS[form]}-{_plain(requirement.label)}"
    if requirement.document:
        return requirement.document
    return (
        f"formulir-{_plain(requirement.form_code)}"
        if requirement.form_code
        else f"berkas-{_plain(requirement.label)}"
    )


def _plain(words: str) -> str:
    """Words without case and signs, and without "Fotokopi" before the paper's name."""
    return "-".join(re.findall(r"[^\W_]+", words.casefold().removeprefix("fotokopi ")))


def _uses(chosen: Chosen, plan: Plan, facts: SharedFacts, services: Mapping[str, Link]) -> Iterable[Use]:
    requirements = {each.key: each for each in chosen.document.requirements}
    for group in paper_groups(chosen.document, chosen.case, facts, services):
        members = [requirements[paper.key] for paper in group.papers]
        choice = tuple(dict.fromkeys(map(merge_key, members))) if group.is_choice else ()
        for paper, requirement in zip(group.papers, members, strict=True):
            everyone = all(map(requirement.applies_to, chosen.situations))
            is_root = not (choice and requirement.alternative_to)
            giver = plan.giver_for(chosen.slug, requirement)
            partner = "" if giver else plan.partner_for(chosen.slug, requirement)
            yield Use(
                slug=chosen.slug,
                requirement=requirement,
                paper=paper,
                is_certain=everyone and is_root and not paper.condition,
                choice=choice,
                given_by=giver or partner,
                is_mutual=bool(partner),
            )


def _merged(key: str, uses: list[Use], chosen: Mapping[str, Chosen]) -> MergedPaper:
    brought = [use for use in uses if not use.given_by]
    given = [use for use in uses if use.given_by]
    kind = KINDS.get(RequirementForm(uses[0].requirement.form), Kind.PAPER)
    return MergedPaper(
        key=key,
        kind=kind,
        uses=tuple(uses),
        always=_over_services([use for use in brought if _is_sure(use)], chosen, at_most=False),
        at_most=_over_services(brought, chosen, at_most=True),
        later=_over_services(given, chosen, at_most=True),
    )


def _is_sure(use: Use) -> bool:
    """Whether everyone of its cases needs it: no condition, and not a mere replacement."""
    return not use.paper.condition and not use.is_replacement


def _over_services(uses: list[Use], chosen: Mapping[str, Chosen], *, at_most: bool) -> Amount:
    """The sum over services of the most (or the least) that any open case asks for."""
    total = NOTHING
    for slug in dict.fromkeys(use.slug for use in uses):
        own = [use for use in uses if use.slug == slug]
        cases = [
            _together([use for use in own if use.requirement.applies_to(case)])
            for case in chosen[slug].situations
        ]
        total += reduce(Amount.__or__ if at_most else Amount.__and__, cases)
    return total


def _together(uses: list[Use]) -> Amount:
    """What one service asks for in one case; of a choice within the same paper, the most."""
    choices: dict[object, Amount] = {}
    for use in uses:
        group = use.choice or use.requirement.key
        choices[group] = choices.get(group, NOTHING) | use.amount
    return sum(choices.values(), NOTHING)


def _lines(papers: dict[str, MergedPaper]) -> Iterable[Line]:
    """Papers that only ever stand for each other share a line; every other has its own."""
    done: set[str] = set()
    for key, paper in papers.items():
        if key in done:
            continue
        members = _only_choice(paper)
        if not all(member in papers and _only_choice(papers[member]) == members for member in members):
            members = ()
        done |= {key, *members}
        yield Line(tuple(papers[member] for member in members) or (paper,))


def _only_choice(paper: MergedPaper) -> tuple[str, ...]:
    """The choice that all uses of a paper belong to, or ()."""
    choices = {use.choice for use in paper.uses}
    return choices.pop() if len(choices) == 1 else ()
