"""Pages of the list, read shelf by shelf, are those of the whole list in the catalogue's order."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from services import publishing, snapshot
from services.filters import ServiceFilter, in_catalogue_order
from services.models import Service, ServiceSpan
from services.shelves import listed


@pytest.mark.parametrize(
    "query", ["", "gratis=ya", "kategori=identitas", "kantor=mpp&daring=ya", "gratis=ya&q=ktp"]
)
def test_pages_shelf_by_shelf_are_the_sorted_list(demo, query):
    lost = ServiceSpan.objects.filter(category="surat").first()
    ServiceSpan.objects.filter(pk=lost.pk).update(category="rak-yang-tidak-ada")
    facts = snapshot.current()
    chosen = ServiceFilter(QueryDict(query), facts=facts)
    whole = list(in_catalogue_order(chosen.qs, facts.categories).values_list("pk", flat=True))
    found = listed(chosen)
    assert found.count() == len(whole) > 0
    pages = [found[start : start + 3] for start in range(0, len(whole), 3)]
    assert [pk for page in pages for pk in page] == whole
    assert found[1 : len(whole)] == whole[1:]  # over all shelves


def test_a_life_event_has_its_own_order(demo):
    facts = snapshot.current()
    chosen = ServiceFilter(QueryDict("peristiwa=punya-bayi"), facts=facts)
    slugs = dict(ServiceSpan.objects.live().values_list("pk", "slug"))
    wanted = [slug for slug in facts.life_events["punya-bayi"].services if slug in slugs.values()]
    assert [slugs[pk] for pk in listed(chosen)] == wanted


def counted(query=""):
    return listed(ServiceFilter(QueryDict(query), facts=snapshot.current())).count()


def test_what_is_counted_follows_publications_and_the_clock(demo):
    service = Service.objects.get(slug="kk-baru")
    before = {query: counted(query) for query in ("", "gratis=ya")}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        counted("gratis=ya")
    assert not any("COUNT" in each["sql"] for each in asked)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publishing.withdraw(service, reason="Diganti.", live_from=tomorrow)
    assert counted() == before[""]
    for away, fewer in ((-1, 0), (1, 1), (-1, 0), (60, 1)):  # a clock may be set back
        with time_machine.travel(tomorrow + datetime.timedelta(seconds=away), tick=False):
            assert {query: number - counted(query) for query, number in before.items()} == dict.fromkeys(
                before, fewer
            )
    publishing.unschedule(service)
    with time_machine.travel(tomorrow + datetime.timedelta(seconds=60), tick=False):
        assert counted() == before[""]
    publishing.withdraw(service, reason="Diganti.")
    assert counted() == before[""] - 1
