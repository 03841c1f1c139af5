"""The search page and the suggestions."""

import re

import html5lib
import pytest
from django.utils.html import escape

from services import publishing
from services.models import Service
from services.search.highlight import mark

HOSTILE = [
    '"', "'", "*", "NEAR(ktp kk)", "strong:ktp", "ktp AND", "ktp OR OR kk", "NOT ktp", "(", "ktp*", "^ktp",
    "{strong} : x", "ktp & kk | !x", "':*", "\\", "%", "_", "a\x00b", "💥", "ي", "<script>alert(1)</script>",
    "ktp " * 1250, "x" * 5000, "...",
]  # fmt: skip


def read(client, address, data=None):
    response = client.get(address, data or {})
    assert response.status_code == 200, address
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<h1") == 1
    return text


def services_in(text):
    main = text[text.index("<main") : text.index("</main>")]
    return list(dict.fromkeys(re.findall(r'href="(?:/en)?/layanan/([\w-]+)/"', main)))


def test_the_best_service_is_the_first_link(demo, client):
    text = read(client, "/cari/?q=ktp+gue+ilang")
    assert services_in(text)[0] == "ktp-el-hilang-rusak"
    assert "<mark>KTP</mark>" in text or "<mark>KTP-el</mark>" in text
    assert "<mark>Hilang</mark>" in text
    assert "Gratis" in text
    assert '<meta name="robots" content="noindex, follow">' in text


def test_an_english_page_finds_english_words(demo, client):
    text = read(client, "/en/cari/?q=lost+id+card")
    assert services_in(text)[0] == "ktp-el-hilang-rusak"
    assert 'href="/en/layanan/ktp-el-hilang-rusak/"' in text
    assert '<html lang="en">' in text


def test_questions_events_and_papers_have_their_own_parts(demo, client):
    text = read(client, "/cari/?q=dompet+dan+dokumen+hilang")
    assert 'id="hasil-peristiwa"' in text
    assert "/peristiwa/dokumen-hilang/" in text
    assert 'id="hasil-dokumen"' in read(client, "/cari/?q=paspor")
    assert 'id="hasil-kantor"' in read(client, "/cari/?q=kantor+kecamatan+contoh+utara")
    assert "/tanya-jawab/umum-jam-layanan/" in read(client, "/cari/?q=hari+sabtu+buka")


def test_a_mended_word_is_told_and_can_be_taken_back(demo, client):
    text = read(client, "/cari/?q=kartu+kelurga")
    assert "<strong>kartu keluarga</strong>" in text
    assert "/cari/?q=kartu+kelurga&amp;persis=ya" in text
    assert "Menampilkan hasil untuk" not in read(client, "/cari/?q=kartu+kelurga&persis=ya")


def test_known_words_are_never_mended(demo, client):
    for query in ("akta", "kk", "skck", "bakso", "kantor", "ktp hilang", "nikah siri"):
        assert "Menampilkan hasil untuk" not in read(client, "/cari/", {"q": query}), query


def test_a_doubtful_search_asks(demo, client):
    assert "Mungkin maksud Anda" in read(client, "/cari/?q=bikin+paspor")


def test_nothing_found_leads_on(demo, client):
    text = read(client, "/cari/?q=zzzxq")
    assert services_in(text) == []
    for piece in ("Belum ada yang cocok", "/peristiwa/", "/layanan/?kategori=", "WhatsApp"):
        assert piece in text


def test_without_words_the_page_offers_what_most_need(demo, client):
    text = read(client, "/cari/")
    assert "Yang paling sering diurus" in text
    assert services_in(text)


def test_a_matter_of_others_is_told_with_the_way(demo, client):
    text = read(client, "/cari/?q=perpanjang+sim+c")
    assert "Kantor ini tidak mengurus SIM" in text
    assert "https://www.digitalkorlantas.id/" in text
    assert "Driving licence" in read(client, "/en/cari/?q=renew+driving+license")


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("address", ["/cari/", "/cari/saran/", "/layanan/", "/tanya-jawab/"])
def test_hostile_words_are_harmless(demo, client, address, query):
    response = client.get(address, {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "query", ["ktp hilang", "kartu kelurga", "lost id card", "zzzxq", "", "bikin paspor"]
)
def test_the_page_takes_eight_queries(demo, client, query, django_assert_max_num_queries):
    client.get("/cari/", {"q": "pemanasan"})
    with django_assert_max_num_queries(8):
        client.get("/cari/", {"q": query})
    with django_assert_max_num_queries(4):
        client.get("/cari/saran/", {"q": query})


def test_names_are_escaped_where_they_are_marked(demo, client):
    service = Service.objects.get(slug="legalisir-dokumen")
    service.name = "Legalisir <b>tebal</b> & 'petik'"
    service.save()
    publishing.publish(service)
    text = read(client, "/cari/?q=legalisir")
    assert "<b>tebal" not in text
    assert "&lt;b&gt;" in text


def test_marks_follow_stems_and_escape():
    marked = mark("Kehilangan <KTP-el> & KK?", {"hilang", "ktp"})
    assert marked == "<mark>Kehilangan</mark> &lt;<mark>KTP</mark>-el&gt; &amp; KK?"
    assert mark("<&>", {"x"}) == escape("<&>")


def test_suggestions_put_services_first(demo, client):
    text = client.get("/cari/saran/?q=akta+kel").content.decode()
    options = re.findall(r'data-url="([^"]+)"', text)
    assert options[0] == "/layanan/akta-kelahiran/"
    assert len(options) <= 8
    kinds = [option.split("/")[1] for option in options]
    assert kinds == sorted(kinds, key=["layanan", "peristiwa", "tanya-jawab"].index)


@pytest.mark.parametrize("query", ["", "k", "zzzxq"])
def test_there_may_be_nothing_to_suggest(demo, client, query):
    assert "<li" not in client.get("/cari/saran/", {"q": query}).content.decode()


def test_the_form_works_without_scripts(demo, client):
    home = client.get("/").content.decode()
    assert re.search(r'<form class="search search--big" action="/cari/" method="get"', home)
