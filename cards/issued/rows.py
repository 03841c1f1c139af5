"""An issued card as the registry shows it: its facts in words, where it went, and whether it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from cards import codes
from cards.formats import FORMATS, Format
from cards.holding import Outdated
from cards.issued import pictures
from cards.issued.states import State, state_of
from cards.models import Card, CardKind, Post
from cards.platforms import label_of
from cards.studio.shapes import POSTERS, poster_label
from services.links import web_link


@dataclass(frozen=True)
class Posted:
    """One posting in words."""

    post: Post
    platform: str
    url: str
    """Where it can be seen; "" where that is unknown."""

    @property
    def is_up(self) -> bool:
        """Whether it was not taken down yet."""
        return self.post.removed_on is None


@dataclass(frozen=True)
class Row:
    """One card of a list."""

    card: Card
    state: State
    name: str
    agency: str
    posts: tuple[Posted, ...]

    @property
    def code(self) -> str:
        """As it is printed."""
        return codes.display(self.card.code)

    @property
    def address(self) -> str:
        """Its own page."""
        return reverse("issued-card", args=[self.code])

    @property
    def picture(self) -> str:
        """Its first slide, small."""
        return pictures.first_address(self.card)

    @property
    def shape(self) -> Format:
        """The format of that picture."""
        return FORMATS[pictures.format_of(self.card)]

    @property
    def kind(self) -> str:
        """What it is about: "Layanan"."""
        return self.card.get_kind_display()

    @property
    def editions(self) -> str:
        """What it was made from."""
        return ", ".join(edition_words(self.card))

    @property
    def by(self) -> str:
        """Who issued it."""
        return person_words(self.card.issued_by)

    @property
    def formats(self) -> str:
        """In which sizes it was drawn."""
        return ", ".join(format_words(self.card))

    @property
    def posts_up(self) -> list[Posted]:
        """Its postings that were not taken down yet."""
        return [each for each in self.posts if each.is_up]

    @property
    def new_code(self) -> str:
        """The code of the card in its place; "" if there is none."""
        return codes.display(self.card.replaced_by.code) if self.card.replaced_by else ""


def with_company(cards: QuerySet[Card]) -> QuerySet[Card]:
    """The cards with all that a row shows: who, what replaced them, and their postings."""
    posts = Prefetch("posts", Post.objects.order_by("-posted_on", "-pk"))
    return cards.select_related("issued_by", "replaced_by").prefetch_related(posts)


def rows_of(judged: Sequence[Outdated]) -> list[Row]:
    """Rows of cards that were read with `holding.narrow` and `with_company`."""
    return [
        Row(each.card, state_in(each), each.card.name or each.card.subject, each.card.agency_name or "",
            posted(each.card))
        for each in judged
    ]  # fmt: skip


def state_in(each: Outdated) -> State:
    """The state of a card that was judged with others."""
    return state_of(each.card, each.verdict, is_settled=each.is_settled)


def posted(card: Card) -> tuple[Posted, ...]:
    """The postings of a card, the newest first."""
    return tuple(Posted(post, label_of(post.platform), web_link(post.url)) for post in card.posts.all())


def edition_words(card: Card) -> list[str]:
    """Every edition a card was made from: "edisi 3", "2 tanya jawab"."""
    own = [f"edisi {each['number']}" for each in card.editions if each["slug"] == card.subject]
    others = len(card.editions) - len(own)
    return [*own, f"{others} tanya jawab"] if others else own


def person_words(person: Any) -> str:
    """Who did something; nobody for what readers or the server did."""
    return (person.get_full_name() or person.get_username()) if person else ""


def format_words(card: Card) -> list[str]:
    """The sizes of a card by name."""
    return [format_label(card, key) for key in card.formats]


def format_label(card: Card, key: str) -> str:
    """What people call a size of this card: on A4 there are posters, and leaflets that readers take along."""
    if key in POSTERS and card.kind != CardKind.LEAFLET:
        return poster_label(key)
    return FORMATS[key].label if key in FORMATS else key
