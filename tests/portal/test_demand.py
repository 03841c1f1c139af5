"""The pages of demand: the ranking of a week, one subject's weeks, the weights, and where else it is told."""

import csv
import datetime
import io
import uuid

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from cards import registry
from cards.calendar.suggestions import WEIGHTS, suggestions
from cards.content import CardOptions
from cards.models import Card, Post
from faq.demand import weights
from faq.demand.ranking import WeekOf
from faq.demand.weeks import week_of
from faq.models import Feedback, GapDecision, Inquiry, InquiryState, PageCount, SearchCount, Tap
from portal import demo_activity, roles
from portal.demand.drawing import bar_chart, line_chart, nice_top
from portal.demand.subject_pages import _measured
from portal.demand.words import number, signed
from services.models import Agency, Service
from tests.people import make_staff, signed_in

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
SLUG = "ktp-el-hilang-rusak"
PAGE, SUBJECT = "/kelola/permintaan/", f"/kelola/permintaan/layanan/{SLUG}/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def editor(demo):
    return make_staff(roles.EDITOR)


def tap(times=1, slug=SLUG, weeks_ago=0):
    agency, at = Agency.objects.get(key="disdukcapil"), NOW - datetime.timedelta(weeks=weeks_ago)
    rows = [Tap(id=uuid.uuid4(), kind="layanan", key=slug, agency=agency, at=at) for _ in range(times)]
    Tap.objects.bulk_create(rows)


def page_of(user, path=PAGE):
    response = signed_in(user).get(path)
    assert response.status_code == 200
    return response.content.decode()


def table_of(user, path):
    response = signed_in(user).get(path)
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def test_ranking_of_the_last_whole_week_and_of_a_chosen_one(editor):
    tap(4, weeks_ago=1), tap(2, weeks_ago=2), tap(7)
    page = page_of(editor)
    assert "16–22 November 2026" in page
    assert "<strong>20</strong>" in page
    assert "+10" in page
    assert f'href="{SUBJECT}"' in page
    now = page_of(editor, f"{PAGE}?minggu=2026-W48")
    assert "belum selesai" in now
    assert "<strong>35</strong>" in now
    assert "+15" not in now
    assert "Minggu berikutnya" not in now
    for ahead_or_wrong in ("2027-W05", "x", "2026-W99"):
        assert page_of(editor, f"{PAGE}?minggu={ahead_or_wrong}")
    assert "Belum ada yang tercatat" in page_of(editor, f"{PAGE}?minggu=2026-W10")


def test_kind_filter_keeps_the_places_of_the_whole_ranking(editor):
    tap(4, weeks_ago=1)
    Feedback.objects.create(what="salah", kind="halaman", key="home", at=NOW - datetime.timedelta(weeks=1))
    rows = table_of(editor, f"{PAGE}minggu.csv?jenis=halaman")
    assert [row[3:8] for row in rows[1:]] == [["2", "Halaman lain", "home", "Beranda", "8"]]
    assert "Penggantian KTP-el" not in page_of(editor, f"{PAGE}?jenis=halaman")


def test_csv_runs_no_formula(editor):
    day = NOW.date() - datetime.timedelta(weeks=1)
    SearchCount.objects.create(day=day, words='=hyperlink("http://x")', times=4, was_found=False)
    rows = table_of(editor, f"{PAGE}minggu.csv")
    assert rows[1][6].startswith("'=")
    assert rows[1][7] == "12"
    assert rows[0][-1] == "Dicari sia-sia"


def test_what_can_be_done_is_what_someone_may(editor):
    tap(4, weeks_ago=1)
    pk = Service.objects.get(slug=SLUG).pk
    page, for_pr = page_of(editor), page_of(make_staff(roles.PR))
    assert f"/kelola/services/service/{pk}/change/" in page
    assert "Buat kartu" not in page
    assert f"/kelola/services/service/{pk}/change/" not in for_pr
    assert f"/studio/buat/layanan/{SLUG}/" in for_pr
    assert "Ubah bobot" not in page


def test_subject_tells_before_and_after_a_post(editor, administrator):
    for weeks_ago in range(1, 10):
        tap(10 if weeks_ago > 4 else 4, weeks_ago=weeks_ago)
    SearchCount.objects.create(day="2026-01-01", words="x", times=1, was_found=True)  # counted for long
    card = registry.issue(SLUG, CardOptions(as_of=datetime.date(2026, 10, 20)), by=administrator)
    for platform in ("instagram", "facebook"):
        Post.objects.create(card=card, platform=platform, posted_on=datetime.date(2026, 10, 21))
    page = page_of(editor, SUBJECT)
    assert "diunggah di Instagram dan Facebook" in page
    assert "−30 (−60 %)" in page
    assert "−6 (−60 %)" in page
    assert "belum tentu disebabkan" in page
    assert 'class="demand-line__mark"' in page
    rows = table_of(editor, f"{SUBJECT}minggu.csv")
    assert len(rows) == 27
    assert [row[4] for row in rows[-10:]] == ["50"] * 5 + ["20"] * 4 + ["0"]
    assert "Instagram dan Facebook" in next(row[-1] for row in rows if row[0] == "2026-W43")
    assert (rows[-1][3], rows[-2][3]) == ("belum", "ya")


def test_before_and_after_leave_out_what_depends_on_todays_content(demo):
    week = WeekOf(week_of(NOW.date()), {"searches": 400, "gaps": 9, "taps": 2}, 68)
    compared = {label: value(week) for label, value in _measured("layanan").items()}
    assert compared == {"Skor tanpa pencarian": 10, "Pertanyaan dikirim": 0, "Ditanya di loket": 2}
    assert {label: value(week) for label, value in _measured("celah").items()} == {"Dicari sia-sia": 9}


def test_marks_of_a_gap_are_what_was_decided(editor):
    day = NOW.date() - datetime.timedelta(weeks=1)
    SearchCount.objects.create(day=day, words="hajatan", times=4, was_found=False)
    GapDecision.objects.create(words="hajatan", outcome="bukan-di-sini", at=NOW)
    key = table_of(editor, f"{PAGE}minggu.csv")[1][5]
    page = page_of(editor, f"/kelola/permintaan/celah/{key}/")
    assert "“hajatan”: bukan urusan kantor ini" in page


def test_unknown_and_foreign_subjects_are_not_found(editor):
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    stranger = signed_in(make_staff(roles.EDITOR, "lain", [other]))
    assert stranger.get(SUBJECT).status_code == 404
    assert stranger.get(f"{SUBJECT}minggu.csv").status_code == 404
    for path in ("layanan/tidak-ada/", "celah/x/", "apa/saja/", "kabar/abc/", "halaman/admin/"):
        assert signed_in(editor).get(PAGE + path).status_code == 404


def test_weights_are_changed_taken_back_and_reset(demo):
    chief = signed_in(make_staff(roles.ADMINISTRATOR))
    wrong = chief.post(f"{PAGE}bobot/", weights.USUAL | {"taps": 101, "gaps": ""})
    assert wrong.status_code == 400
    assert wrong.content.decode().count("Isi angka bulat dari 0 sampai 100.") == 4
    assert chief.post(f"{PAGE}bobot/", weights.USUAL | {"taps": 9}).status_code == 302
    assert weights.current()["taps"] == 9
    chief.post(f"{PAGE}bobot/batal/")
    assert weights.current() == weights.USUAL
    chief.post(f"{PAGE}bobot/", weights.USUAL | {"taps": 0})
    chief.post(f"{PAGE}bobot/", {"biasa": "1"})
    assert weights.current() == weights.USUAL


def test_dashboard_tells_the_top_and_what_was_searched_in_vain(editor):
    tap(3)
    SearchCount.objects.create(day=NOW.date(), words="hajatan", times=3, was_found=False)
    page = page_of(editor, "/kelola/")
    assert "Layanan: ditanya di loket 3" in page
    assert f'href="{SUBJECT}"' in page
    assert "hajatan" in page
    at_the_counter = page_of(make_staff(roles.COUNTER), "/kelola/")
    assert "hajatan" not in at_the_counter
    assert "Yang ditanyakan warga" not in at_the_counter


def suggested(user, key=SLUG):
    return next((each for each in suggestions(user, 500) if each.key == key), None)


def test_what_is_asked_at_the_counter_is_worth_a_post(demo):
    user = make_staff(roles.PR)
    tap(2)
    assert suggested(user).reasons == ("never",)
    tap(12)
    each = suggested(user)
    assert each.reasons == ("counter", "never")
    assert each.reason == "Ditanya 14 kali di loket dalam 7 hari, belum pernah dibuat kartunya."
    assert each.score == WEIGHTS["counter"] * 14 / 20 + WEIGHTS["never"]
    card = registry.issue(SLUG, CardOptions(as_of=NOW.date()))
    assert suggested(user) is None  # the new card has not done its work yet
    Card.objects.filter(pk=card.pk).update(issued_at=NOW - datetime.timedelta(days=31))
    assert suggested(user).reasons == ("counter",)


def test_questions_and_unhelpful_marks_are_reasons_of_their_own(demo):
    service = Service.objects.get(slug=SLUG)
    PageCount.objects.create(kind="layanan", key=SLUG, day=NOW.date(), unhelpful=5)
    Inquiry.objects.create(agency=service.agency, service=service, text="?", code_digest="x", asked_at=NOW)
    each = suggested(make_staff(roles.PR))
    assert set(each.reasons) == {"questions", "unhelpful", "never"}
    assert each.reason == "Belum pernah dibuat kartunya, belum membantu menurut 5 pembaca dalam 7 hari."
    every = sum(WEIGHTS.values()) - WEIGHTS["stale"] - WEIGHTS["closure"] - WEIGHTS["notice"]
    assert every - WEIGHTS["old"] < WEIGHTS["stale"]


def test_numbers_as_people_read_them():
    assert [number(each) for each in (0, 12, 12.5, 1240.0, 1240.25)] == [
        "0",
        "12",
        "12,5",
        "1.240",
        "1.240,2",
    ]
    assert [signed(each) for each in (3, -2.5, 0)] == ["+3", "−2,5", "tetap"]


def test_charts_stay_within_their_frames():
    assert [nice_top(each) for each in (0, 1, 3, 20, 21, 99, 101, 1450)] == [2, 2, 4, 20, 22, 100, 120, 1600]
    chart = line_chart([0, 5, 10], ["1", "2", "3"], {1: "1"})
    assert chart.points == "56.0,216.0 381.0,123.0 706.0,30.0"
    bars = bar_chart([0, 4, 2], [1], is_open=True).bars
    assert [bar.height for bar in bars] == ["0.0", "46.0", "23.0"]
    assert [bar.is_open for bar in bars] == [False, False, True]


def test_demo_activity_fills_every_page_and_is_the_same_every_time(demo):
    people = {name: User.objects.create(username=name) for name in ("editor", "pr", "counter")}
    demo_activity.fill(people)
    states = list(Inquiry.objects.values_list("state", flat=True))
    assert (len(states), states.count(InquiryState.SPAM)) == (25, 1)
    assert Inquiry.objects.exclude(lead=None).count() == 2
    late = Inquiry.objects.filter(state=InquiryState.OPEN, due_on__lt=timezone.localdate())
    assert late.count() == 1
    assert not Inquiry.objects.filter(asked_at__gt=NOW).exists()
    assert Post.objects.count() == 3
    assert SearchCount.objects.filter(was_found=False).exists()
    assert Feedback.objects.count() == 7
