"""What the caption of a card that is not about a service says: its point, and after that the rest, each thing once."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from cards.content import Block, CardContent
from cards.correction_cards import FEE_KEY
from cards.printed import Row, Section
from cards.statements import heading_of, joined, lowered, sentences_that_fit, statement
from cards.told_changes import PARTS
from cards.wording import shortened
from services.wording import list_words

LISTED = "\n• "
_HOURS = re.compile(r"[\d.:–, ]+")


class Point(NamedTuple):
    """What a card says first: what it is about, and what is said of that."""

    name: str
    said: str = ""
    whole: str = ""
    """Both as one sentence, where that is not just the one after the other."""
    block: Block | None = None
    """What it says all of, so that the rest does not say it again."""
    row: Row | None = None
    """Of an office the hours that it says."""

    def in_full(self) -> str:
        """All of it."""
        return self.whole or _after(self.name, self.said)

    def within(self, room: int) -> str:
        """As much of it as has room, in whole sentences; of a name that is too long alone the first words."""
        if len(self.in_full()) <= room:
            return self.in_full()
        said = sentences_that_fit(self.said, room - len(self.name) - 2)
        return _after(self.name, said) if said else shortened(self.name, room)


def _after(name: str, said: str) -> str:
    """ "Nama: isi", but "RALAT: Nama. Isi", since two colons are hard to read."""
    return f"{name}. {said}" if said and ": " in name and name[-1] not in ".?!…" else joined(name, said)


def marked_name(content: CardContent) -> str:
    """Its name, behind what it is where that matters most: "CEK FAKTA: KTP-el berlaku seumur hidup"."""
    first = _first_section(content)
    warning = {"fact_check": _("CEK FAKTA"), "correction": _("RALAT")}.get(first.kind if first else "", "")
    is_said = content.short_name.casefold().startswith(warning.casefold())
    return content.short_name if is_said else joined(warning, content.short_name)


def opening(content: CardContent, room: int) -> Point:
    """The point as a caption begins with it: what has no room as a whole is left to the rest of the caption.

    Of a question that is the question, of a topic how many it answers; of a fact check what is true, never the rumour:
    an opening is passed on alone.
    """
    point = _point(content)
    if point.block is not None and point.block.kind == "question":
        point = Point(point.name or content.short_name)
    if content.kind == "topik":
        point = Point(content.short_name, _summary(content))
    if not point.in_full():
        return Point(content.agency or _("Pengumuman"))
    return point if len(point.in_full()) <= room else Point(point.name or content.agency)


def short(content: CardContent, room: int) -> str:
    """The point for a post that holds little more; of a topic its first questions."""
    first = _first_section(content)
    if content.kind == "topik" and first is not None:
        asked = " ".join(block.label for block in first.blocks)
        return Point(content.short_name, asked).within(room)
    point = _point(content)
    if point.row is None:
        return point.within(room)
    hours = {"name": content.short_name, "hours": _in_passing(_week(content))}
    week = _("%(name)s buka %(hours)s") % hours
    return week if len(week) <= room else point.within(room)


def rest(content: CardContent, said: Point) -> list[str]:
    """Each section as paragraphs or a list, without what the opening says in full."""
    parts: list[str] = []
    for section in content.sections:
        if section.kind in ("cover", "last"):
            continue
        new = [block for block in section.blocks if block.key != "share" and block != said.block]
        if any(block.kind == "question" for block in new):
            parts += [block.text() if block.label == said.name else statement(block) for block in new]
        else:
            lines = [line for block in new for line in _lines(block, said)]
            parts.append(_listed(section, content, lines) if lines else "")
    return list(filter(None, parts))


def _listed(section: Section, content: CardContent, lines: list[str]) -> str:
    """A list under its heading; a single line needs neither."""
    heading = heading_of(section, content)
    if heading != section.title and section.kind != "office":
        heading = ""  # the name of the kind of card, which its opening makes plain
    if len(lines) < 2:
        return joined(heading if heading == section.title else "", "".join(lines))
    return LISTED.join([f"{heading}:" if heading else "", *lines]).strip()


def _lines(block: Block, said: Point) -> list[str]:
    if block.kind != "office" or not block.rows or any(row.role != "hours" for row in block.rows):
        return [statement(block)]
    if block.key == "office" or block.key.startswith("office:"):
        return [statement(block)]
    rows = [_row_words(row) for row in block.rows if row != said.row]
    if said.row in block.rows or block.key == "stops":
        return rows
    return [joined(joined(block.label, block.value), _in_passing(block.rows))]


def _row_words(row: Row) -> str:
    """ "Senin–Kamis 08.00–12.00 dan 13.00–15.00", "Selasa ke-1: Balai Desa Contoh"."""
    if not _HOURS.fullmatch(row.text) and " " in row.lead:
        return joined(row.lead, row.text)
    return f"{row.lead} {list_words(row.text.split(', '))}"


def _in_passing(rows: Sequence[Row]) -> str:
    """All hours of a week in one sentence: "Senin–Kamis 08.00–15.00; Jumat 08.00–11.30; tutup Sabtu–Minggu"."""
    said = [_row_words(row) for row in rows]
    return "; ".join(each if any(map(str.isdigit, each)) else lowered(each) for each in said)


def _summary(content: CardContent) -> str:
    blocks = (block for section in content.sections for block in section.blocks)
    return next((block.value for block in blocks if block.key == "summary"), "")


def _first_section(content: CardContent) -> Section | None:
    """The first that says something; after a cover, and before the slide that only asks and checks."""
    made = [each for each in content.sections if each.blocks]
    inner = [each for each in made if each.kind not in ("cover", "last")]
    return next(iter(inner or made), None)


def _point(content: CardContent) -> Point:
    first = _first_section(content)
    if first is None:
        return Point(content.short_name)
    if content.kind == "kantor" and (row := _first_hours(content)):
        hours = {"name": content.short_name, "hours": _row_words(row)}
        return Point(content.short_name, whole=_("%(name)s buka %(hours)s") % hours, row=row)
    block = _leading(first)
    if block.kind == "question":
        return Point(block.label, block.text(), block=block)
    if block.key == FEE_KEY:
        return _other_fee(content, block)
    said = _now(block) or block.value or block.text() or block.label
    return Point(
        marked_name(content),
        "" if said == content.short_name else said,
        block=block if said == block.text() or not block.text() else None,
    )


def _first_hours(content: CardContent) -> Row | None:
    """The hours of the first days on which an office is open in an ordinary week."""
    return next((row for row in _week(content) if _HOURS.fullmatch(row.text)), None)


def _week(content: CardContent) -> Sequence[Row]:
    office = content.section("office")
    return next((block.rows for block in office.blocks if block.key == "hours"), ()) if office else ()


def _leading(section: Section) -> Block:
    """The block that says the point: of a fact check the truth, of a correction what is new."""
    told = (block for block in section.blocks if block.kind == "change" or block.key in ("truth", "gone"))
    return next(told, section.blocks[0])


def _now(block: Block) -> str:
    """What holds now instead of what a card said: "Pasfoto: 2 lembar"."""
    new = [row.text for row in block.rows if row.role == "condition"] if block.kind == "change" else []
    return joined(block.label, new[0]) if new else ""


def _other_fee(content: CardContent, block: Block) -> Point:
    """ "RALAT: KTP hilang/rusak kini Rp25.000, sebelumnya gratis."."""
    before, now = (row.text.partition(PARTS)[0] for row in block.rows[:2])
    words = {"name": marked_name(content), "now": lowered(now), "before": lowered(before)}
    whole = _("%(name)s kini %(now)s, sebelumnya %(before)s.") % words
    says_all = len(block.rows) == 2 and not any(PARTS in row.text for row in block.rows)
    return Point(marked_name(content), whole=whole, block=block if says_all else None)
