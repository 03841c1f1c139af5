"""What a process keeps of the index is bounded, and never says what no longer holds."""

import datetime

import time_machine
from django.utils import timezone

from services.models import SearchEntry
from services.search.finding import find
from services.search.index import renew_version
from services.search.remembered import Remembered


def test_it_asks_once_for_each_and_keeps_so_many():
    asked = []

    def read(keys):
        asked.append(keys)
        return {key: key * 10 for key in keys if key != 3}

    known = Remembered(4)
    assert known.get([1, 2, 3], read) == {1: 10, 2: 20}
    assert known.get([2, 3, 4], read) == {2: 20, 4: 40}
    assert asked == [[1, 2, 3], [4]]
    assert known.get([2, 5], read) == {2: 20, 5: 50}  # full: only what is asked for now stays
    assert known.get([1], read) == {1: 10}
    assert asked[2:] == [[5], [1]]


def test_a_remembered_result_follows_the_clock(demo):
    first = find("ktp hilang").services[0].candidate
    soon = timezone.now() + datetime.timedelta(minutes=1)
    SearchEntry.objects.filter(pk=first.id).update(live_until=soon.timestamp())
    renew_version()
    assert find("ktp hilang").services[0].candidate.id == first.id
    with time_machine.travel(soon, tick=False):
        assert first.id not in {hit.candidate.id for hit in find("ktp hilang").services}
    assert find("ktp hilang").services[0].candidate.id == first.id
