"""The editorial calendar: plans and what becomes of them, undo, whose they are, and the calendar file."""

import datetime

import icalendar
import pytest
import time_machine
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import codes, registry
from cards.calendar import feeds, ics, plans
from cards.calendar.month import asked_month, month_of
from cards.content import CardOptions
from cards.models import PlannedPost, Post
from cards.own_agencies import own_agencies
from portal import roles
from services.models import Closure
from tests.people import make_staff, signed_in

NOW = datetime.datetime(2026, 11, 22, 9, 0)
DAY = datetime.date(2026, 12, 1)
SERVICE = "ktp-el-hilang-rusak"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


def make_plan(user, on=DAY, **fields):
    return PlannedPost.objects.create(
        agency=own_agencies(user)[0], on=on, **({"title": "KTP hilang"} | fields)
    )


def about_service(**fields):
    return {"kind": "paket", "subject": SERVICE} | fields


def issue(user=None):
    return registry.issue(SERVICE, CardOptions(as_of=registry.today()), by=user)


def post_of(card, on=DAY, platform="instagram"):
    return Post.objects.create(card=card, platform=platform, posted_on=on)


def state_of(plan, user):
    plan.refresh_from_db()
    return plans.standings([plan], user)[0].state


# What becomes of a plan


def test_plan_is_planned_then_made_then_posted(user, clock):
    issue()  # before the plan was written: it says nothing of it
    clock.shift(60)
    plan = make_plan(user, **about_service())
    assert state_of(plan, user) == plans.PLANNED
    clock.shift(86_400)
    card = issue()
    assert state_of(plan, user) == plans.MADE
    assert plans.link_post(post_of(card)) == plan
    assert state_of(plan, user) == plans.POSTED


def test_free_plan_takes_the_card_that_was_made_for_it(user, stranger):
    plan, card = make_plan(user), issue()
    assert not plans.link_card(plan.pk, card, stranger)
    assert not plans.link_card("1' or", card, user)
    assert plans.link_card(str(plan.pk), card, user)
    assert state_of(plan, user) == plans.MADE


def test_post_goes_to_the_nearest_plan_for_its_platform_and_only_once(user):
    far, near = (
        make_plan(user, DAY, **about_service()),
        make_plan(user, DAY.replace(day=9), **about_service()),
    )
    make_plan(user, DAY.replace(day=8), **about_service(platform="facebook"))
    make_plan(user, DAY.replace(day=8))
    card = issue()
    assert plans.link_post(post_of(card, DAY.replace(day=8))) == near
    assert plans.link_post(post_of(card, DAY.replace(day=8))) == far
    assert plans.link_post(post_of(card, DAY.replace(day=8))) is None
    assert plans.link_post(post_of(card, datetime.date(2027, 1, 1), "facebook")) is None


def test_posting_recorded_in_the_registry_is_the_plans(user, officer):
    plan, card = make_plan(user, NOW.date(), **about_service()), issue()
    form = {"platform": "instagram", "url": "", "posted_on": "2026-11-22"}
    officer.post(f"/studio/kartu/{codes.display(card.code)}/unggahan/", form)
    assert state_of(plan, user) == plans.POSTED
    Post.objects.all().delete()
    assert state_of(plan, user) == plans.MADE


# The month


def test_month_shows_plans_posts_closures_and_what_was_missed(user):
    make_plan(user, datetime.date(2026, 11, 20))
    post_of(issue(), datetime.date(2026, 11, 21))
    Closure.objects.create(start="2026-11-27", end="2026-11-27", name="Pilkades")
    found = {
        day.date.day: day for day in month_of(NOW.date().replace(day=1), user).days if day.date.month == 11
    }
    assert [plan.words for plan in found[20].plans] == ["terlewat"]
    assert [(post.platform, post.title) for post in found[21].posts] == [("Instagram", "KTP hilang/rusak")]
    assert found[27].closed == ["Pilkades"]
    assert (found[22].made, found[22].is_today) == (1, True)


def test_ready_card_that_no_longer_holds_is_told(user):
    plan = make_plan(user, **about_service())
    card = issue()
    plans.link_card(plan.pk, card, user)
    card.digest = "0" * 64
    card.save()
    day = next(day for day in month_of(DAY, user).days if day.date == DAY)
    assert [each.words for each in day.plans] == ["kartu berubah"]


@pytest.mark.parametrize("text", ["", "2026-13", "0001-01", "9999-12", "2026-1", "x" * 500])
def test_odd_month_is_this_month(text):
    assert asked_month(text) == datetime.date(2026, 11, 1)


def test_month_of_many_plans_costs_as_many_queries_as_of_one(user, officer, django_assert_max_num_queries):
    for day in range(1, 29):
        make_plan(user, DAY.replace(day=day), **about_service(title=f"Rencana {day}"))
    officer.get("/studio/kalender/?bulan=2026-12")
    with django_assert_max_num_queries(30):
        assert "Rencana 28" in officer.get("/studio/kalender/?bulan=2026-12").content.decode()


# Pages


def test_plan_is_found_written_moved_removed_and_each_is_undone(user, officer):
    page = officer.get(
        "/studio/kalender/baru/", {"q": "ktp hilang", "tanggal": "2026-12-01"}
    ).content.decode()
    assert f"tanggal=2026-12-01&amp;jenis=layanan&amp;tentang={SERVICE}" in page
    new = f"/studio/kalender/baru/?jenis=layanan&tentang={SERVICE}"
    form = {"title": "KTP hilang", "on": "2026-12-01", "platform": "instagram", "note": "", "dasar": ""}
    assert officer.post(new, form)["Location"] == "/studio/kalender/?bulan=2026-12"
    plan = PlannedPost.objects.get()
    assert (plan.kind, plan.subject, plan.agency.key, plan.made_by) == ("paket", SERVICE, "disdukcapil", user)
    officer.post(f"/studio/kalender/{plan.pk}/pindah/", {"on": "2027-01-05"})
    plan.refresh_from_db()
    assert plan.on == datetime.date(2027, 1, 5)
    officer.post("/studio/kalender/batal/")
    plan.refresh_from_db()
    assert plan.on == DAY
    officer.post(f"/studio/kalender/{plan.pk}/hapus/")
    assert not PlannedPost.objects.exists()
    officer.post("/studio/kalender/batal/")
    assert PlannedPost.objects.get().pk == plan.pk


def test_change_tells_the_second_of_two_and_bad_days_are_refused(user, officer):
    plan = make_plan(user)
    page = officer.get(f"/studio/kalender/{plan.pk}/")
    form = {"title": "Lain", "on": "2026-12-02", "platform": "", "note": "", "agency": plan.agency_id}
    form["dasar"] = page.context["base"]
    assert officer.post(f"/studio/kalender/{plan.pk}/", form | {"on": "0026-12-02"}).status_code == 400
    PlannedPost.objects.update(title="Sudah diubah")
    assert officer.post(f"/studio/kalender/{plan.pk}/", form).status_code == 409
    officer.post(f"/studio/kalender/{plan.pk}/pindah/", {"on": "kapan"})
    plan.refresh_from_db()
    assert (plan.title, plan.on) == ("Sudah diubah", DAY)


def test_undo_keeps_the_card_that_was_linked_meanwhile(user, officer):
    plan = make_plan(user)
    officer.post(f"/studio/kalender/{plan.pk}/pindah/", {"on": "2026-12-09"})
    plans.link_card(plan.pk, issue(), user)
    officer.post("/studio/kalender/batal/")
    plan.refresh_from_db()
    assert plan.on == DAY
    assert plan.card


def test_another_agencys_plans_are_not_there(user, stranger):
    plan, client = make_plan(user, title="Rahasia besar"), signed_in(stranger)
    assert client.get(f"/studio/kalender/{plan.pk}/").status_code == 404
    for path in ("", "pindah/", "hapus/"):
        assert client.post(f"/studio/kalender/{plan.pk}/{path}", {"on": "2026-12-05"}).status_code == 404
    assert "Rahasia besar" not in client.get("/studio/kalender/?bulan=2026-12").content.decode()
    assert b"Rahasia besar" not in client.get("/studio/kalender/rencana-unggahan.ics").content
    assert client.get(f"/studio/kalender/baru/?jenis=layanan&tentang={SERVICE}").context["about"].kind == ""


def test_reader_sees_the_calendar_and_changes_nothing(user):
    plan, reader = make_plan(user), signed_in(make_staff(roles.COUNTER))
    page = reader.get("/studio/kalender/?bulan=2026-12").content.decode()
    assert "KTP hilang" in page
    assert f"/studio/kalender/{plan.pk}/" not in page
    assert reader.post(f"/studio/kalender/{plan.pk}/hapus/").status_code == 403


# The calendar file


def events_of(data):
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_file_is_what_a_calendar_understands(user, officer):
    plan = make_plan(user, title="Akta; lahir, \\ cepat\u2026 " + "é" * 60, note="Telepon 081234567890\nBaris dua",
                     platform="instagram", made_by=user)  # fmt: skip
    data = officer.get("/studio/kalender/rencana-unggahan.ics").content
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(data)
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "Rencana unggahan")
    [event] = events_of(data)
    assert event["SUMMARY"] == f"{plan.title} (Instagram)"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DAY, DAY + datetime.timedelta(days=1))
    assert "[telepon disamarkan]\nBaris dua" in event["DESCRIPTION"]
    assert event.decoded("DTSTAMP").tzinfo
    assert user.username.encode() not in data
    uid = event["UID"]
    officer.post(f"/studio/kalender/{plan.pk}/pindah/", {"on": "2026-12-09"})
    assert events_of(officer.get("/studio/kalender/rencana-unggahan.ics").content)[0]["UID"] == uid


@settings(max_examples=40)
@given(st.text(), st.text())
def test_any_text_comes_back_from_the_file(summary, note):
    event = ics.Event("u", DAY, "x" + summary, "y" + note)
    written = ics.write("k", [event])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    [read] = events_of(written)
    assert read["SUMMARY"] == ics._CONTROLS.sub("", ("x" + summary).replace("\r\n", "\n").replace("\r", "\n"))


def test_subscription_needs_no_session_and_ends_when_it_is_renewed_or_its_owner_leaves(user, officer, client):
    make_plan(user)
    officer.post("/studio/kalender/langganan/", {"lakukan": "buat"})
    path = feeds.address(feeds.feed_of(user)).split("//")[1].partition("/")[2]
    answer = client.get(f"/{path}")
    assert answer.status_code == 200
    assert [event["SUMMARY"] for event in events_of(answer.content)] == ["KTP hilang"]
    assert client.get(f"/{path}", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    user.is_active = False
    user.save()
    assert client.get(f"/{path}").status_code == 404
    user.is_active = True
    user.save()
    signed_in(user).post("/studio/kalender/langganan/", {"lakukan": "buat"})
    assert client.get(f"/{path}").status_code == 404
    assert client.get(reverse("calendar-ics", args=[f"{feeds.feed_of(user).pk}-x"])).status_code == 404
