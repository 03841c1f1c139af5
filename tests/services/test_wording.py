"""How things are written, in Indonesian and in English."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from services import wording

TODAY = datetime.date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("day", "full", "short"),
    [
        (datetime.date(2026, 11, 23), "Senin, 23 November 2026", "23 November 2026"),
        (datetime.date(2027, 1, 1), "Jumat, 1 Januari 2027", "1 Januari 2027"),
        (datetime.date(2026, 8, 30), "Minggu, 30 Agustus 2026", "30 Agustus 2026"),
        (datetime.date(2028, 2, 29), "Selasa, 29 Februari 2028", "29 Februari 2028"),
    ],
)
def test_date_words_name_day_and_month_in_indonesian(day, full, short):
    assert wording.date_words(day) == full
    assert wording.date_words(day, short=True) == short


def test_date_words_know_every_month_and_weekday():
    months = [wording.date_words(datetime.date(2026, month, 1), short=True) for month in range(1, 13)]
    assert " ".join(month.split()[1] for month in months) == (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    week = [TODAY + datetime.timedelta(days=ahead) for ahead in range(7)]
    assert " ".join(map(wording.weekday_words, week)) == "Minggu Senin Selasa Rabu Kamis Jumat Sabtu"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (-1, "Sabtu, 21 November"),
        (0, "hari ini"),
        (1, "besok"),
        (2, "Selasa"),
        (6, "Sabtu"),
        (7, "Minggu, 29 November"),
        (8, "Senin, 30 November"),
        (40, "Jumat, 1 Januari 2027"),
    ],
)
def test_relative_day_is_as_short_as_it_can_be_without_doubt(ahead, words):
    assert wording.relative_day(TODAY + datetime.timedelta(days=ahead), TODAY) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (datetime.time(8), "08.00"),
        (datetime.time(14, 5), "14.05"),
        (datetime.time(0), "00.00"),
        (datetime.datetime(2026, 11, 22, 9, 30, 59, tzinfo=datetime.UTC), "09.30"),
    ],
)
def test_time_words_use_a_point(time, words):
    assert wording.time_words(time) == words


def test_intervals_words_of_a_day():
    morning = (datetime.time(8), datetime.time(12))
    afternoon = (datetime.time(13), datetime.time(15, 30))
    assert wording.interval_words(morning) == "08.00–12.00"
    assert wording.intervals_words((morning, afternoon)) == "08.00–12.00, 13.00–15.30"
    assert wording.intervals_words(()) == "Tutup"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (1000, "Rp1.000"),
        (30000, "Rp30.000"),
        (1234567, "Rp1.234.567"),
        (-30000, "-Rp30.000"),
    ],
)
def test_money_has_points_between_thousands(amount, words):
    assert wording.money(amount) == words


def test_money_of_another_currency_keeps_its_code():
    assert wording.money(1_250_000, "USD") == "USD 1.250.000"


@given(st.integers(min_value=0, max_value=10**15))
def test_money_can_be_read_back(amount):
    words = wording.money(amount)
    first, *groups = words.removeprefix("Rp").split(".")
    assert int(words.removeprefix("Rp").replace(".", "")) == amount
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in groups)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a dan b"),
        (["a", "b", "c"], "a, b, dan c"),
        (["a", "b", "c", "d"], "a, b, c, dan d"),
    ],
)
def test_list_words_join_as_a_sentence_does(items, words):
    assert wording.list_words(items) == words
    assert wording.list_words(item for item in items) == words


def test_english_pages_write_dates_times_and_money_the_english_way():
    with translation.override("en"):
        assert wording.date_words(TODAY) == "Sunday, 22 November 2026"
        assert wording.time_words(datetime.time(8, 5)) == "08:05"
        assert wording.intervals_words([]) == "Closed"
        assert wording.money(1250000) == "Rp1,250,000"
        assert wording.list_words(["a", "b", "c"]) == "a, b, and c"
    assert wording.money(1250000) == "Rp1.250.000"


def test_months_and_days_are_all_different_in_english():
    with translation.override("en"):
        assert len({wording.month_words(month) for month in range(1, 13)}) == 12
        assert [wording.day_name(day)[:3] for day in range(7)] == [
            "Mon",
            "Tue",
            "Wed",
            "Thu",
            "Fri",
            "Sat",
            "Sun",
        ]
