"""The alternative text of each slide: all it says, in the order of reading, in the card's language."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from cards.content import Block, CardContent, Section
from cards.platforms import PLATFORMS
from cards.rendering import Slide
from cards.wording import in_language_of_card, shortened, without_scheme
from services.wording import date_words

ALT_TEXT_LIMIT = PLATFORMS["instagram"].alt_limit or 1_000
_LONGEST_HEAD = 300
_NUMBERED = ("requirements", "flow")


class AltText(NamedTuple):
    """What a slide says. `is_cut` where the platforms' limit is shorter than that."""

    text: str
    is_cut: bool


def alt_text(content: CardContent, slides: Sequence[Slide], url: str = "") -> list[str]:
    """The text of each slide; with `url` also where it can be checked. Never longer than `ALT_TEXT_LIMIT`."""
    return [each.text for each in alt_texts(content, slides, url)]


@in_language_of_card
def alt_texts(content: CardContent, slides: Sequence[Slide], url: str = "") -> list[AltText]:
    """Like `alt_text`, and whether something had to be cut: then the caption should be posted with the pictures."""
    return [_of_slide(content, slide, url) for slide in slides]


def _of_slide(content: CardContent, slide: Slide, url: str) -> AltText:
    foot = shortened(_foot(content, slide, url), _LONGEST_HEAD)
    section = content.section(slide.section)
    head = _head(content, section)
    short = shortened(head, _LONGEST_HEAD)
    whole = " ".join([short, *_said(section, slide), *_guests(content, section, slide)]) if section else short
    room = ALT_TEXT_LIMIT - len(foot) - 1
    return AltText(f"{shortened(whole, room)} {foot}", is_cut=len(whole) > room or short != head)


def _head(content: CardContent, section: Section | None) -> str:
    names = [content.agency, content.short_name]
    if section is not None:
        printed_below = section.blocks[0].label if section.blocks else ""
        said = (section.eyebrow, section.title if section.title != printed_below else "", section.case)
        names += [each for each in said if each not in names]
    return f"{', '.join(filter(None, names[:2]))}. " + " ".join(map(_sentence, filter(None, names[2:])))


def _foot(content: CardContent, slide: Slide, url: str) -> str:
    parts = [
        _("Berlaku per %(date)s.") % {"date": date_words(content.as_of, short=True)},
        _("Periksa di %(address)s.") % {"address": without_scheme(url)} if url else "",
        _("Slide %(number)d dari %(total)d.") % {"number": slide.number, "total": slide.total},
    ]
    return " ".join(filter(None, parts))


def _said(section: Section, slide: Slide) -> list[str]:
    """What stands on the slide; of one that does not say which blocks it bears, the whole section."""
    numbered = section.kind in _NUMBERED
    return [
        (f"{number}. " if numbered else "") + _statement(block)
        for number, block in enumerate(section.blocks, start=1)
        if not slide.blocks or block.key in slide.blocks
    ]


def _guests(content: CardContent, section: Section, slide: Slide) -> list[str]:
    """What stands there of another section: the offices below the notice that they are closed."""
    foreign = set(slide.blocks) - {block.key for block in section.blocks}
    blocks = (block for each in content.sections for block in each.blocks if block.key in foreign)
    return [_statement(block) for block in blocks]


def _statement(block: Block) -> str:
    joint = "" if block.label.endswith("?") else ":"
    said = f"{block.label}{joint} {block.text()}" if block.text() else block.label
    heading = f"{_sentence(block.heading)} " if block.heading else ""
    return heading + _sentence(said)


def _sentence(said: str) -> str:
    return said if said[-1:] in ".!?…" else f"{said}."
