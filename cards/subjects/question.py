"""Cards that answer questions: one at a time, or those of a topic."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cards import question_cards
from cards.content import CardContent, CardOptions
from cards.models.card import CardKind
from cards.question_cards import QuestionData, TopicData
from cards.subjects.kind import Choice, EditionRef, Found, Gone, Source, SubjectKind
from faq.models import Question, QuestionEdition, Topic
from services import scope
from services.document import digest
from services.facts import SharedFacts
from services.models import ServiceEdition


class QuestionSubject(SubjectKind):
    """One question with its answer."""

    kind = CardKind.QUESTION
    path = "tanya-jawab"

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        found: dict[str, Source | Gone] = {}
        newest = list(_with_agencies(QuestionEdition.objects.current().filter(slug__in=keys)))
        services = _service_names({each.service for each in newest if each.service})
        topics = {key: (name, name_en) for key, name, name_en in _topic_names(newest)}
        for edition in newest:
            if edition.is_withdrawal:
                found[edition.slug] = Gone(edition.withdrawal_reason)
            else:
                named = services.get(edition.service) or topics.get(edition.topic) or ("", "")
                found[edition.slug] = self._source(edition, named)
        return found

    def _source(self, edition: QuestionEdition, named: tuple[str, str]) -> Source:
        data = QuestionData(edition.content(), *named)
        return Source(
            key=edition.slug,
            title=data.document.question,
            data=data,
            digest=digest([edition.digest, *named]),
            agency=_agency_of(edition),
            public_url=reverse("question", args=[edition.slug]),
            editions=(_reference(edition),),
            review_by=edition.entry.review_by,
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return question_cards.build_question(source.data, source.agency, facts, options)

    def is_own(self, user: Any, key: str) -> bool:
        return scope.own(Question.objects.filter(slug=key), user).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        own = scope.own(Question.objects.all(), user)
        live = QuestionEdition.objects.live().filter(entry__in=own).order_by("position", "entry_id")
        for word in words.casefold().split():
            live = live.filter(search_text__contains=word)
        found = [Found(self.kind, each.slug, each.title, f"edisi {each.number}") for each in live[:limit]]
        return [*found, *self._drafts(own, words)][:limit]

    def _drafts(self, own: QuerySet[Question], words: str) -> list[Found]:
        """What was searched for by name and is not public, with the reason why there is no card of it."""
        if not words:
            return []
        drafts = own.exclude(slug__in=QuestionEdition.objects.live().values("slug"))
        for word in words.split():
            drafts = drafts.filter(question__icontains=word)
        return [Found(self.kind, each.slug, each.question, problem="belum terbit") for each in drafts[:5]]


class TopicSubject(SubjectKind):
    """A pack with the questions of a topic."""

    kind = CardKind.TOPIC
    path = "topik"
    cases_label = "Pertanyaan"

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        asked: dict[str, list[QuestionEdition]] = {}
        live = QuestionEdition.objects.live().filter(topic__in=keys).order_by("position", "entry_id")
        for edition in _with_agencies(live):
            asked.setdefault(edition.topic, []).append(edition)
        topics = Topic.objects.filter(key__in=keys)
        return {topic.key: self._source(topic, asked.get(topic.key, []), facts) for topic in topics}

    def _source(self, topic: Topic, asked: list[QuestionEdition], facts: SharedFacts) -> Source | Gone:
        if not asked:
            return Gone("Topik ini belum punya pertanyaan yang terbit.")
        agencies = {_agency_of(each) for each in asked}
        site = facts.site_agency()
        reviews = [each.entry.review_by for each in asked if each.entry.review_by]
        return Source(
            key=topic.key,
            title=topic.name,
            data=TopicData(topic.name, topic.name_en, tuple(each.content() for each in asked)),
            digest=digest([topic.name, topic.name_en, *(each.digest for each in asked)]),
            agency=agencies.pop() if len(agencies) == 1 else (site.key if site else ""),
            public_url=f"{reverse('question-list')}?topik={topic.key}",
            editions=tuple(map(_reference, asked)),
            review_by=min(reviews, default=None),
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return question_cards.build_topic(source.key, source.data, source.agency, facts, options)

    def is_own(self, user: Any, key: str) -> bool:
        return self._own(user).filter(topic=key).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        topics = Topic.objects.filter(key__in=self._own(user).values("topic"))
        for word in words.split():
            topics = topics.filter(name__icontains=word)
        return [Found(self.kind, each.key, each.name, "tanya jawab satu topik") for each in topics[:limit]]

    @staticmethod
    def _own(user: Any) -> QuerySet[QuestionEdition]:
        """The live questions that belong to someone's agencies: a topic is theirs who answer in it."""
        return QuestionEdition.objects.live().filter(entry__in=scope.own(Question.objects.all(), user))

    def case_choices(self, source: Source) -> Sequence[Choice]:
        return [Choice(each.slug, each.question) for each in source.data.questions]


def _with_agencies(editions: QuerySet[QuestionEdition]) -> QuerySet[QuestionEdition]:
    return editions.select_related("entry__agency", "entry__service__agency")


def _agency_of(edition: QuestionEdition) -> str:
    agency = edition.entry.owning_agency
    return agency.key if agency else ""


def _reference(edition: QuestionEdition) -> EditionRef:
    return EditionRef("tanya-jawab", edition.slug, edition.number)


def _service_names(slugs: set[str]) -> dict[str, tuple[str, str]]:
    """Short names, and English names, of those of these services that are public."""
    if not slugs:
        return {}
    rows = ServiceEdition.objects.live().filter(slug__in=slugs)
    named = rows.values_list("slug", "document__short_name", "title", "document__name_en")
    return {slug: (short or title, english or "") for slug, short, title, english in named}


def _topic_names(editions: list[QuestionEdition]) -> list[tuple[str, str, str]]:
    keys = {each.topic for each in editions if each.topic}
    return list(Topic.objects.filter(key__in=keys).values_list("key", "name", "name_en")) if keys else []
