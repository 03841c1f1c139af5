"""The page of the public list: rows with facts, chosen filters that can be taken away, pages of twenty."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from services.choices import OnlineApply
from services.facts import SharedFacts
from services.filters import Found, ServiceFilter, in_catalogue_order, search, words_of
from services.headlines import fee_headline, time_headline
from services.links import Link
from services.models import ServiceEdition
from services.pages import ONLINE_SHORT

PER_PAGE = 20
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


@dataclass(frozen=True)
class ServiceRow:
    """A service as lists show it."""

    name: str
    url: str
    summary: str
    fee: str
    is_free: bool
    time: str
    where: str
    online: str


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


def service_row(edition: ServiceEdition, facts: SharedFacts) -> ServiceRow:
    """What a list shows of an edition."""
    document = edition.content()
    return ServiceRow(
        name=document.name,
        url=reverse("service", args=[edition.slug]),
        summary=document.summary,
        fee=fee_headline(document.fee),
        is_free=document.fee.is_free,
        time=time_headline(document.processing_time),
        where=_where(document.offices, facts),
        online=""
        if document.online.apply == OnlineApply.NO
        else ONLINE_SHORT[OnlineApply(document.online.apply)],
    )


def _where(keys: tuple[str, ...], facts: SharedFacts) -> str:
    names = [facts.offices[key].name for key in keys if key in facts.offices]
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{len(names)} tempat"


def category_links(facts: SharedFacts) -> list[dict[str, Any]]:
    """The shelves that have services, with how many. One query."""
    counted = ServiceEdition.objects.live().order_by().values_list("category").annotate(Count("pk"))
    counts = dict(counted)
    return [
        {
            "name": row.name,
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
            "name": row.name,
            "summary": row.summary,
            "icon": EVENT_ICONS.get(key, "paper"),
            "url": f"{reverse('service-list')}?peristiwa={key}",
        }
        for key, row in facts.life_events.items()
        if row.services
    ]


class ServiceList:
    """Everything the list's template shows for these parameters."""

    def __init__(self, parameters: QueryDict, facts: SharedFacts, now: datetime.datetime) -> None:
        self.parameters, self.facts = parameters, facts
        editions = in_catalogue_order(ServiceEdition.objects.live(), facts)
        self.filter = ServiceFilter(parameters, editions, facts=facts)
        self.query = " ".join(self.filter.chosen.get("q", "").split())
        found = self._found()
        self.is_guess, self.total = found.is_guess, len(found.keys)
        self.page = Paginator(found.keys, PER_PAGE).get_page(parameters.get("halaman"))
        editions = ServiceEdition.objects.in_bulk(list(self.page))
        self.rows = [service_row(editions[key], facts) for key in self.page if key in editions]

    def _found(self) -> Found:
        if self.query:
            return search(self.filter.qs, self.query)
        return Found(list(self.filter.qs.values_list("pk", flat=True)))

    @property
    def title(self) -> str:
        """What the list is of: unlike any other list's, for the page's title."""
        chosen = [self._words(name, value) for name, value in self.filter.chosen.items()]
        page = f", halaman {self.page.number}" if self.page.number > 1 else ""
        return (f"Layanan: {', '.join(chosen)}" if chosen else "Semua layanan") + page

    @property
    def event(self) -> Any:
        """The life event that is chosen, or None."""
        return self.facts.life_events.get(self.filter.chosen.get("peristiwa", ""))

    @property
    def heading(self) -> str:
        """The page's heading."""
        if self.event:
            return self.event.name
        if category := self.facts.categories.get(self.filter.chosen.get("kategori", "")):
            return category.name
        return f"Hasil untuk “{self.query}”" if self.query else "Semua layanan"

    @property
    def lead(self) -> str:
        """A sentence under the heading, or nothing."""
        return self.event.summary if self.event else ""

    @property
    def count_words(self) -> str:
        """How many there are, in a sentence."""
        if not self.total:
            return "Belum ada layanan yang cocok."
        if self.is_guess:
            return (
                f"Tidak ada yang memuat semua kata itu. Mungkin maksud Anda salah satu dari {self.total} ini."
            )
        if self.query:
            return f"{self.total} layanan cocok dengan “{self.query}”."
        return (
            f"Ada {self.total} layanan." if not self.chips else f"{self.total} layanan sesuai pilihan Anda."
        )

    @property
    def near_events(self) -> list[Link]:
        """Life events whose name has all the words: "pindah rumah" is the name of no service."""
        words = words_of(self.query)
        path = reverse("service-list")
        return [
            Link(row.name, f"{path}?peristiwa={key}")
            for key, row in self.facts.life_events.items()
            if words and all(word in row.name.casefold() for word in words)
        ]

    @property
    def ignored(self) -> list[str]:
        """Labels of the filters whose value was not understood."""
        return self.filter.ignored

    @property
    def chips(self) -> list[dict[str, str]]:
        """The filters that hold besides the words, each with the address of the list without it."""
        return [
            {"words": self._words(name, value), "url": self._address(without=name)}
            for name, value in self.filter.chosen.items()
            if name != "q"
        ]

    def _words(self, name: str, value: str) -> str:
        if name == "q":
            return f"“{self.query}”"
        choices = dict(self.filter.filters[name].extra["choices"])
        return str(choices[value])

    @property
    def selects(self) -> list[Select]:
        """The filters one chooses from a list."""
        return [self._select(name) for name in ("kategori", "kantor", "instansi", "peristiwa")]

    def _select(self, name: str) -> Select:
        each, chosen = self.filter.filters[name], self.filter.chosen.get(name)
        options = [Option(key, words, key == chosen) for key, words in each.extra["choices"]]
        return Select(name, str(each.label), str(each.extra["empty_label"]), options)

    @property
    def checks(self) -> list[Option]:
        """The filters one ticks; `value` is the parameter's name."""
        return [
            Option(name, str(self.filter.filters[name].label), name in self.filter.chosen)
            for name in ("gratis", "daring")
        ]

    @property
    def previous(self) -> Link | None:
        """The page before."""
        if not self.page.has_previous():
            return None
        return Link("Sebelumnya", self._address(page=self.page.previous_page_number()))

    @property
    def next(self) -> Link | None:
        """The page after."""
        if not self.page.has_next():
            return None
        return Link("Berikutnya", self._address(page=self.page.next_page_number()))

    def _address(self, *, without: str = "", page: int = 1) -> str:
        """This list's address with only what was understood, on another page or without one filter."""
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in self.filter.chosen.items() if name != without})
        if page > 1:
            query["halaman"] = str(page)
        path = reverse("service-list")
        return f"{path}?{query.urlencode()}" if query else path
