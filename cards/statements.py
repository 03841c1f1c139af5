"""What a block of a card says, as one sentence of running text: for captions, messages and alternative texts."""

import re

from cards.content import Block, CardContent
from cards.printed import Row, Section


def joined(name: str, said: str) -> str:
    """A name and what is said of it: "Nama: isi", or "Tanya? Jawab" where the name ends a sentence itself."""
    if not name or not said:
        return name or said
    return f"{name} {said}" if name[-1] in ".?!…" else f"{name}: {said}"


def statement(block: Block) -> str:
    """Label and text: "Kantor Contoh: buka lagi Senin, 4 Januari 2027 pukul 08.00"."""
    if block.kind == "office" and not block.value and len(block.rows) == 1 and block.rows[0].lead:
        row = block.rows[0]
        return joined(block.label, f"{lowered(row.lead)} {row.text}")
    if block.kind == "change":
        return joined(block.label, "; ".join(map(_in_passing, block.rows)))
    return joined(block.label, block.text())


def _in_passing(row: Row) -> str:
    return f"{lowered(row.lead)} {row.text}".strip()


def lowered(said: str) -> str:
    """Words as they stand within a sentence: "Gratis" → "gratis", but "Rp25.000" and "KTP-el" as they are."""
    is_word = re.match(r"(?!Rp)[^\W\d_][^\W\d_A-Z]", said)
    return said[:1].lower() + said[1:] if is_word else said


def sentences_that_fit(said: str, room: int) -> str:
    """As many whole sentences as fit, at best all; "" where not even the first does."""
    if len(said) <= room:
        return said
    ends = [found.start() + 1 for found in re.finditer(r"[.?!](?=\s)", said) if found.start() < room]
    return said[: ends[-1]] if ends else ""


def heading_of(section: Section, content: CardContent) -> str:
    """The title of a section, unless it only says the card's name again; then what stands above it."""
    said = (content.name, content.short_name, section.blocks[0].label if section.blocks else "")
    return next((each for each in (section.title, section.eyebrow) if each and each not in said), "")
