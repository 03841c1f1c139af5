"""What a page says of promise dates: now, after closing, on another day, at several places."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from services.document import ProcessingTime
from services.facts import OfficeFacts
from services.promise_words import PromiseSection, asked_day
from tests.catalogue import make_facts

JAKARTA = ZoneInfo("Asia/Jakarta")
REAL = make_facts()
MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
EVENING = MONDAY.replace(hour=19)
TODAY = MONDAY.date()
THREE_DAYS = ProcessingTime(text="3 hari kerja", max_value=3, unit="hari kerja")
HALF_HOUR = ProcessingTime(text="30 menit", max_value=30, unit="menit")


def make_section(standard=THREE_DAYS, offices=("kantor-dinas",), now=MONDAY, typed="", facts=REAL):
    return PromiseSection(standard, [facts.offices[key] for key in offices], facts, now, typed)


def test_handed_in_now_counts_from_now():
    section = make_section()
    assert section.first.sentence == (
        "Bila berkas lengkap diserahkan sekarang, selesai paling lambat Kamis, 26 November 2026."
    )
    assert section.short == "Diserahkan hari ini: selesai paling lambat Kamis, 26 November"


def test_handed_in_after_closing_counts_from_the_next_opening():
    section = make_section(now=EVENING)
    assert section.first.sentence == (
        "Bila berkas lengkap diserahkan saat buka lagi (Selasa, 24 November 2026 pukul 08.00), "
        "selesai paling lambat Jumat, 27 November 2026."
    )
    assert section.short == "Diserahkan Selasa, 24 November: selesai paling lambat Jumat, 27 November"


def test_short_standard_ends_at_a_time_of_day():
    assert make_section(HALF_HOUR).first.sentence.endswith(
        "paling lambat Senin, 23 November 2026 pukul 09.30."
    )


def test_asked_day_is_answered_for_that_day():
    section = make_section(typed="2026-11-30")
    assert section.first.sentence == (
        "Bila berkas lengkap diserahkan Senin, 30 November 2026, selesai paling lambat Kamis, 3 Desember 2026."
    )
    assert section.short == ""


def test_asked_day_says_the_hour_where_hours_matter():
    sentence = make_section(HALF_HOUR, typed="2026-11-30").first.sentence
    assert "diserahkan Senin, 30 November 2026 pukul 08.00, selesai" in sentence


def test_asked_day_without_service_says_so_and_when_it_opens():
    section = make_section(typed="2026-12-25")
    assert section.first.sentence.startswith("Hari itu tidak ada layanan.")
    assert "saat buka lagi (Sabtu, 26 Desember 2026)" in section.first.sentence


def test_today_is_asked_for_means_now():
    assert make_section(HALF_HOUR, typed="2026-11-23").rows == make_section(HALF_HOUR).rows


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("besok", "tidak terbaca"),
        ("2026-02-30", "tidak terbaca"),
        ("20261130", "tidak terbaca"),
        ("٢٠٢٦-١١-٣٠", "tidak terbaca"),
        ("2026-11-22", "sudah lewat"),
        ("0001-01-01", "sudah lewat"),
        ("2027-11-25", "terlalu jauh"),
        ("9999-12-31", "terlalu jauh"),
    ],
)
def test_day_that_cannot_be_used_is_told_and_now_holds(typed, error):
    assert error in asked_day(typed, TODAY).error
    section = make_section(typed=typed)
    assert section.rows == make_section().rows
    assert error in section.asked.error


@pytest.mark.parametrize("typed", ["", "  ", "2026-11-23", "2027-11-24"])
def test_day_within_a_year_is_taken(typed):
    assert asked_day(typed, TODAY).error == ""


def test_places_that_differ_are_told_apart_and_a_mobile_unit_is_last():
    section = make_section(offices=("keliling", "kantor-dinas", "mpp"))
    assert section.first.places == [REAL.offices["kantor-dinas"].name, REAL.offices["mpp"].name]
    assert [each.places for each in section.others] == [[REAL.offices["keliling"].name]]
    assert "saat buka lagi" in section.others[0].sentence


def test_places_with_the_same_answer_are_not_named():
    assert make_section(offices=("kantor-dinas", "mpp")).rows[0].places == []


def test_basis_names_how_it_is_counted_and_the_holidays():
    section = make_section(now=datetime.datetime(2026, 12, 22, 9, tzinfo=JAKARTA))
    assert "tanpa Sabtu, Minggu, dan hari libur" in section.basis[0]
    assert section.holidays == ["Cuti bersama Natal", "Kelahiran Yesus Kristus (Natal)"]
    assert not any("perkiraan" in each for each in section.basis)


def test_year_without_a_list_is_told_to_be_an_estimate():
    section = make_section(now=datetime.datetime(2026, 12, 30, 9, tzinfo=JAKARTA))
    assert any("perkiraan" in each for each in section.basis)


@pytest.mark.parametrize(
    "standard",
    [
        ProcessingTime(text="Tergantung keadaan"),
        ProcessingTime(text="3", max_value=3),
        ProcessingTime(text="Dua puluh tahun", max_value=20, unit="tahun"),
    ],
)
def test_unknown_standard_says_nothing(standard):
    section = make_section(standard)
    assert (section.rows, section.short, section.basis, section.can_be_asked) == ([], "", [], False)


def test_office_that_never_opens_is_left_out():
    never = OfficeFacts(key="x", name="X", regular=((),) * 7)
    section = PromiseSection(THREE_DAYS, [never, REAL.offices["mpp"]], REAL, MONDAY)
    assert [each.places for each in section.rows] == [[REAL.offices["mpp"].name]]
    assert section.short == make_section(offices=("mpp",)).short


def test_done_on_the_spot_needs_no_basis_and_no_question():
    section = PromiseSection(ProcessingTime(text="Langsung", max_value=0, unit="menit"), [], REAL, MONDAY)
    assert section.first.sentence == "Selesai saat itu juga."
    assert (section.short, section.basis, section.can_be_asked) == ("", [], False)


def test_without_an_office_a_day_is_promised():
    section = PromiseSection(THREE_DAYS, [], REAL, MONDAY)
    assert section.first.sentence.endswith("paling lambat Kamis, 26 November 2026.")


def test_dates_follow_the_language_of_the_page():
    with translation.override("en"):
        assert "Thursday, 26 November 2026" in make_section().first.sentence


def test_estimate_of_the_calendar_is_said_only_where_it_holds():
    section = make_section(
        ProcessingTime(text="24 jam", max_value=24, unit="jam"),
        offices=("kantor-dinas", "keliling"),
        typed="2026-12-23",
    )
    assert not section.first.is_estimated
    assert not any("Masih perkiraan" in each for each in section.basis)
    assert [each.is_estimated for each in section.others] == [True]
    assert section.others[0].estimate_words.startswith("Masih perkiraan")


def test_standard_that_is_an_estimate_promises_no_limit():
    about = ProcessingTime(text="Sekitar 30 menit", max_value=30, unit="menit")
    for section in (
        make_section(about),
        make_section(about, now=EVENING),
        make_section(about, typed="2026-12-25"),
    ):
        assert "kira-kira selesai" in section.first.sentence
        assert "paling lambat" not in section.first.sentence + section.short
    assert (
        make_section(about).short == "Diserahkan hari ini: kira-kira selesai Senin, 23 November pukul 09.30"
    )
