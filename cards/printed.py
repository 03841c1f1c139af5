"""What stands on a card: sections hold blocks, blocks hold rows. Nothing here knows how it is drawn."""

from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator

from cards.wording import clean
from services.document import Frozen

Printed = Annotated[str, AfterValidator(clean)]
"""Text that is printed as it stands; what could not be printed is taken out when the value is made."""

Role = Literal["form", "condition", "note", "source", "hours", "choice"]
PackSection = Literal[
    "cover", "who", "requirements", "not_required", "flow", "time_fee", "where", "questions", "last"
]
SectionKind = Literal[
    PackSection,
    "answer",
    "notice",
    "fact_check",
    "correction",
    "office",
    "about",
    "steps",
    "tips",
    "help",
    "basis",
]
BlockKind = Literal[
    "text", "requirement", "absent", "fact", "free", "office", "contact", "call", "step", "question", "change"
]


class Line(NamedTuple):
    """One printed statement with an identity that survives edits, so that two cards can be compared."""

    section: str
    key: str
    label: str
    text: str


class Row(Frozen):
    """One printed line of a block. `lead` is a word or two before the text ("Dapatkan di", "Senin–Kamis")."""

    role: Role = "note"
    lead: Printed = ""
    text: Printed

    def in_words(self) -> str:
        """The row as one piece of text."""
        return f"{self.lead}: {self.text}" if self.lead else self.text


class Block(Frozen):
    """What stays together on a slide: a requirement, a fact, an office, a way to complain."""

    key: str
    kind: BlockKind
    label: Printed
    value: Printed = ""
    rows: tuple[Row, ...] = ()
    heading: Printed = ""
    """Printed above the block where a new group of blocks begins."""
    group: str = ""
    """Blocks of a section with the same group stand for one another: one of them is enough."""

    def text(self) -> str:
        """Everything the block says besides its label."""
        return " · ".join(filter(None, [self.value, *(row.in_words() for row in self.rows)]))


class Section(Frozen):
    """A run of slides about one thing. `case` is the label of the resident's situation it is for."""

    key: str
    kind: SectionKind
    slug: str
    title: Printed
    case: Printed = ""
    eyebrow: Printed = ""
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """What people call the section: "Syarat · KTP-el hilang"."""
        short = ALL_SECTION_NAMES[self.kind]
        return f"{short} · {self.case}" if self.case else short

    def lines(self) -> list[Line]:
        """Every statement of the section."""
        lines = [Line(self.name, f"{self.key}/{each.key}", each.label, each.text()) for each in self.blocks]
        if self.case:
            lines.insert(0, Line(self.name, f"{self.key}/case", "Keadaan", self.case))
        return lines


SECTION_NAMES: dict[str, str] = {
    "cover": "Sampul",
    "who": "Pemohon",
    "requirements": "Syarat",
    "not_required": "Tidak perlu",
    "flow": "Alur",
    "time_fee": "Biaya dan waktu",
    "where": "Tempat dan jam",
    "questions": "Tanya jawab",
    "last": "Bantuan",
}
"""The sections that a pack of a service may have, in posting order, with the words people choose them by."""

OTHER_SECTION_NAMES: dict[str, str] = {
    "answer": "Jawaban",
    "notice": "Pengumuman",
    "fact_check": "Cek fakta",
    "correction": "Ralat",
    "office": "Jam dan tempat",
}
"""The sections of cards that are not about a service."""

LEAFLET_SECTION_NAMES: dict[str, str] = {
    "about": "Penjelasan",
    "steps": "Langkah",
    "tips": "Saran",
    "help": "Bantuan",
    "basis": "Dasar dan pemeriksaan",
}
"""The sections that only a leaflet has; the others it shares with packs."""

ALL_SECTION_NAMES = SECTION_NAMES | OTHER_SECTION_NAMES | LEAFLET_SECTION_NAMES
