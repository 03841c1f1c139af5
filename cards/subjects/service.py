"""Cards about a service: packs of slides, and the leaflets that readers take along."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.urls import reverse

from cards.content import CardContent, CardOptions, build_content, build_leaflet
from cards.models.card import CardKind
from cards.subjects.kind import Choice, EditionRef, Found, Gone, Source, SubjectKind
from faq.document import QuestionDocument
from faq.models import QuestionEdition
from services import scope
from services.document import ServiceDocument, digest
from services.facts import SharedFacts
from services.models import Service, ServiceEdition


class ServiceData(NamedTuple):
    """The live edition of a service, and those of the questions on its page in their order there."""

    document: ServiceDocument
    questions: tuple[QuestionDocument, ...]


class ServiceSubject(SubjectKind):
    """Packs of slides about a service."""

    kind = CardKind.PACK
    path = "layanan"
    has_brief = True

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        found: dict[str, Source | Gone] = {}
        asked = _questions(keys)
        newest = ServiceEdition.objects.current().filter(slug__in=keys).select_related("entry")
        for edition in newest:
            if edition.is_withdrawal:
                found[edition.slug] = Gone(edition.withdrawal_reason, edition.replacement)
            else:
                found[edition.slug] = self._source(edition, asked.get(edition.slug, []))
        return found

    def _source(self, edition: ServiceEdition, asked: list[QuestionEdition]) -> Source:
        document = edition.content()
        return Source(
            key=edition.slug,
            title=document.name,
            data=ServiceData(document, tuple(each.content() for each in asked)),
            digest=digest([edition.digest, *(each.digest for each in asked)]),
            agency=document.agency,
            public_url=reverse("service", args=[edition.slug]),
            editions=(
                EditionRef("layanan", edition.slug, edition.number),
                *(EditionRef("tanya-jawab", each.slug, each.number) for each in asked),
            ),
            review_by=edition.entry.review_by,
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return build_content(source.data.document, facts, options, source.data.questions)

    def is_own(self, user: Any, key: str) -> bool:
        return scope.own(Service.objects.filter(slug=key), user).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        own = scope.own(Service.objects.all(), user)
        editions = ServiceEdition.objects.live().filter(entry__in=own).order_by("entry__position", "title")
        for word in words.casefold().split():
            editions = editions.filter(search_text__contains=word)
        live = [Found(self.kind, each.slug, each.title, f"edisi {each.number}") for each in editions[:limit]]
        return [*live, *self._drafts(own, words)][:limit]

    def _drafts(self, own: Any, words: str) -> list[Found]:
        """What was searched for by name and is not public: it is found, with the reason why there is no card."""
        if not words:
            return []
        drafts = own.exclude(slug__in=ServiceEdition.objects.live().values("slug"))
        for word in words.split():
            drafts = drafts.filter(name__icontains=word)
        return [Found(self.kind, each.slug, each.name, problem="belum terbit") for each in drafts[:5]]

    def case_choices(self, source: Source) -> Sequence[Choice]:
        return [Choice(case.key, case.label) for case in source.data.document.cases]

    def question_choices(self, source: Source) -> Sequence[Choice]:
        return [Choice(each.slug, each.question) for each in source.data.questions]


def _questions(slugs: Collection[str]) -> dict[str, list[QuestionEdition]]:
    """The live questions of each service, in the order of its page."""
    found: dict[str, list[QuestionEdition]] = {}
    editions = (
        QuestionEdition.objects.live().filter(service__in=slugs).order_by("entry__position", "entry_id")
    )
    for edition in editions:
        found.setdefault(edition.service, []).append(edition)
    return found


class LeafletSubject(ServiceSubject):
    """Leaflets: made from a service too, but with all it says, and issued to whoever prints one."""

    kind = CardKind.LEAFLET
    has_brief = False

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return build_leaflet(source.data.document, facts, options)

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        return []
