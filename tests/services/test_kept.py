"""Ready pieces of pages: the same bytes as without them, never old, and never more than there is room for."""

import datetime
import re
import sys
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from bench.grown import grow
from services import kept, publishing, snapshot
from services.document import ServiceDocument
from services.models import Office, OpeningHours, Service, ServiceEdition, ServiceSpan
from services.prepared import Prepared
from services.reading import parsed
from tests.catalogue import sampled

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
LOST = "/layanan/ktp-el-hilang-rusak/"
MOST_CALLS = {
    LOST: 4_000,
    "/layanan/": 4_000,
    "/layanan/?q=ktp": 10_000,
    "/cari/?q=ktp+hilang": 8_000,
    "/peristiwa/punya-bayi/": 6_000,
    "/": 10_000,
}
"""Calls of functions for a page whose pieces are ready; without pieces and with Django's own loader it was three to
twenty times as many. Unlike milliseconds they do not depend on what else the machine does."""


@pytest.fixture(autouse=True)
def empty_shelf():
    kept.shelf.clear()


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def addresses():
    slugs = ServiceEdition.objects.live().values_list("slug", flat=True)
    cases = [
        f"/layanan/{each.slug}/?keadaan={case.key}"
        for each in ServiceEdition.objects.live()
        for case in each.content().cases[:1]
    ]
    pages = [*(f"/layanan/{slug}/" for slug in slugs), *cases]
    lists = [
        "/",
        "/layanan/",
        "/layanan/?q=ktp",
        "/layanan/?gratis=ya",
        "/layanan/?halaman=2",
        "/cari/?q=akta",
    ]
    others = ["/cari/", "/kantor/mpp/", f"{LOST}?serah=2026-12-24", f"{LOST}?keadaan=tidak-ada"]
    return [
        f"{language}{each}"
        for each in [*sampled(pages, every=8), *lists, *others]
        for language in ("", "/en")
    ]


def test_bytes_are_the_same_with_pieces_ready_or_not(demo, client, settings):
    with time_machine.travel(MONDAY, tick=False):
        first = {each: body(client, each) for each in addresses()}
        assert len(kept.shelf) > 20
        ready = {each: body(client, each) for each in first}
        settings.KEPT_FRAGMENTS_MB = 0
        fresh = {each: body(client, each) for each in first}
        assert not len(kept.shelf)
    assert [each for each in first if not first[each] == ready[each] == fresh[each]] == []


def test_a_new_edition_shows_at_once_on_its_page_and_in_lists(demo, client):
    service = Service.objects.get(slug="ktp-el-hilang-rusak")
    for address in (LOST, "/layanan/?q=ktp", "/"):
        body(client, address)
    service.name, service.summary = "KTP baru sama sekali", "Ringkasan yang lain."
    service.save()
    step = service.steps.first()
    step.text = "Langkah yang lain."
    step.save()
    publishing.publish(service)
    page = body(client, LOST)
    assert page.count("Ringkasan yang lain.") >= 2
    assert "Langkah yang lain." in page
    assert "Ringkasan yang lain." in body(client, "/layanan/?q=ktp")


def test_the_list_follows_each_publication(demo, client):
    """Its first page has this service, and says how many there are."""
    addresses = ("/layanan/", "/en/layanan/?kategori=identitas", "/layanan/?gratis=ya")
    service = Service.objects.get(slug="ktp-el-hilang-rusak")
    before = [body(client, address) for address in addresses]
    service.name = service.name_en = "Nama yang baru sekali"
    service.save()
    publishing.publish(service)
    for address in addresses:
        # its row, and what engines read
        assert body(client, address).count("Nama yang baru sekali") >= 2, address
    publishing.withdraw(service, reason="Diganti.")
    after = [body(client, address) for address in addresses]
    assert not any("Nama yang baru sekali" in page for page in after)
    for old, new in zip(before, after, strict=True):
        assert (
            int(re.search(r'role="status">\D*(\d+)', new)[1])
            == int(re.search(r'role="status">\D*(\d+)', old)[1]) - 1
        )


def test_an_edition_that_waits_shows_from_its_moment_on(demo, client):
    service = Service.objects.get(slug="ktp-el-hilang-rusak")
    with time_machine.travel(MONDAY, tick=False):
        service.summary = "Ringkasan mulai pukul sepuluh."
        service.save()
        publishing.publish(service, live_from=MONDAY + datetime.timedelta(hours=1))
        assert "pukul sepuluh" not in body(client, LOST)
    with time_machine.travel(MONDAY + datetime.timedelta(hours=1), tick=False):
        assert "Ringkasan mulai pukul sepuluh." in body(client, LOST)


def test_shared_facts_show_at_once(demo, client, django_capture_on_commit_callbacks):
    body(client, LOST)
    office = Office.objects.get(
        key=ServiceEdition.objects.live().get(slug="ktp-el-hilang-rusak").content().offices[0]
    )
    with django_capture_on_commit_callbacks(execute=True):
        office.address = "Jalan Pindah 7"
        office.save()
    assert "Jalan Pindah 7" in body(client, LOST)


def test_the_clock_is_never_kept(demo, client):
    office = Office.objects.get(
        key=ServiceEdition.objects.live().get(slug="ktp-el-hilang-rusak").content().offices[0]
    )
    last = OpeningHours.objects.filter(office=office, weekday=0, period="regular").order_by("-closes").first()
    closing = datetime.datetime.combine(MONDAY.date(), last.closes, JAKARTA)
    seen = []
    for before in (180, 50, 20, -1):
        with time_machine.travel(closing - datetime.timedelta(minutes=before), tick=False):
            seen.append(body(client, LOST))
    assert len(set(seen)) == 4
    with time_machine.travel(MONDAY + datetime.timedelta(days=1), tick=False):
        assert "24 November" in body(client, LOST)


def test_name_of_another_service_shows_at_once(demo, client):
    body(client, LOST)
    related = ServiceEdition.objects.live().get(slug="ktp-el-hilang-rusak").content().related[0]
    service = Service.objects.get(slug=related)
    service.name = "Nama yang lain sama sekali"
    service.save()
    publishing.publish(service)
    assert "Nama yang lain sama sekali" in body(client, LOST)


def test_drafts_and_facts_from_elsewhere_keep_nothing(demo):
    facts = snapshot.current()
    assert snapshot.version_of(snapshot.current()) is not None
    assert snapshot.version_of(facts.model_copy()) is None
    assert kept.piece(None, "x", lambda: "a") == "a"
    assert not len(kept.shelf)


def test_the_shelf_holds_what_there_is_room_for():
    shelf = kept.Shelf(100_000)
    for number in range(100):
        shelf.put(number, "x" * 5_000)
        shelf.get(0)
    assert shelf.used <= 100_000
    assert [shelf.get(each) is not None for each in (0, 1, 99)] == [True, False, True]
    shelf.put("big", "x" * 50_000)
    assert shelf.get("big") is None
    shelf.put(99, "y")
    assert shelf.get(99) == "y"


def test_queries_and_work_do_not_grow_with_entries(demo, client, django_assert_max_num_queries):
    def cost(address):
        for _ in range(2):  # at first with nothing ready, not even what the search knows of words
            with django_assert_max_num_queries(4 if address == LOST else 8) as asked:
                body(client, address)
        return len(asked), calls(lambda: body(client, address))

    few = {address: cost(address) for address in MOST_CALLS}
    grow(300)
    kept.shelf.clear()
    many = {address: cost(address) for address in MOST_CALLS}
    for address, (queries, work) in many.items():
        assert queries == few[address][0], address
        assert work < 1.5 * few[address][1] + 1000, address
        assert work < MOST_CALLS[address], address


def calls(work):
    """How many Python functions some work calls."""
    count = 0

    def profile(frame, event, arg):
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_a_document_is_validated_once(demo, client, monkeypatch):
    parsed.cache_clear()
    read = []
    original = ServiceDocument.model_validate_json.__func__
    monkeypatch.setattr(
        ServiceDocument,
        "model_validate_json",
        classmethod(lambda cls, text: read.append(1) or original(cls, text)),
    )
    for _ in range(3):
        for address in (LOST, f"{LOST}?keadaan=hilang", f"/en{LOST}"):
            body(client, address)
    assert len(read) == 1


@pytest.mark.parametrize("slug", ["a_b", "a%b", "axb", "a\\b", "a'b"])
def test_prepared_reads_find_what_the_queryset_finds(db, slug):
    def make(text, keys, now):
        spans = ServiceSpan.objects.live(now).filter(documents__contains=f"|{text}|", slug__in=keys)
        return spans.values_list("slug", "title", "live_from")

    prepared = Prepared(make)
    given = {"text": slug, "keys": [slug, "lain"], "now": MONDAY}
    for _ in range(2):
        assert prepared.rows(**given) == list(make(**given))
        with connection.cursor() as cursor:
            sql, params = make(**given).query.sql_with_params()
            cursor.execute(sql, params)
            assert cursor.fetchall() == []
    assert prepared.rows(text=slug, keys=[], now=MONDAY) == []


def test_prepared_reads_say_at_once_what_they_cannot_pass_on(db):
    prepared = Prepared(lambda text: ServiceSpan.objects.filter(title__startswith="x").values_list("slug"))
    with pytest.raises(ValueError, match="text"):
        prepared.rows(text="a")
