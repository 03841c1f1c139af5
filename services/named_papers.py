"""Which papers of the catalogue words name: a product ("KK terbaru"), a label ("akta kematian atau surat kematian")."""

import re
from collections.abc import Mapping

from services.facts import DocumentFacts

FILLERS = re.compile(r"\b(?:kutipan|keterangan)\s+", re.IGNORECASE)
"""Left out in everyday words: "Surat keterangan kematian" is called "surat kematian"."""

NEXT_CHOICE = re.compile(r",\s*+(?:atau\s++)?|(?<!\s)\s++atau\s++")


def is_named(paper: DocumentFacts, words: str) -> bool:
    """Whether words name a paper: its name, one of its two names, or its abbreviation."""
    name, _, short = paper.name.partition("(")
    names = [*(each.strip() for each in name.split(" atau ")), short.strip(" )")]
    known = "|".join(re.escape(FILLERS.sub("", each)) for each in names if each)
    return bool(re.search(rf"(?<!\w)(?:{known})(?!\w)", FILLERS.sub("", words), re.IGNORECASE))


def offers_choice(label: str) -> bool:
    """Whether words ask for one of several things: "surat lahir atau akta kelahiran"."""
    return " atau " in label


def named_choices(label: str, papers: Mapping[str, DocumentFacts]) -> list[list[str]]:
    """For each alternative that the words offer, the papers it names (none where it is another thing)."""
    if not offers_choice(label):
        return []
    return [
        [key for key, paper in papers.items() if is_named(paper, words)] for words in NEXT_CHOICE.split(label)
    ]
