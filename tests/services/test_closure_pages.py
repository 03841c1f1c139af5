"""Closures in the workspace: for whom, with what preview and warnings, and how they are ended, deleted, taken back."""

import datetime

import pytest
import time_machine

from portal import roles
from services import closure_effects, snapshot
from services.models import Agency, AuditRecord, Closure, Office, RamadanPeriod
from tests.forms import form_data
from tests.people import make_staff, signed_in
from tests.services.test_hours import day_of, make_closure, make_facts, make_office
from tests.services.test_offices import read, words_of

NOW = datetime.datetime(2026, 11, 22, 9, 0)
LIST, ADD = "/kelola/kantor/tutup/", "/kelola/kantor/tutup/baru/"


@pytest.fixture(autouse=True)
def _moment():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def two_agencies(demo):
    """The publishing agency of the demo, and one that has nothing to do with it, with an office."""
    other = Agency.objects.create(key="lain", name="Instansi Lain", official_name="Instansi Lain")
    Office.objects.create(key="kantor-lain", agency=other, name="Kantor Lain", type="kantor", address="Jalan")
    return Agency.objects.get(key="disdukcapil"), other


def member(role, name="", agencies=None):
    """Someone of the demo's own agency, unless said otherwise."""
    own = list(Agency.objects.exclude(key="lain").filter(publisher=None).exclude(official_name=""))
    return signed_in(make_staff(role, name, agencies or own))


def typed(where="pilih", offices=("mpp",), **fields):
    given = {"name": "Pindah loket", "start": "2026-12-01", "end": "2026-12-02", "where": where}
    return given | {"offices": list(offices), "langkah": "simpan"} | fields


def close(*keys, start="2026-12-01", end="2026-12-02", **fields):
    closure = Closure.objects.create(start=start, end=end, name=fields.pop("name", "Pindah loket"), **fields)
    closure.offices.set(Office.objects.filter(key__in=keys))
    closure.refresh_from_db()
    return closure


# What a closure does


def test_effect_counts_days_of_opening_and_finds_the_next_one():
    office = make_office()
    closure = make_closure("2026-12-05", "2026-12-08", kind="lokal", offices=("utama",))
    other = make_closure("2026-12-09", name="Hari lain")
    facts = make_facts(closure, other, offices={"utama": office})
    (effect,) = closure_effects.effects(closure, facts)
    assert (
        effect.days_words(day_of("2026-12-01"))
        == "Sabtu, 5 Desember; Senin, 7 Desember sampai Selasa, 8 Desember"
    )
    assert effect.reopens_words == "Kamis, 10 Desember 2026 pukul 08.00"
    assert closure_effects.overlapping(closure, facts) == []


def test_office_without_hours_has_no_reopening():
    closure = make_closure("2026-12-05")
    facts = make_facts(closure, offices={"utama": make_office("")})
    (effect,) = closure_effects.effects(closure, facts)
    assert (effect.days, effect.reopens, effect.reopens_words) == ((), None, "")


# Adding


def test_preview_shows_the_public_sentence_days_and_reopening_before_anything_is_saved(two_agencies):
    editor = member(roles.EDITOR)
    form = editor.get(f"{ADD}?kantor=mpp")
    assert form_data(form, "tutup-form")["offices"] == ["mpp"]
    text = words_of(editor.post(ADD, typed(langkah="pratinjau")).content.decode())
    assert (
        "Selasa, 1 Desember sampai Rabu, 2 Desember tutup: Pindah loket . Mal Pelayanan Publik"
        in text.replace("loket.", "loket .")
    )
    assert "dan di halaman depan" in text
    assert "Kamis, 3 Desember 2026 pukul 08.00" in text
    assert not Closure.objects.filter(name="Pindah loket").exists()


def test_editor_closes_own_offices_and_the_public_reads_it_at_once(
    two_agencies, client, django_capture_on_commit_callbacks
):
    editor = member(roles.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(ADD, typed("semua-saya", ()), follow=True)
    closure = Closure.objects.get(name="Pindah loket")
    assert set(closure.offices.values_list("key", flat=True)) == set(
        Office.objects.exclude(key="kantor-lain").values_list("key", flat=True)
    )
    assert f"/kelola/kantor/tutup/{closure.pk}/kartu/" in answer.content.decode()
    assert "Pindah loket" in words_of(read(client, "/kantor/mpp/"))
    record = AuditRecord.objects.get(kind="services.closure")
    assert (record.action, record.detail["dates"]) == ("add", ["2026-12-01", "2026-12-02"])
    editor.post(f"{LIST}batal/")
    assert not Closure.objects.filter(pk=closure.pk).exists()


@pytest.mark.parametrize(
    "fields",
    [{"where": "situs"}, {"offices": ["kantor-lain"]}, {"offices": []}, {"end": "2026-11-30"}, {"end": "2028-12-01"},
     {"name": ""}, {"start": "besok"}, {"where": "semua-saya"}, {"start": "9999-12-31", "end": ""},
     {"end": "0001-01-01"}],
)  # fmt: skip
def test_what_an_editor_may_not_or_cannot_mean_is_refused(two_agencies, fields):
    before = Closure.objects.count()
    answer = member(roles.EDITOR).post(ADD, typed(**fields))
    assert answer.status_code == 400
    assert "Belum bisa disimpan" in answer.content.decode()
    assert Closure.objects.count() == before


def test_whole_site_is_for_those_who_cover_all_of_it(two_agencies):
    own, other = two_agencies
    everyone = member(roles.ADMINISTRATOR, "semua", [own, other])
    everyone.post(ADD, typed("situs", (), kind="cuti_bersama"))
    closure = Closure.objects.get(name="Pindah loket")
    assert (closure.offices.count(), closure.kind) == (0, "cuti_bersama")
    partly = member(roles.ADMINISTRATOR, "satu", [own])
    assert partly.get(f"{LIST}{closure.pk}/").status_code == 403
    assert partly.post(f"{LIST}{closure.pk}/hapus/").status_code == 403
    assert partly.get("/kelola/services/closure/add/").status_code == 403
    assert Closure.objects.filter(pk=closure.pk).exists()


def test_closure_that_also_closes_offices_of_others_is_not_theirs_to_change(two_agencies):
    own, _ = two_agencies
    shared = close("mpp", "kantor-lain")
    foreign = close("kantor-lain", name="Urusan lain")
    editor = member(roles.EDITOR, agencies=[own])
    assert editor.get(f"{LIST}{shared.pk}/").status_code == 403
    assert editor.get(f"{LIST}{foreign.pk}/").status_code == 404
    text = editor.get(LIST).content.decode()
    assert f"{LIST}{shared.pk}/" not in text.replace("/kartu/", "")
    assert "Urusan lain" not in text


def test_warnings_name_what_may_be_a_mistake(two_agencies):
    editor = member(roles.EDITOR)
    long = typed(start="2026-11-10", end="2026-12-27", langkah="pratinjau")
    text = words_of(editor.post(ADD, long).content.decode())
    assert "Tanggal mulainya sudah lewat." in text
    assert "Tutup 48 hari berturut-turut." in text
    assert "Bertumpuk dengan “Cuti bersama Natal” (24 Desember 2026)" in text
    idle = typed(start="2026-12-25", end="", langkah="pratinjau")
    assert "memang tidak buka: Mal Pelayanan Publik" in words_of(editor.post(ADD, idle).content.decode())
    past = typed(start="2026-11-02", end="", langkah="pratinjau")
    assert "sudah lewat: tidak ada yang berubah" in editor.post(ADD, past).content.decode()


@pytest.mark.parametrize("role", [roles.REVIEWER, roles.PR, roles.COUNTER])
def test_others_read_the_list_only(demo, role):
    reader, closure = member(role), close("mpp")
    assert "Catat hari tutup" not in reader.get(LIST).content.decode()
    assert reader.get(ADD).status_code == 403
    for step in ("", "hapus/", "akhiri/"):
        assert reader.post(f"{LIST}{closure.pk}/{step}").status_code == 403


# Changing, ending, deleting


def test_change_is_previewed_without_warning_of_itself_and_taken_back(two_agencies):
    editor, closure = member(roles.EDITOR), close("mpp")
    data = form_data(editor.get(f"{LIST}{closure.pk}/"), "tutup-form") | {"end": "2026-12-03"}
    seen = editor.post(f"{LIST}{closure.pk}/", data | {"langkah": "pratinjau"})
    assert "Bertumpuk" not in seen.content.decode()
    editor.post(f"{LIST}{closure.pk}/", data | {"langkah": "simpan"})
    closure.refresh_from_db()
    assert closure.end == day_of("2026-12-03")
    editor.post(f"{LIST}batal/")
    closure.refresh_from_db()
    assert closure.end == day_of("2026-12-02")


def test_deleted_closure_comes_back_whole(two_agencies):
    editor, closure = member(roles.EDITOR), close("mpp", extra={"catatan": "x"})
    editor.post(f"{LIST}{closure.pk}/hapus/")
    assert not Closure.objects.filter(pk=closure.pk).exists()
    editor.post(f"{LIST}batal/")
    again = Closure.objects.get(pk=closure.pk)
    assert (again.extra, [each.key for each in again.offices.all()]) == ({"catatan": "x"}, ["mpp"])


@pytest.mark.parametrize(
    ("start", "again", "end"),
    [("2026-11-20", "hari-ini", "2026-11-21"), ("2026-11-20", "besok", "2026-11-22"), ("2026-11-22", "hari-ini", None),
     ("2026-12-01", "hari-ini", "2026-12-05")],
)  # fmt: skip
def test_office_opens_again_sooner(two_agencies, start, again, end):
    closure = close("mpp", start=start, end="2026-12-05")
    member(roles.EDITOR).post(f"{LIST}{closure.pk}/akhiri/", {"mulai": again})
    found = Closure.objects.filter(pk=closure.pk).first()
    assert (found and found.end.isoformat()) == end


def test_ignored_closure_leaves_offices_open(demo):
    closure = close(start="2026-11-23", end="2026-11-23", name="Libur setempat")
    assert any(each.name == "Libur setempat" for each in snapshot.read_rows().closures)
    closure.is_ignored = True
    closure.save()
    assert not any(each.name == "Libur setempat" for each in snapshot.read_rows().closures)


# Colleagues, rights that changed, addresses of Django's own


def test_save_over_a_colleagues_is_refused_with_what_was_typed(two_agencies):
    editor, closure = member(roles.EDITOR), close("mpp")
    address = f"{LIST}{closure.pk}/"
    data = form_data(editor.get(address), "tutup-form") | {"name": "Isian saya", "langkah": "simpan"}
    Closure.objects.filter(pk=closure.pk).update(name="Alasan rekan")
    answer = editor.post(address, data)
    text = answer.content.decode()
    assert (answer.status_code, Closure.objects.get(pk=closure.pk).name) == (409, "Alasan rekan")
    assert "baru saja diubah orang lain" in text
    assert "Alasan rekan" in text
    assert form_data(answer, "tutup-form")["name"] == ["Isian saya"]
    again = form_data(answer, "tutup-form") | {"langkah": "simpan"}
    assert editor.post(address, again).status_code == 302
    assert Closure.objects.get(pk=closure.pk).name == "Isian saya"


@pytest.mark.parametrize("is_new", [True, False])
def test_undo_leaves_what_a_colleague_saved_later(two_agencies, is_new):
    editor = member(roles.EDITOR)
    if is_new:
        editor.post(ADD, typed())
    else:
        editor.post(
            f"{LIST}{close('mpp', start='2026-11-20', end='2026-12-05').pk}/akhiri/", {"mulai": "besok"}
        )
    Closure.objects.filter(name="Pindah loket").update(name="Dari rekan")
    answer = editor.post(f"{LIST}batal/", follow=True)
    assert "sudah diubah lagi setelah itu" in answer.content.decode()
    assert Closure.objects.filter(name="Dari rekan").exists()


@pytest.mark.parametrize("keys", [("mpp",), ()])
def test_undo_brings_nothing_back_to_offices_that_were_lost(two_agencies, keys):
    own, other = two_agencies
    user = make_staff(roles.EDITOR, "pindah", [own, other])
    editor, closure = signed_in(user), close(*keys)
    assert editor.post(f"{LIST}{closure.pk}/hapus/").status_code == 302
    user.memberships.filter(agency=own).delete()
    assert editor.post(f"{LIST}batal/").status_code == 403
    assert not Closure.objects.filter(pk=closure.pk).exists()


def test_new_closure_is_for_chosen_offices_and_ticks_are_not_ignored(two_agencies):
    editor = member(roles.EDITOR)
    assert form_data(editor.get(ADD), "tutup-form")["where"] == ["pilih"]
    assert "Anda memilih semua kantor, tetapi" in editor.post(ADD, typed("semua-saya")).content.decode()


def test_stock_addresses_of_closures_lead_to_our_pages(staff, demo):
    closure = close("mpp")
    for path, ours in (
        ("", LIST),
        ("add/?kind=lokal", f"{ADD}?kind=lokal"),
        (f"{closure.pk}/change/", f"{LIST}{closure.pk}/"),
    ):
        assert staff.get(f"/kelola/services/closure/{path}")["Location"] == ours


def test_ramadan_is_moved_only_by_who_covers_all_agencies(two_agencies):
    own, other = two_agencies
    period = RamadanPeriod.objects.first()
    address = f"/kelola/services/ramadanperiod/{period.pk}/change/"
    partly = member(roles.ADMINISTRATOR, "satu", [own])
    assert partly.post(address, {"year": "2027"}).status_code == 403
    assert partly.get("/kelola/services/ramadanperiod/add/").status_code == 403
    everyone = member(roles.ADMINISTRATOR, "semua", [own, other])
    data = form_data(everyone.get(address), "ramadanperiod_form")
    refused = everyone.post(address, data | {"end": ["9999-12-31"], "year": ["30000"]})
    assert set(refused.context["adminform"].form.errors) == {"end", "year"}
    assert everyone.post(address, data).status_code == 302


def test_filter_beyond_every_calendar_leads_to_the_plain_list(staff, demo):
    answer = staff.get("/kelola/cards/card/?issued_at__year=99999", follow=True)
    assert answer.status_code == 200
    assert "Saringan itu tidak bisa dipakai" in answer.content.decode()


def test_imported_closure_to_the_end_of_the_calendar_still_has_its_pages(staff, demo):
    closure = close("mpp", start="9999-12-30", end="9999-12-31")
    for path in (LIST, f"{LIST}{closure.pk}/", f"{LIST}{closure.pk}/kartu/"):
        assert staff.get(path).status_code == 200
