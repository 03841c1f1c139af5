"""What can be asked for at somebody's counter: what is public of their own agencies and of those these publish.

What others answer for is not theirs to read out or to count; a matter of theirs is noted as "not on the site" instead.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from faq.models import Question, QuestionSpan
from services.models import Agency, Case, Office, Service, ServiceSpan
from services.scope import own

SERVICE, QUESTION, OTHER = "layanan", "tanya-jawab", "lain"
"""The kinds of a tap. `OTHER`: what was asked is not on the site."""


@dataclass(frozen=True)
class Subject:
    """Something that was asked: as a tap names it, whose it is (a primary key), and keys of its cases."""

    kind: str
    key: str
    title: str
    agency: int
    cases: frozenset[str] = frozenset()


def live_services(user: Any) -> QuerySet[ServiceSpan]:
    """Services someone can read out, in the office's order."""
    spans = ServiceSpan.objects.live().order_by("position", "pk")
    return spans if user.is_superuser else spans.filter(entry__in=own(Service.objects.all(), user))


def live_questions(user: Any) -> QuerySet[QuestionSpan]:
    """Questions someone can read out, in the office's order."""
    spans = QuestionSpan.objects.live().order_by("position", "pk")
    return spans if user.is_superuser else spans.filter(entry__in=own(Question.objects.all(), user))


def own_offices(user: Any) -> QuerySet[Office]:
    """Offices where someone may sit."""
    return own(Office.objects.all(), user).order_by("name")


def home_agency(user: Any, office: Office | None = None) -> Agency | None:
    """Whose counter it is: the office's agency, else the first agency someone belongs to, else the first there is."""
    if office is not None:
        return office.agency
    found = Agency.objects.filter(memberships__user=user).order_by("position", "pk").first()
    return found or (Agency.objects.order_by("position", "pk").first() if user.is_superuser else None)


def subjects_of(user: Any, asked: Collection[tuple[str, str]], home: Agency | None) -> dict[Any, Subject]:
    """Those of these (kind, key) that are someone's own and were published once, also if they are withdrawn by now.

    `home` answers for general questions that name no agency. At most four queries.
    """
    services = {key for kind, key in asked if kind == SERVICE}
    questions = {key for kind, key in asked if kind == QUESTION}
    found = [*_services(user, services), *_questions(user, questions, home)]
    return {(each.kind, each.key): each for each in found}


def _services(user: Any, slugs: set[str]) -> Iterable[Subject]:
    if not slugs:
        return []
    rows = own(Service.objects.filter(slug__in=slugs, editions__isnull=False), user).distinct()
    known = list(rows.values_list("pk", "slug", "name", "agency"))
    cases: dict[int, set[str]] = {}
    for service, key in Case.objects.filter(service__in=[row[0] for row in known]).values_list(
        "service", "key"
    ):
        cases.setdefault(service, set()).add(key)
    return [
        Subject(SERVICE, slug, name, agency, frozenset(cases.get(pk, ()))) for pk, slug, name, agency in known
    ]


def _questions(user: Any, slugs: set[str], home: Agency | None) -> Iterable[Subject]:
    if not slugs:
        return []
    rows = own(Question.objects.filter(slug__in=slugs, editions__isnull=False), user).distinct()
    named = rows.values_list("slug", "question", "agency", "service__agency")
    whose = [(slug, words, ours_of or own_of or (home and home.pk)) for slug, words, own_of, ours_of in named]
    return [Subject(QUESTION, slug, words, agency) for slug, words, agency in whose if agency]
