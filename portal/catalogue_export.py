"""The catalogue in the shape of its file: the whole portal's, or that of one agency."""

from collections.abc import Iterable
from typing import Any

import yaml
from django.db.models import Prefetch, Q, prefetch_related_objects

from faq import catalogue_io as faq_io
from faq.models import Question, Topic
from services import catalogue_rows as rows
from services import models
from services.drafts import with_parts

DUMPER = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
"""The same text five times as fast where the C library is there, as it is in PyYAML's wheels."""


_QUESTION_PARTS = ("mentions__service", "named_questions__related")
_QUESTIONS = Prefetch(
    "questions", Question.objects.select_related("topic", "service").prefetch_related(*_QUESTION_PARTS)
)
"""The questions of a service, with all that the file says of them."""


def export_data(agency: models.Agency | None = None, *, alone: bool = True) -> dict[str, Any]:
    """Everything in the shape of the catalogue file; with an agency, a file of the services that it publishes.

    The `office` block is the profile of that agency (default: the first one that publishes); the profiles of
    the others are `further_offices`. The file of one agency stands `alone`, with no link to a service outside it,
    unless it is meant to come back here.
    """
    publishing = models.Agency.objects.exclude(official_name="")
    silent = agency is not None and not agency.publishes
    main = (agency.publisher if silent else agency) or publishing.first() or models.Agency.objects.first()
    services = with_parts(models.Service.objects.order_by("position", "pk")).prefetch_related(_QUESTIONS)
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
        "general_faqs": [faq_io.question_row(row, main) for row in _general_questions(agency)],
        "documents": [
            rows.document_row(row) for row in models.Document.objects.prefetch_related("issuers__service")
        ],
        "life_events": [
            rows.life_event_row(row) for row in models.LifeEvent.objects.prefetch_related("needs__service")
        ],
        "services": [
            service_with_questions(row, data.get("meta", {}).get("facts_as_of", "")) for row in services
        ],
    }
    if agency and alone:
        _drop_outside_links(data)
    return data | (main.extra.get("_catalogue", {}) if main else {})


def _general_questions(agency: models.Agency | None) -> Iterable[Question]:
    general = Question.objects.filter(service=None).select_related("topic", "agency")
    if agency:
        general = general.filter(Q(agency=None) | Q(agency__in=[agency, *agency.published.all()]))
    return general.prefetch_related(*_QUESTION_PARTS)


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
        "opening_hours", "stops", "special_hours", "limited_days__services"
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
    asked = {row["id"] for row in questions}
    for row in questions:
        if "related_questions" in row:
            row["related_questions"] = [each for each in row["related_questions"] if each in asked]
    for name, linking in {
        "issued_by_services": data["documents"],
        "services": data["life_events"],
        "related": data["services"],
        "related_services": questions,
    }.items():
        for row in linking:
            if name in row:
                row[name] = [slug for slug in row[name] if slug in inside]


def service_with_questions(service: models.Service, facts_as_of: str) -> dict[str, Any]:
    """A service as the file writes it, with its questions."""
    if "questions" not in getattr(service, "_prefetched_objects_cache", {}):
        prefetch_related_objects([service], _QUESTIONS)
    questions = service.questions.all()
    return rows.service_row(service, facts_as_of) | {"faqs": [faq_io.question_row(row) for row in questions]}


def export_text(agency: models.Agency | None = None) -> str:
    """The catalogue file as text; importing it again changes nothing."""
    return yaml.dump(export_data(agency), allow_unicode=True, Dumper=DUMPER, sort_keys=False, width=110)
