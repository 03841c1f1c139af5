"""Fee, time and places of a life event in words."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.document import ServiceDocument
from services.event_choice import service_words
from services.event_totals import FeeTotal, TimeTotal, Visit
from services.facts import SharedFacts
from services.headlines import fee_headline, time_unit_words
from services.office_pages import OfficeCard, office_cards
from services.plans import Plan
from services.sentences import sentence
from services.wording import date_words, list_words, money

MOST_OFFICES = 6


@dataclass(frozen=True)
class CostRow:
    """What one service costs, in words."""

    service: str
    words: str


@dataclass(frozen=True)
class Late:
    """Steps that wait for papers which other steps neither give nor need at the start, by number and name."""

    numbers: Sequence[int] = ()
    papers: Sequence[str] = ()


class EventTotals:
    """What the chosen services cost and how long they take together."""

    def __init__(
        self,
        fee: FeeTotal,
        time: TimeTotal,
        plan: Plan,
        documents: Mapping[str, ServiceDocument],
        late: Late | None = None,
    ) -> None:
        """`documents` are services by slug; those of the plan are told, in its order."""
        self.fee, self.time, self._plan, self._late = fee, time, plan, late or Late()
        self._documents = [documents[slug] for slug in plan.order]

    @property
    def fee_words(self) -> str:
        """What it costs together, in few words."""
        if self.fee.is_free:
            return _("Gratis")
        sums = " + ".join(money(amount, currency) for currency, amount in self.fee.sums.items() if amount)
        if not self.fee.unstated:
            return sums
        return _("%(sum)s + biaya yang tidak tetap") % {"sum": sums} if sums else _("Tidak tetap")

    @property
    def fee_rows(self) -> list[CostRow]:
        """Service by service, unless all of them cost nothing."""
        if self.fee.is_free:
            return []
        return [CostRow(service_words(each), fee_headline(each.fee)) for each in self._documents]

    @property
    def other_costs(self) -> list[CostRow]:
        """Costs outside the office, where a service names some."""
        named = [each for each in self._documents if each.fee.other_costs]
        return [CostRow(service_words(each), each.fee.other_costs) for each in named]

    @property
    def time_words(self) -> str:
        """How long it takes together at most, in few words."""
        if self.time.unstated:
            return _("Belum bisa dijumlahkan")
        durations = [time_unit_words(value, unit) for value, unit in self.time.durations]
        if not durations:
            return _("Langsung selesai")
        text = (
            _("Paling lama %(duration)s") if not self.waits else _("Paling lama %(duration)s di kantor kami")
        )
        return text % {"duration": " + ".join(durations)}

    @property
    def waits(self) -> bool:
        """Whether time passes between the steps that nobody can state, until a paper from elsewhere is there."""
        return bool(self._late.numbers) and not self.time.unstated

    @property
    def waits_words(self) -> SafeString | str:
        """Why there is no single day on which everything is ready, in a sentence; empty if there may be one."""
        if not self.waits:
            return ""
        text = _(
            "Langkah %(numbers)s baru bisa dimulai setelah ada: %(papers)s. Karena itu tidak ada satu tanggal "
            "selesai. Waktu ini hanya waktu di kantor kami, dihitung sejak berkas tiap langkah lengkap."
        )
        numbers, papers = list_words(map(str, self._late.numbers)), ", ".join(self._late.papers)
        return sentence(text, numbers=numbers, papers=papers)

    @property
    def time_explained(self) -> SafeString | str:
        """How the time was worked out, in a sentence."""
        if self.time.unstated:
            names = list_words(service_words(each) for each in self.time.unstated)
            return sentence(_("Tidak menyebut batas waktu dalam angka: %(names)s."), names=names)
        numbers = [str(self._plan.number(each.slug)) for each in self.time.path]
        if len(numbers) > 1:
            text = _("Dihitung dari langkah yang saling menunggu (%(numbers)s); yang lain bisa bersamaan.")
            if len(numbers) == len(self._documents) or self.waits:
                text = _("Dihitung dari langkah yang saling menunggu (%(numbers)s).")
            return text % {"numbers": " → ".join(numbers)}
        if len(self._documents) > 1 and not self.waits:
            return _("Tidak dijumlahkan, karena langkah-langkahnya bisa diurus bersamaan.")
        return ""

    @property
    def promise_words(self) -> str:
        """By when everything is ready, in a sentence; empty if nothing can be promised."""
        if self.time.ready_by is None or not self.time.durations or self.waits:
            return ""
        text = _(
            "Bila berkas lengkap diserahkan begitu kantor buka dan tiap langkah langsung dilanjutkan, "
            "semuanya selesai paling lambat %(date)s."
        )
        if self.time.estimated:
            text = _(
                "Bila berkas lengkap diserahkan begitu kantor buka dan tiap langkah langsung dilanjutkan, "
                "semuanya selesai paling lambat %(date)s (perkiraan: daftar hari libur belum lengkap)."
            )
        return text % {"date": date_words(self.time.ready_by.date())}


class Step(Protocol):
    """What is told of a step: which service it is, its number, name and address."""

    slug: str
    number: int
    name: str
    url: str


@dataclass(frozen=True)
class Place:
    """One place to go to: what is done there, and the offices of which one will do."""

    heading: SafeString
    offices: list[OfficeCard]
    more: int


class EventPlaces:
    """Where the chosen services are done: at one place if there is one for all, else at as few as possible."""

    def __init__(
        self,
        visits: Sequence[Visit],
        steps: Sequence[Step],
        facts: SharedFacts,
        now: datetime.datetime,
        *,
        waits: bool,
    ) -> None:
        """`waits`: a step waits for what another one gives."""
        self._visits, self._steps, self._facts, self._now = (
            visits,
            {each.slug: each for each in steps},
            facts,
            now,
        )
        self._waits = waits

    @property
    def is_split(self) -> bool:
        """Whether one has to go to several places."""
        return len(self._visits) > 1

    @property
    def words(self) -> str:
        """In how many places it is done, in few words."""
        if not self._visits:
            return _("Tidak perlu ke kantor")
        if not self.is_split:
            return _("Satu tempat untuk semua")
        count = len(self._visits)
        return ngettext("%(count)d tempat", "%(count)d tempat", count) % {"count": count}

    @property
    def heading(self) -> str:
        """The heading of the part."""
        if not self._visits:
            return _("Semua tanpa ke kantor")
        return _("Urus di sini") if self.is_split else _("Semua bisa di satu tempat")

    @property
    def lead(self) -> str | SafeString:
        """What holds for the whole part, in a sentence or two."""
        if not self._visits:
            return _("Tidak ada langkah yang harus diurus di loket.")
        if self.is_split:
            return self._split_words()
        choose = _("Pilih salah satu.") if len(self._visits[0].offices) > 1 else ""
        again = _(
            "Bila hasil satu langkah belum jadi hari itu, Anda perlu datang lagi untuk langkah berikutnya."
        )
        return f"{choose} {again if self._waits else ''}".strip()

    def _split_words(self) -> str | SafeString:
        most = max(self._visits, key=lambda visit: len(visit.services))
        rest = [step.name for slug, step in self._steps.items() if slug not in most.services]
        if len(rest) < len(most.services) and not self.remote:
            text = _("Hampir semua bisa di satu tempat, kecuali %(services)s.")
            return sentence(text, services=list_words(rest))
        return _("Tidak ada satu tempat untuk semuanya. Begini yang paling sedikit perjalanannya:")

    @cached_property
    def list(self) -> list[Place]:
        """The places, in the order of their first step."""
        return [self._place(visit) for visit in self._visits]

    def _place(self, visit: Visit) -> Place:
        numbers = list_words(str(self._steps[slug].number) for slug in visit.services)
        text = ngettext("Langkah %(numbers)s", "Langkah %(numbers)s", len(visit.services))
        shown = office_cards(visit.offices[:MOST_OFFICES], self._facts, self._now, visit.services)
        return Place(sentence(text, numbers=numbers), shown, max(len(visit.offices) - MOST_OFFICES, 0))

    @property
    def remote(self) -> "list[Step]":
        """Steps for which nobody has to go anywhere."""
        at_offices = {slug for visit in self._visits for slug in visit.services}
        return [step for slug, step in self._steps.items() if slug not in at_offices]
