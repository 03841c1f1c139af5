"""Pages of questions."""

import html5lib
import pytest

from faq.models import Question, QuestionEdition
from services import publishing


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<h1") == 1
    return text


def test_every_question_has_a_page(demo, client):
    for edition in QuestionEdition.objects.live():
        assert client.get(f"/tanya-jawab/{edition.slug}/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/tanya-jawab/",
        "/tanya-jawab/?q=sabtu",
        "/tanya-jawab/?topik=keamanan",
        "/tanya-jawab/umum-jam-layanan/",
    ],
)
def test_pages_take_eight_queries(demo, client, address, django_assert_max_num_queries):
    read(client, "/tanya-jawab/?q=buka")  # the words of the search are read once per process
    with django_assert_max_num_queries(8):
        read(client, address)


def test_search_puts_the_answer_first(demo, client):
    text = read(client, "/tanya-jawab/?q=sabtu+buka")
    assert text.index("umum-jam-layanan") < text.index("</main>")


def test_topic_narrows_and_unknown_topic_is_named(demo, client):
    keys = QuestionEdition.objects.live().filter(topic="keamanan").count()
    assert f"{keys} tanya jawab." in read(client, "/tanya-jawab/?topik=keamanan")
    assert "tidak dikenal" in read(client, "/tanya-jawab/?topik=%27%22")


@pytest.mark.parametrize("query", ["zzzxq", "\x00", "%", "<script>", "a" * 5000])
def test_odd_searches_are_harmless(demo, client, query):
    response = client.get("/tanya-jawab/", {"q": query, "halaman": "x"})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script>alert", "")


def test_details_are_cleaned_even_if_an_edition_was_tampered_with(demo, client):
    edition = QuestionEdition.objects.live().get(slug="umum-jam-layanan")
    document = {**edition.document, "details": '<p onclick="x">Ya</p><script>alert(1)</script>'}
    QuestionEdition.objects.filter(pk=edition.pk).update(document=document)
    text = read(client, "/tanya-jawab/umum-jam-layanan/")
    assert "<p>Ya</p>" in text
    assert "onclick" not in text
    assert "alert(1)" not in text


def test_withdrawn_question_is_gone(demo, client):
    publishing.withdraw(Question.objects.get(slug="umum-jam-layanan"), reason="Jam berubah.")
    assert "Jam berubah." in read(client, "/tanya-jawab/umum-jam-layanan/", status=410)
    assert "umum-jam-layanan" not in read(client, "/tanya-jawab/")


def test_unknown_question_is_not_found(demo, client):
    read(client, "/tanya-jawab/tidak-ada/", status=404)
