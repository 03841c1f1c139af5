"""The questions that stand on the page of a service, in one case or in all of them."""

import datetime
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from faq.document import QuestionDocument
from faq.models import QuestionSpan
from faq.pages import QuestionRow, document_row
from faq.question_page import ask_address
from services.document import Case, ServiceDocument
from services.kept import Key
from services.paging import list_address
from services.prepared import Prepared
from services.reading import fingerprint, parsed

MOST = 12
READ = 3 * MOST
"""Questions that are read to find those of a case; which cases a question has stands only in its document."""


@Prepared
def _of_service(service: str, now: datetime.datetime) -> QuerySet:
    """Slugs and documents of the questions on a service's page: its own first, then general ones about it."""
    own = Q(service=service)
    spans = QuestionSpan.objects.live(now).filter(own | Q(related_services__contains=f"|{service}|"))
    ordered = spans.order_by("-service", "edition__position", "pk")
    return ordered.values_list("slug", Cast("edition__document", TextField()))[:READ]


@dataclass(frozen=True)
class Placed:
    """A question with the cases it answers for: keys as it says them, and words (only where no case is chosen)."""

    row: QuestionRow
    cases: tuple[str, ...]
    case_words: str = ""


class ServiceQuestions:
    """Published questions of a service. With a case: its own first, and none that is only about other cases."""

    def __init__(self, document: ServiceDocument, case: Case | None = None) -> None:
        self.service, self.labels = document.slug, {each.key: each.label for each in document.cases}
        self.case_key = case.key if case else ""

    @cached_property
    def _stored(self) -> list[tuple[str, str]]:
        """Slugs and documents of its questions. One query."""
        return _of_service.rows(service=self.service, now=timezone.now())

    @property
    def kept(self) -> Key:
        """What these questions say (see `services.kept`); the case is the page's."""
        return (fingerprint(*chain.from_iterable(self._stored)),)

    @cached_property
    def _read(self) -> list[Placed]:
        return [self._placed(slug, parsed(QuestionDocument, text)) for slug, text in self._stored]

    def _placed(self, slug: str, document: QuestionDocument) -> Placed:
        cases = document.cases if document.service == self.service else ()
        words = "" if self.case_key else " · ".join(self.labels.get(key, "") for key in cases)
        return Placed(document_row(slug, document), cases, words.strip(" ·"))

    @cached_property
    def rows(self) -> list[Placed]:
        """What the page shows, in order. One query."""
        if not self.case_key:
            return self._read[:MOST]
        fitting = [each for each in self._read if not each.cases or self.case_key in each.cases]
        return sorted(fitting, key=lambda each: not each.cases)[:MOST]

    @property
    def has_more(self) -> bool:
        """Whether there are questions about it that the page does not show."""
        return len(self._read) > len(self.rows)

    @property
    def all_url(self) -> str:
        """All questions about this service."""
        return list_address(reverse("question-list"), {"layanan": self.service})

    @property
    def ask_url(self) -> str:
        """Where to ask another one."""
        return ask_address(self.service, self.case_key)
