"""The demo catalogue as published values, straight from its file: no database, no publishing.

For tests of what reads editions and shared facts. The mapping is the importer's, so far as those need it.
"""

import datetime
import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.document import ServiceDocument
from services.facts import (
    AgencyFacts,
    CategoryFacts,
    ChannelFacts,
    ClosureFacts,
    DocumentFacts,
    LifeEventFacts,
    LimitedDay,
    MobileStop,
    OfficeFacts,
    Pledge,
    RamadanFacts,
    SharedFacts,
    Week,
)

CATALOGUE = Path(__file__).resolve().parents[1] / "services" / "data" / "catalogue.yaml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def catalogue() -> dict[str, Any]:
    """The catalogue file as it is written."""
    return yaml.load(CATALOGUE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def make_documents() -> dict[str, ServiceDocument]:
    """All services of the catalogue as they would be published, by slug."""
    return {row["slug"]: make_document(row) for row in catalogue()["services"]}


def make_document(row: dict[str, Any]) -> ServiceDocument:
    """One service of the file as a published document."""
    renamed = {"agency", "requirements", "legal_bases", "offices", "channels", "evidence"}
    same = set(ServiceDocument.model_fields) - renamed
    bases = {base["key"]: base for base in catalogue()["legal_bases"]}
    return ServiceDocument.model_validate(
        {
            **{name: row[name] for name in same if row.get(name) is not None},
            "agency": row["provider"],
            "requirements": [_requirement(each) for each in row["requirements"]],
            "legal_bases": [bases[key] for key in row.get("legal_bases", ())],
            "offices": row["locations"],
            "channels": row["complaint_channels"],
            "evidence": {
                **row.get("evidence", {}),
                "sources": row.get("sources", ()),
                "facts_as_of": catalogue()["meta"]["facts_as_of"],
            },
        }
    )


def _requirement(row: dict[str, Any]) -> dict[str, Any]:
    names = {form["code"]: form["name"] for form in catalogue()["forms"]}
    rest = {key: value for key, value in row.items() if key != "id"}
    return {"key": row["id"], "form_name": names.get(row.get("form_code"), ""), **rest}


@cache
def make_facts() -> SharedFacts:
    """The shared facts of the catalogue."""
    data = catalogue()
    offices = [_office(row) for row in data["locations"]]
    return SharedFacts(
        agencies={row["key"]: _agency(row) for row in data["providers"]},
        offices={office.key: office for office in offices},
        closures=tuple(_closure(row) for row in data["calendar"]["closures"]),
        ramadan=tuple(_ramadan(row) for row in data["calendar"]["ramadan_periods"]),
        channels={row["key"]: ChannelFacts(**_known(ChannelFacts, row)) for row in data["channels"]},
        categories={row["key"]: CategoryFacts(**_known(CategoryFacts, row)) for row in data["categories"]},
        life_events={
            row["key"]: LifeEventFacts(**_known(LifeEventFacts, row)) for row in data["life_events"]
        },
        documents={
            row["key"]: DocumentFacts(
                **_known(DocumentFacts, row), issued_by=row.get("issued_by_services", ())
            )
            for row in data["documents"]
        },
    )


def _known(model: type, row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key in model.model_fields and value is not None}


def _agency(row: dict[str, Any]) -> AgencyFacts:
    office = catalogue()["office"]
    first = catalogue()["providers"][0]["key"]
    if row["key"] != first:
        return AgencyFacts(**row, publisher=first)
    social = {key: value for key, value in office["social"].items() if value.__class__ is str}
    rest = {key: social.pop(key) for key in ("call_to_action", "verify_line")}
    same = (
        "short_name",
        "tagline",
        "timezone",
        "website",
        "email",
        "phone",
        "whatsapp_hours",
        "accessibility",
    )
    return AgencyFacts(
        **row,
        **rest,
        **{key: office[key] for key in same},
        official_name=office["name"],
        parent_name=office["parent"],
        whatsapp=office["whatsapp_consultation"],
        social=social,
        hashtags=office["social"]["hashtags"],
        pledge=Pledge(**office["service_pledge"]),
        standard_decree=office["service_standard_decree"],
        is_demo=catalogue()["meta"]["kind"] == "demo",
        notice=catalogue()["meta"]["notice"],
        notice_en=catalogue()["meta"]["notice_en"],
    )


def _office(row: dict[str, Any]) -> OfficeFacts:
    stops = tuple(
        MobileStop(**{**stop, "weekday": WEEKDAYS.index(stop["weekday"])}) for stop in row.get("schedule", ())
    )
    weeks = {name: _week(days) for name, days in row["hours"].items()}
    first = catalogue()["providers"][0]["key"]
    limited = tuple(
        LimitedDay(weekday=WEEKDAYS.index(day), services=slugs)
        for day, slugs in row.get("hours_limits", {}).items()
    )
    return OfficeFacts(**_known(OfficeFacts, row), **weeks, agency=first, stops=stops, limited=limited)


def _week(days: dict[str, list[list[str]]]) -> Week:
    def clock(text: str) -> datetime.time:
        return datetime.time.fromisoformat(text)

    return tuple(tuple((clock(start), clock(end)) for start, end in days[day]) for day in WEEKDAYS)


def _closure(row: dict[str, Any]) -> ClosureFacts:
    return ClosureFacts(start=row["date"], end=row["date"], name=row["name"], kind=row["kind"])


def _ramadan(row: dict[str, Any]) -> RamadanFacts:
    return RamadanFacts(
        start=row["from"], end=row["to"], estimated=row.get("estimated", False), note=row.get("note", "")
    )


def sampled(slugs: list[str], every: int) -> list[str]:
    """Some of the services, spread over the catalogue; all of them in `make proof`, which has the time."""
    return slugs if os.environ.get("WHOLE_CATALOGUE") else slugs[::every]
