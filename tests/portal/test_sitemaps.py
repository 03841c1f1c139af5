"""The sitemap and robots.txt: every public page is named, with its real date, in both languages."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest

from faq.models import QuestionEdition
from portal import sitemaps
from services import publishing
from services.models import Service, ServiceEdition

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def xml(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ET.fromstring(response.content)


def files(client, settings):
    return [
        each.findtext(f"{MAP}loc").removeprefix(settings.SITE_URL) for each in xml(client, "/sitemap.xml")
    ]


def addresses(client, settings):
    """Every address of the sitemap, without the site, with its element."""
    urls = [url for file in files(client, settings) for url in xml(client, file)]
    return {url.findtext(f"{MAP}loc").removeprefix(settings.SITE_URL): url for url in urls}


def test_pages_of_the_sitemap_answer_and_are_meant_for_engines(demo, client, settings):
    """Every fifth: that all pages answer is seen where the whole site is walked."""
    found = addresses(client, settings)
    assert len(found) > 2 * (26 + 102 + 5)
    for address in list(found)[::5]:
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert 'content="noindex' not in text, address
        assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in text, address


def test_everything_published_is_named_in_both_languages(demo, client, settings):
    found = addresses(client, settings)
    for prefix in ("", "/en"):
        for model, path in ((ServiceEdition, "layanan"), (QuestionEdition, "tanya-jawab")):
            for slug in model.objects.live().values_list("slug", flat=True):
                assert f"{prefix}/{path}/{slug}/" in found
        for path in (
            "/",
            "/layanan/",
            "/kantor/",
            "/kantor/mpp/",
            "/tanya-jawab/",
            "/peristiwa/punya-bayi/",
            "/dokumen/",
            "/perubahan/",
        ):
            assert prefix + path in found
    assert not [
        address for address in found if "?" in address or "/cari/" in address or "/riwayat" in address
    ]


def test_each_address_names_all_its_languages(demo, client, settings):
    for address, url in addresses(client, settings).items():
        named = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        indonesian = settings.SITE_URL + re.sub(r"^/en/", "/", address)
        assert named == {
            "id": indonesian,
            "en": indonesian.replace(settings.SITE_URL, f"{settings.SITE_URL}/en"),
            "x-default": indonesian,
        }


def test_date_is_that_of_the_edition(demo, client, settings):
    entry = Service.objects.get(slug="kk-baru")
    entry.summary = "Baru."
    entry.save()
    edition = publishing.publish(entry)
    found = addresses(client, settings)
    dates = {address: url.findtext(f"{MAP}lastmod") for address, url in found.items()}
    assert datetime.datetime.fromisoformat(dates["/layanan/kk-baru/"]) == edition.live_from.replace(
        microsecond=0
    )
    assert dates["/layanan/ktp-el-baru/"].startswith("2026-01-05T01:00:00")
    assert dates["/layanan/"] == dates["/layanan/kk-baru/"], "the list changed with it"
    assert dates["/kantor/mpp/"] is None, "when an office last changed is not known"
    assert xml(client, "/sitemap.xml")[0].findtext(f"{MAP}lastmod") == dates["/layanan/kk-baru/"]


def test_withdrawn_and_scheduled_pages_are_not_named(demo, client, settings):
    publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="x")
    assert "/layanan/kk-baru/" not in addresses(client, settings)


def test_large_sections_are_split(demo, client, settings, monkeypatch):
    monkeypatch.setattr(sitemaps, "PLACES", 10)
    names = files(client, settings)
    assert [name for name in names if "layanan" in name] == [
        f"/sitemap-layanan-{page}.xml" for page in (1, 2, 3)
    ]
    assert sum("tanya-jawab" in name for name in names) == 11
    found = addresses(client, settings)
    assert sum(address.startswith("/layanan/") for address in found) == 27
    assert len(list(xml(client, "/sitemap-layanan-3.xml"))) == 12


@pytest.mark.parametrize(
    "address",
    ["sitemap-layanan-0.xml", "sitemap-layanan-2.xml", "sitemap-x-1.xml", f"sitemap-layanan-{10**30}.xml"],
)
def test_file_that_is_not_in_the_index_is_not_found(demo, client, address):
    assert client.get(f"/{address}").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/sitemap.xml", "/sitemap-layanan-1.xml", "/sitemap-tanya-jawab-1.xml", "/sitemap-lainnya-1.xml"],
)
def test_sitemap_takes_eight_queries(demo, client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(address)


def test_empty_site_has_a_sitemap(db, client, settings):
    ServiceEdition.objects.all().delete()
    QuestionEdition.objects.all().delete()
    assert "/layanan/" in addresses(client, settings)


def test_robots_lead_to_the_sitemap_and_away_from_staff(client, settings):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    for path in ("/kelola/", "/studio/", "/masuk/", "/cari/", "/en/cari/"):
        assert f"Disallow: {path}" in lines
    assert "Disallow: /" not in lines
