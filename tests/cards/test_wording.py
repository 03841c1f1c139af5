import datetime

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cards import wording
from services.facts import MobileStop


def clock(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


def test_week_groups_days_with_the_same_hours():
    split = ((clock("08:00"), clock("12:00")), (clock("13:00"), clock("15:00")))
    friday = ((clock("08:00"), clock("11:30")),)
    assert wording.week_hours((split, split, split, split, friday, (), ())) == [
        ("Senin–Kamis", "08.00–12.00, 13.00–15.00"),
        ("Jumat", "08.00–11.30"),
        ("Tutup", "Sabtu–Minggu"),
    ]


def test_week_with_the_same_hours_throughout_is_every_day():
    assert wording.week_hours((((clock("00:00"), clock("23:59")),),) * 7) == [("Setiap hari", "00.00–23.59")]


def test_week_without_hours_says_nothing():
    assert wording.week_hours(((),) * 7) == []


def test_stop_names_the_weeks_of_the_month():
    assert (
        wording.stop_days(MobileStop(weeks_of_month=(1, 3), weekday=1, place="x")) == "Selasa ke-1 dan ke-3"
    )


def test_weeks_in_a_row_are_told_as_a_range():
    def words(*weeks):
        return wording.stop_days(MobileStop(weeks_of_month=weeks, weekday=2, place="x"))

    assert words(1, 2, 3, 4) == "Rabu ke-1 s.d. ke-4"
    assert words(1, 2) == "Rabu ke-1 dan ke-2"
    assert words(1, 2, 3, 5) == "Rabu ke-1 s.d. ke-3 dan ke-5"
    with translation.override("en"):
        assert words(1, 2, 3, 4) == "1st to 4th Wednesday"


def test_clean_takes_out_what_cannot_be_printed():
    assert wording.clean("KTP\x00 \u202eel\n\n😀 baru 👩🏽‍⚕️✅ 5°") == "KTP el baru 5°"


@given(st.text())
def test_clean_text_stays_as_it_is(text):
    once = wording.clean(text)
    assert wording.clean(once) == once
    assert once.isprintable()


def test_initials_stand_for_the_first_two_names():
    assert wording.initials("Disdukcapil Kabupaten Contoh") == "DK"
    assert wording.initials("kantor") == "K"
    assert wording.initials("") == ""
