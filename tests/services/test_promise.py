"""Promise dates: what must hold for any office of the catalogue, any closures, and any moment."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.document import ProcessingTime
from services.facts import ClosureFacts
from services.hours import day_hours, is_working_day
from services.promise import as_day, holidays_waited, promise_date
from tests.catalogue import make_documents, make_facts

JAKARTA = ZoneInfo("Asia/Jakarta")
REAL = make_facts()
STANDARDS = [each.processing_time for each in make_documents().values()]

unhurried = settings(deadline=None, max_examples=60)  # the first example of a year works out its holidays
moments = st.datetimes(
    datetime.datetime(2026, 1, 1), datetime.datetime(2027, 11, 30), timezones=st.just(JAKARTA)
)
offices = st.sampled_from(list(REAL.offices.values()))
standards = st.sampled_from(STANDARDS) | st.builds(
    ProcessingTime,
    text=st.just("Standar"),
    max_value=st.integers(1, 40),
    unit=st.sampled_from(["menit", "jam", "hari", "hari kerja", "minggu", "bulan"]),
)


@st.composite
def facts_with_closures(draw):
    """The real calendar with a few closures more, of all offices or of one."""
    days = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))
    closures = [
        ClosureFacts(
            start=start,
            end=start + datetime.timedelta(days=draw(st.integers(0, 10))),
            name="Perbaikan",
            kind="lokal",
            offices=draw(st.sampled_from([(), ("kantor-dinas",), ("mpp", "keliling")])),
        )
        for start in draw(st.lists(days, max_size=3))
    ]
    return REAL.model_copy(update={"closures": (*REAL.closures, *closures)})


def working_standard(days):
    return ProcessingTime(text=f"{days} hari kerja", max_value=days, unit="hari kerja")


@unhurried
@given(facts_with_closures(), offices, moments, st.integers(1, 30))
def test_working_days_never_end_on_a_closed_day(facts, office, handed_in, days):
    promise = promise_date(working_standard(days), facts, office, handed_in)
    assert day_hours(office, facts, promise.ready_by).is_open
    passed = [
        promise.counted_from.date() + datetime.timedelta(days=ahead)
        for ahead in range(1, (promise.ready_by - promise.counted_from.date()).days + 1)
    ]
    assert sum(is_working_day(facts, day) for day in passed) >= days


@unhurried
@given(facts_with_closures(), offices, standards, moments, st.integers(0, 20 * 24 * 60))
def test_handing_in_later_is_never_ready_earlier(facts, office, standard, handed_in, minutes):
    later = handed_in + datetime.timedelta(minutes=minutes)
    first, second = (promise_date(standard, facts, office, each) for each in (handed_in, later))
    assume(first.ready_by is not None and second.ready_by is not None)
    assert first.ready_by <= second.ready_by
    assert first.counted_from <= second.counted_from


@unhurried
@given(facts_with_closures(), offices, standards, moments)
def test_nothing_is_counted_before_someone_can_receive_it(facts, office, standard, handed_in):
    promise = promise_date(standard, facts, office, handed_in)
    assume(promise.ready_by is not None)
    assert promise.counted_from >= handed_in
    assert day_hours(office, facts, promise.counted_from.date()).is_open
    assert as_day(promise.ready_by) >= promise.counted_from.date()


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (1, []),
        (3, ["Cuti bersama Natal", "Kelahiran Yesus Kristus (Natal)"]),
    ],
)
def test_holidays_waited_over_are_named_once(days, names):
    handed_in = datetime.datetime(2026, 12, 22, 9, tzinfo=JAKARTA)
    office = REAL.offices["kantor-dinas"]
    promise = promise_date(working_standard(days), REAL, office, handed_in)
    assert holidays_waited(REAL, office, promise) == names
