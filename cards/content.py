"""The exact text of a card: built by a pure function from an edition and the shared facts, compared by line.

Checking a card that is out there means building its content again with the same options. The digest is taken
of what the card states, so it stays the same while nothing a reader relies on has changed: the day of issue,
the code, colours and the order of papers are not part of it.
"""

import datetime
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from django.utils import translation
from pydantic import Field, field_validator

from cards import leaflet_sections, sections
from cards.printed import SECTION_NAMES, Block, Line, PackSection, Printed, Row, Section
from cards.wording import initials
from faq.document import QuestionDocument
from services.document import Frozen, ServiceDocument, digest
from services.facts import AgencyFacts, SharedFacts

__all__ = ["Block", "CardContent", "CardOptions", "Difference", "Line", "Row", "Section", "build_content",
           "build_leaflet", "differences"]  # fmt: skip

SECTIONS: tuple[PackSection, ...] = tuple(SECTION_NAMES)  # type: ignore[arg-type]

Theme = Literal["light", "brand", "dark"]
Language = Literal["id", "en"]
Detail = Literal["full", "brief"]


class CardOptions(Frozen):
    """What a pack shows and how. The same options with the same source give the same text.

    `cases` are keys of the parts one may choose (a service's cases, a topic's questions, the offices of a closure);
    None means every one, also those added later. `order` and `without` are keys of sections: a section is moved or
    left out as a whole, so that no list of papers is ever on a card in part.
    """

    as_of: datetime.date
    sections: tuple[PackSection, ...] = SECTIONS
    cases: tuple[str, ...] | None = None
    questions: tuple[str, ...] | None = None
    """Slugs of the questions in a service's pack; a question that is asked later does not make the pack untrue."""
    order: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    title: str = Field(default="", max_length=90)
    """A shorter name, for this card only."""
    theme: Theme = "light"
    language: Language = "id"
    detail: Detail = "full"
    """"brief" shortens what stands around the papers of a service, never the papers: one office with its hours and the
    names of the others, one way to ask and one to complain, and not who may apply."""

    @property
    def is_brief(self) -> bool:
        """Whether the pack is the short one."""
        return self.detail == "brief"

    @field_validator("sections")
    @classmethod
    def in_posting_order(cls, chosen: tuple[PackSection, ...]) -> tuple[PackSection, ...]:
        """Sections always come in the order in which a pack is posted."""
        if not chosen:
            raise ValueError("pilih paling sedikit satu bagian")
        return tuple(each for each in SECTIONS if each in chosen)

    def arranged(self, made: Sequence[Section]) -> tuple[Section, ...]:
        """The sections in the chosen order and without those left out. One that `order` does not name follows the one
        it naturally follows."""
        kept = [each for each in made if each.key not in self.without]
        by_key = {each.key: each for each in kept}
        result = [by_key[key] for key in dict.fromkeys(self.order) if key in by_key]
        before: Section | None = None
        for each in kept:
            if each not in result:
                result.insert(result.index(before) + 1 if before else 0, each)
            before = each
        return tuple(result)


class CardContent(Frozen):
    """The text printed on a pack of slides, and what its look is worked out from."""

    schema_version: int = 2
    kind: str = "paket"
    """A `cards.models.CardKind`."""
    subject: str
    name: Printed
    short_name: Printed
    agency: Printed
    handle: Printed = ""
    initials: Printed = ""
    website: Printed = ""
    hashtags: tuple[Printed, ...] = ()
    brand_color: str = "#0f766e"
    logo: str = ""
    """The digest of a `services.models.Logo`."""
    theme: Theme = "light"
    language: Language = "id"
    is_free: bool = False
    is_demo: bool = False
    as_of: datetime.date
    sections: tuple[Section, ...]

    def lines(self) -> list[Line]:
        """Every statement printed on the pack, each with its stable key."""
        head = [
            Line("Identitas", "identity/agency", "Instansi", self.agency),
            Line("Identitas", "identity/service", "Layanan", self.short_name),
            Line("Identitas", "identity/handle", "Akun", self.handle),
            Line("Identitas", "identity/free", "Tanda gratis", "ada" if self.is_free else "tidak ada"),
        ]
        return head + [line for section in self.sections for line in section.lines()]

    @property
    def digest(self) -> str:
        """SHA-256 of what the pack states; the same whenever `differences` finds none."""
        return digest(sorted([line.key, line.label, line.text] for line in self.lines()))

    def section(self, key: str) -> Section | None:
        """The section with this key, or None."""
        return next((section for section in self.sections if section.key == key), None)

    def to_json(self) -> str:
        """For storage; `from_json` gives back an equal value."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str | bytes) -> "CardContent":
        """The content that `to_json` wrote."""
        return cls.model_validate_json(text)


def identity(agency_key: str, facts: SharedFacts, options: CardOptions) -> dict[str, Any]:
    """What every card of an agency bears, as fields of `CardContent`: its name, account, colour, logo and look."""
    agency = facts.publisher_of(agency_key)
    name = _agency_words(agency_key, agency, facts)
    look = {"theme": options.theme, "language": options.language, "as_of": options.as_of}
    if agency is None:
        return {"agency": name, "initials": initials(name), **look}
    return {
        "agency": name,
        "handle": agency.social.get("instagram") or next(iter(agency.social.values()), ""),
        "initials": initials(name),
        "website": agency.website,
        "hashtags": agency.hashtags if agency.key == agency_key else (),
        "brand_color": agency.brand_color,
        "logo": agency.logo,
        "is_demo": agency.is_demo,
        **look,
    }


def build_content(
    document: ServiceDocument,
    facts: SharedFacts,
    options: CardOptions,
    questions: Sequence[QuestionDocument] = (),
) -> CardContent:
    """The text of a pack for a service and its live questions. Pure: the same arguments give the same content."""
    facts = facts.as_of(options.as_of)
    with translation.override(options.language):
        made = [
            section
            for kind in options.sections
            for section in _sections(kind, document, facts, options, questions)
        ]
        return _content(document, facts, options, options.arranged(made))


def build_leaflet(document: ServiceDocument, facts: SharedFacts, options: CardOptions) -> CardContent:
    """The text of a leaflet for a service, which always has all sections. Pure."""
    facts = facts.as_of(options.as_of)
    with translation.override(options.language):
        made = leaflet_sections.leaflet(document, facts, options.cases)
        content = _content(document, facts, options, tuple(made))
        return content.model_copy(update={"kind": "selebaran"})


def _content(
    document: ServiceDocument, facts: SharedFacts, options: CardOptions, made: tuple[Section, ...]
) -> CardContent:
    english = options.language == "en"
    name = (document.name_en if english else "") or document.name
    return CardContent(
        subject=document.slug,
        name=name,
        short_name=options.title or (name if english else document.short_name) or name,
        is_free=document.fee.is_free,
        sections=made,
        **identity(document.agency, facts, options),
    )


def _agency_words(key: str, publisher: AgencyFacts | None, facts: SharedFacts) -> str:
    """Who gives the service and, if that is another, who publishes the card."""
    own = facts.agencies.get(key)
    if own is None or publisher is None or own.key == publisher.key:
        return own.name if own else (publisher.name if publisher else key)
    return f"{own.name} · {publisher.short_name or publisher.name}"


def _sections(
    kind: PackSection,
    document: ServiceDocument,
    facts: SharedFacts,
    options: CardOptions,
    questions: Sequence[QuestionDocument],
) -> list[Section]:
    match kind:
        case "cover":
            return [sections.cover(document, facts, options.title)]
        case "who":
            return [] if options.is_brief else sections.who(document)
        case "requirements":
            return sections.requirements(document, options.cases)
        case "not_required":
            return sections.not_required(document, facts)
        case "flow":
            return sections.flow(document, options.cases)
        case "time_fee":
            return [sections.time_fee(document)]
        case "where":
            return [sections.where(document, facts, is_brief=options.is_brief)]
        case "questions":
            chosen = options.questions
            return sections.questions([q for q in questions if chosen is None or q.slug in chosen])
        case "last":
            return [sections.last(document, facts, is_brief=options.is_brief)]


class Difference(NamedTuple):
    """One statement that no longer holds. `before` is empty for what is new, `after` for what is gone."""

    section: str
    label: str
    before: str
    after: str


def differences(old: CardContent, new: CardContent) -> list[Difference]:
    """What `new` states otherwise than `old`: gone or changed in the order of `old`, then what is new."""
    before = {line.key: line for line in old.lines()}
    after = {line.key: line for line in new.lines()}
    changed = [
        _difference(line, after.get(key))
        for key, line in before.items()
        if key not in after or _statement(line) != _statement(after[key])
    ]
    new_lines = [line for key, line in after.items() if key not in before]
    return changed + [Difference(line.section, line.label, "", _said(line)) for line in new_lines]


def _statement(line: Line) -> tuple[str, str]:
    return line.label, line.text


def _said(line: Line) -> str:
    """What a line says on its own: its text, or its label where the label is all there is."""
    return line.text or line.label


def _difference(line: Line, now: Line | None) -> Difference:
    if now is None:
        return Difference(line.section, line.label, _said(line), "")
    if line.label == now.label:
        return Difference(line.section, line.label, line.text, now.text)
    return Difference(line.section, now.label, f"{line.label}: {line.text}", f"{now.label}: {now.text}")
