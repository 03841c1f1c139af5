"""One pack in the making: a subject, what was chosen, and the text and slides that come of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from cards import registry
from cards.content import CardContent
from cards.formats import FORMATS
from cards.models import Card
from cards.printed import Section
from cards.studio import arranging, choices
from cards.studio.choices import Chosen, Fault, Offer
from cards.studio.strip import NO_CODE, Shot, Strip, section_names, shots, strip_of
from cards.subjects import Source, SubjectKind
from services import snapshot
from services.facts import SharedFacts
from services.links import Link


@dataclass(frozen=True)
class Row:
    """A section in the list of slides: whether it comes along, and which slides it takes."""

    key: str
    name: str
    is_in: bool
    first: int = 0
    last: int = 0

    @property
    def place(self) -> str:
        """Its slides in words."""
        if not self.is_in:
            return "tidak ikut"
        if not self.first:
            return ""
        return f"slide {self.first}" if self.first == self.last else f"slide {self.first}–{self.last}"


@dataclass
class Making:
    """What the maker's page shows; everything of it is worked out when it is first asked for."""

    kind: SubjectKind
    source: Source
    facts: SharedFacts
    offer: Offer
    chosen: Chosen
    sections: tuple[Section, ...]
    """Every section there is, in the chosen order, also those left out."""
    natural: CardContent
    """The text as it is before anything is moved or left out."""

    @property
    def key(self) -> str:
        """The subject's key."""
        return self.source.key

    @cached_property
    def query(self) -> str:
        """The short query that leads to these choices."""
        return self.chosen.query(self.offer)

    @property
    def address(self) -> str:
        """The page of these choices."""
        return f"{self.page}?{self.query}" if self.query else self.page

    @property
    def page(self) -> str:
        """The page of this subject, with what is usual."""
        return reverse("studio-make", args=[self.kind.path, self.key])

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Why there is nothing to draw."""
        if all(each.key in self.chosen.without for each in self.sections):
            return *self.chosen.faults, Fault("bagian", "Sisakan paling sedikit satu slide.")
        return self.chosen.faults

    @cached_property
    def content(self) -> CardContent:
        """The text of the card."""
        if not self.is_rearranged:
            return self.natural
        return self.kind.build(self.source, self.facts, self.chosen.options(self.offer))

    @cached_property
    def strip(self) -> Strip | None:
        """The slides of the format that is shown; None while there are faults."""
        return None if self.faults else strip_of(self.content, self.chosen.shown)

    @cached_property
    def shots(self) -> list[Shot]:
        """The film strip."""
        picture = reverse("studio-slide", args=[self.kind.path, self.key, 0])
        return shots(self.strip, self.content, picture, self.query) if self.strip else []

    @cached_property
    def rows(self) -> list[Row]:
        """The list of slides, by section."""
        numbers: dict[str, list[int]] = {}
        for shot in self.shots:
            numbers.setdefault(shot.section, []).append(shot.number)
        names = section_names(self.sections)
        return [
            Row(
                each.key, names[each.key], each.key not in self.chosen.without,
                min(numbers.get(each.key, [0])), max(numbers.get(each.key, [0])),
            )
            for each in self.sections
        ]  # fmt: skip

    @cached_property
    def issued(self) -> Card | None:
        """The card of today that bears this very text and look."""
        if self.faults:
            return None
        options = self.chosen.options(self.offer)
        return registry.bearing(self.kind.kind, self.key, self.content, options)

    @property
    def is_rearranged(self) -> bool:
        """Whether anything was moved or left out."""
        return bool(self.chosen.order or self.chosen.without)

    @property
    def lengths(self) -> list[tuple[Link, bool]]:
        """The short and the whole pack, each with whether it is this one; none where there is only one."""
        if not self.offer.has_brief:
            return []
        return [
            (
                Link(label, f"{self.page}?{self.chosen.in_detail(key, self.offer).query(self.offer)}"),
                key == self.chosen.detail,
            )
            for key, label in choices.DETAILS.items()
        ]

    def is_ticked(self, field: str, value: str) -> bool:
        """Whether a choice is made."""
        held: Any = getattr(self.chosen, choices.NAMES[field])
        return value in held if isinstance(held, tuple) else value == held

    @property
    def shape(self) -> Any:
        """The format of the film strip."""
        return FORMATS[self.chosen.shown]


def making_of(kind: SubjectKind, source: Source, data: QueryDict) -> Making:
    """What comes of these fields. Raises nothing: what is wrong is in `faults`."""
    facts = snapshot.current()
    offer = Offer.of(kind, source)
    chosen = choices.read(data, offer)
    natural = kind.build(source, facts, chosen.but(order=(), without=()).options(offer))
    chosen = arranging.arranged(chosen, data, [each.key for each in natural.sections])
    whole = chosen.options(offer).model_copy(update={"without": ()}).arranged(natural.sections)
    return Making(kind, source, facts, offer, chosen, whole, natural)


def check_url_of(card: Card | None) -> str:
    """Where the card is checked; until it has a code, an address that shows where the code will stand."""
    return registry.check_url(card.code if card else NO_CODE)
