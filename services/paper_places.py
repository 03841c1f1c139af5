"""Where a paper comes from: what the requirement itself says goes before what is known of the paper in general.

1. The place is the requirement's `where_to_get`, else the source that its label or note names ("surat kematian dari
   dokter"), else the paper's issuer. An issuer is shown beside a named source only if all of it lies within it.
2. Services of ours are shown too, but not where the requirement names a place that is none of our agencies.
3. Beside a place they are one of several ways and are spoken of like that; alone they are what to do first.
"""

import re
from collections.abc import Iterator

from services.document import Requirement
from services.facts import DocumentFacts, SharedFacts

_OR = re.compile(r"(?:,\s*)?\batau\b|[,/;]", re.IGNORECASE)
_FROM_IN_LABEL = re.compile(r"\bdari\s+([^()]+)", re.IGNORECASE)
_FROM_IN_NOTE = re.compile(r"dari\s+([^.;()]+)", re.IGNORECASE)


def named_source(requirement: Requirement, about: DocumentFacts) -> str:
    """Where this very requirement says that the paper comes from: "dokter atau faskes"; "" if it does not.

    What is part of the paper's own name ("surat keterangan kehilangan dari kepolisian") names nothing new.
    """
    if requirement.where_to_get:
        return requirement.where_to_get
    found = _FROM_IN_LABEL.search(requirement.label) or _FROM_IN_NOTE.match(requirement.note)
    source = found.group(1).strip() if found else ""
    return "" if source.casefold() in about.name.casefold() else source


def place(requirement: Requirement, about: DocumentFacts) -> str:
    """The words for where to get it, as the office wrote them; "" where the label or note says it already."""
    source = named_source(requirement, about)
    if requirement.where_to_get or not source:
        return requirement.where_to_get or about.issuer
    is_within = all(_is_covered(one, by=source) for one in _alternatives(about.issuer))
    return about.issuer if is_within else ""


def can_be_ours(requirement: Requirement, about: DocumentFacts, facts: SharedFacts) -> bool:
    """Whether the paper, as it is asked for here, may come from one of our agencies."""
    source = named_source(requirement, about)
    return not source or any(
        _is_covered(one, by=name)
        for one in _alternatives(source)
        for agency in facts.agencies.values()
        for name in (agency.name, agency.short_name)
    )


def _is_covered(words: str, *, by: str) -> bool:
    """Whether the words are a kind of one of the places in `by`: "Pengadilan Negeri" of "pengadilan"."""
    said = _words(words)
    return any(_words(one) <= said for one in _alternatives(by))


def _alternatives(text: str) -> Iterator[str]:
    return (one for one in _OR.split(text) if _words(one))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
