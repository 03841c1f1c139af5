"""Everything an office owns as one JSON document, described in `docs/data.md`. Written piece by piece, never whole.

No secrets: no passwords, no second factors, no tokens of preview links, no notifications. Nothing that leads to a
resident: see `portal.exchange.asked_sections`.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils import timezone

from cards.models import Card, PlannedPost
from faq import catalogue_io as faq_io
from faq.models import Question, Topic
from portal.exchange.asked_sections import ASKED_SECTIONS, name_of
from services import catalogue_rows as rows
from services import models
from services.models import Notice
from services.models.desk import label_of

FORMAT = "sebelum-datang.semua"
VERSION = 3
BATCH = 50
Row = dict[str, Any]


def everything(agency: models.Agency) -> Iterator[str]:
    """The document in pieces: what belongs to an agency and to those it publishes, and the shared rows it uses."""
    agencies = [agency, *agency.published.exclude(pk=agency.pk)]
    head = {
        "format": FORMAT,
        "schema_version": VERSION,
        "exported_at": timezone.now(),
        "agency": agency.key,
    }
    yield "{" + ",\n".join(f"{_json(name)}: {_json(value)}" for name, value in head.items())
    for name, section in SECTIONS.items():
        yield f",\n{_json(name)}: ["
        yield from _listed(section(agencies))
        yield "]"
    yield "}\n"


def _listed(found: Iterable[Row]) -> Iterator[str]:
    for number, row in enumerate(found):
        yield (",\n" if number else "\n") + _json(row)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _agencies(agencies: list[models.Agency]) -> Iterator[Row]:
    for each in agencies:
        yield {
            "key": each.key,
            "name": each.name,
            "name_en": each.name_en,
            "publisher": each.publisher.key if each.publisher else None,
            "profile": rows.office_row(each),
            "review_by_other": each.review_by_other,
            "answer_days": each.answer_days,
            "notify_email": each.notify_email,
            "calendar_note": each.calendar_note,
            "catalogue_meta": each.catalogue_meta,
        }


def _offices(agencies: list[models.Agency]) -> Iterator[Row]:
    offices = models.Office.objects.filter(agency__in=agencies).select_related("agency")
    parts = ["opening_hours", "stops", "special_hours", "limited_days__services"]
    for each in offices.prefetch_related(*parts):
        yield {"agency": each.agency.key} | rows.location_row(each, each.agency)


def _closures(agencies: list[models.Agency]) -> Iterator[Row]:
    own = models.Closure.owned_by([each.pk for each in agencies])
    for each in models.Closure.objects.filter(own).prefetch_related("offices"):
        yield rows.closure_row(each) | {"source": each.source, "ignored": each.is_ignored}


def _ramadan(agencies: list[models.Agency]) -> Iterator[Row]:
    yield from map(rows.ramadan_row, models.RamadanPeriod.objects.all())


def _simple(kind: str, model: type) -> Callable[[list[models.Agency]], Iterator[Row]]:
    def section(agencies: list[models.Agency]) -> Iterator[Row]:
        yield from (rows.simple_row(kind, each) for each in model.objects.all())

    return section


def _documents(agencies: list[models.Agency]) -> Iterator[Row]:
    yield from map(rows.document_row, models.Document.objects.all())


def _life_events(agencies: list[models.Agency]) -> Iterator[Row]:
    yield from map(rows.life_event_row, models.LifeEvent.objects.all())


def _topics(agencies: list[models.Agency]) -> Iterator[Row]:
    yield from map(faq_io.topic_row, Topic.objects.all())


def _services(agencies: list[models.Agency]) -> Iterator[Row]:
    services = models.Service.objects.filter(agency__in=agencies)
    for each in (
        services.select_related("category", "agency", "owner").order_by("position", "pk").iterator(BATCH)
    ):
        yield _entry(each) | {
            "draft": rows.service_row(each, "\0"),
            "pinned": each.pinned,
            "editions": _editions(each),
        }


def _questions(agencies: list[models.Agency]) -> Iterator[Row]:
    mine = (
        Q(service__agency__in=agencies) | Q(service=None, agency__in=agencies) | Q(service=None, agency=None)
    )
    questions = Question.objects.filter(mine).select_related("service", "agency", "topic", "owner")
    for each in questions.order_by("position", "pk").iterator(BATCH):
        yield _entry(each) | {
            "service": each.service.slug if each.service else None,
            "agency": each.agency.key if each.agency else None,
            "draft": faq_io.question_row(each),
            "editions": _editions(each),
        }


def _entry(entry: models.Entry) -> Row:
    """What services and questions have in common besides what they say."""
    return {
        "slug": entry.slug,
        "created_at": entry.created_at,
        "updated_at": entry.updated_at,
        "revision": entry.revision,
        "owner": name_of(entry.owner),
        "review_months": entry.review_months,
        "review_by": entry.review_by,
        "confirmed_on": entry.confirmed_on,
        "confirmed_position": entry.confirmed_position,
        "review_state": entry.review_state,
        "review_remark": entry.review_remark,
        "submitted_at": entry.submitted_at,
    }


def _editions(entry: models.Entry) -> list[Row]:
    return [
        {
            "number": each.number,
            "live_from": each.live_from,
            "published_at": each.published_at,
            "published_by": name_of(each.published_by),
            "note": each.note,
            "digest": each.digest,
            "withdrawal_reason": each.withdrawal_reason,
            "replacement": each.replacement,
            "document": each.document,
        }
        for each in entry.editions.select_related("published_by").order_by("number")
    ]


def _draft_versions(agencies: list[models.Agency]) -> Iterator[Row]:
    services = models.Service.objects.filter(agency__in=agencies)
    questions = Question.objects.filter(Question.owned_by([each.pk for each in agencies]))
    for own in (services, questions):
        slugs = dict(own.values_list("pk", "slug"))
        kept = models.DraftVersion.objects.filter(kind=label_of(own.model), entry__in=own.values("pk"))
        for each in kept.order_by("entry", "revision").iterator(BATCH):
            yield {
                "kind": each.kind,
                "slug": slugs.get(each.entry, ""),
                "revision": each.revision,
                "at": each.at,
                "by": each.by_name,
                "data": each.data,
            }


def _cards(agencies: list[models.Agency]) -> Iterator[Row]:
    own = Card.objects.filter(Card.owned_by([each.pk for each in agencies]))
    own = own.select_related("agency", "issued_by", "replaced_by").prefetch_related("posts", "visits")
    for each in own.order_by("pk").iterator(BATCH):
        yield {
            "code": each.code,
            "kind": each.kind,
            "subject": each.subject,
            "agency": each.agency.key if each.agency else None,
            "editions": each.editions,
            "issued_at": each.issued_at,
            "issued_by": name_of(each.issued_by),
            "formats": each.formats,
            "downloads": each.downloads,
            "visits": {visits.day.isoformat(): visits.count for visits in each.visits.all()},
            "posts": [
                {
                    "platform": post.platform,
                    "url": post.url,
                    "posted_on": post.posted_on,
                    "removed_on": post.removed_on,
                }
                for post in each.posts.all()
            ],
            "replaced_by": each.replaced_by.code if each.replaced_by else None,
            "settled_at": each.settled_at,
            "options": each.options,
            "digest": each.digest,
            "content": each.content,
        }


def _notices(agencies: list[models.Agency]) -> Iterator[Row]:
    found = Notice.objects.filter(agency__in=agencies).select_related("made_by").with_places()
    for each in found.order_by("pk").iterator(BATCH):
        yield {
            "key": f"kabar-{each.pk}",
            "agency": each.agency.key,
            "kind": each.kind,
            "title": each.title,
            "claim": each.claim,
            "text": each.text,
            "advice": each.advice,
            "basis": each.basis,
            "severity": each.severity,
            "offices": [office.key for office in each.offices.all()],
            "services": [service.slug for service in each.services.all()],
            "starts_on": each.starts_on,
            "starts_at": each.starts_at,
            "ends_on": each.ends_on,
            "ends_at": each.ends_at,
            "withdrawn_at": each.withdrawn_at,
            "withdrawal_reason": each.withdrawal_reason,
            "made_by": name_of(each.made_by),
            "made_at": each.made_at,
            "changed_at": each.changed_at,
        }


def _planned_posts(agencies: list[models.Agency]) -> Iterator[Row]:
    found = PlannedPost.objects.filter(agency__in=agencies).select_related("agency", "card", "made_by")
    for each in found.order_by("on", "pk").iterator(BATCH):
        yield {
            "agency": each.agency.key,
            "on": each.on,
            "title": each.title,
            "kind": each.kind,
            "subject": each.subject,
            "platform": each.platform,
            "note": each.note,
            "card": each.card.code if each.card else None,
            "made_by": name_of(each.made_by),
        }


def _memberships(agencies: list[models.Agency]) -> Iterator[Row]:
    found = models.Membership.objects.filter(agency__in=agencies).select_related("user", "agency")
    for each in found.prefetch_related("user__groups").order_by("agency", "user"):
        yield {
            "agency": each.agency.key,
            "username": each.user.get_username(),
            "name": each.user.get_full_name(),
            "position": each.position,
            "roles": sorted(group.name for group in each.user.groups.all()),
            "is_active": each.user.is_active,
        }


def _preview_links(agencies: list[models.Agency]) -> Iterator[Row]:
    found = models.PreviewLink.objects.filter(agency__in=agencies).select_related("agency", "created_by")
    for each in found.prefetch_related("remarks").order_by("pk"):
        yield {
            "agency": each.agency.key,
            "label": each.label,
            "entries": each.entries,
            "created_by": name_of(each.created_by),
            "created_at": each.created_at,
            "expires_at": each.expires_at,
            "revoked_at": each.revoked_at,
            "remarks": [
                {"at": remark.at, "name": remark.name, "text": remark.text, "settled_at": remark.settled_at}
                for remark in each.remarks.all()
            ],
        }


def _audit(agencies: list[models.Agency]) -> Iterator[Row]:
    found: QuerySet = models.AuditRecord.objects.filter(agency__in=agencies).select_related("agency")
    for each in found.order_by("at", "pk").iterator(500):
        yield {
            "at": each.at,
            "by": each.by_name,
            "agency": each.agency.key,
            "action": each.action,
            "kind": each.kind,
            "key": each.key,
            "name": each.name,
            "detail": each.detail,
        }


SECTIONS: dict[str, Callable[[list[models.Agency]], Iterable[Row]]] = {
    "agencies": _agencies,
    "offices": _offices,
    "closures": _closures,
    "ramadan_periods": _ramadan,
    "categories": _simple("categories", models.Category),
    "channels": _simple("channels", models.Channel),
    "forms": _simple("forms", models.Form),
    "legal_bases": _simple("legal_bases", models.LegalBasis),
    "documents": _documents,
    "life_events": _life_events,
    "faq_topics": _topics,
    "services": _services,
    "questions": _questions,
    "draft_versions": _draft_versions,
    "cards": _cards,
    "notices": _notices,
    "planned_posts": _planned_posts,
    **ASKED_SECTIONS,
    "memberships": _memberships,
    "preview_links": _preview_links,
    "audit": _audit,
}
"""The lists of the document, in its order."""
