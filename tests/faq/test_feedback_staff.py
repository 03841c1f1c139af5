"""What readers wrote and how pages do, for those who keep them."""

import datetime

import pytest
from django.utils import timezone

from faq.feedback import rates
from faq.models import Feedback, PageCount, Question
from portal import roles
from services import publishing
from services.models import Agency, AuditRecord, Notification, Service
from services.retention import RULES
from tests.people import make_staff, signed_in

LIST = "/kelola/umpan-balik/"
pytestmark = pytest.mark.usefixtures("demo")


def make_feedback(**given):
    service = Service.objects.get(slug="kk-baru")
    usual = {
        "what": "salah",
        "kind": "layanan",
        "key": "kk-baru",
        "title": service.name,
        "agency": service.agency,
    }
    return Feedback.objects.create(**usual | {"text": "Biayanya lain.", "edition": 1} | given)


def make_count(key="kk-baru", days_ago=0, kind="layanan", **given):
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return PageCount.objects.create(kind=kind, key=key, day=day, **given)


@pytest.fixture
def editor():
    return signed_in(make_staff(roles.EDITOR))


def page(client, path=LIST):
    return client.get(path).content.decode()


class TestList:
    def test_shows_what_is_open_newest_first(self, editor):
        make_feedback(text="Yang lama", at=timezone.now() - datetime.timedelta(days=1))
        make_feedback(text="Yang <b>baru</b>", what="kurang", reason="syarat")
        make_feedback(text="Yang beres", settled_at=timezone.now())
        shown = page(editor)
        assert shown.index("Yang &lt;b&gt;baru&lt;/b&gt;") < shown.index("Yang lama")
        assert "Syaratnya tidak jelas" in shown
        assert "Yang beres" not in shown
        assert "Yang beres" in page(editor, f"{LIST}?keadaan=beres")

    def test_is_narrowed(self, editor):
        make_feedback(text="Tentang KK")
        make_feedback(text="Tentang beranda", kind="halaman", key="home", agency=None, edition=None)
        assert "Tentang KK" not in page(editor, f"{LIST}?jenis=halaman")
        assert "Tentang beranda" not in page(editor, f"{LIST}?jenis=layanan&halaman=kk-baru")
        assert "Tentang KK" not in page(editor, f"{LIST}?tentang=kurang")
        assert "Tentang KK" in page(editor, f"{LIST}?tentang=x&instansi=y&keadaan=z")

    def test_asks_no_more_for_many(self, editor, django_assert_max_num_queries):
        make_feedback()
        page(editor)
        for number in range(20):
            make_feedback(text=str(number))
        with django_assert_max_num_queries(16):
            page(editor)

    def test_of_another_agency_is_not_there(self):
        other = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain")
        client, feedback = signed_in(make_staff(roles.EDITOR, agencies=[other])), make_feedback()
        assert "Biayanya lain" not in page(client)
        assert client.get(f"{LIST}{feedback.pk}/").status_code == 404
        client.post(f"{LIST}beres/", {"pilih": [feedback.pk]})
        feedback.refresh_from_db()
        assert feedback.settled_at is None

    def test_public_officer_reads_and_settles_not(self):
        client, feedback = signed_in(make_staff(roles.PR)), make_feedback()
        assert "Tandai" not in page(client)
        assert client.post(f"{LIST}beres/", {"pilih": [feedback.pk]}).status_code == 403
        assert signed_in(make_staff(roles.COUNTER)).get(LIST).status_code == 403


class TestOne:
    def test_says_what_changed_since_the_edition_that_was_read(self, editor, administrator):
        feedback, service = make_feedback(), Service.objects.get(slug="kk-baru")
        assert "yang masih berlaku" in page(editor, f"{LIST}{feedback.pk}/")
        service.summary = "Ringkasan yang lain."
        service.save()
        publishing.publish(service, by=administrator)
        shown = page(editor, f"{LIST}{feedback.pk}/")
        assert "halaman sudah berubah sejak tulisan ini" in shown
        assert "Ringkasan yang lain." in shown
        assert f"/kelola/entri/layanan/{service.pk}/perubahan/?dari=1&amp;ke=2" in shown

    def test_of_a_page_that_is_gone_still_opens(self, editor):
        feedback = make_feedback(key="tidak-ada", title="Layanan lama")
        assert "Layanan lama" in page(editor, f"{LIST}{feedback.pk}/")


class TestSettling:
    def test_many_at_once_with_a_note_and_back(self, editor):
        found = [make_feedback(), make_feedback()]
        url = f"{LIST}{found[0].pk}/"
        Notification.objects.create(user=make_staff(roles.REVIEWER), text="Laporan", url=url)
        sent = {
            "pilih": [each.pk for each in found] + ["x"],
            "cara": "Biaya diperbaiki",
            "kembali": "//jahat.example/",
        }
        assert editor.post(f"{LIST}beres/", sent)["Location"] == LIST
        assert set(Feedback.objects.values_list("settled_how", flat=True)) == {"Biaya diperbaiki"}
        assert Notification.objects.get(url=url).read_at
        assert AuditRecord.objects.filter(action="settle-feedback").count() == 2
        offer = page(editor).partition("2 tulisan ditandai")[2].partition("</form>")[0]
        assert "csrfmiddlewaretoken" in offer
        editor.post(f"{LIST}batal/")
        assert not Feedback.objects.exclude(settled_at=None).exists()

    def test_what_somebody_settled_before_stays_theirs(self, editor):
        feedback = make_feedback(settled_at=timezone.now(), settled_how="Lebih dulu")
        editor.post(f"{LIST}beres/", {"pilih": [feedback.pk], "cara": "Lagi"})
        feedback.refresh_from_db()
        assert feedback.settled_how == "Lebih dulu"
        assert editor.post(f"{LIST}beres/").status_code == 302


class TestPages:
    def test_table_sums_days_and_orders_by_what_is_sure(self, editor):
        make_count(views=10, helpful=0, unhelpful=2)
        make_count("ktp-el-hilang-rusak", views=300, helpful=40, unhelpful=60)
        make_count("ktp-el-hilang-rusak", 3, views=5)
        make_count(days_ago=40, views=9999)
        shown = page(editor, f"{LIST}halaman/")
        assert "<td>305</td><td>40</td><td>60</td><td>40%</td><td>32,8%</td>" in shown
        assert "9999" not in shown
        found = rates.rates(make_staff(roles.REVIEWER), worst_first=True)
        assert [each.key for each in found] == ["ktp-el-hilang-rusak", "kk-baru"]

    def test_bound_is_wilsons(self):
        # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
        assert round(rates.Rate(0, 263 - 81, 81).surely_unhelpful, 4) == 0.2553
        assert rates.Rate().surely_unhelpful == 0

    def test_of_other_agencies_are_left_out(self):
        make_count(views=7)
        PageCount.objects.create(kind="halaman", key="home", day=timezone.localdate(), views=8)
        other = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain")
        found = rates.rates(make_staff(roles.EDITOR, agencies=[other]))
        assert [(each.kind, each.key) for each in found] == [("halaman", "home")]
        assert len(rates.rates(make_staff(roles.REVIEWER))) == 2

    def test_csv(self, editor):
        make_count(views=3, helpful=1, unhelpful=1)
        answer = editor.get(f"{LIST}halaman.csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert "layanan;kk-baru;" in text
        assert ";3;1;1;0,500;0,095" in text

    def test_form_of_an_entry_shows_its_own(self, editor):
        make_count("umum-hoaks", kind="tanya-jawab", views=12, helpful=3, unhelpful=1)
        make_feedback(kind="tanya-jawab", key="umum-hoaks")
        form = f"/kelola/faq/question/{Question.objects.get(slug='umum-hoaks').pk}/change/"
        shown = page(editor, form)
        assert "dilihat 12 kali · ya 3 · belum 1 · membantu 75%" in shown
        assert "1 laporan salah" in shown
        assert "Kata pembaca" not in page(signed_in(make_staff(roles.COUNTER)), form)


def test_old_texts_and_counts_are_deleted():
    year = datetime.timedelta(days=365)
    kept, old = make_feedback(at=timezone.now() - year), make_feedback(at=timezone.now() - year * 1.2)
    make_count(days_ago=730)
    make_count(days_ago=800)
    assert RULES["feedback"].forget() == 1
    assert RULES["page-counts"].forget() == 1
    assert list(Feedback.objects.all()) == [kept]
    assert not Feedback.objects.filter(pk=old.pk).exists()
