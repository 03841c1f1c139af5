"""What a device keeps so that the counter works without internet: all that can be read aloud, as one JSON.

It holds only what the public site says, of the agencies of whoever opens it.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.cache import cache
from django.urls import reverse

from faq.counter.pages import row_note, service_page
from faq.counter.reading import Part, question_parts, service_parts
from faq.counter.subjects import QUESTION, SERVICE, live_questions, live_services
from faq.models import QuestionEdition
from services import snapshot
from services.facts import SharedFacts
from services.models import Office, ServiceEdition, SharedFactsSnapshot
from services.views import site_now

FORMAT = 1
"""Raise it when `static/js/counter-device.js` must read another shape."""
MOST = 1000
"""Services, and as many questions: of an office with more a device keeps the first, which is also said there."""
KEPT_SECONDS = 60 * 60


def device_context(user: AbstractUser | None, office: Office | None) -> dict[str, Any]:
    """What the scripts of a page need to know. Without a user: of the page that is kept on the device."""
    return {
        "device": {
            "user": user.pk if user else "",
            "office": office.key if office else "",
            "worker": reverse("counter-worker") if settings.OFFLINE else "",
            "data": reverse("counter-data"),
            "state": reverse("counter-state"),
            "send": reverse("counter-send"),
            "sign_in": f"{reverse('sign-in')}?next={reverse('counter')}",
        }
    }


def data_version(user: Any) -> str:
    """Changes with anything the device's copy says: which editions are live, and the shared facts. Three queries."""
    services = list(live_services(user).values_list("pk", flat=True)[:MOST])
    questions = list(live_questions(user).values_list("pk", flat=True)[:MOST])
    facts = SharedFactsSnapshot.objects.values_list("version", flat=True).first()
    return hashlib.sha256(json.dumps([FORMAT, services, questions, facts]).encode()).hexdigest()[:24]


def device_data(user: Any, version: str) -> bytes:
    """The JSON. Drawn once for each version."""
    key = f"counter-data-{version}"
    found = cache.get(key)
    if found is None:
        found = json.dumps(_data(user, version), ensure_ascii=False, separators=(",", ":")).encode()
        cache.set(key, found, KEPT_SECONDS)
    return found


def _data(user: Any, version: str) -> dict[str, Any]:
    facts = snapshot.current()
    services = live_services(user)[:MOST].values_list("pk", flat=True)
    questions = live_questions(user)[:MOST].values_list("pk", flat=True)
    found = ServiceEdition.objects.in_bulk(list(services))
    entries = [_service(found[key], facts) for key in services if key in found]
    asked = QuestionEdition.objects.in_bulk(list(questions))
    entries += [_question(asked[key]) for key in questions if key in asked]
    return {"format": FORMAT, "version": version, "site": settings.SITE_URL, "entries": entries}


def _service(edition: ServiceEdition, facts: SharedFacts) -> dict[str, Any]:
    """Each line once, and for no case and each case the numbers of its lines below their headings."""
    now, document = site_now(facts), edition.content()
    lines: dict[str, int] = {}
    ways = {}
    for case in ("", *(each.key for each in document.cases)):
        parts = service_parts(service_page(edition, facts, now, case), as_of_now=False)
        ways[case] = [_numbered(part, lines) for part in parts]
    return {
        "kind": SERVICE, "key": edition.slug, "title": edition.title, "note": row_note(SERVICE, document),
        "url": reverse("service", args=[edition.slug]),
        "words": " ".join([document.short_name, *document.everyday_names, *document.search_terms]),
        "cases": [[each.key, each.label] for each in document.cases], "lines": list(lines), "ways": ways,
    }  # fmt: skip


def _question(edition: QuestionEdition) -> dict[str, Any]:
    document = edition.content()
    lines: dict[str, int] = {}
    parts = [_numbered(part, lines) for part in question_parts(document)]
    return {
        "kind": QUESTION, "key": edition.slug, "title": edition.title, "note": row_note(QUESTION, document),
        "url": reverse("question", args=[edition.slug]), "words": " ".join(document.keywords), "cases": [],
        "lines": list(lines), "ways": {"": parts},
    }  # fmt: skip


def _numbered(part: Part, lines: dict[str, int]) -> list[Any]:
    """[key, title, is it a list, numbers of its lines]."""
    numbers = [lines.setdefault(line, len(lines)) for line in part.lines]
    return [part.key, part.title, int(part.is_list), numbers]
