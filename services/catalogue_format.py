"""The catalogue file: its shape as classes.

A key that nobody knows is kept (in `extra`) and written out again, so that no fact is lost; but a key that
looks like a misspelt known one is a fault. A key with nothing after it is the same as an absent key.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from services.catalogue_fields import (
    WEEKDAYS,
    Day,
    Key,
    LimitedDays,
    Line,
    Lines,
    Name,
    Order,
    RichText,
    Row,
    Short,
    Text,
    Week,
)
from services.choices import EvidenceLevel, OnlineApply, RequirementForm, TimeKind, TimeUnit


class ProviderRow(Row):
    """`publisher` names the agency that publishes for it (default: the one of the office block)."""

    key: Short
    name: Text
    name_en: str = ""
    publisher: str = ""


class CategoryRow(Row):
    key: Short
    name: Text
    name_en: str = ""
    icon: str = ""
    order: Order = 0


class HoursRow(Row):
    """Intervals by weekday. A day that is not named is closed; without `ramadan` the hours stay the same."""

    regular: Week = Field(default_factory=dict)
    ramadan: Week | None = None

    @model_validator(mode="after")
    def _every_day_in_order(self) -> "HoursRow":
        for week in (self.regular, self.ramadan):
            if week is not None:
                given = {day: sorted(intervals) for day, intervals in week.items()}
                week.clear()
                week.update({day: [] for day in WEEKDAYS} | given)
        return self


class StopRow(Row):
    model_config = ConfigDict(extra="forbid")

    weeks_of_month: list[Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1)
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    place: Name
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)


def _every_day_in_order(week: dict[str, Any]) -> dict[str, Any]:
    given = {day: sorted(intervals) for day, intervals in week.items()}
    return {day: [] for day in WEEKDAYS} | given


class SpecialHoursRow(Row):
    """Another timetable between two dates; a day that is not named is closed."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=120)]
    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    hours: Annotated[Week, AfterValidator(_every_day_in_order)] = Field(default_factory=dict)


class LocationRow(Row):
    """`special_hours` stay as they are where the file does not name them.

    `provider` names the agency it belongs to (default: the one of the office block).

    `hours_limits`: on these weekdays the office is open for these services only.
    """

    key: Short
    name: Text
    provider: str = ""
    type: str = "kantor"
    address: Text
    postal_code: str = ""
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    coordinates_fictional: bool = False
    phone: str = ""
    landmark: str = ""
    wheelchair_access: bool = False
    hours: HoursRow = Field(default_factory=HoursRow)
    hours_limits: LimitedDays = Field(default_factory=dict)
    hours_note: str = ""
    last_queue_minutes_before_close: int | None = Field(default=None, ge=0, le=1440)
    schedule: list[StopRow] = Field(default_factory=list)
    special_hours: list[SpecialHoursRow] = Field(default_factory=list)


class RamadanRow(Row):
    year: int = Field(ge=1990, le=2150)
    hijri: int | None = Field(default=None, ge=1400, le=1600)
    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    estimated: bool = False
    note: str = ""


class ClosureRow(Row):
    date: Day
    until: Day | None = None
    name: Text
    kind: Literal["libur_nasional", "cuti_bersama", "lokal"] = "lokal"
    offices: Annotated[Lines, AfterValidator(sorted)] = Field(default_factory=list)
    ignored: bool = False
    """It does not hold here: the offices stay open. A file that does not say so leaves it as it is."""


class CalendarRow(Row):
    note: str = ""
    ramadan_periods: list[RamadanRow] = Field(default_factory=list)
    closures: list[ClosureRow] = Field(default_factory=list)


class ChannelRow(Row):
    key: Short
    name: Text
    kind: Text
    value: Text
    url: str = ""
    sms: str = ""
    first_response: str = ""
    resolution: str = ""
    privacy_note: str = ""
    note: str = ""
    real: bool = False


class FormRow(Row):
    code: Text
    name: Text
    free: bool = True
    where: str = ""


class LegalBasisRow(Row):
    key: Short
    short: Text
    title: str = ""
    about: str = ""


class DocumentRow(Row):
    key: Short
    name: Text
    name_en: str = ""
    issued_by_services: Lines = Field(default_factory=list)
    issuer: str = ""
    how_to_get: str = ""


class LifeEventRow(Row):
    key: Short
    name: Text
    name_en: str = ""
    summary: str = ""
    order: Order = 0
    services: Lines = Field(default_factory=list)


class TopicRow(Row):
    key: Short
    name: Text
    name_en: str = ""


class QuestionRow(Row):
    """`provider`: whose a general question is (default: the agency of the office block).

    `cases` and `related_questions` stay as they are where the file does not name them.
    """

    id: Key
    provider: str = ""
    question: Text
    answer: Text
    details: RichText = ""
    keywords: Lines = Field(default_factory=list)
    topic: str = ""
    related_services: Lines = Field(default_factory=list)
    cases: Lines = Field(default_factory=list)
    related_questions: Lines = Field(default_factory=list)


class CaseRow(Row):
    key: Short
    label: Name


class RequirementRow(Row):
    id: Short
    label: Name
    document: str = ""
    form: RequirementForm
    form_code: Annotated[str, Field(max_length=30)] = ""
    copies: int | None = Field(default=None, ge=1, le=1000)
    condition: Line = ""
    cases: Lines = Field(default_factory=list)
    note: str = ""
    where_to_get: Line = ""
    alternative_to: str = ""
    legal_ref: Line = ""


class StepRow(Row):
    actor: Annotated[str, Field(min_length=1, max_length=40)]
    where: Line = ""
    text: Text
    cases: Lines = Field(default_factory=list)


class TimeRow(Row):
    text: str = ""
    max_value: int | None = Field(default=None, ge=0, le=100_000)
    unit: TimeUnit | Literal[""] = ""
    starts_when: str = ""
    kind: TimeKind | Literal[""] = ""
    basis: str = ""
    note: str = ""


class FeeRow(Row):
    amount: int | None = Field(default=None, ge=0, le=10**15)
    currency: str = Field(default="IDR", pattern=r"^[A-Z]{3}$")
    text: str = ""
    basis: str = ""
    note: str = ""
    other_costs: str = ""


class DeadlineRow(Row):
    text: Text
    days: int | None = Field(default=None, ge=0, le=100_000)
    basis: str = ""


class OnlineRow(Row):
    consult: bool = False
    apply: OnlineApply = OnlineApply.NO
    text: str = ""


class EvidenceRow(Row):
    level: EvidenceLevel | Literal[""] = ""
    note: str = ""
    facts_as_of: Annotated[str, Field(max_length=10)] | None = None
    """As of when, if not as the file's `meta` says."""


class StandardPartsRow(Row):
    """The internal parts of a service standard where a service has its own; blank: as the agency says."""

    facilities: str = ""
    staff_competence: str = ""
    internal_supervision: str = ""
    number_of_staff: str = ""
    service_guarantee: str = ""
    safety_guarantee: str = ""
    performance_evaluation: str = ""


class ServiceRow(Row):
    """`standard_parts` and `review_months` stay as they are where the file does not name them."""

    slug: Key
    name: Text
    short_name: str = ""
    name_en: str = ""
    category: Text
    provider: Text
    responsible_unit: str = ""
    everyday_names: Lines = Field(default_factory=list)
    search_terms: Lines = Field(default_factory=list)
    summary: str = ""
    summary_en: str = ""
    description: RichText = ""
    who_can_apply: Lines = Field(default_factory=list)
    representation: str = ""
    cases: list[CaseRow] = Field(default_factory=list)
    requirements: list[RequirementRow] = Field(default_factory=list)
    not_required: Lines = Field(default_factory=list)
    steps: list[StepRow] = Field(default_factory=list)
    processing_time: TimeRow = Field(default_factory=TimeRow)
    fee: FeeRow = Field(default_factory=FeeRow)
    product: Lines = Field(default_factory=list)
    validity: str = ""
    reporting_deadline: DeadlineRow | None = None
    legal_bases: Lines = Field(default_factory=list)
    locations: Lines = Field(default_factory=list)
    location_note: str = ""
    online: OnlineRow = Field(default_factory=OnlineRow)
    complaint_channels: Lines = Field(default_factory=list)
    tips: Lines = Field(default_factory=list)
    faqs: list[QuestionRow] = Field(default_factory=list)
    related: Lines = Field(default_factory=list)
    evidence: EvidenceRow = Field(default_factory=EvidenceRow)
    sources: Lines = Field(default_factory=list)
    standard_parts: StandardPartsRow = Field(default_factory=StandardPartsRow)
    review_months: int = Field(default=6, ge=1, le=60)


class SocialRow(Row):
    """Accounts by platform (any key), and what every caption uses."""

    __pydantic_extra__: dict[str, str]

    hashtags: Lines = Field(default_factory=list)
    call_to_action: str = ""
    verify_line: str = ""


class PledgeRow(Row):
    title: str = ""
    text: str = ""
    basis: str = ""


class InternalStandardRow(StandardPartsRow):
    note: str = ""


class OfficeRow(Row):
    """The agency that publishes the catalogue. `provider` names it among the providers (default: the first).

    `answer_days` stays as it is where the file does not name it.
    """

    name: Text
    provider: str = ""
    name_en: str = ""
    short_name: str = ""
    parent: str = ""
    tagline: str = ""
    timezone: str = "Asia/Jakarta"
    website: str = ""
    email: str = ""
    phone: str = ""
    whatsapp_consultation: str = ""
    whatsapp_hours: str = ""
    brand_color: str = ""
    social: SocialRow = Field(default_factory=SocialRow)
    service_pledge: PledgeRow = Field(default_factory=PledgeRow)
    service_standard_decree: str = ""
    accessibility: Lines = Field(default_factory=list)
    answer_days: int = Field(default=2, ge=1, le=60)
    standard_internal_components: InternalStandardRow = Field(default_factory=InternalStandardRow)


class MetaRow(Row):
    """About the file itself."""

    kind: str = ""
    notice: str = ""
    notice_en: str = ""
    facts_as_of: Annotated[str, Field(max_length=10)] = ""


def _plain_meta(value: Any) -> Any:
    """The mapping as it was given, once its known keys are sound: it is kept whole."""
    given = {} if value is None else value
    row = MetaRow.model_validate(given)
    return given | {name: getattr(row, name) for name in row.model_fields_set if name in MetaRow.model_fields}


Meta = Annotated[dict[str, Any], BeforeValidator(_plain_meta)]


class CalendarNoteRow(Row):
    note: str = ""


class FurtherOfficeRow(OfficeRow):
    """Another agency that publishes, in the export of a portal in which several do."""

    provider: Short
    meta: Meta = Field(default_factory=dict)
    calendar: CalendarNoteRow = Field(default_factory=lambda: CalendarNoteRow())
    catalogue: dict[str, Any] = Field(default_factory=dict)
    """What its own file said at the top and nobody knows."""


class Catalogue(Row):
    """A whole catalogue file."""

    meta: Meta = Field(default_factory=dict)
    office: OfficeRow
    further_offices: list[FurtherOfficeRow] = Field(default_factory=list)
    providers: list[ProviderRow] = Field(default_factory=list)
    categories: list[CategoryRow] = Field(default_factory=list)
    locations: list[LocationRow] = Field(default_factory=list)
    calendar: CalendarRow = Field(default_factory=CalendarRow)
    channels: list[ChannelRow] = Field(default_factory=list)
    forms: list[FormRow] = Field(default_factory=list)
    legal_bases: list[LegalBasisRow] = Field(default_factory=list)
    faq_topics: list[TopicRow] = Field(default_factory=list)
    general_faqs: list[QuestionRow] = Field(default_factory=list)
    documents: list[DocumentRow] = Field(default_factory=list)
    life_events: list[LifeEventRow] = Field(default_factory=list)
    services: list[ServiceRow] = Field(default_factory=list)
