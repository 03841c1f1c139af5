"""Special hours in the resolver, and the editor of an office's hours: typed, looked at, saved, taken back."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from portal import roles
from services import hours, snapshot
from services.facts import LimitedDay, SharedFacts, SpecialHoursFacts
from services.limited_days import office_for
from services.models import Agency, AuditRecord, Office, SpecialHours
from services.office_data import special_hours
from services.office_pages import office_card
from services.opening_words import state_words
from services.promise import promise_date
from services.staff import hours_form, hours_state
from tests.forms import form_data
from tests.people import make_staff, signed_in
from tests.services.test_hours import (
    at,
    day_of,
    make_closure,
    make_facts,
    make_office,
    make_ramadan,
    make_week,
    standard,
)
from tests.services.test_offices import make_page, read, words_of

SUNDAY = datetime.datetime(2026, 11, 22, 9, 0)
ADDRESS = "/kelola/kantor/kantor-dinas/jam/"


def make_special(start, end, *days, name="Jam akhir tahun"):
    return SpecialHoursFacts(name=name, start=day_of(start), end=day_of(end), week=make_week(*days))


YEAR_END = make_special("2026-12-21", "2026-12-31", "08:00-10:00", "08:00-10:00")


# The resolver


def test_special_hours_hold_between_their_dates_only():
    office = make_office(special=(YEAR_END,))
    for day, words in (
        ("2026-12-20", "Tutup"),
        ("2026-12-21", "08.00–10.00"),
        ("2026-12-23", "Tutup"),
        ("2026-12-29", "08.00–10.00"),
        ("2027-01-04", "08.00–12.00, 13.00–15.00"),
    ):
        assert hours.day_hours(office, make_facts(), day_of(day)).words == words, day


def test_special_hours_go_before_ramadan_and_closures_before_both():
    office = make_office(ramadan=make_week("08:00-09:00"), special=(YEAR_END,))
    facts = make_facts(make_closure("2026-12-22"), ramadan=(make_ramadan("2026-12-01", "2026-12-30", True),))
    monday = hours.day_hours(office, facts, day_of("2026-12-21"))
    assert (monday.words, monday.estimated, monday.special) == ("08.00–10.00", False, YEAR_END)
    assert hours.day_hours(office, facts, day_of("2026-12-22")).closure.name == "Libur"


def test_line_week_and_notice_name_special_hours():
    office = make_office(special=(YEAR_END,))
    card = office_card(office, make_facts(), at("2026-12-23T09:00"))
    assert state_words(card.state) == "Tutup hari ini (jam khusus: Jam akhir tahun), buka Senin 08.00"
    assert (card.week[0].reason, card.week[0].remark) == ("Jam akhir tahun", "jam khusus")
    notice = make_page(office, "2026-12-10T09:00").timetable_notice
    assert notice == "Mulai Senin, 21 Desember berlaku jam khusus: Jam akhir tahun."
    assert "Jam biasa berlaku lagi" in make_page(office, "2026-12-30T09:00").timetable_notice


def test_hostile_name_of_special_hours_stays_text():
    special = make_special("2026-12-21", "2026-12-31", name="<script>")
    assert "&lt;script&gt;" in make_page(make_office(special=(special,)), "2026-12-10T09:00").timetable_notice


def test_promise_and_next_opening_follow_special_hours():
    office = make_office(special=(YEAR_END,))
    handed_in = at("2026-12-22T09:30")
    ready = promise_date(standard(60, "menit"), make_facts(), office, handed_in).ready_by
    assert ready == at("2026-12-28T08:30")


def test_day_for_other_services_is_closed_in_special_hours_too():
    office = make_office(special=(YEAR_END,), limited=(LimitedDay(weekday=0, services=("ktp",)),))
    day = day_of("2026-12-21")
    assert hours.day_hours(office, make_facts(), day).is_open
    closed = hours.day_hours(office_for(office, "kk"), make_facts(), day)
    assert (closed.is_open, closed.for_others) == (False, True)


def test_programs_read_special_hours_and_ramadan_around_them():
    office = make_office(ramadan=make_week("08:00-09:00"), special=(YEAR_END,))
    facts = make_facts(years=(), ramadan=(make_ramadan("2026-12-10", "2027-01-05"),))
    rows = special_hours(office, facts, day_of("2026-12-01"))
    named = [each for each in rows if each.get("name") == "Jam akhir tahun"]
    assert [(each["opens"], each["closes"]) for each in named] == [("08:00", "10:00"), ("00:00", "00:00")]
    rest = [(each["validFrom"], each["validThrough"]) for each in rows if each not in named]
    assert rest == [("2026-12-10", "2026-12-20"), ("2027-01-01", "2027-01-05")]


TIMES = st.integers(0, 22).map(lambda hour: ((datetime.time(hour), datetime.time(hour + 1)),))
WEEKS = st.lists(st.one_of(st.just(()), TIMES), min_size=7, max_size=7).map(tuple)


@settings(max_examples=40, deadline=None)
@given(
    week=WEEKS, start=st.integers(0, 60), length=st.integers(0, 30), asked=st.integers(-10, 110)
)  # fmt: skip
def test_days_outside_special_hours_never_change(week, start, length, asked):
    first = day_of("2026-11-01") + datetime.timedelta(days=start)
    period = SpecialHoursFacts(name="x", start=first, end=first + datetime.timedelta(days=length), week=week)
    facts = make_facts(ramadan=(make_ramadan("2026-12-01", "2026-12-20"),))
    usual = make_office(ramadan=make_week("09:00-10:00"))
    day = day_of("2026-11-01") + datetime.timedelta(days=asked)
    special = hours.day_hours(usual.model_copy(update={"special": (period,)}), facts, day)
    if period.start <= day <= period.end:
        assert special.intervals == week[day.weekday()] or special.closure
    else:
        assert special == hours.day_hours(usual, facts, day)


def test_printed_facts_drop_special_hours_that_are_over():
    facts = SharedFacts(offices={"utama": make_office(special=(YEAR_END,))})
    assert facts.as_of(day_of("2026-12-31")) is facts
    assert facts.as_of(day_of("2027-01-01")).offices["utama"].special == ()


# The form


@pytest.mark.parametrize(
    ("typed", "time"),
    [("8", "08:00"), ("08.30", "08:30"), ("0800", "08:00"), ("8:05", "08:05"), ("24", None), ("8.60", None),
     ("pagi", None), ("", None)],
)  # fmt: skip
def test_times_are_read_as_people_type_them(typed, time):
    assert hours_form.as_time(typed) == time


def typed_form(key="biasa", **fields):
    form = hours_form.from_typed(key, {name.replace("_", "-"): value for name, value in fields.items()})
    form.check(hours_state_of())
    return form


def hours_state_of(**fields):
    empty = [[] for _ in range(7)]
    return {"regular": empty, "ramadan": None, "special": []} | fields


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"d0_0_buka": "8"}, "d0-0-buka", "Senin, jam ke-1: isi jam buka dan jam tutupnya"),
        ({"d1_0_buka": "12", "d1_0_tutup": "8"}, "d1-0-buka", "Selasa, jam ke-1: jam tutup harus setelah"),
        ({"d6_0_buka": "pagi", "d6_0_tutup": "8"}, "d6-0-buka", "Minggu, jam ke-1: tulis jam seperti"),
        (
            {"d4_0_buka": "13", "d4_0_tutup": "15", "d4_1_buka": "8", "d4_1_tutup": "14"},
            "d4-0-buka",
            "Jumat, jam ke-1: bertumpuk dengan 08.00–14.00",
        ),
    ],
)
def test_fault_names_day_and_interval(fields, field, words):
    (fault,) = typed_form(**fields).faults
    assert (fault.field, fault.words.startswith(words)) == (field, True)


def test_closed_day_drops_what_was_typed_and_others_come_in_order():
    form = typed_form(
        d0_0_buka="13", d0_0_tutup="15", d0_1_buka="8", d0_1_tutup="12", d1_0_buka="8", d1_0_tutup="9", d1_libur="on"
    )  # fmt: skip
    assert not form.faults
    assert form.week[:2] == [[["08:00", "12:00"], ["13:00", "15:00"]], []]


def test_special_hours_need_a_name_dates_and_some_hours():
    assert [each.field for each in typed_form("baru").faults] == ["nama", "dari", "sampai"]
    closed = typed_form("baru", nama="Libur", dari="2026-12-01", sampai="2026-12-02")
    assert "catat sebagai hari tutup" in closed.faults[0].words
    wrong = typed_form(
        "baru", nama="A", dari="2026-12-03", sampai="2026-12-02", d0_0_buka="8", d0_0_tutup="9"
    )
    assert [each.field for each in wrong.faults] == ["sampai"]


def test_special_hours_of_one_office_never_overlap():
    row = {"pk": 5, "name": "Pilkada", "start": "2026-12-01", "end": "2026-12-05", "week": []}
    fields = {"nama": "A", "dari": "2026-12-05", "sampai": "2026-12-08", "d0-0-buka": "8", "d0-0-tutup": "9"}
    form = hours_form.from_typed("baru", fields)
    assert not form.check(hours_state_of(special=[row]))
    assert "Bertumpuk dengan “Pilkada”" in form.faults[0].words
    assert hours_form.from_typed("khusus-5", fields).check(hours_state_of(special=[row]))


def test_model_refuses_overlap_and_broken_weeks(demo):
    office = Office.objects.get(key="mpp")
    week = [[["08:00", "09:00"]], *([] for _ in range(6))]
    dates = {"start": day_of("2026-12-01"), "end": day_of("2026-12-05")}
    SpecialHours.objects.create(office=office, name="A", week=week, **dates)
    with pytest.raises(ValidationError, match="bertumpuk"):
        SpecialHours(office=office, name="B", week=week, **dates).full_clean()
    for broken in ([], [[]] * 6, [[["09:00", "08:00"]], *[[]] * 6], [[["8"]], *[[]] * 6]):
        with pytest.raises(ValidationError, match="tujuh hari"):
            SpecialHours(office=office, name="B", week=broken, **dates).full_clean()


# The pages


@pytest.fixture
def manager(demo):
    return signed_in(make_staff(roles.ADMINISTRATOR, "manager"))


def regular_monday(key="kantor-dinas"):
    return hours_state.read(Office.objects.get(key=key))["regular"][0]


@time_machine.travel(SUNDAY, tick=False)
def test_hours_are_previewed_saved_logged_and_taken_back(manager):
    data = form_data(manager.get(ADDRESS), "jam-form") | {"d0-0-tutup": "11.00"}
    seen = manager.post(ADDRESS, data | {"langkah": "pratinjau"})
    text = words_of(seen.content.decode())
    assert (
        "Begini warga akan melihatnya Hari ini dan enam hari berikutnya Tutup hari Minggu, buka besok" in text
    )
    assert "Senin 23 November 08.00–11.00, 13.00–15.00" in text
    assert regular_monday() == [["08:00", "12:00"], ["13:00", "15:00"]]
    saved = manager.post(ADDRESS, data | {"langkah": "simpan"}, follow=True)
    assert "Batalkan" in saved.content.decode()
    assert regular_monday() == [["08:00", "11:00"], ["13:00", "15:00"]]
    record = AuditRecord.objects.get(key="kantor-dinas")
    assert (record.action, record.detail) == ("change", {"fields": ["jam"]})
    manager.post(f"{ADDRESS}batal/")
    assert regular_monday() == [["08:00", "12:00"], ["13:00", "15:00"]]


def test_undo_does_not_take_back_what_a_colleague_saved_later(manager):
    data = form_data(manager.get(ADDRESS), "jam-form") | {"d0-0-tutup": "11.00", "langkah": "simpan"}
    manager.post(ADDRESS, data)
    Office.objects.get(key="kantor-dinas").opening_hours.filter(weekday=0).delete()
    answer = manager.post(f"{ADDRESS}batal/", follow=True).content.decode()
    assert "diubah lagi" in answer
    assert regular_monday() == []


def test_second_to_save_is_told_and_keeps_what_was_typed(manager):
    data = form_data(manager.get(ADDRESS), "jam-form") | {"d0-0-tutup": "11.00", "langkah": "simpan"}
    Office.objects.get(key="kantor-dinas").opening_hours.filter(weekday=5).delete()
    answer = manager.post(ADDRESS, data)
    assert answer.status_code == 409
    assert "baru saja diubah orang lain" in answer.content.decode()
    assert form_data(answer, "jam-form")["d0-0-tutup"] == ["11.00"]
    assert regular_monday()[0] == ["08:00", "12:00"]


def test_day_is_copied_without_scripts(manager):
    data = form_data(manager.get(ADDRESS), "jam-form")
    data |= {"langkah": "salin", "salin-dari": "4", "salin-ke": ["0", "6"]}
    copied = form_data(manager.post(ADDRESS, data), "jam-form")
    assert [copied[f"d{day}-0-tutup"] for day in (0, 1, 6)] == [["11.30"], ["12.00"], ["11.30"]]


def test_faults_are_summed_up_and_tied_to_their_fields(manager):
    data = form_data(manager.get(ADDRESS), "jam-form") | {"d0-0-tutup": "07.00"}
    answer = manager.post(ADDRESS, data | {"langkah": "simpan"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#d0-0-buka"' in text
    assert 'aria-describedby="d0-0-salah"' in text
    assert regular_monday()[0] == ["08:00", "12:00"]


@pytest.mark.parametrize(
    ("last", "words"), [("9999-12-31", "Periksa tahunnya"), ("2026-W48-1", "Isi tanggal terakhir.")]
)
def test_special_hours_end_on_a_day_that_can_be_meant(manager, last, words):
    data = form_data(manager.get(f"{ADDRESS}?masa=baru"), "jam-form")
    data |= {"nama": "Jam pilkada", "dari": "2026-11-23", "sampai": last, "langkah": "pratinjau"}
    answer = manager.post(f"{ADDRESS}?masa=baru", data)
    assert answer.status_code == 400
    assert words in answer.content.decode()


@time_machine.travel(SUNDAY, tick=False)
def test_special_hours_are_public_at_once_and_can_be_deleted(
    manager, client, django_capture_on_commit_callbacks
):
    data = form_data(manager.get(f"{ADDRESS}?masa=baru"), "jam-form")
    data |= {"nama": "Jam pilkada", "dari": "2026-11-23", "sampai": "2026-11-25", "d0-0-buka": "10.00"}
    seen = words_of(manager.post(f"{ADDRESS}?masa=baru", data | {"langkah": "pratinjau"}).content.decode())
    assert "Sejak Senin, 23 November" in seen
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"{ADDRESS}?masa=baru", data | {"langkah": "simpan"})
    text = words_of(read(client, "/kantor/kantor-dinas/"))
    assert "buka besok 10.00" in text
    assert "Jam pilkada (jam khusus)" in text
    assert "Jam khusus: Jam pilkada Senin, 23 November sampai Rabu, 25 November." in text
    special = SpecialHours.objects.get()
    assert manager.get(f"{ADDRESS}?masa=khusus-{special.pk}").status_code == 200
    assert manager.get(f"{ADDRESS}?masa=khusus-999").status_code == 404
    manager.post(f"{ADDRESS}khusus/{special.pk}/hapus/")
    assert not SpecialHours.objects.exists()
    manager.post(f"{ADDRESS}batal/")
    assert SpecialHours.objects.get().pk == special.pk


def test_ramadan_hours_can_be_given_up(manager):
    data = form_data(manager.get(f"{ADDRESS}?masa=ramadan"), "jam-form")
    del data["punya"]
    manager.post(f"{ADDRESS}?masa=ramadan", data | {"langkah": "simpan"})
    office = Office.objects.get(key="kantor-dinas")
    assert not office.has_ramadan_hours
    assert snapshot.read_rows().offices["kantor-dinas"].ramadan is None


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER, roles.PR, roles.COUNTER])
def test_only_administrators_change_hours_and_all_staff_see_offices(demo, role):
    member = signed_in(make_staff(role))
    assert member.get(ADDRESS).status_code == 403
    text = member.get("/kelola/kantor/").content.decode()
    assert "Kantor Disdukcapil Contoh (utama)" in text
    assert "Ubah jam" not in text


def test_offices_of_others_are_not_there(demo):
    other = Agency.objects.create(key="lain", name="Instansi Lain", official_name="Instansi Lain")
    member = signed_in(make_staff(roles.ADMINISTRATOR, "lain", [other]))
    assert member.get(ADDRESS).status_code == 404
    assert member.post(f"{ADDRESS}batal/").status_code == 404
    assert "Kantor Disdukcapil" not in member.get("/kelola/kantor/").content.decode()


def test_accounts_are_lines_and_stops_have_boxes(manager):
    agency = Agency.objects.get(key="disdukcapil")
    address = f"/kelola/services/agency/{agency.pk}/change/"
    data = form_data(manager.get(address), "agency_form")
    assert "instagram: @" in data["social"][0]
    manager.post(address, data | {"social": "instagram: @baru\nX: @kantor"})
    agency.refresh_from_db()
    assert agency.social == {"instagram": "@baru", "x": "@kantor"}
    answer = manager.post(address, data | {"social": "tanpa titik dua"})
    assert "Baris 1" in answer.content.decode()
    unit = Office.objects.get(key="keliling")
    address = f"/kelola/services/office/{unit.pk}/change/"
    data = form_data(manager.get(address), "office_form")
    assert data["stops-0-weeks_of_month"] == [str(week) for week in unit.stops.first().weeks_of_month]
    manager.post(address, data | {"stops-0-weeks_of_month": ["2", "4"]})
    assert unit.stops.first().weeks_of_month == [2, 4]
