"""The page of one service: everything its template shows, worked out once, so that the template does not."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import snapshot
from services.choices import OnlineApply, TimeKind, actor_label
from services.confirming import confirmation_words
from services.descriptions import description
from services.document import Case, ServiceDocument
from services.evidence import ChannelRow, EvidencePart, channel_rows
from services.facts import AgencyFacts, SharedFacts
from services.fields import clean_html
from services.headlines import fee_headline, fee_tail, time_headline
from services.kept import Key
from services.language import in_english, in_language, localized
from services.links import Link
from services.messages import TakenAlong, consultation_message, papers_message
from services.models import ServiceEdition
from services.notices.lines import PageNotices, service_lines
from services.office_pages import OfficeCard, office_cards
from services.papers import PaperGroup, case_words, issuing_slugs, paper_groups
from services.promise_words import PromiseSection, promise_section
from services.wording import date_words

ONLINE_SHORT = {
    OnlineApply.NO: gettext_lazy("Harus datang"),
    OnlineApply.PARTLY: gettext_lazy("Sebagian daring"),
    OnlineApply.FULLY: gettext_lazy("Bisa daring"),
}
SHORT_LAW = 40
MOST_NAMED = 4
"""Papers that a description for search engines names."""


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


def service_link(slug: str, name: str) -> Link:
    """The link to a service's page."""
    return Link(name, reverse("service", args=[slug]))


def named_slugs(document: ServiceDocument, facts: SharedFacts) -> set[str]:
    """Other services that the page names: related ones, and those that issue its papers."""
    return {*document.related, *issuing_slugs(document, facts)} - {document.slug}


class ServicePage(TakenAlong):
    """An edition of a service in one case (or in all of them), as its page shows it at a moment.

    `only_live` is where links lead that make sense for what is public only: empty here, the bar in a preview.
    """

    only_live = ""
    said = ""
    """A name for what the edition says (`services.reading.fingerprint`); "" for a draft, of which nothing is kept."""

    def __init__(
        self,
        edition: ServiceEdition,
        document: ServiceDocument,
        facts: SharedFacts,
        names: Mapping[str, str],
        now: datetime.datetime,
        case: Case | None = None,
        handed_in: str = "",
    ) -> None:
        """`names` are live services by slug, `handed_in` the day asked for (`?serah=`) as it was typed."""
        self.edition, self.document, self.facts, self.now, self.case = edition, document, facts, now, case
        self.handed_in = handed_in
        self.names = names
        self.case_key = case.key if case else None

    # --- what its ready pieces depend on; see services.kept ------------------------------------------------

    @cached_property
    def kept(self) -> Key:
        """Everything but the clock. Nothing is kept for a day that somebody typed: there is no end of them."""
        version = snapshot.version_of(self.facts)
        if not self.said or version is None or self.promise.asked.typed:
            return None
        names = sorted((slug, name, type(name)) for slug, name in self.names.items())
        said = (self.said, self.edition.pk, self.edition.number, self.edition.live_from, self.confirmation)
        return (version, *said, self.case_key, bool(self.promise.first), *names)

    @property
    def kept_for_day(self) -> Key:
        """Besides, the day."""
        return self.kept and (*self.kept, self.now.date())

    @property
    def kept_facts(self) -> Key:
        """Besides, what the strip of facts says of this moment."""
        office = self.first_office
        return self.kept and (*self.kept, self.promise.short, office and office.kept_state)

    @property
    def kept_promise(self) -> Key:
        """Besides, what is said of promise dates."""
        promise = self.promise
        rows = ((each.sentence, *each.places, each.is_estimated) for each in promise.rows)
        return self.kept_for_day and (*self.kept_for_day, *rows, *promise.basis, "", *promise.holidays)

    # --- who and where ------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The service's name, in the page's language if it has one in it."""
        return localized(self.document, "name")

    @property
    def official_name(self) -> str:
        """The Indonesian name, where the heading is another one."""
        return self.document.name if self.name != self.document.name else ""

    @property
    def summary(self) -> str:
        """What it is for, in a sentence."""
        return localized(self.document, "summary")

    @property
    def title(self) -> str:
        """What the browser's tab and search engines call the page."""
        words = [self.name, *([self.case.label] if self.case else [])]
        return f"{': '.join(words)} ({self.official_name})" if self.official_name else ": ".join(words)

    @cached_property
    def meta_description(self) -> str:
        """What search engines show below the title: in a case, what to bring for it."""
        fee = fee_headline(self.document.fee)
        costs = _("Biaya: %(fee)s. Waktu: %(time)s.") % {"fee": fee, "time": self.time_head}
        papers = "; ".join(group.papers[0].label for group in self.papers[:MOST_NAMED])
        bring = f"{self.papers_title}: {papers}."
        if self.case:
            return description(bring, costs)
        said = description(self.summary, costs, bring)
        return said if costs in said else description(costs, self.summary)

    @property
    def case_query(self) -> str:
        """What names the case in an address: "?keadaan=hilang", or nothing."""
        return f"?keadaan={self.case_key}" if self.case else ""

    @property
    def path(self) -> str:
        """The page's address, without the case."""
        return reverse("service", args=[self.document.slug])

    @cached_property
    def url(self) -> str:
        """The page's address, with the case."""
        return self.path + self.case_query

    @cached_property
    def publisher(self) -> AgencyFacts | None:
        """Whose contacts stand on the page."""
        return self.facts.publisher_of(self.document.agency)

    @property
    def agency_name(self) -> str:
        """The agency that gives the service."""
        agency = self.facts.agencies.get(self.document.agency) or self.publisher
        return localized(agency, "name") if agency else ""

    @property
    def category(self) -> Link | None:
        """The shelf it stands on."""
        category = self.facts.categories.get(self.document.category)
        address = f"{reverse('service-list')}?kategori={self.document.category}"
        return category and Link(localized(category, "name"), address)

    @cached_property
    def offices(self) -> list[OfficeCard]:
        """Where it is given, as of now."""
        return office_cards(self.document.offices, self.facts, self.now, [self.document.slug])

    @cached_property
    def notices(self) -> PageNotices:
        """What disturbs or will disturb it soon, here or there."""
        document = self.document
        return service_lines(self.facts, document.slug, document.agency, document.offices, self.now)

    @property
    def first_office(self) -> OfficeCard | None:
        """The place to name first."""
        return next(iter(self.offices), None)

    @property
    def other_offices(self) -> int:
        """How many places there are besides the first."""
        return max(len(self.offices) - 1, 0)

    @cached_property
    def services(self) -> dict[str, Link]:
        """Links to the other services that the page names, by slug."""
        return {slug: service_link(slug, name) for slug, name in self.names.items()}

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
    def fee_head(self) -> str:
        """The fee as the office puts it; in English in the fewest words."""
        return fee_headline(self.document.fee) if in_english() else self.document.fee.text

    @property
    def fee_tail(self) -> str:
        """The office's own words, where the headline is an amount and they may say more than that."""
        return fee_tail(self.document.fee) if in_english() else ""

    @property
    def fee_law(self) -> str:
        """The rule the fee rests on, where it is named in a few words before its explanation."""
        law = self.document.fee.basis.partition(":")[0]
        return law if len(law) <= SHORT_LAW else ""

    @property
    def online_words(self) -> str:
        """Whether one has to come, in two words."""
        return str(ONLINE_SHORT[OnlineApply(self.document.online.apply)])

    # --- case, papers, flow -------------------------------------------------------------------------------

    @cached_property
    def cases(self) -> list[CaseChoice]:
        """The case picker: every case, and all of them together."""
        if not self.document.cases:
            return []
        choices = [
            CaseChoice(in_language(case.label, ""), self._address_of(case), case == self.case)
            for case in self.document.cases
        ]
        return [*choices, CaseChoice(_("Tampilkan semua keadaan"), self.all_cases_url, self.case is None)]

    @property
    def cases_lead(self) -> str:
        """What choosing a case changes on the page."""
        if any(step.cases for step in self.document.steps):
            return _("Pilih satu. Berkas dan langkah di bawah menyesuaikan.")
        return _("Pilih satu. Berkas di bawah menyesuaikan.")

    @property
    def all_cases_url(self) -> str:
        """The page without a case, at its papers."""
        return self._address_of(None)

    def _address_of(self, case: Case | None) -> str:
        asked = {"keadaan": case.key if case else "", "serah": self.promise.asked.typed}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.path}{f'?{query}' if query else ''}#berkas"

    @property
    def no_office_words(self) -> str:
        """What stands in the facts in place of an office."""
        return _("Tidak perlu ke kantor")

    @property
    def no_office_sentence(self) -> str:
        """What stands in place of the list of offices."""
        return _("Tidak ada loket untuk layanan ini; semuanya diurus tanpa datang.")

    @property
    def papers_title(self) -> str:
        """What stands above the papers: nothing is brought where there is no place to go to."""
        return _("Yang perlu dibawa") if self.document.offices else _("Yang perlu disiapkan")

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
    def promise(self) -> PromiseSection:
        """By when it is ready if the papers are handed in now, or on the day asked for."""
        offices = [office.facts for office in self.offices]
        standard = self.document.processing_time
        return promise_section(standard, offices, self.facts, self.now, self.handed_in)

    # --- help and evidence --------------------------------------------------------------------------------

    @property
    def channels(self) -> list[ChannelRow]:
        """Where to complain."""
        return channel_rows(self.document.channels, self.facts)

    @property
    def related(self) -> list[Link]:
        """Other services people need with this one, those that are live."""
        return [self.services[slug] for slug in self.document.related if slug in self.services]

    @property
    def description(self) -> SafeString:
        """The longer explanation; cleaned once more, because it is put into the page as HTML."""
        return mark_safe(clean_html(self.document.description))

    @property
    def evidence(self) -> EvidencePart:
        """How the facts were checked."""
        return EvidencePart(self.document.evidence)

    @cached_property
    def confirmation(self) -> SafeString:
        """Who said last that this edition still holds, and when; nothing if nobody has."""
        return confirmation_words(self.edition)

    @property
    def live_since(self) -> str:
        """The day this edition took effect."""
        moment = self.edition.live_from.astimezone(self.now.tzinfo)
        return date_words(moment.date(), short=True)

    # --- to take along ------------------------------------------------------------------------------------

    @property
    def absolute_url(self) -> str:
        """The page with its case, as one sends it to others."""
        return f"{settings.SITE_URL}{self.url}"

    @cached_property
    def share_text(self) -> str:
        """The page as a WhatsApp message."""
        signature = self.publisher.name if self.publisher else ""
        return papers_message(self.document, self.case, self.papers, self.absolute_url, signature)

    @cached_property
    def question_text(self) -> str:
        """The question to the office about this service, without personal data."""
        return consultation_message(self.document, self.case)

    @property
    def preview_image(self) -> str:
        """The link preview's picture, relative to the site."""
        return f"/kartu/{self.document.slug}.jpg"
