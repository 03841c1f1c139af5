"""An entry's timeline as residents read it: what took effect when, and what that changed."""

import datetime
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from services.facts import SharedFacts
from services.history import Line, lines
from services.language import in_language
from services.links import Link
from services.models import Edition
from services.paging import list_address, page_after, page_before
from services.wording import date_words

PER_PAGE = 20


@dataclass(frozen=True)
class Event:
    """One point of a timeline: an edition or a withdrawal that took effect."""

    number: int
    moment: datetime.datetime
    title: str
    note: str = ""
    is_withdrawal: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id of its place on the history page."""
        return f"edisi-{self.number}"

    @property
    def day(self) -> datetime.date:
        """The day it took effect, on the office's clock."""
        return self.moment.date()

    @property
    def date(self) -> str:
        """That day in words."""
        return date_words(self.day)

    @property
    def sentences(self) -> list[str]:
        """What it says as sentences of plain text, without its date: for feeds and descriptions."""
        note = _("Catatan petugas: %(note)s") % {"note": self.note} if self.note else ""
        reason = self.note if self.is_withdrawal else note
        return list(filter(None, [reason, *(line.words for line in self.lines)]))


def event_of(edition: Edition, facts: SharedFacts, clock: datetime.tzinfo) -> Event:
    """What an edition changed. It has been read with its predecessor (`with_predecessor`)."""
    moment = edition.live_from.astimezone(clock)
    if edition.is_withdrawal:
        reason = in_language(edition.withdrawal_reason, "")
        return Event(edition.number, moment, _("Ditarik"), reason, is_withdrawal=True)
    if edition.before is None:
        return Event(edition.number, moment, _("Terbit pertama kali"))
    before = edition.entry_class().document_class.model_validate(edition.before)
    told = lines(before, edition.content(), facts)
    if edition.before_number != edition.number - 1:
        title = _("Terbit lagi setelah ditarik")
    else:
        title = _("Diubah") if told else _("Diterbitkan ulang tanpa perubahan")
    return Event(edition.number, moment, title, in_language(edition.note, ""), lines=told)


class History:
    """The history page of one entry: its newest point first, twenty to a page."""

    def __init__(
        self, editions: QuerySet, page: str | None, facts: SharedFacts, now: datetime.datetime, address: str
    ) -> None:
        self.address = address
        newest_first = editions.in_effect(now).with_predecessor().order_by("-number")
        self.page = Paginator(newest_first, PER_PAGE).get_page(page)
        self.events = [event_of(each, facts, now.tzinfo) for each in self.page]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the newest point took the entry down. Known on the first page only."""
        return self.page.number == 1 and bool(self.events) and self.events[0].is_withdrawal

    @property
    def current_number(self) -> int | None:
        """The number of the edition that holds now, if it is on this page."""
        return self.events[0].number if self.page.number == 1 and self.events else None

    @property
    def newer(self) -> Link | None:
        """The page with what is newer."""
        return page_before(self.page, self._page_address, _("Lebih baru"))

    @property
    def older(self) -> Link | None:
        """The page with what is older."""
        return page_after(self.page, self._page_address, _("Lebih lama"))

    def _page_address(self, page: int) -> str:
        return list_address(self.address, {}, page)
