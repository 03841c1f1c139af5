"""Between which moments the clock changes nothing that a page shows.

Pages tell the clock in four ways: they show the day (today, "besok", promise dates, closures), whether an office is open
and what follows, notices that come, hold and end, and editions that take effect. So the moments at which anything may
change are midnights, openings, closings, last queue numbers, the hour before these in which minutes are counted,
beginnings and ends of notices, and `live_from` of editions. Between two such moments every page stays as it is, but for
those that say of themselves that they show minutes (`services.freshness.by_the_minute`).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Min, Q

from services import hours
from services.facts import OfficeFacts, SharedFacts
from services.models import Edition
from services.notices import current as notices
from services.opening_words import SOON

Moment = datetime.datetime


@dataclass(frozen=True)
class Stretch:
    """From the one moment, and up to but not including the other; seconds since 1970."""

    begins: float
    ends: float

    def holds(self, moment: float) -> bool:
        """Whether a moment lies in it."""
        return self.begins <= moment < self.ends


def stretch(facts: SharedFacts, now: Moment) -> Stretch:
    """The stretch around a moment (aware). Two queries: one for each kind of editions."""
    last = first = None
    for moment in (*of_facts(facts, now), *of_editions(now)):
        if moment <= now:
            last = moment if last is None else max(last, moment)
        else:
            first = moment if first is None else min(first, moment)
    if last is None or first is None:
        raise ValueError("there is a midnight on either side of every moment")
    return Stretch(last.timestamp(), first.timestamp())


def of_facts(facts: SharedFacts, now: Moment) -> Iterator[Moment]:
    """Moments of today that follow from shared facts, and all of notices."""
    yield from _midnights(facts, now)
    for office in facts.offices.values():
        yield from _of_office(office, facts, now)
    for notice in facts.notices:
        yield notices.begins(notice)
        if (end := notices.ends(notice)) is not None:
            yield end


def _midnights(facts: SharedFacts, now: Moment) -> Iterator[Moment]:
    """On every clock that a page may go by: the last one and the next."""
    clocks = {"UTC", settings.TIME_ZONE}
    clocks |= {each.timezone for each in (*facts.agencies.values(), *facts.offices.values(), *facts.notices)}
    for clock in clocks:
        zone = ZoneInfo(clock)
        today = now.astimezone(zone).date()
        for day in (today, today + datetime.timedelta(days=1)):
            yield datetime.datetime.combine(day, datetime.time.min, zone)


def _of_office(office: OfficeFacts, facts: SharedFacts, now: Moment) -> Iterator[Moment]:
    """Today's at one office. Who comes for a service that is not given on this day finds it closed all day."""
    state = hours.state(office, facts, now)
    for opens, closes in hours.openings(office, facts, state.today.day, 1):
        yield opens
        yield closes
        yield closes - SOON
    if state.last_queue_at is not None:
        yield state.last_queue_at
        yield state.last_queue_at - SOON


def of_editions(now: Moment) -> Iterator[Moment]:
    """When the last edition of each kind took effect, and the next will."""
    for model in apps.get_models():
        if issubclass(model, Edition):
            before, after = Q(live_from__lte=now), Q(live_from__gt=now)
            found = model.objects.order_by().aggregate(
                last=Max("live_from", filter=before), first=Min("live_from", filter=after)
            )
            yield from filter(None, found.values())
