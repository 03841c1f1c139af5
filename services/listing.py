"""The page of the public list: rows with facts, chosen filters that can be taken away, pages of twenty."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from services import snapshot
from services.choices import OnlineApply
from services.descriptions import description
from services.facts import SharedFacts
from services.filters import FILTERS, ServiceFilter, choices, search, typed_line, words_of
from services.headlines import fee_headline, time_headline
from services.kept import Key, Objects
from services.language import in_language, localized
from services.links import Link
from services.models import ServiceEdition, ServiceSpan
from services.pages import ONLINE_SHORT
from services.paging import list_address, page_after, page_before
from services.reading import Said, live_said
from services.shelves import Shelves, listed

PER_PAGE = 20
MOST_NAMED = 3
"""Services that the description for search engines names."""
EVENT_ICONS = {
    "punya-bayi": "baby",
    "menikah": "rings",
    "pindah-rumah": "truck",
    "keluarga-meninggal": "candle",
    "usia-17": "id-card",
    "dokumen-hilang": "wallet",
    "anak-sekolah": "school",
    "buka-usaha": "store",
    "cari-kerja": "briefcase",
}


MOST_ROWS = 1000
_rows = Objects(MOST_ROWS)


@dataclass(frozen=True)
class ServiceRow:
    """A service as lists show it. `kept` is what its ready piece depends on (see `services.kept`)."""

    name: str
    url: str
    summary: str
    fee: str
    is_free: bool
    time: str
    where: str
    online: str
    kept: Key = None


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Select:
    """A filter that is chosen from a list."""

    name: str
    label: str
    empty: str
    options: list[Option]


def service_rows(editions: Iterable[Said], facts: SharedFacts) -> list[ServiceRow]:
    """What a list shows of these editions."""
    version, language = snapshot.version_of(facts), get_language()

    def row(edition: Said) -> ServiceRow:
        key = version and (version, edition.slug, edition.said)
        return _rows.get(key, lambda: _service_row(edition, facts, key), language)

    return [row(each) for each in editions]


def _service_row(edition: Said, facts: SharedFacts, key: Key) -> ServiceRow:
    document = edition.document
    return ServiceRow(
        kept=key,
        name=localized(document, "name"),
        url=reverse("service", args=[edition.slug]),
        summary=localized(document, "summary"),
        fee=fee_headline(document.fee),
        is_free=document.fee.is_free,
        time=time_headline(document.processing_time),
        where=_where(document.offices, facts),
        online=""
        if document.online.apply == OnlineApply.NO
        else str(ONLINE_SHORT[OnlineApply(document.online.apply)]),
    )


def _where(keys: tuple[str, ...], facts: SharedFacts) -> str:
    names = [facts.offices[key].name for key in keys if key in facts.offices]
    if not names:
        return ""
    if len(names) == 1:
        return in_language(names[0], "")
    return ngettext("%(n)s tempat", "%(n)s tempat", len(names)) % {"n": len(names)}


def category_links(facts: SharedFacts) -> list[dict[str, Any]]:
    """The shelves that have services, with how many. One query."""
    counted = ServiceSpan.objects.live().order_by().values_list("category").annotate(Count("pk"))
    counts = dict(counted)
    return [
        {
            "name": localized(row, "name"),
            "icon": row.icon,
            "count": counts[key],
            "url": f"{reverse('service-list')}?kategori={key}",
        }
        for key, row in facts.categories.items()
        if counts.get(key)
    ]


def event_links(facts: SharedFacts) -> list[dict[str, str]]:
    """Life events, each with the services it needs."""
    return [
        {
            "name": localized(row, "name"),
            "summary": in_language(row.summary, ""),
            "icon": EVENT_ICONS.get(key, "paper"),
            "url": event_address(key),
        }
        for key, row in facts.life_events.items()
        if row.services
    ]


def event_address(key: str) -> str:
    """The page of a life event."""
    return reverse("life-event", args=[key])


class ServiceList:
    """Everything the list's template shows for these parameters."""

    def __init__(self, parameters: QueryDict, facts: SharedFacts, now: datetime.datetime) -> None:
        self.parameters, self.facts = parameters, facts
        self.filter = ServiceFilter(parameters, facts=facts)
        self.query = typed_line(self.filter.chosen.get("q", ""))
        self.is_guess = False
        self.page = Paginator(self._keys(), PER_PAGE).get_page(parameters.get("halaman"))
        self.total = self.page.paginator.count
        self.rows = service_rows(live_said(ServiceEdition, list(self.page)), facts)

    @cached_property
    def kept(self) -> Key:
        """What all of the list depends on (see `services.kept`): nothing in it follows the clock. Nothing is kept of
        what somebody typed, be it words or a choice that there is not.
        """
        rows = [row.kept for row in self.rows]
        version, chosen = snapshot.version_of(self.facts), self.filter.chosen
        if version is None or "q" in chosen or self.ignored or None in rows:
            return None
        return (version, *chosen.items(), self.page.number, self.total, *rows)

    @property
    def kept_filters(self) -> Key:
        """What the ready piece of the filters depends on (see `services.kept`)."""
        version = snapshot.version_of(self.facts)
        chosen = ((name, value) for name, value in self.filter.chosen.items() if name != "q")
        return version and (version, *chosen)

    def _keys(self) -> Sequence[int] | Shelves:
        """Editions in order; without words the database counts them and gives one page of them."""
        if not words_of(self.query):
            return listed(self.filter)
        found = search(self.filter.qs, self.query, all_live=not self.filter.names)
        self.is_guess = found.is_guess
        return found.keys

    @property
    def title(self) -> str:
        """What the list is of: unlike any other list's, for the page's title."""
        chosen = [self._words(name, value) for name, value in self.filter.chosen.items()]
        title = _("Layanan: %(chosen)s") % {"chosen": ", ".join(chosen)} if chosen else _("Semua layanan")
        if self.page.number == 1:
            return title
        return _("%(title)s, halaman %(number)s") % {"title": title, "number": self.page.number}

    @property
    def event(self) -> Any:
        """The life event that is chosen, or None."""
        return self.facts.life_events.get(self.filter.chosen.get("peristiwa", ""))

    @property
    def heading(self) -> str:
        """The page's heading."""
        if self.event:
            return localized(self.event, "name")
        if category := self.facts.categories.get(self.filter.chosen.get("kategori", "")):
            return localized(category, "name")
        return _("Hasil untuk “%(query)s”") % {"query": self.query} if self.query else _("Semua layanan")

    @property
    def lead(self) -> str:
        """A sentence under the heading, or nothing."""
        return in_language(self.event.summary, "") if self.event else ""

    @property
    def count_words(self) -> str:
        """How many there are, in a sentence."""
        if not self.total:
            return _("Belum ada layanan yang cocok.")
        told = {"n": self.total, "query": self.query}
        if self.is_guess:
            words = ngettext(
                "Tidak ada yang memuat semua kata itu. Mungkin maksud Anda %(n)s layanan ini.",
                "Tidak ada yang memuat semua kata itu. Mungkin maksud Anda salah satu dari %(n)s ini.",
                self.total,
            )
        elif self.query:
            words = ngettext(
                "%(n)s layanan cocok dengan “%(query)s”.",
                "%(n)s layanan cocok dengan “%(query)s”.",
                self.total,
            )
        elif self.chips:
            words = ngettext(
                "%(n)s layanan sesuai pilihan Anda.", "%(n)s layanan sesuai pilihan Anda.", self.total
            )
        else:
            words = ngettext("Ada %(n)s layanan.", "Ada %(n)s layanan.", self.total)
        return words % told

    @property
    def description(self) -> str:
        """What search engines show: what the list is of, how many, and the first of them."""
        first = [row.name for row in self.rows[:MOST_NAMED]]
        return description(
            _("%(title)s. %(count)s") % {"title": self.title, "count": self.count_words},
            _("Lihat biaya, waktu, tempat, dan berkasnya sebelum datang."),
            _("Antara lain: %(names)s.") % {"names": "; ".join(first)} if first else "",
        )

    @property
    def is_for_engines(self) -> bool:
        """Whether search engines should keep the page: results of searches they should not."""
        return not self.query and self.total > 0

    @property
    def canonical_url(self) -> str:
        """The address engines should know it by: filters show parts of the same list, its pages do not."""
        page = self.page.number if not self.filter.chosen else 1
        return settings.SITE_URL + list_address(reverse("service-list"), {}, page)

    @property
    def links(self) -> list[Link]:
        """What the list shows on this page."""
        return [Link(row.name, row.url) for row in self.rows]

    @property
    def near_events(self) -> list[Link]:
        """Life events whose name has all the words: "pindah rumah" is the name of no service."""
        words = words_of(self.query)
        return [
            Link(localized(row, "name"), event_address(key))
            for key, row in self.facts.life_events.items()
            if words and all(word in f"{row.name} {row.name_en}".casefold() for word in words)
        ]

    @property
    def ignored(self) -> list[str]:
        """Labels of the filters whose value was not understood."""
        return self.filter.ignored

    @property
    def chips(self) -> list[dict[str, str]]:
        """The filters that hold besides the words, each with the address of the list without it."""
        return [
            {"words": self._words(name, value), "url": self._address_without(name)}
            for name, value in self.filter.chosen.items()
            if name != "q"
        ]

    def _words(self, name: str, value: str) -> str:
        if name == "q":
            return f"“{self.query}”"
        words = dict(self.filter.filters[name].extra["choices"])[value]
        return words if isinstance(words, str) else str(words)

    @property
    def selects(self) -> list[Select]:
        """The filters one chooses from a list."""
        return [self._select(name) for name in ("kategori", "kantor", "instansi", "peristiwa")]

    def _select(self, name: str) -> Select:
        each, chosen = FILTERS[name], self.filter.chosen.get(name)
        options = [Option(key, words, key == chosen) for key, words in choices(name, self.facts)]
        return Select(name, str(each.label), str(each.extra["empty_label"]), options)

    @property
    def checks(self) -> list[Option]:
        """The filters one ticks; `value` is the parameter's name."""
        return [
            Option(name, str(FILTERS[name].label), name in self.filter.chosen)
            for name in ("gratis", "daring")
        ]

    @property
    def previous(self) -> Link | None:
        """The page before."""
        return page_before(self.page, self._page_address, _("Sebelumnya"))

    @property
    def next(self) -> Link | None:
        """The page after."""
        return page_after(self.page, self._page_address, _("Berikutnya"))

    def _page_address(self, page: int) -> str:
        return list_address(reverse("service-list"), self.filter.chosen, page)

    def _address_without(self, name: str) -> str:
        """This list's address without one of its filters; only what was understood stays."""
        rest = {each: value for each, value in self.filter.chosen.items() if each != name}
        return list_address(reverse("service-list"), rest)
