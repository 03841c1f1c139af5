"""The history page of a service."""

import datetime

import html5lib
import pytest
import time_machine

from services import publishing
from services.models import Service, ServiceEdition

SLUG = "ktp-el-hilang-rusak"
ADDRESS = f"/layanan/{SLUG}/riwayat/"


@pytest.fixture
def service(demo) -> Service:
    return Service.objects.get(slug=SLUG)


def change(service, fee, on, **more):
    service.fee_text, service.fee_amount = f"Rp{fee}", fee
    service.save()
    with time_machine.travel(f"{on} 08:00+07:00", tick=False):
        return publishing.publish(service, **more)


def read(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<h1") == 1
    return text


def test_history_tells_every_edition_newest_first(service, client):
    change(service, 5000, "2026-03-05", note="Perda baru.")
    change(service, 7000, "2026-04-06")
    text = read(client)
    places = [
        text.index(date) for date in ("Senin, 6 April 2026", "Kamis, 5 Maret 2026", "Senin, 5 Januari 2026")
    ]
    assert places == sorted(places)
    assert "dari <del>Rp5000</del> menjadi <ins>Rp7000</ins>" in text
    assert "Perda baru." in text
    assert text.count("Berlaku sekarang") == 1
    assert "Terbit pertama kali" in text
    assert "Impor katalog" not in text


def test_scheduled_edition_is_not_told_before_its_moment(service, client):
    with time_machine.travel("2026-03-05 08:00+07:00", tick=False):
        service.fee_text, service.fee_amount = "Rp9000", 9000
        service.save()
        tomorrow = datetime.datetime.fromisoformat("2026-03-06 08:00+07:00")
        publishing.publish(service, live_from=tomorrow, note="Rahasia sampai besok.")
        assert "Rahasia" not in read(client)
        assert "Rp9000" not in read(client, "/perubahan/")
        assert b"Rp9000" not in client.get("/perubahan.atom").content
    with time_machine.travel("2026-03-06 08:00+07:00", tick=False):
        assert "Rahasia sampai besok." in read(client)


def test_history_of_a_withdrawn_service_still_answers(service, client):
    with time_machine.travel("2026-03-05 08:00+07:00", tick=False):
        publishing.withdraw(service, reason="Digabung <b>.")
    text = read(client)
    assert "Layanan ini sudah ditarik" in text
    assert "Digabung &lt;b&gt;." in text
    assert "Berlaku sekarang" not in text


def test_service_that_came_back_says_so(service, client):
    with time_machine.travel("2026-03-05 08:00+07:00", tick=False):
        publishing.withdraw(service, reason="Sementara.")
    change(service, 3000, "2026-03-09")
    text = read(client)
    assert "Terbit lagi setelah ditarik" in text
    assert "dari <del>Gratis</del> menjadi <ins>Rp3000</ins>" in text, (
        "compared with what was said before the withdrawal"
    )


def test_history_of_what_was_never_public_is_not_found(demo, client):
    assert client.get("/layanan/tidak-ada/riwayat/").status_code == 404
    shelf = Service.objects.first()
    entry = Service.objects.create(
        slug="belum", name="B", short_name="B", summary="B", category=shelf.category, agency=shelf.agency
    )
    assert client.get("/layanan/belum/riwayat/").status_code == 404
    ServiceEdition.objects.create(
        entry=entry,
        slug="belum",
        number=1,
        withdrawal_reason="x",
        live_from=datetime.datetime(2026, 1, 9, tzinfo=datetime.UTC),
    )
    assert client.get("/layanan/belum/riwayat/").status_code == 404
    read(client, "/perubahan/")


def test_long_history_has_pages_of_twenty(service, client, django_assert_max_num_queries):
    start = ServiceEdition.objects.get(slug=SLUG)
    for number in range(2, 46):
        start.pk, start.number = None, number
        start.live_from = datetime.datetime(2026, 1, 6, tzinfo=datetime.UTC) + datetime.timedelta(days=number)
        start.document = {
            **start.document,
            "fee": {**start.document["fee"], "text": f"Rp{number}.000", "amount": number},
        }
        start.save(force_insert=True)
    with django_assert_max_num_queries(4):
        first = read(client)
    last = read(client, f"{ADDRESS}?halaman=3")
    assert first.count('class="changes__item"') == 20
    assert last.count('class="changes__item"') == 5
    assert "dari <del>Rp25.000</del> menjadi <ins>Rp26.000</ins>" in first, (
        "the last of a page has its predecessor"
    )
    assert "Terbit pertama kali" in last
    assert "Berlaku sekarang" not in last
    for page in ("0", "x", "99999999999999999999"):
        read(client, f"{ADDRESS}?halaman={page}")


def test_english_history_marks_what_is_indonesian(service, client):
    change(service, 5000, "2026-03-05", note="Perda baru.")
    text = read(client, f"/en{ADDRESS}")
    assert '<span lang="id">Perda baru.</span>' in text
    assert '<ins lang="id">Rp5000</ins>' in text
    assert "Thursday, 5 March 2026" in text
    assert f'href="/en/layanan/{SLUG}/"' in text
