"""The pages of the board: who sees what, what they link to, confirming and its undo, papers, the daily reminder."""

import csv
import datetime
import io

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from faq.models import Question
from portal import roles
from services import snapshot
from services.models import Agency, AuditRecord, Notification, Service
from tests.forms import form_data
from tests.people import make_staff, signed_in

BOARD, STALE = "/kelola/standar/", "/kelola/standar/perlu-diperiksa/"
LATE = datetime.date(2026, 1, 1)


@pytest.fixture
def editor(demo):
    return make_staff(roles.EDITOR)


@pytest.fixture
def late(demo):
    """One service and one question whose day of review has passed; nothing else is stale."""
    far = datetime.date(2099, 1, 1)
    Service.objects.update(review_by=far)
    Question.objects.update(review_by=far)
    Question.objects.filter(slug="umum-hoaks").update(review_by=LATE)
    Service.objects.filter(slug="kk-baru").update(review_by=LATE)
    return Service.objects.get(slug="kk-baru")


def confirm_path(service):
    return reverse("confirm-entry", args=["layanan", service.pk])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("role", roles.ROLES)
def test_every_role_reads_the_board_and_the_list(demo, role):
    browser = signed_in(make_staff(role))
    for path in (BOARD, f"{BOARD}kk-baru/", STALE):
        assert browser.get(path).status_code == 200, path


def test_strangers_are_asked_to_sign_in(client, late):
    for path in (
        BOARD,
        f"{BOARD}papan.csv",
        f"{BOARD}kk-baru/",
        f"{BOARD}kk-baru.pdf",
        STALE,
        confirm_path(late),
    ):
        assert client.get(path).status_code == 302, path


def test_rows_of_other_agencies_are_not_there(demo):
    browser = signed_in(make_staff(roles.EDITOR, agencies=[Agency.objects.get(key="kelurahan")]))
    assert "/kelola/standar/kk-baru/" not in text(browser.get(BOARD))
    kk = Service.objects.get(slug="kk-baru")
    paths = (
        f"{BOARD}kk-baru/",
        f"{BOARD}kk-baru.pdf",
        f"{BOARD}lampiran.pdf?instansi=disdukcapil",
        confirm_path(kk),
    )
    assert {
        browser.get(path).status_code for path in (*paths, f"{BOARD}maklumat.pdf?instansi=disdukcapil")
    } == {404}


def test_board_links_every_gap_to_its_field_and_counts_parts(editor):
    Agency.objects.update(facilities="")
    browser = signed_in(editor)
    service = Service.objects.get(slug="kk-baru")
    page = text(browser.get(BOARD))
    total = Service.objects.count()
    assert f"Sarana: 0 dari {total}" in page
    assert f"/kelola/services/service/{service.pk}/change/#section-standar" in page
    only = text(browser.get(f"{BOARD}?kurang=sarana&q=kk+baru"))
    assert "/kelola/standar/kk-baru/" in only
    assert "/kelola/standar/akta-kelahiran/" not in only
    assert "Tidak ada layanan yang cocok" in text(browser.get(f"{BOARD}?q=zzz"))
    assert not {"kategori A", "zona hijau", "skor"} & {
        words for words in ("kategori A", "zona hijau", "skor") if words in page
    }


def test_board_asks_few_queries(editor, django_assert_max_num_queries):
    browser = signed_in(editor)
    snapshot.current()
    with django_assert_max_num_queries(
        14
    ):  # of which the session, the user, their permissions and the bell take most
        browser.get(BOARD)


def test_table_for_spreadsheets_has_a_row_for_each_service_and_no_formulas(editor):
    Service.objects.filter(slug="kk-baru").update(name="=1+1")
    response = signed_in(editor).get(f"{BOARD}papan.csv")
    rows = list(csv.reader(io.StringIO(text(response).removeprefix("\ufeff"))))
    assert len(rows) == Service.objects.count() + 1
    assert len(rows[0]) == 5 + 14
    row = next(each for each in rows if each[1] == "kk-baru")
    assert row[0] == "'=1+1"
    assert row[5:7] == ["Terisi", "Terisi"]


def test_papers_are_pdf_and_belong_to_the_asked_agency(editor):
    browser = signed_in(editor)
    for path in ("kk-baru.pdf", "lampiran.pdf?instansi=bapenda", "maklumat.pdf"):
        response = browser.get(BOARD + path)
        assert response.status_code == 200, path
        assert response.content.startswith(b"%PDF"), path
        assert "private" in response["Cache-Control"]
    assert {
        browser.get(f"{BOARD}{path}.pdf?instansi=entah").status_code for path in ("lampiran", "maklumat")
    } == {404}


def test_agency_without_a_pledge_gets_the_way_to_its_form(editor):
    agency = Agency.objects.get(key="disdukcapil")
    Agency.objects.update(pledge_text="")
    response = signed_in(editor).get(f"{BOARD}maklumat.pdf")
    assert response.status_code == 404
    assert "belum mengisi maklumat" in text(response)
    assert response["Content-Security-Policy"], "a page, not a paper"
    assert f"/kelola/services/agency/{agency.pk}/change/#id_pledge_text" in text(response)


def test_stale_list_says_why_who_and_what_to_do(late, editor):
    Service.objects.filter(pk=late.pk).update(owner=editor)
    browser = signed_in(editor)
    page = text(browser.get(STALE))
    assert "Harus diperiksa lagi paling lambat 1 Januari 2026." in page
    assert f'href="{confirm_path(late)}"' in page
    assert "/tanya-jawab/umum-hoaks/" in page
    mine = text(browser.get(f"{STALE}?milik=saya"))
    assert "/layanan/kk-baru/" in mine
    assert "/tanya-jawab/umum-hoaks/" not in mine


def test_confirming_asks_to_compare_and_for_the_position_then_offers_to_take_it_back(late, editor):
    browser = signed_in(editor)
    editor.memberships.update(position="Kepala Seksi")
    path = confirm_path(late)
    form = browser.get(path)
    assert "Kepala Seksi" in text(form)
    assert "Paling lama 1 jam" in text(form)
    refused = browser.post(path, {"position": ""})
    assert refused.status_code == 400
    assert "Centang setelah Anda membandingkan isinya." in text(refused)
    assert Service.objects.get(pk=late.pk).confirmed_on is None
    done = browser.post(path, {"compared": "on", "position": "Kepala Seksi"}, follow=True)
    assert "dinyatakan masih benar" in text(done)
    assert Service.objects.get(pk=late.pk).confirmed_position == "Kepala Seksi"
    assert f'href="{path}"' not in text(done)
    back = browser.post(f"{path}batal/", form_data(done), follow=True)
    assert "dibatalkan" in text(back)
    after = Service.objects.get(pk=late.pk)
    assert (after.confirmed_on, after.review_by) == (None, LATE)
    assert "tidak ada pernyataan" in text(browser.post(f"{path}batal/", follow=True)).lower()


def test_many_are_confirmed_at_once_after_comparing(late, editor):
    browser = signed_in(editor)
    hoax = Question.objects.get(slug="umum-hoaks")
    ticked = [f"layanan:{late.pk}", f"tanya-jawab:{hoax.pk}", "layanan:999999"]
    refused = browser.post(STALE, {"entries": ticked, "position": "Kepala Seksi"})
    assert refused.status_code == 400
    assert "Centang setelah Anda membandingkan isinya." in text(refused)
    assert f'value="layanan:{late.pk}" checked' in text(refused)
    none = browser.post(STALE, {"compared": "on", "position": "Kepala Seksi"})
    assert "Centang paling sedikit satu entri." in text(none)
    done = browser.post(STALE, {"entries": ticked, "compared": "on", "position": "Kepala Seksi"}, follow=True)
    assert "2 entri dinyatakan masih benar" in text(done)
    late.refresh_from_db()
    assert late.confirmed_position == "Kepala Seksi"


def test_who_only_reads_cannot_confirm_many(late):
    browser = signed_in(make_staff(roles.COUNTER))
    assert "Untuk semua yang dipilih" not in text(browser.get(STALE))
    sent = {"entries": f"layanan:{late.pk}", "compared": "on", "position": "Loket"}
    assert browser.post(STALE, sent).status_code == 400
    late.refresh_from_db()
    assert late.confirmed_on is None


def test_who_only_reads_cannot_confirm_but_an_owner_can(late):
    reader = make_staff(roles.COUNTER)
    browser = signed_in(reader)
    assert browser.get(confirm_path(late)).status_code == 403
    assert confirm_path(late) not in text(browser.get(STALE))
    Service.objects.filter(pk=late.pk).update(owner=reader)
    assert browser.get(confirm_path(late)).status_code == 200
    assert browser.get("/kelola/standar/masih-benar/entah/1/").status_code == 404


def remind(**options):
    out = io.StringIO()
    call_command("remind", stdout=out, **options)
    return out.getvalue()


def test_owner_and_reviewers_are_reminded_once_a_day(late, editor):
    Service.objects.filter(pk=late.pk).update(owner=editor)
    reviewer = make_staff(roles.REVIEWER)
    assert remind() == "2 pengingat dikirim.\n"
    (told,) = Notification.objects.filter(user=editor)
    assert told.text == "1 entri perlu diperiksa lagi, yang paling lama sejak 1 Januari 2026."
    assert told.url == f"{STALE}?milik=saya"
    assert Notification.objects.get(user=reviewer).url == STALE
    assert remind() == "0 pengingat dikirim.\n"
    Notification.objects.update(at=told.at - datetime.timedelta(days=1))
    assert remind(every=7) == "0 pengingat dikirim.\n"
    assert remind() == "2 pengingat dikirim.\n"


def test_agency_with_an_address_is_mailed_once_instead_of_its_reviewers(late, settings):
    settings.MAIL_IS_ON = True
    reviewer = make_staff(roles.REVIEWER)
    Question.objects.update(review_by=datetime.date(2099, 1, 1))
    Agency.objects.update(notify_email="dinas@contohkab.example")
    assert remind() == "1 pengingat dikirim.\n"
    (letter,) = mail.outbox
    assert letter.to == ["dinas@contohkab.example"]
    assert "Harus diperiksa lagi paling lambat 1 Januari 2026." in letter.body
    assert f"http://testserver{STALE}" in letter.body
    assert not Notification.objects.filter(user=reviewer).exists()
    assert AuditRecord.objects.filter(action="remind").count() == 1
    assert remind() == "0 pengingat dikirim.\n"
