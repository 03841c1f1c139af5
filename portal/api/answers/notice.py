"""Notices: what holds now, and what is coming."""

from typing import Annotated, ClassVar, Literal

from django.urls import reverse
from pydantic import Field

from portal.api.answers.references import address_of
from portal.api.answers.service import KEY
from portal.api.endpoints import Asked
from portal.api.problems import not_found
from portal.api.shapes import Key, Listing, Number, Question, Shape, asked
from services.facts import NoticeFacts
from services.notices import current
from services.notices.current import Situation
from services.notices.data import plain

MOST = 500
Minute = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$")]
"""A moment to the minute, with its offset from UTC."""
Second = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""A moment to the second, with its offset from UTC."""


class NoticeQuestion(Question):
    """Which notices are wanted."""

    office: Key = asked("", *KEY)
    service: Key = asked("", *KEY)
    limit: Number = asked(MOST, f"A number from 1 to {MOST}.", f"angka 1 sampai {MOST}", ge=1, le=MOST)
    offset: Number = asked(0, "A number from 0 to 1000000.", "angka 0 sampai 1000000", ge=0, le=1_000_000)


class NamedOffice(Shape):
    """An office that a notice names."""

    key: str
    name: str


class NoticeItem(Shape):
    """A notice, in Indonesian plain text."""

    id: int
    self: str
    url: str
    agency: str
    kind: Literal["gangguan", "habis", "tutup", "perubahan", "info", "cek-fakta"]
    severity: Literal["biasa", "penting", "mendesak"]
    is_fact_check: bool
    title: str
    claim: str = Field(description="Of a fact check: the untrue part. Never show it without saying so.")
    text: str
    advice: str
    source: str
    starts: Minute
    ends: Minute | None = Field(
        description="The first minute in which it holds no more; null while nobody knows."
    )
    offices: list[NamedOffice]
    services: list[str]
    posted: Second
    changed: Second
    holds_now: bool


class NoticeList(Listing):
    """What holds now, the gravest first, then what is coming, the soonest first."""

    next_change: Minute | None = Field(description="The next moment at which any notice begins or ends.")
    notices: list[NoticeItem]
    list_name: ClassVar[str] = "notices"


def notice_list(asked: Asked) -> NoticeList:
    """No query besides that of the facts."""
    facts, now, query = asked.facts, asked.now, asked.query
    found = [
        each
        for each in [*current.holding(facts, now), *current.all_coming(facts, now)]
        if _is_asked_for(each, query.office, query.service)
    ]
    change = current.next_change(facts, now)
    return NoticeList(
        total=len(found),
        next=asked.next_page(len(found)),
        next_change=change.isoformat(timespec="minutes") if change else None,
        notices=[_item(each, asked) for each in found[asked.part]],
    )


def notice(asked: Asked) -> NoticeItem:
    """One notice that holds or is coming."""
    for each in asked.facts.notices:
        if each.pk == asked.keys["pk"] and current.situation(each, asked.now) is not Situation.OVER:
            return _item(each, asked)
    raise not_found("kabar", "notice that holds or is coming", reverse("api-notices"))


def _item(notice: NoticeFacts, asked: Asked) -> NoticeItem:
    return NoticeItem(
        **plain(notice, asked.facts),
        self=address_of("api-notice", notice.pk),
        holds_now=current.situation(notice, asked.now) is Situation.HOLDS,
    )


def _is_asked_for(notice: NoticeFacts, office: str, service: str) -> bool:
    """Whether it names what is asked for, or names nothing and so holds there too."""
    at_office = not office or not notice.offices or office in notice.offices
    of_service = not service or not notice.services or service in notice.services
    return at_office and of_service
