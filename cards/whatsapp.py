"""A pack as a WhatsApp message, in its own marks: *bold*, numbered and dashed lists. In the card's language."""

import re

from django.utils.translation import gettext as _

from cards.content import Block, CardContent, Section
from cards.platforms import PLATFORMS
from cards.statements import heading_of, joined, statement
from cards.wording import in_language_of_card, shortened
from services.wording import date_words

MESSAGE_LIMIT = PLATFORMS["whatsapp-channel"].caption_limit or 4_096
_LONGEST_NAME = 300
_FACTS = ("fee", "time", "where")
_NOT_SAID = ("cover", "last", "time_fee", "where")
"""Sections of a service whose facts stand at the top of the message, or that only ask and check."""


@in_language_of_card
def whatsapp_text(content: CardContent, url: str) -> str:
    """The pack as a message. What a channel's post cannot hold is left out as a whole, and the message says so."""
    head = f"*{_named(content.name)}*\n{_named(content.agency)}"
    if facts := _facts(content):
        head += f"\n\n{facts}"
    as_of = _("Berlaku per %(date)s") % {"date": date_words(content.as_of, short=True)}
    foot = _("Cek masih berlaku: %(address)s") % {"address": url} + f"\n{as_of}"
    lists = [said for each in _said_sections(content) if (said := _listed(each, content))]
    return "\n\n".join([head, *_that_fit(lists, MESSAGE_LIMIT - len(head) - len(foot) - 4), foot])


def _named(name: str) -> str:
    return shortened(_unmarked(name), _LONGEST_NAME)


def _facts(content: CardContent) -> str:
    if content.kind not in ("paket", "selebaran"):
        return ""
    labels = {"fee": _("Biaya"), "time": _("Waktu"), "where": _("Tempat")}
    blocks = [block for section in content.sections for block in section.blocks]
    said = {key: next((block.value for block in blocks if block.key == key), "") for key in _FACTS}
    return "\n".join(
        f"*{labels[key]}:* {shortened(_unmarked(value), _LONGEST_NAME)}"
        for key, value in said.items()
        if value
    )


def _said_sections(content: CardContent) -> list[Section]:
    is_service = content.kind in ("paket", "selebaran")
    left_out = _NOT_SAID if is_service else ("cover", "last")
    return [section for section in content.sections if section.kind not in left_out]


def _that_fit(lists: list[str], room: int) -> list[str]:
    """The lists in order as long as they fit; a list of papers is never sent in part."""
    note = _("Selengkapnya ada di gambar dan di alamat ini.")
    if sum(len(each) + 2 for each in lists) <= room:
        return lists
    kept: list[str] = []
    for each in lists:
        if sum(map(len, kept)) + 2 * len(kept) + len(each) + len(note) + 4 > room:
            break
        kept.append(each)
    return [*kept, note]


def _listed(section: Section, content: CardContent) -> str:
    if any(block.kind == "question" for block in section.blocks):
        return "\n\n".join(_answer(block, content) for block in section.blocks)
    lines = _lines(section)
    heading = joined(heading_of(section, content), section.case)
    if len(lines) == 1 and not heading:
        return lines[0].removeprefix("- ")
    return "\n".join([*([f"*{named}*"] if (named := _named(heading)) else []), *lines]) if lines else ""


def _lines(section: Section) -> list[str]:
    match section.kind:
        case "requirements":
            return [_paper(number, block) for number, block in enumerate(section.blocks, start=1)]
        case "flow" | "steps":
            return [_step(number, block) for number, block in enumerate(section.blocks, start=1)]
        case "not_required":
            return [f"- {_unmarked(block.label)}" for block in section.blocks if block.kind == "absent"]
    return [_statement(block) for block in section.blocks]


def _paper(number: int, block: Block) -> str:
    said = [row.in_words() for row in block.rows if row.role in ("form", "condition")]
    detail = f" ({_unmarked(' · '.join(said))})" if said else ""
    return f"{number}. {_unmarked(block.label)}{detail}"


def _step(number: int, block: Block) -> str:
    """Who does what; and for whom the step is, where it is not for all."""
    only = [row.in_words() for row in block.rows if row.role == "condition"]
    detail = f" ({_unmarked(' · '.join(only))})" if only else ""
    return f"{number}. {_unmarked(joined(block.label, block.value))}{detail}"


def _answer(block: Block, content: CardContent) -> str:
    """A question in bold with its answer below; what the message is called is not asked again."""
    label, said = _unmarked(block.label), _unmarked(block.text())
    if not said or not label:
        return label or said
    return said if block.label == content.name else f"*{label}*\n{said}"


def _statement(block: Block) -> str:
    return f"- {_unmarked(statement(block))}"


def _unmarked(text: str) -> str:
    """Text without the characters that would start one of WhatsApp's marks."""
    text = re.sub(r"[*~`]", "", text)
    text = re.sub(r"(?<![^\W_])_+|_+(?![^\W_])", "", text)
    return re.sub(r"^\s*[>-]\s+", "", text)
