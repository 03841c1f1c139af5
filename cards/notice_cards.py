"""The text of a card that carries a free notice: a disruption, a change, news, or that something going round is untrue.

Pure. The claim of a fact check is never on a card without the word that says it is false.
"""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.content import CardContent, CardOptions, identity
from cards.printed import Block, Section
from cards.wording import days_words
from services.document import digest
from services.facts import SharedFacts
from services.models import Notice, NoticeKind
from services.notices.current import HINDRANCES
from services.wording import date_words, list_words, time_words

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
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    offices: tuple[str, ...] = ()


NEWER = ("starts_at", "ends_at", "offices")
"""Fields that older cards know nothing of: while they are blank, a card's text and the notice's digest are as before."""
LOOKS = {
    NoticeKind.DISRUPTION: "gangguan",
    NoticeKind.SHORTAGE: "habis",
    NoticeKind.CLOSED: "tutup",
    NoticeKind.CHANGE: "perubahan",
}
MOST_PLACES = 4
"""Places that a card names; more are counted, and stand on the notice's page."""


def key_of(notice: Notice) -> str:
    """How cards name a notice."""
    return f"kabar-{notice.pk}"


def number_of(key: str) -> int | None:
    """The primary key of the notice that goes by this key."""
    found = _KEY.match(key)
    return int(found[1]) if found else None


def data_of(notice: Notice, offices: Iterable[str] = ()) -> NoticeData:
    """What a card is made from; `offices` are the keys of those the notice names."""
    said = (getattr(notice, name) for name in NoticeData._fields[1:-1])
    return NoticeData(key_of(notice), *said, tuple(sorted(offices)))


def digest_of(data: NoticeData) -> str:
    """Changes with what the notice says, and with nothing else."""
    said = data._asdict()
    older = [str(value) for name, value in said.items() if name not in NEWER]
    return digest([*older, *(f"{name}: {said[name]}" for name in NEWER if said[name])])


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
            sections=options.arranged([make(title, data, facts)]),
            **identity(agency, facts, options),
        )


def _notice(title: str, data: NoticeData, facts: SharedFacts) -> Section:
    eyebrow, lead = {
        NoticeKind.DISRUPTION: (_("Gangguan layanan"), _("Yang terjadi")),
        NoticeKind.SHORTAGE: (_("Blangko atau bahan habis"), _("Yang terjadi")),
        NoticeKind.CLOSED: (_("Pelayanan tutup sementara"), _("Yang terjadi")),
        NoticeKind.CHANGE: (_("Perubahan"), _("Yang berubah")),
    }.get(NoticeKind(data.kind), (_("Pemberitahuan"), _("Keterangan")))
    return Section(
        key="notice",
        kind="notice",
        slug=LOOKS.get(NoticeKind(data.kind), "pemberitahuan"),
        title=title,
        eyebrow=eyebrow,
        blocks=_said(
            Block(key="when", kind="fact", label=_("Berlaku"), value=when(data)),
            _places(data, facts),
            Block(key="text", kind="fact", label=lead, value=data.text),
            _advice(data),
            Block(key="basis", kind="fact", label=_("Dasar"), value=data.basis),
        ),
    )


def _fact_check(title: str, data: NoticeData, facts: SharedFacts) -> Section:
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


def _places(data: NoticeData, facts: SharedFacts) -> Block:
    names = [facts.offices[key].name for key in data.offices if key in facts.offices]
    words, more = list_words(names), len(names) - MOST_PLACES
    if more > 0:
        several = ngettext("%(names)s, dan %(n)d tempat lain", "%(names)s, dan %(n)d tempat lain", more)
        words = several % {"names": ", ".join(names[:MOST_PLACES]), "n": more}
    return Block(key="where", kind="fact", label=_("Tempat"), value=words)


def _said(*blocks: Block) -> tuple[Block, ...]:
    return tuple(each for each in blocks if each.value)


def when(data: NoticeData) -> str:
    """From which day to which: "22–27 November 2026"; an open end says so. With times, from when to when."""
    if data.ends_on and (data.starts_at or data.ends_at):
        return _times(data, data.ends_on)
    if data.ends_on:
        return days_words(data.starts_on, data.ends_on)
    first = _at(data.starts_on, data.starts_at)
    until_told = data.kind in HINDRANCES
    words = _("mulai %(first)s sampai diumumkan lagi") if until_told else _("mulai %(first)s")
    return words % {"first": first}


def _times(data: NoticeData, last: datetime.date) -> str:
    if last != data.starts_on:
        values = {"first": _at(data.starts_on, data.starts_at), "last": _at(last, data.ends_at)}
        return _("%(first)s sampai %(last)s") % values
    values = {"day": date_words(last), "from": data.starts_at and time_words(data.starts_at)}
    if data.ends_at is None:
        return _("%(day)s, mulai pukul %(from)s") % values
    values["to"] = time_words(data.ends_at)
    words = _("%(day)s, pukul %(from)s–%(to)s") if data.starts_at else _("%(day)s, sampai pukul %(to)s")
    return words % values


def _at(day: datetime.date, time: datetime.time | None) -> str:
    words = date_words(day)
    return _("%(day)s pukul %(time)s") % {"day": words, "time": time_words(time)} if time else words
