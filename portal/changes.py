"""What changed across services and questions: one list of days, for the page and for the feed.

An office that brings in a catalogue publishes a hundred entries within a second. So first publications are counted
per day ("26 layanan terbit"), and only what changed afterwards stands one by one. The database counts and orders, so
that a page costs the same however many entries there are.
"""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, F, Max, QuerySet, Value
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from faq.models import QuestionEdition
from services import snapshot
from services.descriptions import description
from services.facts import SharedFacts
from services.freshness import for_everyone
from services.language import in_language
from services.links import Link
from services.models import Edition, ServiceEdition
from services.paging import list_address, page_after, page_before
from services.structured_data import breadcrumb, json_ld
from services.timeline import PER_PAGE, Event, event_of
from services.views import home_link, show, site_now
from services.wording import date_words

NAMED = 6
"""Up to this many entries published on one day are named; more are only counted."""


@dataclass(frozen=True)
class Kind:
    """A sort of entry: its editions, and the addresses of an entry, of what changed in it, and of all of them."""

    key: str
    editions: type[Edition]
    page: str
    history: str
    all_page: str


KINDS = {
    "layanan": Kind("layanan", ServiceEdition, "service", "service-history", "service-list"),
    "tanya-jawab": Kind("tanya-jawab", QuestionEdition, "question", "question", "question-list"),
}


@dataclass(frozen=True)
class News:
    """One thing that happened: an entry changed, or some were published for the first time.

    `key` is unlike any other's and stays; `link` leads to the entry or, for many, to the list; `names` are the
    entries that were published, if they are few.
    """

    key: str
    moment: datetime.datetime
    link: Link
    event: Event | None = None
    names: list[Link] = field(default_factory=list)

    @property
    def day(self) -> datetime.date:
        """The day it took effect, on the office's clock."""
        return self.moment.date()


@dataclass(frozen=True)
class Day:
    """A day and what happened on it."""

    words: str
    news: list[News]


class LocalDay(models.Func):
    """The day of a moment on the office's clock.

    Not `TruncDate`, which on SQLite calls Python for every row. There the offset of today stands for every day: the
    time zones of Indonesia have no summer time.
    """

    output_field = models.DateField()

    def __init__(self, moment: str, clock: datetime.tzinfo) -> None:
        self.clock = clock
        super().__init__(F(moment))

    def as_sqlite(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, Any]:
        """`date()` of the stored UTC text, moved by the offset."""
        offset = datetime.datetime.now(self.clock).utcoffset() or datetime.timedelta()
        minutes = int(offset.total_seconds() // 60)
        return super().as_sql(
            compiler, connection, template=f"date(%(expressions)s, '{minutes:+d} minutes')", **kwargs
        )

    def as_postgresql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, Any]:
        """The moment in the office's time zone, without its time."""
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"(({sql}) AT TIME ZONE %s)::date", [*parameters, str(self.clock)]


def happenings(now: datetime.datetime, kinds: Iterable[Kind]) -> QuerySet:
    """(kind, edition's key, moment, how many), newest first; more than one are first publications of one day."""
    rows: list[QuerySet] = []
    for kind in kinds:
        sort = Value(kind.key, output_field=models.CharField())
        past = kind.editions.objects.in_effect(now).order_by()
        changed = past.filter(number__gt=1)
        changed = changed.annotate(kind=sort, edition=F("pk"), moment=F("live_from"), many=Value(1))
        first = past.filter(number=1, digest__gt="")
        first = (
            first.annotate(day=LocalDay("live_from", now.tzinfo))
            .values("day")
            .annotate(kind=sort, edition=Max("pk"), moment=Max("live_from"), many=Count("pk"))
        )
        rows += [each.values_list("kind", "edition", "moment", "many") for each in (changed, first)]
    return rows[0].union(*rows[1:], all=True).order_by("-moment", "kind", "-edition")


def news(rows: Iterable[tuple], facts: SharedFacts, clock: datetime.tzinfo) -> list[News]:
    """What these happenings are, in words. Two queries per kind of entry at most."""
    rows = [(kind, pk, moment.astimezone(clock), many) for kind, pk, moment, many in rows]
    tellers = {key: _Teller(kind, [row[1:] for row in rows if row[0] == key]) for key, kind in KINDS.items()}
    return [tellers[key].tell(pk, moment, many, facts) for key, pk, moment, many in rows]


class _Teller:
    """Puts happenings of one kind of entry into words; their editions are read at once."""

    def __init__(self, kind: Kind, rows: list[tuple[int, datetime.datetime, int]]) -> None:
        self.kind = kind
        single = [pk for pk, _moment, many in rows if many == 1]
        self.editions = kind.editions.objects.with_predecessor().in_bulk(single) if single else {}
        few = [moment for _pk, moment, many in rows if 1 < many <= NAMED]
        self.names = self._names(few) if few else {}

    def _names(self, moments: list[datetime.datetime]) -> dict[datetime.date, list[Link]]:
        """The entries that were published first on the days of these moments, by day."""
        day = LocalDay("live_from", moments[0].tzinfo)
        first = self.kind.editions.objects.filter(number=1, digest__gt="").annotate(day=day)
        first = first.filter(day__in={moment.date() for moment in moments}).order_by("live_from", "pk")
        names: dict[datetime.date, list[Link]] = {}
        for on, slug, title, english in first.values_list("day", "slug", "title", "document__name_en"):
            link = Link(in_language(title, english or ""), reverse(self.kind.page, args=[slug]))
            names.setdefault(on, []).append(link)
        return names

    def tell(self, pk: int, moment: datetime.datetime, many: int, facts: SharedFacts) -> News:
        """One happening in words."""
        if many > 1:
            key = f"{self.kind.key}/{moment.date()}"
            link = Link(_counted(self.kind, many), reverse(self.kind.all_page))
            return News(key, moment, link, names=self.names.get(moment.date(), []))
        edition = self.editions[pk]
        event = event_of(edition, facts, moment.tzinfo)
        address = reverse(self.kind.history, args=[edition.slug])
        if self.kind.history != self.kind.page:
            address += f"#{event.anchor}"
        return News(
            f"{self.kind.key}/{edition.slug}/{edition.number}", moment, Link(_name(edition), address), event
        )


def _counted(kind: Kind, many: int) -> str:
    if kind.key == "layanan":
        words = ngettext("%(n)s layanan baru terbit", "%(n)s layanan baru terbit", many)
    else:
        words = ngettext("%(n)s tanya jawab baru terbit", "%(n)s tanya jawab baru terbit", many)
    return words % {"n": many}


def _name(edition: Any) -> str:
    """The entry's name in this edition; of a withdrawal, in the one before it."""
    document = edition.document or edition.before or {}
    return in_language(document.get("name") or document.get("question", ""), document.get("name_en", ""))


class ChangeList:
    """The page of what changed: days, newest first; `jenis` narrows it to one kind of entry."""

    def __init__(self, parameters: QueryDict, facts: SharedFacts, now: datetime.datetime) -> None:
        asked = parameters.get("jenis", "")
        self.kind = asked if asked in KINDS else ""
        kinds = [KINDS[self.kind]] if self.kind else KINDS.values()
        self.page = Paginator(happenings(now, kinds), PER_PAGE).get_page(parameters.get("halaman"))
        self.news = news(self.page, facts, now.tzinfo)

    @property
    def days(self) -> list[Day]:
        """The days of this page with what happened on each."""
        by_day = itertools.groupby(self.news, key=lambda each: each.day)
        return [Day(date_words(day), list(each)) for day, each in by_day]

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """The kinds as links."""
        return [
            {"words": words, "url": self._address(key), "is_chosen": key == self.kind}
            for key, words in self._words.items()
        ]

    @property
    def kind_words(self) -> str:
        """The chosen kind in words, or nothing."""
        return self._words[self.kind] if self.kind else ""

    @property
    def _words(self) -> dict[str, str]:
        return {"": _("Semua"), "layanan": _("Layanan"), "tanya-jawab": _("Tanya jawab")}

    @property
    def newer(self) -> Link | None:
        """The page with what is newer."""
        return page_before(self.page, partial(self._address, self.kind), _("Lebih baru"))

    @property
    def older(self) -> Link | None:
        """The page with what is older."""
        return page_after(self.page, partial(self._address, self.kind), _("Lebih lama"))

    def _address(self, kind: str, page: int = 1) -> str:
        return list_address(reverse("changes"), {"jenis": kind}, page)


@for_everyone("jenis", "halaman")
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed, newest first."""
    facts = snapshot.current()
    page = ChangeList(request.GET, facts, site_now(facts))
    trail, heading = [home_link()], _("Yang berubah")
    lead = _("Perubahan syarat, biaya, waktu, dan tempat layanan, dari yang terbaru.")
    context = {
        "page": page,
        "trail": trail,
        "heading": heading,
        "lead": lead,
        "description": description(lead, *_newest(page)),
        "structured_data": json_ld(breadcrumb([*trail, Link(heading, reverse("changes"))])),
    }
    return show(request, "portal/changes.html", facts, context)


def _newest(page: ChangeList) -> list[str]:
    """What happened last, in a sentence."""
    return [
        _("Terakhir: %(what)s, %(date)s.")
        % {"what": each.link.words, "date": date_words(each.day, short=True)}
        for each in page.news[:1]
    ]
