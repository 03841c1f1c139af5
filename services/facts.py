"""Facts that entries share and that hold the moment they are saved: offices, hours, closures, agencies …

They are kept as one JSON snapshot (`SharedFactsSnapshot`), so that a page reads all of them in one query
and, while the version stays the same, does not parse them again. Every save of a shared row drops the
snapshot in the same transaction; it is built again right after the commit, or by the first reader.
"""

import datetime

from pydantic import Field

from services.document import Frozen

Interval = tuple[datetime.time, datetime.time]
Week = tuple[tuple[Interval, ...], ...]
"""Seven days from Monday, each with the intervals in which an office is open, in order."""


class Pledge(Frozen):
    """The service pledge (maklumat pelayanan) every agency must publish: UU 25/2009 art. 22."""

    title: str = ""
    text: str = ""
    basis: str = ""


class AgencyFacts(Frozen):
    """An agency that answers for services. `publisher` names the agency whose contacts and colours it uses."""

    key: str
    name: str
    name_en: str = ""
    publisher: str = ""
    official_name: str = ""
    short_name: str = ""
    parent_name: str = ""
    tagline: str = ""
    timezone: str = "Asia/Jakarta"
    website: str = ""
    email: str = ""
    phone: str = ""
    whatsapp: str = ""
    whatsapp_hours: str = ""
    social: dict[str, str] = Field(default_factory=dict)
    hashtags: tuple[str, ...] = ()
    call_to_action: str = ""
    verify_line: str = ""
    brand_color: str = "#0f766e"
    logo: str = ""
    """The digest of a `services.models.Logo`; "" for none."""
    pledge: Pledge = Pledge()
    standard_decree: str = ""
    accessibility: tuple[str, ...] = ()
    is_demo: bool = False
    notice: str = ""
    notice_en: str = ""


class MobileStop(Frozen):
    """Where a mobile unit stands: on this weekday (0 = Monday) of these weeks of a month (1-5)."""

    weeks_of_month: tuple[int, ...]
    weekday: int
    place: str
    latitude: float | None = None
    longitude: float | None = None


class LimitedDay(Frozen):
    """A weekday (0 = Monday) on which an office is open for these services (slugs) only."""

    weekday: int
    services: tuple[str, ...]


class SpecialHoursFacts(Frozen):
    """A timetable that holds from `start` to `end` (both included) in place of an office's others."""

    name: str
    start: datetime.date
    end: datetime.date
    week: Week


class OfficeFacts(Frozen):
    """A place where residents are served, with its weekly hours. `ramadan` is None where it keeps its hours.

    `special` are timetables for some days only, soonest first; they go before Ramadan and regular hours.
    `whole` is never stored: it is the office with all its hours, on a copy made by `limited_days.office_for`.
    """

    key: str
    name: str
    type: str = ""
    agency: str = ""
    address: str = ""
    postal_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    coordinates_fictional: bool = False
    phone: str = ""
    landmark: str = ""
    wheelchair_access: bool = False
    regular: Week
    ramadan: Week | None = None
    special: tuple[SpecialHoursFacts, ...] = ()
    limited: tuple[LimitedDay, ...] = ()
    hours_note: str = ""
    last_queue_minutes_before_close: int | None = None
    stops: tuple[MobileStop, ...] = ()
    timezone: str = "Asia/Jakarta"
    whole: "OfficeFacts | None" = Field(default=None, exclude=True, repr=False)


class ClosureFacts(Frozen):
    """Days (first and last included) on which the named offices are closed; no offices named means all."""

    start: datetime.date
    end: datetime.date
    name: str
    kind: str
    offices: tuple[str, ...] = ()


class RamadanFacts(Frozen):
    """Days (first and last included) on which offices keep their Ramadan hours."""

    start: datetime.date
    end: datetime.date
    estimated: bool = False
    note: str = ""


class ChannelFacts(Frozen):
    """A way to complain, suggest or ask (UU 25/2009 art. 21: handling of complaints)."""

    key: str
    name: str
    kind: str
    value: str
    url: str = ""
    sms: str = ""
    first_response: str = ""
    resolution: str = ""
    privacy_note: str = ""
    note: str = ""


class CategoryFacts(Frozen):
    """A shelf of the catalogue."""

    key: str
    name: str
    name_en: str = ""
    icon: str = ""


class LifeEventFacts(Frozen):
    """Something that happens to people, and the services it makes them need, in order."""

    key: str
    name: str
    name_en: str = ""
    summary: str = ""
    services: tuple[str, ...] = ()


class DocumentFacts(Frozen):
    """A paper that services ask for: who issues it, and which of our services do."""

    key: str
    name: str
    name_en: str = ""
    issuer: str = ""
    how_to_get: str = ""
    issued_by: tuple[str, ...] = ()


class NoticeFacts(Frozen):
    """A notice that was not withdrawn; see `services.models.Notice`, and `services.notices.current` for when it holds.

    Days and times are on the clock of `timezone`. `offices` are keys, `services` slugs; none means all of the agency's.
    """

    pk: int
    agency: str
    kind: str
    severity: str
    title: str
    claim: str = ""
    text: str = ""
    advice: str = ""
    basis: str = ""
    offices: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    starts_on: datetime.date
    starts_at: datetime.time | None = None
    ends_on: datetime.date | None = None
    ends_at: datetime.time | None = None
    made_at: datetime.datetime
    changed_at: datetime.datetime
    timezone: str = "Asia/Jakarta"


class SharedFacts(Frozen):
    """All shared facts at one moment, by key and in display order."""

    agencies: dict[str, AgencyFacts] = Field(default_factory=dict)
    offices: dict[str, OfficeFacts] = Field(default_factory=dict)
    closures: tuple[ClosureFacts, ...] = ()
    ramadan: tuple[RamadanFacts, ...] = ()
    channels: dict[str, ChannelFacts] = Field(default_factory=dict)
    categories: dict[str, CategoryFacts] = Field(default_factory=dict)
    life_events: dict[str, LifeEventFacts] = Field(default_factory=dict)
    documents: dict[str, DocumentFacts] = Field(default_factory=dict)
    notices: tuple[NoticeFacts, ...] = ()

    def publisher_of(self, agency: str) -> AgencyFacts | None:
        """The agency whose name, contacts and colours stand for this one's services."""
        facts = self.agencies.get(agency)
        if facts is None:
            return next((each for each in self.agencies.values() if not each.publisher), None)
        return self.agencies.get(facts.publisher, facts) if facts.publisher else facts

    def as_of(self, day: datetime.date) -> "SharedFacts":
        """The facts without special hours that are over on a day: what is printed then does not name them."""
        past = [office for office in self.offices.values() if any(each.end < day for each in office.special)]
        if not past:
            return self
        left = {
            office.key: office.model_copy(
                update={"special": tuple(each for each in office.special if each.end >= day)}
            )
            for office in past
        }
        return self.model_copy(update={"offices": self.offices | left})

    def site_agency(self) -> AgencyFacts | None:
        """The agency that the site as a whole speaks for: the first that publishes."""
        return next((each for each in self.agencies.values() if not each.publisher), None)
