"""A whole catalogue in and out: services, shared facts and questions together, in one transaction."""

from collections.abc import Callable, Iterable
from typing import Any

import yaml
from django.db import transaction

from faq import catalogue_io as faq_io
from faq.models import Question, Topic
from services import catalogue_rows as rows
from services import models, publishing, snapshot
from services.catalogue_format import parse
from services.catalogue_import import Report, import_catalogue, raise_faults

Progress = Callable[[Iterable[Any]], Iterable[Any]]


@transaction.atomic
def import_text(text: str, *, publish: bool = True, progress: Progress = iter) -> Report:
    """Import a catalogue file's text and publish what passes preflight.

    Raises `CatalogueError` with every fault found; then nothing is changed. An entry that was withdrawn is
    updated as a draft but not brought back: that is a decision for a person.
    """
    catalogue = parse(text)
    report = Report()
    with snapshot.hold():
        import_catalogue(catalogue, report)
        raise_faults(report)
        faq_io.import_questions(catalogue, report)
        raise_faults(report)
    if publish:
        slugs = [row.slug for row in catalogue.services]
        ids = [
            row.id
            for row in [*catalogue.general_faqs, *(faq for row in catalogue.services for faq in row.faqs)]
        ]
        services = models.Service.objects.filter(slug__in=slugs)
        entries = [*services, *Question.objects.filter(slug__in=ids).select_related("service")]
        for entry in progress(entries):
            _publish(entry, report)
    return report


def _publish(entry: models.Entry, report: Report) -> None:
    in_force = entry.current_edition()
    if in_force and in_force.is_withdrawal:
        report.not_published[entry.slug] = ["sudah ditarik; terbitkan lagi lewat /kelola/ bila memang perlu"]
        return
    try:
        edition = publishing.publish(entry, note="Impor katalog")
    except publishing.NotReady as error:
        report.not_published[entry.slug] = [f"{each.field}: {each.message}" for each in error.problems]
        return
    if in_force is None or edition.pk != in_force.pk:
        report.published.append(entry.slug)


def export_data(agency: models.Agency | None = None) -> dict[str, Any]:
    """Everything in the shape of the catalogue file; with an agency, the services that it publishes.

    The `office` block is the profile of that agency (default: the first one that publishes).
    """
    main = agency or models.Agency.objects.exclude(official_name="").first() or models.Agency.objects.first()
    services = models.Service.objects.select_related("category", "agency").order_by("position", "pk")
    if agency:
        services = services.filter(agency__in=[agency, *agency.published.all()])
    data: dict[str, Any] = {}
    if main:
        data = {"meta": main.catalogue_meta, "office": rows.office_row(main)}
        if main.pk != models.Agency.objects.first().pk:
            data["office"]["provider"] = main.key
    data["providers"] = [rows.simple_row("providers", row) for row in models.Agency.objects.all()]
    data["categories"] = [rows.simple_row("categories", row) for row in models.Category.objects.all()]
    offices = models.Office.objects.prefetch_related("opening_hours", "stops")
    data["locations"] = [rows.location_row(row) for row in offices]
    data["calendar"] = _calendar(main)
    for kind, model in {
        "channels": models.Channel,
        "forms": models.Form,
        "legal_bases": models.LegalBasis,
    }.items():
        data[kind] = [rows.simple_row(kind, row) for row in model.objects.all()]
    data["faq_topics"] = [faq_io.topic_row(row) for row in Topic.objects.all()]
    data["general_faqs"] = [faq_io.question_row(row) for row in Question.objects.filter(service=None)]
    data["documents"] = [rows.document_row(row) for row in models.Document.objects.all()]
    data["life_events"] = [rows.life_event_row(row) for row in models.LifeEvent.objects.all()]
    data["services"] = [_service(row) for row in services]
    return data


def _calendar(main: models.Agency | None) -> dict[str, Any]:
    closures = models.Closure.objects.prefetch_related("offices")
    return {
        "note": main.calendar_note if main else "",
        "ramadan_periods": [rows.ramadan_row(row) for row in models.RamadanPeriod.objects.all()],
        "closures": [rows.closure_row(row) for row in closures],
    }


def _service(service: models.Service) -> dict[str, Any]:
    questions = service.questions.select_related("topic", "service")
    return rows.service_row(service) | {"faqs": [faq_io.question_row(row) for row in questions]}


def export_text(agency: models.Agency | None = None) -> str:
    """The catalogue file as text; importing it again changes nothing."""
    return yaml.safe_dump(export_data(agency), allow_unicode=True, sort_keys=False, width=110)
