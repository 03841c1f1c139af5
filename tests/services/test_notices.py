"""Which notices hold, right to the minute and on the agency's clock, and whom they concern."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.facts import AgencyFacts, NoticeFacts, OfficeFacts, SharedFacts
from services.notices import current, lines
from services.notices.current import Situation, situation
from services.notices.words import when_words, where_words

UTC = datetime.UTC
JAKARTA = ZoneInfo("Asia/Jakarta")
DAY = datetime.date(2026, 11, 23)
NOW = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=JAKARTA)
MINUTE = datetime.timedelta(minutes=1)
CLOSED = ((),) * 7


def make(**fields):
    given_ = {"pk": 1, "agency": "dinas", "kind": "gangguan", "severity": "biasa", "title": "Judul", "starts_on": DAY,
              "made_at": NOW, "changed_at": NOW}  # fmt: skip
    return NoticeFacts(**given_ | fields)


def make_facts(*notices):
    offices = {
        key: OfficeFacts(key=key, name=f"Kantor {key}", agency=agency, regular=CLOSED)
        for key, agency in (("a", "dinas"), ("b", "anak"), ("c", "lain"))
    }
    agencies = {
        "dinas": AgencyFacts(key="dinas", name="Dinas"),
        "anak": AgencyFacts(key="anak", name="Anak", publisher="dinas"),
        "lain": AgencyFacts(key="lain", name="Lain"),
    }
    return SharedFacts(agencies=agencies, offices=offices, notices=notices)


def pks(found):
    return [each.pk for each in found]


@pytest.mark.parametrize(
    ("fields", "clock", "expected"),
    [
        ({"starts_at": "09:00", "ends_on": DAY, "ends_at": "14:00"}, "08:59", Situation.COMING),
        ({"starts_at": "09:00", "ends_on": DAY, "ends_at": "14:00"}, "09:00", Situation.HOLDS),
        ({"starts_at": "09:00", "ends_on": DAY, "ends_at": "14:00"}, "13:59", Situation.HOLDS),
        ({"starts_at": "09:00", "ends_on": DAY, "ends_at": "14:00"}, "14:00", Situation.OVER),
        ({"ends_on": DAY}, "00:00", Situation.HOLDS),
        ({"ends_on": DAY}, "23:59", Situation.HOLDS),
        ({}, "23:59", Situation.HOLDS),
    ],
)
def test_notice_holds_from_its_first_minute_to_its_last(fields, clock, expected):
    now = datetime.datetime.combine(DAY, datetime.time.fromisoformat(clock), JAKARTA)
    assert situation(make(**fields), now) is expected


def test_day_ends_at_midnight_of_the_agency_and_not_of_the_server():
    notice = make(ends_on=DAY, timezone="Asia/Jayapura")
    midnight = datetime.datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert situation(notice, (midnight - MINUTE).astimezone(UTC)) is Situation.HOLDS
    assert situation(notice, midnight.astimezone(UTC)) is Situation.OVER
    assert midnight.astimezone(JAKARTA).hour == 22


NOTICES = st.builds(
    lambda pk, start, length, times, severity, zone: make(
        pk=pk, starts_on=DAY + datetime.timedelta(days=start), starts_at=times[0],
        ends_on=None if length is None else DAY + datetime.timedelta(days=start + length),
        ends_at=times[1] if length else None, severity=severity, timezone=zone,
    ),
    st.integers(1, 99), st.integers(-20, 20), st.none() | st.integers(0, 9),
    st.tuples(*[st.none() | st.times().map(lambda time: time.replace(second=0, microsecond=0))] * 2),
    st.sampled_from(["biasa", "penting", "mendesak"]), st.sampled_from(["Asia/Jakarta", "Asia/Jayapura"]),
)  # fmt: skip


@given(st.lists(NOTICES, max_size=6), st.integers(-40_000, 40_000))
def test_nothing_changes_before_the_next_change_and_something_does_at_it(notices, minutes):
    facts, now = make_facts(*notices), NOW.astimezone(UTC) + minutes * MINUTE

    def states(moment):
        return [situation(each, moment) for each in notices]

    change = current.next_change(facts, now)
    if change is None:
        assert states(now) == states(now + datetime.timedelta(days=400))
        return
    assert change > now
    assert states(now) == states(change - MINUTE)
    assert states(change) != states(now)
    # Whatever holds is told, with the gravest first, and nothing is told twice.
    grave = [current.SEVERITIES.index(each.severity) for each in current.holding(facts, now)]
    assert grave == sorted(grave)
    assert len(current.told(facts, now)) <= len(notices)


def test_what_begins_within_fourteen_days_is_told():
    near, far = (
        make(pk=1, starts_on=DAY + datetime.timedelta(14)),
        make(pk=2, starts_on=DAY + datetime.timedelta(15)),
    )
    assert pks(current.coming(make_facts(near, far), NOW)) == [1]
    assert pks(current.all_coming(make_facts(far, near), NOW)) == [1, 2]


@pytest.mark.parametrize(
    ("fields", "offices", "services"),
    [
        ({"kind": "gangguan"}, "ab", ["ktp", "kk"]),
        ({"kind": "info"}, "", []),
        ({"kind": "info", "severity": "penting"}, "ab", ["ktp", "kk"]),
        ({"kind": "cek-fakta", "severity": "penting"}, "", []),
        ({"kind": "info", "offices": ["a"]}, "a", ["ktp", "kk"]),
        ({"kind": "gangguan", "offices": ["c"]}, "c", []),
        ({"kind": "habis", "services": ["ktp"]}, "ab", ["ktp"]),
        ({"kind": "habis", "services": ["ktp"], "offices": ["b"]}, "b", ["ktp"]),
        ({"kind": "cek-fakta", "services": ["kk"]}, "ab", ["kk"]),
        ({"kind": "cek-fakta", "offices": ["a"]}, "a", []),
    ],
)
def test_whom_a_notice_concerns(fields, offices, services):
    facts = make_facts(make(**fields))
    given_at = {"a": {"ktp", "kk"}, "b": {"ktp", "kk"}, "c": {"sim"}}
    shown = [key for key in facts.offices if current.for_office(facts, key, given_at[key], NOW)]
    assert "".join(shown) == offices
    found = [slug for slug in ("ktp", "kk") if current.for_service(facts, slug, "dinas", ("a", "b"), NOW)]
    assert found == services
    assert not current.for_service(facts, "sim", "lain", (), NOW)


def test_only_urgent_ones_that_disturb_stand_on_every_page_and_home_does_not_repeat_them():
    notices = [
        make(pk=1, severity="mendesak"), make(pk=2, severity="mendesak", starts_on=DAY + datetime.timedelta(1)),
        make(pk=3, severity="penting"), make(pk=4, severity="biasa"), make(pk=5, severity="mendesak", kind="cek-fakta"),
        make(pk=6, severity="mendesak"), make(pk=7, severity="mendesak"),
    ]  # fmt: skip
    facts = make_facts(*notices)
    banner = lines.banner(facts, NOW)
    assert ([each.url for each in banner.lines], banner.more) == (["/kabar/1/", "/kabar/6/"], 1)
    assert [each.url for each in lines.home_lines(facts, NOW)] == [
        "/kabar/5/",
        "/kabar/7/",
        "/kabar/3/",
        "/kabar/2/",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "gangguan"}, "Sejak Senin, 23 November, sampai diumumkan lagi"),
        ({"kind": "info", "starts_on": "2026-11-25"}, "Mulai Rabu, 25 November"),
        ({"starts_at": "09:00", "ends_on": DAY, "ends_at": "14:00"}, "Senin, 23 November, pukul 09.00–14.00"),
        ({"ends_on": DAY, "ends_at": "14:00"}, "Senin, 23 November, sampai pukul 14.00"),
        ({"ends_on": DAY, "starts_at": "09:30"}, "Senin, 23 November, mulai pukul 09.30"),
        ({"ends_on": DAY}, "Senin, 23 November"),
        (
            {"ends_on": "2026-11-24", "ends_at": "14:00"},
            "Senin, 23 November sampai Selasa, 24 November pukul 14.00",
        ),
        ({"kind": "cek-fakta"}, "Diperiksa Senin, 23 November"),
    ],
)
def test_when_in_words(fields, words):
    assert when_words(make(**fields), NOW) == words


def test_where_in_words_counts_what_is_too_much_to_name():
    facts = make_facts()
    many = {key: facts.offices["a"].model_copy(update={"name": key}) for key in "abcde"}
    facts = facts.model_copy(update={"offices": many})
    assert where_words(make(offices=["a", "b", "c", "d", "e"]), facts) == "a, b, c, dan 2 tempat lain"
    assert where_words(make(offices=["a", "gone"]), facts) == "a"
    assert where_words(make(), facts) == "Semua kantor"
    assert where_words(make(kind="info"), facts) == ""
