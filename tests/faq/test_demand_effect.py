"""Before and after a day: which weeks count, and their averages."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.demand import effect
from faq.demand.ranking import WeekOf
from faq.demand.weeks import week_of, weeks_until

TODAY = datetime.date(2026, 11, 25)  # a Wednesday
LONG_AGO = datetime.date(2025, 1, 1)


def weeks_of(scores):
    weeks = weeks_until(week_of(TODAY), len(scores))
    return [WeekOf(week, {"taps": int(score)}, score) for week, score in zip(weeks, scores, strict=True)]


def taps(week):
    return week.counts["taps"]


def test_four_whole_weeks_on_each_side_without_the_week_itself():
    weeks = weeks_of([99, 8, 8, 8, 16, 99, 4, 4, 4, 8, 99])
    posted = weeks[5].period.start + datetime.timedelta(days=6)  # its Sunday
    around = effect.around(posted, weeks, counted_since=LONG_AGO, today=TODAY)
    assert around.is_whole
    average = around.average(lambda week: week.score)
    assert (average.before, average.after, average.change, average.percent) == (10, 5, -5, -50)
    assert around.average(taps).change == -5


def test_weeks_that_are_not_over_or_were_not_counted_are_left_out():
    weeks = weeks_of([5, 5, 5, 5, 5, 7, 100])
    around = effect.around(weeks[4].period.start, weeks, counted_since=LONG_AGO, today=TODAY)
    assert [each.score for each in around.after] == [7]  # this week is not over
    since = weeks[1].period.start + datetime.timedelta(days=1)  # counting began on a Tuesday
    around = effect.around(weeks[4].period.start, weeks, counted_since=since, today=TODAY)
    assert len(around.before) == 2
    assert not around.is_whole


def test_without_a_side_nothing_is_compared():
    weeks = weeks_of([5, 5, 5, 5, 5])
    average = effect.around(TODAY, weeks, counted_since=LONG_AGO, today=TODAY).average(taps)
    assert (average.before, average.after, average.change, average.percent) == (5, None, None, None)
    assert effect.Average(0, 4).percent is None


@given(st.lists(st.integers(0, 50), min_size=3, max_size=14), st.integers(0, 13))
def test_averages_are_those_of_the_naive_way(scores, place):
    weeks = weeks_of(scores)
    place %= len(scores)
    around = effect.around(weeks[place].period.start, weeks, counted_since=LONG_AGO, today=TODAY)
    before, after = scores[max(0, place - 4) : place], scores[place + 1 : -1][:4]
    average = around.average(lambda week: week.score)
    for found, expected in ((average.before, before), (average.after, after)):
        assert found == (pytest.approx(sum(expected) / len(expected), abs=0.051) if expected else None)
