"""Pages of the list, read shelf by shelf, are those of the whole list in the catalogue's order."""

import pytest
from django.http import QueryDict

from services import snapshot
from services.filters import ServiceFilter, in_catalogue_order
from services.models import ServiceSpan
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
