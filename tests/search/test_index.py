"""The index says what is live, the moment it is."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from portal import catalogue
from services import publishing
from services.models import LifeEvent, Office, SearchEntry, SearchState, Service, ServiceEdition
from services.search import analysis, index
from services.search.finding import find

SLUG = "legalisir-dokumen"
TOMORROW = datetime.timedelta(days=1)


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


def slugs(query):
    return [hit.key for hit in find(query).services]


def rename(service, name):
    service.name = name
    service.save()


def test_everything_live_is_indexed(demo):
    editions = set(ServiceEdition.objects.live().values_list("pk", flat=True))
    assert set(SearchEntry.objects.filter(kind="service").values_list("edition", flat=True)) == editions
    assert set(SearchEntry.objects.values_list("kind", flat=True)) == {
        "service", "question", "office", "document", "event",
    }  # fmt: skip


def test_a_published_name_is_found_at_once_and_a_draft_is_not(service):
    rename(service, "Pengesahan Wukirsari")
    assert slugs("wukirsari") == []
    publishing.publish(service)
    assert slugs("wukirsari") == [SLUG]


def test_a_scheduled_edition_is_found_on_its_day_without_anybody_doing_anything(service):
    rename(service, "Pengesahan Wukirsari")
    publishing.publish(service, live_from=timezone.now() + TOMORROW)
    assert slugs("wukirsari") == []
    assert slugs("cap legalisir")[0] == SLUG
    with time_machine.travel(timezone.now() + 2 * TOMORROW, tick=False):
        assert slugs("wukirsari") == [SLUG]
        assert slugs("cap legalisir").count(SLUG) == 1


def test_what_was_scheduled_and_dropped_is_never_found(service):
    rename(service, "Pengesahan Wukirsari")
    publishing.publish(service, live_from=timezone.now() + TOMORROW)
    publishing.unschedule(service)
    with time_machine.travel(timezone.now() + 2 * TOMORROW, tick=False):
        assert slugs("wukirsari") == []
        assert slugs("cap legalisir")[0] == SLUG


def test_a_withdrawn_service_is_not_found(service):
    publishing.withdraw(service, reason="Tidak dilayani lagi.")
    assert SLUG not in slugs("legalisir")


def test_a_scheduled_withdrawal_ends_it_on_its_day(service):
    publishing.withdraw(service, reason="Tidak dilayani lagi.", live_from=timezone.now() + TOMORROW)
    assert SLUG in slugs("legalisir")
    with time_machine.travel(timezone.now() + 2 * TOMORROW, tick=False):
        assert SLUG not in slugs("legalisir")


def test_a_rollback_leaves_no_trace(service):
    with transaction.atomic():
        rename(service, "Pengesahan Wukirsari")
        publishing.publish(service)
        assert slugs("wukirsari") == [SLUG]
        transaction.set_rollback(True)
    assert slugs("wukirsari") == []
    assert slugs("cap legalisir")[0] == SLUG


def test_shared_rows_follow_when_they_are_saved_and_deleted(demo):
    event = LifeEvent.objects.create(key="khitan", name="Khitanan wukirsari")
    assert [hit.key for hit in find("wukirsari").of("event")] == ["khitan"]
    event.name = "Sunatan"
    event.save()
    assert find("wukirsari").hits == []
    event.delete()
    assert find("sunatan").of("event") == []


def test_an_office_is_found_by_its_new_name(demo):
    office = Office.objects.get(key="mpp")
    office.name = "Balai Wukirsari"
    office.save()
    assert [hit.key for hit in find("wukirsari").of("office")] == ["mpp"]


def test_importing_again_writes_nothing(demo, catalogue_text):
    before = SearchState.objects.get(pk=1).version
    catalogue.import_text(catalogue_text)
    assert SearchState.objects.get(pk=1).version == before


def test_reindex_makes_the_same_index(demo, capsys):
    rows = set(SearchEntry.objects.values_list("kind", "key", "lines", "strong", "medium", "weak"))
    call_command("reindex")
    assert set(SearchEntry.objects.values_list("kind", "key", "lines", "strong", "medium", "weak")) == rows
    assert slugs("ktp ilang")[0] == "ktp-el-hilang-rusak"


def test_another_analysis_builds_the_index_again(demo, monkeypatch):
    SearchEntry.objects.update(strong="", medium="", weak="", lines="", words="")
    index.rebuild_if_outdated()
    assert not SearchEntry.objects.exclude(strong="").exists()
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    index.rebuild_if_outdated()
    assert SearchEntry.objects.exclude(strong="").exists()
    assert SearchState.objects.get(pk=1).analysis == analysis.VERSION


def test_a_search_takes_three_queries(demo, django_assert_num_queries):
    find("ktp hilang")
    with django_assert_num_queries(3):
        find("akta kelahiran anak")
