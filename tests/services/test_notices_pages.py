"""Every place where residents, feed readers and programs see a notice."""

import datetime
import json
import re
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from services import snapshot
from services.models import Agency, Notice, Office, Service
from tests import vocabulary
from tests.whole_site.test_pages import faults, parse

NOW = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
DAY = NOW.date()
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script>\"'{{ 7*7 }}</title>"
API = "/api/v1/notices/"
API_TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def clock(demo):
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


def make(title="Jaringan putus", offices=(), services=(), agency="disdukcapil", **fields):
    said = {"kind": "gangguan", "text": "Jaringan pusat terputus.", "starts_on": DAY} | fields
    notice = Notice.objects.create(agency=Agency.objects.get(key=agency), title=title, **said)
    notice.offices.set(Office.objects.filter(key__in=offices))
    notice.services.set(Service.objects.filter(slug__in=services))
    return notice


def text(address, client=None):
    return (client or Client()).get(address).content.decode()


def main(address):
    """The page without banner and frame."""
    return text(address).partition("<main")[2].partition("<footer")[0]


def test_every_write_drops_the_snapshot():
    def seen():
        return [(each.title, each.offices, each.services) for each in snapshot.current().notices]

    notice = make()
    assert seen() == [("Jaringan putus", (), ())]
    notice.title = "Pulih sebagian"
    notice.save()
    assert seen() == [("Pulih sebagian", (), ())]
    notice.offices.add(Office.objects.get(key="mpp"))
    notice.services.add(Service.objects.get(slug="kk-baru"))
    assert seen() == [("Pulih sebagian", ("mpp",), ("kk-baru",))]
    notice.offices.clear()
    assert seen() == [("Pulih sebagian", (), ("kk-baru",))]
    notice.withdrawn_at = datetime.datetime.now(datetime.UTC)
    notice.save()
    assert seen() == []


PAGES = [
    "/",
    "/layanan/",
    "/cari/?q=ktp",
    "/periksa/",
    "/tidak-ada/",
    "/tanya-jawab/umum-hoaks/",
    "/en/",
    "/kabar/",
]


@pytest.mark.parametrize("address", PAGES)
def test_banner_stands_on_every_page(address):
    make("Darurat", severity="mendesak", starts_at="08:00")
    page = text(address)
    assert page.count('class="site-banner"') == 1
    assert 'aria-label="Kabar mendesak"' in page or 'aria-label="Urgent notices"' in page
    assert re.search(r'<a href="(/en)?/kabar/\d+/"( lang="id")?>Darurat</a>', page)


def test_banner_counts_what_it_does_not_name_and_ends_to_the_minute(clock):
    assert "site-banner" not in text("/")
    for number in range(4):
        make(f"Darurat {number}", severity="mendesak", ends_on=DAY, ends_at="14:00")
    page = text("/")
    assert page.count("site-banner__when") == 2
    assert "dan 2 kabar mendesak lagi" in page
    clock.move_to(NOW.replace(hour=13, minute=59))
    assert "site-banner" in text("/")
    clock.move_to(NOW.replace(hour=14))
    assert "site-banner" not in text("/")


@pytest.mark.parametrize("address", ["/masuk/", "/luring/", "/simpanan/"])
def test_banner_is_not_on_pages_of_the_staff_and_kept_ones(address):
    make("Darurat", severity="mendesak")
    assert "site-banner" not in text(address)


def test_notice_stands_where_it_belongs():
    make("Antrean MPP", offices=["mpp"])
    make("Blangko habis", kind="habis", services=["ktp-el-hilang-rusak"], severity="penting")
    make("Padam nanti", starts_on=DAY + datetime.timedelta(5), offices=["mpp"])
    make("Masker gratis", kind="info")
    home, office, other = main("/"), main("/kantor/mpp/"), main("/kantor/kel-contoh-indah/")
    assert ("Blangko habis" in home, "Antrean MPP" in home, "Masker gratis" in home) == (True, False, False)
    assert ("Antrean MPP" in office, "Padam nanti" in office, "Masker gratis" in office) == (
        True,
        True,
        False,
    )
    assert "Antrean MPP" not in other
    assert "Antrean MPP" in main("/kantor/")
    service = main("/layanan/ktp-el-hilang-rusak/")
    assert "Blangko habis" in service
    assert re.search(r"Antrean MPP</a>.*Mal Pelayanan Publik", service, re.DOTALL)
    assert "Blangko habis" not in main("/layanan/kk-baru/")
    listed = main("/kabar/")
    assert listed.index("Blangko habis") < listed.index("Antrean MPP") < listed.index("Padam nanti")
    assert "Masker gratis" in listed


def test_pages_cost_no_query_more(client, django_assert_max_num_queries):
    for number in range(5):
        make(f"Kabar {number}", offices=["mpp"], services=["kk-baru"], severity="mendesak")
    snapshot.rebuild()
    with django_assert_max_num_queries(4):
        client.get("/layanan/kk-baru/")
    for address in (
        "/",
        "/kantor/",
        "/kantor/mpp/",
        "/kabar/",
        "/kabar.atom",
        f"/kabar/{Notice.objects.first().pk}/",
    ):
        with django_assert_max_num_queries(8):
            client.get(address)


def test_page_of_a_notice_says_all_of_it():
    notice = make(
        "Loket tutup", kind="tutup", severity="penting", offices=["mpp"], services=["kk-baru"], advice="Datang besok.",
        basis="SE 1/2026", starts_at="09:00", ends_on=DAY, ends_at="14:00",
    )  # fmt: skip
    page = main(f"/kabar/{notice.pk}/")
    expected = [
        "Loket tutup", "Berlaku sekarang.", "Senin, 23 November, pukul 09.00–14.00", "Datang besok.", "SE 1/2026",
        "/kantor/mpp/", "/layanan/kk-baru/", "23 November 2026 pukul 10.00", "Jaringan pusat terputus.",
    ]  # fmt: skip
    for words in expected:
        assert words in page, words
    assert "In effect now." in text(f"/en/kabar/{notice.pk}/")
    assert 'rel="canonical"' in text(f"/kabar/{notice.pk}/")


def test_page_of_what_is_over_says_so_and_is_not_for_engines(clock):
    notice = make(ends_on=DAY, ends_at="14:00")
    address = f"/kabar/{notice.pk}/"
    assert address in text("/sitemap-lainnya-1.xml")
    assert "noindex" not in text(address)
    clock.move_to(NOW.replace(hour=14))
    page = text(address)
    assert "Sudah lewat: ini tidak berlaku lagi sejak Senin, 23 November pukul 14.00." in page
    assert 'content="noindex"' in page
    assert address not in text("/sitemap-lainnya-1.xml")
    assert "Sudah lewat (90 hari terakhir)" in text("/kabar/")
    clock.move_to(NOW + datetime.timedelta(days=92))
    assert "Jaringan putus" not in text("/kabar/")


def test_withdrawn_notice_is_gone_with_its_reason(client):
    notice = make(withdrawn_at="2026-11-23T03:00Z", withdrawal_reason="Salah <b>kantor</b>.")
    answer = client.get(f"/kabar/{notice.pk}/")
    assert answer.status_code == 410
    assert "Salah &lt;b&gt;kantor&lt;/b&gt;." in answer.content.decode()
    assert "Jaringan putus" not in main("/kabar/")
    assert client.get("/kabar/999999/").status_code == client.get(f"/kabar/{2**70}/").status_code == 404


def test_fact_check_is_no_disturbance():
    notice = make("KTP gratis", kind="cek-fakta", claim="KTP bayar 150 ribu", severity="penting")
    page = main(f"/kabar/{notice.pk}/")
    assert page.index("tidak benar") < page.index("KTP bayar 150 ribu") < page.index("Jaringan pusat")
    assert "Berlaku sekarang" not in page
    assert "KTP gratis" in main("/")
    for address in ("/kantor/mpp/", "/layanan/kk-baru/"):
        assert "KTP gratis" not in text(address)


@pytest.mark.parametrize("kind", ["tutup", "cek-fakta"])
def test_hostile_texts_stay_texts(kind, settings):
    fields = dict.fromkeys(("title", "claim", "text", "advice", "basis"), HOSTILE)
    notice = make(kind=kind, severity="mendesak", offices=["mpp"], services=["kk-baru"], **fields)
    for address in (
        "/",
        "/kabar/",
        f"/kabar/{notice.pk}/",
        "/kantor/",
        "/kantor/mpp/",
        "/layanan/kk-baru/",
        "/kabar.atom",
    ):
        page = text(address)
        assert "<script>alert" not in page, address
    page = text(f"/kabar/{notice.pk}/")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert vocabulary.faults(data, settings.SITE_URL) == []
    assert data[0]["@type"] == ("ClaimReview" if kind == "cek-fakta" else "SpecialAnnouncement")


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_with_notices_are_whole_and_mark_their_languages(client, language):
    """The looks that `whole_site` takes at every page, at those that look different while there are notices."""
    for number in range(5):
        make(
            f"Darurat {number}",
            severity="mendesak",
            offices=["mpp"],
            services=["kk-baru"],
            advice="Tunda dulu.",
        )
    make("Hoaks KTP", kind="cek-fakta", claim="KTP bayar", severity="penting")
    make("Lewat sudah", starts_on=DAY - datetime.timedelta(3), ends_on=DAY - datetime.timedelta(3))
    pages = [f"/kabar/{pk}/" for pk in Notice.objects.values_list("pk", flat=True)[:3]]
    for path in ("/", "/kabar/", "/kantor/", "/kantor/mpp/", "/layanan/kk-baru/", *pages):
        assert faults(language + path, parse(client.get(language + path)))[0] == [], path


# --- feed and API ---------------------------------------------------------------------------------------------


def test_feed_is_atom_and_says_what_was_withdrawn(client, settings):
    make("Padam", advice="Tunda dulu.", offices=["mpp"])
    make("Keliru", withdrawn_at="2026-11-23T03:00Z", withdrawal_reason="Salah hari.")
    answer = client.get("/kabar.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"{settings.SITE_URL}/kabar.atom"
    entries = {each.findtext(f"{ATOM}title"): each for each in root.findall(f"{ATOM}entry")}
    assert set(entries) == {"Gangguan layanan: Padam", "Ditarik: Keliru"}
    assert "Salah hari." in entries["Ditarik: Keliru"].findtext(f"{ATOM}summary")
    padam = entries["Gangguan layanan: Padam"]
    assert "Tunda dulu." in padam.findtext(f"{ATOM}summary")
    assert padam.findtext(f"{ATOM}id").startswith(f"{settings.SITE_URL}/kabar/")
    assert padam.findtext(f"{ATOM}updated")
    assert client.get("/kabar.atom", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_api_is_open_conditional_and_documented(client, clock):
    make("Nanti", starts_on=DAY + datetime.timedelta(30))
    make("Sekarang", offices=["mpp"], ends_on=DAY, ends_at="14:00")
    make("Lewat", ends_on=DAY - datetime.timedelta(1), starts_on=DAY - datetime.timedelta(1))
    answer = client.get(API)
    data = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert [(each["title"], each["holds_now"]) for each in data["notices"]] == [
        ("Sekarang", True),
        ("Nanti", False),
    ]
    assert data["next_change"] == "2026-11-23T14:00+07:00" == data["notices"][0]["ends"]
    for name in {*data, *data["notices"][0], *data["notices"][0]["offices"][0]}:
        assert f"`{name}`" in API_TEXT, name
    assert client.get(API, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    clock.move_to(NOW.replace(hour=14))
    later = client.get(API, headers={"If-None-Match": answer["ETag"]})
    assert (later.status_code, len(later.json()["notices"])) == (200, 1)


def test_api_can_be_asked_for_one_office_and_takes_no_writing(client):
    make("Semua")
    make("MPP", offices=["mpp"])
    titles = [each["title"] for each in client.get(f"{API}?office=kel-contoh-indah").json()["notices"]]
    assert titles == ["Semua"]
    assert client.post(API).status_code == 405
    assert client.options(API)["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_page_does_not_repeat_what_its_banner_says_but_its_print_does():
    make("Kantor kebanjiran", severity="mendesak")
    make("Loket pindah", services=["kk-baru"], severity="penting")
    for address in ("/layanan/kk-baru/", "/kantor/mpp/"):
        on_screen = re.sub(r'<div class="news print-only">.*?</ul></div>', "", main(address), flags=re.DOTALL)
        assert "Kabar mendesak di atas berlaku di sini juga." in on_screen
        assert "Kantor kebanjiran" not in on_screen
        assert "Kantor kebanjiran" in main(address)
    assert "Loket pindah" in main("/layanan/kk-baru/")
    assert "Kabar mendesak di atas" not in main("/layanan/")
