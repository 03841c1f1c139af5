"""The words that go with a pack, in its own language: a post's caption, its short kinds, and a title.

Alternative texts are made by `cards.alt_texts`, the WhatsApp message by `cards.whatsapp`; both can be had here, too.
A limit is Unicode characters; where the platforms' limits come from stands in `cards.platforms`.
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cards import caption_points, hashtags
from cards.alt_texts import ALT_TEXT_LIMIT, AltText, alt_text, alt_texts
from cards.caption_points import LISTED, marked_name
from cards.content import CardContent
from cards.platforms import PLATFORMS
from cards.printed import Section
from cards.statements import sentences_that_fit
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
_WORTH_SAYING = 60  # characters; less of a paragraph than this is better left out


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
    if _is_service(content):
        opening, body = _with_facts(content, CAPTION_OPENING), _of_service(content)
    else:
        point = caption_points.opening(content, CAPTION_OPENING)
        opening = shortened(_plain(point.in_full()), CAPTION_OPENING)
        body = caption_points.rest(content, point)
    room = CAPTION_LIMIT - len(opening) - len(end) - 4
    paragraphs = [_plain(each) for each in body if each]
    return "\n\n".join(filter(None, [opening, _that_fits(paragraphs, room), end]))


def _that_fits(paragraphs: Sequence[str], room: int) -> str:
    """As many paragraphs as fit. Of prose whole sentences do; a list is there whole or not at all, and so is
    what follows."""
    said = ""
    for each in paragraphs:
        left = room - len(said) - (2 if said else 0)
        if len(each) > left:
            if LISTED in each or left < _WORTH_SAYING:
                break
            return f"{said}\n\n{sentences_that_fit(each, left)}".strip()
        said = f"{said}\n\n{each}" if said else each
    return said


def _is_service(content: CardContent) -> bool:
    return content.kind in ("paket", "selebaran")


def _with_facts(content: CardContent, limit: int) -> str:
    """The point of a service, within what a feed shows: the fee and the time."""
    fee, time = content_fact(content, "fee"), content_fact(content, "time")
    point = ", ".join(filter(None, [fee.upper() if content.is_free else fee, time[:1].lower() + time[1:]]))
    look = _("Cek syaratnya sebelum datang.")
    tails = (f": {_plain(facts)}. {look}" for facts in (point, fee) if facts)
    tail = next((tail for tail in tails if len(tail) <= _LONGEST_TAIL), f". {look}")
    return shortened(_plain(content.short_name), limit - len(tail)) + tail


def content_fact(content: CardContent, key: str) -> str:
    """The headline of fee, time or where, from whichever section states it first."""
    blocks = (block for section in content.sections for block in section.blocks)
    return next((block.value for block in blocks if block.key == key), "")


def _of_service(content: CardContent) -> list[str]:
    needed = [section for section in content.sections if section.kind == "requirements"]
    parts = [content_fact(content, "summary")]
    if len(needed) == 1:
        parts.append(LISTED.join([_for_whom(needed[0]), *(block.label for block in needed[0].blocks)]))
    elif needed:
        swipe = _("Geser untuk syarat sesuai keadaan Anda:")
        parts.append(LISTED.join([swipe, *(each.case for each in needed)]))
    if place := content_fact(content, "where"):
        parts.append(_("Tempat: %(place)s") % {"place": place})
    return parts


def _for_whom(section: Section) -> str:
    return (
        _("Yang perlu disiapkan (%(case)s):") % {"case": section.case}
        if section.case
        else _("Yang perlu disiapkan:")
    )


def _call(content: CardContent) -> str:
    share = content_fact(content, "share") or _("Simpan & bagikan")
    return f"{shortened(_plain(share), _LONGEST_CALL).rstrip('.')}."


def _as_of(content: CardContent) -> str:
    return _("Berlaku per %(date)s.") % {"date": date_words(content.as_of, short=True)}


def _hashtags(content: CardContent, most: int) -> str:
    return " ".join(f"#{word}" for word in hashtags.of(content, most))


def _plain(text: str) -> str:
    """Text whose words no platform takes for hashtags: those of a post are the office's own."""
    return re.sub(r"#+(?=\w)", "", text)


@in_language_of_card
def short_caption(content: CardContent, url: str) -> str:
    """A caption for X: the point in whole sentences, the address, the date and a hashtag or two, as far as they fit."""
    end = f"{without_scheme(url)}\n{_as_of(content)}"
    room = SHORT_LIMIT - len(end) - 2
    tags = _hashtags(content, PLATFORMS["x"].hashtags or 1)
    if tags and room - len(tags) - 1 >= CAPTION_OPENING:
        end, room = f"{end}\n{tags}", room - len(tags) - 1
    if _is_service(content):
        point = _with_facts(content, min(room, CAPTION_OPENING))
    else:
        point = _plain(caption_points.short(content, room))
    return f"{shortened(point, room)}\n\n{end}"


@in_language_of_card
def title(content: CardContent) -> str:
    """A title for TikTok: the name, and that it is free; of a question the question."""
    name = content.name if content.kind == "tanya" else marked_name(content)
    tail = ": " + _("GRATIS") if content.is_free else ""
    return shortened(_plain(name), TITLE_LIMIT - len(tail)) + tail
