"""Weeks begin on Monday on the site's clock, also at the ends of years."""

import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from faq.demand.weeks import (
    Calendar,
    Period,
    last_days,
    last_whole_week,
    today,
    week_of,
    weeks_until,
    written_week,
)

day = datetime.date


@given(st.dates(day(2001, 1, 1), day(2099, 12, 1)))
def test_a_week_holds_its_days_and_is_read_back_from_its_key(one):
    week = week_of(one)
    assert week.start <= one < week.end
    assert week.start.weekday() == 0
    assert written_week(week.key) == week
    assert week.before.after == week


def test_year_with_53_weeks():
    assert week_of(day(2026, 12, 31)).key == "2026-W53"
    assert week_of(day(2027, 1, 3)) == written_week("2026-W53")
    assert week_of(day(2027, 1, 4)).key == "2027-W01"
    assert written_week("2026-W53").words == "28 Desember 2026 – 3 Januari 2027"
    assert written_week("2025-W53") is None


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-W00", "2026-W54", "9999-W01", "2026-W7", "２０２６-W47", "x' OR 1"]
)
def test_what_is_no_week(text):
    assert written_week(text) is None


def test_words():
    assert written_week("2026-W47").words == "16–22 November 2026"
    assert written_week("2026-W44").words == "26 Oktober – 1 November 2026"


@time_machine.travel("2026-11-22T18:00:00Z", tick=False)
def test_the_day_is_the_sites_not_greenwichs():
    assert today() == day(2026, 11, 23)  # already Monday in Jakarta
    assert last_whole_week() == Period(day(2026, 11, 16))
    assert last_days() == Period(day(2026, 11, 17))
    assert not last_days().is_over(today())


def test_periods_follow_each_other():
    calendar = Calendar(weeks_until(week_of(day(2027, 1, 5)), 3))
    assert [each.key for each in calendar.periods] == ["2026-W52", "2026-W53", "2027-W01"]
    assert calendar.of(day(2027, 1, 3)).key == "2026-W53"
    first, after = calendar.moments()
    assert first.isoformat() == "2026-12-21T00:00:00+07:00"
    assert after.isoformat() == "2027-01-11T00:00:00+07:00"
    with pytest.raises(ValueError, match="follow"):
        Calendar([Period(day(2026, 1, 5)), Period(day(2026, 1, 19))])
