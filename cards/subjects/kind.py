"""What every kind of subject of a card offers."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from cards.content import CardContent, CardOptions
from cards.models.card import CardKind
from services.facts import SharedFacts


@dataclass(frozen=True)
class EditionRef:
    """An edition that a card was made from."""

    kind: str
    slug: str
    number: int

    def as_dict(self) -> dict[str, Any]:
        """For `Card.editions`."""
        return {"kind": self.kind, "slug": self.slug, "number": self.number}


@dataclass(frozen=True)
class Source:
    """What the public may read of a subject now; all that a card of it is made from, besides the shared facts."""

    key: str
    title: str
    data: Any
    """What `SubjectKind.build` reads."""
    digest: str
    """Of `data`: equal data, equal digest."""
    agency: str = ""
    """The key of the agency whose card it is; "" for none."""
    public_url: str = ""
    editions: tuple[EditionRef, ...] = ()
    review_by: datetime.date | None = None
    """When its facts are to be checked again."""
    over: str = ""
    """Why it no longer holds although its text can still be made ("Penutupan ini sudah berakhir …")."""


@dataclass(frozen=True)
class Gone:
    """A subject that was taken down: why, and the key of the one that replaces it."""

    reason: str = ""
    replacement: str = ""


@dataclass(frozen=True)
class Choice:
    """Something the officer may take or leave: a section or a case."""

    key: str
    label: str


@dataclass(frozen=True)
class Found:
    """A subject in the studio's search. One that is not public has a `problem` instead of cards."""

    kind: str
    key: str
    title: str
    note: str = ""
    problem: str = ""


class SubjectKind(ABC):
    """One kind of things that cards are about."""

    kind: ClassVar[CardKind]
    path: ClassVar[str]
    """Its word in addresses of the studio: /studio/buat/<path>/<key>/."""
    cases_label: ClassVar[str] = "Keadaan"
    """What the parts are called that `CardOptions.cases` chooses from."""

    has_brief: ClassVar[bool] = False
    """Whether `CardOptions.detail` makes a difference."""

    @property
    def label(self) -> str:
        """What people call it."""
        return str(CardKind(self.kind).label)

    @abstractmethod
    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        """What holds of each of these; a key that never was is left out. A fixed number of queries."""

    def source(self, key: str, facts: SharedFacts) -> Source | Gone | None:
        """What holds of one; None if there never was one."""
        return self.sources([key], facts).get(key)

    @abstractmethod
    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        """The text of its card. Pure: the same arguments give the same content."""

    @abstractmethod
    def is_own(self, user: Any, key: str) -> bool:
        """Whether it belongs to an agency this person works for."""

    @abstractmethod
    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        """Own subjects whose name has all these words ("" finds any), the most useful first."""

    def case_choices(self, source: Source) -> Sequence[Choice]:
        """Parts that `CardOptions.cases` may name."""
        return ()

    def question_choices(self, source: Source) -> Sequence[Choice]:
        """Questions that `CardOptions.questions` may name."""
        return ()
