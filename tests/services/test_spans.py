"""Lists know what is public from narrow rows beside the editions: these say what the editions say."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from faq.models import QuestionEdition, QuestionSpan
from services import publishing, spans
from services.models import Service, ServiceEdition, ServiceSpan

SLUG = "legalisir-dokumen"
TOMORROW = datetime.timedelta(days=1)
PAIRS = [(ServiceEdition, ServiceSpan), (QuestionEdition, QuestionSpan)]


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


def agree():
    for editions, narrow in PAIRS:
        assert set(narrow.objects.live().values_list("pk", flat=True)) == set(
            editions.objects.live().values_list("pk", flat=True)
        )


def test_spans_of_the_demo_are_its_live_editions(demo):
    assert ServiceSpan.objects.live().count() == 26
    agree()


def test_spans_follow_what_is_published_scheduled_and_withdrawn(service):
    service.name = "Pengesahan baru"
    service.save()
    publishing.publish(service, live_from=timezone.now() + TOMORROW)
    agree()
    assert ServiceSpan.objects.filter(slug=SLUG).count() == 2
    with time_machine.travel(timezone.now() + 2 * TOMORROW, tick=False):
        agree()
        assert ServiceSpan.objects.live().get(slug=SLUG).title == "Pengesahan baru"
        publishing.withdraw(service, reason="Tidak dilayani lagi.")
        agree()
        assert not ServiceSpan.objects.filter(slug=SLUG).exists()


def test_spans_follow_what_is_no_longer_scheduled(service):
    service.name = "Pengesahan baru"
    service.save()
    publishing.publish(service, live_from=timezone.now() + TOMORROW)
    publishing.unschedule(service)
    with time_machine.travel(timezone.now() + 2 * TOMORROW, tick=False):
        agree()


def test_only_scheduled_edition_that_is_dropped_leaves_nothing(service):
    service.editions.all().delete()
    publishing.publish(service, live_from=timezone.now() + TOMORROW)
    publishing.unschedule(service)
    assert not ServiceSpan.objects.filter(slug=SLUG).exists()


def test_place_in_the_list_holds_without_publishing(service):
    service.position = 999
    service.save()
    assert ServiceSpan.objects.get(slug=SLUG).position == 999


def test_spans_are_filled_where_editions_are_older(demo):
    before = set(ServiceSpan.objects.values_list())
    ServiceSpan.objects.all().delete()
    spans.fill_if_empty(ServiceEdition)
    assert set(ServiceSpan.objects.values_list()) == before
