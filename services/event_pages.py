"""The page of one life event: what happens one after the other, what to bring for all of it, where it is done."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import freshness, snapshot
from services.document import ServiceDocument
from services.event_choice import CASE_PREFIX, SERVICE, EventChoice
from services.event_doing import Doing, work_out
from services.event_figures import EventPlaces, EventTotals, Late
from services.event_papers import EventPapers
from services.event_steps import ServiceStep, paper_name
from services.event_totals import fee_total, time_total
from services.facts import AgencyFacts, LifeEventFacts, SharedFacts
from services.kept import Key, Objects
from services.language import localized
from services.links import Link, shared_text
from services.merging import merge
from services.messages import TakenAlong, event_consultation_message
from services.pages import service_link
from services.papers import issuing_slugs
from services.plans import Plan
from services.reading import Said
from services.wording import date_words, time_words

MOST_KEPT = 100
_doing = Objects(MOST_KEPT)


def event_slugs(documents: Sequence[ServiceDocument], facts: SharedFacts) -> set[str]:
    """Services outside the event that its page names: those that issue papers it asks for."""
    return {slug for each in documents for slug in issuing_slugs(each, facts)}


class EventPage(TakenAlong):
    """A life event with the services and cases somebody has chosen, as its page shows it at a moment."""

    def __init__(
        self,
        event: LifeEventFacts,
        services: Sequence[Said],
        facts: SharedFacts,
        names: Mapping[str, str],
        now: datetime.datetime,
        parameters: QueryDict,
    ) -> None:
        """`services` are the live ones of the event in its order, `names` those of other live services by slug."""
        self.event, self.facts, self.now = event, facts, now
        self._services, self._names = services, names
        self.documents = {each.slug: each.document for each in services}
        self.choice = EventChoice(parameters, list(self.documents.values()))

    # --- what its ready pieces depend on; see services.kept ------------------------------------------------

    @cached_property
    def kept(self) -> Key:
        """Everything but the clock. Nothing is kept of what somebody has chosen: there is no end of that."""
        version = snapshot.version_of(self.facts)
        if version is None or not self.is_default:
            return None
        said = tuple((each.slug, each.said) for each in self._services)
        names = sorted((slug, words, type(words)) for slug, words in self._names.items())
        return (version, self.event.key, said, *names)

    @property
    def kept_totals(self) -> Key:
        """With the day on which everything is ready."""
        return self.kept and (*self.kept, self.totals.promise_words)

    @property
    def kept_places(self) -> Key:
        """With what every office says now."""
        offices = [office.kept for place in self.places.list for office in place.offices]
        return self.kept and (*self.kept, *offices)

    # --- what happened ------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What happened."""
        return localized(self.event, "name")

    @property
    def summary(self) -> str:
        """What it means for papers, in a sentence."""
        return localized(self.event, "summary")

    @property
    def key(self) -> str:
        """Under which ticks are kept on the device."""
        return f"peristiwa-{self.event.key}"

    @property
    def path(self) -> str:
        """The page's address, without what was chosen."""
        return reverse("life-event", args=[self.event.key])

    @property
    def absolute_url(self) -> str:
        """The page with what was chosen, as one sends it to others."""
        chosen = self.choice.chosen
        query = [] if self.choice.is_everything else [(SERVICE, each.slug) for each in chosen]
        query += [(CASE_PREFIX + each.slug, each.case) for each in chosen if each.case]
        return settings.SITE_URL + self.path + (f"?{urlencode(query)}" if query else "")

    @property
    def meta_description(self) -> str:
        """What search engines show below the title."""
        count = len(self.documents)
        text = ngettext(
            "%(summary)s %(count)d layanan, satu daftar berkas, urutan, waktu, dan biayanya.",
            "%(summary)s %(count)d layanan, satu daftar berkas, urutan, waktu, dan biayanya.",
            count,
        )
        return (text % {"summary": self.summary, "count": count}).strip()

    # --- services in order --------------------------------------------------------------------------------

    @cached_property
    def doing(self) -> Doing:
        """What is done, worked out once for all who have chosen nothing."""
        return _doing.get(self.kept, lambda: work_out(self.choice, self.facts))

    @property
    def plan(self) -> Plan:
        """The order of doing."""
        return self.doing.plan

    @property
    def steps(self) -> list[ServiceStep]:
        """The services that are done, in order."""
        return self.doing.steps

    @property
    def switched_off(self) -> list[ServiceStep]:
        """The services that are left out, in the event's order."""
        return self.doing.switched_off

    @property
    def mutual(self) -> list[SafeString]:
        """Services that wait for each other, in sentences."""
        return self.doing.mutual

    # --- papers -------------------------------------------------------------------------------------------

    @cached_property
    def papers(self) -> EventPapers:
        """The merged lists."""
        links = {slug: service_link(slug, name) for slug, name in self._names.items()}
        lines = merge(self.choice.chosen, self.plan, self.facts, links)
        return EventPapers(lines, self.plan, self.documents, self.facts)

    # --- figures ------------------------------------------------------------------------------------------

    @cached_property
    def totals(self) -> EventTotals:
        """What it costs and how long it takes together."""
        freshness.by_the_minute()  # it begins now
        total = time_total(self.choice.chosen, self.plan, self.facts, self.now)
        waits = self.doing.waits
        names = [paper_name(key, self.facts) for key in waits.papers]
        late = Late([self.plan.number(slug) for slug in waits.later], names)
        return EventTotals(fee_total(self.choice.chosen), total, self.plan, self.documents, late)

    @cached_property
    def places(self) -> EventPlaces:
        """Where to go."""
        steps, waits = self.steps, bool(self.plan.dependencies)
        return EventPlaces(self.doing.visits, steps, self.facts, self.now, waits=waits)

    # --- to take along ------------------------------------------------------------------------------------

    @cached_property
    def publisher(self) -> AgencyFacts | None:
        """Whose contacts stand on the page."""
        return self.facts.site_agency()

    @cached_property
    def share_text(self) -> str:
        """The merged list as a message: the order, what to bring, where to read on."""
        papers = self.papers
        head = [f"*{self.name}*", _("Urutan:")]
        head += [f"{step.number}) {step.short_words}" for step in self.steps]
        head += [
            _("Biaya: %(fee)s") % {"fee": self.totals.fee_words},
            _("Waktu: %(time)s") % {"time": self.totals.time_words},
            "",
            _("Bawa:"),
        ]
        items = [line.short_words for line in papers.certain]
        items += [_("bila sesuai: %(paper)s") % {"paper": line.short_words} for line in papers.possible]
        tail = ["", _("Selengkapnya: %(address)s") % {"address": self.absolute_url}]
        return shared_text(head, items, [*tail, *([self.publisher.name] if self.publisher else [])])

    @cached_property
    def question_text(self) -> str:
        """The question to the office about this event, without personal data."""
        chosen = {each.slug: each for each in self.choice.chosen}
        wanted = [(chosen[slug].document, chosen[slug].case) for slug in self.plan.order]
        return event_consultation_message(self.event.name, wanted)

    @property
    def printed_at(self) -> str:
        """When the page was made, for paper."""
        freshness.by_the_minute()
        return f"{date_words(self.now.date(), short=True)} {time_words(self.now)}"

    @property
    def is_default(self) -> bool:
        """Whether nothing has been chosen."""
        return self.choice.is_everything and not any(self.choice.cases.values())

    @property
    def ways_on(self) -> list[Link]:
        """Other life events."""
        return [
            Link(localized(each, "name"), reverse("life-event", args=[key]))
            for key, each in self.facts.life_events.items()
            if key != self.event.key and each.services
        ]
