"""The words that go with a pack: a post's caption, each slide's alternative text, a WhatsApp message."""

import re
from collections.abc import Sequence

from cards.content import Block, CardContent, Section
from cards.rendering import Slide
from cards.wording import in_indonesian, without_scheme
from services.wording import date_words

CAPTION_LIMIT = 2_200
CAPTION_OPENING = 125
"""Characters that a feed shows before "… more"."""
MAX_HASHTAGS = 5
"""What Instagram counts since December 2025."""
ALT_TEXT_LIMIT = 1_000

_LONGEST_TAIL = 96  # leaves a name of 29 characters whole


@in_indonesian
def caption(content: CardContent, url: str) -> str:
    """The caption of a post: the point first, then papers, place, address, call to action and hashtags."""
    address = f"Selengkapnya dan cek masih berlaku: {without_scheme(url)}"
    closing = [
        address,
        _call(content),
        f"Berlaku per {date_words(content.as_of, short=True)}.",
        _hashtags(content),
    ]
    paragraphs = [_opening(content), *_body(content), *filter(None, closing)]
    keep = len(paragraphs) - len(list(filter(None, closing)))
    while len("\n\n".join(paragraphs)) > CAPTION_LIMIT and keep > 1:
        keep -= 1
        del paragraphs[keep]  # the last of the body goes first: it is on the slides anyway
    return _cut("\n\n".join(paragraphs), CAPTION_LIMIT)


def _opening(content: CardContent) -> str:
    fee, time = _fact(content, "fee"), _fact(content, "time")
    point = ", ".join(filter(None, [fee.upper() if content.is_free else fee, time[:1].lower() + time[1:]]))
    tails = (f": {facts}. Cek syaratnya sebelum datang." for facts in (point, fee) if facts)
    tail = next((tail for tail in tails if len(tail) <= _LONGEST_TAIL), ". Cek syaratnya sebelum datang.")
    return _cut(content.short_name, CAPTION_OPENING - len(tail)) + tail


def _fact(content: CardContent, key: str) -> str:
    """The headline of fee, time or where, from whichever section states it first."""
    blocks = (block for section in content.sections for block in section.blocks)
    return next((block.value for block in blocks if block.key == key), "")


def _body(content: CardContent) -> list[str]:
    needed = [section for section in content.sections if section.kind == "requirements"]
    parts = [_fact(content, "summary")]
    if len(needed) == 1:
        items = [f"• {block.label}" for block in needed[0].blocks]
        parts.append("\n".join([_for_whom(needed[0]), *items]))
    elif needed:
        cases = [f"• {each.case}" for each in needed]
        parts.append("\n".join(["Geser untuk syarat sesuai keadaan Anda:", *cases]))
    if place := _fact(content, "where"):
        parts.append(f"Tempat: {place}")
    return list(filter(None, parts))


def _for_whom(section: Section) -> str:
    return f"Yang perlu disiapkan ({section.case}):" if section.case else "Yang perlu disiapkan:"


def _call(content: CardContent) -> str:
    return f"{_fact(content, 'share') or 'Simpan & bagikan'}."


def _hashtags(content: CardContent) -> str:
    words = dict.fromkeys(re.sub(r"\W", "", tag)[:40] for tag in content.hashtags)
    return " ".join(f"#{word}" for word in list(filter(None, words))[:MAX_HASHTAGS])


@in_indonesian
def alt_text(content: CardContent, slides: Sequence[Slide]) -> list[str]:
    """For each drawn slide all it says, in the order of reading, within the limit of the platforms."""
    return [_alt_text(content, slide) for slide in slides]


def _alt_text(content: CardContent, slide: Slide) -> str:
    section = content.section(slide.section)
    if section is None:
        return f"{content.short_name}, {content.agency}."
    numbered = section.kind == "requirements"
    said = [
        (f"{number}. " if numbered else "") + _statement(block)
        for number, block in enumerate(section.blocks, start=1)
        if block.key in slide.blocks
    ]
    head = f"{content.agency}, {content.short_name}. {section.name}."
    foot = f"Berlaku per {date_words(content.as_of, short=True)}. Slide {slide.number} dari {slide.total}."
    return f"{_cut(' '.join([head, *said]), ALT_TEXT_LIMIT - len(foot) - 1)} {foot}"


def _statement(block: Block) -> str:
    joint = "" if block.label.endswith("?") else ":"
    said = f"{block.label}{joint} {block.text()}" if block.text() else block.label
    return said if said[-1] in ".!?" else f"{said}."


@in_indonesian
def whatsapp_text(content: CardContent, url: str) -> str:
    """The pack as a message, in WhatsApp's own marks: *bold* and numbered or dashed lists."""
    facts = [
        f"*{label}:* {_unmarked(value)}"
        for label, key in (("Biaya", "fee"), ("Waktu", "time"), ("Tempat", "where"))
        if (value := _fact(content, key))
    ]
    listed = [section for section in content.sections if section.kind in ("requirements", "not_required")]
    parts = [
        f"*{_unmarked(content.service_name)}*\n{_unmarked(content.agency)}",
        "\n".join(facts),
        *map(_whatsapp_list, listed),
        f"Cek masih berlaku: {url}\nBerlaku per {date_words(content.as_of, short=True)}",
    ]
    return "\n\n".join(filter(None, parts))


def _whatsapp_list(section: Section) -> str:
    papers = [block for block in section.blocks if block.kind in ("requirement", "absent")]
    if section.kind == "not_required":
        return "\n".join(["*Tidak perlu*", *(f"- {_unmarked(block.label)}" for block in papers)])
    title = f"*Yang perlu disiapkan: {_unmarked(section.case)}*" if section.case else "*Yang perlu disiapkan*"
    return "\n".join([title, *map(_whatsapp_item, range(1, len(papers) + 1), papers)])


def _whatsapp_item(number: int, block: Block) -> str:
    said = [row.in_words() for row in block.rows if row.role in ("form", "condition")]
    detail = f" ({_unmarked(' · '.join(said))})" if said else ""
    return f"{number}. {_unmarked(block.label)}{detail}"


def _unmarked(text: str) -> str:
    """Text without the characters that would start one of WhatsApp's marks."""
    return re.sub(r"[*~`]", "", text)


def _cut(text: str, limit: int) -> str:
    """The text, or as many whole words of it as fit with an ellipsis."""
    if len(text) <= limit:
        return text
    whole = text[: limit - 1].rsplit(" ", 1)[0]
    return whole.rstrip(" ,.;:") + "…"
