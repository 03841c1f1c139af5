"""The answers that exist already for what somebody is about to ask, best first. Nothing of it is recorded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from faq.asking.fitness import (
    OF_OTHER_OFFICES,
    Fitness,
    documents_in,
    is_of_another,
    is_of_another_mishap,
    named_case,
    names_mishap,
)
from faq.asking.relevant_parts import asks_for_papers, asks_for_part, relevant_part
from faq.models import QuestionEdition, QuestionSpan
from faq.pages import question_row
from services.facts import SharedFacts
from services.language import localized
from services.masking import MARKS
from services.models import ServiceEdition, ServiceSpan
from services.search import lexicon
from services.search.analysis import fold, tokens
from services.search.fillers import FILLERS
from services.search.finding import find, find_among
from services.search.ranking import Hit
from services.search.reading import LONGEST_QUERY, MOST_WORDS

Key = tuple[str, str]
QUESTION, SERVICE = "question", "service"
MOST, MOST_SERVICES, FEWEST_OF_CHOSEN = 5, 2, 2
LEAST, SURE = 0.34, 0.5
"""Marks below which something does not answer, and below which it is offered closed: a wrong answer on top is worse than
none."""
BESIDE_BEST = 0.6
"""Share of the best mark below which nothing stands beside it."""
OF_CHOSEN_SERVICE, OF_OTHERS = 0.25, 0.7
"""What a question of the chosen service gains, and what is left of all others' marks then."""
PART_OF_CHOSEN = 0.8
"""Mark of the chosen service where the text asks for a part that every service has: its fee, its time."""
SAME_PAPER, PAPERS_OF_CASE = 0.08, 0.2
"""What is gained by what names the same paper, and by a service asked for its papers in a case that the text names."""
SENDS_ANOTHER = 0.15
"""What is gained by what says who may come instead, where just that is asked."""
OF_MISHAP_NOT_TOLD = 0.85
"""What is left of what is about lost or damaged papers where none is told of."""
NEARLY = 0.75
"""Share of a service's mark from which a question of its own stands before it."""
_MASKED = re.compile("|".join(map(re.escape, MARKS)))
_SAID_BEFORE_MASKED = re.compile(
    r"\b(?:nomor|nomer|no)\b(?=\W*(?:\w+\W+){0,2}\[\w+ disamarkan\])", re.IGNORECASE
)
"""The word "nomor" before a number that is masked: nothing is asked about numbers."""
_TOLD = "waktu kena selamat pagi siang sore malam bu pak tahun lalu sini situ sana dua eh diapakan"
_STORY = frozenset(_TOLD.split())
"""Words that people tell a story with and that no search should read in it."""
_PEOPLE = "suami istri anak kakak adik ibu ayah bapak nenek kakek saudara tetangga paman bibi teman keluarga"
_PERSON = f"(?:{'|'.join(_PEOPLE.split())}|orang lain)"
_BY_ANOTHER = re.compile(
    rf"\b{_PERSON}\w*\b.{{0,40}}\b(?:meng|me|nge|di)?(?:ambil|urus|ganti|wakil)(?:kan|in|i)\b"
    rf"|\bdi(?:urus|ambil|ganti|wakil)\w* (?:oleh |sama )?{_PERSON}"
)
"""Whether somebody else may come is asked in many words."""


@dataclass(frozen=True)
class Similar:
    """An answer: what it is of, its heading and text, where it stands, and where "ini menjawab" leads. One that is not
    sure is offered closed, and so is what a service is for: nobody asks that."""

    about: str
    title: str
    text: str
    details: SafeString | str
    url: str
    settle_url: str
    is_sure: bool = True


def telling_words(text: str) -> str:
    """As much of a text as a search reads, without the words that say nothing: people begin with greetings."""
    said = tokens(_MASKED.sub(" ", _SAID_BEFORE_MASKED.sub(" ", text)))
    told = dict.fromkeys(token for token in said if token not in FILLERS and token not in _STORY)
    first = ["diwakilkan"] if told and _BY_ANOTHER.search(fold(text)) else []
    return " ".join([*first, *told][:MOST_WORDS])[:LONGEST_QUERY]


def similar(text: str, facts: SharedFacts, service: str = "", case: str = "") -> list[Similar]:
    """What answers a text, in order of fitness; with a chosen service's slug its answers first, never fewer than two."""
    chosen = ServiceEdition.objects.live().filter(slug=service).first() if service else None
    marks = _marks(text, chosen, case)
    best = sorted(marks, key=lambda key: -marks[key])
    keys = [key for key in best if marks[key] >= max(LEAST, BESIDE_BEST * marks[best[0]])]
    if chosen:
        own = _own_keys(chosen.slug)
        more = [*(key for key in best if key in own), (SERVICE, chosen.slug)]
        few = FEWEST_OF_CHOSEN - len([key for key in keys if key in own or key == (SERVICE, chosen.slug)])
        more = [key for key in dict.fromkeys(more) if key not in keys][: max(few, 0)]
        keys = [*keys[: MOST - len(more)], *more]
    rows = _rows(keys, text, facts, service, case)
    return [replace(row, is_sure=row.is_sure and marks.get(key, 0) >= SURE) for key, row in rows]


def _marks(text: str, chosen: ServiceEdition | None, case: str) -> dict[Key, float]:
    """The marks of everything that may answer, also of what hardly does."""
    query = telling_words(text)
    found = find(query, kinds=[SERVICE, QUESTION])
    own = find_among(_questions_of(chosen.slug), query).hits if chosen else []
    hits = {(hit.kind, hit.key): hit for hit in (*found.hits, *own)}
    mine = {(QUESTION, hit.key) for hit in own} | ({(SERVICE, chosen.slug)} if chosen else set())
    fitness = Fitness(found.reading, list(hits.values()), lexicon.current())
    services = _services_of(hits)
    asked = documents_in(text) or (documents_in(chosen.content().name) if chosen else frozenset())
    marks = {}
    for key, hit in hits.items():
        papers = documents_in(hit.candidate.title) or documents_in(services.get(key[1], ("", ""))[1])
        if is_of_another_mishap(text, hit.candidate.title) or (
            key not in mine and is_of_another(asked, papers)
        ):
            continue
        mark = fitness.mark(hit) + (SAME_PAPER if asked & papers else 0)
        mark += SENDS_ANOTHER if "wakil" in query and "wakil" in hit.candidate.strong else 0
        mark *= OF_MISHAP_NOT_TOLD if names_mishap(hit.candidate.title) and not names_mishap(text) else 1
        if asked and asked <= OF_OTHER_OFFICES and not asked & papers:
            mark = min(mark, SURE / 2 + LEAST / 2)
        marks[key] = mark + OF_CHOSEN_SERVICE if key in mine else mark * (OF_OTHERS if chosen else 1)
    _weigh_services(marks, hits, text, {key: slug for key, (slug, _name) in services.items()})
    if chosen and asks_for_part(text):
        key = (SERVICE, chosen.slug)
        marks[key] = max(marks.get(key, 0), PART_OF_CHOSEN)
        if case and asks_for_papers(text):  # nothing says it better than the papers of that case
            marks[key] = max(marks.values()) + 0.01
    return marks


def _weigh_services(
    marks: dict[Key, float], hits: dict[Key, Hit], text: str, services: dict[str, str]
) -> None:
    """Where papers are asked for in a case that is named, the service says it best; where no part of it is asked for, a
    question that fits nearly as well does: one of its own, or one that is sure."""
    if asks_for_papers(text) and names_mishap(text):
        for key, hit in hits.items():
            if key[0] == SERVICE and marks.get(key, 0) >= LEAST and names_mishap(hit.candidate.strong):
                marks[key] += PAPERS_OF_CASE
    elif not asks_for_part(text):
        for (kind, key), mark in list(marks.items()):
            service = (SERVICE, services.get(key, ""))
            if kind == QUESTION and service in marks and mark >= NEARLY * marks[service]:
                marks[service] = min(marks[service], mark - 0.01)
        best = max((mark for (kind, _key), mark in marks.items() if kind == QUESTION), default=0)
        for key, mark in marks.items():
            if key[0] == SERVICE and best >= max(SURE, NEARLY * mark):
                marks[key] = min(mark, best - 0.01)


def _services_of(hits: Iterable[Key]) -> dict[str, tuple[str, str]]:
    """Slug and name of the service of each question. Two queries of narrow rows."""
    questions = QuestionSpan.objects.live().filter(slug__in=[key for kind, key in hits if kind == QUESTION])
    services = dict(questions.exclude(service="").values_list("slug", "service"))
    live = ServiceSpan.objects.live().filter(slug__in=set(services.values()))
    names = dict(live.values_list("slug", "title"))
    return {slug: (service, names.get(service, "")) for slug, service in services.items()}


def _own_keys(service: str) -> set[Key]:
    return {(QUESTION, slug) for slug in _questions_of(service).values_list("slug", flat=True)}


def _questions_of(service: str):
    return QuestionSpan.objects.live().filter(
        Q(service=service) | Q(related_services__contains=f"|{service}|")
    )


def _rows(
    keys: list[Key], text: str, facts: SharedFacts, chosen: str, case: str
) -> list[tuple[Key, Similar]]:
    found = [key for kind, key in keys if kind == SERVICE]
    services = sorted(found, key=lambda key: key != chosen)[:MOST_SERVICES]
    wanted = [(kind, key) for kind, key in keys if kind == QUESTION or key in services][:MOST]
    editions = {
        (kind, each.slug): each
        for kind, model in ((QUESTION, QuestionEdition), (SERVICE, ServiceEdition))
        if (slugs := [key for of, key in wanted if of == kind])
        for each in model.objects.live().filter(slug__in=slugs)
    }
    return [
        (
            each,
            question_answer(editions[each])
            if each[0] == QUESTION
            else service_answer(editions[each], text, facts, case if each[1] == chosen else ""),
        )
        for each in wanted
        if each in editions
    ]


def question_answer(edition: QuestionEdition) -> Similar:
    """A question with its whole answer."""
    row = question_row(edition)
    settle = reverse("ask-settled", args=["tanya-jawab", edition.slug])
    return Similar(_("Tanya jawab"), row.question, row.answer, row.details, row.url, settle)


def service_answer(
    edition: ServiceEdition, text: str, facts: SharedFacts, case: str = "", part: str = ""
) -> Similar:
    """The part of a service that a text asks for, or the one that is named, in a case that is chosen or named."""
    document = edition.content()
    case = case if document.case(case) else named_case(text, document.cases)
    told = relevant_part(text, document, case, facts, part)
    name = localized(document, "name")
    url = reverse("service", args=[edition.slug]) + (f"?keadaan={case}" if case else "")
    kept = {"bagian": told.key, "keadaan": case}
    query = urlencode({name: value for name, value in kept.items() if value})
    settle = reverse("ask-settled", args=["layanan", edition.slug]) + (f"?{query}" if query else "")
    return Similar(told.name or _("Layanan"), name, told.text, "", url + told.anchor, settle, bool(told.key))
