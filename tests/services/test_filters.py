"""The public list: filters, search, pages."""

import html5lib
import pytest

from services import snapshot
from services.filters import LONGEST_QUERY, in_catalogue_order, search, words_of
from services.models import ServiceEdition, ServiceSpan


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def found(query):
    editions = in_catalogue_order(ServiceSpan.objects.live(), snapshot.current().categories)
    result = search(editions, query)
    slugs = dict(editions.values_list("pk", "slug"))
    return [slugs[key] for key in result.keys], result.is_guess


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("KTP hilang", "ktp-el-hilang-rusak"),
        ("ktp ilang", "ktp-el-hilang-rusak"),
        ("bikin ktp", "ktp-el-baru"),
        ("akta kelahiran", "akta-kelahiran"),
        ("saya mau bikin akta kelahiran", "akta-kelahiran"),
        ("KIA", "kartu-identitas-anak"),
        ("skck", "pengantar-skck"),
    ],
)
def test_search_gives_what_people_mean_first(demo, query, slug):
    slugs, is_guess = found(query)
    assert slugs[0] == slug
    assert not is_guess


def test_search_without_all_words_says_it_guesses(demo, client):
    slugs, is_guess = found("ktp xylofon")
    assert is_guess
    assert "ktp-el-baru" in slugs
    assert "Mungkin maksud Anda" in read(client, "/layanan/?q=ktp+xylofon")


def test_words_of_a_life_event_lead_to_it(demo, client):
    assert '<a href="/peristiwa/pindah-rumah/">Pindah rumah</a>' in read(client, "/layanan/?q=pindah+rumah")


def test_nothing_found_says_what_to_do_next(demo, client):
    text = read(client, "/layanan/?q=zzzxq")
    assert "Belum ada layanan yang cocok" in text
    assert "/layanan/?kategori=" in text
    assert "/peristiwa/" in text
    assert "/tanya-jawab/?q=zzzxq" in text


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "_",
        "'",
        '"><script>alert(1)</script>',
        "\\",
        "a" * 100,
        "ي",
        "💥",
        "...",
        "-",
        "?q=",
        "KTP\tKK\n",
    ],
)
def test_odd_words_are_harmless(demo, client, query):
    response = client.get("/layanan/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    ("parameters", "label"),
    [
        ({"kategori": "apa"}, "Kategori"),
        ({"instansi": "'"}, "Instansi"),
        ({"kantor": "|"}, "Kantor"),
        ({"peristiwa": "x"}, "Peristiwa"),
        ({"gratis": "2"}, "Gratis"),
        ({"daring": "tidak"}, "Bisa daring"),
        ({"q": "a" * (LONGEST_QUERY + 1)}, "Mau urus apa?"),
        ({"q": "a\x00b"}, "Mau urus apa?"),
    ],
)
def test_invalid_values_are_ignored_and_named(demo, client, parameters, label):
    text = client.get("/layanan/", parameters).content.decode()
    assert f"Pilihan “{label}”" in text
    assert "Ada 26 layanan." in text


@pytest.mark.parametrize("page", ["abc", "0", "-1", "99999999999999999999", "", "1.5"])
def test_odd_page_numbers_show_a_page(demo, client, page):
    assert 'class="row"' in client.get("/layanan/", {"halaman": page}).content.decode()


def test_filters_narrow_the_list(demo, client):
    live = ServiceEdition.objects.live()
    for parameters, rows in [
        ("kategori=anak", live.filter(category="anak")),
        ("instansi=kelurahan", live.filter(agency="kelurahan")),
        ("kantor=kel-contoh-indah", live.filter(offices__contains="|kel-contoh-indah|")),
        ("daring=ya", live.exclude(online_apply="tidak")),
    ]:
        text = read(client, f"/layanan/?{parameters}")
        assert f"{rows.count()} layanan sesuai pilihan Anda." in text
        assert text.count('class="row"') == rows.count()


def test_life_event_keeps_its_own_order(demo, client):
    text = read(client, "/layanan/?peristiwa=punya-bayi")
    places = [
        text.index(f"/layanan/{slug}/")
        for slug in ("akta-kelahiran", "kk-perubahan-data", "kartu-identitas-anak")
    ]
    assert places == sorted(places)
    assert "<h1>Baru punya bayi</h1>" in text


def test_pages_of_twenty_keep_the_filters(demo, client):
    first = read(client, "/layanan/?gratis=ya")
    assert first.count('class="row"') == 20
    assert 'href="/layanan/?gratis=ya&amp;halaman=2"' in first
    assert read(client, "/layanan/?gratis=ya&halaman=2").count('class="row"') == 6


@pytest.mark.parametrize(
    "address", ["/layanan/", "/layanan/?q=ktp", "/layanan/?q=zzzxq", "/layanan/?kategori=anak&gratis=ya"]
)
def test_list_takes_eight_queries(demo, client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(address)


def test_words_of_a_query():
    assert words_of("  KTP-el, ktp HILANG! ") == ["ktp", "el", "hilang"]
    assert len(words_of(" ".join(map(str, range(50))))) == 8
