"""What a block of a card says, as one sentence of running text: for captions, messages and alternative texts."""

from cards.content import Block, CardContent
from cards.printed import Section


def joined(name: str, said: str) -> str:
    """A name and what is said of it: "Nama: isi", or "Tanya? Jawab" where the name ends a sentence itself."""
    if not name or not said:
        return name or said
    return f"{name} {said}" if name[-1] in ".?!…" else f"{name}: {said}"


def statement(block: Block) -> str:
    """Label and text: "Kantor Contoh: buka lagi Senin, 4 Januari 2027 pukul 08.00"."""
    if block.kind == "office" and not block.value and len(block.rows) == 1 and block.rows[0].lead:
        row = block.rows[0]
        return joined(block.label, f"{row.lead[:1].lower()}{row.lead[1:]} {row.text}")
    return joined(block.label, block.text())


def heading_of(section: Section, content: CardContent) -> str:
    """The title of a section, unless it only says the card's name again; then what stands above it."""
    said = (content.name, content.short_name, section.blocks[0].label if section.blocks else "")
    return next((each for each in (section.title, section.eyebrow) if each and each not in said), "")
