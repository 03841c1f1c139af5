"""The text of a card that puts another right: what the old one said, and what holds now. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from cards import codes
from cards.content import CardContent, CardOptions, Difference, identity
from cards.printed import Block, Row, Section
from cards.told_changes import PARTS, changed_parts, fact_of, headlines, told_once
from services.document import digest
from services.facts import SharedFacts
from services.wording import date_words

FEE_KEY = "change:fee"
"""The key of the block that tells of another fee: both of its statements begin with one."""


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
        Block(key="gone", kind="fact", label=_("Sekarang"), value=_gone_words(data.old.kind)),
        Block(key="reason", kind="fact", label=_("Keterangan"), value=data.reason),
        Block(key="replacement", kind="fact", label=_("Penggantinya"), value=data.replacement),
    ]
    return [each for each in said if each.value]


def _gone_words(kind: str) -> str:
    """That what a card of this kind was about is no longer there."""
    if kind in ("paket", "selebaran"):
        return _("Layanan ini sudah ditarik.")
    if kind in ("tutup", "kabar"):
        return _("Pengumuman ini tidak berlaku lagi.")
    return _("Keterangan di kartu itu sudah ditarik dan tidak berlaku lagi.")


def _changes(found: Sequence[Difference]) -> list[Block]:
    """Each change once, however many slides of the old card carried it."""
    told: dict[tuple[str, str, str, str], list[str]] = {}
    for each in told_once(found):
        told.setdefault(_statement(each), []).append(each.section)
    return [_change(*what, sections) for what, sections in told.items()]


def _statement(each: Difference) -> tuple[str, str, str, str]:
    """Key (of another fee only), label, what was said and what is said now."""
    said = changed_parts(each)
    fees = headlines(each) if fact_of(each) == "fee" else ("", "")
    is_new_fee = all(fees) and all(map(str.startswith, said, fees))
    return (FEE_KEY if is_new_fee else "", _label(each), *said)


def _label(each: Difference) -> str:
    """What changed; of a statement that is its own label, the part of the card that it stands in."""
    return each.section if each.label in (each.before, each.after) else each.label


def _change(key: str, label: str, before: str, after: str, sections: list[str]) -> Block:
    rows = [Row(lead=_("Di kartu lama"), text=before)] if before else []
    if after:
        rows.append(Row(role="condition", lead=_("Sekarang") if before else _("Baru"), text=after))
    else:
        rows.append(Row(role="condition", lead=_("Sekarang"), text=_("tidak berlaku lagi")))
    cases = [case for _kind, dot, case in (each.partition(PARTS) for each in sections) if dot]
    if cases and len(cases) == len(sections):
        rows.append(Row(role="source", lead=_("Untuk"), text=", ".join(dict.fromkeys(cases))))
    key = key or f"change:{digest([label, before, cases])[:12]}"
    return Block(key=key, kind="change", label=label, rows=tuple(rows))
