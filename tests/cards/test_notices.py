"""Free notices: writing with a look at personal data, changing, taking back with a reason, deleting, undoing."""

import datetime

import pytest
import time_machine

from cards.models import Card, CardKind
from cards.notice_cards import key_of
from cards.notices import state
from cards.own_agencies import own_agencies
from portal import roles
from services.models import Agency, AuditRecord, Notice
from tests.people import make_staff, signed_in

NOW = datetime.datetime(2026, 11, 22, 9, 0)
FORM = {"kind": "gangguan", "title": "Perekaman berhenti sementara", "claim": "", "text": "Alat rekam rusak.",
        "advice": "", "basis": "", "starts_on": "2026-11-22", "ends_on": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def user(demo):
    return make_staff(roles.PR)


@pytest.fixture
def officer(user):
    return signed_in(user)


def make_notice(user, **fields):
    given = {"title": "Listrik padam", "text": "Loket tutup.", "starts_on": NOW.date()} | fields
    return Notice.objects.create(agency=own_agencies(user)[0], made_by=user, **given)


def make_card(notice, code="7F3K9Q2M"):
    return Card.objects.create(kind=CardKind.NOTICE, subject=key_of(notice), code=code, content={}, digest="x",
                               options={}, agency=notice.agency)  # fmt: skip


def form_for(user, **fields):
    return FORM | {"agency": own_agencies(user)[0].pk, "dasar": ""} | fields


def test_notice_is_written_seen_and_undone(user, officer):
    assert "Tulis kabar" in officer.get("/studio/kabar/").content.decode()
    answer = officer.post("/studio/kabar/baru/", form_for(user), follow=True)
    notice = Notice.objects.get()
    assert notice.made_by == user
    assert "Alat rekam rusak." in answer.content.decode()
    assert AuditRecord.objects.filter(action="add", kind="services.notice").count() == 1
    officer.post("/studio/kabar/batal/")
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "cek-fakta"}, "kabar yang beredar"),
        ({"starts_on": "2026-11-30", "ends_on": "2026-11-25"}, "tidak boleh sebelum"),
        ({"starts_on": "2026-11-01", "ends_on": "2026-11-21"}, "sudah lewat"),
        ({"starts_on": "0026-11-01"}, "Periksa tahunnya"),
        ({"title": "x" * 91}, "90"),
    ],
)
def test_faulty_notice_is_refused_with_words(user, officer, fields, words):
    answer = officer.post("/studio/kabar/baru/", form_for(user, **fields))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Notice.objects.exists()


def test_claim_is_kept_only_for_a_fact_check(user, officer):
    officer.post("/studio/kabar/baru/", form_for(user, claim="KTP hangus"))
    officer.post("/studio/kabar/baru/", form_for(user, claim="KTP hangus", kind="cek-fakta"))
    assert sorted(Notice.objects.values_list("claim", flat=True)) == ["", "KTP hangus"]


def test_personal_data_is_pointed_out_and_masked_or_kept(user, officer):
    written = form_for(user, text="Hubungi 081234567890, NIK 3201234567890001.")
    page = officer.post("/studio/kabar/baru/", written).content.decode()
    assert "tampak seperti data pribadi" in page
    assert "[telepon disamarkan]" in page
    assert not Notice.objects.exists()
    officer.post("/studio/kabar/baru/", written | {"pribadi": "samarkan"})
    assert Notice.objects.get().text == "Hubungi [telepon disamarkan], NIK [nomor disamarkan]."
    officer.post("/studio/kabar/baru/", written | {"pribadi": "biarkan"})
    assert Notice.objects.filter(text__contains="081234567890").count() == 1


def test_changing_warns_of_cards_and_tells_the_second_of_two(user, officer):
    notice = make_notice(user)
    make_card(notice)
    address = f"/studio/kabar/{notice.pk}/ubah/"
    assert "1 kartu dari kabar ini sudah beredar" in officer.get(address).content.decode()
    base = state.fingerprint(state.read(notice))
    assert officer.post(address, form_for(user, dasar=base, title="Listrik menyala")).status_code == 302
    late = officer.post(address, form_for(user, dasar=base, title="Listrik mati"))
    assert late.status_code == 409
    assert "Listrik menyala" in late.content.decode()
    officer.post("/studio/kabar/batal/")
    notice.refresh_from_db()
    assert notice.title == "Listrik padam"


def test_withdrawing_needs_a_reason_and_can_be_undone(user, officer):
    notice = make_notice(user)
    officer.post(f"/studio/kabar/{notice.pk}/tarik/", {"alasan": " "})
    notice.refresh_from_db()
    assert notice.withdrawn_at is None
    officer.post(f"/studio/kabar/{notice.pk}/tarik/", {"alasan": "Listrik menyala lagi."})
    notice.refresh_from_db()
    assert notice.withdrawn_at
    assert "Listrik menyala lagi." in officer.get(f"/studio/kabar/{notice.pk}/").content.decode()
    assert AuditRecord.objects.get(action="withdraw").detail == {"reason": "Listrik menyala lagi."}
    officer.post("/studio/kabar/batal/")
    notice.refresh_from_db()
    assert (notice.withdrawn_at, notice.withdrawal_reason) == (None, "")


def test_only_a_notice_without_cards_is_deleted_and_comes_back_under_its_key(user, officer):
    kept, gone = make_notice(user), make_notice(user, title="Salah tulis")
    make_card(kept)
    for each in (kept, gone):
        officer.post(f"/studio/kabar/{each.pk}/hapus/")
    assert list(Notice.objects.all()) == [kept]
    officer.post("/studio/kabar/batal/")
    assert Notice.objects.get(pk=gone.pk).title == "Salah tulis"


def test_undo_leaves_alone_what_a_colleague_changed_meanwhile(user, officer):
    officer.post("/studio/kabar/baru/", form_for(user))
    Notice.objects.update(title="Sudah diubah")
    assert "tidak dibatalkan" in officer.post("/studio/kabar/batal/", follow=True).content.decode()
    assert Notice.objects.count() == 1


def test_list_sorts_by_what_holds(user, officer):
    make_notice(user)
    make_notice(user, title="Lama", starts_on="2026-11-01", ends_on="2026-11-21")
    make_notice(user, title="Ditarik", withdrawn_at="2026-11-20T00:00Z")
    context = officer.get("/studio/kabar/").context
    titles = {name: [row.notice.title for row in context[name]] for name in ("current", "over", "withdrawn")}
    assert titles == {"current": ["Listrik padam"], "over": ["Lama"], "withdrawn": ["Ditarik"]}


def test_another_agencys_notices_are_not_there(user):
    notice = make_notice(user)
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    stranger = signed_in(make_staff(roles.PR, "lain", [other]))
    for path in ("", "ubah/"):
        assert stranger.get(f"/studio/kabar/{notice.pk}/{path}").status_code == 404
    for path in ("tarik/", "hapus/", "ubah/"):
        assert stranger.post(f"/studio/kabar/{notice.pk}/{path}", {"alasan": "x"}).status_code == 404
    assert "Listrik padam" not in stranger.get("/studio/kabar/").content.decode()
    assert stranger.post("/studio/kabar/baru/", form_for(user)).status_code == 302  # in their own name
    assert Notice.objects.exclude(agency=other).count() == 1
