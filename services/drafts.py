"""Between the draft's rows and the published document of a service: read, check, restore."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from services.document import ServiceDocument
from services.models import (
    Agency,
    Case,
    Category,
    Channel,
    Document,
    Form,
    LegalBasis,
    Office,
    RelatedService,
    Requirement,
    Service,
    ServiceChannel,
    ServiceLegalBasis,
    ServiceOffice,
    Step,
)

TEXT_FIELDS = [
    "name", "short_name", "name_en", "summary", "summary_en", "description", "responsible_unit", "representation",
    "validity", "location_note",
]  # fmt: skip
LIST_FIELDS = ["everyday_names", "search_terms", "who_can_apply", "not_required", "product", "tips"]
TIME_FIELDS = ["text", "max_value", "unit", "starts_when", "kind", "basis", "note"]
FEE_FIELDS = ["amount", "currency", "text", "basis", "note", "other_costs"]


def service_data(service: Service) -> dict[str, Any]:
    """The draft in the shape of `ServiceDocument`, whether or not it is complete enough to be one."""
    data: dict[str, Any] = {name: getattr(service, name) for name in TEXT_FIELDS}
    data |= {name: _filled(getattr(service, name)) for name in LIST_FIELDS}
    data |= {
        "slug": service.slug,
        "category": service.category.key,
        "agency": service.agency.key,
        "processing_time": {name: getattr(service, f"time_{name}") for name in TIME_FIELDS},
        "fee": {name: getattr(service, f"fee_{name}") for name in FEE_FIELDS},
        "reporting_deadline": _deadline(service),
        "online": {
            "consult": service.online_consult,
            "apply": service.online_apply,
            "text": service.online_text,
        },
        "evidence": {
            "level": service.evidence_level,
            "note": service.evidence_note,
            "sources": _filled(service.sources),
            "facts_as_of": service.facts_as_of,
        },
    }
    return data | _children(service)


def _filled(lines: list[str]) -> list[str]:
    """The lines that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _deadline(service: Service) -> dict[str, Any] | None:
    if not service.deadline_text:
        return None
    return {"text": service.deadline_text, "days": service.deadline_days, "basis": service.deadline_basis}


_FORM_NAME = Subquery(Form.objects.filter(code=OuterRef("form_code")).values("name")[:1])
PARTS: dict[str, QuerySet] = {
    "cases": Case.objects.all(),
    "requirements": Requirement.objects.select_related("document", "alternative_to")
    .annotate(form_name=_FORM_NAME)
    .prefetch_related("cases"),
    "steps": Step.objects.prefetch_related("cases"),
    "rests_on": ServiceLegalBasis.objects.select_related("legal_basis"),
    "given_at": ServiceOffice.objects.select_related("office"),
    "complaints_to": ServiceChannel.objects.select_related("channel"),
    "see_also": RelatedService.objects.select_related("other"),
}
"""The rows of a draft, each with what is read of it."""


def with_parts(services: QuerySet[Service]) -> QuerySet[Service]:
    """Services whose parts are read in advance: many drafts take few queries. For reading only; what is written
    through such an object would not be seen by it.
    """
    parts = [Prefetch(name, rows) for name, rows in PARTS.items()]
    return services.select_related("category", "agency__publisher").prefetch_related(*parts)


def _rows(service: Service, name: str) -> Any:
    """The rows of a part; those read in advance are not read again."""
    if name in getattr(service, "_prefetched_objects_cache", {}):
        return getattr(service, name).all()
    return PARTS[name].filter(service=service)


def _children(service: Service) -> dict[str, Any]:
    return {
        "cases": [{"key": case.key, "label": case.label} for case in _rows(service, "cases")],
        "requirements": [_requirement(row) for row in _rows(service, "requirements")],
        "steps": [
            {"actor": step.actor, "where": step.where, "text": step.text, "cases": _keys(step.cases.all())}
            for step in _rows(service, "steps")
        ],
        "legal_bases": [
            {name: getattr(row.legal_basis, name) for name in ["key", "short", "title", "about"]}
            for row in _rows(service, "rests_on")
        ],
        "offices": [row.office.key for row in _rows(service, "given_at")],
        "channels": [row.channel.key for row in _rows(service, "complaints_to")],
        "related": [row.other.slug for row in _rows(service, "see_also")],
    }


def service_parts(service: Service) -> dict[str, list[Any]]:
    """The parts of a draft with all that their rows hold; see `Entry.draft_parts`."""
    parts = _children(service)
    for name in ("cases", "requirements", "steps"):
        for item, extra in zip(
            parts[name], getattr(service, name).values_list("extra", flat=True), strict=True
        ):
            item["extra"] = extra
    for item in parts["requirements"]:
        del item["form_name"]  # the form's own, not the draft's
    return parts | {"legal_bases": [item["key"] for item in parts["legal_bases"]]}


def _keys(rows: Iterable[Any]) -> list[str]:
    return [row.key for row in rows]


def _requirement(row: Requirement) -> dict[str, Any]:
    names = ["key", "label", "form", "form_code", "copies", "condition", "note", "where_to_get", "legal_ref"]
    return {name: getattr(row, name) for name in names} | {
        "form_name": row.form_name or "",
        "document": row.document.key if row.document else "",
        "alternative_to": row.alternative_to.key if row.alternative_to else "",
        "cases": _keys(row.cases.all()),
    }


def missing_parts(data: dict[str, Any]) -> list[tuple[str, str]]:
    """What keeps a draft from being published, as (field, what to do about it).

    Six parts of a service standard must be public: requirements, procedure, time, fee, product and the
    handling of complaints (Permenpan RB 15/2014). A page without a name, a summary or a place to go to
    helps nobody, so those are asked for too.
    """
    fee = data["fee"]
    somewhere = data["offices"] or data["online"]["apply"] == "penuh"
    checks = [
        ("name", data["name"].strip(), "Isi nama resmi layanan."),
        ("short_name", data["short_name"].strip(), "Isi nama singkat; dipakai di kartu dan daftar."),
        ("summary", data["summary"].strip(), "Tulis ringkasan satu kalimat."),
        ("requirements", data["requirements"], "Persyaratan belum diisi: tambahkan paling sedikit satu."),
        ("steps", data["steps"], "Alur belum diisi: tambahkan paling sedikit satu langkah."),
        ("processing_time", data["processing_time"]["text"].strip(), "Waktu penyelesaian belum diisi."),
        ("fee", fee["text"].strip(), "Biaya belum diisi; tulis “Gratis” bila memang gratis."),
        ("product", data["product"], "Hasil layanan belum diisi."),
        ("complaint_channels", data["channels"], "Kanal pengaduan belum dipilih."),
        ("locations", somewhere, "Pilih paling sedikit satu kantor, atau nyatakan bisa daring penuh."),
    ]
    missing = [(field, message) for field, filled, message in checks if not filled]
    if fee["amount"] == 0 and not fee["basis"].strip():
        missing.append(("fee.basis", "Layanan gratis perlu dasar hukumnya: isi dasar biaya."))
    if _contradicts(fee["amount"], fee["text"]):
        missing.append(("fee", "Biaya dalam kata dan dalam angka bertentangan: samakan keduanya."))
    return missing


def _contradicts(amount: int | None, text: str) -> bool:
    """Whether the words say free and the number does not, or the other way round."""
    says_free = re.search(r"gratis|bebas biaya|tanpa biaya|tidak dipungut", text.casefold())
    says_sum = re.search(r"rp\s*[1-9]|[1-9][0-9.]*\s*rupiah", text.casefold())
    return bool((amount and says_free and not says_sum) or (amount == 0 and says_sum and not says_free))


@transaction.atomic
def restore_service(service: Service, document: ServiceDocument) -> None:
    """Make the draft say what a document says.

    Shared rows the document names by key and that no longer exist are left out; the preflight of the next
    publish says what is missing then. Cases and requirements keep their row where their key is the same.
    """
    data = document.model_dump(mode="json")
    for name in [*TEXT_FIELDS, *LIST_FIELDS]:
        setattr(service, name, data[name])
    for name in TIME_FIELDS:
        setattr(service, f"time_{name}", data["processing_time"][name])
    for name in FEE_FIELDS:
        setattr(service, f"fee_{name}", data["fee"][name])
    deadline = data["reporting_deadline"] or {"text": "", "days": None, "basis": ""}
    for name, value in deadline.items():
        setattr(service, f"deadline_{name}", value)
    for name, value in data["online"].items():
        setattr(service, f"online_{name}", value)
    evidence = data["evidence"]
    service.evidence_level, service.evidence_note = evidence["level"], evidence["note"]
    service.sources, service.facts_as_of = evidence["sources"], evidence["facts_as_of"]
    service.category = Category.objects.filter(key=data["category"]).first() or service.category
    service.agency = Agency.objects.filter(key=data["agency"]).first() or service.agency
    service.save()
    write_children(service, data)


def write_service_parts(service: Service, parts: dict[str, list[Any]]) -> None:
    """Write what `service_parts` once gave."""
    write_children(service, parts | {"legal_bases": [{"key": key} for key in parts["legal_bases"]]})


def write_children(service: Service, data: dict[str, Any]) -> None:
    """Write cases, requirements, steps and ordered links as `service_data` shapes them."""
    write_keyed(service.cases, data["cases"])
    cases = {case.key: case for case in service.cases.all()}
    _write_requirements(service, data["requirements"], cases)
    _write_steps(service, data["steps"], cases)
    legal_keys = [each["key"] for each in data["legal_bases"]]
    write_links(service.rests_on, ServiceLegalBasis, "legal_basis", LegalBasis, "key", legal_keys)
    write_links(service.given_at, ServiceOffice, "office", Office, "key", data["offices"])
    write_links(service.complaints_to, ServiceChannel, "channel", Channel, "key", data["channels"])
    write_links(service.see_also, RelatedService, "other", Service, "slug", data["related"])


def _write_steps(service: Service, rows: list[dict[str, Any]], cases: dict[str, Any]) -> None:
    """Steps have no key: unless they say the same already, they are made anew. What is not said of `extra` stays."""
    names = ["actor", "where", "text"]
    saved = [
        {name: getattr(step, name) for name in names}
        | {"cases": _keys(step.cases.all()), "extra": step.extra}
        for step in service.steps.prefetch_related("cases")
    ]
    known = {step["text"]: step["extra"] for step in saved}
    rows = [{"extra": known.get(row["text"], {})} | row for row in rows]
    if [{name: row[name] for name in [*names, "cases", "extra"]} for row in rows] == saved:
        return
    service.steps.all().delete()
    steps = Step.objects.bulk_create(
        Step(
            service=service,
            position=position,
            **{name: row[name] for name in [*names, "extra"]},
        )
        for position, row in enumerate(rows)
    )
    for step, row in zip(steps, rows, strict=True):
        if row["cases"]:
            step.cases.set([cases[key] for key in row["cases"]])


def write_keyed(manager: Any, rows: list[dict[str, Any]]) -> None:
    """Make the children of a service be exactly these, in this order; a child keeps its row while its key stays."""
    saved = {child.key: child for child in manager.all()}
    if gone := saved.keys() - {row["key"] for row in rows}:
        manager.filter(key__in=gone).delete()
    new = []
    for position, row in enumerate(rows):
        child = saved.get(row["key"]) or manager.model(service=manager.instance)
        for name, value in (row | {"position": position}).items():
            setattr(child, name, value)
        if child.pk:
            child.save()
        else:
            new.append(child)
    manager.bulk_create(new)


def _write_requirements(service: Service, rows: list[dict[str, Any]], cases: dict[str, Any]) -> None:
    documents = {
        paper.key: paper for paper in Document.objects.filter(key__in=[row["document"] for row in rows])
    }
    linked = {"form_name", "document", "alternative_to", "cases"}
    plain = [
        {name: value for name, value in row.items() if name not in linked}
        | {"document": documents.get(row["document"])}
        for row in rows
    ]
    write_keyed(service.requirements, plain)
    saved = {row.key: row for row in service.requirements.prefetch_related("cases")}
    for row in rows:
        requirement = saved[row["key"]]
        if [case.key for case in requirement.cases.all()] != row["cases"]:
            requirement.cases.set([cases[key] for key in row["cases"]])
        alternative = saved.get(row["alternative_to"])
        if requirement.alternative_to_id != (alternative and alternative.pk):
            requirement.alternative_to = alternative
            requirement.save(update_fields=["alternative_to"])


def write_links(
    manager: Any, through: type, name: str, target: type, target_key: str, keys: list[str]
) -> None:
    """Make an ordered link of a row point to exactly the rows with these keys that exist, in this order.

    Sends no signals: who writes links of shared facts drops their snapshot.
    """
    saved = list(manager.order_by("position", "pk").values_list(f"{name}__{target_key}", flat=True))
    if saved == keys:
        return
    found = dict(target.objects.filter(**{f"{target_key}__in": keys}).values_list(target_key, "pk"))
    manager.all().delete()
    owner = {manager.field.name: manager.instance}
    through.objects.bulk_create(
        through(position=position, **owner, **{f"{name}_id": found[key]})
        for position, key in enumerate(dict.fromkeys(keys))
        if key in found
    )
