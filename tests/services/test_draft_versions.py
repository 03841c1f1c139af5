"""Versions of a draft: what is kept, told, and brought back."""

import pytest
from django.contrib.messages import get_messages

from faq.models import Question
from portal import roles
from services import draft_rows, draft_state, drafting, publishing
from services.models import Agency, AuditRecord, DraftVersion, Service
from tests.drafts import form_of, opened, part_of, saves
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


@pytest.fixture
def editor(demo):
    return make_staff(roles.EDITOR, "siti")


@pytest.fixture
def siti(editor):
    return signed_in(editor)


def versions_of(entry, path="layanan"):
    return f"/kelola/entri/{path}/{entry.pk}/versi/"


def said(response):
    return " ".join(map(str, get_messages(response.wsgi_request)))


def go_back(client, entry, revision, path="layanan"):
    address = f"{versions_of(entry, path)}{revision}/"
    page = client.get(address)
    assert page.status_code == 200
    return client.post(address, {"seen": page.context["seen"]})


def test_state_loses_nothing_and_can_be_written_back(service):
    step = service.steps.first()
    step.extra = {"asing": 1}
    step.save()
    Service.objects.filter(pk=service.pk).update(deadline_days=7, facilities="Kursi roda", extra={"x": 1})
    before, rows = draft_state.read(service), draft_rows.opened(service)
    assert before["fields"]["deadline_days"] == 7
    assert before["fields"]["facilities"] == "Kursi roda"
    service.requirements.first().delete()
    service.steps.all().delete()
    service.cases.all().delete()
    Service.objects.filter(pk=service.pk).update(summary="x", deadline_days=None)
    draft_state.write(Service.objects.get(pk=service.pk), before)
    assert draft_state.read(service) == before
    assert Service.objects.get(pk=service.pk).extra == {"x": 1}
    draft_rows.put_back(service, rows)
    assert draft_rows.opened(service).rows == rows.rows


def test_line_ends_of_a_browser_are_no_change(service):
    Service.objects.filter(pk=service.pk).update(fee_basis="satu\ndua", tips=["a"])
    version = drafting.remember(service, None)
    Service.objects.filter(pk=service.pk).update(fee_basis="satu\r\ndua ")
    assert drafting.remember(service, None) == version


def test_writing_what_is_there_keeps_every_row(service):
    rows = draft_rows.opened(service)
    draft_state.write(Service.objects.get(pk=service.pk), draft_state.read(service))
    assert draft_rows.same(service, rows, draft_rows.opened(service))


def test_first_save_remembers_what_was_there_before(siti, editor, service):
    form = opened(siti, service)
    assert "Batalkan" not in said(siti.post(form_of(service), form))
    assert [version.by for version in drafting.versions(service)] == [None]
    response = siti.post(form_of(service), form | {"summary": ["Ringkasan Siti"]})
    newest, first = drafting.versions(service)
    assert (first.by_name, newest.by) == ("", editor)
    assert first.data["fields"]["summary"] != newest.data["fields"]["summary"] == "Ringkasan Siti"
    assert f'href="{versions_of(service)}{first.revision}/">Batalkan perubahan ini' in said(response)


def test_change_can_be_undone_and_the_undo_too(siti, editor, service):
    before = draft_state.read(service)
    label = service.requirements.first().label
    papers = part_of(service, "requirements")
    papers[0]["label"] = "Salah juga"
    saves(editor, service, {"summary": "Salah", "fee_note": "x"}, requirements=papers)
    wrong = draft_state.read(service)
    newest, first = drafting.versions(service)
    page = siti.get(f"{versions_of(service)}{first.revision}/").content.decode()
    assert "Ringkasan satu kalimat" in page
    assert "Salah juga" in page
    assert label in page
    assert "Draf kembali ke versi yang dipilih" in said(go_back(siti, service, first.revision))
    assert draft_state.read(service) == before
    assert AuditRecord.objects.filter(action="restore", by=editor, key=SLUG).count() == 1
    go_back(siti, service, newest.revision)
    assert draft_state.read(service) == wrong
    assert drafting.versions(service).count() == 4


def test_list_tells_who_changed_what(siti, editor, service):
    papers = part_of(service, "requirements")
    papers[0]["note"] = "Bawa yang asli"
    saves(editor, service, {"summary": "Baru"}, requirements=papers)
    page = siti.get(versions_of(service)).content.decode()
    label = service.requirements.first().label
    assert f"Ringkasan satu kalimat, Persyaratan “{label}” · catatan" in page
    assert "· Anda" in page
    assert "Isi draf sekarang" in page
    assert "Isi awal" in page


def test_list_without_versions_says_so(siti, service):
    assert "Belum ada versi" in siti.get(versions_of(service)).content.decode()


def test_draft_that_changed_meanwhile_is_not_restored_unseen(siti, editor, service):
    saves(editor, service, {"summary": "Pertama"})
    first = drafting.versions(service).last()
    address = f"{versions_of(service)}{first.revision}/"
    seen = siti.get(address).context["seen"]
    saves(editor, service, {"tips": ["Saran baru"]})
    response = siti.post(address, {"seen": seen})
    assert response.status_code == 409
    assert "disimpan lagi sejak halaman ini dibuka" in response.content.decode()
    assert Service.objects.get(pk=service.pk).tips == ["Saran baru"]


def test_slug_stays_once_published_and_gone_rows_are_left_out(siti, service):
    version = drafting.remember(service, None)
    version.data["fields"] |= {"slug": "lain", "category": 999999, "summary": "Dari versi lama"}
    version.data["parts"]["offices"].append("kantor-yang-hilang")
    version.save()
    offices = draft_state.read(service)["parts"]["offices"]
    go_back(siti, service, version.revision)
    restored = Service.objects.get(pk=service.pk)
    assert (restored.slug, restored.category, restored.summary) == (SLUG, service.category, "Dari versi lama")
    assert draft_state.read(service)["parts"]["offices"] == offices


def test_restored_edition_is_a_version_too(editor, service):
    saves(editor, service, {"summary": "Baru"})
    publishing.restore(service, 1, by=editor)
    assert drafting.versions(service).count() == 3
    assert drafting.authors(service) == {editor.pk}


def test_only_the_newest_versions_are_kept(service, monkeypatch):
    monkeypatch.setattr(drafting, "KEPT", 2)
    for number in range(4):
        Service.objects.filter(pk=service.pk).update(summary=f"Nomor {number}")
        drafting.remember(service, None)
    assert [each.data["fields"]["summary"] for each in drafting.versions(service)] == ["Nomor 3", "Nomor 2"]
    assert DraftVersion.objects.values("revision").distinct().count() == 2


def test_questions_have_versions_too(siti, editor):
    question = Question.objects.exclude(service=None).first()
    saves(editor, question, {"answer": "Jawaban keliru."})
    first = drafting.versions(question).last()
    before = first.data
    go_back(siti, question, first.revision, "tanya-jawab")
    assert draft_state.read(question) == before
    assert "Jawaban singkat" in siti.get(versions_of(question, "tanya-jawab")).content.decode()


def test_who_may_see_and_go_back(service):
    version = drafting.remember(service, None)
    other = Agency.objects.create(key="lain", name="Dinas lain", official_name="Dinas lain")
    for role, agencies, status in [
        (roles.COUNTER, None, 403),
        (roles.PR, None, 403),
        (roles.EDITOR, [other], 404),
        (roles.REVIEWER, None, 200),
    ]:
        client = signed_in(make_staff(role, f"{role}-x", agencies))
        for address in (versions_of(service), f"{versions_of(service)}{version.revision}/"):
            assert client.get(address).status_code == status, role
    assert client.get(f"{versions_of(service)}999/").status_code == 404
    assert client.get(versions_of(service, "kartu")).status_code == 404


def test_stranger_is_asked_to_sign_in(client, service):
    assert client.get(versions_of(service))["Location"].startswith("/kelola/login/")


def test_who_changed_it_since_the_edition_is_known_after_any_number_of_saves(service, editor, monkeypatch):
    monkeypatch.setattr(drafting, "KEPT", 2)
    saves(editor, service, {"summary": "Dari penyunting"})
    for number in range(4):
        saves(None, service, {"summary": f"Nomor {number}"})
    assert editor.pk in drafting.authors(service)
