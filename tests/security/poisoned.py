"""Fills everything the database holds with hostile texts, past every form: the fields are found, not listed."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from pydantic import ValidationError as DocumentError

from faq.models import Question
from services import publishing, snapshot
from services.models import Service
from tests.security.corpus import MARK, fitting

APPS = ("services", "faq", "cards", "portal")
MADE = {
    "ServiceEdition", "ServiceSpan", "QuestionEdition", "QuestionSpan", "SearchEntry", "SearchPosting", "SearchWord",
    "SharedFactsSnapshot", "DraftVersion", "Logo", "Card", "Batch", "CalendarFeed", "RecoveryCode",
}  # fmt: skip
"""Models whose rows the site makes from others, or draws by itself."""
REFERENCES = {
    "kind", "key", "case", "cases", "subject", "platform", "action", "reason", "sign", "language", "code_digest",
    "sent_with", "token", "entries", "roles", "doubts", "stems", "worker", "result", "weeks_of_month", "week",
    "brand_color", "icon", "token_digest", "confirmed_position_of", "review_state", "facts_as_of", "form_code",
}  # fmt: skip
"""Fields that hold a key of something or a figure: forms and importers take known values only."""


def fields() -> Iterator[models.Field]:
    """Every field that holds what somebody wrote."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
                is_key = field.unique or isinstance(field, models.SlugField) or field.choices
                if is_text and not is_key and model.__name__ not in MADE and field.name not in REFERENCES:
                    yield field


def hostile(field: models.Field, number: int) -> Any:
    """A hostile value of the shape this field holds."""
    text = fitting(number, field.max_length)
    if not isinstance(field, models.JSONField):
        return text
    if field.default is list:
        return [fitting(number + turn, 250) for turn in range(3)]
    return {"instagram": fitting(number, 60), "x": fitting(number + 1, 250)}


def poison() -> set[str]:
    """Write hostile texts into every row there is, publish some of the entries; returns the names of the fields."""
    written = set()
    for number, field in enumerate(fields()):
        if field.model.objects.exists():
            _write(field, hostile(field, number))
            written.add(f"{field.model.__name__}.{field.name}")
    snapshot._known = None
    snapshot.rebuild()
    for entries in (
        Service.objects.order_by("pk"),
        Service.objects.order_by("-pk"),
        Question.objects.order_by("pk"),
    ):
        for entry in entries.filter(editions__isnull=False).distinct()[:2]:
            publish(entry)
    return written


def _write(field: models.Field, value: Any) -> None:
    """All rows alike; where that is not allowed, one of them."""
    rows = field.model.objects.all()
    try:
        with transaction.atomic():
            rows.update(**{field.name: value})
    except IntegrityError:
        field.model.objects.filter(pk=rows.first().pk).update(**{field.name: value})


def publish(entry: Any) -> None:
    """Publish a draft; then put hostile texts into every text of its document that the document's class takes."""
    edition = publishing.publish(entry)
    type(edition).objects.filter(pk=edition.pk).update(
        document=poisoned_document(edition.document, entry.document_class)
    )


def poisoned_document(document: dict[str, Any], document_class: Any) -> dict[str, Any]:
    """The document with every text replaced that is no key; what its class refuses stays."""
    number = 0

    def walk(node: Any, name: str = "") -> Any:
        nonlocal number
        if isinstance(node, dict):
            return {each: walk(value, each) for each, value in node.items()}
        if isinstance(node, list):
            return [walk(each, name) for each in node]
        if isinstance(node, str) and name not in _NAMES and MARK not in node:
            number += 1
            return fitting(number, 250)
        return node

    changed = walk(document)
    for name in document:
        try:
            document_class.model_validate(document | {name: changed[name]})
        except DocumentError:
            continue
        document = document | {name: changed[name]}
    return document


_NAMES = {
    "slug", "key", "agency", "category", "offices", "channels", "cases", "form", "actor", "document", "alternative_to",
    "unit", "kind", "apply", "level", "facts_as_of", "related", "life_events", "currency", "topic", "service",
    "related_services", "form_code", "documents", "complaint_channels",
}  # fmt: skip
"""Parts of a document that name a row, or one of few values."""
