"""A whole catalogue in and out: services, shared facts and questions together, in one transaction."""

from collections.abc import Callable, Iterable
from typing import Any

import yaml
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q

from faq import catalogue_io as faq_io
from faq.models import Question, QuestionEdition, Topic
from services import catalogue_rows as rows
from services import models, publishing, snapshot
from services.catalogue_format import Catalogue
from services.catalogue_import import import_catalogue
from services.catalogue_parsing import parse
from services.catalogue_report import Report
from services.search import index

WITHDRAWN = ExpressionWrapper(Q(document__isnull=True), output_field=BooleanField())
Progress = Callable[[Iterable[Any]], Iterable[Any]]


@transaction.atomic
def import_text(text: str, *, publish: bool = True, progress: Progress = iter) -> Report:
    """Import a catalogue file's text and publish what passes preflight.

    Raises `CatalogueError` with every fault found; then nothing is changed. An entry that was withdrawn, or whose
    next edition is scheduled, is updated as a draft and no more: what happens to it is a person's decision.
    """
    catalogue = parse(text)
    report = Report()
    snapshot.lock()
    with index.hold():
        with snapshot.hold():
            import_catalogue(catalogue, report)
            faq_io.import_questions(catalogue, report)
        if publish:
            current = _current_editions()
            for entry in progress(_entries(catalogue)):
                _publish(entry, current.get((type(entry), entry.pk)), report)
    return report


def _entries(catalogue: Catalogue) -> list[models.Entry]:
    slugs = [row.slug for row in catalogue.services]
    faqs = [*catalogue.general_faqs, *(faq for row in catalogue.services for faq in row.faqs)]
    questions = Question.objects.filter(slug__in=[row.id for row in faqs])
    return [*models.Service.objects.filter(slug__in=slugs), *questions]


def _current_editions() -> dict[tuple[type, int], tuple[int, bool]]:
    """Of every entry the edition in force, and whether it is a withdrawal."""
    return {
        (editions.entry_class(), entry): (edition, withdrawn)
        for editions in (models.ServiceEdition, QuestionEdition)
        for entry, edition, withdrawn in editions.objects.current().values_list("entry", "pk", WITHDRAWN)
    }


def _publish(entry: models.Entry, current: tuple[int, bool] | None, report: Report) -> None:
    in_force, withdrawn = current or (None, False)
    if entry.scheduled_edition():
        report.not_published[entry.slug] = ["ada edisi terjadwal; terbitkan atau batalkan lewat /kelola/"]
        return
    if withdrawn:
        report.not_published[entry.slug] = ["sudah ditarik; terbitkan lagi lewat /kelola/ bila memang perlu"]
        return
    try:
        edition = publishing.publish(entry, note="Impor katalog")
    except publishing.NotReady as error:
        report.not_published[entry.slug] = [f"{each.field}: {each.message}" for each in error.problems]
        return
    if edition.pk != in_force:
        report.published.append(entry.slug)


def export_data(agency: models.Agency | None = None) -> dict[str, Any]:
    """Everything in the shape of the catalogue file; with an agency, a file of the services that it publishes.

    The `office` block is the profile of that agency (default: the first one that publishes); the profiles of
    the others are `further_offices`. The file of one agency stands alone: it links to no service outside it.
    """
    publishing = models.Agency.objects.exclude(official_name="")
    main = agency or publishing.first() or models.Agency.objects.first()
    services = models.Service.objects.select_related("category", "agency").order_by("position", "pk")
    if agency:
        services = services.filter(agency__in=[agency, *agency.published.all()])
    data: dict[str, Any] = {}
    if main:
        data = {"meta": main.catalogue_meta, "office": rows.office_row(main)}
        if main.pk != models.Agency.objects.first().pk:
            data["office"]["provider"] = main.key
    if main and not agency and (others := publishing.exclude(pk=main.pk)):
        data["further_offices"] = [_further_office(row) for row in others]
    data |= _shared_rows(main) | {
        "faq_topics": [faq_io.topic_row(row) for row in Topic.objects.all()],
        "general_faqs": [faq_io.question_row(row) for row in Question.objects.filter(service=None)],
        "documents": [rows.document_row(row) for row in models.Document.objects.all()],
        "life_events": [rows.life_event_row(row) for row in models.LifeEvent.objects.all()],
        "services": [_service(row, data.get("meta", {}).get("facts_as_of", "")) for row in services],
    }
    if agency:
        _drop_outside_links(data)
    return data | (main.extra.get("_catalogue", {}) if main else {})


def _further_office(agency: models.Agency) -> dict[str, Any]:
    beside = {
        "meta": agency.catalogue_meta,
        "calendar": rows.without_blanks({"note": agency.calendar_note}) | agency.extra.get("_calendar", {}),
        "catalogue": agency.extra.get("_catalogue", {}),
    }
    return {"provider": agency.key} | rows.office_row(agency) | rows.without_blanks(beside)


def _shared_rows(main: models.Agency | None) -> dict[str, Any]:
    agencies = models.Agency.objects.select_related("publisher")
    offices = models.Office.objects.select_related("agency").prefetch_related(
        "opening_hours", "stops", "limited_days__services"
    )
    return {
        "providers": [rows.provider_row(row, main) for row in agencies],
        "categories": [rows.simple_row("categories", row) for row in models.Category.objects.all()],
        "locations": [rows.location_row(row, main) for row in offices],
        "calendar": _calendar(main),
        "channels": [rows.simple_row("channels", row) for row in models.Channel.objects.all()],
        "forms": [rows.simple_row("forms", row) for row in models.Form.objects.all()],
        "legal_bases": [rows.simple_row("legal_bases", row) for row in models.LegalBasis.objects.all()],
    }


def _calendar(main: models.Agency | None) -> dict[str, Any]:
    closures = models.Closure.objects.prefetch_related("offices")
    calendar = {
        "note": main.calendar_note if main else "",
        "ramadan_periods": [rows.ramadan_row(row) for row in models.RamadanPeriod.objects.all()],
        "closures": [rows.closure_row(row) for row in closures],
    }
    return calendar | (main.extra.get("_calendar", {}) if main else {})


def _drop_outside_links(data: dict[str, Any]) -> None:
    inside = {row["slug"] for row in data["services"]}
    for row in data["locations"]:
        limits = row.get("hours_limits", {})
        limits.update({day: [slug for slug in slugs if slug in inside] for day, slugs in limits.items()})
    questions = [*data["general_faqs"], *(faq for row in data["services"] for faq in row["faqs"])]
    for name, linking in {
        "issued_by_services": data["documents"],
        "services": data["life_events"],
        "related": data["services"],
        "related_services": questions,
    }.items():
        for row in linking:
            if name in row:
                row[name] = [slug for slug in row[name] if slug in inside]


def _service(service: models.Service, facts_as_of: str) -> dict[str, Any]:
    questions = service.questions.select_related("topic", "service").prefetch_related("mentions__service")
    return rows.service_row(service, facts_as_of) | {"faqs": [faq_io.question_row(row) for row in questions]}


def export_text(agency: models.Agency | None = None) -> str:
    """The catalogue file as text; importing it again changes nothing."""
    return yaml.safe_dump(export_data(agency), allow_unicode=True, sort_keys=False, width=110)
