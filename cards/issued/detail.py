"""What the page of one issued card tells."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cards import codes, registry, subjects
from cards.check_page import CheckPage
from cards.content import CardContent, CardOptions
from cards.formats import FORMATS
from cards.issued import pictures, renewal, visits
from cards.issued.rows import edition_words, format_label, person_words, posted
from cards.issued.states import state_of
from cards.models import Card, CardKind
from cards.printed import ALL_SECTION_NAMES, SECTION_NAMES
from cards.registry import Check, Verdict
from cards.rendering import TooManySlides
from cards.studio_links import make_url
from cards.subjects import Source
from services.links import Link

THEMES = {"light": "Terang", "brand": "Warna instansi", "dark": "Gelap"}
LANGUAGES = {"id": "Indonesia", "en": "Inggris"}


@dataclass(frozen=True)
class Picture:
    """One slide, small."""

    number: int
    address: str


def context_of(card: Card, asked: str) -> dict[str, Any]:
    """Everything about one card; `asked` is the format whose slides are shown."""
    answer = registry.check_card(card)
    page = CheckPage(answer, card.code)
    format = pictures.format_of(card, asked)
    state = state_of(card, answer.verdict, is_settled=card.is_settled_for(answer.mark))
    visits.waiting.write()
    return {
        "card": card,
        "code": page.code,
        "page": page,
        "state": state,
        "content": answer.content,
        "kind": card.get_kind_display(),
        "by": person_words(card.issued_by),
        "editions": ", ".join(edition_words(card)),
        "slides": slides_of(card, format),
        "shape": FORMATS[format],
        "formats": format_links(card, format),
        "options": option_words(card, answer),
        "replaces": [codes.display(code) for code in card.replaces.values_list("code", flat=True)],
        "newer": codes.display(card.replaced_by.code) if card.replaced_by else "",
        "settled_by": person_words(card.settled_by),
        "posts": posted(card),
        "visits": visits.chart(card),
        "public_url": answer.source.public_url if answer.source else "",
        "studio": _studio_url(card, answer.verdict),
        "is_leaflet": card.kind == CardKind.LEAFLET,
        "leaflet_url": _leaflet_url(card, answer.verdict),
        "may_reissue": state.is_work and answer.verdict is Verdict.CHANGED and card.kind != CardKind.LEAFLET,
        "may_correct": state.is_work and renewal.may_correct(card),
        "correction_url": correction_url(card),
        "may_settle": state.is_work and card.kind != CardKind.LEAFLET,
    }


def slides_of(card: Card, format: str) -> list[Picture]:
    """The film strip of a card; empty for one that today's templates can no longer draw."""
    try:
        count = len(pictures.drawn(card, format))
    except TooManySlides:
        return []
    return [Picture(number, pictures.address(card, format, number)) for number in range(1, count + 1)]


def format_links(card: Card, shown: str) -> list[tuple[Link, bool]]:
    """A way to the slides in each size the card was drawn in, and which is shown."""
    known = [key for key in card.formats if key in FORMATS]
    return [(Link(format_label(card, key), f"?format={key}#slide"), key == shown) for key in known]


def option_words(card: Card, answer: Check) -> list[tuple[str, str]]:
    """What was chosen for the card, as far as it differs from card to card."""
    options = CardOptions.model_validate(card.options)
    chosen = [
        ("Tema", THEMES[options.theme]),
        ("Bahasa", LANGUAGES[options.language]),
        ("Judul khusus", options.title),
        (subjects.of(card).cases_label, _cases(card, options, answer.source)),
        ("Bagian", _sections(card, answer.content)),
    ]
    return [(label, words) for label, words in chosen if words]


def _cases(card: Card, options: CardOptions, source: Source | None) -> str:
    """The chosen parts by name; those that are gone by their key."""
    if options.cases is None:
        return ""
    names = {each.key: each.label for each in subjects.of(card).case_choices(source)} if source else {}
    return ", ".join(names.get(key, key) for key in options.cases)


def _sections(card: Card, content: CardContent | None) -> str:
    """The sections of a pack, if some were left out; they may be on several slides each."""
    if card.kind != CardKind.PACK or content is None:
        return ""
    kinds = list(dict.fromkeys(section.kind for section in content.sections))
    return (
        ", ".join(ALL_SECTION_NAMES[kind] for kind in kinds) if len(kinds) < len(SECTION_NAMES) else "semua"
    )


def _studio_url(card: Card, verdict: Verdict) -> str:
    return "" if verdict is Verdict.WITHDRAWN else make_url(card.kind, card.subject)


def _leaflet_url(card: Card, verdict: Verdict) -> str:
    is_there = card.kind == CardKind.LEAFLET and verdict is not Verdict.WITHDRAWN
    return reverse("service-leaflet", args=[card.subject]) if is_there else ""


def correction_url(card: Card) -> str:
    """Where a correction of this card is made by hand; "" where none can be."""
    return make_url(CardKind.CORRECTION, card.code.lower()) if renewal.may_correct(card) else ""
