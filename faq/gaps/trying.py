"""What the search finds for words today, and what it would find with a synonym that is not saved yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from services.links import Link
from services.search import lexicon
from services.search.finding import Found, find

MOST_HITS = 3
MOST_TRIED = 5
"""Ways of typing it that are tried."""
PAGES = {
    "service": "service",
    "question": "question",
    "document": "document",
    "event": "life-event",
    "office": "office",
}
"""The name of the page of every kind of thing that is found."""


@dataclass(frozen=True)
class Seen:
    """What people see for some words: the best hits; `elsewhere` where it says that another institution does it."""

    hits: list[Link]
    elsewhere: list[str]
    is_doubtful: bool

    @property
    def top(self) -> Link | None:
        """The best hit."""
        return self.hits[0] if self.hits else None


@dataclass(frozen=True)
class Trial:
    """What people would see for some words, beside what they see now."""

    words: str
    now: Seen
    then: Seen

    @property
    def changes(self) -> bool:
        """Whether people would see something else, or the same as a sure hit."""
        return self.then != self.now


def seen(words: str) -> Seen:
    """What the search shows today. A few queries."""
    return _seen(find(words, limit=MOST_HITS * 2))


def tried(words: Iterable[str], synonym: Sequence[str]) -> list[Trial]:
    """The words tried with one more synonym: the site's word first, then what residents say. Writes nothing."""
    now = lexicon.current()
    then = lexicon.read(now.version, [list(synonym)])
    return [
        Trial(each, seen(each), _seen(find(each, limit=MOST_HITS * 2, lexicon=then)))
        for each in list(words)[:MOST_TRIED]
    ]


def _seen(found: Found) -> Seen:
    best = [*found.services, *(hit for hit in found.hits if hit.kind != "service")]
    links = [Link(hit.candidate.title, _address(hit.kind, hit.key)) for hit in best]
    return Seen([each for each in links if each.url][:MOST_HITS], [each.name for each in found.elsewhere],
                found.is_doubtful)  # fmt: skip


def _address(kind: str, key: str) -> str:
    try:
        return reverse(PAGES[kind], args=[key])
    except (KeyError, NoReverseMatch):
        return ""
