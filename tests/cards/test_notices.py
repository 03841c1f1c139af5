"""Free notices: writing with a look at personal data, changing, taking back with a reason, deleting, undoing."""

import datetime

import pytest
import time_machine

from cards import notice_cards, registry
from cards.content import CardOptions
from cards.models import Card, CardKind
from cards.notice_cards import key_of
from cards.notices import state
from cards.own_agencies import own_agencies
from cards.registry import Verdict
from portal import roles
from services import snapshot
from services.models import Agency, AuditRecord, Closure, Notice, Office, Service
from tests.people import make_staff, signed_in

NOW = datetime.datetime(2026, 11, 22, 9, 0)
FORM = {"kind": "gangguan", "title": "Perekaman berhenti sementara", "claim": "", "text": "Alat rekam rusak.",
        "advice": "", "basis": "", "starts_on": "2026-11-22", "ends_on": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


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


def test_pressing_save_twice_publishes_once(user, officer):
    form = form_for(user, offices=[Office.objects.first().pk], severity="mendesak")
    first, second = (officer.post("/studio/kabar/baru/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert "tidak disimpan dua kali" in officer.get(second["Location"]).content.decode()
    assert AuditRecord.objects.filter(action="add", kind="services.notice").count() == 1
    officer.post("/studio/kabar/baru/", form | {"offices": []})
    assert Notice.objects.count() == 2  # elsewhere it is another notice
    officer.post(f"{first['Location']}tarik/", {"alasan": "Keliru."})
    officer.post("/studio/kabar/baru/", form)
    assert Notice.objects.count() == 3


@pytest.mark.parametrize("name", ["offices", "services", "agency"])
def test_number_that_no_database_holds_is_refused(user, officer, name):
    form = form_for(user, **{name: str(2**63)})
    assert officer.post("/studio/kabar/baru/", form).status_code == 400
    assert not Notice.objects.exists()
    notice = make_notice(user)
    form |= {"dasar": state.fingerprint(state.read(notice))}
    assert officer.post(f"/studio/kabar/{notice.pk}/ubah/", form).status_code == 400


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
    for path in ("tarik/", "hapus/", "ubah/", "selesai/", "perpanjang/"):
        assert stranger.post(f"/studio/kabar/{notice.pk}/{path}", {"alasan": "x"}).status_code == 404
    assert "Listrik padam" not in stranger.get("/studio/kabar/").content.decode()
    assert stranger.post("/studio/kabar/baru/", form_for(user)).status_code == 302  # in their own name
    assert Notice.objects.exclude(agency=other).count() == 1


# --- places, severity, times, ending --------------------------------------------------------------------------


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER])
def test_who_writes_entries_writes_notices_too_but_makes_no_card(demo, role):
    user = make_staff(role, "penulis")
    client = signed_in(user)
    page = client.post("/studio/kabar/baru/", form_for(user), follow=True).content.decode()
    assert Notice.objects.get().made_by == user
    assert "Buat kartunya" not in page
    assert "/studio/kabar/" in client.get("/kelola/").content.decode()


def test_places_severity_and_times_are_kept_and_undone(user, officer):
    mpp, kk = Office.objects.get(key="mpp"), Service.objects.get(slug="kk-baru")
    given = {"severity": "mendesak", "offices": [mpp.pk], "services": [kk.pk], "starts_at": "09:30", "until": "besok",
             "ends_at": "12:00"}  # fmt: skip
    page = officer.post("/studio/kabar/baru/", form_for(user, **given), follow=True).content.decode()
    notice = Notice.objects.get()
    assert (notice.severity, str(notice.starts_at), str(notice.ends_at)) == (
        "mendesak",
        "09:30:00",
        "12:00:00",
    )
    assert notice.ends_on == datetime.date(2026, 11, 23)
    assert list(notice.offices.all()) + list(notice.services.all()) == [mpp, kk]
    assert "Di atas setiap halaman" in page
    address, base = f"/studio/kabar/{notice.pk}/ubah/", state.fingerprint(state.read(notice))
    assert "1 dipilih" in officer.get(address).content.decode()
    officer.post(address, form_for(user, dasar=base, until="belum", ends_on="2026-11-30", ends_at="10:00"))
    notice.refresh_from_db()
    assert (notice.ends_on, notice.ends_at, notice.starts_at, notice.offices.count()) == (None, None, None, 0)
    officer.post("/studio/kabar/batal/")
    notice.refresh_from_db()
    assert (notice.ends_on, str(notice.ends_at)) == (datetime.date(2026, 11, 23), "12:00:00")
    assert (notice.offices.get(), notice.services.get()) == (mpp, kk)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"until": "tanggal"}, "Isi hari terakhirnya"),
        ({"until": "hari-ini", "starts_at": "15:00", "ends_at": "14:00"}, "harus sesudah pukul mulainya"),
        ({"kind": "cek-fakta", "claim": "x", "severity": "mendesak"}, "paling tinggi"),
        ({"offices": ["999999"]}, "999999"),
    ],
)
def test_faulty_times_and_places_are_refused_with_words(user, officer, fields, words):
    answer = officer.post("/studio/kabar/baru/", form_for(user, **fields))
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_looking_first_stores_nothing(user, officer):
    page = officer.post(
        "/studio/kabar/baru/", form_for(user, severity="mendesak", lihat="1")
    ).content.decode()
    assert "Belum disimpan." in page
    assert 'class="site-banner"' in page
    assert not Notice.objects.exists()


@pytest.mark.parametrize("start", ["jaringan", "blangko", "tutup"])
def test_common_cases_start_from_texts_that_can_be_saved(user, officer, start):
    initial = officer.get(f"/studio/kabar/baru/?awal={start}&kantor=mpp").context["form"].initial
    assert initial["offices"] == [Office.objects.get(key="mpp").pk]
    given = {name: value for name, value in initial.items() if value is not None}
    assert officer.post("/studio/kabar/baru/", form_for(user, **given)).status_code == 302
    assert Notice.objects.get().severity in ("mendesak", "penting")


def test_ending_now_and_letting_it_last_longer_take_one_press_each(user, officer):
    notice = make_notice(user)
    officer.post(f"/studio/kabar/{notice.pk}/selesai/")
    notice.refresh_from_db()
    assert (notice.ends_on, str(notice.ends_at)) == (NOW.date(), "16:00:00")  # 9.00 UTC on the agency's clock
    assert (
        "tidak sedang berlaku"
        in officer.post(f"/studio/kabar/{notice.pk}/selesai/", follow=True).content.decode()
    )
    officer.post(f"/studio/kabar/{notice.pk}/perpanjang/", {"sampai": "besok"})
    notice.refresh_from_db()
    assert (notice.ends_on, notice.ends_at) == (datetime.date(2026, 11, 23), None)
    officer.post("/studio/kabar/batal/")
    notice.refresh_from_db()
    assert str(notice.ends_at) == "16:00:00"
    officer.post(f"/studio/kabar/{notice.pk}/perpanjang/", {"sampai": "kapan-kapan"})
    officer.post(f"/studio/kabar/{notice.pk}/perpanjang/", {"sampai": "belum"})
    notice.refresh_from_db()
    assert notice.ends_on is None
    assert AuditRecord.objects.filter(action="change", kind="services.notice").count() == 4


def test_notice_without_end_is_asked_about_after_a_week(user, officer):
    make_notice(user, starts_on="2026-11-15", title="Sudah seminggu")
    make_notice(user, starts_on="2026-11-14", title="Terlupa")
    make_notice(user, starts_on="2026-11-01", title="Hoaks", kind="cek-fakta")
    page = officer.get("/kelola/").content.decode()
    assert "Sudah 8 hari tanpa akhir" in page
    assert ("Terlupa" in page, "Hoaks" in page) == (True, False)
    assert officer.get("/studio/kabar/").content.decode().count("hari tanpa akhir") == 1


def test_closed_office_offers_a_closure_until_one_is_entered(demo):
    user = make_staff(roles.EDITOR)
    client = signed_in(user)
    notice = make_notice(user, kind="tutup", title="Tutup mendadak")
    notice.offices.add(Office.objects.get(key="mpp"))
    page = client.get(f"/studio/kabar/{notice.pk}/").content.decode()
    assert (
        "/kelola/kantor/tutup/baru/?kantor=mpp&amp;start=2026-11-22&amp;end=2026-11-22&amp;name=Tutup" in page
    )
    closure = Closure.objects.create(name="Tutup", start=NOW.date(), end=NOW.date(), kind="lokal")
    closure.offices.add(Office.objects.get(key="mpp"))
    assert "Catat juga sebagai hari tutup" not in client.get(f"/studio/kabar/{notice.pk}/").content.decode()


@pytest.mark.parametrize(
    ("kind", "word"), [("habis", "Blangko atau bahan habis"), ("tutup", "Pelayanan tutup sementara")]
)
def test_card_says_kind_places_and_times(user, kind, word):
    notice = make_notice(
        user, kind=kind, starts_at=datetime.time(9), ends_on=NOW.date(), ends_at=datetime.time(14)
    )
    keys = ["mpp", "kantor-dinas", "keliling", "kec-contoh-utara", "kel-contoh-indah"]
    facts, options = snapshot.current(), CardOptions(as_of=NOW.date())
    content = notice_cards.build(notice_cards.data_of(notice, keys), "disdukcapil", facts, options)
    (section,) = content.sections
    said = {block.key: block.value for block in section.blocks}
    assert section.eyebrow == word
    assert said["when"] == "Minggu, 22 November 2026, pukul 09.00–14.00"
    assert said["where"].endswith("dan 1 tempat lain")
    plain = notice_cards.build(notice_cards.data_of(notice), "disdukcapil", facts, options)
    assert "where" not in {block.key for block in plain.sections[0].blocks}


def test_card_is_over_to_the_minute(user, clock):
    notice = make_notice(user, ends_on=NOW.date(), ends_at=datetime.time(16, 30))
    card = registry.issue(key_of(notice), CardOptions(as_of=NOW.date()), kind=CardKind.NOTICE)
    assert registry.check(card.code).verdict is Verdict.CURRENT
    clock.move_to(NOW + datetime.timedelta(minutes=30))
    assert "sampai Minggu, 22 November 2026 pukul 16.30" in registry.check(card.code).reason
