"""The chain behind a paper: read from the live services that issue papers, and put into words.

Reads level by level, one query each but for the first, so the cost depends on the depth of the tree and not on the
number of services.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from services.chain import Fate, Need, Node, chain
from services.document import Requirement, ServiceDocument
from services.event_choice import service_words
from services.facts import SharedFacts
from services.language import in_english, in_language
from services.ordering import Chosen
from services.papers import case_words, condition_of
from services.reading import live_documents
from services.sentences import marked, sentence

DEPTH = 3
"""Levels below the paper; each is one query, and one more step to the right on a narrow screen."""

MOST_ISSUERS = 5
"""Services of ours that are read per paper: a paper issued at hundreds of places needs the same everywhere."""

Issuers = Mapping[str, list[ServiceDocument]]


def issuers_of(paper: str, facts: SharedFacts) -> tuple[str, ...]:
    """Slugs of the services that are read for a paper; some may not be public."""
    return tuple(facts.documents[paper].issued_by[:MOST_ISSUERS])


def read_issuers(
    root: str, facts: SharedFacts, documents: Mapping[str, ServiceDocument]
) -> dict[str, list[ServiceDocument]]:
    """Live services that issue the paper or one behind it, by paper. At most `DEPTH` - 1 queries.

    `documents`, by slug, are read already: at least those of the `issuers_of` the paper itself that are public.
    """
    found: dict[str, list[ServiceDocument]] = {}
    known = dict(documents)
    asked_for = {*known, *issuers_of(root, facts)}
    papers = [root]
    for _level in range(DEPTH):
        issued_by = {paper: issuers_of(paper, facts) for paper in papers}
        wanted = {slug for slugs in issued_by.values() for slug in slugs} - asked_for
        asked_for |= wanted
        known |= {each.slug: each for each in live_documents(sorted(wanted))}
        found |= {
            paper: [known[slug] for slug in slugs if slug in known] for paper, slugs in issued_by.items()
        }
        asked = (key for paper in papers for document in found[paper] for key in document.asked_papers)
        papers = [key for key in dict.fromkeys(asked) if key in facts.documents and key not in found]
    return found


def needs_of(paper: str, issuers: Issuers, facts: SharedFacts) -> list[Need]:
    """What is asked for by those who issue a paper, without the old one that is only replaced.

    Always needed is what each of them asks of everyone; one alone of several services may be avoided.
    """
    documents = issuers.get(paper, [])
    keys = dict.fromkeys(key for document in documents for key in document.asked_papers)
    return [
        Need(key, all(_is_always_asked(document, key) for document in documents))
        for key in keys
        if key != paper and key in facts.documents
    ]


def _is_always_asked(document: ServiceDocument, paper: str) -> bool:
    """Whether everyone brings it there, in every case and without a way around it."""
    replaced = {each.alternative_to for each in document.requirements}
    asked = [
        each
        for each in _asked(document, paper)
        if not condition_of(each, document) and not each.alternative_to and each.key not in replaced
    ]
    return all(any(each.applies_to(case) for each in asked) for case in Chosen(document).situations)


def _asked(document: ServiceDocument, paper: str) -> Iterable[Requirement]:
    return (each for each in document.requirements if each.document == paper)


@dataclass(frozen=True)
class ChainRow:
    """A paper in the tree, in words. `limits` say when it is needed, where that is not always.

    `services` are ours that issue it, besides its `issuer`; `always_words` and `sometimes_words` stand above what it
    needs from them. `anchor` is the place's name on the page, where the paper is taken apart; `remark` says where
    else that is.
    """

    name: str
    english_name: str
    url: str
    anchor: str
    issuer: str
    services: list[str]
    limits: list[SafeString]
    remark: SafeString | str
    remark_url: str
    always_words: SafeString | str = ""
    sometimes_words: SafeString | str = ""
    always: list["ChainRow"] = field(default_factory=list)
    sometimes: list["ChainRow"] = field(default_factory=list)


def chain_rows(root: str, issuers: Issuers, facts: SharedFacts) -> ChainRow:
    """The tree behind a paper as its page shows it."""
    needs = {paper: needs_of(paper, issuers, facts) for paper in issuers}
    unread = {key for key, paper in facts.documents.items() if paper.issued_by and key not in issuers}
    return _row(chain(root, needs, DEPTH, unread), "", issuers, facts)


def _row(node: Node, parent: str, issuers: Issuers, facts: SharedFacts) -> ChainRow:
    about = facts.documents[node.paper]
    children = [(each.is_always, _row(each, node.paper, issuers, facts)) for each in node.children]
    remark, remark_url = _remark(node, parent, facts)
    is_here = node.fate in (Fate.EXPANDED, Fate.LEAF)
    services = [service_words(each) for each in issuers.get(node.paper, [])] if is_here else []
    always_words, sometimes_words = _need_words(services if about.issuer else [])
    return ChainRow(
        name=about.name,
        english_name=about.name_en if in_english() else "",
        url=reverse("document", args=[node.paper]),
        anchor=f"rantai-{node.paper}" if is_here else "",
        issuer=about.issuer if is_here else "",
        services=services,
        limits=[] if node.is_always else _limits(node.paper, issuers.get(parent, [])),
        remark=remark,
        remark_url=remark_url,
        always_words=always_words,
        sometimes_words=sometimes_words,
        always=[row for is_always, row in children if is_always],
        sometimes=[row for is_always, row in children if not is_always],
    )


def _need_words(services: list[str]) -> tuple[SafeString | str, SafeString | str]:
    """What stands above the needs: with services where it is issued elsewhere too, perhaps for other papers."""
    if not services:
        return _("Selalu perlu:"), _("Hanya dalam keadaan tertentu:")
    names = mark_safe(", ".join(map(marked, services)))
    return (
        sentence(_("Lewat %(services)s selalu perlu:"), services=names),
        sentence(_("Lewat %(services)s dalam keadaan tertentu:"), services=names),
    )


def _remark(node: Node, parent: str, facts: SharedFacts) -> tuple[SafeString | str, str]:
    """What is said instead of taking a paper apart, and where that leads."""
    here = f"#rantai-{node.paper}"
    if node.fate == Fate.MUTUAL:
        return _("saling membutuhkan, lihat di atas"), here
    if node.fate == Fate.ELSEWHERE:
        return _("diuraikan di bagian lain"), here
    if node.fate == Fate.TOO_DEEP:
        return _("lihat rantainya di halamannya"), reverse("document", args=[node.paper])
    return "", ""


def _limits(paper: str, documents: list[ServiceDocument]) -> list[SafeString]:
    """For which service, and there in which case or under which condition, a paper is asked."""
    found = []
    for document in documents:
        limits = [_limit(each, document) for each in _asked(document, paper)]
        if limits:
            words = "; ".join(dict.fromkeys(filter(None, limits)))
            text = _("Untuk %(service)s: %(limit)s") if words else _("Untuk %(service)s")
            found.append(sentence(text, service=service_words(document), limit=in_language(words, "")))
    return found


def _limit(requirement: Requirement, document: ServiceDocument) -> str:
    case, condition = case_words(document, requirement.cases), condition_of(requirement, document)
    return f"{case} ({condition[:1].lower()}{condition[1:]})" if case and condition else case or condition
