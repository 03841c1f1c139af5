"""Questions and topics in the shape of the catalogue file, and from it."""

from typing import Any

from django.db.models import Max

from faq.models import Question, Topic
from services.catalogue_format import Catalogue, Fault, QuestionRow
from services.catalogue_import import Report, save_checked
from services.catalogue_rows import extra, without_blanks
from services.models import Service


def topic_row(topic: Topic) -> dict[str, Any]:
    """A topic as the file writes it."""
    return without_blanks({"key": topic.key, "name": topic.name, "name_en": topic.name_en}) | extra(topic)


def question_row(question: Question) -> dict[str, Any]:
    """A question as the file writes it; those of a service do not repeat which one."""
    data = question.draft_data()
    row = {"id": data["slug"]} | {name: data[name] for name in ["question", "answer", "details"]}
    row = without_blanks(row) | {"keywords": data["keywords"]}
    if data["topic"]:
        row["topic"] = data["topic"]
    if question.service_id is None or data["related_services"]:
        row["related_services"] = data["related_services"]
    return row | extra(question)


def import_questions(catalogue: Catalogue, report: Report) -> None:
    """Write topics, general questions and those of each service; see `services.catalogue_import`."""
    for given in catalogue.faq_topics:
        saved = Topic.objects.filter(key=given.key).first()
        if saved and type(given).model_validate(topic_row(saved)) == given:
            report.note("left", "faq_topics", given.key)
            continue
        topic = saved or Topic(key=given.key, position=_next_position(Topic))
        topic.name, topic.name_en, topic.extra = given.name, given.name_en, given.unknown
        if save_checked(topic, "faq_topics", given.key, report):
            report.note("changed" if saved else "created", "faq_topics", given.key)
    for given in catalogue.general_faqs:
        _import_question(given, None, report)
    for row in catalogue.services:
        service = Service.objects.filter(slug=row.slug).first()
        for given in row.faqs:
            _import_question(given, service, report)


def _next_position(model: Any) -> int:
    newest = model.objects.aggregate(newest=Max("position"))["newest"]
    return 0 if newest is None else newest + 1


def _import_question(given: QuestionRow, service: Service | None, report: Report) -> None:
    kind = f"services {service.slug} › faqs" if service else "general_faqs"
    saved = Question.objects.filter(slug=given.id).select_related("service", "topic").first()
    if saved and saved.service == service and QuestionRow.model_validate(question_row(saved)) == given:
        report.note("left", "faqs", given.id)
        return
    topic = Topic.objects.filter(key=given.topic).first() if given.topic else None
    if given.topic and topic is None:
        report.faults.append(Fault(f"{kind} {given.id}", "topic", f"“{given.topic}” tidak ada di faq_topics"))
    for slug in given.related_services:
        if not Service.objects.filter(slug=slug).exists():
            report.faults.append(
                Fault(f"{kind} {given.id}", "related_services", f"“{slug}” tidak ada di services")
            )
    question = saved or Question(slug=given.id, position=_next_position(Question))
    for name in ["question", "answer", "details", "keywords"]:
        setattr(question, name, getattr(given, name))
    question.topic, question.service, question.extra = topic, service, given.unknown
    if save_checked(question, kind, given.id, report):
        question.set_related_services(given.related_services)
        report.note("changed" if saved else "created", "faqs", given.id)
