"""What is printed is Indonesian whoever asks; the pages that check it speak the reader's language."""

import datetime
import threading

import html5lib
import pytest
import time_machine
from django.utils import translation

from cards import captions, codes, registry
from cards.content import CardOptions
from cards.leaflet_rendering import render_leaflet
from cards.leaflets import leaflet_of
from cards.rendering import picture_digest, render
from cards.wording import in_indonesian
from services import publishing, snapshot
from services.models import Office, Service, ServiceEdition
from tests.cards.leaflets import make_leaflet
from tests.cards.packs import CHECK_URL, CODE, make_content
from tests.catalogue import make_documents

SLUG = "ktp-el-hilang-rusak"
SLUGS = list(make_documents())
AUGUST = datetime.date(2026, 8, 17)  # a month whose name differs


@pytest.mark.parametrize("slug", SLUGS)
def test_same_text_is_built_for_an_english_page(slug):
    pack, leaflet = make_content(slug), make_leaflet(slug)
    with translation.override("en"):
        assert make_content(slug) == pack
        assert make_leaflet(slug) == leaflet
        assert (make_content(slug).digest, make_leaflet(slug).digest) == (pack.digest, leaflet.digest)


def test_same_pictures_and_words_are_made_for_an_english_page():
    content, leaflet = make_content(as_of=AUGUST), make_leaflet(as_of=AUGUST)

    def made():
        slides = render(content, code=CODE, check_url=CHECK_URL, kind="svg")
        return (
            slides,
            picture_digest(content, "portrait", CODE, CHECK_URL),
            render_leaflet(leaflet, code=CODE, check_url=CHECK_URL, edition=1),
            captions.caption(content, CHECK_URL),
            captions.alt_text(content, slides),
            captions.whatsapp_text(content, CHECK_URL),
        )

    indonesian = made()
    with translation.override("en"):
        assert made() == indonesian


def test_language_of_the_page_comes_back():
    with translation.override("en"):
        assert in_indonesian(translation.get_language)() == "id"
        assert translation.get_language() == "en"


def test_threads_do_not_mix_up_languages():
    inside, done = threading.Barrier(2), []

    @in_indonesian
    def meet():
        inside.wait(timeout=5)

    def page(language):
        with translation.override(language):
            meet()
            done.append((language, translation.get_language()))

    threads = [threading.Thread(target=page, args=[language]) for language in ("id", "en")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [("en", "en"), ("id", "id")]


def test_card_issued_from_an_english_page_is_current_and_has_the_plain_address(demo):
    with translation.override("en"):
        card = registry.issue(SLUG, CardOptions(as_of=registry.today()))
        assert registry.check(card.code).verdict is registry.Verdict.CURRENT
        assert registry.check_url(card.code) == f"http://testserver/k/{codes.display(card.code)}/"
    assert registry.check(card.code).verdict is registry.Verdict.CURRENT


class TestEnglishCheck:
    @pytest.fixture
    def card(self, demo):
        edition = ServiceEdition.objects.current().get(slug=SLUG)
        return leaflet_of(edition, None, may_issue=True).card

    def page(self, client, card):
        response = client.get(f"/en/k/{codes.display(card.code)}/")
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())
        return response, tree

    def test_page_and_its_links_stay_in_english(self, client, card):
        response, tree = self.page(client, card)
        assert response.status_code == 200
        assert tree.get("lang") == "en"
        button = next(each for each in tree.iter("a") if each.get("class") == "button")
        assert button.get("href") == f"/en/layanan/{SLUG}/"

    def test_untidy_code_is_led_to_the_english_page(self, client, card):
        response = client.get(f"/en/k/{card.code.lower()}/")
        assert response["Location"] == f"/en/k/{codes.display(card.code)}/"
        response = client.get("/en/periksa/", {"kode": card.code})
        assert response["Location"] == f"/en/k/{codes.display(card.code)}/"

    def test_what_the_office_wrote_is_marked_as_indonesian(self, client, card):
        service = Service.objects.get(slug=SLUG)
        service.requirements.filter(key="fotokopi-kk").update(copies=2)
        publishing.publish(service)
        row = Office.objects.get(key="mpp").opening_hours.get(period="regular", weekday=0)
        row.closes = datetime.time(14)
        row.save()
        snapshot.rebuild()
        _, tree = self.page(client, card)
        marked = " ".join(
            "".join(each.itertext()) for each in tree.find(".//main").iter() if each.get("lang") == "id"
        )
        for words in ("Penggantian KTP-el Hilang atau Rusak", "Disdukcapil", "1 lembar", "2 lembar", "14.00"):
            assert words in marked
        assert "14:00" not in "".join(tree.itertext())

    def test_day_on_the_card_is_in_the_language_of_the_page(self, client, demo):
        with time_machine.travel("2026-08-17 10:00+07:00", tick=False):
            card = registry.issue(SLUG, CardOptions(as_of=registry.today()))
            _, tree = self.page(client, card)
        assert "17 August 2026" in "".join(tree.find(".//dl[@class='card-facts']").itertext())

    def test_nonsense_is_answered_in_english(self, client, demo):
        response = client.get("/en/periksa/", {"kode": "xyz"})
        assert response.status_code == 404
        assert 'action="/en/periksa/"' in response.content.decode()
