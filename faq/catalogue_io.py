"""Questions and topics in the shape of the catalogue file, and from it."""

from typing import Any

from faq.document import LATER
from faq.models import MOST_RELATED, Question, Topic
from services.catalogue_fields import with_kept
from services.catalogue_format import Catalogue, QuestionRow, TopicRow
from services.catalogue_report import Report, next_position, save_checked
from services.catalogue_rows import extra, without_blanks
from services.models import Agency, Case, Service


def topic_row(topic: Topic) -> dict[str, Any]:
    """A topic as the file writes it."""
    return without_blanks({"key": topic.key, "name": topic.name, "name_en": topic.name_en}) | extra(topic)


def question_row(question: Question, main: Agency | None = None) -> dict[str, Any]:
    """A question as the file writes it; those of a service do not repeat which one.

    A general question says whose it is where that is not the main agency.
    """
    data = question.draft_data()
    row = {"id": data["slug"]} | {name: data[name] for name in ["question", "answer", "details"]}
    row = without_blanks(row) | {"keywords": data["keywords"]}
    if data["topic"]:
        row["topic"] = data["topic"]
    if question.service_id is None or data["related_services"]:
        row["related_services"] = data["related_services"]
    row |= without_blanks({name: data[name] for name in LATER})
    if question.service_id is None and question.agency and question.agency != main:
        row["provider"] = question.agency.key
    return row | extra(question)


def import_questions(catalogue: Catalogue, main: Agency, report: Report) -> None:
    """Write topics, general questions and those of each service; see `services.catalogue_import`.

    A general question that names no agency, and has none yet, is the main agency's.

    Raises `CatalogueError` with every fault found; the caller rolls back.
    """
    placed = [("general_faqs", "", given) for given in catalogue.general_faqs]
    placed += [
        (f"services {row.slug} › faqs", row.slug, given) for row in catalogue.services for given in row.faqs
    ]
    _check_once("faq_topics", [row.key for row in catalogue.faq_topics], report)
    _check_once("faqs", [given.id for _, _, given in placed], report)
    report.raise_faults()
    topics = {row.key: row for row in Topic.objects.all()}
    for given in catalogue.faq_topics:
        _import_topic(given, topics.get(given.key), report)
    report.raise_faults()
    importer = _Importer(catalogue, main, [given.id for _, _, given in placed], report)
    for kind, slug, given in placed:
        importer.write(kind, slug, given)
    report.raise_faults()
    importer.write_related()


def _check_once(kind: str, keys: list[str], report: Report) -> None:
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        report.fault(f"{kind} {key}", "", "kunci ini dipakai lebih dari sekali")


def _import_topic(given: TopicRow, saved: Topic | None, report: Report) -> None:
    known = type(given).model_validate(topic_row(saved)) if saved else None
    if known == given:
        report.note("left", "faq_topics", given.key)
        return
    topic = saved or Topic(key=given.key, position=next_position(Topic))
    topic.name, topic.name_en, topic.extra = given.name, given.name_en, given.unknown
    if save_checked(topic, "faq_topics", given.key, report):
        report.note("changed" if saved else "created", "faq_topics", given.key, known, given)


class _Importer:
    """Writes questions; what they name is read once."""

    def __init__(self, catalogue: Catalogue, main: Agency, ids: list[str], report: Report) -> None:
        self.report, self.main = report, main
        self.agencies = {row.key: row for row in Agency.objects.all()}
        self.services = {row.slug: row for row in Service.objects.all()}
        self.topics = {row.key: row for row in Topic.objects.all()}
        self.in_file = {row.slug for row in catalogue.services}
        saved = Question.objects.filter(slug__in=ids).select_related("service", "topic", "agency")
        parts = ("mentions__service", "named_questions__related")
        self.saved = {row.slug: row for row in saved.prefetch_related(*parts)}
        self.asked = {*ids, *Question.objects.values_list("slug", flat=True)}
        self.cases: dict[int, set[str]] = {}
        for service, key in Case.objects.values_list("service", "key"):
            self.cases.setdefault(service, set()).add(key)
        self.related: list[tuple[Question, list[str]]] = []
        self.position = next_position(Question)

    def write(self, kind: str, slug: str, given: QuestionRow) -> None:
        """Create, change or leave one question; `slug` is that of its service, if it has one."""
        saved, service = self.saved.get(given.id), self.services.get(slug)
        if not self._sound(f"{kind} {given.id}", saved, given, service):
            return
        agency = None if service else self._agency(saved, given)
        known = QuestionRow.model_validate(question_row(saved)) if saved else None
        given = with_kept(given, known, LATER)
        given = given.model_copy(update={"provider": agency.key if agency else ""})
        if saved and saved.service == service and known == given:
            self.report.note("left", "faqs", given.id)
            return
        question = saved or Question(slug=given.id, position=self.position)
        self.position += 0 if saved else 1
        for name in ["question", "answer", "details", "keywords", "cases"]:
            setattr(question, name, getattr(given, name))
        question.topic, question.service = self.topics.get(given.topic), service
        question.agency, question.extra = agency, given.unknown
        if save_checked(question, kind, given.id, self.report):
            question.set_related_services(given.related_services)
            self.related.append((question, given.related_questions))
            self.report.note("changed" if saved else "created", "faqs", given.id, known, given)

    def write_related(self) -> None:
        """Once all are there: they may point forward."""
        for question, slugs in self.related:
            question.set_related_questions(slugs)

    def _agency(self, saved: Question | None, given: QuestionRow) -> Agency:
        """Whose a general question is. One that is nobody's yet becomes someone's without counting as changed."""
        agency = self.agencies[given.provider] if given.provider else (saved and saved.agency) or self.main
        if saved and saved.service is None and saved.agency is None:
            Question.objects.filter(pk=saved.pk).update(agency=agency)
            saved.agency = agency
        return agency

    def _sound(self, place: str, saved: Question | None, given: QuestionRow, service: Service | None) -> bool:
        faults = len(self.report.faults)
        if given.provider and given.provider not in self.agencies:
            self.report.fault(place, "provider", f"“{given.provider}” tidak ada di providers")
        if given.topic and given.topic not in self.topics:
            self.report.fault(place, "topic", f"“{given.topic}” tidak ada di faq_topics")
        for slug in given.related_services:
            if slug not in self.services:
                self.report.fault(place, "related_services", f"“{slug}” tidak ada di services")
        self._check_parts(place, given, service)
        if saved and saved.service and saved.service.slug not in self.in_file:
            owner = saved.service.name
            self.report.fault(place, "id", f"sudah dipakai tanya jawab layanan “{owner}”; pakai id lain")
        return len(self.report.faults) == faults

    def _check_parts(self, place: str, given: QuestionRow, service: Service | None) -> None:
        """Cases are those of its service, related questions others that exist, and not too many."""
        cases = self.cases.get(service.pk, set()) if service else set()
        for key in given.cases:
            if key not in cases:
                whose = "cases layanan ini" if service else "pertanyaan umum; hanya layanan punya keadaan"
                self.report.fault(place, "cases", f"“{key}” tidak ada di {whose}")
        for slug in given.related_questions:
            if slug not in self.asked or slug == given.id:
                self.report.fault(place, "related_questions", f"“{slug}” bukan pertanyaan lain yang ada")
        if len(given.related_questions) > MOST_RELATED:
            reason = f"paling banyak {MOST_RELATED} pertanyaan; hapus yang lain"
            self.report.fault(place, "related_questions", reason)
