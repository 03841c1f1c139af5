"""The standard of one service as a sheet: what each of the 14 parts says, and where that comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.facts import ChannelFacts
from services.models import Service
from services.standard import PARTS, Part, State
from services.standard_board import filling_agency
from services.standard_text import Said, edition_parts, written


@dataclass(frozen=True)
class SheetPart:
    """One part with its text. `differs` where the draft says something else than what is published."""

    part: Part
    state: State
    said: Said
    source: str
    differs: bool = False


@dataclass(frozen=True)
class Sheet:
    """A service with its parts. Without an edition it shows the draft."""

    service: Service
    name: str
    edition: int | None
    parts: tuple[SheetPart, ...]

    @property
    def public(self) -> list[SheetPart]:
        """The parts that must be published."""
        return [each for each in self.parts if each.part.is_public]

    @property
    def internal(self) -> list[SheetPart]:
        """The parts that stand in the decree."""
        return [each for each in self.parts if not each.part.is_public]

    @property
    def missing(self) -> list[SheetPart]:
        """The parts that nobody has filled in."""
        return [each for each in self.parts if each.state == State.MISSING]


def make_sheet(
    service: Service,
    edition: tuple[int, Mapping[str, Any]] | None,
    draft: Mapping[str, Any] | None,
    channels: Mapping[str, ChannelFacts],
) -> Sheet:
    """The sheet from the live edition (number, document), or from the draft where nothing is published.

    With both the parts say where they differ; a part that only the draft has is shown, and marked as such.
    """
    number, document = edition or (None, None)
    live = edition_parts(document, channels) if document else {}
    drafted = edition_parts(draft, channels) if draft else {}
    parts = (
        _written(service, part)
        if part.field
        else _published(part, live.get(part.key), drafted.get(part.key), number)
        for part in PARTS
    )
    return Sheet(service, document["name"] if document else service.name, number, tuple(parts))


def _published(part: Part, live: Said | None, drafted: Said | None, number: int | None) -> SheetPart:
    """A part that editions hold."""
    if live and live.items:
        return SheetPart(part, State.FILLED, live, f"Edisi {number}", drafted is not None and drafted != live)
    if drafted and drafted.items:
        return SheetPart(part, State.DRAFT_ONLY, drafted, "Draf, belum terbit")
    return SheetPart(part, State.MISSING, Said(), "Belum diisi")


def _written(service: Service, part: Part) -> SheetPart:
    """A part that the service says itself, or its agency for all of its services."""
    if own := getattr(service, part.field).strip():
        return SheetPart(part, State.FILLED, written(own), "Diisi pada layanan ini")
    agency = filling_agency(service.agency, part.field)
    if agency is None:
        return SheetPart(part, State.MISSING, Said(), "Belum diisi")
    return SheetPart(part, State.INHERITED, written(getattr(agency, part.field)), f"Dari {agency.name}")
