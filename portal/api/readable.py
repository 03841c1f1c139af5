"""`/api/v1/` for people: every address with an example that works, in Indonesian and English."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.api.addresses import ENDPOINTS
from portal.api.answers import office
from portal.api.documents import DOCUMENTS
from portal.api.endpoints import Asked, Endpoint
from portal.api.examples import example_keys
from portal.api.openapi import KEY, REASONS
from portal.api.problems import TITLES
from services import snapshot
from services.facts import SharedFacts
from services.freshness import for_everyone
from services.language import in_english
from services.views import home_link, show, site_now

EXAMPLES = {
    "api-services": "?category={category}&limit=5",
    "api-changes": "?since=2026-01-01T00:00:00%2B07:00",
    "api-offices": "?open=true",
}
"""What stands behind the question mark in the example of a list."""


@dataclass(frozen=True)
class Address:
    """An address as the page shows it; `example` is a full one that answers, "" where nothing of it is published."""

    anchor: str
    title: str
    about: str
    path: str
    takes: list[tuple[str, str]]
    example: str

    @property
    def curl(self) -> str:
        """The line to copy."""
        is_file = self.path.endswith(".zip")
        return f"curl {'-O ' if is_file else '--compressed '}{shlex.quote(self.example)}"


@for_everyone()
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    facts = snapshot.current()
    context = {
        "trail": [home_link()],
        "heading": _("Data terbuka untuk pengembang"),
        "addresses": list(_addresses()),
        "refusals": [(status, _title(status)) for status in REASONS],
        "most": settings.API_PER_HOUR,
        "answer": _answer(facts),
        "start": f"{settings.SITE_URL}/api/v1/",
    }
    return show(request, "portal/api/api.html", facts, context)


def _addresses() -> Iterator[Address]:
    known = example_keys()
    for each in (*ENDPOINTS, *DOCUMENTS):
        yield Address(
            anchor=each.name,
            title=each.title if in_english() else each.title_id,
            about=each.about if in_english() else each.about_id,
            path="/api/v1/" + KEY.sub(r"{\2}", each.path),
            takes=list(_takes(each)),
            example=_example(each, known),
        )


def _takes(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """Parameters with what each takes."""
    for name, field in endpoint.question.model_fields.items():
        yield name, str(field.description if in_english() else (field.json_schema_extra or {})["x-takes-id"])


def _example(endpoint: Endpoint, known: dict) -> str:
    keys = {name: known.get(kind) for name, kind in endpoint.examples.items()}
    if None in keys.values():
        return ""
    path = KEY.sub(lambda match: str(keys[match[2]]), endpoint.path)
    query = EXAMPLES.get(endpoint.name, "")
    query = query.format(category=known.get("category", "")) if query else ""
    return f"{settings.SITE_URL}/api/v1/{path}{query}"


def _title(status: int) -> str:
    return TITLES[status][1] if in_english() else TITLES[status][0]


def _answer(facts: SharedFacts) -> str:
    """What one office answers at this moment, as an example; "" while there is none."""
    key = next(iter(facts.offices), None)
    if key is None:
        return ""
    asked = Asked({"key": key}, None, facts, site_now(facts), "")
    shown = office.office(asked).model_dump(
        mode="json", include=set(office.OfficeRow.model_fields) | {"week"}
    )
    shown["week"] = shown["week"][:2]
    return json.dumps(shown, ensure_ascii=False, indent=2)
