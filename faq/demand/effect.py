"""Before and after: what people asked in the weeks around a day on which something was posted or published.

The week of that day counts to neither side. A week counts only if all of its days have passed and were counted; how many
there are is said. That something was posted does not mean that it was the reason for what came after.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faq.demand.ranking import WeekOf
from faq.demand.weeks import week_of

WEEKS = 4


@dataclass(frozen=True)
class Average:
    """What a week had on average, over the weeks of one side; None where there are none."""

    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """How much more a week had afterwards; None where one side is missing."""
        if self.before is None or self.after is None:
            return None
        return round(self.after - self.before, 1)

    @property
    def percent(self) -> int | None:
        """The same as a share of what was before; None where that was nothing."""
        return round(self.change / self.before * 100) if self.change is not None and self.before else None


@dataclass(frozen=True)
class Effect:
    """The weeks around a day: how many count on each side, of `WEEKS`."""

    before: Sequence[WeekOf]
    after: Sequence[WeekOf]

    @property
    def is_whole(self) -> bool:
        """Whether no week is missing."""
        return len(self.before) == len(self.after) == WEEKS

    def average(self, value: Callable[[WeekOf], float]) -> Average:
        """The average of something a week has, before and after."""
        return Average(_mean(list(map(value, self.before))), _mean(list(map(value, self.after))))


def around(
    day: datetime.date, weeks: Sequence[WeekOf], *, counted_since: datetime.date, today: datetime.date
) -> Effect:
    """The weeks before and after the week of a day, of those that passed and were counted from their first day on."""
    middle, far = week_of(day).start, datetime.timedelta(weeks=WEEKS)
    whole = [each for each in weeks if each.period.start >= counted_since and each.period.is_over(today)]
    return Effect(
        before=[each for each in whole if middle - far <= each.period.start < middle],
        after=[each for each in whole if middle < each.period.start <= middle + far],
    )


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None
