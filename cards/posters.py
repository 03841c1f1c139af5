"""What a poster says of a card's text: the same statements, arranged for a wall instead of for slides.

A slide is forwarded alone, so each case repeats all of its papers. A poster hangs whole: papers that every case on it
needs stand once, and each case adds its own. How to check it and where it may be shared is not said again, since
every sheet has a panel for the one and nobody forwards a wall.
"""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from cards.content import CardContent
from cards.printed import Block, Section

_ON_SCREENS_ONLY = frozenset(("check", "share"))


def for_paper(content: CardContent) -> CardContent:
    """The content as a poster prints it. Pure; no paper, note, step, fact or contact is lost."""
    with translation.override(content.language):
        kept = [_without(section) for section in content.sections]
        return content.model_copy(
            update={"sections": tuple(_gathered([each for each in kept if each.blocks]))}
        )


def _without(section: Section) -> Section:
    blocks = tuple(each for each in section.blocks if each.key not in _ON_SCREENS_ONLY)
    return section if section.kind == "correction" else section.model_copy(update={"blocks": blocks})


def _gathered(made: Sequence[Section]) -> list[Section]:
    """The sections with what all lists of papers share in one list before them, where that spares anything."""
    lists = [section for section in made if section.kind == "requirements"]
    shared = _shared(lists)
    if not shared:
        return list(made)
    result = []
    for section in made:
        if section is lists[0]:
            words = _("semua keadaan di bawah ini")
            result.append(section.model_copy(update={"key": "requirements", "case": words, "blocks": shared}))
        result.append(_addition(section, shared) if section in lists else section)
    return result


def _shared(lists: Sequence[Section]) -> tuple[Block, ...]:
    """Papers that every list has in the very same words; none where there is nothing to choose between."""
    if len(lists) < 2:
        return ()
    first, *others = lists
    return tuple(
        each for each in first.blocks if not each.group and all(each in other.blocks for other in others)
    )


def _addition(section: Section, shared: Sequence[Block]) -> Section:
    own = tuple(each for each in section.blocks if each not in shared)
    return section.model_copy(update={"blocks": own or (_nothing_more(),)})


def _nothing_more() -> Block:
    return Block(key="nothing-more", kind="text", label=_("Cukup syarat untuk semua keadaan di atas."))
