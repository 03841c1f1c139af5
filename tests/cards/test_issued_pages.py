"""The registry of issued cards: found, looked at, posted, downloaded again, and counted where it is checked."""

import csv
import datetime
import io
import re

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from PIL import Image

from cards import codes, hints, registry
from cards.content import CardOptions
from cards.issued import listing, visits
from cards.issued.filters import FilterForm
from cards.models import Card, CardKind, CardVisits, PlannedPost, Post
from cards.registry import Verdict
from faq.models import Question
from portal import roles
from services import publishing
from services.models import Agency, AuditRecord, Service
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"
LIST = "/studio/kartu/"


@pytest.fixture
def humas(demo):
    return make_staff(roles.PR, "humas")


@pytest.fixture
def desk(humas):
    return signed_in(humas)


@pytest.fixture
def card(humas):
    return make_card(by=humas)


def make_card(slug=SLUG, kind=CardKind.PACK, **more):
    options = CardOptions(as_of=registry.today(), sections=("cover", "time_fee", "questions", "last"))
    return registry.issue(slug, options, kind=kind, **more)


def address_of(card, more=""):
    return f"{LIST}{codes.display(card.code)}/{more}"


def text_of(response):
    return response.content.decode()


def shown(desk, **query):
    return {row.card for row in desk.get(LIST, query).context["rows"]}


def make_stale(slug=SLUG):
    service = Service.objects.get(slug=slug)
    service.fee_text, service.fee_amount = "Rp5.000", 5000
    service.save()
    publishing.publish(service)


def test_empty_registry_says_where_to_begin(desk):
    assert "Pilih layanan di studio" in text_of(desk.get(LIST))


def found(user, **query):
    """What `shown` would show, without drawing the page."""
    request = RequestFactory().get(LIST, query)
    request.user = user
    return set(Card.objects.filter(pk__in=listing._keys(request, FilterForm(request.GET))))


def test_cards_are_found_by_word_code_kind_state_posting_and_day(desk, humas, card):
    question = make_card(Question.objects.first().slug, CardKind.QUESTION, by=humas)
    Post.objects.create(card=question, platform="facebook", posted_on=registry.today())
    make_stale()
    assert shown(desk) == found(humas) == {card, question}
    for query in (
        {"q": "hilang"},
        {"q": codes.display(card.code).lower()},
        {"jenis": "paket"},
        {"keadaan": "berubah"},
        {"unggahan": "belum"},
    ):
        assert found(humas, **query) == {card}, query
    for query in ({"jenis": "tanya"}, {"keadaan": "berlaku"}, {"unggahan": "tayang"}):
        assert found(humas, **query) == {question}, query
    tomorrow = registry.today() + datetime.timedelta(days=1)
    assert found(humas, dari=tomorrow.isoformat()) == set()
    assert found(humas, sampai=registry.today().isoformat()) == {card, question}
    assert "Tidak ada yang cocok" in text_of(desk.get(LIST, {"q": "tidak ada"}))


def test_nonsense_in_the_filter_is_told_and_ignored(desk, card):
    response = desk.get(LIST, {"dari": "kemarin", "keadaan": "x", "halaman": "x"})
    assert response.status_code == 200
    assert [row.card for row in response.context["rows"]] == [card]
    assert "field__error" in text_of(response)


def test_leaflets_have_a_list_of_their_own(desk, client, card):
    client.get(f"/layanan/{SLUG}.pdf")
    leaflet = Card.objects.leaflets().get()
    assert shown(desk) == {card}
    assert shown(desk, daftar="selebaran") == {leaflet}
    page = desk.get(address_of(leaflet))
    assert page.context["may_reissue"] is False
    assert desk.post(address_of(leaflet, "unduh/")).status_code == 404


def test_list_takes_few_queries_however_many_cards(desk, card, django_assert_max_num_queries):
    fields = {
        name: getattr(card, name) for name in ("kind", "subject", "agency", "digest", "options", "content")
    }
    Card.objects.bulk_create(Card(code=codes.new_code(), formats=["portrait"], **fields) for _ in range(30))
    with django_assert_max_num_queries(24):
        response = desk.get(LIST)
    assert response.context["page"].paginator.count == 31
    assert len(desk.get(LIST, {"halaman": "2"}).context["rows"]) == 7


def test_csv_has_a_line_for_each_card_and_no_formulas(desk, card):
    Post.objects.create(
        card=card, platform="instagram", posted_on=registry.today(), url="https://instagram.com/p/1"
    )
    Card.objects.update(content=card.content | {"name": "=1+1"})
    answer = b"".join(desk.get(f"{LIST}unduh.csv").streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(answer), delimiter=";")
    assert (line["kode"], line["tentang"], line["keadaan"]) == (codes.display(card.code), "'=1+1", "Berlaku")
    assert "Instagram" in line["unggahan"]


def test_one_card_tells_everything(desk, card, humas):
    make_stale()
    page = text_of(desk.get(address_of(card)))
    for words in (
        codes.display(card.code),
        "Isinya berubah",
        "Rp5.000",
        "edisi 1",
        "humas",
        "Terbitkan ulang",
        "Terang",
    ):
        assert words in page
    assert desk.get(f"{LIST}{card.code.lower()}/").status_code == 302
    assert desk.get(f"{LIST}ZZZZ-ZZZZ/").status_code == 404


def test_pictures_are_small_jpegs_of_the_formats_it_has(desk, card):
    response = desk.get(address_of(card, "portrait-1.jpg"), {"kecil": "1"})
    assert response["Content-Type"] == "image/jpeg"
    assert "private" in response["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).size == (240, 300)
    for wrong in ("portrait-0.jpg", "portrait-99.jpg", "story-1.jpg", "x-1.jpg"):
        assert desk.get(address_of(card, wrong)).status_code == 404


def test_downloading_again_counts_and_keeps_the_code(desk, card):
    response = desk.post(address_of(card, "unduh/"), {"jenis": "jpeg"})
    assert response["Content-Type"] == "application/zip"
    card.refresh_from_db()
    assert card.downloads == 1
    assert Card.objects.count() == 1


def test_posting_is_recorded_changed_taken_down_and_forgotten_each_with_a_way_back(desk, card, humas):
    day = registry.today().isoformat()
    posting = {"platform": "instagram", "url": "instagram.com/p/abc", "posted_on": day}
    desk.post(address_of(card, "unggahan/"), posting)
    post = card.posts.get()
    assert (post.url, post.posted_by) == ("https://instagram.com/p/abc", humas)
    plan = PlannedPost.objects.create(agency=card.agency, on=registry.today(), title="Rencana", post=post)
    desk.post(address_of(card, f"unggahan/{post.pk}/"), posting | {"platform": "facebook"})
    assert card.posts.get().platform == "facebook"
    desk.post(address_of(card, "unggahan/batal/"))
    assert card.posts.get().platform == "instagram"
    desk.post(address_of(card, f"unggahan/{post.pk}/turun/"))
    assert card.posts.get().removed_on == registry.today()
    desk.post(address_of(card, f"unggahan/{post.pk}/hapus/"))
    assert not card.posts.exists()
    desk.post(address_of(card, "unggahan/batal/"))
    plan.refresh_from_db()
    assert plan.post == card.posts.get()
    assert card.posts.get().removed_on == registry.today()
    assert {"post-card", "change-post", "remove-post"} <= set(
        AuditRecord.objects.values_list("action", flat=True)
    )


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("posted_on", "2099-01-01", "belum tiba"),
        ("url", "javascript:alert(1)", "Masukkan URL"),
        ("platform", "koran", "koran"),
    ],
)
def test_posting_that_makes_no_sense_is_told(desk, card, field, value, words):
    posting = {"platform": "instagram", "url": "", "posted_on": registry.today().isoformat()}
    response = desk.post(address_of(card, "unggahan/"), posting | {field: value})
    assert response.status_code == 400
    assert words in text_of(response)
    assert not Post.objects.exists()


def test_card_and_posting_of_another_agency_are_not_there(card):
    post = Post.objects.create(card=card, platform="facebook", posted_on=registry.today())
    other = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain", position=99)
    desk = signed_in(make_staff(roles.PR, "lain", [other]))
    assert shown(desk) == set()
    assert desk.get(address_of(card)).status_code == 404
    assert desk.get(address_of(card, "portrait-1.jpg")).status_code == 404
    for more in ("unduh/", "unggahan/", f"unggahan/{post.pk}/hapus/", f"unggahan/{post.pk}/turun/"):
        assert desk.post(address_of(card, more)).status_code == 404


def visits_of(card):
    visits.waiting.write()
    return sum(CardVisits.objects.filter(card=card).values_list("count", flat=True))


def test_check_page_counts_who_reads_it_once(client, card):
    path = f"/k/{codes.display(card.code)}/"
    client.get(path)
    client.get(f"/k/{card.code.lower()}/")  # leads to the page, which counts
    client.head(path)
    assert visits_of(card) == 1
    client.get(path)
    assert visits_of(card) == 2
    assert CardVisits.objects.get().day == registry.today()


def test_database_that_takes_nothing_costs_neither_page_nor_count(client, card, monkeypatch):
    def refuse(counts, latest):
        raise OperationalError("attempt to write a readonly database")

    with monkeypatch.context() as patch:
        patch.setattr(visits.waiting, "store", refuse)
        patch.setattr(visits.waiting, "seconds", -1)
        assert client.get(f"/k/{codes.display(card.code)}/").status_code == 200
    assert visits_of(card) == 1


def test_publishing_tells_of_every_card_that_carries_a_question(card, humas):
    question = (
        Question.objects.filter(service__slug=SLUG).exclude(topic=None).first() or Question.objects.first()
    )
    cards = [make_card(question.slug, CardKind.QUESTION, by=humas)]
    live = question.editions.live().get().content()
    if live.service == SLUG:
        cards.append(card)
    changed = live.model_copy(update={"answer": "<p>Jawaban lain.</p>"})
    found = hints.cards_that_would_stop_holding(question, changed)
    assert set(found) == set(cards)
    assert hints.cards_that_would_stop_holding(question, live) == []
    assert cards[0] in hints.cards_that_would_stop_holding(question, None)


@pytest.mark.parametrize(
    ("kind", "key", "words", "way"),
    [
        (CardKind.QUESTION, "", "Pertanyaan", "/tanya-jawab/"),
        (CardKind.OFFICE, "mpp", "Nama kantor", "/kantor/mpp/"),
    ],
)
def test_check_page_speaks_of_every_kind_in_both_languages(client, humas, kind, key, words, way):
    card = make_card(key or Question.objects.first().slug, kind, by=humas)
    page = text_of(client.get(f"/k/{codes.display(card.code)}/"))
    assert f"<dt>{words}</dt>" in page
    assert way in page
    english = client.get(f"/en/k/{codes.display(card.code)}/")
    assert english.status_code == 200
    assert 'lang="id"' in text_of(english)
    assert registry.check(card.code).verdict is Verdict.CURRENT


def test_every_room_of_the_studio_leads_to_the_others(desk, demo):
    for address, name in (
        ("/studio/", "Buat kartu"),
        (LIST, "Kartu beredar"),
        (f"{LIST}radar/", "Kartu beredar"),
        ("/studio/kalender/", "Kalender"),
        ("/studio/kabar/", "Kabar"),
        ("/studio/paket/", "Paket massal"),
    ):
        page = text_of(desk.get(address))
        assert page.count('aria-label="Bagian studio"') == 1
        assert re.search(rf'aria-current="(page|true)">{name}</a>', page), address
    assert "<h1>Kartu beredar" in text_of(desk.get(LIST)).replace("<h1 >", "<h1>")
    counter = signed_in(make_staff(roles.COUNTER, "loket"))
    assert "/studio/kabar/" not in text_of(counter.get(LIST))


def test_a_poster_is_no_leaflet(desk, card):
    card.formats = ["portrait", "a4"]
    card.save()
    page = text_of(desk.get(LIST))
    assert "Potret 4:5, Poster A4" in page
    assert "Selebaran A4</a>" in page  # the list of leaflets
