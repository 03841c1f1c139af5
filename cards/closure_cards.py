"""The notice card of a closure: its exact text, and the words that are posted with it.

A card belongs to a closure by its key ("tutup-12"). As with every card its text is built by a pure function, so that a
check builds it again and compares.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from cards import hashtags
from cards.content import CardContent, CardOptions, identity
from cards.printed import Block, Row, Section
from cards.wording import days_words, in_indonesian, without_scheme
from services import snapshot
from services.closure_effects import Effect, effects, with_closure
from services.facts import ClosureFacts, OfficeFacts, SharedFacts
from services.models import Closure
from services.wording import date_words, time_words

FORMATS = ("portrait", "tall", "story")
"""Pictures of one card: they all bear the same text and code."""

_KEY = re.compile(r"tutup-(\d+)\Z")
_ALT_TEXT = 1_000


def key_of(closure: Closure) -> str:
    """How cards name a closure; it stays when its dates and reason change."""
    return f"tutup-{closure.pk}"


def number_of(key: str) -> int | None:
    """The primary key of the closure that goes by this key."""
    found = _KEY.match(key)
    return int(found[1]) if found else None


class Source(NamedTuple):
    """A closure that cards speak of, with the facts that hold beside it."""

    closure: ClosureFacts
    facts: SharedFacts


def source_of(key: str) -> Source | None:
    """The closure of this key as it is now; None where it was deleted or does not hold here. At most three queries."""
    return sources_of([key], snapshot.current()).get(key)


def sources_of(keys: Iterable[str], facts: SharedFacts) -> dict[str, Source]:
    """The closures of these keys that are there and hold here, in two queries."""
    numbers = [number for number in map(number_of, keys) if number is not None]
    rows = Closure.objects.filter(pk__in=numbers, is_ignored=False).prefetch_related("offices")
    return {key_of(row): _with_facts(snapshot.closure_facts(row), facts) for row in rows}


def _with_facts(closure: ClosureFacts, facts: SharedFacts) -> Source:
    return Source(closure, facts if closure in facts.closures else with_closure(facts, closure))


def build(key: str, source: Source, options: CardOptions) -> CardContent:
    """The text of a notice. Pure: the same arguments give the same content."""
    closure, facts = source
    with translation.override(options.language):
        found = _chosen(closure, facts, options)
        title = _title(closure, found, is_whole=options.cases is None)
        look = identity(_agency_key(found, facts), facts, options)
        return CardContent(
            kind="tutup",
            subject=key,
            name=f"{title}: {closure.name}",
            short_name=options.title or title,
            sections=options.arranged((_notice(options.title or title, closure, found), _offices(found))),
            **look,
        )


def _chosen(closure: ClosureFacts, facts: SharedFacts, options: CardOptions) -> list[Effect]:
    """What it does to the offices that the card is about; by default to all it closes."""
    found = effects(closure, facts)
    return [each for each in found if options.cases is None or each.office.key in options.cases]


def offices_of(source: Source) -> list[OfficeFacts]:
    """The offices that it closes."""
    return [each.office for each in effects(*source)]


def title_of(source: Source) -> str:
    """What the notice is called: "Semua kantor tutup: Tahun Baru"."""
    return f"{_title(source.closure, effects(*source))}: {source.closure.name}"


def agency_of(source: Source) -> str:
    """The key of the agency in whose name the notice goes out; "" where offices of several are closed."""
    keys = {each.office.agency for each in effects(*source)}
    return keys.pop() if len(keys) == 1 else ""


def _title(closure: ClosureFacts, found: list[Effect], *, is_whole: bool = True) -> str:
    if is_whole and not closure.offices:
        return _("Semua kantor tutup")
    if len(found) == 1:
        return _("%(office)s tutup") % {"office": found[0].office.name}
    return _("%(count)d kantor tutup") % {"count": len(found)}


def _agency_key(found: list[Effect], facts: SharedFacts) -> str:
    """Whose colours and name the card bears: the offices' agency if it is one, else who publishes for the first."""
    keys = {each.office.agency for each in found}
    if len(keys) == 1:
        return keys.pop()
    publisher = facts.publisher_of(found[0].office.agency) if found else facts.site_agency()
    return publisher.key if publisher else ""


def _notice(title: str, closure: ClosureFacts, found: list[Effect]) -> Section:
    blocks = [
        Block(key="when", kind="fact", label=_("Tutup"), value=days_words(closure.start, closure.end)),
        Block(key="reason", kind="fact", label=_("Alasan"), value=closure.name),
    ]
    if together := _common_opening(found):
        blocks.append(Block(key="reopens", kind="fact", label=_("Buka lagi"), value=together))
    return Section(
        key="notice",
        kind="notice",
        slug="pengumuman",
        title=title,
        eyebrow=_("Pengumuman"),
        blocks=tuple(blocks),
    )


def _reopens(effect: Effect) -> str:
    """When an office opens again: "Senin, 30 November 2026 pukul 08.00"; "" where that is not known."""
    if effect.reopens is None:
        return ""
    when = {"date": date_words(effect.reopens.date()), "time": time_words(effect.reopens)}
    return _("%(date)s pukul %(time)s") % when


def _common_opening(found: list[Effect]) -> str:
    """When all offices open again, if that is one moment for all of them."""
    openings = {_reopens(each) for each in found}
    return openings.pop() if len(openings) == 1 else ""


def _offices(found: list[Effect]) -> Section:
    apart = not _common_opening(found)
    blocks = tuple(
        Block(
            key=f"office:{each.office.key}",
            kind="office",
            label=each.office.name,
            rows=(Row(role="hours", lead=_("Buka lagi"), text=_reopens(each) or _("tanyakan kepada kantor")),)
            if apart
            else (),
        )
        for each in found
    )
    title = _("Kantor yang tutup")
    return Section(key="offices", kind="notice", slug="kantor-tutup", title=title, blocks=blocks)


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
        " ".join(f"#{each}" for each in hashtags.of(content, 5)),
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
