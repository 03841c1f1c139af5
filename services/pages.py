"""The page of one service: everything its template shows, worked out once, so that the template does not."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from services.choices import EvidenceLevel, OnlineApply, TimeKind, actor_label
from services.document import Case, ServiceDocument
from services.facts import AgencyFacts, SharedFacts
from services.fields import clean_html
from services.headlines import time_headline
from services.links import Link, channel_links, share_link, shared_text, web_link, web_name, whatsapp_link
from services.models import ServiceEdition
from services.office_pages import OfficeCard, office_cards
from services.papers import PaperGroup, case_words, issuing_slugs, paper_groups
from services.promise import promise_date
from services.wording import MONTHS, date_words, time_words

ONLINE_SHORT = {
    OnlineApply.NO: "Harus datang",
    OnlineApply.PARTLY: "Sebagian daring",
    OnlineApply.FULLY: "Bisa daring",
}
SHORT_LAW = 40


@dataclass(frozen=True)
class CaseChoice:
    """One link of the case picker."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class StepRow:
    """One step of the flow, in words."""

    actor: str
    is_resident: bool
    where: str
    text: str
    case_words: str


@dataclass(frozen=True)
class ChannelRow:
    """One way to complain."""

    name: str
    links: list[Link]
    notes: list[str]


def service_link(slug: str, name: str) -> Link:
    """The link to a service's page."""
    return Link(name, reverse("service", args=[slug]))


def named_slugs(document: ServiceDocument, facts: SharedFacts) -> set[str]:
    """Other services that the page names: related ones, and those that issue its papers."""
    return {*document.related, *issuing_slugs(document, facts)} - {document.slug}


def as_of_words(as_of: str) -> str:
    """ "2026-01" as "Januari 2026", "2026-01-31" as "31 Januari 2026"; anything else as it was written."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?", as_of)
    if not match:
        return as_of
    year, month, day = match.groups()
    return f"{f'{int(day)} ' if day else ''}{MONTHS[int(month) - 1]} {year}"


class ServicePage:
    """An edition of a service in one case (or in all of them), as its page shows it at a moment."""

    def __init__(
        self,
        edition: ServiceEdition,
        document: ServiceDocument,
        facts: SharedFacts,
        names: Mapping[str, str],
        now: datetime.datetime,
        case: Case | None = None,
    ) -> None:
        self.edition, self.document, self.facts, self.now, self.case = edition, document, facts, now, case
        self.services = {slug: service_link(slug, name) for slug, name in names.items()}
        self.case_key = case.key if case else None

    # --- who and where ------------------------------------------------------------------------------------

    @cached_property
    def url(self) -> str:
        """The page's address, with the case."""
        query = f"?keadaan={self.case_key}" if self.case else ""
        return reverse("service", args=[self.document.slug]) + query

    @cached_property
    def publisher(self) -> AgencyFacts | None:
        """Whose contacts stand on the page."""
        return self.facts.publisher_of(self.document.agency)

    @property
    def agency_name(self) -> str:
        """The agency that gives the service."""
        agency = self.facts.agencies.get(self.document.agency)
        return agency.name if agency else self.publisher.name if self.publisher else ""

    @property
    def category(self) -> Link | None:
        """The shelf it stands on."""
        category = self.facts.categories.get(self.document.category)
        return category and Link(category.name, f"{reverse('service-list')}?kategori={category.key}")

    @cached_property
    def offices(self) -> list[OfficeCard]:
        """Where it is given, as of now."""
        return office_cards(self.document.offices, self.facts, self.now)

    @property
    def first_office(self) -> OfficeCard | None:
        """The place to name first."""
        return next(iter(self.offices), None)

    @property
    def other_offices(self) -> int:
        """How many places there are besides the first."""
        return max(len(self.offices) - 1, 0)

    @property
    def open_offices(self) -> int:
        """How many places are open at this moment."""
        return sum(office.is_open for office in self.offices)

    # --- facts strip --------------------------------------------------------------------------------------

    @property
    def time_head(self) -> str:
        """The time standard's first statement."""
        return time_headline(self.document.processing_time)

    @property
    def time_tail(self) -> str:
        """What else the time standard says."""
        return "" if (text := self.document.processing_time.text) == self.time_head else text

    @property
    def fee_law(self) -> str:
        """The rule the fee rests on, where it is named in a few words before its explanation."""
        law = self.document.fee.basis.partition(":")[0]
        return law if len(law) <= SHORT_LAW else ""

    @property
    def online_words(self) -> str:
        """Whether one has to come, in two words."""
        return ONLINE_SHORT[OnlineApply(self.document.online.apply)]

    # --- case, papers, flow -------------------------------------------------------------------------------

    @cached_property
    def cases(self) -> list[CaseChoice]:
        """The case picker: every case, and all of them together."""
        path = reverse("service", args=[self.document.slug])
        choices = [
            CaseChoice(case.label, f"{path}?keadaan={case.key}#berkas", case == self.case)
            for case in self.document.cases
        ]
        return (
            [*choices, CaseChoice("Tampilkan semua keadaan", f"{path}#berkas", self.case is None)]
            if choices
            else []
        )

    @cached_property
    def papers(self) -> list[PaperGroup]:
        """What to bring, in this case."""
        return paper_groups(self.document, self.case_key, self.facts, self.services)

    @cached_property
    def steps(self) -> list[StepRow]:
        """The flow, in this case."""
        return [
            StepRow(
                actor=actor_label(step.actor),
                is_resident=step.actor == "pemohon",
                where=step.where,
                text=step.text,
                case_words="" if self.case else case_words(self.document, step.cases),
            )
            for step in self.document.steps_for(self.case_key)
        ]

    # --- time ---------------------------------------------------------------------------------------------

    @property
    def time_kind(self) -> str:
        """Where the time standard comes from."""
        kind = self.document.processing_time.kind
        return str(TimeKind(kind).label) if kind else ""

    @cached_property
    def promise_words(self) -> str:
        """By when it is ready if the papers are handed in now, in a sentence; empty if unknown."""
        office = next((each.facts for each in self.offices if not each.facts.stops), None)
        promise = promise_date(self.document.processing_time, self.facts, office, self.now)
        if not promise.words:
            return ""
        start = promise.counted_from
        if start is None or start <= self.now:
            return f"Bila berkas lengkap diserahkan sekarang, {_ready(promise.words)}."
        when = f"{date_words(start.date())} pukul {time_words(start)}" if office else date_words(start.date())
        return f"Bila berkas lengkap diserahkan saat kantor buka lagi ({when}), {_ready(promise.words)}."

    # --- help and evidence --------------------------------------------------------------------------------

    @property
    def channels(self) -> list[ChannelRow]:
        """Where to complain."""
        found = [self.facts.channels[key] for key in self.document.channels if key in self.facts.channels]
        return [ChannelRow(each.name, channel_links(each), _channel_notes(each)) for each in found]

    @property
    def related(self) -> list[Link]:
        """Other services people need with this one, those that are live."""
        return [self.services[slug] for slug in self.document.related if slug in self.services]

    @property
    def description(self) -> SafeString:
        """The longer explanation; cleaned once more, because it is put into the page as HTML."""
        return mark_safe(clean_html(self.document.description))

    @property
    def evidence_words(self) -> str:
        """How the facts were checked."""
        level = self.document.evidence.level
        return str(EvidenceLevel(level).label) if level else "Tingkat pemeriksaan belum dicatat"

    @property
    def sources(self) -> list[Link]:
        """What the facts were checked against; only web addresses are links."""
        return [Link(web_name(each) if web_link(each) else each, web_link(each)) for each in self._sources]

    @property
    def _sources(self) -> tuple[str, ...]:
        return self.document.evidence.sources

    @property
    def as_of(self) -> str:
        """The month or day the facts stand for."""
        return as_of_words(self.document.evidence.facts_as_of)

    @property
    def live_since(self) -> str:
        """The day this edition took effect."""
        moment = self.edition.live_from.astimezone(self.now.tzinfo)
        return date_words(moment.date(), short=True)

    # --- to take along ------------------------------------------------------------------------------------

    @cached_property
    def share_text(self) -> str:
        """The page as a WhatsApp message under 1,500 letters: what, what to bring, where to read on."""
        document = self.document
        head = [f"*{document.name}*", *([f"Keadaan: {self.case.label}"] if self.case else [])]
        head += [
            f"Biaya: {document.fee.text}",
            f"Waktu: {document.processing_time.text}",
            "",
            "Yang perlu dibawa:",
        ]
        tail = ["", f"Selengkapnya: {settings.SITE_URL}{self.url}"]
        if self.publisher:
            tail.append(self.publisher.name)
        return shared_text(head, [group.short_words for group in self.papers], tail)

    @property
    def share_url(self) -> str:
        """WhatsApp with that message."""
        return share_link(self.share_text)

    @property
    def ask_url(self) -> str:
        """A chat with the office about this service, without personal data; else the answers we have."""
        situation = f" Keadaan saya: {self.case.label}." if self.case else ""
        text = f"Halo, saya mau mengurus {self.document.name}.{situation} Saya mau bertanya: "
        chat = whatsapp_link(self.publisher.whatsapp, text) if self.publisher else ""
        return chat or reverse("question-list")

    @property
    def asks_by_chat(self) -> bool:
        """Whether asking opens a chat with the office."""
        return self.ask_url.startswith("https://")

    @property
    def preview_image(self) -> str:
        """The link preview's picture, relative to the site."""
        return f"/kartu/{self.document.slug}.jpg"


def _ready(words: str) -> str:
    return words if words.startswith("selesai") else f"selesai {words}"


def _channel_notes(channel: object) -> list[str]:
    response = f"Tanggapan pertama: {_lower_first(channel.first_response)}" if channel.first_response else ""
    notes = [response, channel.resolution, channel.note, channel.privacy_note]
    return [note if note.endswith(".") else f"{note}." for note in notes if note]


def _lower_first(words: str) -> str:
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
