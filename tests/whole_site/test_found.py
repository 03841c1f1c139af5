"""What search engines, chats and assistants read of each page: titles, descriptions, previews, structured data."""

import collections
import json
import re

import html5lib
import pytest

from services import snapshot
from services.document import ProcessingTime
from services.structured_data import json_ld, processing_duration, site_data
from tests import vocabulary

pytestmark = pytest.mark.same_on_both("texts of pages, made from the same rows")
LONGEST_TITLE = 65
"""Letters before the site's name. Engines show about that many; longer ones are an entry's own words."""
ROBOTS = './/meta[@name="robots"]'


class Head:
    """What a page says of itself in its head."""

    def __init__(self, response) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.tree = parser.parse(response.content.decode())
        self.title = self.tree.findtext(".//title").strip().removesuffix(" · Sebelum Datang")
        self.description = self.meta("name", "description")
        self.data = [
            item
            for script in self.tree.iter("script")
            if script.get("type") == "application/ld+json"
            for item in _list(json.loads(script.text))
        ]

    def meta(self, attribute: str, name: str) -> str:
        found = self.tree.find(f'.//meta[@{attribute}="{name}"]')
        return "" if found is None else found.get("content")


def _list(data):
    return data if isinstance(data, list) else [data]


@pytest.fixture(scope="module")
def heads(django_db_setup, django_db_blocker) -> dict[str, Head]:
    """The pages of the sitemap, read once for all tests of this module. Of the English pages of questions, which say the
    same in the same language, every fifth."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    with django_db_blocker.unblock():
        snapshot._known = None
        files = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
        files = [file.removeprefix(settings.SITE_URL) for file in files]
        found = [re.findall(r"<loc>(.*?)</loc>", client.get(file).content.decode()) for file in files]
        paths = [address.removeprefix(settings.SITE_URL) for addresses in found for address in addresses]
        again = [path for path in paths if path.startswith("/en/tanya-jawab/") and path != "/en/tanya-jawab/"]
        left_out = set(again) - set(again[::5])
        return {path: Head(client.get(path)) for path in paths if path not in left_out}


def in_language(heads, code):
    return {path: head for path, head in heads.items() if path.startswith("/en/") == (code == "en")}


@pytest.mark.parametrize("code", ["id", "en"])
def test_titles_are_unlike_each_other(heads, code):
    titles = collections.Counter(head.title for head in in_language(heads, code).values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_titles_fit_where_they_are_shown(heads):
    """Names and questions are the office's own; whatever we add to them must not make them longer than needed."""
    long = {path: head.title for path, head in heads.items() if len(head.title) > LONGEST_TITLE}
    own = re.compile(r"(/en)?/(layanan|tanya-jawab|kantor|dokumen)/[\w-]+/")
    assert [path for path in long if not own.fullmatch(path)] == []


def test_indonesian_titles_of_services_are_their_names(heads):
    long = [path for path, head in in_language(heads, "id").items() if len(head.title) > LONGEST_TITLE]
    assert [path for path in long if path.startswith("/layanan/")] == []


@pytest.mark.parametrize("code", ["id", "en"])
def test_descriptions_inform_and_fit(heads, code):
    pages = in_language(heads, code)
    wrong = {
        path: len(head.description) for path, head in pages.items() if not 70 <= len(head.description) <= 160
    }
    assert wrong == {}


@pytest.mark.parametrize("code", ["id", "en"])
def test_descriptions_are_unlike_each_other(heads, code):
    said = collections.Counter(head.description for head in in_language(heads, code).values())
    assert [words for words, count in said.items() if count > 1] == []


@pytest.mark.parametrize(("code", "word"), [("id", "Biaya: "), ("en", "Fee: ")])
def test_service_descriptions_name_the_fee(heads, code, word):
    pages = {
        path: head
        for path, head in in_language(heads, code).items()
        if re.fullmatch(r"(/en)?/layanan/.+", path)
    }
    assert [path for path, head in pages.items() if word not in head.description] == []


def test_every_page_has_a_preview_in_its_language(heads, settings):
    for path, head in heads.items():
        assert head.meta("property", "og:title"), path
        assert head.meta("property", "og:description"), path
        assert head.meta("property", "og:url") == settings.SITE_URL + path
        assert head.meta("property", "og:locale") == ("en_US" if path.startswith("/en/") else "id_ID"), path


def test_structured_data_keeps_the_rules_of_its_vocabulary(heads, settings):
    wrong = {
        path: found
        for path, head in heads.items()
        if (found := vocabulary.faults(head.data, settings.SITE_URL))
    }
    assert wrong == {}
    for path, head in heads.items():
        assert {item["@context"] for item in head.data} <= {"https://schema.org"}, path


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/layanan/kk-baru/", {"GovernmentService", "BreadcrumbList"}),
        ("/layanan/", {"ItemList", "BreadcrumbList"}),
        ("/tanya-jawab/", {"ItemList", "BreadcrumbList"}),
        ("/tanya-jawab/umum-jam-layanan/", {"FAQPage", "BreadcrumbList"}),
        ("/kantor/mpp/", {"GovernmentOffice", "BreadcrumbList"}),
        ("/perubahan/", {"BreadcrumbList"}),
        ("/", {"WebSite", "GovernmentOrganization"}),
    ],
)
def test_each_kind_of_page_says_what_it_is(heads, path, kinds):
    assert {item["@type"] for item in heads[path].data} == kinds


def test_breadcrumb_ends_at_the_page_itself(heads, settings):
    for path, head in heads.items():
        for item in head.data:
            if item["@type"] == "BreadcrumbList":
                steps = item["itemListElement"]
                assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
                assert steps[-1]["item"] == settings.SITE_URL + path


def test_service_says_what_it_costs_where_and_how_long_it_takes(heads, settings):
    (service,) = [each for each in heads["/layanan/kk-baru/"].data if each["@type"] == "GovernmentService"]
    assert service["offers"] == {"@type": "Offer", "price": 0, "priceCurrency": "IDR"}
    assert service["url"] == f"{settings.SITE_URL}/layanan/kk-baru/"
    place = service["availableChannel"][0]["serviceLocation"]
    assert place["@type"] == "GovernmentOffice"
    assert place["openingHoursSpecification"]
    assert service["areaServed"]["name"].startswith("Kabupaten")
    assert service["mainEntityOfPage"]["inLanguage"] == "id"
    (english,) = [each for each in heads["/en/layanan/kk-baru/"].data if each["@type"] == "GovernmentService"]
    assert english["name"] != service["name"]
    assert service["name"] in english["alternateName"]


@pytest.mark.parametrize(
    ("value", "unit", "duration"),
    [
        (30, "menit", "PT30M"),
        (24, "jam", "PT24H"),
        (14, "hari", "P14D"),
        (3, "hari kerja", ""),
        (None, "hari", ""),
        (2, "", ""),
    ],
)
def test_duration_is_only_told_where_it_says_the_same(value, unit, duration):
    assert processing_duration(ProcessingTime(text="x", max_value=value, unit=unit)) == duration


def test_site_names_its_search(demo, settings):
    (site,) = json.loads(site_data(None, "/cari/"))
    assert (
        site["potentialAction"]["target"]["urlTemplate"]
        == f"{settings.SITE_URL}/cari/?q={{search_term_string}}"
    )
    assert vocabulary.faults(site, settings.SITE_URL) == []


def test_office_words_cannot_leave_their_script(demo):
    text = json_ld({"name": "</script><!-- & \u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["name"] == "</script><!-- & \u2028"


@pytest.mark.parametrize(
    "address", ["/layanan/?q=ktp", "/layanan/?q=zzzxq", "/tanya-jawab/?q=sabtu", "/tanya-jawab/?q=zzzxq"]
)
def test_results_of_searches_are_not_for_engines(demo, client, address):
    assert 'name="robots" content="noindex, follow"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/layanan/?kategori=anak", "/layanan/"),
        ("/layanan/?gratis=ya&halaman=2", "/layanan/"),
        ("/layanan/?halaman=2", "/layanan/?halaman=2"),
        ("/layanan/?halaman=99", "/layanan/?halaman=2"),
        ("/layanan/?utm_source=x", "/layanan/"),
        ("/tanya-jawab/?topik=keamanan", "/tanya-jawab/"),
        ("/en/tanya-jawab/?halaman=3", "/en/tanya-jawab/?halaman=3"),
        ("/layanan/kk-baru/?keadaan=menikah", "/layanan/kk-baru/"),
    ],
)
def test_filtered_lists_name_the_whole_one(demo, client, settings, address, canonical):
    text = client.get(address).content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}{canonical}">' in text
    assert 'content="noindex' not in text


def test_vocabulary_finds_faults():
    """The rules can fail: each of these is wrong in one way."""
    for node, words in [
        ({"@type": "Nothing"}, "unknown type"),
        ({"@type": "Answer"}, "no text"),
        ({"@type": "Answer", "text": "x", "price": 1}, "no property price"),
        ({"@type": "Answer", "text": " "}, "none of"),
        ({"@type": "Offer", "price": "0", "priceCurrency": "IDR"}, "none of"),
        ({"@type": "WebPage", "url": "/layanan/"}, "none of"),
        ({"@type": "FAQPage", "mainEntity": [{"@type": "Answer", "text": "x"}]}, "a Answer"),
        ({"@type": "ServiceChannel", "processingTime": "3 hari"}, "none of"),
        ({"@type": "WebPage", "dateModified": "kemarin"}, "none of"),
    ]:
        assert words in " ".join(vocabulary.faults(node, "http://testserver")), node
