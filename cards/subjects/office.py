"""Cards about an office: its hours and its place."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from cards import office_cards
from cards.content import CardContent, CardOptions
from cards.models.card import CardKind
from cards.subjects.kind import Found, Gone, Source, SubjectKind
from services import scope
from services.document import digest
from services.facts import SharedFacts
from services.models import Office


class OfficeSubject(SubjectKind):
    """Offices and mobile units."""

    kind = CardKind.OFFICE
    path = "kantor"

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        return {key: self._source(key, facts) for key in keys if key in facts.offices}

    def _source(self, key: str, facts: SharedFacts) -> Source:
        office = facts.offices[key]
        return Source(
            key=key,
            title=office.name,
            data=office,
            digest=digest(office.model_dump(mode="json")),
            agency=office.agency,
            public_url=reverse("office", args=[key]),
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return office_cards.build(source.data, facts, options)

    def is_own(self, user: Any, key: str) -> bool:
        return scope.own(Office.objects.filter(key=key), user).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        offices = scope.own(Office.objects.all(), user)
        for word in words.split():
            offices = offices.filter(name__icontains=word)
        return [Found(self.kind, each.key, each.name, "jam dan tempat") for each in offices[:limit]]
