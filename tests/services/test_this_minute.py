"""What follows the clock is worked out once in a minute, and is never a minute, a change, or a reader too old."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from services import freshness, snapshot
from services.document import ProcessingTime
from services.limited_days import office_for
from services.models import Closure
from services.office_pages import office_card
from services.promise_words import promise_section

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime.datetime(2026, 11, 23, 15, 40, 5, tzinfo=JAKARTA)
IN_AN_HOUR = ProcessingTime(text="1 jam", max_value=1, unit="jam")


@pytest.fixture
def facts(demo):
    snapshot.rebuild()
    return snapshot.current()


def card(facts, now, key="mpp"):
    return office_card(facts.offices[key], facts, now)


def test_an_office_is_worked_out_once_in_a_minute(facts):
    first = card(facts, MONDAY)
    assert card(facts, MONDAY.replace(second=59)) is first
    next_minute = card(facts, MONDAY + datetime.timedelta(minutes=1))
    assert next_minute is not first
    assert card(facts, MONDAY).state.now == MONDAY, "the clock may go back, too"


def test_every_minute_before_closing_says_its_own_words(facts):
    ahead = card(facts, MONDAY.replace(hour=9)).state.last_queue_at - datetime.timedelta(minutes=20)
    words = [card(facts, ahead + datetime.timedelta(seconds=20 * number)).state_words for number in range(9)]
    assert [len(set(words[start : start + 3])) for start in (0, 3, 6)] == [1, 1, 1]
    assert len(set(words)) == 3


def test_a_change_of_the_facts_starts_anew(facts, django_capture_on_commit_callbacks):
    assert card(facts, MONDAY.replace(hour=9)).is_open
    with django_capture_on_commit_callbacks(execute=True):
        Closure.objects.create(start=MONDAY.date(), end=MONDAY.date(), name="Gedung diperbaiki", kind="lain")
    assert not card(snapshot.current(), MONDAY.replace(hour=9)).is_open


def test_hours_that_somebody_tries_are_never_given_to_others(facts):
    closed = facts.offices["mpp"].model_copy(update={"regular": ((),) * 7})
    morning = MONDAY.replace(hour=9)
    assert not office_card(closed, facts, morning).is_open
    assert card(facts, morning).is_open
    assert not office_card(closed, facts, morning).is_open


def test_an_office_for_a_service_is_not_the_office_for_all(facts):
    key, office = next((key, each) for key, each in facts.offices.items() if each.limited)
    day = next(each.weekday for each in office.limited)
    noon = datetime.datetime.combine(
        MONDAY.date() + datetime.timedelta(days=(day - MONDAY.weekday()) % 7),
        office.regular[day][0][0],
        JAKARTA,
    )
    assert card(facts, noon, key).is_open
    assert not office_card(office_for(office, "bukan-layanan-ini"), facts, noon).is_open
    assert card(facts, noon, key).is_open


def test_a_page_that_will_be_kept_hears_what_is_right_for_a_minute(facts):
    def sentence():
        return promise_section(
            IN_AN_HOUR, [facts.offices["mpp"]], facts, MONDAY.replace(hour=9)
        ).first.sentence

    first = sentence()
    with freshness.watched() as page:
        assert sentence() == first
    assert page.by_the_minute


def test_a_promise_is_shared_but_not_for_a_day_that_was_asked_for(facts):
    def section(typed="", standard=IN_AN_HOUR):
        return promise_section(standard, [facts.offices["mpp"]], facts, MONDAY, typed)

    assert section() is section()
    assert section("2026-11-30") is not section("2026-11-30")
    assert section(standard=IN_AN_HOUR.model_copy(update={"max_value": 2})) is not section()
