"""The notice card of a closure: its exact text, its pictures, and the words that are posted with it.

A card belongs to a closure by its key ("tutup-12"). As with every card its text is built by a pure function, so that a
check builds it again and compares.
"""

import datetime
import re
from typing import NamedTuple

from cards.content import CardContent
from cards.printed import Block, Row, Section
from cards.rendering import Slide, picture_inputs, typeset
from cards.wording import in_indonesian, initials, without_scheme
from services import snapshot
from services.closure_effects import Effect, effects, with_closure
from services.facts import AgencyFacts, ClosureFacts, SharedFacts
from services.models import Closure
from services.wording import date_words

FORMATS = ("portrait", "tall", "story")
"""Pictures of one card: they all bear the same text and code."""

_KEY = re.compile(r"tutup-(\d+)\Z")
_ALT_TEXT = 1_000


def key_of(closure: Closure) -> str:
    """How cards name a closure; it stays when its dates and reason change."""
    return f"tutup-{closure.pk}"


class Source(NamedTuple):
    """A closure that cards speak of, with the facts that hold beside it."""

    closure: ClosureFacts
    facts: SharedFacts


def source_of(key: str) -> Source | None:
    """The closure of this key as it is now; None where it was deleted or does not hold here. At most three queries."""
    found = _KEY.match(key)
    rows = Closure.objects.filter(pk=int(found[1]) if found else None, is_ignored=False)
    closure = rows.prefetch_related("offices").first()
    if closure is None:
        return None
    stored, facts = snapshot.closure_facts(closure), snapshot.current()
    return Source(stored, facts if stored in facts.closures else with_closure(facts, stored))


@in_indonesian
def build(key: str, source: Source, as_of: datetime.date) -> CardContent:
    """The text of a notice. Pure: the same arguments give the same content."""
    closure, facts = source
    found = effects(closure, facts)
    agency = _agency(found, facts)
    name = agency.name if agency else ""
    return CardContent(
        service=key,
        service_name=f"{_title(closure, found)}: {closure.name}",
        short_name=_title(closure, found),
        agency=name,
        handle=(agency.social.get("instagram") or next(iter(agency.social.values()), "")) if agency else "",
        initials=initials(name),
        website=agency.website if agency else "",
        hashtags=agency.hashtags if agency else (),
        brand_color=agency.brand_color if agency else "#0f766e",
        is_free=False,
        is_demo=agency.is_demo if agency else False,
        as_of=as_of,
        sections=(_notice(closure, found), _offices(found)),
    )


def _title(closure: ClosureFacts, found: list[Effect]) -> str:
    if not closure.offices:
        return "Semua kantor tutup"
    return f"{found[0].office.name} tutup" if len(found) == 1 else f"{len(found)} kantor tutup"


def _agency(found: list[Effect], facts: SharedFacts) -> AgencyFacts | None:
    """Whose colours and name the card bears: the offices' agency if it is one, else who publishes for them."""
    keys = {each.office.agency for each in found}
    if len(keys) == 1 and (only := facts.agencies.get(next(iter(keys)))):
        publisher = facts.publisher_of(only.key)
        words = f"{only.name} · {publisher.short_name or publisher.name}" if publisher != only else only.name
        return publisher.model_copy(update={"name": words}) if publisher else only
    return facts.publisher_of(found[0].office.agency) if found else facts.site_agency()


def _notice(closure: ClosureFacts, found: list[Effect]) -> Section:
    first, last = date_words(closure.start), date_words(closure.end)
    when = first if closure.start == closure.end else f"{first} sampai {last}"
    blocks = [
        Block(key="when", kind="fact", label="Tutup", value=when),
        Block(key="reason", kind="fact", label="Alasan", value=closure.name),
    ]
    if together := _common_opening(found):
        blocks.append(Block(key="reopens", kind="fact", label="Buka lagi", value=together))
    return Section(
        key="notice", kind="about", slug="pengumuman", title=_title(closure, found), blocks=tuple(blocks)
    )


def _common_opening(found: list[Effect]) -> str:
    """When all offices open again, if that is one moment for all of them."""
    openings = {each.reopens_words for each in found}
    return openings.pop() if len(openings) == 1 else ""


def _offices(found: list[Effect]) -> Section:
    apart = not _common_opening(found)
    blocks = tuple(
        Block(
            key=f"office:{each.office.key}",
            kind="office",
            label=each.office.name,
            rows=(Row(role="hours", lead="Buka lagi", text=each.reopens_words or "tanyakan kepada kantor"),)
            if apart
            else (),
        )
        for each in found
    )
    return Section(key="offices", kind="where", slug="kantor", title="Kantor yang tutup", blocks=blocks)


def render(content: CardContent, format: str, *, code: str | None, check_url: str | None) -> list[Slide]:
    """PNG pictures of a notice, more than one where it does not fit; without a code it is marked as a preview."""
    inputs = picture_inputs(content, format, code, check_url)
    pages, marks = typeset("closure.typ", inputs, "png", content.as_of)
    return [
        Slide(number, len(pages), mark["section"], f"{content.service}-{format}-{number}.png", data)
        for number, (mark, data) in enumerate(zip(marks, pages, strict=True), start=1)
    ]


def _said(content: CardContent, key: str) -> str:
    blocks = (block for section in content.sections for block in section.blocks)
    return next((block.value for block in blocks if block.key == key), "")


@in_indonesian
def caption(content: CardContent, url: str) -> str:
    """The caption of a post: that it is closed and when, why, which offices, when they open again, where to check."""
    again = _said(content, "reopens")
    parts = [
        f"{content.short_name}: {_said(content, 'when')}.",
        f"Alasan: {_said(content, 'reason')}.",
        f"Buka lagi {again}." if again else "",
        "\n".join(_listed(content)),
        f"Cek masih berlaku: {without_scheme(url)}",
        " ".join(f"#{re.sub(r'[^0-9A-Za-z_]', '', tag)}" for tag in content.hashtags[:5]),
    ]
    return "\n\n".join(filter(None, parts))


def _listed(content: CardContent) -> list[str]:
    """The offices as lines of a list, each with its own reopening where they differ."""
    offices = content.section("offices").blocks
    lines = [
        f"• {each.label}" + (f": buka lagi {each.rows[0].text}" if each.rows else "") for each in offices
    ]
    return ["Kantor yang tutup:", *lines]


@in_indonesian
def alt_text(content: CardContent) -> str:
    """All the pictures say, in the order of reading; past the platforms' limit it sends on to the caption."""
    again = _said(content, "reopens")
    head = [
        f"Pengumuman {content.agency}: {content.short_name}, {_said(content, 'when')}.",
        f"Alasan: {_said(content, 'reason')}.",
        f"Buka lagi {again}." if again else "",
    ]
    _, *lines = _listed(content)
    whole = " ".join([*filter(None, head), f"Kantor: {'; '.join(line[2:] for line in lines)}."])
    if len(whole) <= _ALT_TEXT:
        return whole
    return " ".join([*filter(None, head), f"{len(lines)} kantor; daftar lengkapnya di caption."])
