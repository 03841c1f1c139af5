"""The words that go with a pack, in its own language: a post's caption, its short kinds, and a title.

Alternative texts are made by `cards.alt_texts`, the WhatsApp message by `cards.whatsapp`; both can be had here, too.
A limit is Unicode characters; where the platforms' limits come from stands in `cards.platforms`.
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cards.alt_texts import ALT_TEXT_LIMIT, AltText, alt_text, alt_texts
from cards.content import Block, CardContent
from cards.platforms import PLATFORMS
from cards.printed import Section
from cards.statements import heading_of, joined, statement
from cards.whatsapp import whatsapp_text
from cards.wording import in_language_of_card, shortened, without_scheme
from services.wording import date_words

__all__ = ["ALT_TEXT_LIMIT", "CAPTION_LIMIT", "CAPTION_OPENING", "MAX_HASHTAGS", "SHORT_LIMIT", "TITLE_LIMIT",
           "AltText", "alt_text", "alt_texts", "caption", "short_caption", "title", "whatsapp_text"]  # fmt: skip

CAPTION_LIMIT = PLATFORMS["instagram"].caption_limit or 2_200
CAPTION_OPENING = PLATFORMS["instagram"].opening or 125
"""Characters that a feed shows before "… more"."""
MAX_HASHTAGS = PLATFORMS["instagram"].hashtags or 5
SHORT_LIMIT = PLATFORMS["x"].caption_limit or 280
TITLE_LIMIT = PLATFORMS["tiktok"].title_limit or 90

_LONGEST_TAIL = 96  # leaves a name of 29 characters whole
_LONGEST_CALL = 200
_LONGEST_TAG = 40
_WORTH_SAYING = 60  # characters; less of a paragraph than this is better left out
_LISTED = "\n• "


@in_language_of_card
def caption(content: CardContent, url: str) -> str:
    """The caption of a post: the point first, then what stands on the slides, address, call to action and hashtags."""
    closing = [
        _("Selengkapnya dan cek masih berlaku: %(address)s") % {"address": without_scheme(url)},
        _call(content),
        _as_of(content),
        _hashtags(content, MAX_HASHTAGS),
    ]
    end = "\n\n".join(filter(None, closing))
    opening = _opening(content)
    room = CAPTION_LIMIT - len(opening) - len(end) - 4
    return "\n\n".join(filter(None, [opening, _that_fits(_body(content), room), end]))


def _that_fits(paragraphs: Sequence[str], room: int) -> str:
    """As many paragraphs as fit. Prose may be cut; a list is there whole or not at all, and what follows likewise."""
    said = ""
    for each in paragraphs:
        left = room - len(said) - (2 if said else 0)
        if len(each) > left:
            if _LISTED in each or left < _WORTH_SAYING:
                break
            return f"{said}\n\n{shortened(each, left)}".strip()
        said = f"{said}\n\n{each}" if said else each
    return said


def _opening(content: CardContent) -> str:
    """The point, within what a feed shows: of a service the fee and the time, of anything else what it says first."""
    if _is_service(content):
        return _with_facts(content, CAPTION_OPENING)
    return shortened(_plain(_point(content)), CAPTION_OPENING)


def _is_service(content: CardContent) -> bool:
    return content.kind in ("paket", "selebaran")


def _with_facts(content: CardContent, limit: int) -> str:
    fee, time = content_fact(content, "fee"), content_fact(content, "time")
    point = ", ".join(filter(None, [fee.upper() if content.is_free else fee, time[:1].lower() + time[1:]]))
    look = _("Cek syaratnya sebelum datang.")
    tails = (f": {_plain(facts)}. {look}" for facts in (point, fee) if facts)
    tail = next((tail for tail in tails if len(tail) <= _LONGEST_TAIL), f". {look}")
    return shortened(_plain(content.short_name), limit - len(tail)) + tail


def _point(content: CardContent) -> str:
    """Its name and the first thing it says: "Semua kantor tutup: Jumat, 1 Januari 2027".

    Of a fact check that is what is true, never the rumour: an opening is cut and passed on alone.
    """
    first = _first_section(content)
    if first is None:
        return content.short_name
    if content.kind == "topik":
        return joined(content.short_name, " ".join(block.label for block in first.blocks))
    block = _leading(first)
    if block.kind == "question":
        return statement(block)
    said = _now(block) or block.value or block.text() or block.label
    return joined(_marked_name(content), "" if said == content.short_name else said)


def _marked_name(content: CardContent) -> str:
    """Its name, behind what it is where that matters most: "CEK FAKTA: KTP-el berlaku seumur hidup"."""
    first = _first_section(content)
    warning = {"fact_check": _("CEK FAKTA"), "correction": _("RALAT")}.get(first.kind if first else "", "")
    is_said = content.short_name.casefold().startswith(warning.casefold())
    return content.short_name if is_said else joined(warning, content.short_name)


def _leading(section: Section) -> Block:
    """The block that says the point: of a fact check the truth, of a correction what is new."""
    told = (block for block in section.blocks if block.kind == "change" or block.key in ("truth", "gone"))
    return next(told, section.blocks[0])


def _now(block: Block) -> str:
    """What holds now instead of what a card said: "Biaya: Gratis"."""
    new = [row.text for row in block.rows if row.role == "condition"] if block.kind == "change" else []
    return joined(block.label, new[0]) if new else ""


def _first_section(content: CardContent) -> Section | None:
    """The first that says something; after a cover, and before the slide that only asks and checks."""
    made = [each for each in content.sections if each.blocks]
    inner = [each for each in made if each.kind not in ("cover", "last")]
    return next(iter(inner or made), None)


def content_fact(content: CardContent, key: str) -> str:
    """The headline of fee, time or where, from whichever section states it first."""
    blocks = (block for section in content.sections for block in section.blocks)
    return next((block.value for block in blocks if block.key == key), "")


def _body(content: CardContent) -> list[str]:
    paragraphs = _of_service(content) if _is_service(content) else _of_other(content)
    return [_plain(each) for each in paragraphs if each]


def _of_service(content: CardContent) -> list[str]:
    needed = [section for section in content.sections if section.kind == "requirements"]
    parts = [content_fact(content, "summary")]
    if len(needed) == 1:
        parts.append(_LISTED.join([_for_whom(needed[0]), *(block.label for block in needed[0].blocks)]))
    elif needed:
        swipe = _("Geser untuk syarat sesuai keadaan Anda:")
        parts.append(_LISTED.join([swipe, *(each.case for each in needed)]))
    if place := content_fact(content, "where"):
        parts.append(_("Tempat: %(place)s") % {"place": place})
    return parts


def _for_whom(section: Section) -> str:
    return (
        _("Yang perlu disiapkan (%(case)s):") % {"case": section.case}
        if section.case
        else _("Yang perlu disiapkan:")
    )


def _of_other(content: CardContent) -> list[str]:
    """Each section as a paragraph or a list; what the opening says in full is not said twice."""
    point = _point(content)
    said_whole = point if len(point) <= CAPTION_OPENING else ""
    parts = []
    for section in content.sections:
        if section.kind in ("cover", "last"):
            continue
        new = [block for block in section.blocks if block.key != "share" and not _is_in(block, said_whole)]
        if any(block.kind == "question" for block in new):
            parts += map(statement, new)
        elif new:
            heading = heading_of(section, content)
            parts.append(_LISTED.join([f"{heading}:" if heading else "", *map(statement, new)]).strip())
    return parts


def _is_in(block: Block, opening: str) -> bool:
    """Whether the opening says all of it."""
    return opening == statement(block) or bool(
        block.value and not block.rows and opening.endswith(f": {block.value}")
    )


def _call(content: CardContent) -> str:
    share = content_fact(content, "share") or _("Simpan & bagikan")
    return f"{shortened(_plain(share), _LONGEST_CALL).rstrip('.')}."


def _as_of(content: CardContent) -> str:
    return _("Berlaku per %(date)s.") % {"date": date_words(content.as_of, short=True)}


def _hashtags(content: CardContent, most: int) -> str:
    words = dict.fromkeys(re.sub(r"\W", "", tag)[:_LONGEST_TAG] for tag in content.hashtags)
    return " ".join(f"#{word}" for word in list(filter(None, words))[:most])


def _plain(text: str) -> str:
    """Text whose words no platform takes for hashtags: those of a post are the office's own."""
    return re.sub(r"#+(?=\w)", "", text)


@in_language_of_card
def short_caption(content: CardContent, url: str) -> str:
    """A caption for X: the point, the address, the date and a hashtag or two, as far as they fit."""
    end = f"{without_scheme(url)}\n{_as_of(content)}"
    room = SHORT_LIMIT - len(end) - 2
    tags = _hashtags(content, PLATFORMS["x"].hashtags or 1)
    if tags and room - len(tags) - 1 >= CAPTION_OPENING:
        end, room = f"{end}\n{tags}", room - len(tags) - 1
    point = _opening(content) if _is_service(content) else shortened(_plain(_point(content)), room)
    return f"{shortened(point, room)}\n\n{end}"


@in_language_of_card
def title(content: CardContent) -> str:
    """A title for TikTok: the name, and that it is free; of a question the question."""
    name = content.name if content.kind == "tanya" else _marked_name(content)
    tail = ": " + _("GRATIS") if content.is_free else ""
    return shortened(_plain(name), TITLE_LIMIT - len(tail)) + tail
