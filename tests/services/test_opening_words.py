"""Open or closed, why, and until when: in words, in both languages, at the edges of time."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from services import hours
from services.facts import ClosureFacts, MobileStop, RamadanFacts
from services.opening_words import marked, queue_words, state_html, state_words
from tests.services.test_hours import at, make_closure, make_facts, make_office, make_week

STOPS = (
    MobileStop(weeks_of_month=(1, 3), weekday=1, place="Balai <Desa>"),
    MobileStop(weeks_of_month=(1,), weekday=2, place="Pasar"),
)
RAMADAN = RamadanFacts(start=datetime.date(2026, 2, 19), end=datetime.date(2026, 3, 17))


def make_mobile(**fields):
    return make_office("", "09:00-13:00", "09:00-13:00", stops=STOPS, **fields)


def state(now, office=None, facts=None):
    return hours.state(office or make_office(), facts or make_facts(), at(now))


@pytest.mark.parametrize(
    ("now", "situation"),
    [
        ("2026-11-27T07:59", hours.Situation.NOT_YET),
        ("2026-11-27T11:29", hours.Situation.OPEN),
        ("2026-11-27T11:30", hours.Situation.FRIDAY_BREAK),
        ("2026-11-27T12:59:59", hours.Situation.FRIDAY_BREAK),
        ("2026-11-27T13:00", hours.Situation.OPEN),
        ("2026-11-27T15:00", hours.Situation.OVER),
        ("2026-11-26T12:00", hours.Situation.BREAK),
        ("2026-11-29T12:00", hours.Situation.DAY_OFF),
    ],
)
def test_situation_through_a_week(now, situation):
    assert state(now).situation == situation


def test_pause_of_a_friday_without_noon_is_an_ordinary_break():
    office = make_office(*[""] * 4, "08:00-09:00 10:00-15:00")
    assert state("2026-11-27T09:30", office).situation == hours.Situation.BREAK


def test_situation_on_a_closed_friday_is_the_closure():
    facts = make_facts(make_closure("2026-11-27", kind="lokal", name="Perbaikan listrik"))
    assert state("2026-11-27T12:00", facts=facts).situation == hours.Situation.CLOSURE


def test_local_closure_of_another_office_does_not_show():
    facts = make_facts(make_closure("2026-11-23", kind="lokal", name="Pindah", offices=("cabang",)))
    assert state_words(state("2026-11-23T09:00", facts=facts)) == "Buka sampai 12.00, buka lagi 13.00"


def test_closure_over_a_weekend_leads_to_the_working_day_after():
    facts = make_facts(make_closure("2026-11-27", "2026-11-30", name="Gladi"))
    words = "Tutup hari ini (Gladi), buka Selasa, 1 Desember 08.00"
    for day in ("27", "28", "29"):
        assert state_words(state(f"2026-11-{day}T09:00", facts=facts)) == words
    assert state_words(state("2026-11-30T23:59", facts=facts)) == "Tutup hari ini (Gladi), buka besok 08.00"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-02-18T14:00", "Buka sampai 15.00, tutup 60 menit lagi"),
        ("2026-02-18T15:00", "Sudah tutup, buka besok 08.30"),
        ("2026-02-19T08:15", "Belum buka, buka hari ini 08.30"),
        ("2026-03-17T14:00", "Sudah tutup, buka besok 08.00"),
        ("2026-03-18T08:15", "Buka sampai 12.00, buka lagi 13.00"),
    ],
)
def test_ramadan_hours_hold_on_its_first_and_last_day(now, words):
    office = make_office(ramadan=make_week(*["08:30-14:00"] * 5))
    assert state_words(state(now, office, make_facts(ramadan=(RAMADAN,)))) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", "Belum buka, buka hari ini 08.00"),
        ("Asia/Makassar", "Buka sampai 12.00, buka lagi 13.00"),
        ("Asia/Jayapura", "Buka sampai 12.00, buka lagi 13.00"),
    ],
)
def test_one_moment_in_the_three_zones(zone, words):
    moment = datetime.datetime(2026, 11, 23, 0, 30, tzinfo=datetime.UTC)
    assert state_words(hours.state(make_office(timezone=zone), make_facts(), moment)) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", "Tutup hari Minggu, buka besok 08.00"),
        ("Asia/Jayapura", "Belum buka, buka hari ini 08.00"),
    ],
)
def test_midnight_comes_earlier_in_the_east(zone, words):
    moment = datetime.datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert state_words(hours.state(make_office(timezone=zone), make_facts(), moment)) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-12-01T08:00", "Belum buka, buka hari ini 09.00 di Balai <Desa>"),
        ("2026-12-01T09:00", "Buka sampai 13.00 di Balai <Desa>"),
        (
            "2026-12-01T12:30",
            "Buka sampai 13.00 di Balai <Desa>, antrean hari ini sudah ditutup, dibuka lagi besok 09.00 di Pasar",
        ),
        ("2026-12-01T13:00", "Sudah tutup, buka besok 09.00 di Pasar"),
        ("2026-12-03T09:00", "Hari ini tidak keliling, buka Selasa, 15 Desember 09.00 di Balai <Desa>"),
    ],
)
def test_mobile_unit_in_words(now, words):
    assert state_words(state(now, make_mobile(last_queue_minutes_before_close=60))) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-23T07:00", "Nomor antrean terakhir hari ini pukul 14.30."),
        ("2026-11-23T13:29:59", "Nomor antrean terakhir hari ini pukul 14.30."),
        ("2026-11-23T13:30", ""),
        ("2026-11-23T14:30", ""),
        ("2026-11-23T16:00", ""),
        ("2026-11-29T09:00", ""),
    ],
)
def test_last_queue_number_in_a_sentence(now, words):
    assert queue_words(state(now, make_office(last_queue_minutes_before_close=30))) == words


def test_office_that_gives_numbers_until_it_closes_counts_to_the_closing():
    result = state("2026-11-23T14:59", make_office(last_queue_minutes_before_close=0))
    assert state_words(result) == "Buka sampai 15.00, tutup 1 menit lagi"


def test_words_from_outside_are_escaped_and_marked_on_english_pages():
    result = state("2026-12-01T09:00", make_mobile())
    assert state_html(result) == "Buka sampai 13.00 di Balai &lt;Desa&gt;"
    with override("en"):
        assert '<span lang="id">Balai &lt;Desa&gt;</span>' in state_html(result)
        assert state_words(result).endswith("Balai <Desa>")
        assert marked("<b>") == '<span lang="id">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-23T07:00", "Not open yet, opens today at 08:00"),
        ("2026-11-23T09:00", "Open until 12:00, opens again at 13:00"),
        ("2026-11-23T14:10", "Open until 15:00, last queue number at 14:30, in 20 minutes"),
        ("2026-11-23T14:29", "Open until 15:00, last queue number at 14:30, in 1 minute"),
        ("2026-11-23T14:30", "Open until 15:00, today’s queue is closed, opens again tomorrow at 08:00"),
        ("2026-11-23T16:00", "Closed now, opens tomorrow at 08:00"),
        ("2026-11-27T12:00", "On the Friday break, opens again at 13:00"),
        ("2026-11-29T12:00", "Closed on Sundays, opens tomorrow at 08:00"),
        ("2026-12-24T09:00", "Closed today (local closure: Gladi), opens Saturday, 26 December at 08:00"),
    ],
)
def test_state_in_english(now, words):
    facts = make_facts(make_closure("2026-12-24", "2026-12-25", name="Gladi", kind="lokal"))
    with override("en"):
        assert state_words(state(now, make_office(last_queue_minutes_before_close=30), facts)) == words


def test_closure_of_an_unknown_kind_still_has_words():
    closure = ClosureFacts(
        start=datetime.date(2026, 11, 23), end=datetime.date(2026, 11, 23), name="Rapat", kind="lain"
    )
    with override("en"):
        assert "lain: Rapat" in state_words(state("2026-11-23T09:00", facts=make_facts(closure)))
