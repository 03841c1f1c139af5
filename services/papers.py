"""The papers to bring, as a resident reads them: in words, alternatives together, with what to get first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.choices import RequirementForm
from services.document import Requirement, ServiceDocument
from services.facts import DocumentFacts, SharedFacts
from services.language import in_english
from services.links import Link
from services.paper_places import can_be_ours, named_source, place

NOTHING_KNOWN = DocumentFacts(key="", name="")


@dataclass(frozen=True)
class Paper:
    """One thing to bring or to do, in words; all but the forms and `english_name` are the office's own.

    `form_beside` says of `form_words` what the label does not. `place` is where to get it and `first` are the
    services of ours that issue it: see `paper_places`. `document` is the key of the paper's own page,
    `document_name` its name; both empty where it has none. `is_needed`: asked of everyone in the case, or in all
    cases.
    """

    key: str
    label: str
    form_words: str
    form_beside: str
    case_words: str
    condition: str
    note: str
    place: str
    legal_ref: str
    how_to_get: str = ""
    document: str = ""
    document_name: str = ""
    english_name: str = ""
    first: list[Link] = field(default_factory=list)
    is_needed: bool = True

    @property
    def short_words(self) -> str:
        """Label, form, condition and cases in one line, for a message."""
        condition = f"{self.condition[:1].lower()}{self.condition[1:]}"
        more = "; ".join(filter(None, [self.form_beside.lower(), condition]))
        cases = f" [{self.case_words}]" if self.case_words else ""
        return f"{self.label} ({more}){cases}" if more else f"{self.label}{cases}"


@dataclass(frozen=True)
class PaperGroup:
    """One line of the list: a paper, or several of which one is enough."""

    papers: list[Paper]

    @property
    def is_choice(self) -> bool:
        """Whether one of several is enough."""
        return len(self.papers) > 1

    @property
    def is_needed(self) -> bool:
        """Whether one has to have it in any event, and not only under a condition or in another case."""
        return any(paper.is_needed for paper in self.papers)

    @property
    def short_words(self) -> str:
        """The group in one line, for a message."""
        return _(" ATAU ").join(paper.short_words for paper in self.papers)


def issuing_slugs(document: ServiceDocument, facts: SharedFacts) -> set[str]:
    """Services of ours that issue a paper this one asks for."""
    papers = (facts.documents.get(requirement.document) for requirement in document.requirements)
    return {slug for paper in papers if paper for slug in paper.issued_by} - {document.slug}


def paper_groups(
    document: ServiceDocument, case: str | None, facts: SharedFacts, services: Mapping[str, Link]
) -> list[PaperGroup]:
    """The papers someone in this case needs, alternatives together, in the document's order.

    `services` are the live services by slug; one that is not among them is not linked.
    """
    shown = document.requirements_for(case)
    roots = _roots(shown)
    groups: dict[str, list[Paper]] = {}
    for requirement in shown:
        paper = _paper(requirement, document, case, facts, services)
        groups.setdefault(roots[requirement.key], []).append(paper)
    return [PaperGroup(papers) for papers in groups.values()]


def _roots(shown: list[Requirement]) -> dict[str, str]:
    """For each paper the one it can replace in the end; itself where nobody is ever asked for both."""
    by_key = {each.key: each for each in shown}
    replaces = {
        each.key: each.alternative_to if _meets(each, by_key.get(each.alternative_to)) else ""
        for each in shown
    }

    def root(key: str) -> str:
        seen = {key}
        while (target := replaces.get(key)) in replaces and target not in seen:
            seen.add(target)
            key = target
        return key

    return {key: root(key) for key in replaces}


def _meets(requirement: Requirement, other: Requirement | None) -> bool:
    """Whether there is a case in which both are asked for, so that one can stand for the other."""
    if other is None:
        return False
    return not requirement.cases or not other.cases or bool({*requirement.cases} & {*other.cases})


def _paper(
    requirement: Requirement,
    document: ServiceDocument,
    case: str | None,
    facts: SharedFacts,
    services: Mapping[str, Link],
) -> Paper:
    about = facts.documents.get(requirement.document, NOTHING_KNOWN)
    whom = "" if case else case_words(document, requirement.cases)
    condition = condition_of(requirement, document)
    # The old paper that this very service replaces is not to be got first.
    is_got_first = document.slug not in about.issued_by and can_be_ours(requirement, about, facts)
    is_told_here = bool(named_source(requirement, about))
    return Paper(
        key=requirement.key,
        label=requirement.label,
        form_words=form_words(requirement),
        form_beside=form_beside(requirement),
        case_words=whom,
        condition=condition,
        note=requirement.note,
        place=place(requirement, about),
        legal_ref=requirement.legal_ref,
        how_to_get="" if is_told_here else about.how_to_get,
        document=about.key,
        document_name=about.name,
        english_name=about.name_en if in_english() else "",
        first=[services[slug] for slug in about.issued_by if is_got_first and slug in services],
        is_needed=not (whom or condition),
    )


def condition_of(requirement: Requirement, document: ServiceDocument) -> str:
    """The condition, unless it only repeats its case: "Jika KTP-el rusak" for "KTP-el rusak, patah"."""
    said = requirement.condition.casefold().removeprefix("jika ").removeprefix("bila ")
    labels = [case.label.casefold() for case in document.cases if case.key in requirement.cases]
    return "" if any(said in label for label in labels) else requirement.condition


def form_words(requirement: Requirement) -> str:
    """In what form it is brought, with the number of copies: "Fotokopi, 2 lembar"."""
    form, count = RequirementForm(requirement.form), requirement.copies
    if not count:
        return str(form.label)
    if form in (RequirementForm.COPY, RequirementForm.PHOTO):
        text = ngettext("%(form)s, %(count)d lembar", "%(form)s, %(count)d lembar", count)
    elif form == RequirementForm.COPY_AND_ORIGINAL:
        text = ngettext(
            "%(count)d lembar fotokopi, asli diperlihatkan",
            "%(count)d lembar fotokopi, asli diperlihatkan",
            count,
        )
    else:
        text = ngettext("%(form)s, %(count)d rangkap", "%(form)s, %(count)d rangkap", count)
    return text % {"form": form.label, "count": count}


FIRST_WORDS = {
    RequirementForm.COPY: "fotokopi ",
    RequirementForm.COPY_AND_ORIGINAL: "fotokopi ",
    RequirementForm.PHOTO: "pas foto ",
    RequirementForm.PRESENCE: "datang ",
}
"""How a label begins that says the form itself."""


def form_beside(requirement: Requirement) -> str:
    """The form as it stands beside the label, without what that says: "2 lembar" for "Fotokopi KK".

    Nothing beside a thing or a fact to have at hand, which is no kind of paper. Labels are Indonesian, so an English
    page repeats in English what they say.
    """
    form, count = RequirementForm(requirement.form), requirement.copies
    if form == RequirementForm.INFORMATION:
        return ""
    begins = FIRST_WORDS.get(form)
    if in_english() or not begins or not requirement.label.casefold().startswith(begins):
        return form_words(requirement)
    sheets = ngettext("%(count)d lembar", "%(count)d lembar", count) % {"count": count} if count else ""
    original = _("asli diperlihatkan") if form == RequirementForm.COPY_AND_ORIGINAL else ""
    return capfirst(", ".join(filter(None, [sheets, original])))


def case_words(document: ServiceDocument, keys: tuple[str, ...]) -> str:
    """For whom something holds, if not for everyone: "Hilang", "Hilang · Rusak"."""
    if not keys or len(keys) == len(document.cases):
        return ""
    return " · ".join(case.label for case in document.cases if case.key in keys)
