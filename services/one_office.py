"""The page of one office: what a visit needs beyond what lists show."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import hours
from services.choices import HoursPeriod
from services.closures import closures_between
from services.descriptions import description
from services.facts import OfficeFacts, SharedFacts
from services.language import in_language, localized
from services.links import Link, map_links
from services.models import ServiceSpan
from services.notices.lines import PageNotices, office_lines
from services.office_pages import (
    ClosureNotice,
    OfficeCard,
    StopRow,
    closure_notice,
    closure_notices,
    office_card,
    stop_rows,
)
from services.opening_words import marked, place_words
from services.wording import day_name, near_date_words

WEEKS_OF_VISITS = 6
CHANGE_WITHIN = 21
"""How many days before another timetable holds the page says so."""

SOON = 7
"""How many days ahead a closure is told at the top of the page."""

MOST_SERVICES = 60
"""An office that gives more shows its shelves with links instead of every service."""


@dataclass(frozen=True)
class Served:
    """What is given at an office: how many services on each shelf and, while they are few, each of them.

    `services` are slug, name, English name and key of the shelf.
    """

    counts: dict[str, int] = field(default_factory=dict)
    services: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class Visit:
    """A day on which a mobile unit is, or would have been, out. `reason` is the closure that keeps it in."""

    day: str
    hours: str
    place: str
    reason: str
    is_today: bool
    is_estimate: bool


@dataclass(frozen=True)
class LimitedDayRow:
    """A weekday on which the office is open for some services only: which of them the public can read."""

    day: str
    services: list[Link]


@dataclass(frozen=True)
class Shelf:
    """Services of one category; `more` leads to all of them where they are too many to name."""

    name: str
    services: list[Link]
    more: Link | None = None


class OfficePage:
    """Everything the office's template shows at a moment."""

    def __init__(
        self,
        office: OfficeFacts,
        facts: SharedFacts,
        now: datetime.datetime,
        served: Served,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """`names` are live services by slug: those of `limited_slugs`."""
        self.facts, self.office_facts, self.served = facts, office, served
        self.now = hours.office_time(office, now)
        self.names = names or {}
        self.office: OfficeCard = office_card(office, facts, now)

    @property
    def name(self) -> str:
        """The office's name, which exists in Indonesian only."""
        return in_language(self.office_facts.name, "")

    @property
    def meta_description(self) -> str:
        """What search engines show below the title: where it is and when it is open."""
        return description(f"{self.name}: {self.address}.", f"{self.office.timetable_words}.")

    @property
    def today(self) -> datetime.date:
        """The day at the office."""
        return self.now.date()

    @property
    def agency_name(self) -> str:
        """Whose office it is; empty if that is not known."""
        agency = self.facts.agencies.get(self.office_facts.agency)
        return localized(agency, "name") if agency else ""

    @property
    def address(self) -> str:
        """Address with its postal code; a mobile unit has only its note on where it goes."""
        office = self.office_facts
        return office.address if office.stops else f"{office.address} {office.postal_code}".strip()

    @property
    def facilities(self) -> tuple[str, ...]:
        """What the agency offers people who need help getting about, in the office's words."""
        publisher = self.facts.publisher_of(self.office_facts.agency)
        return publisher.accessibility if publisher else ()

    @property
    def maps(self) -> list[Link]:
        """Maps of the office; of a mobile unit none, for its stops have their own."""
        office = self.office_facts
        if office.stops:
            return []
        return map_links(office.latitude, office.longitude, office.name, office.coordinates_fictional)

    @property
    def has_invented_place(self) -> bool:
        """Whether maps are left out because the coordinates are those of a demo."""
        return self.office_facts.coordinates_fictional

    @property
    def stops(self) -> list[StopRow]:
        """The places of a mobile unit."""
        return stop_rows(self.office_facts)

    @property
    def visits(self) -> list[Visit]:
        """Where a mobile unit is on each of its days of the next six weeks, today included."""
        days = (self.today + datetime.timedelta(days=ahead) for ahead in range(WEEKS_OF_VISITS * 7))
        planned = (day for day in days if hours.scheduled_stops(self.office_facts, day))
        resolved = (hours.day_hours(self.office_facts, self.facts, day) for day in planned)
        return [self._visit(day) for day in resolved if day.is_open or day.closure]

    def _visit(self, day: hours.DayHours) -> Visit:
        return Visit(
            day=near_date_words(day.day, self.today),
            hours=day.words,
            place=place_words(hours.scheduled_stops(self.office_facts, day.day)),
            reason=day.closure.name if day.closure else "",
            is_today=day.day == self.today,
            is_estimate=day.estimated,
        )

    @property
    def limited_days(self) -> list[LimitedDayRow]:
        """The weekdays on which it is open for some services only."""
        return [
            LimitedDayRow(
                day_name(limit.weekday),
                [
                    Link(self.names[slug], reverse("service", args=[slug]))
                    for slug in limit.services
                    if slug in self.names
                ],
            )
            for limit in self.office_facts.limited
        ]

    @property
    def timetable_notice(self) -> str:
        """A sentence on other hours that begin or end soon; empty if nothing changes."""
        change = hours.timetable_change(self.office_facts, self.facts, self.today, CHANGE_WITHIN)
        if change is None:
            return ""
        day, is_estimate = change
        values = {"date": near_date_words(day.day, self.today)}
        if day.special:
            values["name"] = marked(day.special.name)
            return mark_safe(_("Mulai %(date)s berlaku jam khusus: %(name)s.") % values)
        if day.period == HoursPeriod.RAMADAN:
            if is_estimate:
                return _("Mulai %(date)s berlaku jam Ramadan. Tanggalnya masih perkiraan.") % values
            return _("Mulai %(date)s berlaku jam Ramadan.") % values
        if is_estimate:
            return _("Jam biasa berlaku lagi mulai %(date)s. Tanggalnya masih perkiraan.") % values
        return _("Jam biasa berlaku lagi mulai %(date)s.") % values

    @property
    def notices(self) -> PageNotices:
        """What disturbs or will disturb this office, or something that is given here, soon."""
        served = self.served
        are_listed = bool(served.services) or not served.counts
        slugs = {each[0] for each in served.services} if are_listed else None
        return office_lines(self.facts, self.office_facts.key, slugs, self.now)

    @property
    def closures_soon(self) -> list[ClosureNotice]:
        """Those of the coming seven days, which stand above everything that is further away."""
        until = self.today + datetime.timedelta(days=SOON)
        coming = closures_between(self.facts, self.today, until, self.office_facts.key)
        return [closure_notice(each, self.facts, self.today, is_estimate) for each, is_estimate in coming]

    @property
    def closures(self) -> list[ClosureNotice]:
        """The next days on which this office is closed."""
        return closure_notices(self.facts, self.now, limit=6, office=self.office_facts.key)

    @property
    def served_words(self) -> str:
        """How many services there are here."""
        total = sum(self.served.counts.values())
        return ngettext("%(n)d layanan ada di sini.", "%(n)d layanan ada di sini.", total) % {"n": total}

    @property
    def shelves(self) -> list[Shelf]:
        """The services given here by category, in the catalogue's order; unknown categories last."""
        known, counts = self.facts.categories, self.served.counts
        keys = [*known, *sorted(set(counts) - set(known))]
        return [self._shelf(key, counts[key]) for key in keys if counts.get(key)]

    def _shelf(self, key: str, count: int) -> Shelf:
        category = self.facts.categories.get(key)
        name = localized(category, "name") if category else _("Lain-lain")
        services = [
            Link(in_language(title, english), reverse("service", args=[slug]))
            for slug, title, english, shelf in self.served.services
            if shelf == key
        ]
        if services:
            return Shelf(name, services)
        address = f"{reverse('service-list')}?{urlencode({'kategori': key, 'kantor': self.office_facts.key})}"
        words = ngettext("%(n)d layanan", "%(n)d layanan", count) % {"n": count}
        return Shelf(name, [], Link(words, address))


def limited_slugs(office: OfficeFacts) -> set[str]:
    """Services that the office's page names because they alone are given on some day."""
    return {slug for limit in office.limited for slug in limit.services}


def served_at(office: str) -> Served:
    """What the public can read of services given at the office with this key. At most two queries."""
    given = ServiceSpan.objects.live().at_office(office)
    counts = dict(given.values_list("category").annotate(Count("pk")))
    if sum(counts.values()) > MOST_SERVICES:
        return Served(counts)
    rows = given.order_by("title").values_list("slug", "title", "name_en", "category")
    return Served(counts, tuple(rows))
