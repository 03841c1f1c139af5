"""Shared facts hold the moment they are saved, on one query."""

import datetime

import pytest
from django.db import transaction

from services import snapshot
from services.models import Closure, Office, SharedFactsSnapshot


@pytest.fixture
def office(demo):
    return Office.objects.get(key="mpp")


def move(office, address):
    office.address = address
    office.save()


def test_a_saved_row_is_read_at_once(office):
    snapshot.current()
    move(office, "Jalan Baru 2")
    assert snapshot.current().offices["mpp"].address == "Jalan Baru 2"


def test_a_closure_with_its_offices_is_read_at_once(office):
    before = snapshot.current().closures
    day = datetime.date(2030, 11, 23)
    closure = Closure.objects.create(start=day, end=day, name="Listrik padam", kind="lokal")
    assert snapshot.current().closures[-1].offices == ()
    closure.offices.add(office)
    assert snapshot.current().closures[-1].offices == ("mpp",)
    closure.delete()
    assert snapshot.current().closures == before


def test_what_was_rolled_back_is_not_read(office):
    snapshot.current()
    with transaction.atomic():
        move(office, "Jalan yang tidak jadi")
        assert snapshot.current().offices["mpp"].address == "Jalan yang tidak jadi"
        transaction.set_rollback(True)
    assert snapshot.current().offices["mpp"].address == "Jalan Terpadu Nomor 8, Contoh Kota, Kabupaten Contoh"


def test_the_commit_builds_the_snapshot_so_that_readers_need_not(
    office, django_capture_on_commit_callbacks, django_assert_num_queries
):
    with django_capture_on_commit_callbacks(execute=True):
        move(office, "Jalan Baru 3")
        assert SharedFactsSnapshot.objects.get(pk=1).payload is None
    assert SharedFactsSnapshot.objects.get(pk=1).payload
    with django_assert_num_queries(1):
        assert snapshot.current().offices["mpp"].address == "Jalan Baru 3"


def test_many_writes_drop_it_once_at_the_end(office):
    snapshot.current()
    with snapshot.hold():
        move(office, "Jalan Baru 4")
        assert SharedFactsSnapshot.objects.get(pk=1).payload
    assert SharedFactsSnapshot.objects.get(pk=1).payload is None
    assert snapshot.current().offices["mpp"].address == "Jalan Baru 4"


def test_the_same_facts_are_read_in_one_query(demo, django_assert_num_queries):
    snapshot.current()
    with django_assert_num_queries(1):
        assert len(snapshot.current().offices) == 5


def test_providers_speak_with_the_voice_of_who_publishes_them(demo):
    facts = snapshot.current()
    assert facts.publisher_of("kelurahan").key == "disdukcapil"
    assert facts.site_agency().whatsapp == "0800-000-001"
