"""Preview links: who makes them, what they show to whom, until when, and what their readers may say."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from faq.models import Question
from portal import roles
from services import preview, preview_links
from services.models import Agency, AuditRecord, Notification, PreviewLink, PreviewRemark, Service
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def service(demo) -> Service:
    return Service.objects.get(slug=SLUG)


@pytest.fixture
def editor(demo):
    return make_staff(roles.EDITOR, "wati")


def make_link(editor, *entries, days=7) -> PreviewLink:
    agency = preview_links.agency_for(list(entries), editor)
    return preview_links.make(label="Bu Camat", days=days, entries=list(entries), agency=agency, by=editor)


def page_of(link, entry=None) -> str:
    if entry is None:
        return reverse("preview-link", args=[link.token])
    kind = "layanan" if isinstance(entry, Service) else "tanya-jawab"
    return reverse("preview-link-entry", args=[link.token, kind, entry.slug])


# --- in the workspace ---------------------------------------------------------------------------------------------


def test_editor_makes_a_link_for_several_entries_of_any_kind(editor, service):
    question = Question.objects.get(slug="umum-hoaks")
    client = signed_in(editor)
    address = reverse("entry-preview-links", args=["layanan", service.pk])
    assert f'value="layanan:{service.pk}" checked' in client.get(address).content.decode()
    chosen = [f"layanan:{service.pk}", f"tanya-jawab:{question.pk}"]
    typed = {"label": "Bagian hukum", "days": "14", "entries": chosen}
    found = client.post(address, typed | {"_search": "1", "cari": "akta kelahiran"}).content.decode()
    assert all(f'value="{value}" checked' in found for value in chosen)
    assert 'value="Bagian hukum"' in found
    assert "Akta Kelahiran" in found
    assert client.post(address, typed).status_code == 302
    link = PreviewLink.objects.get()
    assert link.entries == [["services.service", service.pk], ["faq.question", question.pk]]
    left = link.expires_at - link.created_at
    assert left == datetime.timedelta(days=14)
    record = AuditRecord.objects.get(action="preview-link")
    assert record.detail == {"days": 14, "entries": [SLUG, "umum-hoaks"]}
    assert link.token not in str(record.detail) + record.key + record.name
    page = client.get(reverse("preview-links")).content.decode()
    assert f"http://testserver/pratinjau/{link.token}/" in page
    assert "https://wa.me/?text=" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"label": ""}, "Tulis untuk siapa tautan ini."),
        ({"entries": []}, "Centang paling sedikit satu entri."),
        ({"entries": ["layanan:0", "apa:1", "layanan:x"]}, "Centang paling sedikit satu entri."),
    ],
)
def test_what_is_missing_is_told(editor, service, wrong, told):
    typed = {"label": "Bagian hukum", "days": "7", "entries": [f"layanan:{service.pk}"]} | wrong
    page = signed_in(editor).post(reverse("preview-links"), typed).content.decode()
    assert told in page
    assert not PreviewLink.objects.exists()


def test_reader_may_look_but_not_make_or_revoke(editor, service):
    link, client = make_link(editor, service), signed_in(make_staff(roles.COUNTER, "loket"))
    assert "Buat tautan baru" not in client.get(reverse("preview-links")).content.decode()
    typed = {"label": "x", "days": "7", "entries": [f"layanan:{service.pk}"]}
    assert client.post(reverse("preview-links"), typed).status_code == 403
    assert client.post(reverse("preview-link-revoke", args=[link.pk])).status_code == 403


def test_other_agencies_see_neither_links_nor_entries(editor, service):
    link = make_link(editor, service)
    preview_links.remark(link, service, name="", text="Catatan")
    other = Agency.objects.create(key="lain", name="Instansi Lain", official_name="Instansi Lain")
    client = signed_in(make_staff(roles.EDITOR, "jauh", [other]))
    assert "Bu Camat" not in client.get(reverse("preview-links")).content.decode()
    remark = PreviewRemark.objects.get()
    assert client.get(reverse("entry-preview-links", args=["layanan", service.pk])).status_code == 404
    assert client.post(reverse("preview-link-revoke", args=[link.pk])).status_code == 404
    assert client.post(reverse("preview-remark-settle", args=[remark.pk])).status_code == 404
    client.post(reverse("preview-links"), {"label": "x", "days": "7", "entries": [f"layanan:{service.pk}"]})
    assert PreviewLink.objects.count() == 1


# --- for people without an account --------------------------------------------------------------------------------


def test_link_shows_its_drafts_to_anybody_and_nothing_else(client, editor, service):
    Service.objects.filter(pk=service.pk).update(summary="Ringkasan yang baru.")
    question = Question.objects.get(slug="umum-hoaks")
    link = make_link(editor, service, question)
    listed = client.get(page_of(link))
    assert page_of(link, service) in listed.content.decode()
    assert page_of(link, question) in listed.content.decode()
    response = client.get(page_of(link, service), {"keadaan": "hilang"})
    page = response.content.decode()
    assert "Ringkasan yang baru." in page
    assert "Tautan ini berlaku sampai" in page
    assert f'href="{page_of(link, service)}?keadaan=rusak#berkas"' in page
    for word in ("canonical", "og:", "ld+json", "data-save", "/kelola/"):
        assert word not in page, word
    for answer in (listed, response):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert "noindex" in answer["X-Robots-Tag"]
    other = Service.objects.exclude(pk=service.pk).first()
    assert client.get(page_of(link, other)).status_code == 404


def test_link_with_one_entry_leads_to_it(client, editor, service):
    link = make_link(editor, service)
    assert client.get(page_of(link))["Location"] == page_of(link, service)


def test_link_ends(client, editor, service):
    expired, revoked = make_link(editor, service, days=1), make_link(editor, service)
    signed_in(editor).post(reverse("preview-link-revoke", args=[revoked.pk]))
    assert AuditRecord.objects.filter(action="revoke-link").exists()
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)):
        for link in (expired, revoked):
            for address in (page_of(link), page_of(link, service)):
                response = client.get(address)
                assert response.status_code == 410
                assert "Mintalah tautan baru kepada petugas" in response.content.decode()
                assert "no-store" in response["Cache-Control"]
            assert client.post(page_of(link, service), {"text": "Halo"}).status_code == 410
    assert not PreviewRemark.objects.exists()
    assert client.get("/pratinjau/tidak-ada/").status_code == 404
    assert client.get(f"/pratinjau/tidak-ada/layanan/{SLUG}/").status_code == 404


def test_what_left_the_agency_or_was_deleted_vanishes(client, editor, service):
    other = Agency.objects.create(key="lain", name="Instansi Lain", official_name="Instansi Lain")
    question = Question.objects.create(slug="baru", question="Baru?", agency=service.agency)
    link = make_link(editor, service, question)
    Service.objects.filter(pk=service.pk).update(agency=other)
    assert client.get(page_of(link, service)).status_code == 404
    assert client.get(page_of(link))["Location"] == page_of(link, question)
    question.delete()
    assert client.get(page_of(link)).status_code == 404


# --- remarks ------------------------------------------------------------------------------------------------------


def test_remark_reaches_the_staff_without_numbers_that_name_people(client, editor, service):
    link = make_link(editor, service)
    response = client.post(
        page_of(link, service), {"text": "Kurang jelas, hubungi 0812-3456-7890 <b>", "name": "Budi"}
    )
    assert response.status_code == 302
    thanks = client.get(response["Location"]).content.decode()
    assert "Catatan terkirim." in thanks
    assert "Kurang jelas, hubungi [telepon disamarkan] &lt;b&gt;" in thanks
    assert "disamarkan sebelum disimpan" in thanks
    forged = client.get(f"{page_of(link, service)}?catatan=1:abc:def").content.decode()
    assert "Yang Anda kirim" not in forged
    remark = preview.open_remarks(service).get()
    assert remark.text == "Kurang jelas, hubungi [telepon disamarkan] <b>"
    assert (remark.name, remark.revision) == ("Budi", service.revision)
    client.post(page_of(link, service), {"text": "Dan satu lagi."})
    notice = Notification.objects.get(user=editor)
    staff, address = signed_in(editor), reverse("entry-preview-links", args=["layanan", service.pk])
    assert notice.url == address
    assert "Kurang jelas" not in notice.text
    page = staff.get(address).content.decode()
    assert "[telepon disamarkan] &lt;b&gt;" in page
    assert "2 catatan baru" in page
    staff.post(reverse("preview-remark-settle", args=[remark.pk]))
    assert [each.text for each in preview.open_remarks(service)] == ["Dan satu lagi."]
    staff.post(reverse("preview-remark-settle", args=[remark.pk]), {"buka": "1"})
    assert preview.open_remarks(service).count() == 2


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": ""}, 400),
        ({"text": "x" * 2001}, 400),
        ({"text": "Halo", "name": "x" * 101}, 400),
        ({"text": "Beli sekarang", "website": "https://contoh.example"}, 302),
    ],
)
def test_what_cannot_be_a_remark_is_not_kept(client, editor, service, sent, status):
    response = client.post(page_of(make_link(editor, service), service), sent)
    assert response.status_code == status
    assert ("Catatan belum terkirim" in response.content.decode()) is (status == 400)
    assert not PreviewRemark.objects.exists()


def test_remarks_are_limited_by_link_and_by_address(client, editor, service, monkeypatch):
    link = make_link(editor, service)
    answers = [client.post(page_of(link, service), {"text": f"Nomor {n}"}).status_code for n in range(11)]
    assert answers == [302] * 10 + [429]
    monkeypatch.setattr(preview_links, "REMARKS_A_DAY", 10)
    response = client.post(page_of(link, service), {"text": "Lagi"}, REMOTE_ADDR="203.0.113.9")
    assert response.status_code == 429
    assert "Sudah terlalu banyak catatan" in response.content.decode()
    assert PreviewRemark.objects.count() == 10


def test_remark_needs_the_form_of_its_page(editor, service):
    from django.test import Client

    link = make_link(editor, service)
    assert Client(enforce_csrf_checks=True).post(page_of(link, service), {"text": "Halo"}).status_code == 403


def test_robots_and_the_worker_stay_away(client):
    assert "Disallow: /pratinjau/" in client.get("/robots.txt").content.decode()
    assert '"/pratinjau/"' in client.get("/sw.js").content.decode()
