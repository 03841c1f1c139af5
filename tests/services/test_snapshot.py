"""Shared facts hold the moment they are saved, on one query."""

import datetime

import pytest
from django.db import transaction

from services import snapshot
from services.models import Agency, Closure, Office, SharedFactsSnapshot


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    """With real commits, as in production."""

    @pytest.fixture(autouse=True)
    def _rows(self, db):
        agency = Agency.objects.create(key="dinas", name="Dinas", official_name="Dinas Contoh")
        Office.objects.create(key="kantor", name="Kantor", type="kantor", address="Jalan 1", agency=agency)

    def test_a_saved_row_is_read_at_once(self):
        assert snapshot.current().offices["kantor"].address == "Jalan 1"
        office = Office.objects.get(key="kantor")
        office.address = "Jalan 2"
        office.save()
        assert snapshot.current().offices["kantor"].address == "Jalan 2"

    def test_a_closure_with_its_offices_is_read_at_once(self):
        snapshot.current()
        day = datetime.date(2026, 11, 23)
        closure = Closure.objects.create(start=day, end=day, name="Listrik padam", kind="lokal")
        closure.offices.add(Office.objects.get(key="kantor"))
        assert snapshot.current().closures[-1].offices == ("kantor",)
        closure.delete()
        assert snapshot.current().closures == ()

    def test_what_was_rolled_back_is_not_read(self):
        snapshot.current()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Office.objects.get(key="kantor").delete()
            raise ZeroDivisionError
        assert "kantor" in snapshot.current().offices

    def test_the_commit_builds_the_snapshot_so_that_readers_need_not(self, django_assert_num_queries):
        office = Office.objects.get(key="kantor")
        office.address = "Jalan 3"
        office.save()
        assert SharedFactsSnapshot.objects.get(pk=1).payload
        with django_assert_num_queries(1):
            assert snapshot.current().offices["kantor"].address == "Jalan 3"

    def test_many_writes_drop_it_once(self):
        with snapshot.hold():
            Office.objects.filter(key="kantor").update(address="Jalan 4")
        assert snapshot.current().offices["kantor"].address == "Jalan 4"


def test_the_same_facts_are_read_in_one_query(demo, django_assert_num_queries):
    snapshot.current()
    with django_assert_num_queries(1):
        assert len(snapshot.current().offices) == 5


def test_providers_speak_with_the_voice_of_who_publishes_them(demo):
    facts = snapshot.current()
    assert facts.publisher_of("kelurahan").key == "disdukcapil"
    assert facts.site_agency().whatsapp == "0800-000-001"
