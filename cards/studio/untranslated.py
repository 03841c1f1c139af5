"""Slides of an English card that are still partly in Indonesian: what both languages say in the same words."""

import re
from collections.abc import Iterator, Mapping, Sequence

from cards.content import CardContent
from cards.place_sections import OTHERS
from cards.printed import Block, Section
from cards.rendering import Slide

_NAMES = frozenset(("office", "contact"))
"""Blocks that mostly name places, people and numbers: those are the same in every language."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def slides(shown: Sequence[Slide], content: CardContent, indonesian: CardContent) -> list[int]:
    """The numbers of these slides of `content` that hold words of its Indonesian version."""
    same = _same_blocks(content, indonesian)
    titles = {
        each.key for each in content.sections if _is_same(each.case, _case(indonesian.section(each.key)))
    }
    return [
        slide.number
        for slide in shown
        if slide.section in titles or any((slide.section, key) in same for key in slide.blocks)
    ]


def _case(section: Section | None) -> str:
    return section.case if section else ""


def _same_blocks(one: CardContent, other: CardContent) -> set[tuple[str, str]]:
    mine, theirs = _blocks(one), _blocks(other)
    return {
        key
        for key, block in mine.items()
        if block.kind not in _NAMES
        and block.key != OTHERS
        and key in theirs
        and _says_the_same(block, theirs[key])
    }


def _blocks(content: CardContent) -> Mapping[tuple[str, str], Block]:
    return {(section.key, block.key): block for section in content.sections for block in section.blocks}


def _says_the_same(one: Block, other: Block) -> bool:
    theirs = set(_texts(other))
    return any(_is_same(text, text) for text in _texts(one) if text in theirs)


def _texts(block: Block) -> Iterator[str]:
    """What the block says, piece by piece. Where a row cites a law, that is cited in Indonesian."""
    yield from (block.label, block.value)
    yield from (row.text for row in block.rows if row.role != "source")


def _is_same(one: str, other: str) -> bool:
    """Whether both are the same words; a single one may be a name."""
    return one == other and len(_WORD.findall(one)) > 1
