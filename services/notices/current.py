"""Which notices hold at a moment, and which come: the one resolver that pages, banner, feed and API ask.

Pure functions over the shared facts. A notice holds from its first minute up to, and not including, its last: "sampai
pukul 14.00" is over at 14.00. Days without a time are whole days on the agency's clock.

What a notice without places or services is about:

1. One that names offices concerns these; one that names none, all offices of its agency and of those it publishes.
2. One that names services concerns these; one that names none, all services given at its offices.
3. News of the whole agency (no office, no service, ordinary, nothing that keeps people from being served) stands with
   the notices only, and so does a fact check that names neither: beside a service it would be noise.
"""

import datetime
from collections.abc import Collection, Iterable
from enum import Enum, auto
from zoneinfo import ZoneInfo

from services.facts import NoticeFacts, SharedFacts
from services.models.notice import NoticeKind, Severity

DAYS_AHEAD = 14
"""How many days before it begins a notice is told."""

SEVERITIES = [Severity.URGENT, Severity.IMPORTANT, Severity.ORDINARY]
HINDRANCES = {NoticeKind.DISRUPTION, NoticeKind.SHORTAGE, NoticeKind.CLOSED}
"""Kinds that keep people from being served."""


class Situation(Enum):
    """A notice at a moment."""

    COMING = auto()
    HOLDS = auto()
    OVER = auto()


def begins(notice: NoticeFacts) -> datetime.datetime:
    """Its first minute."""
    return _moment(notice, notice.starts_on, notice.starts_at or datetime.time.min)


def ends(notice: NoticeFacts) -> datetime.datetime | None:
    """The first minute in which it holds no more; None while that is not known."""
    if notice.ends_on is None:
        return None
    if notice.ends_at is None:
        return _moment(notice, notice.ends_on + datetime.timedelta(days=1), datetime.time.min)
    return _moment(notice, notice.ends_on, notice.ends_at)


def _moment(notice: NoticeFacts, day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, ZoneInfo(notice.timezone))


def situation(notice: NoticeFacts, now: datetime.datetime) -> Situation:
    """Whether it comes, holds or is over. `now` may be in any timezone, but must be in one."""
    last = ends(notice)
    if last is not None and last <= now:
        return Situation.OVER
    return Situation.HOLDS if begins(notice) <= now else Situation.COMING


def holding(facts: SharedFacts, now: datetime.datetime) -> list[NoticeFacts]:
    """Those that hold at a moment, the gravest first."""
    return _holding(facts.notices, now)


def coming(facts: SharedFacts, now: datetime.datetime) -> list[NoticeFacts]:
    """Those that begin within 14 days, by day: what is new in this list is new from midnight on."""
    return _coming(facts.notices, now)


def all_coming(facts: SharedFacts, now: datetime.datetime) -> list[NoticeFacts]:
    """Everything that has not begun, however far away, soonest first."""
    later = (each for each in facts.notices if situation(each, now) is Situation.COMING)
    return sorted(later, key=lambda each: (begins(each), each.pk))


def told(facts: SharedFacts, now: datetime.datetime) -> list[NoticeFacts]:
    """What holds, and behind it what comes."""
    return _told(facts.notices, now)


def _told(notices: Iterable[NoticeFacts], now: datetime.datetime) -> list[NoticeFacts]:
    notices = list(notices)
    return [*_holding(notices, now), *_coming(notices, now)]


def _holding(notices: Iterable[NoticeFacts], now: datetime.datetime) -> list[NoticeFacts]:
    return _sorted(each for each in notices if situation(each, now) is Situation.HOLDS)


def _coming(notices: Iterable[NoticeFacts], now: datetime.datetime) -> list[NoticeFacts]:
    return _sorted(
        each for each in notices if situation(each, now) is Situation.COMING and _is_near(each, now)
    )


def _is_near(notice: NoticeFacts, now: datetime.datetime) -> bool:
    today = now.astimezone(ZoneInfo(notice.timezone)).date()
    return notice.starts_on - today <= datetime.timedelta(days=DAYS_AHEAD)


def is_fact_check(notice: NoticeFacts) -> bool:
    """Whether it says that something going round is untrue: that disturbs no service."""
    return notice.kind == NoticeKind.FACT_CHECK


def urgent(facts: SharedFacts, now: datetime.datetime) -> list[NoticeFacts]:
    """What stands at the top of every page."""
    return [
        each for each in holding(facts, now) if each.severity == Severity.URGENT and not is_fact_check(each)
    ]


def for_home(facts: SharedFacts, now: datetime.datetime) -> list[NoticeFacts]:
    """What stands on the first page: what matters more than usual, now or soon."""
    return [each for each in told(facts, now) if each.severity != Severity.ORDINARY]


def for_all_offices(facts: SharedFacts, now: datetime.datetime) -> list[NoticeFacts]:
    """What stands once above a list of offices: what names neither office nor service, and is more than news."""
    return [
        each
        for each in told(facts, now)
        if not each.offices and not each.services and not _is_mere_news(each)
    ]


def naming_office(facts: SharedFacts, office: str, now: datetime.datetime) -> list[NoticeFacts]:
    """Those that name the office with this key."""
    return _told((each for each in facts.notices if office in each.offices), now)


def for_office(
    facts: SharedFacts, office: str, services: Collection[str] | None, now: datetime.datetime
) -> list[NoticeFacts]:
    """What stands on an office's page. `services` are the slugs given there; None where they are too many to name."""
    return [each for each in told(facts, now) if _concerns_office(each, facts, office, services)]


def _concerns_office(
    notice: NoticeFacts, facts: SharedFacts, office: str, services: Collection[str] | None
) -> bool:
    if notice.offices:
        return office in notice.offices
    if _is_mere_news(notice) or not _is_of(notice, facts, facts.offices[office].agency):
        return False
    return not notice.services or services is None or any(slug in services for slug in notice.services)


def for_service(
    facts: SharedFacts, slug: str, agency: str, offices: Collection[str], now: datetime.datetime
) -> list[NoticeFacts]:
    """What stands on the page of a service that this agency (key) gives at these offices (keys)."""
    return [each for each in told(facts, now) if _concerns_service(each, facts, slug, agency, offices)]


def _concerns_service(
    notice: NoticeFacts, facts: SharedFacts, slug: str, agency: str, offices: Collection[str]
) -> bool:
    if notice.services:
        return slug in notice.services
    if notice.offices:
        return not is_fact_check(notice) and any(key in offices for key in notice.offices)
    return not _is_mere_news(notice) and _is_of(notice, facts, agency)


def _is_of(notice: NoticeFacts, facts: SharedFacts, agency: str) -> bool:
    """Whether the agency is the notice's own, or one that it publishes."""
    own = facts.agencies.get(agency)
    return agency == notice.agency or (own is not None and own.publisher == notice.agency)


def _is_mere_news(notice: NoticeFacts) -> bool:
    """Whether it belongs with the notices only: see the third rule."""
    if notice.offices or notice.services or notice.kind in HINDRANCES:
        return False
    return notice.severity == Severity.ORDINARY or is_fact_check(notice)


def next_change(facts: SharedFacts, now: datetime.datetime) -> datetime.datetime | None:
    """The next moment at which any notice begins or ends; None where there is none.

    A page made before it is right up to it, as far as notices go; words like "besok" and what comes within 14 days change
    at midnight besides, as opening hours do.
    """
    moments = [moment for each in facts.notices for moment in (begins(each), ends(each)) if moment]
    return min((moment for moment in moments if moment > now), default=None)


def _sorted(notices: Iterable[NoticeFacts]) -> list[NoticeFacts]:
    """The gravest first; among equals what began first."""
    return sorted(
        notices, key=lambda each: (SEVERITIES.index(Severity(each.severity)), begins(each), each.pk)
    )
