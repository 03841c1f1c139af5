"""The published document: what an edition says, as validated and immutable classes.

Staff edit rows (the draft). Publishing turns them into one `ServiceDocument`; public pages, search,
API and cards read nothing else of an entry. Its JSON Schema (`ServiceDocument.model_json_schema()`)
is the API's. Facts that several entries share and that must be right at once (offices, hours,
closures, agencies, channels, papers) are named by key here and live in `services.facts`.
"""

import hashlib
import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.choices import EvidenceLevel, OnlineApply, RequirementForm, TimeKind, TimeUnit


class Frozen(BaseModel):
    """Base of everything published: unknown keys are refused, values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)


class Case(Frozen):
    """A resident's situation ("hilang", "rusak") that decides which papers and steps apply."""

    key: str
    label: str


class Requirement(Frozen):
    """One paper, datum or presence that the service asks for. No `cases` means: always."""

    key: str
    label: str
    form: RequirementForm
    form_code: str = ""
    form_name: str = ""
    copies: int | None = Field(default=None, ge=1)
    condition: str = ""
    cases: tuple[str, ...] = ()
    note: str = ""
    where_to_get: str = ""
    alternative_to: str = ""
    legal_ref: str = ""
    document: str = ""

    def applies_to(self, case: str | None) -> bool:
        """Whether someone in this case needs it; without a case everything is shown."""
        return case is None or not self.cases or case in self.cases


class Step(Frozen):
    """One step of the flow: who does what, and where."""

    actor: str
    where: str = ""
    text: str
    cases: tuple[str, ...] = ()

    def applies_to(self, case: str | None) -> bool:
        """Whether it is part of the flow in this case."""
        return case is None or not self.cases or case in self.cases


class ProcessingTime(Frozen):
    """The time standard: in words, and as a number so that a promise date can be worked out."""

    text: str
    max_value: int | None = Field(default=None, ge=0)
    unit: TimeUnit | Literal[""] = ""
    starts_when: str = ""
    kind: TimeKind | Literal[""] = ""
    basis: str = ""
    note: str = ""


class Fee(Frozen):
    """What the service costs, in whole units of `currency`."""

    amount: int | None = Field(default=None, ge=0)
    currency: str = "IDR"
    text: str
    basis: str = ""
    note: str = ""
    other_costs: str = ""

    @property
    def is_free(self) -> bool:
        """Free means a stated zero, never a missing amount."""
        return self.amount == 0


class ReportingDeadline(Frozen):
    """How soon the event must be reported to the office."""

    text: str
    days: int | None = Field(default=None, ge=0)
    basis: str = ""


class LegalBasis(Frozen):
    """A rule the service rests on, as it was named when the edition was published."""

    key: str
    short: str
    title: str = ""
    about: str = ""


class Online(Frozen):
    """What can be done without coming."""

    consult: bool = False
    apply: OnlineApply = OnlineApply.NO
    text: str = ""


class Evidence(Frozen):
    """How the facts were checked, against what, and as of when (`YYYY-MM` or `YYYY-MM-DD`)."""

    level: EvidenceLevel | Literal[""] = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    facts_as_of: str = ""


class ServiceDocument(Frozen):
    """Everything an edition of a service says."""

    schema_version: Literal[1] = 1
    slug: str
    name: str
    short_name: str
    name_en: str = ""
    summary: str
    summary_en: str = ""
    description: str = ""
    category: str
    agency: str
    responsible_unit: str = ""
    everyday_names: tuple[str, ...] = ()
    search_terms: tuple[str, ...] = ()
    who_can_apply: tuple[str, ...] = ()
    representation: str = ""
    cases: tuple[Case, ...] = ()
    requirements: tuple[Requirement, ...] = Field(min_length=1)
    not_required: tuple[str, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    processing_time: ProcessingTime
    fee: Fee
    product: tuple[str, ...] = Field(min_length=1)
    validity: str = ""
    reporting_deadline: ReportingDeadline | None = None
    legal_bases: tuple[LegalBasis, ...] = ()
    offices: tuple[str, ...] = ()
    location_note: str = ""
    online: Online = Online()
    channels: tuple[str, ...] = Field(min_length=1)
    tips: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    evidence: Evidence = Evidence()

    @model_validator(mode="after")
    def references_hold(self) -> "ServiceDocument":
        """Cases and alternatives named by requirements and steps exist in the same document."""
        cases = {case.key for case in self.cases}
        keys = {requirement.key for requirement in self.requirements}
        for part in (*self.requirements, *self.steps):
            if unknown := set(part.cases) - cases:
                raise ValueError(f"keadaan tidak dikenal: {', '.join(sorted(unknown))}")
        for requirement in self.requirements:
            if requirement.alternative_to and requirement.alternative_to not in keys:
                raise ValueError(f"pengganti untuk persyaratan yang tidak ada: {requirement.alternative_to}")
        return self

    def case(self, key: str | None) -> Case | None:
        """The case with this key, or None."""
        return next((case for case in self.cases if case.key == key), None)

    @property
    def asked_papers(self) -> list[str]:
        """Keys of the papers that it asks for in any case, each once."""
        return list(dict.fromkeys(each.document for each in self.requirements if each.document))

    def requirements_for(self, case: str | None) -> list[Requirement]:
        """The requirements someone in this case needs, in order; all of them without a case."""
        return [requirement for requirement in self.requirements if requirement.applies_to(case)]

    def steps_for(self, case: str | None) -> list[Step]:
        """The steps of the flow in this case, in order."""
        return [step for step in self.steps if step.applies_to(case)]


def canonical_json(data: Any) -> str:
    """The one spelling of a JSON value that digests are taken of: sorted keys, no spaces."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: Any) -> str:
    """SHA-256 of a JSON value in its canonical spelling, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()
