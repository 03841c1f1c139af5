"""The text of a card that puts another right: what the old one said, and what holds now. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from cards import codes
from cards.content import CardContent, CardOptions, Difference, identity
from cards.printed import SECTION_NAMES, Block, Row, Section
from services.document import digest
from services.facts import SharedFacts
from services.wording import date_words

PARTS = " · "
"""What stands between the parts of a statement, and between a section's name and the case it is for."""


class CorrectionData(NamedTuple):
    """A posted card and why it no longer holds: what changed, or that its subject was taken down."""

    code: str
    old: CardContent
    changes: tuple[Difference, ...] = ()
    is_gone: bool = False
    reason: str = ""
    replacement: str = ""
    """The name of what replaces a subject that was taken down."""


def key_of(code: str) -> str:
    """How cards name the correction of a card."""
    return code.lower()


def build(data: CorrectionData, agency: str, facts: SharedFacts, options: CardOptions) -> CardContent:
    """The text of a correction. The same arguments give the same content."""
    with translation.override(options.language):
        return CardContent(
            kind="ralat",
            subject=key_of(data.code),
            name=_("Ralat: %(name)s") % {"name": data.old.name},
            short_name=options.title or data.old.short_name,
            sections=options.arranged([_section(data, options)]),
            **identity(agency, facts, options),
        )


def _section(data: CorrectionData, options: CardOptions) -> Section:
    made = _withdrawn(data) if data.is_gone else _changes(data.changes)
    return Section(
        key="correction",
        kind="correction",
        slug="ralat",
        title=options.title or data.old.short_name,
        eyebrow=_("Ralat"),
        blocks=(_old(data), *made, _share()),
    )


def _old(data: CorrectionData) -> Block:
    date = date_words(data.old.as_of, short=True)
    said = {"code": codes.display(data.code), "date": date}
    return Block(
        key="old",
        kind="fact",
        label=_("Kartu yang tidak berlaku lagi"),
        value=_("%(code)s, berlaku per %(date)s") % said,
    )


def _share() -> Block:
    return Block(
        key="share",
        kind="call",
        label=_("Pernah membagikan kartu lama?"),
        value=_("Hapus yang lama, lalu kirim ralat ini ke grup yang sama."),
    )


def _withdrawn(data: CorrectionData) -> list[Block]:
    said = [
        Block(
            key="gone",
            kind="fact",
            label=_("Sekarang"),
            value=data.reason or _("Keterangan di kartu itu sudah ditarik dan tidak berlaku lagi."),
        ),
        Block(key="replacement", kind="fact", label=_("Penggantinya"), value=data.replacement),
    ]
    return [each for each in said if each.value]


def _changes(found: Sequence[Difference]) -> list[Block]:
    """Each change once, however many slides of the old card carried it."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for each in _without_repeats(found):
        told.setdefault((_label(each), *changed_parts(each)), []).append(each.section)
    return [_change(*what, sections) for what, sections in told.items()]


def _without_repeats(found: Sequence[Difference]) -> list[Difference]:
    """The differences without those on the cover that another slide tells in the same words."""
    inside = {changed_parts(each) for each in found if each.section != SECTION_NAMES["cover"]}
    return [
        each for each in found if each.section != SECTION_NAMES["cover"] or changed_parts(each) not in inside
    ]


def _label(each: Difference) -> str:
    """What changed; of a statement that is its own label, the part of the card that it stands in."""
    return each.section if each.label in (each.before, each.after) else each.label


def changed_parts(each: Difference) -> tuple[str, str]:
    """What one side says and the other does not. Of statements that differ in their order only, the whole."""
    before, after = (text.split(PARTS) if text else [] for text in (each.before, each.after))
    gone = PARTS.join(part for part in before if part not in after)
    new = PARTS.join(part for part in after if part not in before)
    return (gone, new) if gone or new else (each.before, each.after)


def _change(label: str, before: str, after: str, sections: list[str]) -> Block:
    rows = [Row(lead=_("Di kartu lama"), text=before)] if before else []
    if after:
        rows.append(Row(role="condition", lead=_("Sekarang") if before else _("Baru"), text=after))
    else:
        rows.append(Row(role="condition", lead=_("Sekarang"), text=_("tidak berlaku lagi")))
    cases = [case for _kind, dot, case in (each.partition(PARTS) for each in sections) if dot]
    if cases and len(cases) == len(sections):
        rows.append(Row(role="source", lead=_("Untuk"), text=", ".join(dict.fromkeys(cases))))
    key = f"change:{digest([label, before, cases])[:12]}"
    return Block(key=key, kind="change", label=label, rows=tuple(rows))
