"""What changed across services and questions: the page, and the feed."""

import datetime
import xml.etree.ElementTree as ET
from zoneinfo import ZoneInfo

import html5lib
import pytest
import time_machine

from faq.models import Question, QuestionEdition
from portal.changes import NAMED
from services import publishing
from services.models import Service, ServiceEdition

ATOM = "{http://www.w3.org/2005/Atom}"
SLUG = "ktp-el-hilang-rusak"


def read(client, address="/perubahan/"):
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def feed(client, address="/perubahan.atom"):
    response = client.get(address)
    assert response.status_code == 200
    return ET.fromstring(response.content)


@pytest.fixture
def changed(demo) -> Service:
    """A service that became dearer and a question that was answered anew, a month later."""
    service = Service.objects.get(slug=SLUG)
    with time_machine.travel("2026-03-05 08:00+07:00", tick=False):
        service.fee_text, service.fee_amount = "Rp50.000", 50000
        service.save()
        publishing.publish(service, note="Perda <baru>.")
    question = Question.objects.get(slug="umum-jam-layanan")
    with time_machine.travel("2026-04-06 08:00+07:00", tick=False):
        question.answer = "Tutup hari Sabtu."
        question.save()
        publishing.publish(question)
    return service


def test_import_is_told_in_two_lines(demo, client):
    text = read(client)
    assert "26 layanan baru terbit" in text
    assert "102 tanya jawab baru terbit" in text
    assert text.count('class="changes"') == 2


def test_few_new_entries_of_a_day_are_named(demo, client):
    slugs = list(ServiceEdition.objects.values_list("slug", flat=True)[:NAMED])
    later = datetime.datetime(2026, 2, 3, 3, tzinfo=datetime.UTC)
    ServiceEdition.objects.filter(slug__in=slugs).update(live_from=later)
    text = read(client)
    assert f"{NAMED} layanan baru terbit" in text
    assert all(f'href="/layanan/{slug}/"' in text for slug in slugs)
    ServiceEdition.objects.filter(slug__in=slugs[1:]).update(live_from=later + datetime.timedelta(days=1))
    assert "Terbit pertama kali" in read(client), "one alone is told like any other change"


def test_days_are_those_of_the_office_s_clock(demo, client):
    """Late in the evening of 3 February in London it is the 4th in Jakarta already."""
    evening = datetime.datetime(2026, 2, 3, 22, 30, tzinfo=datetime.UTC)
    slugs = list(ServiceEdition.objects.values_list("slug", flat=True)[:2])
    ServiceEdition.objects.filter(slug__in=slugs).update(live_from=evening)
    text = read(client)
    assert "Rabu, 4 Februari 2026" in text
    assert "3 Februari" not in text
    assert all(f'href="/layanan/{slug}/"' in text for slug in slugs)


def test_changes_stand_by_day_newest_first(changed, client):
    text = read(client)
    days = ["Senin, 6 April 2026", "Kamis, 5 Maret 2026", "Senin, 5 Januari 2026"]
    places = [text.index(day) for day in days]
    assert places == sorted(places)
    assert "Tutup hari Sabtu." in text
    assert "dari <del>Gratis</del> menjadi <ins>Rp50.000</ins>" in text
    assert f"/layanan/{SLUG}/riwayat/#edisi-2" in text
    assert "Perda &lt;baru&gt;." in text


def test_kind_narrows_and_unknown_kind_shows_all(changed, client):
    services, questions = (
        read(client, "/perubahan/?jenis=layanan"),
        read(client, "/perubahan/?jenis=tanya-jawab"),
    )
    assert "Rp50.000" in services
    assert "Tutup hari Sabtu" not in services
    assert "Rp50.000" not in questions
    assert "Tutup hari Sabtu" in questions
    assert "Rp50.000" in read(client, "/perubahan/?jenis=%27x")


def test_withdrawal_is_told_with_its_name_and_reason(changed, client):
    with time_machine.travel("2026-05-06 08:00+07:00", tick=False):
        publishing.withdraw(changed, reason="Digabung.")
    text = read(client)
    assert "Penggantian KTP-el Hilang atau Rusak" in text.partition("5 Maret")[0]
    assert "Digabung." in text


@pytest.mark.parametrize(
    "address", ["/perubahan/", "/en/perubahan/", "/perubahan/?halaman=2", "/perubahan.atom"]
)
def test_changes_take_eight_queries_however_many_there_are(
    changed, client, address, django_assert_max_num_queries
):
    """Many changes, and days with few new entries, which are named by another query."""
    edition = ServiceEdition.objects.get(slug=SLUG, number=2)
    for number in range(3, 63):
        edition.pk, edition.number = None, number
        edition.live_from += datetime.timedelta(days=1)
        edition.document = {**edition.document, "validity": f"{number} tahun"}
        edition.save(force_insert=True)
    for model in (ServiceEdition, QuestionEdition):
        some = list(model.objects.filter(number=1).exclude(slug=SLUG).values_list("pk", flat=True)[:2])
        model.objects.filter(pk__in=some).update(live_from=edition.live_from)
    with django_assert_max_num_queries(8):
        text = client.get(address).content.decode()
    assert "61 tahun" in text or "halaman=2" in address


def test_pages_hold_everything_once(changed, client):
    edition = ServiceEdition.objects.get(slug=SLUG, number=2)
    for number in range(3, 43):
        edition.pk, edition.number = None, number
        edition.live_from += datetime.timedelta(hours=1)
        edition.save(force_insert=True)
    texts = [read(client, f"/perubahan/?halaman={page}") for page in (1, 2, 3)]
    found = [number for text in texts for number in range(2, 43) if f'riwayat/#edisi-{number}"' in text]
    assert sorted(found) == list(range(2, 43))


def test_empty_site_has_an_empty_list_and_a_valid_feed(db, client):
    ServiceEdition.objects.all().delete()
    QuestionEdition.objects.all().delete()
    assert "Belum ada yang diterbitkan" in read(client)
    assert feed(client).findall(f"{ATOM}entry") == []


# --- the feed -------------------------------------------------------------------------------------------------


def test_feed_is_atom(changed, client, settings):
    response = client.get("/perubahan.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "id"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": f"{settings.SITE_URL}/perubahan.atom",
        "alternate": f"{settings.SITE_URL}/perubahan/",
    }
    for name in ("id", "title", "updated", "author/{http://www.w3.org/2005/Atom}name"):
        assert root.findtext(ATOM + name), name
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
        assert entry.findtext(f"{ATOM}title")
        assert entry.find(f"{ATOM}link").get("href").startswith(settings.SITE_URL)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) == 4
    assert ids[1] == f"{settings.SITE_URL}/perubahan/#layanan/{SLUG}/2"
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext(f"{ATOM}updated") == updated[0]


def test_feed_says_what_changed_and_escapes_it(changed, client):
    entry = feed(client).findall(f"{ATOM}entry")[1]
    assert entry.findtext(f"{ATOM}title") == "Penggantian KTP-el Hilang atau Rusak: Diubah"
    summary = entry.findtext(f"{ATOM}summary")
    assert "<li>Biaya: dari Gratis menjadi Rp50.000</li>" in summary
    assert "Perda &lt;baru&gt;." in summary, "the office's words are text in the summary's HTML"


def test_feed_keeps_its_ids_when_something_is_added(changed, client):
    before = [entry.findtext(f"{ATOM}id") for entry in feed(client).findall(f"{ATOM}entry")]
    with time_machine.travel("2026-05-06 08:00+07:00", tick=False):
        publishing.withdraw(changed, reason="Digabung.")
    after = [entry.findtext(f"{ATOM}id") for entry in feed(client).findall(f"{ATOM}entry")]
    assert after[1:] == before


def test_feed_survives_what_xml_cannot_say(changed, client):
    edition = ServiceEdition.objects.get(slug=SLUG, number=2)
    document = {**edition.document, "name": "A\x0bB", "validity": "\x1f\ufffe"}
    ServiceEdition.objects.filter(pk=edition.pk).update(document=document, note="\x08")
    assert feed(client).findall(f"{ATOM}entry")[1].findtext(f"{ATOM}title").startswith("A B")


def test_reader_who_has_the_feed_gets_304(changed, client):
    first = client.get("/perubahan.atom")
    moment = datetime.datetime(2026, 4, 6, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert first["Last-Modified"] == moment.astimezone(datetime.UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    for headers in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        assert client.get("/perubahan.atom", headers=headers).status_code == 304


def test_english_feed_speaks_of_english_pages(changed, client, settings):
    root = feed(client, "/en/perubahan.atom")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entry = root.findall(f"{ATOM}entry")[1]
    assert entry.find(f"{ATOM}link").get("href").startswith(f"{settings.SITE_URL}/en/layanan/")
