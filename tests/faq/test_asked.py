"""Searches are counted per day, without telling who searched."""

import datetime

import pytest

from faq import asked
from faq.models import SearchCount


def counted():
    return set(SearchCount.objects.values_list("words", "was_found", "times"))


@pytest.mark.django_db
def test_the_same_words_are_one_row_a_day():
    for query in ["KTP  hilang", "ktp hilang ", "Ktp Hilang"]:
        asked.note(query, True)
    asked.waiting.write()
    asked.note("ktp hilang", True)
    asked.waiting.write()
    assert counted() == {("ktp hilang", True, 4)}


@pytest.mark.django_db
def test_numbers_of_people_are_masked_before_they_are_counted():
    asked.note("NIK 3201234567890123 hilang, hubungi 081234567890", False)
    asked.waiting.write()
    words = SearchCount.objects.get().words
    assert "3201234567890123" not in words
    assert "081234567890" not in words


@pytest.mark.django_db
def test_a_day_has_room_for_so_many_words_only(monkeypatch):
    monkeypatch.setattr(asked, "MOST_WORDS_A_DAY", 2)
    for words in ["a", "b", "c"]:
        asked.note(words, True)
    asked.waiting.write()
    asked.note("a", True)
    asked.waiting.write()
    assert SearchCount.objects.count() == 2
    assert SearchCount.objects.get(words="a").times == 2


@pytest.mark.django_db
def test_a_busy_database_loses_nothing(monkeypatch):
    from django.db import OperationalError

    def busy(*_):
        raise OperationalError("database is locked")

    asked.note("akta", True)
    with monkeypatch.context() as patch:
        patch.setattr(asked.waiting, "store", busy)
        asked.waiting.write()
    assert SearchCount.objects.count() == 0
    asked.waiting.write()
    assert counted() == {("akta", True, 1)}


def test_a_search_is_counted_once_and_a_suggestion_is_not(demo, client):
    client.get("/cari/?q=ktp+hilang")
    client.get("/cari/saran/?q=ktp+hilang")
    client.head("/cari/?q=ktp+hilang")
    asked.waiting.write()
    assert counted() == {("ktp hilang", True, 1)}
    day = SearchCount.objects.get().day
    assert day <= datetime.date.today() + datetime.timedelta(days=1)
