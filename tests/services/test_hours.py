"""Opening hours and promise dates, over small made-up offices and over those of the real catalogue."""

import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services import hours
from services.document import ProcessingTime
from services.facts import AgencyFacts, ClosureFacts, MobileStop, OfficeFacts, RamadanFacts, SharedFacts
from services.office_data import opening_hours_specification, osm_opening_hours
from services.opening_words import queue_words, state_words
from services.promise import Promise, promise_date
from tests.yaml_files import read_yaml

CATALOGUE = Path(hours.__file__).parent / "data" / "catalogue.yaml"
JAKARTA = ZoneInfo("Asia/Jakarta")
DAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY = datetime.date(2026, 11, 23)
SPLIT = "08:00-12:00 13:00-15:00"


def make_intervals(text):
    """Intervals from "08:00-12:00 13:00-15:00"."""
    parts = [part.split("-") for part in text.split()]
    return tuple(tuple(datetime.time.fromisoformat(time) for time in part) for part in parts)


def make_week(*days):
    """A week from Monday; days left out are closed."""
    return tuple(make_intervals(day) for day in (*days, *[""] * (7 - len(days))))


def make_office(*days, **fields):
    days = days or (SPLIT, SPLIT, SPLIT, SPLIT, "08:00-11:30 13:00-15:00", "08:00-11:00")
    return OfficeFacts(**{"key": "utama", "name": "Kantor", "regular": make_week(*days), **fields})


def make_closure(start, end=None, name="Libur", kind="libur_nasional", offices=()):
    day = datetime.date.fromisoformat
    return ClosureFacts(start=day(start), end=day(end or start), name=name, kind=kind, offices=offices)


def make_facts(*closures, years=(2026, 2027), **fields):
    """Facts with a holiday list (of New Year alone) for these years, so that nothing is assumed."""
    listed = [make_closure(f"{year}-01-01", name="Tahun Baru") for year in years]
    return SharedFacts(closures=(*closures, *listed), **fields)


def make_ramadan(start, end, estimated=False):
    day = datetime.date.fromisoformat
    return RamadanFacts(start=day(start), end=day(end), estimated=estimated)


def at(text, zone=JAKARTA):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zone)


def day_of(text):
    return datetime.date.fromisoformat(text)


def standard(value, unit):
    return ProcessingTime(text="", max_value=value, unit=unit)


def catalogue_office(row):
    weeks = {
        period: tuple(
            make_intervals(" ".join("-".join(interval) for interval in days[key])) for key in DAY_KEYS
        )
        for period, days in row["hours"].items()
    }
    stops = [
        {**stop, "weekday": DAY_KEYS.index(stop["weekday"]), "weeks_of_month": tuple(stop["weeks_of_month"])}
        for stop in row.get("schedule", ())
    ]
    return OfficeFacts(
        key=row["key"],
        name=row["name"],
        last_queue_minutes_before_close=row["last_queue_minutes_before_close"],
        stops=tuple(MobileStop(**stop) for stop in stops),
        **weeks,
    )


def catalogue_facts():
    """Offices and calendar of the catalogue file, read here so that the importer cannot hide a mistake."""
    data = read_yaml(CATALOGUE.read_text(encoding="utf-8"))
    offices = [catalogue_office(row) for row in data["locations"]]
    rows = data["calendar"]
    return SharedFacts(
        offices={office.key: office for office in offices},
        closures=tuple(
            make_closure(row["date"], name=row["name"], kind=row["kind"]) for row in rows["closures"]
        ),
        ramadan=tuple(make_ramadan(r["from"], r["to"], r["estimated"]) for r in rows["ramadan_periods"]),
    )


REAL = catalogue_facts()
MAIN = REAL.offices["kantor-dinas"]
MOBILE = REAL.offices["keliling"]


# Days


def test_day_hours_follow_the_weekly_timetable():
    result = hours.day_hours(make_office(), make_facts(), MONDAY)
    assert result == hours.DayHours(MONDAY, make_intervals(SPLIT))
    assert (result.period, result.is_open, result.words) == ("regular", True, "08.00–12.00, 13.00–15.00")


def test_day_hours_on_a_day_without_hours_are_closed_without_a_closure():
    result = hours.day_hours(make_office(), make_facts(), day_of("2026-11-22"))
    assert (result.is_open, result.closure, result.words) == (False, None, "Tutup")


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-25", "2026-11-26"])
def test_closure_holds_from_its_first_to_its_last_day(day):
    closure = make_closure("2026-11-24", "2026-11-26", kind="lokal")
    result = hours.day_hours(make_office(), make_facts(closure), day_of(day))
    assert (result.is_open, result.closure, result.estimated) == (False, closure, False)


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-27"])
def test_closure_does_not_hold_around_its_days(day):
    facts = make_facts(make_closure("2026-11-24", "2026-11-26"))
    assert hours.day_hours(make_office(), facts, day_of(day)).is_open


def test_closure_of_another_office_leaves_this_one_open():
    facts = make_facts(make_closure("2026-11-23", kind="lokal", offices=("cabang",)))
    assert hours.day_hours(make_office(), facts, MONDAY).is_open
    assert not hours.day_hours(make_office(key="cabang"), facts, MONDAY).is_open


@pytest.mark.parametrize(
    ("day", "period", "words"),
    [
        ("2026-02-18", "regular", "08.00–12.00, 13.00–15.00"),
        ("2026-02-19", "ramadan", "08.00–14.00"),
        ("2026-03-17", "ramadan", "08.00–14.00"),
        ("2026-03-18", "regular", "08.00–12.00, 13.00–15.00"),
    ],
)
def test_ramadan_hours_hold_within_ramadan(day, period, words):
    office = make_office(ramadan=make_week(*["08:00-14:00"] * 5))
    facts = make_facts(ramadan=(make_ramadan("2026-02-19", "2026-03-17"),))
    result = hours.day_hours(office, facts, day_of(day))
    assert (result.period, result.words, result.estimated) == (period, words, False)


def test_ramadan_leaves_an_office_without_ramadan_hours_alone():
    facts = make_facts(ramadan=(make_ramadan("2026-02-19", "2026-03-17", estimated=True),))
    result = hours.day_hours(make_office(), facts, day_of("2026-02-23"))
    assert (result.period, result.words, result.estimated) == ("regular", "08.00–12.00, 13.00–15.00", False)


def test_closure_wins_over_ramadan_hours():
    office = make_office(ramadan=make_week(*["08:00-14:00"] * 5))
    facts = make_facts(
        make_closure("2026-02-23", kind="lokal"), ramadan=(make_ramadan("2026-02-19", "2026-03-17"),)
    )
    assert not hours.day_hours(office, facts, day_of("2026-02-23")).is_open


def test_estimated_ramadan_marks_the_day_as_estimated():
    result = hours.day_hours(MAIN, REAL, day_of("2027-02-08"))
    assert (result.period, result.estimated) == ("ramadan", True)


def test_year_without_a_list_assumes_public_holidays():
    result = hours.day_hours(make_office(), make_facts(years=(2026,)), day_of("2027-01-01"))
    assert (result.is_open, result.estimated) == (False, True)
    assert result.closure.name == "Tahun Baru Masehi"
    assert hours.day_hours(make_office(), make_facts(years=(2026,)), day_of("2027-01-04")).is_open


def test_assumed_holiday_does_not_say_twice_that_it_is_estimated():
    closure = hours.day_hours(make_office(), make_facts(years=()), day_of("2027-03-10")).closure
    assert "Idul" in closure.name
    assert "perkiraan" not in closure.name


@pytest.mark.parametrize(
    ("entered", "assumed"),
    [
        (make_closure("2027-06-07"), False),
        (make_closure("2027-06-07", kind="lokal"), True),
        (make_closure("2027-06-07", kind="cuti_bersama"), True),
        (make_closure("2027-06-07", offices=("cabang",)), True),
        (make_closure("2026-06-08"), True),
    ],
)
def test_only_a_national_holiday_of_the_year_replaces_the_assumed_ones(entered, assumed):
    facts = make_facts(entered, years=())
    result = hours.day_hours(make_office(), facts, day_of("2027-08-17"))
    assert (not result.is_open, result.estimated) == (assumed, assumed)


def test_entered_closure_wins_over_an_assumed_holiday():
    closure = make_closure("2027-08-17", name="Pindah gedung", kind="lokal", offices=("utama",))
    result = hours.day_hours(make_office(), make_facts(closure, years=()), day_of("2027-08-17"))
    assert (result.closure, result.estimated) == (closure, False)


def test_intervals_that_touch_or_overlap_are_joined():
    office = make_office("12:00-15:00 08:00-12:00 09:00-10:00")
    assert hours.day_hours(office, make_facts(), MONDAY).words == "08.00–15.00"


# Mobile units

TUESDAY_STOP = MobileStop(weeks_of_month=(1, 3), weekday=1, place="Balai Desa")


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2026-12-01", True),
        ("2026-12-08", False),
        ("2026-12-15", True),
        ("2026-12-22", False),
        ("2026-12-29", False),
        ("2026-09-01", True),
        ("2026-12-02", False),
        ("2026-07-07", True),
        ("2026-07-21", True),
    ],
)
def test_mobile_unit_is_open_only_where_a_stop_is_scheduled(day, is_open):
    result = hours.day_hours(make_office(stops=(TUESDAY_STOP,)), make_facts(), day_of(day))
    assert (result.is_open, result.stops) == (is_open, (TUESDAY_STOP,) if is_open else ())


def test_mobile_unit_on_a_holiday_has_no_stop():
    facts = make_facts(make_closure("2026-12-01"))
    result = hours.day_hours(make_office(stops=(TUESDAY_STOP,)), facts, day_of("2026-12-01"))
    assert (result.is_open, result.stops) == (False, ())


def test_mobile_unit_has_no_stop_on_a_day_without_hours():
    office = make_office(SPLIT, "", SPLIT, stops=(TUESDAY_STOP,))
    result = hours.day_hours(office, make_facts(), day_of("2026-12-01"))
    assert (result.is_open, result.stops) == (False, ())


def test_mobile_unit_says_where_it_stands_and_where_it_opens_next():
    office = make_office("", "09:00-13:00", "09:00-13:00", stops=(TUESDAY_STOP,))
    now = hours.state(office, make_facts(), at("2026-12-01T10:00"))
    later = hours.state(office, make_facts(), at("2026-12-14T10:00"))
    assert (now.stop, state_words(now)) == (TUESDAY_STOP, "Buka sampai 13.00 di Balai Desa")
    assert later.stop == TUESDAY_STOP
    assert state_words(later) == "Hari ini tidak keliling, buka besok 09.00 di Balai Desa"


def test_fifth_week_has_no_stop_in_the_catalogue():
    assert [hours.day_hours(MOBILE, REAL, day_of(f"2026-09-{day}")).is_open for day in (22, 23, 29, 30)] == [
        True,
        True,
        False,
        False,
    ]


# State


@pytest.mark.parametrize(
    ("now", "is_open", "words"),
    [
        ("2026-11-23T00:00", False, "Belum buka, buka hari ini 08.00"),
        ("2026-11-23T07:59:59", False, "Belum buka, buka hari ini 08.00"),
        ("2026-11-23T08:00", True, "Buka sampai 12.00, buka lagi 13.00"),
        ("2026-11-23T11:59:59", True, "Buka sampai 12.00, buka lagi 13.00"),
        ("2026-11-23T12:00", False, "Istirahat, buka lagi 13.00"),
        ("2026-11-23T13:00", True, "Buka sampai 15.00"),
        ("2026-11-23T13:59:59", True, "Buka sampai 15.00"),
        ("2026-11-23T14:00", True, "Buka sampai 15.00, tutup 60 menit lagi"),
        ("2026-11-23T14:29:01", True, "Buka sampai 15.00, tutup 31 menit lagi"),
        ("2026-11-23T14:59:59", True, "Buka sampai 15.00, tutup 1 menit lagi"),
        ("2026-11-23T15:00", False, "Sudah tutup, buka besok 08.00"),
        ("2026-11-23T23:59:59", False, "Sudah tutup, buka besok 08.00"),
        ("2026-11-27T11:29", True, "Buka sampai 11.30, buka lagi 13.00"),
        ("2026-11-27T11:30", False, "Istirahat Jumat, buka lagi 13.00"),
        ("2026-11-27T13:00", True, "Buka sampai 15.00"),
        ("2026-11-28T11:00", False, "Sudah tutup, buka Senin 08.00"),
        ("2026-11-22T10:00", False, "Tutup hari Minggu, buka besok 08.00"),
    ],
)
def test_state_in_words(now, is_open, words):
    result = hours.state(make_office(), make_facts(), at(now))
    assert (result.is_open, state_words(result)) == (is_open, words)


def test_state_gives_moments_on_the_clock_of_the_office():
    office = make_office(timezone="Asia/Jayapura")
    result = hours.state(office, make_facts(), at("2026-11-23T00:30", datetime.UTC))
    zone = ZoneInfo("Asia/Jayapura")
    assert result.is_open
    assert result.closes_at == at("2026-11-23T12:00", zone)
    assert result.opens_at == at("2026-11-23T13:00", zone)
    assert result.closes_at.tzinfo == zone
    assert result.reopens_today


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura"])
@pytest.mark.parametrize("now", ["07:59:59", "08:00", "11:59:59", "12:00", "13:00", "14:59:59", "15:00"])
def test_is_open_at_is_what_the_state_says(now, zone):
    office, moment = make_office(timezone=zone), at(f"2026-11-23T{now}", ZoneInfo(zone))
    assert hours.is_open_at(office, make_facts(), moment) == hours.state(office, make_facts(), moment).is_open


def test_state_takes_the_day_from_the_clock_of_the_office():
    late_sunday_in_utc = at("2026-11-22T23:00", datetime.UTC)
    result = hours.state(make_office(), make_facts(), late_sunday_in_utc)
    assert state_words(result) == "Belum buka, buka hari ini 08.00"


def test_state_refuses_a_naive_moment():
    with pytest.raises(ValueError, match="aware"):
        hours.state(make_office(), make_facts(), datetime.datetime(2026, 11, 23, 9))


def test_state_on_a_holiday_names_it_and_gives_the_date():
    facts = make_facts(make_closure("2026-11-23", "2026-11-25", name="Hari Suci Nyepi (Tahun Baru Saka)"))
    result = hours.state(make_office(), facts, at("2026-11-23T09:00"))
    assert result.closure == facts.closures[0]
    assert state_words(result) == "Tutup hari ini (Hari Suci Nyepi), buka Kamis, 26 November 08.00"
    last = hours.state(make_office(), facts, at("2026-11-25T09:00"))
    assert state_words(last) == "Tutup hari ini (Hari Suci Nyepi), buka besok 08.00"


def test_state_gives_the_year_of_an_opening_in_another_year():
    facts = make_facts(make_closure("2026-12-24", "2027-01-03", name="Libur akhir tahun"))
    result = hours.state(make_office(), facts, at("2026-12-24T09:00"))
    assert state_words(result) == "Tutup hari ini (Libur akhir tahun), buka Senin, 4 Januari 2027 08.00"


@pytest.mark.parametrize(
    ("last_day", "opens_at"), [("2026-12-22", at("2026-12-23T08:00")), ("2026-12-23", None)]
)
def test_state_looks_thirty_days_ahead(last_day, opens_at):
    facts = make_facts(make_closure("2026-11-23", last_day, name="Renovasi", kind="lokal"))
    result = hours.state(make_office(), facts, at("2026-11-23T09:00"))
    assert result.opens_at == opens_at
    assert state_words(result).startswith("Tutup hari ini (Renovasi)")


def test_state_of_an_office_that_never_opens():
    result = hours.state(make_office(""), make_facts(), at("2026-11-23T09:00"))
    assert (result.is_open, result.opens_at, result.last_queue_at) == (False, None, None)
    assert (result.stop, state_words(result)) == (None, "Jam buka belum dicatat")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-23T11:45", "Buka sampai 12.00, buka lagi 13.00"),
        ("2026-11-23T13:29:59", "Buka sampai 15.00"),
        ("2026-11-23T14:10", "Buka sampai 15.00, nomor antrean terakhir 14.30, 20 menit lagi"),
        ("2026-11-23T14:29:59", "Buka sampai 15.00, nomor antrean terakhir 14.30, 1 menit lagi"),
        ("2026-11-23T14:30", "Buka sampai 15.00, antrean hari ini sudah ditutup, dibuka lagi besok 08.00"),
        ("2026-11-23T15:00", "Sudah tutup, buka besok 08.00"),
    ],
)
def test_last_queue_is_noted_once_it_has_passed(now, words):
    result = hours.state(make_office(last_queue_minutes_before_close=30), make_facts(), at(now))
    assert (result.last_queue_at, state_words(result)) == (at("2026-11-23T14:30"), words)


@pytest.mark.parametrize(
    ("day", "minutes", "last_queue_at"),
    [
        ("08:00-11:00", 0, "2026-11-23T11:00"),
        ("08:00-11:00", 600, "2026-11-23T08:00"),
        ("08:00-12:00 13:00-13:30", 60, "2026-11-23T12:30"),
    ],
)
def test_last_queue_counts_from_the_last_closing(day, minutes, last_queue_at):
    office = make_office(day, last_queue_minutes_before_close=minutes)
    assert hours.state(office, make_facts(), at("2026-11-23T07:00")).last_queue_at == at(last_queue_at)


def test_last_queue_passed_during_the_break_is_noted():
    office = make_office("08:00-12:00 13:00-13:30", last_queue_minutes_before_close=60)
    result = hours.state(office, make_facts(), at("2026-11-23T12:45"))
    again = "dibuka lagi Senin, 30 November 08.00"
    assert state_words(result) == f"Istirahat sampai 13.00, antrean hari ini sudah ditutup, {again}"
    assert queue_words(result) == ""


# The catalogue


@pytest.mark.parametrize(
    ("day", "words", "closure"),
    [
        ("2026-11-22", "Tutup", None),
        ("2026-11-23", "08.00–12.00, 13.00–15.00", None),
        ("2026-12-24", "Tutup", "Cuti bersama Natal"),
        ("2026-12-25", "Tutup", "Kelahiran Yesus Kristus (Natal)"),
        ("2026-12-26", "08.00–11.00", None),
        ("2026-03-16", "08.00–12.00, 12.30–14.30", None),
        ("2026-03-14", "Tutup", None),
        ("2027-01-01", "Tutup", "Tahun Baru Masehi"),
    ],
)
def test_main_office_of_the_catalogue(day, words, closure):
    result = hours.day_hours(MAIN, REAL, day_of(day))
    assert (result.words, result.closure and result.closure.name) == (words, closure)
    assert result.estimated == (day == "2027-01-01")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-19T09:00", "Tutup hari ini (Hari Suci Nyepi), buka Rabu, 25 Maret 08.00"),
        ("2026-12-24T09:00", "Tutup hari ini (Cuti bersama Natal), buka Sabtu, 26 Desember 08.00"),
        ("2026-12-26T10:30", "Buka sampai 11.00, antrean hari ini sudah ditutup, dibuka lagi Senin 08.00"),
        ("2026-12-31T15:00", "Sudah tutup, buka Sabtu 08.00"),
        ("2027-01-01T09:00", "Tutup hari ini (Tahun Baru Masehi, perkiraan), buka besok 08.00"),
    ],
)
def test_main_office_of_the_catalogue_in_words(now, words):
    assert state_words(hours.state(MAIN, REAL, at(now))) == words


def test_catalogue_has_the_five_offices_and_all_open_again_after_idulfitri():
    states = {
        key: hours.state(office, REAL, at("2026-03-21T09:00")).opens_at
        for key, office in REAL.offices.items()
    }
    assert states == {
        "kantor-dinas": at("2026-03-25T08:00"),
        "mpp": at("2026-03-25T08:00"),
        "kec-contoh-utara": at("2026-03-25T08:00"),
        "keliling": at("2026-03-25T09:00"),
        "kel-contoh-indah": at("2026-03-25T07:30"),
    }


# Weeks and timetables


def test_week_is_the_seven_days_from_its_start():
    days = hours.week(MAIN, REAL, day_of("2026-12-21"))
    assert [each.day.day for each in days] == [21, 22, 23, 24, 25, 26, 27]
    assert [each.is_open for each in days] == [True, True, True, False, False, True, False]


@pytest.mark.parametrize(
    ("office_week", "rows"),
    [
        (
            MAIN.regular,
            [
                ("Senin–Kamis", "08.00–12.00, 13.00–15.00"),
                ("Jumat", "08.00–11.30, 13.00–15.00"),
                ("Sabtu", "08.00–11.00"),
                ("Minggu", "Tutup"),
            ],
        ),
        (
            MAIN.ramadan,
            [
                ("Senin–Kamis", "08.00–12.00, 12.30–14.30"),
                ("Jumat", "08.00–11.30, 12.30–14.30"),
                ("Sabtu–Minggu", "Tutup"),
            ],
        ),
        (make_week(), [("Senin–Minggu", "Tutup")]),
        (
            make_week("08:00-12:00", "", "08:00-12:00"),
            [
                ("Senin", "08.00–12.00"),
                ("Selasa", "Tutup"),
                ("Rabu", "08.00–12.00"),
                ("Kamis–Minggu", "Tutup"),
            ],
        ),
    ],
)
def test_week_rows_group_days_that_follow_each_other(office_week, rows):
    assert hours.week_rows(office_week) == rows


@pytest.mark.parametrize(
    ("office", "words"),
    [
        (MAIN, "Mo-Th 08:00-12:00,13:00-15:00; Fr 08:00-11:30,13:00-15:00; Sa 08:00-11:00; PH off"),
        (MOBILE, "Tu[1,2,3,4] 09:00-13:00; We[1,2,3,4] 09:00-13:00; Th[1,2,3,4] 09:00-13:00; PH off"),
        (make_office("", "09:00-13:00", stops=(TUESDAY_STOP,)), "Tu[1,3] 09:00-13:00; PH off"),
        (
            make_office(
                *["09:00-13:00"] * 3,
                stops=(TUESDAY_STOP, MobileStop(weeks_of_month=(2,), weekday=2, place="Pasar")),
            ),
            "Tu[1,3] 09:00-13:00; We[2] 09:00-13:00; PH off",
        ),
        (
            make_office(
                "09:00-13:00",
                stops=(MobileStop(weeks_of_month=(1, 2, 3, 4, 5), weekday=0, place="Pasar"),),
            ),
            "Mo 09:00-13:00; PH off",
        ),
        (make_office(""), "off"),
    ],
)
def test_osm_opening_hours(office, words):
    assert osm_opening_hours(office) == words


def test_opening_hours_specification_names_days_and_intervals():
    friday_on = opening_hours_specification(MAIN)[2:]
    assert friday_on == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{day}"],
            "opens": opens,
            "closes": closes,
        }
        for day, opens, closes in [
            ("Friday", "08:00", "11:30"),
            ("Friday", "13:00", "15:00"),
            ("Saturday", "08:00", "11:00"),
        ]
    ]
    assert opening_hours_specification(MAIN)[0]["dayOfWeek"] == [
        f"https://schema.org/{day}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday")
    ]


def test_opening_hours_specification_does_not_claim_every_week_for_a_mobile_unit():
    assert opening_hours_specification(MOBILE) == []


# Working days and promises


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-12-23", True),
        ("2026-12-24", False),
        ("2026-12-25", False),
        ("2026-12-26", False),
        ("2026-12-27", False),
        ("2026-12-28", True),
        ("2027-01-01", False),
        ("2027-01-04", True),
    ],
)
def test_working_days_of_the_catalogue(day, working):
    assert hours.is_working_day(REAL, day_of(day)) is working


def test_closure_of_one_office_is_still_a_working_day():
    assert hours.is_working_day(make_facts(make_closure("2026-11-23", offices=("utama",))), MONDAY)
    assert not hours.is_working_day(make_facts(make_closure("2026-11-23", kind="lokal")), MONDAY)


@pytest.mark.parametrize(
    ("value", "unit", "handed_in", "ready_by"),
    [
        (30, "menit", "2026-11-23T09:00", at("2026-11-23T09:30")),
        (30, "menit", "2026-11-23T11:30", at("2026-11-23T12:00")),
        (30, "menit", "2026-11-23T11:45", at("2026-11-23T13:15")),
        (30, "menit", "2026-11-23T14:45", at("2026-11-24T08:30")),  # the last number was given at 14.30
        (30, "menit", "2026-11-23T12:30", at("2026-11-23T13:30")),
        (30, "menit", "2026-11-23T18:00", at("2026-11-24T08:30")),
        (400, "menit", "2026-11-23T08:00", at("2026-11-24T08:40")),
        (1, "jam", "2026-11-23T09:00", at("2026-11-23T10:00")),
        (1, "jam", "2026-11-23T11:30", at("2026-11-23T13:00")),
        (1, "jam", "2026-11-23T14:00", at("2026-11-23T15:00")),
        (1, "jam", "2026-11-23T14:29", at("2026-11-24T08:00")),
        (1, "jam", "2026-11-23T14:30", at("2026-11-24T09:00")),
        (24, "jam", "2026-11-23T09:00", at("2026-11-24T09:00")),
        (24, "jam", "2026-11-23T12:30", at("2026-11-24T13:00")),
        (24, "jam", "2026-11-28T10:00", at("2026-11-30T08:00")),
        (24, "jam", "2026-12-23T10:00", at("2026-12-26T08:00")),
        (1, "hari", "2026-11-23T09:00", day_of("2026-11-24")),
        (1, "hari", "2026-11-28T09:00", day_of("2026-11-30")),
        (1, "hari", "2026-12-23T09:00", day_of("2026-12-26")),
        (1, "hari kerja", "2026-11-23T09:00", day_of("2026-11-24")),
        (1, "hari kerja", "2026-11-27T09:00", day_of("2026-11-30")),
        (1, "hari kerja", "2026-11-28T09:00", day_of("2026-11-30")),
        (1, "hari kerja", "2026-11-28T12:00", day_of("2026-12-01")),
        (1, "hari kerja", "2026-11-23T18:00", day_of("2026-11-25")),
        (3, "hari kerja", "2026-12-23T09:00", day_of("2026-12-30")),
        (1, "hari kerja", "2026-11-23T15:00", day_of("2026-11-25")),
        (2, "minggu", "2026-11-25T09:00", day_of("2026-12-09")),
        (1, "bulan", "2026-01-31T09:00", day_of("2026-03-02")),  # 28 February is a Saturday of Ramadan
        (1, "bulan", "2026-08-31T09:00", day_of("2026-09-30")),
        (2, "bulan", "2026-10-26T09:00", day_of("2026-12-26")),
    ],
)
def test_promise_at_the_main_office(value, unit, handed_in, ready_by):
    promise = promise_date(standard(value, unit), REAL, MAIN, at(handed_in))
    assert promise.ready_by == ready_by
    assert type(promise.ready_by) is type(ready_by)
    assert not promise.estimated


def test_promise_in_years_clamps_the_leap_day():
    office, facts = make_office(*["08:00-15:00"] * 7), make_facts(years=(2028, 2029))
    promise = promise_date(standard(1, "tahun"), facts, office, at("2028-02-29T09:00"))
    assert promise.ready_by == day_of("2029-02-28")


def test_promise_counts_from_the_next_opening():
    promise = promise_date(standard(1, "hari kerja"), REAL, MAIN, at("2026-11-22T20:00"))
    assert (promise.counted_from, promise.ready_by) == (at("2026-11-23T08:00"), day_of("2026-11-24"))


def test_promise_into_a_year_without_a_list_is_estimated():
    promise = promise_date(standard(2, "hari kerja"), REAL, MAIN, at("2026-12-30T09:00"))
    assert (promise.ready_by, promise.estimated) == (day_of("2027-01-04"), True)


def test_promise_moves_on_from_a_closure_of_the_office_alone():
    facts = make_facts(make_closure("2026-11-24", "2026-11-25", kind="lokal", offices=("utama",)))
    promise = promise_date(standard(1, "hari kerja"), facts, make_office(), at("2026-11-23T09:00"))
    assert promise.ready_by == day_of("2026-11-26")


def test_promise_of_a_mobile_unit_waits_for_its_next_stop():
    promise = promise_date(standard(1, "hari kerja"), REAL, MOBILE, at("2026-12-10T10:00"))
    assert promise.ready_by == day_of("2026-12-15")


@pytest.mark.parametrize("unit", ["menit", "hari kerja", ""])
def test_promise_of_zero_is_done_on_the_spot(unit):
    assert promise_date(standard(0, unit), REAL, MAIN, at("2026-11-22T09:00")) == Promise(at_once=True)


@pytest.mark.parametrize(
    ("value", "unit"),
    [(None, "hari"), (None, ""), (3, ""), (11, "tahun"), (10**12, "menit"), (9999, "bulan")],
)
def test_promise_is_not_made_without_a_usable_number(value, unit):
    assert promise_date(standard(value, unit), REAL, MAIN, at("2026-11-23T09:00")) == Promise()


@pytest.mark.parametrize("unit", ["menit", "jam", "hari", "hari kerja", "minggu", "bulan", "tahun"])
def test_promise_is_not_made_for_an_office_that_never_opens(unit):
    never, forever = make_office(""), make_closure("2026-01-01", "9999-12-31")
    assert promise_date(standard(1, unit), REAL, never, at("2026-11-23T09:00")) == Promise()
    facts = make_facts(forever)
    assert promise_date(standard(1, unit), facts, make_office(), at("2026-11-23T09:00")) == Promise()
    assert promise_date(standard(1, unit), facts, None, at("2026-11-23T09:00")) == Promise()


def test_promise_is_not_made_where_working_days_run_out():
    facts = make_facts(make_closure("2026-11-24", "9999-12-31"))
    assert promise_date(standard(1, "hari kerja"), facts, None, at("2026-11-23T09:00")) == Promise()


@pytest.mark.parametrize(
    ("value", "unit", "handed_in", "ready_by"),
    [
        (30, "menit", "2026-11-23T21:00", "2026-11-23"),
        (30, "menit", "2026-11-22T09:00", "2026-11-23"),
        (24, "jam", "2026-11-27T09:00", "2026-11-30"),
        (1, "hari kerja", "2026-11-23T21:00", "2026-11-24"),
        (1, "hari kerja", "2026-12-23T21:00", "2026-12-28"),
        (5, "hari", "2026-11-23T21:00", "2026-11-30"),
    ],
)
def test_promise_without_an_office_is_a_working_day(value, unit, handed_in, ready_by):
    assert promise_date(standard(value, unit), REAL, None, at(handed_in)).ready_by == day_of(ready_by)


def test_promise_without_an_office_uses_the_clock_of_the_site():
    late_sunday_in_utc = at("2026-11-22T20:00", datetime.UTC)
    agency = AgencyFacts(key="dinas", name="Dinas", timezone="Asia/Jakarta")
    facts = make_facts(agencies={"dinas": agency})
    assert promise_date(standard(1, "hari"), facts, None, late_sunday_in_utc).ready_by == day_of("2026-11-24")


@pytest.mark.parametrize("office", [MAIN, None])
def test_promise_refuses_a_naive_moment(office):
    with pytest.raises(ValueError, match="aware"):
        promise_date(standard(1, "hari"), REAL, office, datetime.datetime(2026, 11, 23, 9))


# What holds for any office at any moment

unhurried = settings(deadline=None)  # the first example of a year works out its holidays

clock_times = st.integers(0, 24 * 12 - 1).map(lambda fives: datetime.time(fives // 12, fives % 12 * 5))
day_timetables = st.lists(st.tuples(clock_times, clock_times).map(sorted).map(tuple), max_size=3).map(tuple)
weeks = st.lists(day_timetables, min_size=7, max_size=7).map(tuple)
dates = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))
moments = st.datetimes(
    datetime.datetime(2026, 1, 1),
    datetime.datetime(2027, 11, 30),
    timezones=st.sampled_from([datetime.UTC, JAKARTA, ZoneInfo("America/New_York")]),
)
stops = st.builds(
    MobileStop,
    weeks_of_month=st.sets(st.integers(1, 5), min_size=1).map(sorted).map(tuple),
    weekday=st.integers(0, 6),
    place=st.just("Balai Desa"),
)
generated_offices = st.builds(
    OfficeFacts,
    key=st.just("utama"),
    name=st.just("Kantor"),
    regular=weeks,
    ramadan=st.none() | weeks,
    last_queue_minutes_before_close=st.none() | st.integers(0, 120),
    stops=st.lists(stops, max_size=2).map(tuple),
    timezone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
)
offices = generated_offices | st.sampled_from(list(REAL.offices.values()))


@st.composite
def any_facts(draw):
    spans = draw(st.lists(st.tuples(dates, st.integers(0, 20)), max_size=4))
    closures = [
        ClosureFacts(
            start=start,
            end=start + datetime.timedelta(days=length),
            name="Libur",
            kind=draw(st.sampled_from(["libur_nasional", "cuti_bersama", "lokal"])),
            offices=draw(st.sampled_from([(), ("utama",), ("lain",)])),
        )
        for start, length in spans
    ]
    return SharedFacts(closures=(*closures, *REAL.closures), ramadan=REAL.ramadan)


standards = st.builds(
    standard, st.integers(1, 60), st.sampled_from(["menit", "jam", "hari", "hari kerja", "minggu", "bulan"])
)


def inside(office, facts, moment):
    """Whether the office's clock shows a time within one of the day's intervals."""
    local = moment.astimezone(ZoneInfo(office.timezone))
    intervals = hours.day_hours(office, facts, local.date()).intervals
    return any(start <= local.time() < end for start, end in intervals)


@unhurried
@given(offices, any_facts(), moments)
def test_office_is_open_iff_the_moment_is_inside_an_interval(office, facts, now):
    result = hours.state(office, facts, now)
    assert result.is_open == inside(office, facts, now)
    assert state_words(result).startswith("Buka") == result.is_open
    if result.is_open:
        assert result.closes_at > now
        assert not inside(office, facts, result.closes_at)
        assert inside(office, facts, result.closes_at - datetime.timedelta(seconds=1))


@unhurried
@given(offices, any_facts(), moments)
def test_next_opening_is_the_first_opening_moment_in_the_future(office, facts, now):
    opens_at = hours.state(office, facts, now).opens_at
    first = now.astimezone(ZoneInfo(office.timezone)).date()
    days = [hours.day_hours(office, facts, first + datetime.timedelta(days=ahead)) for ahead in range(31)]
    starts = [
        datetime.datetime.combine(day.day, start, ZoneInfo(office.timezone))
        for day in days
        for start, _ in day.intervals
    ]
    assert opens_at == min((start for start in starts if start > now), default=None)
    if opens_at:
        assert inside(office, facts, opens_at)
        assert not inside(office, facts, opens_at - datetime.timedelta(seconds=1))


@unhurried
@given(offices, any_facts(), dates)
def test_closed_day_has_no_hours_and_an_open_day_no_closure(office, facts, day):
    result = hours.day_hours(office, facts, day)
    closed = any(
        closure.start <= day <= closure.end and (not closure.offices or office.key in closure.offices)
        for closure in facts.closures
    )
    assert not (result.is_open and closed)
    assert not (result.is_open and result.closure)
    assert not (result.is_open and office.stops and not result.stops)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(result.intervals))


@unhurried
@given(offices, any_facts(), moments, standards)
def test_promise_is_never_before_handing_in_nor_on_a_closed_day(office, facts, handed_in, time_standard):
    promise = promise_date(time_standard, facts, office, handed_in)
    assume(promise.ready_by is not None)
    local = handed_in.astimezone(ZoneInfo(office.timezone))
    assert promise.counted_from >= local
    if isinstance(promise.ready_by, datetime.datetime):
        assert promise.ready_by > handed_in
        last_second = promise.ready_by - datetime.timedelta(seconds=1)
        assert inside(office, facts, promise.ready_by) or inside(office, facts, last_second)
    else:
        assert promise.ready_by > local.date()
        assert hours.day_hours(office, facts, promise.ready_by).is_open


@unhurried
@given(any_facts(), moments, standards)
def test_promise_without_an_office_is_never_on_a_day_off(facts, handed_in, time_standard):
    ready_by = promise_date(time_standard, facts, None, handed_in).ready_by
    assert hours.is_working_day(facts, ready_by)
    assert ready_by >= handed_in.date()


@unhurried
@given(offices, any_facts(), moments, st.integers(1, 40), st.sampled_from(["menit", "jam", "hari kerja"]))
def test_longer_standard_is_never_promised_earlier(office, facts, handed_in, value, unit):
    shorter = promise_date(standard(value, unit), facts, office, handed_in).ready_by
    longer = promise_date(standard(value + 1, unit), facts, office, handed_in).ready_by
    assume(shorter is not None and longer is not None)
    assert shorter <= longer


@unhurried
@given(weeks)
def test_week_rows_cover_the_week_once_in_order(office_week):
    rows = hours.week_rows(office_week)
    order = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    ends = [(order.index(span.split("–")[0]), order.index(span.split("–")[-1])) for span, _ in rows]
    assert (ends[0][0], ends[-1][1]) == (0, 6)
    assert all(this[1] + 1 == that[0] for this, that in pairwise(ends))
    assert all(this[1] != that[1] for this, that in pairwise(rows))
