"""Closed days: what was entered, what is estimated, and when staff are asked for a list."""

import datetime
from urllib.parse import parse_qs

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client

from portal import roles
from services import closures
from services.facts import SharedFacts
from services.models import Closure
from tests.forms import form_data
from tests.services.test_hours import day_of, make_closure, make_facts

REMINDER = "Daftar hari libur perlu dilengkapi"
PAGES = ("/kelola/", "/kelola/kantor/")
FULL = tuple(make_closure(f"2026-{month:02}-02") for month in range(1, 13))


def years(facts, today):
    return [(each.year, each.entered) for each in closures.missing_lists(facts, day_of(today))]


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        ("2026-01-01", []),
        ("2026-09-30", []),
        ("2026-10-01", [(2027, 0)]),
        ("2026-12-31", [(2027, 0)]),
        ("2027-01-01", [(2027, 0)]),
        ("2025-10-01", [(2025, 0)]),
    ],
)
def test_next_year_is_asked_for_from_october(today, missing):
    assert years(SharedFacts(closures=FULL), today) == missing


def test_list_with_a_few_days_is_not_complete():
    facts = SharedFacts(
        closures=(
            make_closure("2026-03-20", "2026-03-22"),
            make_closure("2026-03-22"),
            make_closure("2026-08-17"),
        )
    )
    assert years(facts, "2026-06-01") == [(2026, 4)]


@pytest.mark.parametrize("other", [{"kind": "cuti_bersama"}, {"kind": "lokal"}, {"offices": ("utama",)}])
def test_only_national_holidays_of_all_offices_count(other):
    facts = SharedFacts(
        closures=tuple(make_closure(f"2026-{month:02}-02", **other) for month in range(1, 13))
    )
    assert years(facts, "2026-06-01") == [(2026, 0)]


def test_first_entry_of_an_empty_list_is_new_year():
    assert parse_qs(closures.MissingList(2027, 0).first_entry) == {
        "kind": ["libur_nasional"], "start": ["2027-01-01"], "end": ["2027-01-01"],
        "name": ["Tahun Baru 2027 Masehi"],
    }  # fmt: skip
    assert closures.MissingList(2027, 3).first_entry == "kind=libur_nasional"


def test_closures_between_mixes_in_estimates_only_for_years_without_a_list():
    facts = make_facts(
        make_closure("2026-12-24", "2027-01-02", name="Libur panjang"),
        make_closure("2026-12-28", name="Pindah", kind="lokal", offices=("cabang",)),
        years=(2026,),
    )
    found = closures.closures_between(facts, day_of("2026-12-01"), day_of("2027-01-06"))
    assert [(each.name, estimate) for each, estimate in found] == [
        ("Libur panjang", False),
        ("Pindah", False),
        ("Tahun Baru Masehi", True),
        ("Isra Mikraj Nabi Muhammad", True),
    ]
    of_main = closures.closures_between(facts, day_of("2026-12-01"), day_of("2026-12-31"), "utama")
    assert [each.name for each, _ in of_main] == ["Libur panjang"]


def member(role):
    user = User.objects.create_user(role, password="a-long-password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0), tick=False)
def test_staff_who_may_change_closures_are_reminded(demo):
    editor = member(roles.EDITOR)
    for path in PAGES:
        text = editor.get(path).content.decode()
        assert REMINDER in text
        assert "Libur nasional 2027 belum dicatat." in text
        assert 'href="/kelola/kantor/hari-libur/?tahun=2027"' in text
        assert "/kelola/kantor/tutup/baru/?" not in text  # holidays are for those who cover every agency
    for role in (roles.REVIEWER, roles.PR, roles.COUNTER):
        other = member(role)
        for path in PAGES:
            assert REMINDER not in other.get(path).content.decode(), (role, path)


@time_machine.travel(datetime.datetime(2026, 9, 30, 9, 0), tick=False)
def test_nobody_is_reminded_before_october(staff, demo):
    for path in PAGES:
        assert REMINDER not in staff.get(path).content.decode()


@time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0), tick=False)
def test_link_of_the_reminder_leads_to_a_form_that_can_be_saved(staff, demo):
    address = f"/kelola/kantor/tutup/baru/?{closures.MissingList(2027, 0).first_entry}"
    assert address.replace("&", "&amp;") in staff.get("/kelola/").content.decode()
    data = form_data(staff.get(address), "tutup-form") | {"langkah": "simpan"}
    assert staff.post(address, data).status_code == 302
    saved = Closure.objects.get(start="2027-01-01")
    assert (saved.kind, saved.end, saved.name) == (
        "libur_nasional", datetime.date(2027, 1, 1), "Tahun Baru 2027 Masehi",
    )  # fmt: skip
    assert "Libur nasional 2027 baru 1 hari." in staff.get("/kelola/").content.decode()


@time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0), tick=False)
def test_reminder_goes_once_the_list_is_there(staff, demo):
    for month in range(1, 11):
        day = datetime.date(2027, month, 4)
        Closure.objects.create(start=day, end=day, name="Libur", kind="libur_nasional")
    assert REMINDER not in staff.get("/kelola/").content.decode()
