"""Pages of life events, over the demo catalogue."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from services import publishing
from services.models import LifeEvent, LifeEventService, Service
from tests.services.test_merging import BABY
from tests.services.test_pages import read

ADDRESS = "/peristiwa/punya-bayi/"
CHOSEN = ADDRESS + "?" + "&".join(f"layanan={slug}&keadaan-{slug}={case}" for slug, case in BABY.items())
MONDAY = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(html, start, end):
    return words(html.partition(start)[2].partition(end)[0])


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_list_names_every_event(demo, client):
    text = read(client, "/peristiwa/")
    for key, name in LifeEvent.objects.values_list("key", "name"):
        assert f'href="/peristiwa/{key}/"' in text
        assert name in text


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_event_page_is_whole(demo, client, language):
    for event in LifeEvent.objects.prefetch_related("services"):
        text = read(client, f"{language}/peristiwa/{event.key}/")
        for service in event.services.all():
            assert f'href="{language}/layanan/{service.slug}/"' in text


def test_event_page_takes_few_queries(demo, client, django_assert_max_num_queries):
    client.get(ADDRESS)
    with django_assert_max_num_queries(4):
        client.get(ADDRESS)


def test_order_papers_and_totals_for_chosen_cases(demo, client):
    text = read(client, CHOSEN)
    order = part(text, 'id="urutan"', "</form>")
    assert re.search("Pencatatan Kelahiran.*Perubahan Kartu Keluarga.*Penerbitan Kartu Identitas Anak", order)
    assert "Setelah Kutipan akta kelahiran terbit di langkah 1." in order
    sure = part(text, 'id="berkas"', "Hanya bila sesuai keadaan Anda")
    assert "Kartu Keluarga (KK) Asli diserahkan + 1 lembar fotokopi" in sure
    assert "Formulir F-1.02 2 formulir diisi" in sure
    assert "Cukup salah satu dari: Surat keterangan lahir Asli diperlihatkan + 1 lembar fotokopi" in sure
    assert "Buat fotokopinya sebelum yang asli diserahkan di langkah 2." in sure
    assert "Jika menambah bayi" in part(text, "Hanya bila sesuai keadaan Anda", "Didapat di jalan")
    assert "Kutipan akta kelahiran" in part(text, "Didapat di jalan", 'id="waktu-biaya"')
    figures = part(text, 'id="waktu-biaya"', 'id="tempat"')
    assert "Paling lama 48 jam" in figures
    assert "Rabu, 25 November 2026" in figures
    assert "Semua bisa di satu tempat" in text


def test_service_that_is_switched_off_is_not_counted(demo, client):
    text = read(client, f"{ADDRESS}?layanan=kartu-identitas-anak&keadaan-kartu-identitas-anak=hilang")
    papers = part(text, 'id="berkas"', 'id="waktu-biaya"')
    assert "Surat keterangan kehilangan dari kepolisian Surat asli" in papers
    assert "F-2.01" not in papers
    assert "Tidak diurus" in text
    assert text.count(" checked") == 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?layanan=tidak-ada", "tidak termasuk peristiwa ini"),
        ("?keadaan-tidak-ada=x", "tidak termasuk peristiwa ini"),
        ("?layanan=%00%22%3E%3Cscript%3E", "tidak termasuk peristiwa ini"),
        ("?layanan=ktp-el-baru", "tidak termasuk peristiwa ini"),
        ("?keadaan-akta-kelahiran=tidak-ada", "Keadaan untuk Akta kelahiran di alamat tadi tidak dikenal"),
        ("?layanan=&keadaan-akta-kelahiran=", "Tidak ada layanan yang dipilih"),
    ],
)
def test_what_is_not_understood_is_told_and_ignored(demo, client, query, told):
    text = read(client, ADDRESS + query)
    assert told in text
    assert text.count(" checked") == 3
    assert "<script>" not in text


def test_what_is_understood_has_no_notices(demo, client):
    assert "notice--warning" not in read(client, CHOSEN)
    assert "notice--warning" not in read(client, CHOSEN + "&layanan=")
    cases = "&".join(f"keadaan-{slug}={case}" for slug, case in BABY.items())
    assert "notice--warning" not in read(client, f"{ADDRESS}?{cases}")


def test_step_says_when_it_asks_for_nothing_of_the_others(demo, client):
    assert "Tidak meminta hasil langkah lain" in read(client, "/peristiwa/buka-usaha/")
    steps = part(read(client, "/peristiwa/usia-17/"), 'id="urutan"', "</form>")
    assert "Sebaiknya setelah langkah 1, yang menerbitkan KTP-el." in steps


def test_unknown_event_is_not_found_with_ways_on(demo, client):
    assert "/layanan/" in read(client, "/peristiwa/tidak-ada/", status=404)


def test_withdrawn_service_is_left_out(demo, client):
    publishing.withdraw(Service.objects.get(slug="akta-kelahiran"), reason="Diganti.")
    text = read(client, ADDRESS)
    assert "Pencatatan Kelahiran" not in text
    # Without the service that gives it, the certificate has to be brought.
    assert 'id="berkas-akta-kelahiran"' in read(client, f"{ADDRESS}?keadaan-kartu-identitas-anak=kurang-5")


def test_event_without_live_services_says_so(demo, client):
    event = LifeEvent.objects.create(key="kosong", name="Kosong")
    draft = Service.objects.get(slug="kk-baru")
    draft.pk, draft.slug = None, "belum-terbit"
    draft.save()
    LifeEventService.objects.create(life_event=event, service=draft)
    assert "Belum ada layanan yang terbit" in read(client, "/peristiwa/kosong/")


def test_share_text_holds_order_sums_and_choice(demo, client):
    text = read(client, CHOSEN)
    address = re.search(r'href="(https://wa\.me/\?text=[^"]+)"', text).group(1)
    (message,) = parse_qs(urlsplit(address).query)["text"]
    assert len(message) <= 1500
    assert message.startswith("*Baru punya bayi*")
    assert "2) Perubahan KK" in message
    assert "Kartu Keluarga (KK) (asli diserahkan + 1 lembar fotokopi)" in message
    assert "keadaan-kartu-identitas-anak=kurang-5" in message


@pytest.mark.parametrize("key", ["menikah", "keluarga-meninggal", "dokumen-hilang"])
def test_share_text_of_long_lists_stays_short(demo, client, key):
    text = read(client, f"/peristiwa/{key}/")
    address = re.search(r'href="(https://wa\.me/\?text=[^"]+)"', text).group(1)
    assert len(parse_qs(urlsplit(address).query)["text"][0]) <= 1500


def test_papers_that_need_each_other_are_told(demo, client):
    cases = "keadaan-ktp-el-hilang-rusak=hilang&keadaan-kk-hilang-rusak=hilang"
    text = read(client, f"/peristiwa/dokumen-hilang/?{cases}")
    told = "Langkah 1 meminta Kartu Keluarga (KK), yang baru terbit di langkah 2, dan sebaliknya."
    assert words(text).count(told) == 1
    assert "Diminta asli oleh" in text
    steps = part(text, 'id="urutan"', "Langkah 1 meminta")
    assert "Setelah KTP-el terbit di langkah 1." in steps.partition("Kartu Identitas Anak")[2]
    assert "Setelah" not in steps.partition("Kartu Identitas Anak")[0]
    assert "Tidak meminta hasil langkah lain" not in steps
    sure = part(text, 'id="berkas"', "Didapat di jalan")
    assert 'id="berkas-kk"' not in text
    assert "Kartu Keluarga (KK) Fotokopi" not in sure
    given = part(text, "Didapat di jalan", 'id="waktu-biaya"')
    # The KIA, its case still open, may ask for the original besides.
    assert "Kartu Keluarga (KK) Asli diperlihatkan + 1 lembar fotokopi" in given
    assert "Baru terbit di langkah 2, jadi urus keduanya bersamaan." in given


def test_missing_paper_is_got_from_the_events_own_service(demo, client):
    # Switched off, the event's own replacement of the KK comes before the KK for a new family.
    query = "layanan=ktp-el-hilang-rusak&keadaan-ktp-el-hilang-rusak=hilang"
    text = read(client, f"/peristiwa/dokumen-hilang/?{query}")
    first = part(text, 'class="paper__first"', "</p>")
    assert "Penggantian Kartu Keluarga Hilang atau Rusak" in first
    assert "Penerbitan Kartu Keluarga Baru" not in words(text)


def test_service_is_not_offered_when_a_step_issues_the_paper(demo, client):
    query = "keadaan-ktp-el-hilang-rusak=hilang&keadaan-kk-hilang-rusak=rusak"
    text = read(client, f"/peristiwa/dokumen-hilang/?{query}")
    assert 'id="berkas-kk"' in text
    assert "Penerbitan Kartu Keluarga Baru" not in words(text)


def test_paper_that_is_asked_for_by_two_names_comes_from_the_steps(demo, client):
    text = read(client, "/peristiwa/keluarga-meninggal/")
    steps = part(text, 'id="urutan"', "</form>")
    change = steps.partition("Perubahan Kartu Keluarga")[2].partition("Mutasi")[0]
    assert "Setelah Kutipan akta kematian terbit di langkah 2." in change
    assert "Tidak meminta hasil langkah lain" not in change
    given = part(text, "Didapat di jalan", 'id="waktu-biaya"')
    assert "Fotokopi akta kematian atau surat kematian" in given
    assert "Fotokopi akta kematian atau surat kematian" not in part(text, 'id="berkas"', "Didapat di jalan")


MUSLIM_COUPLE = (
    "/peristiwa/menikah/?layanan=pengantar-nikah&keadaan-pengantar-nikah=belum-pernah&layanan=kk-baru"
    "&keadaan-kk-baru=menikah&layanan=perubahan-biodata&keadaan-perubahan-biodata=status-kawin"
)


def test_paper_from_elsewhere_between_steps_is_told_and_no_date_is_promised(demo, client):
    text = read(client, MUSLIM_COUPLE)
    steps = part(text, 'id="urutan"', "Tidak diurus")
    told = "Perlu dulu: Buku nikah atau kutipan akta perkawinan. Penerbit: KUA bagi yang beragama Islam."
    assert steps.count(told) == 2
    assert "Tidak meminta hasil langkah lain" not in steps
    figures = part(text, 'id="waktu-biaya"', 'id="tempat"')
    assert "semuanya selesai paling lambat" not in figures
    assert "Paling lama 48 jam di kantor kami" in figures
    assert "Langkah 2 dan 3 baru bisa dimulai setelah ada: Buku nikah atau kutipan akta" in figures
    assert "Dihitung dari langkah yang saling menunggu (2 → 3)." in figures


def test_date_is_promised_when_that_paper_is_there_from_the_start(demo, client):
    text = read(client, MUSLIM_COUPLE.replace("layanan=pengantar-nikah&", ""))
    figures = part(text, 'id="waktu-biaya"', 'id="tempat"')
    assert "semuanya selesai paling lambat" in figures
    assert "di kantor kami" not in figures


def message(client, address, start):
    found = re.search(rf'href="(https://wa\.me/{start}\?text=[^"]+)"', read(client, address)).group(1)
    return parse_qs(urlsplit(found).query)["text"][0]


def test_texts_to_send_name_the_chosen_cases(demo, client):
    query = "?keadaan-ktp-el-hilang-rusak=hilang&layanan=ktp-el-hilang-rusak&layanan=kk-hilang-rusak"
    shared = message(client, f"/peristiwa/dokumen-hilang/{query}", "")
    assert "1) KTP hilang/rusak (keadaan: KTP-el hilang)\n2) KK hilang/rusak\n" in shared
    asked = message(client, f"/peristiwa/dokumen-hilang/{query}", r"\d+")
    told = "KTP hilang/rusak (keadaan: KTP-el hilang), KK hilang/rusak (Dompet atau dokumen hilang)"
    assert f"Halo, saya mau mengurus: {told}." in asked
    assert message(client, f"/en/peristiwa/dokumen-hilang/{query}", r"\d+") == asked
    english = message(client, f"/en/peristiwa/dokumen-hilang/{query}", "")
    assert english.startswith("*Lost wallet or documents*")
    assert "KK hilang" not in english.partition("Bring")[0]


def test_open_cases_lead_to_choosing(demo, client):
    open_cases = read(client, "/peristiwa/punya-bayi/")
    assert '<a class="button" href="#urutan">Pilih keadaan</a>' in open_cases
    assert "Pilih keadaan</a>" not in read(client, CHOSEN)


def test_same_original_handed_over_twice_is_told(demo, client):
    cases = "keadaan-pindah-datang=datang&keadaan-kk-baru=pindah-datang"
    text = words(read(client, f"/peristiwa/pindah-rumah/?{cases}"))
    assert "Aslinya diserahkan di langkah 1, padahal langkah 2 juga memintanya." in text


def test_split_places_name_the_exception(demo, client):
    text = words(read(client, "/peristiwa/menikah/"))
    assert "Hampir semua bisa di satu tempat, kecuali Surat Pengantar Nikah (N1)." in text


def test_english_page_marks_what_is_indonesian(demo, client):
    text = read(client, f"/en{CHOSEN}")
    assert "New baby" in text
    assert '<span class="paper__name" lang="id">Kartu Keluarga (KK)</span>' in text
    assert "Family card" in text
