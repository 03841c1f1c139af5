"""The exact text of a card: built by a pure function from an edition and the shared facts, compared by line.

Checking a card that is out there means building its content again with the same options. The digest is taken
of what the card states, so it stays the same while nothing a reader relies on has changed: the day of issue,
the code, colours and the order of papers are not part of it.
"""

import datetime
from typing import NamedTuple

from pydantic import field_validator

from cards import leaflet_sections, sections
from cards.formats import DEFAULT_FORMAT, LEAFLET_FORMAT, PACK_FORMATS
from cards.printed import SECTION_NAMES, Block, Line, PackSection, Printed, Row, Section
from cards.wording import in_indonesian, initials
from services.document import Frozen, ServiceDocument, digest
from services.facts import AgencyFacts, SharedFacts

__all__ = ["Block", "CardContent", "CardOptions", "Difference", "Line", "Row", "Section", "build_content",
           "differences"]  # fmt: skip

SECTIONS: tuple[PackSection, ...] = tuple(SECTION_NAMES)  # type: ignore[arg-type]


class CardOptions(Frozen):
    """What a pack shows, or a leaflet, which always has all sections.

    `cases` None means every case, also those added later.
    """

    as_of: datetime.date
    sections: tuple[PackSection, ...] = SECTIONS
    cases: tuple[str, ...] | None = None
    format: str = DEFAULT_FORMAT

    @field_validator("sections")
    @classmethod
    def in_posting_order(cls, chosen: tuple[PackSection, ...]) -> tuple[PackSection, ...]:
        """Sections always come in the order in which a pack is posted."""
        if not chosen:
            raise ValueError("pilih paling sedikit satu bagian")
        return tuple(each for each in SECTIONS if each in chosen)

    @field_validator("format")
    @classmethod
    def known_format(cls, key: str) -> str:
        """Only formats that hold a pack of slides, or the leaflet's."""
        if key not in (*PACK_FORMATS, LEAFLET_FORMAT):
            raise ValueError(f"format tidak dikenal: {key}")
        return key

    @property
    def is_leaflet(self) -> bool:
        """Whether it is a leaflet on paper and no pack of slides."""
        return self.format == LEAFLET_FORMAT


class CardContent(Frozen):
    """The text printed on a pack of slides, and the agency's colour."""

    schema_version: int = 1
    service: str
    service_name: Printed
    short_name: Printed
    agency: Printed
    handle: Printed = ""
    initials: Printed = ""
    website: Printed = ""
    hashtags: tuple[Printed, ...] = ()
    brand_color: str = "#0f766e"
    is_free: bool
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


@in_indonesian
def build_content(document: ServiceDocument, facts: SharedFacts, options: CardOptions) -> CardContent:
    """The text of a pack or leaflet for a service. Pure: the same arguments give the same content."""
    facts = facts.as_of(options.as_of)
    agency = facts.publisher_of(document.agency)
    name = _agency_words(document.agency, agency, facts)
    handle = (agency.social.get("instagram") or next(iter(agency.social.values()), "")) if agency else ""
    return CardContent(
        service=document.slug,
        service_name=document.name,
        short_name=document.short_name or document.name,
        agency=name,
        handle=handle,
        initials=initials(name),
        website=agency.website if agency else "",
        hashtags=agency.hashtags if agency and agency.key == document.agency else (),
        brand_color=agency.brand_color if agency else "#0f766e",
        is_free=document.fee.is_free,
        is_demo=agency.is_demo if agency else False,
        as_of=options.as_of,
        sections=tuple(_all_sections(document, facts, options)),
    )


def _all_sections(document: ServiceDocument, facts: SharedFacts, options: CardOptions) -> list[Section]:
    if options.is_leaflet:
        return leaflet_sections.leaflet(document, facts, options.cases)
    return [section for kind in options.sections for section in _sections(kind, document, facts, options)]


def _agency_words(key: str, publisher: AgencyFacts | None, facts: SharedFacts) -> str:
    """Who gives the service and, if that is another, who publishes the card."""
    own = facts.agencies.get(key)
    if own is None or publisher is None or own.key == publisher.key:
        return own.name if own else (publisher.name if publisher else key)
    return f"{own.name} · {publisher.short_name or publisher.name}"


def _sections(
    kind: PackSection, document: ServiceDocument, facts: SharedFacts, options: CardOptions
) -> list[Section]:
    match kind:
        case "cover":
            return [sections.cover(document, facts)]
        case "requirements":
            return sections.requirements(document, options.cases)
        case "not_required":
            return sections.not_required(document, facts)
        case "time_fee":
            return [sections.time_fee(document)]
        case "where":
            return [sections.where(document, facts)]
        case "last":
            return [sections.last(document, facts)]


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
