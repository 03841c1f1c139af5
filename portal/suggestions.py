"""Suggestions while somebody types."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import pgettext

from portal.search_page import asked_query, only_indonesian
from services.facts import SharedFacts
from services.language import in_language
from services.search.finding import find
from services.search.highlight import mark
from services.search.ranking import Hit

MOST, MOST_SERVICES, MOST_EVENTS = 8, 5, 2
LEAST = 0.2
"""Mark below which nothing is suggested."""
SHORTEST_QUERY = 2


@dataclass(frozen=True)
class Suggestion:
    """A page that may be meant: its name with the words found marked, its address, and what it is."""

    words: str
    url: str
    kind: str


def suggest(parameters: QueryDict, facts: SharedFacts) -> list[Suggestion]:
    """At most eight pages for the words of `q` typed so far: services, then life events, then questions."""
    query = asked_query(parameters)
    if len(query) < SHORTEST_QUERY:
        return []
    found = find(query, kinds=["service", "event", "question"], unfinished=True, limit=MOST * 2)
    stems = found.reading.stems
    hits = [
        *_good(found.of("service"))[:MOST_SERVICES],
        *_good(found.of("event"))[:MOST_EVENTS],
        *_good(found.of("question")),
    ]
    return [_suggestion(hit, stems) for hit in hits[:MOST]]


def _good(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.score >= max(LEAST, hits[0].score / 2)]


def _suggestion(hit: Hit, stems: frozenset[str]) -> Suggestion:
    address = {"service": "service", "event": "life-event", "question": "question"}[hit.kind]
    kinds = {
        "service": pgettext("satu", "Layanan"),
        "event": pgettext("satu", "Peristiwa hidup"),
        "question": pgettext("satu", "Pertanyaan"),
    }
    title = hit.candidate.title
    words = only_indonesian(title) if hit.kind == "question" else in_language(title, hit.candidate.title_en)
    return Suggestion(mark(words, stems), reverse(address, args=[hit.key]), kinds[hit.kind])
