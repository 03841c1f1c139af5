"""The lists of the index stay true whatever is written, and hold in a big index."""

import random
from array import array

import pytest

from services.models import SearchEntry, SearchPosting, SearchWord
from services.search import index, postings
from services.search.finding import find
from services.search.lexicon import current
from services.search.postings import NAME, Postings
from services.search.spelling import Speller


def state():
    lists = {
        (row.stem, row.kind, row.level): set(Postings.unpacked(row.places, row.level).ids)
        for row in SearchPosting.objects.all()
    }
    return lists, dict(SearchWord.objects.values_list("word", "count"))


def test_postings_survive_packing():
    found = Postings(array("I", [1, 70_000, 4_000_000_000]), bytes([1, 128, 255]))
    assert Postings.unpacked(found.packed(), NAME) == found


def test_lists_are_the_same_after_entries_came_and_went(demo):
    before = state()
    rows = list(SearchEntry.objects.filter(kind="service")[:7])
    copies = [
        SearchEntry(
            **{each.name: getattr(row, each.name) for each in SearchEntry._meta.concrete_fields}
            | {"id": None, "key": f"salinan-{number}"}
        )
        for number, row in enumerate(rows)
    ]
    postings.replace([], copies)
    assert state() != before
    postings.replace(copies, [])
    assert state() == before


def test_every_list_holds_what_its_entries_say(demo):
    total = SearchPosting.objects.filter(stem="ktp", kind="service", level=NAME).get()
    named = [row.pk for row in SearchEntry.objects.filter(kind="service") if "ktp" in row.strong.split()]
    assert set(Postings.unpacked(total.places, NAME).ids) == set(named)
    assert total.total == len(named) == current().named["ktp"]


def test_the_best_is_found_among_hundreds_that_are_like_it(demo):
    chance = random.Random(5)
    others = ["usaha", "pasar", "kapal", "hewan", "jalan", "taman"]
    rows = [
        SearchEntry(
            kind="service",
            key=f"lain-{number}",
            lines=f"100|ktp {chance.choice(others)} {chance.choice(others)}",
            strong=f"ktp {chance.choice(others)}",
            medium="hilang",
            weak="kartu",
        )
        for number in range(600)
    ]
    postings.replace([], rows)
    index.renew_version()
    assert find("ktp ilang").services[0].key == "ktp-el-hilang-rusak"
    assert find("ktp luntur").services[0].key == "ktp-el-hilang-rusak"


@pytest.mark.parametrize(
    ("typed", "meant"), [("kpt", "ktp"), ("ketepe", "ktp"), ("eskaceka", "skck"), ("kota", ""), ("abc", "")]
)
def test_abbreviations_written_as_they_are_heard(typed, meant):
    assert Speller({"ktp": 9, "skck": 4, "kota": 2}).spelled_out(typed) == meant


@pytest.mark.parametrize("query", ["kucing sakit", "jual kucing", "servis hp rusak"])
def test_an_unknown_word_beside_a_known_one_makes_doubtful(demo, query):
    assert find(query).is_doubtful


def test_weak_hits_do_not_trail_a_clear_one(demo):
    assert len(find("ktp gue ilang").services) <= 4
