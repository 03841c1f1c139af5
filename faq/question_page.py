"""What the page of one question shows besides its answer: its cases, its services, who checked it, what to read next."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from faq.document import QuestionDocument
from faq.models import MOST_RELATED, QuestionEdition, QuestionSpan
from services.confirming import is_of
from services.facts import SharedFacts
from services.language import in_language, localized
from services.links import Link
from services.models import ServiceEdition
from services.sentences import sentence
from services.wording import date_words


@dataclass(frozen=True)
class AnsweredFor:
    """The live services a question is about, its own first, and the cases of its own that it answers for."""

    services: list[Link] = field(default_factory=list)
    cases: list[Link] = field(default_factory=list)


def answered_for(document: QuestionDocument) -> AnsweredFor:
    """See `AnsweredFor`. A case leads to what to bring in it. One query; none where it is about no service."""
    slugs = [slug for slug in dict.fromkeys((document.service, *document.related_services)) if slug]
    if not slugs:
        return AnsweredFor()
    rows = ServiceEdition.objects.live().filter(slug__in=slugs)
    named = rows.values_list("slug", "title", "document__name_en", "document__cases")
    found = {slug: (in_language(name, english or ""), cases or []) for slug, name, english, cases in named}
    services = [Link(found[slug][0], reverse("service", args=[slug])) for slug in slugs if slug in found]
    its_cases = found[document.service][1] if document.service in found else []
    return AnsweredFor(services, list(_case_links(document, its_cases)))


def _case_links(document: QuestionDocument, cases: Iterable[dict[str, str]]) -> Iterable[Link]:
    path = reverse("service", args=[document.service]) if document.service else ""
    for case in cases:
        if case["key"] in document.cases:
            yield Link(in_language(case["label"], ""), f"{path}?{urlencode({'keadaan': case['key']})}#berkas")


def related_questions(edition: QuestionEdition, document: QuestionDocument) -> list[Link]:
    """At most three: those that it names, then others of its service, then others on its shelf. One query."""
    if not (document.related_questions or document.service or document.topic):
        return []  # nor could PostgreSQL sort by what is the same for all
    nearness = [When(slug__in=document.related_questions, then=Value(0))]
    nearness += [When(service=document.service, then=Value(1))] if document.service else []
    nearness += [When(topic=document.topic, then=Value(2))] if document.topic else []
    rank = Case(*nearness, default=Value(3), output_field=IntegerField())
    near = QuestionSpan.objects.live().exclude(entry=edition.entry_id).annotate(rank=rank).filter(rank__lt=3)
    rows = list(near.order_by("rank", "position", "pk").values_list("slug", "title")[:MOST_RELATED])
    named = {slug: place for place, slug in enumerate(document.related_questions)}
    rows.sort(key=lambda row: named.get(row[0], MOST_RELATED))
    return [Link(in_language(title, ""), reverse("question", args=[slug])) for slug, title in rows]


def checked_words(edition: QuestionEdition, facts: SharedFacts) -> SafeString:
    """When the answer was checked last, and by whom: its confirmation, else its publication. "" for a draft."""
    if edition.live_from is None:
        return SafeString()
    confirmed_on: datetime.date | None = getattr(edition, "confirmed_on", None)
    position = getattr(edition, "confirmed_position", "")
    if position and is_of(confirmed_on, getattr(edition, "confirmed_at", None), edition.live_from):
        words = _("Terakhir diperiksa %(date)s oleh %(position)s.")
        return sentence(words, date=date_words(confirmed_on, short=True), position=in_language(position, ""))
    day = date_words(timezone.localdate(edition.live_from), short=True)
    agency = facts.agencies.get(_agency_key(edition)) or facts.site_agency()
    if agency is None:
        return sentence(_("Terakhir diperiksa %(date)s, saat jawaban ini terbit."), date=day)
    words = _("Terakhir diperiksa %(date)s oleh %(agency)s, saat jawaban ini terbit.")
    return sentence(words, date=day, agency=localized(agency, "name"))


def _agency_key(edition: QuestionEdition) -> str:
    agency = edition.entry.owning_agency
    return agency.key if agency else ""


def ask_address(service: str = "", case: str = "") -> str:
    """Where to ask what is not answered, about this service in this case."""
    given = {name: value for name, value in {"layanan": service, "keadaan": case}.items() if value}
    return reverse("ask") + (f"?{urlencode(given)}" if given else "")
