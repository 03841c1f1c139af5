"""Kept pages are right to the minute: what the clock changes has another name, and what has one name is the same."""

import datetime
import random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import OperationalError, connection
from django.http import QueryDict
from django.urls import get_resolver, resolve
from django.utils import translation

from portal.language import language_of
from portal.page_cache.clock import stretch
from services import freshness, publishing, snapshot
from services.choices import TimeUnit
from services.models import Agency, Notice, Office, Service, ServiceEdition
from services.models.notice import NoticeKind, Severity
from tests.drafts import saves
from tests.kept_pages import Site, a_second_later

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime.datetime(2026, 11, 23, tzinfo=JAKARTA)
PAGES = [
    "/", "/en/", "/kantor/", "/kantor/?buka=ya", "/kabar/", "/tanya-jawab/", "/perubahan/", "/en/peristiwa/punya-bayi/",
    "/layanan/", "/sitemap.xml",
]  # fmt: skip

MORE_PAGES = [
    "/layanan/kk-baru/", "/layanan/kk-baru/riwayat/", "/dokumen/", "/peristiwa/", "/cari/", "/simpanan/", "/luring/",
    "/perubahan.atom", "/kabar.atom", "/robots.txt",
]  # fmt: skip


def at(day: int, clock: str) -> datetime.datetime:
    """A moment of the week that begins on Monday, 23 November 2026."""
    return datetime.datetime.combine(
        MONDAY + datetime.timedelta(days=day), datetime.time.fromisoformat(clock), JAKARTA
    )


@pytest.fixture
def busy(demo) -> None:
    """A week in which notices begin and end, an edition comes, and last queue numbers are given."""
    agency = Agency.objects.get(key=snapshot.current().site_agency().key)
    when = {
        "starts_on": at(1, "00:00").date(),
        "starts_at": datetime.time(10, 17),
        "ends_on": at(1, "00:00").date(),
    }
    Notice.objects.create(
        agency=agency, title="Listrik padam", kind=NoticeKind.DISRUPTION, severity=Severity.URGENT,
        ends_at=datetime.time(11, 43), **when,
    )  # fmt: skip
    Office.objects.update(last_queue_minutes_before_close=45)
    with time_machine.travel(at(0, "01:00")):
        service = Service.objects.get(slug="kk-baru")
        saves(None, service, {"summary": "Berlaku mulai Selasa malam."})
        publishing.publish(Service.objects.get(slug="kk-baru"), live_from=at(1, "20:31"))
    snapshot.drop()


def minutes_services() -> list[str]:
    """Services whose promise is a moment: their pages show minutes while an office is open."""
    units = {TimeUnit.MINUTES, TimeUnit.HOURS}
    rows = ServiceEdition.objects.live().order_by("slug")
    return [f"/layanan/{each.slug}/" for each in rows if each.content().processing_time.unit in units][:2]


def test_pages_of_one_stretch_are_the_same_byte_for_byte(busy, client):
    """The proof behind the tag. Two moments of one stretch, or of one minute where a page says it shows minutes."""
    chance = random.Random(7)
    pages = [
        *PAGES,
        "/layanan/kk-baru/",
        *(f"/kantor/{each}/" for each in snapshot.current().offices),
        *minutes_services(),
    ]
    minute_pages = set()
    for address in pages:
        for _ in range(3):
            first = MONDAY + datetime.timedelta(
                minutes=chance.randrange(3 * 24 * 60), seconds=chance.randrange(60)
            )
            if chance.random() < 0.7:
                first = first.replace(hour=chance.randrange(7, 17))
            whole = stretch(snapshot.current(), first)
            with freshness.watched() as made, time_machine.travel(first, tick=False):
                before = client.get(address).content
            last = min(whole.ends, first.timestamp() // 60 * 60 + 60) if made.by_the_minute else whole.ends
            then = chance.choice([last - 0.001, chance.uniform(first.timestamp(), last)])
            with time_machine.travel(then, tick=False):
                assert client.get(address).content == before, (address, first, then)
            if made.by_the_minute:
                minute_pages.add(address)
    assert "/en/peristiwa/punya-bayi/" in minute_pages
    assert {"/kabar/", "/layanan/", "/sitemap.xml"}.isdisjoint(minute_pages)


@pytest.mark.parametrize(
    ("address", "moment", "words"),
    [
        ("/kantor/", at(0, "08:00"), None),  # offices open
        ("/", at(1, "10:17"), None),  # a notice begins
        ("/layanan/kk-baru/", at(1, "20:31"), "Berlaku mulai Selasa malam."),  # an edition takes effect
        ("/kantor/", at(2, "00:00"), None),  # another day
    ],
    ids=["opening", "notice", "edition", "midnight"],
)
def test_kept_page_changes_with_the_minute(busy, address, moment, words):
    second = datetime.timedelta(seconds=1)
    with time_machine.travel(moment - second, tick=False) as clock:
        site = Site()
        before = site.get(address)
        assert before.headers["Cache-Control"].startswith("public, max-age=1,")
        assert site.get(address).text == before.text
        clock.move_to(moment)
        after = site.get(address, HTTP_IF_NONE_MATCH=before.etag)
    assert after.status == 200
    assert after.text != before.text
    assert after.etag != before.etag
    if words:
        assert words not in before.text
        assert words in after.text


def test_minutes_before_closing_are_counted_down(busy):
    page = "/kantor/"
    with time_machine.travel(at(0, "14:20"), tick=False) as clock:
        site = Site()
        seen = []
        for _ in range(3):
            seen.append(site.get(page))
            assert site.get(page, HTTP_IF_NONE_MATCH=seen[-1].etag).status == 304
            clock.shift(60)
    assert all("menit lagi" in each.text for each in seen)
    assert len({each.text for each in seen}) == len({each.etag for each in seen}) == 3


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/kantor/", "Halaman ini disimpan Senin, 23 November 2026 pukul 14.20 WIB. Jam buka dan kabar"),
        ("/en/kantor/", "This page was saved on Monday, 23 November 2026 at 14:20 WIB. Opening hours"),
    ],
)
def test_page_whose_minute_is_over_says_so_without_a_database(busy, monkeypatch, page, words):
    """And nobody keeps that line: it has no ETag, and the page comes back as it was."""

    def gone(*arguments):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "close", lambda: None)
    with time_machine.travel(at(0, "14:20"), tick=False) as clock:
        site = Site()
        fresh = site.get(page)
        a_second_later()
        with connection.execute_wrapper(gone):
            assert site.get(page).text == fresh.text
            clock.shift(60)
            for encoding in ("gzip, br", ""):
                old = site.get(page, HTTP_IF_NONE_MATCH=fresh.etag, HTTP_ACCEPT_ENCODING=encoding)
                assert (old.status, old.text.count(words)) == (200, 1)
                assert old.text.index("<main") < old.text.index(words) < old.text.index("<h1")
                assert old.headers["Age"] == "60"
                assert "ETag" not in old.headers
            clock.shift(24 * 60 * 60)
            assert site.get(page).status == 503
        a_second_later()
        assert words not in site.get(page).text


def test_etag_is_the_same_on_every_server_and_while_nothing_happens(busy):
    with time_machine.travel(at(0, "20:00"), tick=False) as clock:
        first = Site().get("/layanan/kk-baru/").etag
        clock.shift(3 * 60 * 60)
        assert Site().get("/layanan/kk-baru/").etag == first


def test_promise_that_is_a_moment_is_told_by_the_minute(busy):
    """Else a page would go on promising what held when it was made."""
    page = minutes_services()[0]
    with time_machine.travel(at(0, "09:10"), tick=False) as clock:
        site = Site()
        first = site.get(page)
        clock.shift(60)
        assert site.get(page, HTTP_IF_NONE_MATCH=first.etag).status == 200


def test_kept_views_read_no_parameter_that_they_do_not_name(demo, client, monkeypatch):
    """Else the parameter would do nothing on a real server, where the view never sees it."""
    read: set[str] = set()
    for name in ("get", "getlist", "__getitem__", "__contains__"):
        original = getattr(QueryDict, name)

        def recorded(self, key, *arguments, _original=original):
            if not self._mutable:
                read.add(key)
            return _original(self, key, *arguments)

        monkeypatch.setattr(QueryDict, name, recorded)
    key, office = next(iter(snapshot.current().documents)), next(iter(snapshot.current().offices))
    for address in [*PAGES, *MORE_PAGES, f"/dokumen/{key}/", f"/kantor/{office}/"]:
        read.clear()
        client.get(address)
        path = address.partition("?")[0]
        with translation.override(language_of(path)):
            keeping = freshness.keeping_of(resolve(path).func)
        assert keeping, address
        odd = {name for name in read if not keeping.reads(name) and not keeping.forbids(name)}
        assert odd <= {"persis", "csrfmiddlewaretoken"}, address  # "persis" does nothing without "q"


def test_only_public_views_are_kept():
    """Nothing of the staff, of one resident, or about a card's being valid now has said that it may be kept."""

    def walk(patterns, prefix=""):
        for each in patterns:
            address = prefix + str(each.pattern)
            if hasattr(each, "url_patterns"):
                yield from walk(each.url_patterns, address)
            elif freshness.keeping_of(each.callback):
                yield address

    kept = set(walk(get_resolver().url_patterns))
    assert not {
        each
        for each in kept
        if each.startswith(("kelola", "studio", "loket", "tanya/", "k/", "periksa", "masuk"))
    }
    assert {"", "layanan/<slug:slug>/", "kantor/<slug:key>/", "sitemap.xml"} <= kept


def test_scheduled_edition_leaves_no_time_for_older_copies(busy):
    """What is told to caches in front of us ends at the moment at which something happens."""
    with time_machine.travel(at(1, "20:30:48"), tick=False):
        answer = Site().get("/layanan/kk-baru/")
    assert "max-age=12," in answer.headers["Cache-Control"]
