"""Pages of offices: one of them, the list, maps, and what programs read."""

import datetime
import json
import re
import time
from zoneinfo import ZoneInfo

import html5lib
import pytest
import time_machine
from django.http import QueryDict
from django.utils.translation import override

from services import links
from services.facts import AgencyFacts, MobileStop, OfficeFacts, RamadanFacts
from services.models import Closure, Office, RamadanPeriod
from services.office_data import government_office, special_hours
from services.office_listing import MOST_ON_ONE_PAGE, OfficeList
from services.office_pages import closure_notices, office_card
from services.one_office import MOST_SERVICES, OfficePage, Served
from tests.catalogue import make_facts as catalogue_facts
from tests.services.test_hours import at, day_of, make_closure, make_facts, make_office, make_week

MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
STOP = MobileStop(weeks_of_month=(1, 3), weekday=1, place="Balai Desa", latitude=-7.5, longitude=110.25)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<h1") == 1
    return text


def words_of(text):
    """The text of a page without its elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def make_page(office, now="2026-11-23T09:00", facts=None, served=None):
    return OfficePage(office, facts or make_facts(), at(now), served or Served())


def make_list(count=5, query="", now="2026-11-23T09:00", **fields):
    kinds = ("kelurahan", "desa")
    offices = [
        make_office(key=f"k{number}", name=f"Kantor {number}", type=kinds[number % 2], **fields)
        for number in range(count)
    ]
    facts = make_facts(offices={office.key: office for office in offices})
    return OfficeList(QueryDict(query), facts, at(now))


# Maps


def test_map_links_lead_to_the_place():
    phone, osm, google = links.map_links(-7.0, 110.00001, "Kantor (utama) & loket")
    assert phone.url == "geo:-7.000000,110.000010?q=-7.000000,110.000010(Kantor%20%28utama%29%20%26%20loket)"
    assert osm.url == (
        "https://www.openstreetmap.org/?mlat=-7.000000&mlon=110.000010#map=17/-7.000000/110.000010"
    )
    assert google.url == "https://www.google.com/maps/dir/?api=1&destination=-7.000000,110.000010"


@pytest.mark.parametrize("place", [(None, 110.0, "x"), (-7.0, None, "x"), (-7.0, 110.0, "x", True)])
def test_no_map_of_an_unknown_or_invented_place(place):
    assert links.map_links(*place) == []


def test_equator_and_prime_meridian_are_places():
    assert len(links.map_links(0.0, 0.0, "Pontianak")) == 3


def test_tiny_coordinates_are_written_as_digits():
    assert "geo:0.000010,100.000000?" in links.map_links(0.00001, 100.0, "x")[0].url


def test_stops_of_a_mobile_unit_have_maps_and_the_unit_has_none():
    page = make_page(make_office(stops=(STOP,), latitude=-7.0, longitude=110.0))
    assert page.maps == []
    assert "-7.500000,110.250000" in page.stops[0].maps[0].url
    invented = make_page(make_office(stops=(STOP,), coordinates_fictional=True))
    assert invented.stops[0].maps == []


@time_machine.travel(MONDAY, tick=False)
def test_office_page_links_maps_only_of_real_places(demo, client, django_capture_on_commit_callbacks):
    text = read(client, "/kantor/mpp/")
    assert "Koordinat di data contoh ini rekaan" in text
    assert "geo:" not in text
    with django_capture_on_commit_callbacks(execute=True):
        office = Office.objects.get(key="mpp")
        office.coordinates_fictional = False
        office.save()
    text = read(client, "/kantor/mpp/")
    assert 'href="geo:-7.010000,110.010000?q=-7.010000,110.010000(Mal%20Pelayanan' in text
    assert "openstreetmap.org" in text
    assert "google.com/maps/dir" in text
    assert "rekaan, jadi peta" not in text


# Where an office is, for sorting


def test_position_of_a_mobile_unit_is_its_next_stop():
    office = make_office("", "09:00-13:00", stops=(STOP,), latitude=-1.0, longitude=100.0)
    assert office_card(office, make_facts(), at("2026-11-23T09:00")).position == (-7.5, 110.25)


def test_invented_position_counts_only_in_a_demo():
    office = make_office(latitude=-7.0, longitude=110.0, coordinates_fictional=True, agency="a")
    real = make_facts(agencies={"a": AgencyFacts(key="a", name="A")})
    demo = make_facts(agencies={"a": AgencyFacts(key="a", name="A", is_demo=True)})
    assert office_card(office, real, MONDAY).position is None
    assert office_card(office, demo, MONDAY).position == (-7.0, 110.0)


# One office


def test_visits_name_day_place_and_what_keeps_the_unit_in():
    office = make_office("", "09:00-13:00", stops=(STOP,))
    facts = make_facts(make_closure("2026-12-15", name="Gladi", kind="lokal"))
    page = make_page(office, "2026-12-01T10:00", facts)
    assert [(each.day, each.hours, each.place, each.reason, each.is_today) for each in page.visits] == [
        ("Selasa, 1 Desember", "09.00–13.00", "Balai Desa", "", True),
        ("Selasa, 15 Desember", "Tutup", "Balai Desa", "Gladi", False),
        ("Selasa, 5 Januari 2027", "09.00–13.00", "Balai Desa", "", False),
    ]


def test_visit_on_an_estimated_holiday_says_so():
    office = make_office("", "09:00-13:00", stops=(STOP,))
    page = make_page(office, "2026-12-10T10:00", make_facts(years=(2026,)))
    visit = page.visits[1]
    assert (visit.day, visit.reason, visit.is_estimate) == (
        "Selasa, 5 Januari 2027",
        "Isra Mikraj Nabi Muhammad",
        True,
    )


def test_visits_leave_out_days_without_hours():
    office = make_office("09:00-13:00", stops=(STOP,))
    assert make_page(office).visits == []


RAMADAN = {"start": datetime.date(2027, 2, 8), "end": datetime.date(2027, 3, 9)}


@pytest.mark.parametrize(
    ("now", "estimated", "words"),
    [
        ("2027-01-17T09:00", False, ""),
        ("2027-01-18T09:00", False, "Mulai Senin, 8 Februari berlaku jam Ramadan."),
        (
            "2027-02-07T09:00",
            True,
            "Mulai Senin, 8 Februari berlaku jam Ramadan. Tanggalnya masih perkiraan.",
        ),
        ("2027-02-08T09:00", False, ""),
        ("2027-03-09T09:00", False, "Jam biasa berlaku lagi mulai Rabu, 10 Maret."),
        ("2027-03-10T09:00", False, ""),
    ],
)
def test_another_timetable_is_told_three_weeks_before(now, estimated, words):
    facts = make_facts(ramadan=(RamadanFacts(**RAMADAN, estimated=estimated),))
    office = make_office(ramadan=make_week(*["08:00-14:00"] * 5))
    assert make_page(office, now, facts).timetable_notice == words
    assert make_page(make_office(), now, facts).timetable_notice == ""


@pytest.mark.parametrize(
    ("now", "count"), [("2026-12-16T09:00", 0), ("2026-12-17T09:00", 1), ("2026-12-24T09:00", 1)]
)
def test_closure_of_the_next_seven_days_is_told_first(now, count):
    facts = make_facts(make_closure("2026-12-24", name="Pindah", offices=("utama",)), years=(2026,))
    assert len(make_page(make_office(), now, facts).closures_soon) == count


def test_week_remarks_ramadan_and_estimates():
    facts = make_facts(ramadan=(RamadanFacts(**RAMADAN, estimated=True),))
    office = make_office(ramadan=make_week(*["08:00-14:00"] * 5))
    week = office_card(office, facts, at("2027-02-07T09:00")).week
    assert [(day.hours, day.note, day.is_today) for day in week[:2]] == [
        ("Tutup", "", True),
        ("08.00–14.00", "jam Ramadan, perkiraan", False),
    ]


def test_week_names_the_closure_in_the_offices_words():
    facts = make_facts(make_closure("2026-11-24", name="Gladi", kind="lokal"))
    day = office_card(make_office(), facts, MONDAY).week[1]
    assert (day.hours, day.reason, day.remark, day.note) == ("Tutup", "Gladi", "", "Gladi")


def test_many_services_are_shown_as_shelves():
    facts = make_facts(categories={})
    few = make_page(make_office(), facts=facts, served=Served({"x": 1}, (("a", "A", "", "x"),)))
    assert [(shelf.name, [each.words for each in shelf.services], shelf.more) for shelf in few.shelves] == [
        ("Lain-lain", ["A"], None)
    ]
    many = make_page(make_office(), facts=facts, served=Served({"x": MOST_SERVICES + 1}))
    assert many.shelves[0].more.url == "/layanan/?kategori=x&kantor=utama"
    assert many.served_words == "61 layanan ada di sini."


@time_machine.travel(MONDAY, tick=False)
def test_office_page_tells_everything(demo, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        text = words_of(read(client, "/kantor/kantor-dinas/"))
    for words in (
        "Buka sampai 12.00, buka lagi 13.00", "Nomor antrean terakhir hari ini pukul 14.30.",
        "Kamis, 24 Desember tutup: Cuti bersama Natal", "Tanggal ini masih perkiraan.", "KTP dan identitas",
        "Penggantian KTP-el Hilang atau Rusak", "0800-000-001", "Bisa diakses", "Kursi roda dan kursi prioritas",
    ):  # fmt: skip
        assert words in text, words


@time_machine.travel(MONDAY, tick=False)
def test_mobile_unit_shows_its_days(demo, client):
    text = words_of(read(client, "/kantor/keliling/"))
    assert "Selasa, 24 November Balai Desa Contoh Makmur 09.00–13.00" in text
    assert "Kamis, 24 Desember Balai Kelurahan Contoh Indah Tutup Cuti bersama Natal" in text
    assert "Balai Desa Contoh Jaya Selasa, minggu ke-1 dan 3 tiap bulan" in text


@time_machine.travel(MONDAY, tick=False)
def test_english_pages_mark_what_is_indonesian(demo, client):
    for address in ("/en/kantor/", "/en/kantor/keliling/"):
        text = read(client, address)
        assert "24 December" in text
        assert '<span lang="id">Cuti bersama Natal</span>' in text
        assert "09:00–13:00" in text or address == "/en/kantor/"
    assert '<h1 lang="id">' in text
    assert 'lang="id">Balai Desa Contoh Makmur' in text
    assert 'href="/en/layanan/ktp-el-baru/"' in text


def test_office_without_anything_still_has_a_page(demo, client, django_capture_on_commit_callbacks):
    agency = Office.objects.first().agency
    with django_capture_on_commit_callbacks(execute=True):
        Office.objects.create(key="kosong", agency=agency, name="Kantor <Kosong>", type="", address="")
    text = read(client, "/kantor/kosong/")
    assert "Jam buka belum dicatat" in text
    assert "Belum ada layanan yang dicatat untuk kantor ini." in text
    assert "Kantor &lt;Kosong&gt;" in text
    assert "Jam buka belum dicatat" in read(client, "/kantor/")


def test_hostile_closure_stays_text(demo, client, django_capture_on_commit_callbacks):
    with time_machine.travel(MONDAY, tick=False):
        with django_capture_on_commit_callbacks(execute=True):
            Closure.objects.create(start=MONDAY.date(), end=MONDAY.date(), name="<script>alert(1)</script>")
        for address in ("/kantor/", "/kantor/mpp/", "/en/kantor/mpp/", "/"):
            assert "<script>alert" not in read(client, address), address


def test_closure_notices_say_where_and_whether_they_are_sure():
    facts = make_facts(
        make_closure("2026-12-24", "2026-12-25", name="Natal"),
        make_closure("2026-12-28", name="Pindah", kind="lokal", offices=("utama",)),
        years=(2026,),
        offices={"utama": make_office(name="Kantor Utama")},
    )
    found = closure_notices(facts, at("2026-12-01T09:00"), limit=5)
    assert [(each.when, each.name, each.where, each.is_estimate) for each in found] == [
        ("Kamis, 24 Desember sampai Jumat, 25 Desember", "Natal", "Semua kantor", False),
        ("Senin, 28 Desember", "Pindah", "Kantor Utama", False),
        ("Jumat, 1 Januari 2027", "Tahun Baru Masehi", "Semua kantor", True),
        ("Selasa, 5 Januari 2027", "Isra Mikraj Nabi Muhammad", "Semua kantor", True),
    ]
    assert {each.kind for each in found} == {""}
    with override("en"):
        assert all(each.kind for each in closure_notices(facts, at("2026-12-01T09:00"), limit=5))


# The list


def test_list_can_be_narrowed_to_what_is_open():
    assert [each.facts.key for each in make_list(query="buka=ya").offices] == ["k0", "k1", "k2", "k3", "k4"]
    closed = make_list(query="buka=ya", now="2026-11-22T09:00")
    assert closed.offices == []
    assert closed.opens_first.facts.key == "k0"
    assert [(each.words, each.is_chosen) for each in closed.views] == [
        ("Semua (5)", False),
        ("Buka sekarang (0)", True),
    ]


@pytest.mark.parametrize("query", ["buka=tidak", "jenis=istana", "halaman=x", "semua=1", "halaman=-9"])
def test_list_ignores_what_it_does_not_know(query):
    page = make_list(query=query)
    assert (len(page.offices), page.only_open, page.kind) == (5, False, "")


def test_few_offices_need_no_pages_and_no_kinds():
    page = make_list(30)
    assert (page.kinds, page.whole, page.previous, page.next) == ([], None, None, None)


def test_many_offices_come_in_pages_and_kinds():
    page = make_list(61, "jenis=desa")
    assert [each.words for each in page.kinds] == ["Semua jenis", "Kantor kelurahan (31)", "Kantor desa (30)"]
    assert (len(page.offices), page.next) == (30, None)
    second = make_list(61, "buka=ya&halaman=2")
    assert second.title == "Kantor yang buka sekarang, halaman 2"
    assert second.next.url == "/kantor/?buka=ya&halaman=3"
    assert second.previous.url == "/kantor/?buka=ya"
    assert not second.can_sort


def test_whole_list_can_be_sorted_on_one_page():
    places = {"latitude": -7.0, "longitude": 110.0}
    assert make_list(61, **places).whole.url == "/kantor/?semua=ya"
    whole = make_list(61, "semua=ya", **places)
    assert (len(whole.offices), whole.whole, whole.can_sort) == (61, None, True)
    assert not make_list(61, "semua=ya").can_sort


def test_ten_thousand_offices_cost_one_page():
    """A page of 30 is made, however many there are; going through all of them for "open now" stays cheap."""
    page = make_list(10_000, "semua=ya&buka=ya")
    assert len(page.facts.offices) > MOST_ON_ONE_PAGE
    started = time.process_time()
    assert (len(page.offices), page.is_whole, page.views[1].words) == (30, False, "Buka sekarang (10000)")
    assert time.process_time() - started < 2


def test_list_page_is_one_query_and_says_what_is_chosen(demo, client, django_assert_max_num_queries):
    with time_machine.travel(MONDAY, tick=False), django_assert_max_num_queries(1):
        text = read(client, "/kantor/?buka=ya")
    assert 'aria-current="true">Buka sekarang (4)' in text
    assert "Mobil Layanan Keliling" not in words_of(text).partition("Hari tutup")[0]
    with time_machine.travel(MONDAY - datetime.timedelta(days=1), tick=False):
        text = words_of(read(client, "/kantor/?buka=ya"))
    assert "Tidak ada kantor yang buka sekarang. Yang buka paling awal: Kantor Kelurahan Contoh Indah" in text


def test_coordinates_are_written_for_programs(demo, client):
    for address in ("/kantor/", "/en/kantor/"):
        assert 'data-lat="-7.01" data-lon="110.01"' in read(client, address)


# What programs read


def test_office_as_schema_org():
    facts = catalogue_facts()
    data = government_office(facts.offices["mpp"], facts, day_of("2026-12-01"))
    assert (data["@type"], data["url"]) == ("GovernmentOffice", "http://testserver/kantor/mpp/")
    assert "geo" not in data
    assert data["openingHoursSpecification"][0]["opens"] == "08:00"
    assert data["specialOpeningHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification", "name": "Cuti bersama Natal", "opens": "00:00", "closes": "00:00",
        "validFrom": "2026-12-24", "validThrough": "2026-12-24",
    }  # fmt: skip


def test_schema_org_gives_real_coordinates_and_leaves_out_what_is_unknown():
    office = OfficeFacts(key="x", name="X", regular=make_week(), latitude=0.0, longitude=109.0)
    assert government_office(office, make_facts(), day_of("2026-02-01")) == {
        "@context": "https://schema.org", "@type": "GovernmentOffice", "name": "X",
        "url": "http://testserver/kantor/x/", "address": {"@type": "PostalAddress", "addressCountry": "ID"},
        "geo": {"@type": "GeoCoordinates", "latitude": 0.0, "longitude": 109.0},
    }  # fmt: skip


def test_special_hours_tell_ramadan_and_no_estimates():
    office = make_office(ramadan=make_week("08:00-14:00"))
    sure = make_facts(ramadan=(RamadanFacts(**RAMADAN),))
    assert [each["validFrom"] for each in special_hours(office, sure, day_of("2027-01-10"))] == ["2027-02-08"]
    guess = make_facts(ramadan=(RamadanFacts(**RAMADAN, estimated=True),), years=(2026,))
    assert special_hours(office, guess, day_of("2027-01-10")) == []


def test_office_page_carries_data_for_search_engines(demo, client):
    text = read(client, "/kantor/kantor-dinas/")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])
    assert [each["@type"] for each in data] == ["GovernmentOffice", "BreadcrumbList"]
    assert data[1]["itemListElement"][-1]["name"] == "Kantor Disdukcapil Contoh (utama)"


@time_machine.travel(MONDAY, tick=False)
def test_ramadan_shows_on_every_page_of_the_office(demo, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        RamadanPeriod.objects.create(year=2030, start="2026-11-24", end="2026-11-26")
    text = words_of(read(client, "/kantor/kantor-dinas/"))
    assert "Mulai Selasa, 24 November berlaku jam Ramadan." in text
    assert "08.00–12.00, 12.30–14.30 jam Ramadan" in text
