"""What the services of a life event cost together, how long they take, and in how few visits they are done.

Pure. Nothing here is nicer than the service standards: what one of them does not say in numbers is not
added up, and a total is the outer limit along the longest chain of steps that wait for each other.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.choices import TimeUnit
from services.document import ProcessingTime, ServiceDocument
from services.facts import OfficeFacts, SharedFacts
from services.limited_days import office_for
from services.ordering import Chosen
from services.plans import Plan
from services.promise import promise_date
from services.time_standard import APPROXIMATE_DAYS


@dataclass(frozen=True)
class FeeTotal:
    """Sums of the stated fees by currency, and the services that state none in numbers."""

    sums: dict[str, int]
    unstated: tuple[ServiceDocument, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether every service states that it is free."""
        return not self.unstated and not any(self.sums.values())


def fee_total(chosen: Sequence[Chosen]) -> FeeTotal:
    """The fees of these services together."""
    sums: dict[str, int] = {}
    unstated = []
    for each in chosen:
        fee = each.document.fee
        if fee.amount is None:
            unstated.append(each.document)
        else:
            sums[fee.currency] = sums.get(fee.currency, 0) + fee.amount
    return FeeTotal(sums, tuple(unstated))


@dataclass(frozen=True)
class TimeTotal:
    """The longest chain of steps that wait for each other, and by when its end is reached.

    `path`: services of that chain, in order. `unstated`: services without a limit in numbers; with any, there
    is no total. `ready_by` is the day on which everything is ready, None if nothing can be promised.
    `estimated`: it rests on holidays that are not official yet.
    """

    path: tuple[ServiceDocument, ...] = ()
    unstated: tuple[ServiceDocument, ...] = ()
    ready_by: datetime.datetime | None = None
    estimated: bool = False

    @property
    def durations(self) -> list[tuple[int, str]]:
        """Value and unit of each step of the chain, those of one unit added up; without what is done at once."""
        sums: dict[str, int] = {}
        for document in self.path:
            time = document.processing_time
            if time.max_value:
                sums[time.unit] = sums.get(time.unit, 0) + time.max_value
        return [(value, unit) for unit, value in sorted(sums.items(), key=lambda each: -_days(1, each[0]))]


def time_total(chosen: Sequence[Chosen], plan: Plan, facts: SharedFacts, now: datetime.datetime) -> TimeTotal:
    """How long these services take if each is handed in as soon as those it waits for are done."""
    documents = {each.slug: each.document for each in chosen}
    unstated = tuple(
        documents[slug] for slug in plan.order if not _is_stated(documents[slug].processing_time)
    )
    if unstated:
        return TimeTotal(unstated=unstated)
    ready_by, estimated = _finish(documents, plan, facts, now)
    return TimeTotal(_longest_path(documents, plan), (), ready_by, estimated)


def _is_stated(time: ProcessingTime) -> bool:
    return time.max_value == 0 or bool(time.max_value and time.unit)


def _days(value: int | None, unit: str) -> float:
    return (value or 0) * APPROXIMATE_DAYS.get(unit, 0)


def _longest_path(documents: Mapping[str, ServiceDocument], plan: Plan) -> tuple[ServiceDocument, ...]:
    paths: dict[str, tuple[float, tuple[str, ...]]] = {}
    for slug in plan.order:
        time = documents[slug].processing_time
        length, path = max((paths[each] for each in plan.before(slug)), default=(0.0, ()), key=_length)
        paths[slug] = length + _days(time.max_value, time.unit), (*path, slug)
    _, longest = max(paths.values(), default=(0.0, ()), key=_length)
    return tuple(documents[slug] for slug in longest)


def _length(path: tuple[float, tuple[str, ...]]) -> float:
    return path[0]


def _finish(
    documents: Mapping[str, ServiceDocument], plan: Plan, facts: SharedFacts, now: datetime.datetime
) -> tuple[datetime.datetime | None, bool]:
    """When the last service is ready, handing in one after the other; None if one of them promises nothing."""
    done: dict[str, datetime.datetime] = {}
    estimated = False
    for slug in plan.order:
        start = max([now, *(done[each] for each in plan.before(slug))])
        office = _counter(documents[slug], facts)
        promise = promise_date(_at_least_a_minute(documents[slug], office), facts, office, start)
        if not promise.is_known:
            return None, False
        done[slug] = _moment(promise.ready_by, start)
        estimated = estimated or promise.estimated
    return max(done.values(), default=None), estimated


def _counter(document: ServiceDocument, facts: SharedFacts) -> OfficeFacts | None:
    """The first office that stands still; its hours are known for every day."""
    given_at = (facts.offices[key] for key in document.offices if key in facts.offices)
    offices = (office_for(each, document.slug) for each in given_at)
    return next((office for office in offices if not office.stops), None)


def _at_least_a_minute(document: ServiceDocument, office: OfficeFacts | None) -> ProcessingTime:
    """What is done on the spot is done while the office is open: one minute finds its next opening."""
    time = document.processing_time
    if time.max_value == 0 and office:
        return time.model_copy(update={"max_value": 1, "unit": TimeUnit.MINUTES.value})
    return time


def _moment(
    ready_by: datetime.date | datetime.datetime | None, start: datetime.datetime
) -> datetime.datetime:
    """The moment from which the next step can begin: after a whole day, its end."""
    if ready_by is None:
        return start
    if isinstance(ready_by, datetime.datetime):
        return ready_by
    return datetime.datetime.combine(ready_by, datetime.time(23, 59), start.tzinfo)


@dataclass(frozen=True)
class Visit:
    """One place to go to: the services done there, and the offices that give all of them."""

    services: tuple[str, ...]
    offices: tuple[str, ...]


def visits(chosen: Sequence[Chosen], plan: Plan, facts: SharedFacts) -> list[Visit]:
    """As few places as possible, in the order of their first step; services without an office are left out.

    Greedy: the office that gives most of what is left, then the next. With one place it is exact, and a
    resident would choose the same way.
    """
    given_at = {each.slug: [key for key in each.document.offices if key in facts.offices] for each in chosen}
    left = [slug for slug in plan.order if given_at[slug]]
    found: list[Visit] = []
    while left:
        offices = dict.fromkeys(key for slug in left for key in given_at[slug])
        best = max(offices, key=lambda key: sum(key in given_at[slug] for slug in left))
        here = [slug for slug in left if best in given_at[slug]]
        same = [key for key in offices if all(key in given_at[slug] for slug in here)]
        found.append(Visit(tuple(here), tuple(same)))
        left = [slug for slug in left if slug not in here]
    return sorted(found, key=lambda visit: plan.number(visit.services[0]))
