"""Notices that offices are closed, by their closure."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cards import closure_cards
from cards.content import CardContent, CardOptions
from cards.models.card import CardKind
from cards.subjects.kind import Choice, Found, Gone, Source, SubjectKind
from services import scope
from services.document import digest
from services.facts import SharedFacts
from services.models import Closure
from services.wording import date_words

TAKEN_BACK = "Penutupan ini dibatalkan. Kantor buka seperti biasa."


class ClosureSubject(SubjectKind):
    """Closures that hold or are to come."""

    kind = CardKind.CLOSURE
    path = "tutup"
    cases_label = "Kantor"

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        found = closure_cards.sources_of(keys, facts)
        return {key: self._source(key, found[key]) if key in found else Gone(TAKEN_BACK) for key in keys}

    @staticmethod
    def _source(key: str, found: closure_cards.Source) -> Source:
        last = found.closure.end
        is_over = last < timezone.localdate()
        agency = closure_cards.agency_of(found)
        return Source(
            key=key,
            title=closure_cards.title_of(found),
            data=found,
            digest=digest(found.closure.model_dump(mode="json")),
            agency=agency,
            public_url=reverse("office-list"),
            over=f"Penutupan ini sudah berakhir pada {date_words(last)}." if is_over else "",
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return closure_cards.build(source.key, source.data, options)

    def case_choices(self, source: Source) -> Sequence[Choice]:
        offices = closure_cards.offices_of(source.data)
        return [Choice(each.key, each.name) for each in offices] if len(offices) > 1 else []

    def is_own(self, user: Any, key: str) -> bool:
        number = closure_cards.number_of(key)
        return number is not None and scope.own(self._shown(), user).filter(pk=number).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        coming = scope.own(self._shown(), user).filter(end__gte=timezone.localdate()).order_by("start")
        for word in words.split():
            coming = coming.filter(name__icontains=word)
        return [
            Found(self.kind, closure_cards.key_of(each), each.name, date_words(each.start))
            for each in coming[:limit]
        ]

    @staticmethod
    def _shown() -> Any:
        return Closure.objects.filter(is_ignored=False)
