"""Weekdays on which an office opens for some services only.

On such a day the office is closed for every other service: pages, promise dates and programs that ask for one
see `office_for` it, the office as that service finds it. Pages of the office itself show all its hours.
"""

from services.facts import OfficeFacts, SharedFacts, Week
from services.kept import Key


def office_for(office: OfficeFacts, *services: str) -> OfficeFacts:
    """The office as someone finds it who comes for all these services (slugs): closed on days that leave one out.

    The same office where no day does; else a copy whose `whole` is the office.
    """
    closed = excluded_days(office, services)
    if not closed:
        return office
    return office.model_copy(
        update={
            "regular": _without(office.regular, closed),
            "ramadan": office.ramadan and _without(office.ramadan, closed),
            "special": tuple(
                each.model_copy(update={"week": _without(each.week, closed)}) for each in office.special
            ),
            "whole": office,
        }
    )


def name_of(office: OfficeFacts, facts: SharedFacts) -> Key:
    """What names an office as these services find it, for what is kept; None for one whose hours somebody only tries."""
    if facts.offices.get(office.key) is not (office.whole or office):
        return None
    if office.whole is None:
        return (office.key,)
    return (office.key, office.regular, office.ramadan, tuple(each.week for each in office.special))


def excluded_days(office: OfficeFacts, services: tuple[str, ...]) -> list[int]:
    """Weekdays (0 = Monday), in order, on which the office opens but not for all of these services."""
    return sorted(
        limit.weekday
        for limit in office.limited
        if _opens(office, limit.weekday) and not set(services) <= set(limit.services)
    )


def _opens(office: OfficeFacts, weekday: int) -> bool:
    weeks = (office.regular, office.ramadan, *(each.week for each in office.special))
    return any(week[weekday] for week in weeks if week)


def _without(week: Week, closed: list[int]) -> Week:
    return tuple(() if day in closed else intervals for day, intervals in enumerate(week))
