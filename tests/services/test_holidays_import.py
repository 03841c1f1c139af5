"""National holidays from their source: what is added, changed, left alone, and kept as the office wants it."""

import datetime

import pytest
import time_machine

from portal import roles
from services import holidays_import, snapshot
from services.holidays_import import Holiday, State
from services.models import Agency, AuditRecord, Closure
from tests.people import make_staff, signed_in
from tests.services.test_hours import day_of

PAGE, IMPORT = "/kelola/kantor/hari-libur/?tahun=2027", "/kelola/kantor/hari-libur/impor/"


def holiday(day, name, kind="libur_nasional"):
    return Holiday(day_of(day), name, kind)


EID = holiday("2027-03-10", "Hari Raya Idul Fitri (perkiraan)")
NEW_YEAR = holiday("2027-01-01", "Tahun Baru Masehi")
LEAVE = holiday("2027-02-05", "Cuti Bersama Tahun Baru Imlek", "cuti_bersama")
SOURCE = [NEW_YEAR, LEAVE, EID]


def states(given=SOURCE):
    return [(row.day.isoformat(), row.state) for row in holidays_import.plan(2027, given)]


def stored(day):
    return Closure.objects.get(start=day)


def test_source_has_public_holidays_and_joint_leave_with_estimates_marked():
    year = holidays_import.listed(2027)
    kinds = {each.kind for each in year}
    assert kinds == {"libur_nasional", "cuti_bersama"}
    assert any(each.is_estimate for each in year)
    assert len({(each.day, each.kind) for each in year}) == len(year) >= 15


def test_import_adds_and_a_second_one_finds_everything_there(db):
    counts = holidays_import.run(2027, given=SOURCE)
    assert counts[State.NEW] == 3
    assert stored("2027-03-10").name == "Hari Raya Idul Fitri (perkiraan)"
    assert stored("2027-01-01").source.startswith("holidays ")
    assert {state for _, state in states()} == {State.THERE}
    assert holidays_import.run(2027, given=SOURCE)[State.NEW] == 0
    assert AuditRecord.objects.filter(action="import").count() == 2


def test_list_of_the_catalogue_is_never_doubled(demo):
    rows = holidays_import.plan(2026)
    assert {row.state for row in rows} == {State.THERE}
    before = Closure.objects.count()
    holidays_import.run(2026)
    assert Closure.objects.count() == before


def test_several_days_entered_as_one_stand_for_each(db):
    Closure.objects.create(start="2027-03-09", end="2027-03-12", name="Idulfitri", kind="libur_nasional")
    assert states([EID, holiday("2027-03-11", "Hari kedua")]) == [
        ("2027-03-10", State.THERE), ("2027-03-11", State.THERE)
    ]  # fmt: skip


def test_estimate_that_became_official_moves_its_row(db):
    holidays_import.run(2027, given=SOURCE)
    moved = [NEW_YEAR, LEAVE, holiday("2027-03-11", "Hari Raya Idul Fitri")]
    assert ("2027-03-11", State.CHANGED) in states(moved)
    holidays_import.run(2027, given=moved)
    assert not Closure.objects.filter(start="2027-03-10").exists()
    assert stored("2027-03-11").name == "Hari Raya Idul Fitri"


@pytest.mark.parametrize(
    "change", [{"name": "Lebaran"}, {"is_ignored": True}, {"start": "2027-03-09", "end": "2027-03-09"}]
)
def test_what_the_office_changed_survives_the_next_import(db, change):
    holidays_import.run(2027, given=SOURCE)
    Closure.objects.filter(start="2027-03-10").update(**change)
    assert State.KEPT in {state for _, state in states()}
    official = [NEW_YEAR, LEAVE, holiday("2027-03-10", "Hari Raya Idul Fitri")]
    counts = holidays_import.run(2027, given=official)
    assert (counts[State.KEPT], counts[State.NEW], counts[State.CHANGED]) == (1, 0, 0)
    assert Closure.objects.filter(start__year=2027).count() == 3


def test_row_the_source_dropped_is_shown_and_stays(db):
    holidays_import.run(2027, given=SOURCE)
    assert ("2027-02-05", State.GONE) in states([NEW_YEAR, EID])
    assert Closure.objects.filter(start__year=2027).count() == 3


@time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0), tick=False)
def test_administrator_previews_imports_and_overrides(demo):
    manager = signed_in(make_staff(roles.ADMINISTRATOR, "pengurus", list(Agency.objects.all())))
    text = manager.get(PAGE).content.decode()
    assert "Impor 26 baris" in text
    assert "tanggal perkiraan, menunggu penetapan" in text
    manager.post(IMPORT, {"tahun": "2027"})
    closure = stored("2027-01-05")
    manager.post(f"/kelola/kantor/hari-libur/{closure.pk}/berlaku/")
    assert day_of("2027-01-05") not in {each.start for each in snapshot.read_rows().closures}
    assert "Berlakukan lagi" in manager.get(PAGE).content.decode()
    manager.post(IMPORT, {"tahun": "2027"})
    closure.refresh_from_db()
    assert closure.is_ignored
    manager.post(f"/kelola/kantor/hari-libur/{closure.pk}/berlaku/")
    closure.refresh_from_db()
    assert not closure.is_ignored
    assert manager.get("/kelola/kantor/hari-libur/?tahun=1999").status_code == 404
    assert manager.post(IMPORT, {"tahun": "x"}).status_code == 404


@time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0), tick=False)
def test_only_who_covers_every_agency_imports(demo):
    Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    own = [Agency.objects.get(key="disdukcapil")]
    for role in (roles.ADMINISTRATOR, roles.EDITOR):
        user = signed_in(make_staff(role, role, own))
        assert "Impor" not in user.get(PAGE).content.decode().partition("<main")[2]
        assert user.post(IMPORT, {"tahun": "2027"}).status_code == 403
    closure = Closure.objects.filter(kind="libur_nasional").first()
    assert user.post(f"/kelola/kantor/hari-libur/{closure.pk}/berlaku/").status_code == 403
