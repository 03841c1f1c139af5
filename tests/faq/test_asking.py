"""Asking: what is sent, what is kept of it, and what machines and mischief get."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.asking import codes, form_tokens, spam
from faq.asking.similar import similar
from faq.asking.typed import contact_of
from faq.feedback import counting
from faq.inbox.grouping import stems_of
from faq.models import Inquiry, InquiryState, PageCount
from services import snapshot
from services.masking import NUMBER, PHONE
from services.models import Agency

NOW = "2026-11-23 09:00+07:00"
TEXT = "Apakah akta kelahiran anak bisa diurus oleh neneknya sendiri di kecamatan?"


def form(text=TEXT, age=60, **fields):
    """The form as a browser sends it, given out so many seconds ago."""
    with time_machine.travel(f"{NOW[:-6]}+07:00", tick=False) as clock:
        clock.shift(-age)
        token = form_tokens.new_token()
    return {"pertanyaan": text, "formulir": token, "langkah": "kirim", "kontak": "", "layanan": "", **fields}


def ask(client, text=TEXT, age=60, **fields):
    return client.post("/tanya/", form(text, age, **fields))


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(demo):
    return Client(headers={"sec-fetch-site": "same-origin"})


def code_in(response):
    return re.fullmatch(r"/tanya/([0-9A-Z-]{19})/terkirim/", response["Location"])[1]


def test_question_is_sent_with_service_case_and_day(client):
    response = ask(client, layanan="ktp-el-hilang-rusak", keadaan="hilang", kontak="0812 3456 7890")
    inquiry = Inquiry.objects.get()
    assert (inquiry.service.slug, inquiry.case, inquiry.contact) == (
        "ktp-el-hilang-rusak",
        "hilang",
        "081234567890",
    )
    assert str(inquiry.due_on) == "2026-11-25"
    assert inquiry.stems == stems_of(TEXT)
    assert inquiry.agency == inquiry.service.agency
    code = code_in(response)
    assert inquiry.code_digest == codes.digest(codes.normalise(code))
    assert code in client.get(response["Location"]).content.decode()


def test_numbers_are_masked_before_anything_is_stored(client):
    response = ask(client, "NIK saya 3301 2212 0190 0001 dan hp O812-3456-789O, kapan KTP jadi?")
    inquiry = Inquiry.objects.get()
    assert inquiry.text == f"NIK saya {NUMBER} dan hp {PHONE}, kapan KTP jadi?"
    assert inquiry.was_masked
    assert not re.search(r"\d", inquiry.stems)
    page = client.get(response["Location"]).content.decode()
    assert "1 nomor telepon" in page
    assert PHONE in page


def test_invalid_form_shows_masked_text_again(client):
    text = client.post("/tanya/", form("3301221201900001")).content.decode()
    assert NUMBER in text
    assert "3301221201900001" not in text
    assert "error-summary" in text


def test_same_form_twice_is_one_question_and_one_page(client):
    sent = form()
    first, second = client.post("/tanya/", sent), client.post("/tanya/", sent)
    assert first["Location"] == second["Location"]
    assert Inquiry.objects.count() == 1


def test_without_scripts_similar_answers_come_first(client):
    page = client.post(
        "/tanya/", form("Apakah hari Sabtu buka? wa 081234567890", langkah="", kontak="a@b.id")
    )
    text = page.content.decode()
    assert "Sudah ada jawabannya?" in text
    assert "/tanya/terjawab/tanya-jawab/umum-jam-layanan/" in text
    assert f"wa {PHONE}" in text
    assert "a@b.id" in text
    assert "081234567890" not in text
    assert Inquiry.objects.count() == 0


def test_nothing_similar_is_sent_at_once(client):
    assert ask(client, "xyzzy plugh frobozz quux", langkah="").status_code == 302


def test_this_answers_is_counted_and_nothing_sent(client):
    address = "/tanya/terjawab/tanya-jawab/umum-jam-layanan/"
    assert client.post(address)["Location"] == address
    counting.waiting.write()
    assert PageCount.objects.get().settled == 1
    assert "Sabtu" in client.get(address).content.decode()
    assert client.post("/tanya/terjawab/tanya-jawab/tidak-ada/").status_code == 404


def test_typing_finds_questions_and_the_part_of_the_chosen_service(client):
    facts = snapshot.current()
    assert (
        similar("pagi pak, saya mau tanya apakah hari sabtu buka?", facts)[0].url
        == "/tanya-jawab/umum-jam-layanan/"
    )
    found = similar("berapa biayanya ya?", facts, "ktp-el-hilang-rusak", "hilang")
    part = next(
        each for each in found if each.url == "/layanan/ktp-el-hilang-rusak/?keadaan=hilang#waktu-biaya"
    )
    assert (part.about, part.text) == ("Biaya", "Gratis")
    response = client.post("/tanya/mirip/", {"pertanyaan": "apakah sabtu buka"})
    assert "umum-jam-layanan" in response.content.decode()
    assert client.get("/tanya/mirip/?pertanyaan=x").status_code == 405


def test_every_service_and_its_cases_can_be_chosen(client):
    text = client.get("/tanya/?layanan=ktp-el-hilang-rusak&keadaan=hilang").content.decode()
    assert '<option value="ktp-el-hilang-rusak" selected>' in text
    assert '<option value="hilang" selected>' in text
    assert "Dijawab paling lambat Rabu, 25\xa0November." in text or "Rabu, 25" in text
    assert 'name="keadaan"' in client.get("/tanya/keadaan/?layanan=kk-baru").content.decode()
    again = client.post("/tanya/", form("Teks ini tetap ada", langkah="layanan", layanan="kk-baru"))
    assert "Teks ini tetap ada" in again.content.decode()


def test_answer_day_skips_holidays_and_starts_at_the_next_opening(client):
    with time_machine.travel("2026-12-23 22:00+07:00", tick=False):
        sent = {**form(), "formulir": form_tokens.new_token()}
    with time_machine.travel("2026-12-23 22:01+07:00", tick=False):
        client.post("/tanya/", sent)
    due = Inquiry.objects.get().due_on
    assert str(due) == "2026-12-29"  # 24 and 25 are holidays; the count starts on Saturday 26, which is open
    with time_machine.travel("2026-12-30 09:00+07:00", tick=False):
        assert (
            "Perkiraan" in client.get("/tanya/").content.decode()
        )  # nobody has entered the holidays of 2027


@pytest.mark.parametrize(
    ("fields", "age", "status"),
    [
        ({"laman": "http://x"}, 60, 422),
        ({}, 1, 422),
        ({}, 2 * 86400, 422),
        ({"formulir": "palsu:1:2"}, 60, 422),
        ({"formulir": ""}, 60, 422),
        ({"kontak": "3301221201900001"}, 60, 422),
        ({"kontak": "x" * 900}, 60, 422),
        ({"pertanyaan": ""}, 60, 422),
        ({"pertanyaan": "halo"}, 60, 422),
        ({"pertanyaan": "a b " * 400}, 60, 422),
    ],
)
def test_what_is_not_taken_says_what_to_do_and_keeps_the_text(client, fields, age, status):
    response = ask(client, age=age, **fields)
    text = response.content.decode()
    assert response.status_code == status
    assert "error-summary" in text
    assert fields.get("pertanyaan", TEXT)[:40].strip() in text
    assert Inquiry.objects.count() == 0


def test_form_of_another_site_is_not_taken(client):
    response = Client(headers={"sec-fetch-site": "cross-site"}).post("/tanya/", form())
    assert response.status_code == 403
    assert TEXT in response.content.decode()
    assert Inquiry.objects.count() == 0


def test_rate_is_limited_and_says_so(client, monkeypatch):
    monkeypatch.setattr("faq.asking.views.MOST_SENT", 1)
    assert ask(client).status_code == 302
    response = ask(client, TEXT + " Dua")
    assert response.status_code == 429
    assert TEXT in response.content.decode()


def test_page_has_no_cookie_and_is_not_kept(client):
    for response in (client.get("/tanya/"), ask(client), client.get("/tanya/0000-0000-0000-0000/")):
        assert not response.cookies
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "text",
    [
        "Bagaimana\x00 caranya mengurus KK? \x01\x02", "Bagaimana mengurus KK \U0001f600\u200d\U0001f600 baru?",
        "\u202eBagaimana mengurus\u202c KK baru?", "Bagaimana\n" * 3 + "\n" * 10_000 + "mengurus KK?",
        "كيف أجدد بطاقة الهوية؟",
        "<script>alert(1)</script> mengurus KK baru", "{% load x %}{{ 7 }} mengurus KK",
        "\ud800 mengurus KK baru ya",
    ],
)  # fmt: skip
def test_odd_texts_are_kept_clean_and_escaped(client, text):
    response = client.post("/tanya/", form(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")))
    assert response.status_code == 302
    kept = Inquiry.objects.get().text
    assert not re.search("[\x00-\x09\u202a-\u202e\ud800]|\n\n\n", kept)
    page = client.get(response["Location"].replace("terkirim/", "")).content.decode()
    assert "<script>alert" not in page


def test_advertisements_are_put_aside_and_doubts_are_told(client):
    sent = ask(client, "Pinjaman cepat https://a.b https://c.d https://e.f klik sekarang")
    told = client.get(sent["Location"], follow=True).content.decode()
    assert "Tidak dijawab di sini" in told
    assert "tanpa tautan" in told
    assert Inquiry.objects.get().state == InquiryState.SPAM
    ask(client, "Apakah formulir di https://dukcapil.example sama saja?")
    doubtful = Inquiry.objects.exclude(state=InquiryState.SPAM).get()
    assert (doubtful.state, doubtful.doubts) == (InquiryState.OPEN, ["memuat tautan"])


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        (TEXT, 0), ("toloooooooooooong KTP saya", 1), ("beli beli beli beli beli beli beli beli", 1),
        ("как получить паспорт", 1),
    ],
)  # fmt: skip
def test_doubts(db, text, doubts):
    assert len(spam.judge(text).doubts) == doubts


def test_same_text_again_and_again_is_doubted_and_never_silenced(client):
    agency = Agency.objects.filter(publisher=None).first()
    Inquiry.objects.bulk_create(
        Inquiry(agency=agency, text=TEXT, code_digest=f"{place:064}") for place in range(40)
    )
    ask(client)
    last = Inquiry.objects.order_by("pk").last()
    assert (last.state, len(last.doubts)) == (InquiryState.OPEN, 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812 3456-7890", "081234567890"), ("+62 812 3456 7890", "+6281234567890"), ("ibu@x.id", "ibu@x.id"),
        ("ibu", None),
        ("3301221201900001", None), ("a@b.id, c@d.id", None), ("javascript:alert(1)", None),
    ],
)  # fmt: skip
def test_contact_is_one_number_or_one_address(typed, kept):
    assert contact_of(typed) == kept


def test_the_form_takes_eight_queries(client, django_assert_max_num_queries):
    client.get("/tanya/")
    with django_assert_max_num_queries(8):
        assert client.get("/tanya/?layanan=ktp-el-hilang-rusak&keadaan=hilang").status_code == 200


odd = st.text(max_size=60) | st.sampled_from(
    ["\x00", "kk-baru", "1", "kirim", "layanan", "ubah", "%s", "{{ x }}", "../"]
)
NAMES = ["pertanyaan", "kontak", "layanan", "keadaan", "formulir", "langkah", "dilihat", "laman", "kode"]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(NAMES), odd),
    st.sampled_from(["", "mirip/", "kode/", "terjawab/layanan/kk-baru/"]),
)
def test_nothing_sent_breaks_a_page(client, data, place):
    cache.clear()
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in data.items()}
    assert client.post(f"/tanya/{place}", sent).status_code < 500
    assert client.get("/tanya/", sent).status_code == 200


@pytest.mark.parametrize(
    "place", ["x", "%00", "../../x", "%E2%80%AE", "a" * 3000, "7F3K-9Q2M", "%F0%9F%98%80"]
)
def test_no_address_breaks_a_page(client, place):
    for way in ("", "terkirim/", "hapus/"):
        assert client.get(f"/tanya/{place}/{way}").status_code == 404
