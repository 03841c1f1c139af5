"""The catalogue file: its shape as classes, and reading it with every fault named by row, field and reason.

A key that nobody knows is kept (in `extra`) and written out again, so that no fact is lost; but a key that
looks like a misspelt known one is a fault.
"""

import datetime
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from services.choices import EvidenceLevel, OnlineApply, RequirementForm, TimeKind, TimeUnit

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Key = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]+$", max_length=80)]
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Line = Annotated[str, Field(max_length=250)]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file: in which row, which field, and why."""

    row: str
    field: str
    reason: str

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.row, self.field])) + f": {self.reason}"


class CatalogueError(ValueError):
    """A file that cannot be imported. Nothing was changed; `faults` says what is wrong and where."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class Row(BaseModel):
    """Base of everything in the file."""

    model_config = ConfigDict(extra="allow", use_enum_values=True, coerce_numbers_to_str=True)

    @property
    def unknown(self) -> dict[str, Any]:
        """Keys of this row that the format does not know, with their values."""
        return dict(self.__pydantic_extra__ or {})


def _clock(value: Any) -> Any:
    # YAML reads an unquoted 10:30 as a number of base 60.
    return datetime.time(*divmod(value, 60)) if type(value) is int and 0 <= value < 1440 else value


Clock = Annotated[datetime.time, BeforeValidator(_clock)]


class ProviderRow(Row):
    key: Key
    name: Text
    name_en: str = ""


class CategoryRow(Row):
    key: Key
    name: Text
    name_en: str = ""
    icon: str = ""
    order: int = 0


class HoursRow(Row):
    regular: dict[str, list[tuple[Clock, Clock]]] = Field(default_factory=dict)
    ramadan: dict[str, list[tuple[Clock, Clock]]] | None = None


class StopRow(Row):
    weeks_of_month: list[Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1)
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    place: Text
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)


class LocationRow(Row):
    key: Key
    name: Text
    type: str = "kantor"
    address: str = ""
    postal_code: str = ""
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    coordinates_fictional: bool = False
    phone: str = ""
    landmark: str = ""
    wheelchair_access: bool = False
    hours: HoursRow = Field(default_factory=HoursRow)
    hours_note: str = ""
    last_queue_minutes_before_close: int | None = Field(default=None, ge=0, le=1440)
    schedule: list[StopRow] = Field(default_factory=list)


class RamadanRow(Row):
    year: int = Field(ge=1900, le=2200)
    hijri: int | None = None
    start: datetime.date = Field(alias="from")
    end: datetime.date = Field(alias="to")
    estimated: bool = False
    note: str = ""


class ClosureRow(Row):
    date: datetime.date
    until: datetime.date | None = None
    name: Text
    kind: Literal["libur_nasional", "cuti_bersama", "lokal"] = "lokal"
    offices: list[str] = Field(default_factory=list)


class CalendarRow(Row):
    note: str = ""
    ramadan_periods: list[RamadanRow] = Field(default_factory=list)
    closures: list[ClosureRow] = Field(default_factory=list)


class ChannelRow(Row):
    key: Key
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
    key: Key
    short: Text
    title: str = ""
    about: str = ""


class DocumentRow(Row):
    key: Key
    name: Text
    name_en: str = ""
    issued_by_services: list[str] = Field(default_factory=list)
    issuer: str = ""
    how_to_get: str = ""


class LifeEventRow(Row):
    key: Key
    name: Text
    name_en: str = ""
    summary: str = ""
    order: int = 0
    services: list[str] = Field(default_factory=list)


class TopicRow(Row):
    key: Key
    name: Text
    name_en: str = ""


class QuestionRow(Row):
    id: Key
    question: Text
    answer: Text
    details: str = ""
    keywords: list[str] = Field(default_factory=list)
    topic: str = ""
    related_services: list[str] = Field(default_factory=list)


class CaseRow(Row):
    key: Key
    label: Name


class RequirementRow(Row):
    id: Key
    label: Name
    document: str = ""
    form: RequirementForm
    form_code: Annotated[str, Field(max_length=30)] = ""
    copies: int | None = Field(default=None, ge=1, le=1000)
    condition: Line = ""
    cases: list[str] = Field(default_factory=list)
    note: str = ""
    where_to_get: Line = ""
    alternative_to: str = ""
    legal_ref: Line = ""


class StepRow(Row):
    actor: Annotated[str, Field(min_length=1, max_length=40)]
    where: Line = ""
    text: Text
    cases: list[str] = Field(default_factory=list)


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


class ServiceRow(Row):
    slug: Key
    name: Text
    short_name: str = ""
    name_en: str = ""
    category: Text
    provider: Text
    responsible_unit: str = ""
    everyday_names: list[str] = Field(default_factory=list)
    search_terms: list[str] = Field(default_factory=list)
    summary: str = ""
    summary_en: str = ""
    description: str = ""
    who_can_apply: list[str] = Field(default_factory=list)
    representation: str = ""
    cases: list[CaseRow] = Field(default_factory=list)
    requirements: list[RequirementRow] = Field(default_factory=list)
    not_required: list[str] = Field(default_factory=list)
    steps: list[StepRow] = Field(default_factory=list)
    processing_time: TimeRow = Field(default_factory=TimeRow)
    fee: FeeRow = Field(default_factory=FeeRow)
    product: list[str] = Field(default_factory=list)
    validity: str = ""
    reporting_deadline: DeadlineRow | None = None
    legal_bases: list[str] = Field(default_factory=list)
    locations: list[str] = Field(default_factory=list)
    location_note: str = ""
    online: OnlineRow = Field(default_factory=OnlineRow)
    complaint_channels: list[str] = Field(default_factory=list)
    tips: list[str] = Field(default_factory=list)
    faqs: list[QuestionRow] = Field(default_factory=list)
    related: list[str] = Field(default_factory=list)
    evidence: EvidenceRow = Field(default_factory=EvidenceRow)
    sources: list[str] = Field(default_factory=list)


class SocialRow(Row):
    """Accounts by platform (any key), and what every caption uses."""

    hashtags: list[str] = Field(default_factory=list)
    call_to_action: str = ""
    verify_line: str = ""


class PledgeRow(Row):
    title: str = ""
    text: str = ""
    basis: str = ""


class InternalStandardRow(Row):
    note: str = ""
    facilities: str = ""
    staff_competence: str = ""
    internal_supervision: str = ""
    number_of_staff: str = ""
    service_guarantee: str = ""
    safety_guarantee: str = ""
    performance_evaluation: str = ""


class OfficeRow(Row):
    """The agency that publishes the catalogue. `provider` names it among the providers (default: the first)."""

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
    accessibility: list[str] = Field(default_factory=list)
    standard_internal_components: InternalStandardRow = Field(default_factory=InternalStandardRow)


class Catalogue(Row):
    """A whole catalogue file."""

    meta: dict[str, Any] = Field(default_factory=dict)
    office: OfficeRow
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


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):
    """Safe YAML in which a key that is written twice is a fault instead of the last one winning."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                place = f"baris {key.start_mark.line + 1}"
                raise CatalogueError([Fault(place, key.value, "kunci ditulis dua kali")])
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def parse(text: str) -> Catalogue:
    """Read a catalogue file's text. Raises `CatalogueError` naming row, field and reason of every fault."""
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"baris {mark.line + 1}, kolom {mark.column + 1}" if mark else "berkas"
        raise CatalogueError(
            [Fault(place, "", f"bukan YAML yang sah: {getattr(error, 'problem', error)}")]
        ) from error
    if not isinstance(data, dict):
        raise CatalogueError(
            [Fault("berkas", "", "isi paling atas harus berupa daftar kunci (office, services, …)")]
        )
    try:
        catalogue = Catalogue.model_validate(data)
    except ValidationError as error:
        raise CatalogueError([_fault(data, each) for each in error.errors()]) from error
    if faults := [*_misspelt(catalogue, ()), *_hours_faults(catalogue), *_period_faults(catalogue)]:
        raise CatalogueError([_placed(data, path, reason) for path, reason in faults])
    return catalogue


REASONS = {
    "missing": "wajib diisi",
    "string_type": "harus berupa teks",
    "string_too_short": "tidak boleh kosong",
    "string_too_long": "terlalu panjang",
    "string_pattern_mismatch": "hanya boleh huruf, angka, tanda hubung, dan garis bawah",
    "int_type": "harus berupa angka bulat",
    "int_parsing": "harus berupa angka bulat",
    "int_from_float": "harus berupa angka bulat",
    "float_type": "harus berupa angka",
    "float_parsing": "harus berupa angka",
    "bool_type": "harus true atau false",
    "bool_parsing": "harus true atau false",
    "list_type": "harus berupa daftar",
    "dict_type": "harus berupa kunci dan nilai",
    "model_type": "harus berupa kunci dan nilai",
    "model_attributes_type": "harus berupa kunci dan nilai",
    "too_short": "daftar ini tidak boleh kosong",
}


def _fault(data: Any, error: Any) -> Fault:
    kind, context = error["type"], error.get("ctx", {})
    given = f" (tertulis: {str(error['input'])[:60]!r})" if kind not in {"missing", "model_type"} else ""
    if kind in {"enum", "literal_error"}:
        reason = f"nilai tidak dikenal, pilih salah satu dari {context.get('expected')}"
    elif kind.startswith(("greater_than", "less_than")):
        bound = context.get("ge", context.get("le"))
        reason = f"harus {'paling sedikit' if 'ge' in context else 'paling banyak'} {bound}"
    elif kind.startswith(("date", "time")):
        reason = "tanggal ditulis 2026-01-31" if kind.startswith("date") else "jam ditulis '08:00'"
    else:
        reason = REASONS.get(kind, error["msg"])
    path = tuple(part for part in error["loc"] if part not in {"RequirementForm", "constrained-str"})
    return _placed(data, path, reason + given)


def _placed(data: Any, path: tuple[Any, ...], reason: str) -> Fault:
    """Name the row of a path by its keys ("services ktp-el-baru › requirements f-1-02"), the rest is the field."""
    row: list[str] = []
    field: list[str] = []
    node = data
    for part in path:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(part, int) and isinstance(node, dict):
            name = next((str(node[key]) for key in ("slug", "key", "id", "code", "date") if key in node), "")
            row.append(f"{'.'.join(field)} {name or f'ke-{part + 1}'}")
            field = []
        else:
            field.append(str(part + 1) if isinstance(part, int) else str(part))
    return Fault(" › ".join(row), ".".join(field), reason)


def _misspelt(row: Row, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    known = {info.alias or name for name, info in type(row).model_fields.items()}
    for name in row.unknown:
        if close := difflib.get_close_matches(str(name), known, n=1, cutoff=0.8):
            yield (*path, name), f"kunci tidak dikenal; maksudnya “{close[0]}”?"
    for name, info in type(row).model_fields.items():
        value, place = getattr(row, name), (*path, info.alias or name)
        if isinstance(value, Row):
            yield from _misspelt(value, place)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, Row):
                    yield from _misspelt(item, (*place, index))


def _hours_faults(catalogue: Catalogue) -> Iterator[tuple[tuple[Any, ...], str]]:
    for index, location in enumerate(catalogue.locations):
        for period in ("regular", "ramadan"):
            for day, intervals in (getattr(location.hours, period) or {}).items():
                path = ("locations", index, "hours", period, day)
                if day not in WEEKDAYS:
                    yield path, f"hari tidak dikenal, pakai {', '.join(WEEKDAYS)}"
                ends = [moment for interval in sorted(intervals) for moment in interval]
                if any(later <= earlier for earlier, later in zip(ends, ends[1:], strict=False)):
                    yield path, "jam tutup harus setelah jam buka, dan jam tidak boleh bertumpuk"


def _period_faults(catalogue: Catalogue) -> Iterator[tuple[tuple[Any, ...], str]]:
    for index, period in enumerate(catalogue.calendar.ramadan_periods):
        if period.end < period.start:
            yield ("calendar", "ramadan_periods", index, "to"), "tanggal akhir sebelum tanggal awal"
    for index, closure in enumerate(catalogue.calendar.closures):
        if closure.until and closure.until < closure.date:
            yield ("calendar", "closures", index, "until"), "tanggal akhir sebelum tanggal awal"
