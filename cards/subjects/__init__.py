"""What a card can be about. Each kind finds its subjects, says what holds of them now, and puts it into words.

The studio, the registry, the radar of stale cards, batches and the calendar know subjects only through `SubjectKind`.
"""

from cards.models import Card, CardKind
from cards.subjects.closure import ClosureSubject
from cards.subjects.correction import CorrectionSubject
from cards.subjects.kind import Choice, EditionRef, Found, Gone, Source, SubjectKind
from cards.subjects.notice import NoticeSubject
from cards.subjects.office import OfficeSubject
from cards.subjects.question import QuestionSubject, TopicSubject
from cards.subjects.service import LeafletSubject, ServiceSubject

__all__ = ["KINDS", "Choice", "EditionRef", "Found", "Gone", "Source", "SubjectKind", "by_path", "of"]

KINDS: dict[str, SubjectKind] = {
    each.kind: each
    for each in (
        ServiceSubject(),
        QuestionSubject(),
        TopicSubject(),
        OfficeSubject(),
        ClosureSubject(),
        NoticeSubject(),
    )
}
"""By `CardKind`, in the order in which the studio offers them."""

KINDS[CardKind.CORRECTION] = CorrectionSubject(KINDS)
KINDS[CardKind.LEAFLET] = LeafletSubject()


def of(card: Card) -> SubjectKind:
    """The kind of a card's subject."""
    return KINDS[card.kind]


def by_path(path: str) -> SubjectKind | None:
    """The kind that goes by this word in addresses of the studio; None for what is not made there."""
    return next(
        (kind for kind in KINDS.values() if kind.path == path and kind.kind != CardKind.LEAFLET), None
    )
