"""The text of a card that carries a free notice: a disruption, a change, news, or that something going round is untrue.

Pure. The claim of a fact check is never on a card without the word that says it is false.
"""

import datetime
import re
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from cards.content import CardContent, CardOptions, identity
from cards.printed import Block, Section
from cards.wording import days_words
from services.facts import SharedFacts
from services.models import Notice, NoticeKind
from services.wording import date_words

_KEY = re.compile(r"kabar-(\d{1,18})\Z")


class NoticeData(NamedTuple):
    """What a notice says."""

    key: str
    kind: str
    title: str
    claim: str
    text: str
    advice: str
    basis: str
    starts_on: datetime.date
    ends_on: datetime.date | None


def key_of(notice: Notice) -> str:
    """How cards name a notice."""
    return f"kabar-{notice.pk}"


def number_of(key: str) -> int | None:
    """The primary key of the notice that goes by this key."""
    found = _KEY.match(key)
    return int(found[1]) if found else None


def data_of(notice: Notice) -> NoticeData:
    """What a card is made from."""
    return NoticeData(key_of(notice), *(getattr(notice, name) for name in NoticeData._fields[1:]))


def build(data: NoticeData, agency: str, facts: SharedFacts, options: CardOptions) -> CardContent:
    """The text of a notice's card. The same arguments give the same content."""
    title = options.title or data.title
    with translation.override(options.language):
        make = _fact_check if data.kind == NoticeKind.FACT_CHECK else _notice
        return CardContent(
            kind="kabar",
            subject=data.key,
            name=data.title,
            short_name=title,
            sections=options.arranged([make(title, data)]),
            **identity(agency, facts, options),
        )


def _notice(title: str, data: NoticeData) -> Section:
    eyebrow, lead = {
        NoticeKind.DISRUPTION: (_("Gangguan layanan"), _("Yang terjadi")),
        NoticeKind.CHANGE: (_("Perubahan"), _("Yang berubah")),
    }.get(NoticeKind(data.kind), (_("Pemberitahuan"), _("Keterangan")))
    return Section(
        key="notice",
        kind="notice",
        slug={NoticeKind.DISRUPTION: "gangguan", NoticeKind.CHANGE: "perubahan"}.get(
            NoticeKind(data.kind), "pemberitahuan"
        ),
        title=title,
        eyebrow=eyebrow,
        blocks=_said(
            Block(key="when", kind="fact", label=_("Berlaku"), value=when(data)),
            Block(key="text", kind="fact", label=lead, value=data.text),
            _advice(data),
            Block(key="basis", kind="fact", label=_("Dasar"), value=data.basis),
        ),
    )


def _fact_check(title: str, data: NoticeData) -> Section:
    return Section(
        key="fact_check",
        kind="fact_check",
        slug="cek-fakta",
        title=title,
        eyebrow=_("Cek fakta"),
        blocks=_said(
            Block(
                key="claim",
                kind="fact",
                heading=_("SALAH"),
                label=_("Kabar yang tidak benar"),
                value=data.claim,
            ),
            Block(key="truth", kind="fact", heading=_("FAKTA"), label=_("Yang benar"), value=data.text),
            _advice(data),
            Block(key="basis", kind="fact", label=_("Sumber"), value=data.basis),
            Block(key="checked", kind="fact", label=_("Diperiksa"), value=date_words(data.starts_on)),
        ),
    )


def _advice(data: NoticeData) -> Block:
    return Block(key="advice", kind="call", label=_("Yang perlu Anda lakukan"), value=data.advice)


def _said(*blocks: Block) -> tuple[Block, ...]:
    return tuple(each for each in blocks if each.value)


def when(data: NoticeData) -> str:
    """From which day to which: "22–27 November 2026"; an open end says so."""
    if data.ends_on:
        return days_words(data.starts_on, data.ends_on)
    first = date_words(data.starts_on)
    until_told = data.kind == NoticeKind.DISRUPTION
    words = _("mulai %(first)s sampai diumumkan lagi") if until_told else _("mulai %(first)s")
    return words % {"first": first}
