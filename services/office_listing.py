"""The list of offices: all of them or those open now, of one kind, in pages where there are many."""

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from services import hours
from services.choices import office_type_label
from services.facts import OfficeFacts, SharedFacts
from services.links import Link
from services.office_pages import ClosureNotice, OfficeCard, closure_notices, office_cards

PER_PAGE = 30
"""Up to so many offices need no pages and no choice of kinds."""

MOST_ON_ONE_PAGE = 600
"""The largest regencies have some 450 villages; beyond this the list is only shown in pages."""


@dataclass(frozen=True)
class Choice:
    """One way to see the list."""

    words: str
    url: str
    is_chosen: bool


class OfficeList:
    """Everything the list's template shows for these parameters; what is not understood is ignored."""

    def __init__(self, parameters: QueryDict, facts: SharedFacts, now: datetime.datetime) -> None:
        self.facts, self.now = facts, now
        self.only_open = parameters.get("buka") == "ya"
        kind = parameters.get("jenis", "")
        self.kind = kind if kind in self._kinds else ""
        self.is_whole = parameters.get("semua") == "ya" and len(facts.offices) <= MOST_ON_ONE_PAGE
        self.page: Page = Paginator(self._found, self._per_page).get_page(parameters.get("halaman"))

    @property
    def _per_page(self) -> int:
        return MOST_ON_ONE_PAGE if self.is_whole else PER_PAGE

    @cached_property
    def _kinds(self) -> Counter[str]:
        return Counter(office.type for office in self.facts.offices.values())

    @cached_property
    def _of_kind(self) -> list[OfficeFacts]:
        return [each for each in self.facts.offices.values() if not self.kind or each.type == self.kind]

    @cached_property
    def _open(self) -> list[OfficeFacts]:
        return [each for each in self._of_kind if hours.is_open_at(each, self.facts, self.now)]

    @property
    def _found(self) -> list[str]:
        return [each.key for each in (self._open if self.only_open else self._of_kind)]

    @cached_property
    def offices(self) -> list[OfficeCard]:
        """The offices of this page of the list."""
        return office_cards(list(self.page), self.facts, self.now)

    @property
    def is_empty(self) -> bool:
        """Whether no office has been entered at all."""
        return not self.facts.offices

    @property
    def title(self) -> str:
        """What the list is of, for the page's title: unlike any other page's."""
        title = _("Kantor yang buka sekarang") if self.only_open else _("Kantor dan jam buka")
        if self.kind:
            title = f"{title}: {office_type_label(self.kind)}"
        if self.page.number > 1:
            return _("%(title)s, halaman %(number)d") % {"title": title, "number": self.page.number}
        return title

    @property
    def views(self) -> list[Choice]:
        """All offices, or those open now; each with how many."""
        every, now_open = len(self._of_kind), len(self._open)
        return [
            Choice(_("Semua (%(n)d)") % {"n": every}, self._address(buka=""), not self.only_open),
            Choice(_("Buka sekarang (%(n)d)") % {"n": now_open}, self._address(buka="ya"), self.only_open),
        ]

    @property
    def kinds(self) -> list[Choice]:
        """Kinds of offices to choose from, where there are many offices."""
        if len(self.facts.offices) <= PER_PAGE or len(self._kinds) < 2:
            return []
        every = Choice(_("Semua jenis"), self._address(jenis=""), not self.kind)
        return [
            every,
            *(
                Choice(f"{office_type_label(key)} ({count})", self._address(jenis=key), key == self.kind)
                for key, count in self._kinds.most_common()
            ),
        ]

    @property
    def whole(self) -> Link | None:
        """The whole list on one page: only there can the device sort it by distance."""
        if self.page.paginator.num_pages == 1 or len(self.facts.offices) > MOST_ON_ONE_PAGE:
            return None
        return Link(_("Tampilkan semua di satu halaman"), self._address(semua="ya"))

    @property
    def can_sort(self) -> bool:
        """Whether the device can sort: the list is whole, and two offices or more have a known place."""
        known = sum(office.position is not None for office in self.offices)
        return self.page.paginator.num_pages == 1 and known > 1

    @property
    def has_invented_places(self) -> bool:
        """Whether coordinates here are those of a demo."""
        return any(office.position and office.facts.coordinates_fictional for office in self.offices)

    @property
    def opens_first(self) -> OfficeCard | None:
        """While none is open: the office that opens first."""
        if not self.only_open or self._open:
            return None
        coming = [
            (state.opens_at, key)
            for key, state in (
                (each.key, hours.state(each, self.facts, self.now)) for each in self._of_kind[:PER_PAGE]
            )
            if state.opens_at
        ]
        return office_cards([min(coming)[1]], self.facts, self.now)[0] if coming else None

    @property
    def closures(self) -> list[ClosureNotice]:
        """The next closures of any office."""
        return closure_notices(self.facts, self.now, limit=5)

    @property
    def previous(self) -> Link | None:
        """The page before."""
        if not self.page.has_previous():
            return None
        return Link(_("Sebelumnya"), self._address(halaman=self.page.previous_page_number()))

    @property
    def next(self) -> Link | None:
        """The page after."""
        if not self.page.has_next():
            return None
        return Link(_("Berikutnya"), self._address(halaman=self.page.next_page_number()))

    def _address(self, **changed: str | int) -> str:
        """This list's address with some parameters changed; another choice starts at its first page."""
        chosen = {
            "jenis": self.kind,
            "buka": "ya" if self.only_open else "",
            "semua": "ya" if self.is_whole else "",
        } | changed
        query = urlencode({name: value for name, value in chosen.items() if value and value != 1})
        return reverse("office-list") + (f"?{query}" if query else "")
