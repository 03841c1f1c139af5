"""The list of questions: which tab, which filters, one row for each group."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from faq.inbox.age import Age, age_of, asked_words
from faq.inbox.people import name_of
from faq.models import Inquiry, InquiryState
from services import scope
from services.filters import LONGEST_QUERY, typed_line
from services.links import Link
from services.models import Service
from services.paging import list_address, page_after, page_before

PER_PAGE = 25
SHOWN_LETTERS = 160
WAITING, LATE, MINE, FREE, ANSWERED, SPAM = "baru", "lewat", "saya", "bebas", "dijawab", "spam"
TABS = {
    WAITING: "Menunggu", LATE: "Terlambat", MINE: "Tugas saya", FREE: "Belum dibagi", ANSWERED: "Dijawab", SPAM: "Spam",
}  # fmt: skip
OLDEST, NEWEST = "", "terbaru"
EMPTY_WORDS = {
    WAITING: "Tidak ada pertanyaan yang menunggu.",
    LATE: "Tidak ada yang terlambat. Semua masih di dalam janji.",
    MINE: "Belum ada yang ditugaskan kepada Anda. Ambil satu dari “Belum dibagi”.",
    FREE: "Semua yang menunggu sudah ada yang menangani.",
    ANSWERED: "Belum ada pertanyaan yang dijawab.",
    SPAM: "Tidak ada yang ditandai sebagai spam.",
}


@dataclass(frozen=True)
class Row:
    """A group as the list shows it: the text of who asked first, and how many asked the same."""

    lead: Inquiry
    text: str
    url: str
    times: int
    age: Age
    asked: str
    about: str
    handler: str


def conditions(today: datetime.date, user: Any) -> dict[str, Q]:
    """What each tab holds. Members of a group stand alike, so that the lead tells for all."""
    waiting = Q(state=InquiryState.OPEN)
    return {
        WAITING: waiting,
        LATE: waiting & Q(due_on__lt=today),
        MINE: waiting & Q(assigned_to=user.pk),
        FREE: waiting & Q(assigned_to=None),
        ANSWERED: Q(state=InquiryState.ANSWERED),
        SPAM: Q(state=InquiryState.SPAM),
    }


def leads_of(user: Any) -> QuerySet[Inquiry]:
    """One question of each group someone may see."""
    return scope.own(Inquiry.objects.filter(lead=None), user)


def queue(user: Any) -> QuerySet[Inquiry]:
    """What waits, the most urgent first."""
    waiting = leads_of(user).filter(state=InquiryState.OPEN)
    return waiting.order_by(F("due_on").asc(nulls_last=True), "asked_at", "pk")


class InboxList:
    """The list for these parameters: `tab`, `layanan`, `q`, `urut`, `halaman`. What it does not know is ignored."""

    def __init__(self, parameters: QueryDict, user: Any) -> None:
        self.user, self.today = user, timezone.localdate()
        tab, order = parameters.get("tab", ""), parameters.get("urut", "")
        self.tab = tab if tab in TABS else WAITING
        self.order = NEWEST if order == NEWEST else OLDEST
        self.query = typed_line(parameters.get("q", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
        service = parameters.get("layanan", "")
        self.service = int(service) if service.isascii() and service.isdigit() and len(service) < 19 else 0
        self.page: Page = Paginator(self._ordered(), PER_PAGE).get_page(parameters.get("halaman"))
        followers = Inquiry.objects.filter(lead__in=list(self.page)).order_by().values_list("lead")
        times = dict(followers.annotate(times=Count("pk")))
        self.rows = [self._row(each, 1 + times.get(each.pk, 0)) for each in self.page]

    @cached_property
    def _filtered(self) -> QuerySet[Inquiry]:
        """Every group that fits service and words, whatever its tab."""
        rows = leads_of(self.user)
        if self.service:
            rows = rows.filter(service=self.service)
        if self.query:
            follows = Inquiry.objects.filter(lead=OuterRef("pk"), text__icontains=self.query)
            rows = rows.filter(Q(text__icontains=self.query) | Exists(follows))
        return rows

    def _ordered(self) -> QuerySet[Inquiry]:
        rows = self._filtered.filter(conditions(self.today, self.user)[self.tab])
        rows = rows.select_related("service", "assigned_to")
        if self.tab in (ANSWERED, SPAM):
            moment = "answered_at" if self.tab == ANSWERED else "asked_at"
            return rows.order_by(f"-{moment}", "-pk")
        if self.order == NEWEST:
            return rows.order_by("-asked_at", "-pk")
        return rows.order_by(F("due_on").asc(nulls_last=True), "asked_at", "pk")

    def _row(self, lead: Inquiry, times: int) -> Row:
        text = " ".join(lead.text.split())
        service = lead.service
        return Row(
            lead=lead,
            text=text if len(text) <= SHOWN_LETTERS else text[: SHOWN_LETTERS - 1].rstrip() + "…",
            url=reverse("inquiry", args=[lead.pk]),
            times=times,
            age=age_of(lead, self.today),
            asked=asked_words(lead.asked_at, self.today),
            about=(service.short_name or service.name) if service else "Umum",
            handler=name_of(lead.assigned_to) if lead.assigned_to else "",
        )

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many groups each tab holds, in one query."""
        asked = {tab: Count("pk", filter=found) for tab, found in conditions(self.today, self.user).items()}
        return self._filtered.aggregate(**asked)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The tabs with their counts; filters go along."""
        return [
            {"words": words, "count": self.counts[tab], "url": self.address(tab=tab), "is_here": tab == self.tab,
             "is_bad": tab == LATE and self.counts[tab] > 0}
            for tab, words in TABS.items()
        ]  # fmt: skip

    @cached_property
    def services(self) -> list[tuple[int, str]]:
        """The services that were asked about."""
        asked = scope.own(Inquiry.objects.exclude(service=None), self.user).values("service")
        rows = Service.objects.filter(pk__in=asked).order_by("name").values_list("pk", "short_name", "name")
        return [(pk, short or name) for pk, short, name in rows]

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out."""
        return bool(self.service or self.query)

    @property
    def is_empty_house(self) -> bool:
        """Whether nothing was ever asked."""
        return not self.is_filtered and not any(self.counts.values())

    @property
    def has_order(self) -> bool:
        """What waits can be put in another order; what is over stands newest first."""
        return self.tab not in (ANSWERED, SPAM)

    @property
    def empty_words(self) -> str:
        """Why there is nothing."""
        return "Tidak ada yang cocok dengan saringan ini." if self.is_filtered else EMPTY_WORDS[self.tab]

    @property
    def previous(self) -> Link | None:
        """The page before."""
        return page_before(self.page, lambda number: self.address(page=number), "Sebelumnya")

    @property
    def next(self) -> Link | None:
        """The page after."""
        return page_after(self.page, lambda number: self.address(page=number), "Berikutnya")

    @property
    def order_link(self) -> Link:
        """The other order."""
        if self.order == NEWEST:
            return Link("Urutkan: terlama dulu", self.address(order=OLDEST))
        return Link("Urutkan: terbaru dulu", self.address(order=NEWEST))

    def address(self, *, tab: str | None = None, order: str | None = None, page: int = 1) -> str:
        """The list with something of it changed."""
        tab = self.tab if tab is None else tab
        parameters = {
            "tab": "" if tab == WAITING else tab,
            "layanan": str(self.service or ""),
            "q": self.query,
            "urut": self.order if order is None else order,
        }
        return list_address(reverse("inbox"), parameters, page)
