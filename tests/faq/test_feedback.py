"""Was this helpful: counted without a cookie, written texts masked, nothing for pages that are not there."""

import pytest
from django.core.cache import cache

from faq.feedback import counting, once, receiving, seen
from faq.models import Feedback, FeedbackKind, PageCount
from services import publishing
from services.models import Notification, Service
from tests.people import make_staff

PAGE = {"jenis": "layanan", "halaman": "kk-baru"}
BROWSER = "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36"
pytestmark = pytest.mark.usefixtures("demo")


def counted(**page):
    counting.waiting.write()
    rows = PageCount.objects.filter(**{"kind": "layanan", "key": "kk-baru", **page})
    return [(row.views, row.helpful, row.unhelpful) for row in rows]


def verdict(client, word, headers=None, **fields):
    return client.post("/umpan-balik/", PAGE | {"membantu": word} | fields, headers=headers or {})


def written(client, address="kurang", headers=None, **fields):
    """A form sent as somebody does who took their time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(once, "LEAST_SECONDS", -1)
        ticket = fields.pop("tanda", None) or once.new_ticket()
        sent = PAGE | {"tanda": ticket} | fields
        return client.post(f"/umpan-balik/{address}/", sent, headers=headers or {})


class TestQuestion:
    @pytest.mark.parametrize(
        "path", ["/", "/kantor/mpp/", "/tanya-jawab/umum-hoaks/", "/en/layanan/kk-baru/"]
    )
    def test_stands_on_public_pages_without_token_or_cookie(self, client, path):
        answer = client.get(path)
        page = answer.content.decode()
        assert page.count('name="membantu"') == 2
        assert "csrf" not in page
        assert not answer.cookies

    @pytest.mark.parametrize("path", ["/tidak-ada/", "/layanan/tidak-ada/", "/luring/", "/tanya/", "/masuk/"])
    def test_stands_on_no_other_page(self, client, path):
        assert 'name="membantu"' not in client.get(path).content.decode()

    def test_names_page_edition_and_way_back(self, client):
        page = client.get("/layanan/kk-baru/?keadaan=menikah").content.decode()
        assert '<input type="hidden" name="halaman" value="kk-baru">' in page
        assert '<input type="hidden" name="edisi" value="1">' in page
        assert 'name="kembali" value="/layanan/kk-baru/?keadaan=menikah"' in page

    def test_withdrawn_page_does_not_ask(self, client, administrator):
        publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="Diganti.", by=administrator)
        assert 'name="membantu"' not in client.get("/layanan/kk-baru/").content.decode()
        assert verdict(client, "ya").status_code == 404


class TestVerdict:
    @pytest.mark.parametrize(
        "referer", ["http://[::1", "http://testserver:99999/", "http://jahat.example/x/", "//"]
    )
    def test_strange_way_back_leads_home(self, client, referer):
        answer = client.get("/umpan-balik/salah/", {"jenis": "tidak-ada"}, headers={"referer": referer})
        assert answer.status_code == 404
        assert 'href="/"' in answer.content.decode()

    def test_is_counted_and_thanked_with_the_way_back(self, client):
        answer = verdict(client, "ya", kembali="/layanan/kk-baru/?keadaan=menikah")
        assert 'href="/layanan/kk-baru/?keadaan=menikah#membantu"' in answer.content.decode()
        assert not answer.cookies
        assert counted() == [(0, 1, 0)]

    def test_pressed_twice_counts_once_and_another_browser_again(self, client):
        for _ in range(3):
            verdict(client, "belum")
        verdict(client, "belum", {"user-agent": "lain"})
        assert counted() == [(0, 0, 2)]

    def test_many_names_of_one_browser_count_so_often_only(self, client, monkeypatch):
        monkeypatch.setattr(once, "MOST_AN_HOUR", 3)
        for number in range(5):
            assert verdict(client, "belum", {"user-agent": f"Peramban {number}"}).status_code == 200
        verdict(client, "belum", halaman="ktp-el-hilang-rusak")
        assert counted() == [(0, 0, 3)]
        assert counted(key="ktp-el-hilang-rusak") == [(0, 0, 1)]

    def test_way_back_never_leads_elsewhere(self, client):
        for path in ["//jahat.example/", "https://jahat.example/", "/\\jahat.example"]:
            assert "jahat" not in verdict(client, "ya", kembali=path).content.decode()

    @pytest.mark.parametrize(
        "page",
        [
            ("layanan", "tidak-ada"),
            ("halaman", "service"),
            ("x", "y"),
            ("kabar", "9" * 40),
            ("layanan", "kk\0baru"),
        ],
    )
    def test_page_that_is_not_there_is_refused(self, client, page):
        answer = verdict(client, "ya", jenis=page[0], halaman=page[1])
        assert answer.status_code == 404
        counting.waiting.write()
        assert not PageCount.objects.exists()

    @pytest.mark.parametrize(
        "headers",
        [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://jahat.example"},
         {"origin": "null"}, {"referer": "https://jahat.example/layanan/kk-baru/"}],
    )  # fmt: skip
    def test_other_site_is_refused(self, client, headers):
        assert verdict(client, "ya", headers).status_code == 403
        assert written(client, headers=headers, reason="syarat").status_code == 403
        assert counted() == []
        assert not Feedback.objects.exists()

    @pytest.mark.parametrize(
        "headers",
        [{}, {"sec-fetch-site": "same-origin", "origin": "null"}, {"origin": "http://testserver"},
         {"referer": "http://testserver:80/layanan/kk-baru/"}],
    )  # fmt: skip
    def test_own_pages_and_old_web_views_are_heard(self, client, headers):
        assert verdict(client, "ya", headers).status_code == 200
        assert counted() == [(0, 1, 0)]

    def test_too_many_from_one_address_are_not_counted(self, client, monkeypatch):
        monkeypatch.setattr("faq.feedback.views.VERDICTS_AN_HOUR", 1)
        verdict(client, "ya")
        assert verdict(client, "ya", halaman="ktp-el-hilang-rusak").status_code == 429
        assert counted(key="ktp-el-hilang-rusak") == []

    def test_in_place_only_the_answer_comes(self, client):
        answer = verdict(client, "belum", {"x-in-place": "1"})
        assert answer["X-In-Place"] == "1"
        assert b"<html" not in answer.content
        assert b'name="tanda"' in answer.content

    def test_in_english(self, client):
        answer = client.post("/en/umpan-balik/", PAGE | {"membantu": "ya"})
        assert "Thank you" in answer.content.decode()


class TestText:
    def test_what_says_who_somebody_is_is_masked_and_told(self, client):
        answer = written(client, reason="syarat", text="NIK saya 3201234567890123, telepon 081234567890")
        kept = Feedback.objects.get()
        assert kept.was_masked
        assert "3201234567890123" not in kept.text
        assert "[nomor disamarkan]" in answer.content.decode()
        assert (kept.kind, kept.key, kept.reason, kept.what) == (
            "layanan",
            "kk-baru",
            "syarat",
            FeedbackKind.MISSING,
        )

    @pytest.mark.parametrize(
        ("told", "kept"), [("1", 1), ("2", None), ("x", None), ("", None), ("9" * 30, None)]
    )
    def test_report_keeps_the_edition_that_was_read_if_there_is_one(self, client, told, kept):
        assert written(client, "salah", text="Biayanya lain.", edisi=told).status_code == 200
        assert Feedback.objects.get().edition == kept

    def test_same_form_twice_is_stored_once(self, client):
        ticket = once.new_ticket()
        for _ in range(2):
            assert written(client, tanda=ticket, reason="lain", text="Dua kali").status_code == 200
        assert Feedback.objects.count() == 1

    def test_form_is_shown_again_with_what_is_missing(self, client):
        answer = written(client)
        assert answer.status_code == 400
        assert "Pilih satu alasan" in answer.content.decode()
        assert written(client, "salah", text=" ").status_code == 400
        assert written(client, text="a" * 1001).status_code == 400
        assert written(client, text="a\0b").status_code == 400
        assert not Feedback.objects.exists()

    def test_robots_are_not_stored(self, client):
        assert written(client, text="Beli ini", website="https://jual.example").status_code == 200
        quick = client.post("/umpan-balik/kurang/", PAGE | {"tanda": once.new_ticket(), "text": "Cepat"})
        assert quick.status_code == 400
        # Whoever only types fast is not told off, and keeps what they wrote.
        page = quick.content.decode()
        assert "error-summary" not in page
        assert "tekan kirim sekali lagi" in page
        assert ">Cepat</textarea>" in page
        assert client.post("/umpan-balik/kurang/", PAGE | {"tanda": "x", "text": "Palsu"}).status_code == 400
        assert not Feedback.objects.exists()

    def test_address_and_page_have_a_limit(self, client, monkeypatch):
        monkeypatch.setattr("faq.feedback.views.TEXTS_AN_HOUR", 1)
        assert written(client, text="Satu").status_code == 200
        assert written(client, text="Dua").status_code == 429
        cache.clear()
        monkeypatch.setattr(receiving, "MOST_OPEN", 1)
        assert written(client, text="Tiga").status_code == 429
        assert Feedback.objects.count() == 1

    def test_opened_without_a_form_leads_on(self, client):
        assert client.get("/umpan-balik/kurang/").status_code == 302
        assert client.get("/umpan-balik/").status_code == 200
        assert client.get("/umpan-balik/salah/").status_code == 404
        assert client.get("/umpan-balik/salah/?jenis=halaman&halaman=home").status_code == 200


class TestTelling:
    @pytest.fixture
    def owner(self):
        owner = make_staff("Penyunting", "pemilik")
        Service.objects.filter(slug="kk-baru").update(owner=owner)
        return owner

    def test_owner_hears_of_a_report_at_once_without_its_words(self, client, owner):
        for number in range(2):
            written(client, "salah", text=f"Rahasia {number}", edisi="1")
        told = Notification.objects.filter(user=owner)
        assert [each.text for each in told] == [
            f"Laporan salah tentang “{Service.objects.get(slug='kk-baru').name}”, edisi 1."
        ] * 2
        assert not Notification.objects.exclude(user=owner).exists()

    def test_what_was_missing_is_told_once_a_day(self, client, owner):
        for number in range(3):
            written(client, text=f"Kurang {number}")
        assert Notification.objects.filter(user=owner).count() == 1

    def test_without_an_owner_those_of_the_agency_hear(self, client):
        editor, counter = make_staff("Penyunting"), make_staff("Loket")
        written(client, "salah", text="Salah", jenis="halaman", halaman="home")
        assert [each.user for each in Notification.objects.all()] == [editor]
        assert counter.notifications.count() == 0


class TestViews:
    def read(self, client, path="/layanan/kk-baru/", **headers):
        return client.get(path, headers={"user-agent": BROWSER} | headers)

    def test_are_counted_per_page_and_day(self, client):
        self.read(client)
        self.read(client, "/en/layanan/kk-baru/?keadaan=menikah", **{"sec-fetch-mode": "navigate"})
        self.read(client, "/")
        assert PageCount.objects.count() == 0, "nobody waits for a write"
        assert counted() == [(2, 0, 0)]
        assert counted(kind="halaman", key="home") == [(1, 0, 0)]

    @pytest.mark.parametrize(
        "headers",
        [{"user-agent": "Googlebot/2.1"}, {"user-agent": "WhatsApp/2.2"}, {"user-agent": ""}, {"sec-purpose": "prefetch"},
         {"sec-fetch-mode": "cors"}, {"cookie": "sessionid=x"}],
    )  # fmt: skip
    def test_of_robots_staff_and_in_advance_are_not(self, client, headers):
        self.read(client, **headers)
        client.head("/layanan/kk-baru/", headers={"user-agent": BROWSER})
        self.read(client, "/layanan/tidak-ada/")
        assert counted() == []
        assert not PageCount.objects.exists()

    def test_page_that_a_cache_answered_is_counted_too(self, rf):
        from django.http import HttpResponse

        answer = seen.count_views(lambda request: HttpResponse("dari tembolok"))
        for path in ["/layanan/kk-baru/", "/en/layanan/kk-baru/", "/cari/saran/", "/kelola/"]:
            answer(rf.get(path, headers={"user-agent": BROWSER}))
        assert counted() == [(2, 0, 0)]
        assert PageCount.objects.count() == 1


def test_counts_of_two_processes_add_up():
    counting.note_view("layanan", "kk-baru")
    counting.note_settled("layanan", "kk-baru")
    counting.waiting.write()
    row = PageCount.objects.get()
    with pytest.MonkeyPatch.context() as patch:
        # Another process begins the row between our looking and our writing.
        patch.setattr(counting, "_add", _late(counting._add))
        PageCount.objects.all().delete()
        counting.note_view("layanan", "kk-baru")
        counting.waiting.write()
    assert (row.views, row.settled) == (1, 1)
    assert counted() == [(8, 0, 0)]


def _late(add):
    looked = []

    def late(page, more):
        if not looked:
            looked.append(page)
            PageCount.objects.create(kind=page[0], key=page[1], day=page[2], views=7)
            return 0
        return add(page, more)

    return late
