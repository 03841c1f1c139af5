"""Checks of a catalogue against itself and the database: every key it names exists, and none is there twice."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from services import models
from services.catalogue_format import Catalogue, ServiceRow
from services.catalogue_report import Report

Check = Callable[[str, str, str, Iterable[str]], None]

KEYED: dict[str, tuple[str, type[Model]]] = {
    "providers": ("key", models.Agency),
    "categories": ("key", models.Category),
    "locations": ("key", models.Office),
    "channels": ("key", models.Channel),
    "forms": ("code", models.Form),
    "legal_bases": ("key", models.LegalBasis),
    "documents": ("key", models.Document),
    "life_events": ("key", models.LifeEvent),
    "services": ("slug", models.Service),
}


def check_references(catalogue: Catalogue, report: Report) -> None:
    """Every key a row names must be in the file or in the database; every key may be in the file once."""
    known = {}
    for kind, (name, model) in KEYED.items():
        given = [getattr(row, name) for row in getattr(catalogue, kind)]
        _check_once(report, kind, given)
        known[kind] = {*given, *model.objects.values_list(name, flat=True)}

    def check(row: str, field: str, target: str, keys: Iterable[str]) -> None:
        for key in keys:
            if key and key not in known[target]:
                report.fault(row, field, f"“{key}” tidak ada di {target}")

    _check_offices(catalogue, check, report)
    for closure in catalogue.calendar.closures:
        check(f"calendar.closures {closure.date}", "offices", "locations", closure.offices)
    for paper in catalogue.documents:
        check(f"documents {paper.key}", "issued_by_services", "services", paper.issued_by_services)
    for event in catalogue.life_events:
        check(f"life_events {event.key}", "services", "services", event.services)
    for service in catalogue.services:
        _check_service(service, check, report)


def _check_offices(catalogue: Catalogue, check: Check, report: Report) -> None:
    check("office", "provider", "providers", [catalogue.office.provider])
    further = catalogue.further_offices
    _check_once(
        report, "further_offices", [row.provider for row in [catalogue.office, *further] if row.provider]
    )
    for row in further:
        check(f"further_offices {row.provider}", "provider", "providers", [row.provider])
    for row in catalogue.providers:
        check(f"providers {row.key}", "publisher", "providers", [row.publisher])
    for row in catalogue.locations:
        check(f"locations {row.key}", "provider", "providers", [row.provider])
        for day, slugs in row.hours_limits.items():
            check(f"locations {row.key}", f"hours_limits.{day}", "services", slugs)


def _check_service(service: ServiceRow, check: Check, report: Report) -> None:
    name = f"services {service.slug}"
    check(name, "category", "categories", [service.category])
    check(name, "provider", "providers", [service.provider])
    check(name, "legal_bases", "legal_bases", service.legal_bases)
    check(name, "locations", "locations", service.locations)
    check(name, "complaint_channels", "channels", service.complaint_channels)
    check(name, "related", "services", service.related)
    if service.slug in service.related:
        report.fault(name, "related", "layanan tidak terkait dengan dirinya sendiri")
    _check_once(report, f"{name} › cases", [case.key for case in service.cases])
    _check_once(report, f"{name} › requirements", [requirement.id for requirement in service.requirements])
    cases = {case.key for case in service.cases}
    for number, step in enumerate(service.steps, start=1):
        _check_cases(step, f"{name} › steps ke-{number}", cases, report)
    _check_requirements(service, name, check, report)


def _check_requirements(service: ServiceRow, name: str, check: Check, report: Report) -> None:
    cases = {case.key for case in service.cases}
    papers = {requirement.id for requirement in service.requirements}
    for requirement in service.requirements:
        place = f"{name} › requirements {requirement.id}"
        check(place, "document", "documents", [requirement.document])
        _check_cases(requirement, place, cases, report)
        other = requirement.alternative_to
        if other and (other not in papers or other == requirement.id):
            report.fault(place, "alternative_to", f"“{other}” bukan persyaratan lain layanan ini")


def _check_cases(part: Any, place: str, cases: set[str], report: Report) -> None:
    for key in part.cases:
        if key not in cases:
            report.fault(place, "cases", f"“{key}” tidak ada di cases layanan ini")


def _check_once(report: Report, kind: str, keys: list[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            report.fault(f"{kind} {key}", "", "kunci ini dipakai lebih dari sekali")
        seen.add(key)
