"""The pages of the workflow: who may open which, what they show, and that a press does what it says."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from cards import registry
from cards.content import CardOptions
from faq.models import Question
from portal import roles
from services import workflow
from services.models import Agency, Service, ServiceEdition
from tests.forms import form_data
from tests.people import make_staff, signed_in
from tests.services.test_workflow import SLUG, change

EDITORS = ["ajukan", "tarik-pengajuan", "edisi-lama"]
REVIEWERS = ["kembalikan", "terbitkan", "jadwalkan", "batalkan-jadwal", "tarik"]


def address(entry, page, kind="layanan"):
    return f"/kelola/entri/{kind}/{entry.pk}/{page}/"


def press(user, entry, page, kind="layanan", follow=False, **typed):
    """Open a page and send its form as a person would, with what they typed; `follow` to the form it leads to."""
    client = signed_in(user)
    path = address(entry, page, kind)
    data = form_data(client.get(path)) | {name: [value] for name, value in typed.items()}
    return client.post(path, data, follow=follow)


def live():
    edition = ServiceEdition.objects.live().filter(slug=SLUG).first()
    return edition and edition.content()


@pytest.mark.parametrize(
    ("role", "may_edit", "may_review"),
    [
        (roles.EDITOR, True, False),
        (roles.REVIEWER, True, True),
        (roles.ADMINISTRATOR, True, True),
        (roles.PR, False, False),
        (roles.COUNTER, False, False),
    ],
)
def test_each_role_opens_its_pages(service, role, may_edit, may_review):
    client = signed_in(make_staff(role))
    for page in EDITORS + REVIEWERS:
        allowed = may_edit if page in EDITORS else may_review
        assert client.get(address(service, page)).status_code == (200 if allowed else 403), page


def test_strangers_and_other_agencies_find_nothing(client, service):
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    stranger = signed_in(make_staff(roles.ADMINISTRATOR, "asing", [other]))
    for page in EDITORS + REVIEWERS:
        assert stranger.get(address(service, page)).status_code == 404
        assert client.get(address(service, page)).status_code == 302
    assert stranger.get("/kelola/entri/kartu/1/ajukan/").status_code == 404


def test_whole_path_by_pages(service, editor, reviewer):
    change(service, editor)
    press(editor, service, "ajukan", remark="Mohon dicek.")
    page = signed_in(reviewer).get(address(service, "terbitkan")).content.decode()
    assert "Ringkasan baru." in page
    assert "Mohon dicek." in page
    press(reviewer, service, "kembalikan", remark="Kurang jelas.")
    assert "Kurang jelas." in signed_in(editor).get(address(service, "ajukan")).content.decode()
    press(editor, service, "ajukan")
    page = press(reviewer, service, "terbitkan", follow=True, note="Perda baru").content.decode()
    assert "Terbit. Warga sudah membaca isi yang baru." in page
    assert "Terbit (edisi 2)" in page
    assert live().summary == "Ringkasan baru."


def test_page_is_shown_again_where_the_draft_changed_meanwhile(service, editor, reviewer):
    change(service, editor)
    client = signed_in(reviewer)
    opened = form_data(client.get(address(service, "terbitkan")))
    change(service, editor, "Diubah diam-diam.")
    answer = client.post(address(service, "terbitkan"), opened | {"note": ["Catatan saya"]})
    page = answer.content.decode()
    assert "berubah sejak halaman ini Anda buka" in page
    assert "Diubah diam-diam." in page
    assert 'value="Catatan saya"' in page
    assert live().summary != "Diubah diam-diam."
    client.post(address(service, "terbitkan"), form_data(answer))
    assert live().summary == "Diubah diam-diam."


def test_author_sees_why_not_and_cannot_press_past_it(service, administrator):
    change(service, administrator)
    client = signed_in(administrator)
    page = client.get(address(service, "terbitkan"))
    assert "peninjau lain yang menerbitkan" in page.content.decode()
    assert "Terbitkan sekarang</button>" not in page.content.decode()
    seen = workflow.fingerprint(Service.objects.get(pk=service.pk))
    assert client.post(address(service, "terbitkan"), {"seen": seen}).status_code == 409
    assert live().summary != "Ringkasan baru."


def test_cards_that_would_stop_holding_are_named_before(service, editor, reviewer):
    options = CardOptions(as_of=datetime.date(2026, 1, 6))
    card = registry.issue(SLUG, options)
    change(service, editor)
    Service.objects.filter(pk=service.pk).update(fee_amount=5000, fee_text="Rp5.000")
    page = signed_in(reviewer).get(address(service, "terbitkan")).content.decode()
    shown = f"{card.code[:4]}-{card.code[4:]}"
    assert f"1 kartu yang sudah beredar tidak akan berlaku lagi: {shown}" in page
    assert shown in signed_in(reviewer).get(address(service, "tarik")).content.decode()


def test_scheduling_asks_for_a_moment_to_come(service, editor, reviewer):
    change(service, editor)
    answer = press(reviewer, service, "jadwalkan", day="2020-01-01", hour="08:00").content.decode()
    assert "Waktu itu sudah lewat" in answer
    for far in ("9999-12-31", "0001-01-01"):
        assert (
            "Periksa tahunnya"
            in press(reviewer, service, "jadwalkan", day=far, hour="08:00").content.decode()
        )
    assert service.scheduled_edition() is None
    day = timezone.localdate() + datetime.timedelta(days=5)
    press(reviewer, service, "jadwalkan", day=day.isoformat(), hour="07:30")
    assert timezone.localtime(service.scheduled_edition().live_from).strftime("%H:%M") == "07:30"
    press(reviewer, service, "batalkan-jadwal")
    assert service.scheduled_edition() is None


def test_hour_is_typed_and_read_on_the_clock_of_the_agency(service, editor, reviewer):
    Agency.objects.filter(pk=service.agency_id).update(timezone="Asia/Makassar")
    change(service, editor)
    day = (timezone.localdate() + datetime.timedelta(days=5)).isoformat()
    press(reviewer, service, "jadwalkan", day=day, hour="08:00")
    assert service.scheduled_edition().live_from.strftime("%H:%M") == "00:00"
    assert "pukul 08.00" in signed_in(reviewer).get(address(service, "batalkan-jadwal")).content.decode()


def test_withdrawing_needs_a_reason_and_offers_what_is_public(service, reviewer):
    assert "Tulis alasan penarikan" in press(reviewer, service, "tarik").content.decode()
    press(reviewer, service, "tarik", reason="Digabung.", replacement="ktp-el-baru")
    assert live() is None
    withdrawn = service.current_edition()
    assert (withdrawn.withdrawal_reason, withdrawn.replacement) == ("Digabung.", "ktp-el-baru")


def test_restoring_changes_the_draft_only(service, editor, reviewer):
    before = live().summary
    change(service, editor)
    workflow.approve(Service.objects.get(pk=service.pk), by=reviewer)
    press(editor, service, "edisi-lama", number="1")
    assert (Service.objects.get(pk=service.pk).summary, live().summary) == (before, "Ringkasan baru.")


def test_questions_go_the_same_way(editor, reviewer, demo):
    question = Question.objects.filter(service=None).first() or Question.objects.first()
    question.answer = "Jawaban baru."
    question.save()
    press(editor, question, "ajukan", kind="tanya-jawab")
    page = signed_in(reviewer).get(address(question, "terbitkan", "tanya-jawab")).content.decode()
    assert "Jawaban baru." in page
    press(reviewer, question, "terbitkan", kind="tanya-jawab")
    assert question.current_edition().content().answer == "Jawaban baru."


def test_form_saves_and_submits_in_one_press(service, editor, reviewer):
    client, path = signed_in(editor), f"/kelola/services/service/{service.pk}/change/"
    page = client.get(path)
    assert 'name="_submit"' in page.content.decode()
    assert 'name="_publish"' not in page.content.decode()
    data = form_data(page, "service_form") | {"summary": ["Ringkasan baru."], "_submit": ["x"]}
    assert "Disimpan dan diajukan" in client.post(path, data, follow=True).content.decode()
    assert Service.objects.get(pk=service.pk).submitted_by == editor
    assert reviewer.notifications.get().url == address(service, "terbitkan")
    assert 'name="_submit"' not in client.get(path).content.decode()


def test_form_with_only_internal_changes_says_that_they_hold_already(service, editor):
    client, path = signed_in(editor), f"/kelola/services/service/{service.pk}/change/"
    data = form_data(client.get(path), "service_form") | {"facilities": ["Kursi roda."], "_submit": ["x"]}
    answer = client.post(path, data)
    assert "hanya bagian internal; itu langsung berlaku" in str(list(get_messages(answer.wsgi_request)))
    service.refresh_from_db()
    assert (service.facilities, service.review_state) == ("Kursi roda.", "")


def test_publishing_from_the_form_keeps_the_rule(service, administrator):
    client, path = signed_in(administrator), f"/kelola/services/service/{service.pk}/change/"
    data = form_data(client.get(path), "service_form") | {"summary": ["Ringkasan baru."], "_publish": ["x"]}
    page = client.post(path, data, follow=True).content.decode()
    assert "Disimpan sebagai draf, belum terbit:" in page
    assert live().summary != "Ringkasan baru."
    assert Service.objects.get(pk=service.pk).summary == "Ringkasan baru."
