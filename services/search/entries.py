"""What the search keeps of every kind of thing, and the register of kinds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import strip_tags

from services.search.analysis import tokens
from services.search.stemming import stem

NAME, SPOKEN, ASIDE = 100, 95, 70
"""How much a line says what the thing is: its names; words people use for it; its cases and products."""
LONGEST_BODY = 400
"""Different stems of the weak field that are kept; long texts say little about what a thing is."""
TEXT_COLUMNS = ("title", "title_en", "services", "lines", "strong", "medium", "weak", "words")


@dataclass(frozen=True)
class Content:
    """What the search is told of one thing.

    `lines` are (weight in percent, phrase): every one is a name by which people may mean it. `services` are slugs of
    the services it speaks of, the first most of all; a question that fits lifts its service.
    """

    title: str
    title_en: str = ""
    lines: list[tuple[int, str]] = field(default_factory=list)
    medium: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found: its word, the model it is read from, and what is kept of a row.

    The model is an edition (what is found must be live) or a shared row with a `key` (live at once).
    """

    name: str
    model: type
    content: Callable[[Any], Content]
    related: tuple[str, ...] = ()

    @property
    def has_editions(self) -> bool:
        """Whether rows are editions of an entry."""
        return hasattr(self.model, "entry_class")


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of thing findable; apps call it when they are ready."""
    KINDS[kind.name] = kind


def kind_of(model: type) -> Kind | None:
    """The kind that is read from this model, or from the editions whose spans it holds."""
    model = model.edition_class() if hasattr(model, "edition_class") else model
    return next((kind for kind in KINDS.values() if kind.model is model), None)


def columns(content: Content) -> dict[str, str]:
    """The columns of `SearchEntry` that hold a content."""
    lines: dict[str, int] = {}
    for weight, phrase in content.lines:
        lines.setdefault(_stems([phrase]), weight)
    lines.pop("", None)
    names = [line for line, weight in lines.items() if weight > ASIDE]
    asides = [line for line, weight in lines.items() if weight <= ASIDE]
    texts = [*(phrase for _, phrase in content.lines), *content.medium, *content.weak]
    return {
        "title": content.title[:250],
        "title_en": content.title_en[:250],
        "services": " ".join(dict.fromkeys(content.services)),
        "lines": "\n".join(f"{weight}|{line}" for line, weight in lines.items()),
        "strong": " ".join(names),
        "medium": _once(" ".join([*asides, _stems(content.medium)])),
        "weak": _once(_stems(content.weak)),
        "words": " ".join(dict.fromkeys(each for text in texts for each in tokens(text))),
    }


def _once(stems: str) -> str:
    """Each stem once: how often a text says a word is no measure of what it is about."""
    return " ".join(list(dict.fromkeys(stems.split()))[:LONGEST_BODY])


def saved_columns(row: Any) -> dict[str, str]:
    """The same columns as a row of the index has them."""
    return {name: getattr(row, name) for name in TEXT_COLUMNS}


def _stems(texts: Iterable[str]) -> str:
    return " ".join(stem(token) for text in texts for token in tokens(text))


def service_content(edition: Any) -> Content:
    """An edition of a service."""
    document = edition.content()
    requirements = [
        " ".join([each.label, each.form_code, each.form_name, each.condition])
        for each in document.requirements
    ]
    return Content(
        title=document.name,
        title_en=document.name_en,
        lines=[
            (NAME, document.name),
            (NAME, document.short_name),
            (NAME, document.name_en),
            *((NAME, each) for each in document.everyday_names),
            *((SPOKEN, each) for each in document.search_terms),
            *((ASIDE, case.label) for case in document.cases),
            *((ASIDE, each) for each in document.product),
        ],
        medium=[document.summary, document.summary_en, *document.who_can_apply],
        weak=[
            *requirements,
            *document.tips,
            *(step.text for step in document.steps),
            document.responsible_unit,
            document.representation,
            strip_tags(document.description),
        ],
        services=(edition.slug,),
    )


def office_content(office: Any) -> Content:
    """An office, by its name, its kind and the places of its mobile unit."""
    return Content(
        title=office.name,
        title_en=getattr(office, "name_en", ""),
        lines=[
            (NAME, office.name),
            (SPOKEN, f"kantor {office.type}"),
            *((ASIDE, stop.place) for stop in office.stops.all()),
        ],
        medium=[office.address, office.landmark],
        weak=[office.hours_note],
    )


def document_content(document: Any) -> Content:
    """A paper, and the services that issue it."""
    return Content(
        title=document.name,
        title_en=document.name_en,
        lines=[(NAME, document.name), (NAME, document.name_en)],
        medium=[document.issuer],
        weak=[document.how_to_get],
        services=tuple(row.service.slug for row in document.issuers.all()),
    )


def life_event_content(event: Any) -> Content:
    """A life event, and the services it needs in order."""
    return Content(
        title=event.name,
        title_en=event.name_en,
        lines=[(NAME, event.name), (NAME, event.name_en)],
        medium=[event.summary],
        services=tuple(need.service.slug for need in event.needs.all()),
    )


def register_kinds() -> None:
    """Register the kinds of this app."""
    from services import models

    register(Kind("service", models.ServiceEdition, service_content))
    register(Kind("office", models.Office, office_content, ("stops",)))
    register(Kind("document", models.Document, document_content, ("issuers__service",)))
    register(Kind("event", models.LifeEvent, life_event_content, ("needs__service",)))
