"""What pages show of notices that are not their own: the banner, and a few lines each."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from services.facts import NoticeFacts, SharedFacts
from services.language import IndonesianText
from services.models.notice import Severity
from services.notices import current
from services.notices.words import kind_words, when_words, where_words

MOST_ON_TOP = 2
"""Notices that the banner names; more are counted."""


@dataclass(frozen=True)
class NoticeLine:
    """One notice in a few words. `tone` is the look of the component `notice`: "error", "warning" or "info"."""

    title: str
    url: str
    kind: str
    when: str
    where: str
    tone: str
    text: str = ""
    is_fact_check: bool = False


@dataclass(frozen=True)
class Banner:
    """What stands at the top of every page, and how many more there are of the same gravity."""

    lines: list[NoticeLine] = field(default_factory=list)
    more: int = 0


TONES = {Severity.URGENT: "error", Severity.IMPORTANT: "warning"}


def line(notice: NoticeFacts, facts: SharedFacts, now: datetime.datetime) -> NoticeLine:
    """A notice as other pages show it."""
    return NoticeLine(
        title=IndonesianText(notice.title),
        url=reverse("public-notice", args=[notice.pk]),
        kind=kind_words(notice),
        when=when_words(notice, now),
        where=where_words(notice, facts),
        tone=TONES.get(Severity(notice.severity), "info"),
        text=IndonesianText(notice.text),
        is_fact_check=current.is_fact_check(notice),
    )


def lines(notices: Iterable[NoticeFacts], facts: SharedFacts, now: datetime.datetime) -> list[NoticeLine]:
    """Several, in their order."""
    return [line(each, facts, now) for each in notices]


def banner(facts: SharedFacts, now: datetime.datetime) -> Banner:
    """The urgent ones that hold at this moment."""
    found = current.urgent(facts, now)
    return Banner(lines(found[:MOST_ON_TOP], facts, now), max(0, len(found) - MOST_ON_TOP))


def home_lines(facts: SharedFacts, now: datetime.datetime) -> list[NoticeLine]:
    """What the first page shows besides its banner."""
    return _parted(current.for_home(facts, now), facts, now).below


@dataclass(frozen=True)
class PageNotices:
    """What concerns a page: what the banner shows already, which only a print repeats, and what stands on the page."""

    on_top: list[NoticeLine]
    below: list[NoticeLine]


def _parted(notices: Collection[NoticeFacts], facts: SharedFacts, now: datetime.datetime) -> PageNotices:
    in_banner = current.urgent(facts, now)[:MOST_ON_TOP]
    on_top = [each for each in notices if each in in_banner]
    below = [each for each in notices if each not in in_banner]
    return PageNotices(lines(on_top, facts, now), lines(below, facts, now))


def office_lines(
    facts: SharedFacts, office: str, services: Collection[str] | None, now: datetime.datetime
) -> PageNotices:
    """What an office's page shows. `services` are the slugs given there; None where they are too many to list."""
    return _parted(current.for_office(facts, office, services, now), facts, now)


def named_lines(facts: SharedFacts, office: str, now: datetime.datetime) -> list[NoticeLine]:
    """What stands beside an office in a list: what names it."""
    return lines(current.naming_office(facts, office, now), facts, now)


def all_office_lines(facts: SharedFacts, now: datetime.datetime) -> list[NoticeLine]:
    """What stands once above the list of offices."""
    return lines(current.for_all_offices(facts, now), facts, now)


def service_lines(
    facts: SharedFacts, slug: str, agency: str, offices: Collection[str], now: datetime.datetime
) -> PageNotices:
    """What a service's page shows; each names its places, so that nobody takes one for all."""
    return _parted(current.for_service(facts, slug, agency, offices, now), facts, now)
