"""The ranking of what people ask: its arithmetic, whose it is, what it costs, and the weights."""

import datetime
import itertools
import math
from collections import Counter

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.demand import counting, weights
from faq.demand.ranking import line, ranking
from faq.demand.weeks import Calendar, last_days, week_of, weeks_until
from faq.models import DemandWeight, Feedback, Inquiry, PageCount, Question, SearchCount, Tap
from portal import roles
from services.models import Agency, AuditRecord, Service
from tests.people import make_staff

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
TODAY = NOW.date()
WEEK = week_of(TODAY)
KTP, KK = "ktp-el-hilang-rusak", "kk-baru"
numbers = itertools.count()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def user(demo):
    return make_staff(roles.EDITOR)


def at(day, hour=9):
    return NOW.replace(year=day.year, month=day.month, day=day.day, hour=hour)


def ask(slug=None, day=TODAY, hour=9, **more):
    service = Service.objects.filter(slug=slug).first()
    agency = service.agency if service else Agency.objects.get(key="disdukcapil")
    row = {
        "agency": agency,
        "service": service,
        "text": "?",
        "code_digest": f"d{next(numbers)}",
        "asked_at": at(day, hour),
    }
    return Inquiry.objects.create(**row | more)


def tap(slug=KTP, day=TODAY, kind="layanan", **more):
    agency = more.pop("agency", None) or Agency.objects.get(key="disdukcapil")
    return Tap.objects.create(kind=kind, key=slug, agency=agency, at=at(day), **more)


def search(words, times, *, found=True, opened=0, day=TODAY):
    return SearchCount.objects.create(day=day, words=words, times=times, was_found=found, opened=opened)


def counts_of(user, subject, week=WEEK):
    return dict(counting.count(Calendar([week]), user).of(subject, week))


def rows_of(user, week=WEEK):
    return {(row.subject.kind, row.subject.key): row for row in ranking(user, week).rows}


def test_each_sign_is_counted_for_its_subject(user):
    answered_by = Question.objects.get(slug="umum-jam-layanan")
    ask(KTP), ask(KTP, question=answered_by), ask(KTP, state="spam"), ask()
    tap(), tap(taken_back=True), tap("umum-jam-layanan", kind="tanya-jawab"), tap("", kind="lain")
    PageCount.objects.create(kind="layanan", key=KTP, day=TODAY, views=90, helpful=5, unhelpful=4, settled=3)
    for what in ("kurang", "salah"):
        Feedback.objects.create(what=what, kind="layanan", key=KTP, at=NOW)
    search("ktp hilang", 9, opened=9)
    found = {"questions": 2, "taps": 1, "unhelpful": 4, "settled": 3, "reports": 2, "searches": 9}
    assert counts_of(user, ("layanan", KTP)) == found
    assert counts_of(user, ("tanya-jawab", "umum-jam-layanan")) == {"questions": 1, "taps": 1}
    assert counts_of(user, ("lain", "umum")) == {"questions": 1, "taps": 1}
    row = rows_of(user)["layanan", KTP]
    assert row.score == 2 * 10 + 1 * 5 + 4 * 4 + 3 * 4 + 2 * 8 + 2 * 3
    alone = line(user, ("layanan", KTP), Calendar([WEEK]))
    assert (dict(alone.weeks[0].counts), alone.weeks[0].score) == (found, row.score)


def test_weeks_end_at_midnight_of_the_office(user, clock):
    ask(KTP, WEEK.before.last, hour=23)
    ask(KTP, WEEK.start, hour=0)
    Feedback.objects.create(what="kurang", kind="layanan", key=KTP, at="2026-11-22T16:59:59Z")
    Feedback.objects.create(what="kurang", kind="layanan", key=KTP, at="2026-11-22T17:00:00Z")
    for week in (WEEK, WEEK.before):
        assert counts_of(user, ("layanan", KTP), week) == {"questions": 1, "reports": 1}
    row = rows_of(user)["layanan", KTP]
    assert row.score == row.before == 18


def test_week_over_the_end_of_a_year(user):
    week = week_of(datetime.date(2026, 12, 31))
    for day in ("2026-12-28", "2027-01-03", "2027-01-04"):
        tap(day=datetime.date.fromisoformat(day))
    assert counts_of(user, ("layanan", KTP), week) == {"taps": 2}


SUBJECTS = [("layanan", KTP), ("layanan", KK), ("tanya-jawab", "umum-jam-layanan"), ("kantor", "mpp")]
events = st.lists(
    st.tuples(
        st.sampled_from(SUBJECTS),
        st.integers(-20, 3),
        st.sampled_from(["taps", "unhelpful", "settled", "reports"]),
        st.integers(1, 3),
    ),
    max_size=14,
)
weighing = st.fixed_dictionaries({sign: st.integers(0, 100) for sign in ("taps", "unhelpful", "reports")})


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happened=events, weighed=weighing)
def test_scores_are_those_of_the_naive_way(user, happened, weighed):
    """Row by row, without a database's sums."""
    with transaction.atomic():
        weights.change(weighed, by=user)
        for (kind, key), ago, sign, times in happened:
            _store(kind, key, TODAY + datetime.timedelta(days=ago), sign, times)
        found = ranking(user, WEEK.before)
        transaction.set_rollback(True)
    expected = {}
    for week in (WEEK.before, WEEK.before.before):
        for subject in SUBJECTS:
            seen = Counter()
            for about, ago, sign, times in happened:
                if about == subject and week.start <= TODAY + datetime.timedelta(days=ago) < week.end:
                    seen[sign] += times
            score = sum((weighed | {"settled": 4})[sign] * count for sign, count in seen.items())
            expected.setdefault(subject, []).append(score)
    scores = {(row.subject.kind, row.subject.key): [row.score, row.before] for row in found.rows}
    assert scores == {subject: both for subject, both in expected.items() if any(both)}
    assert [row.score for row in found.rows] == sorted((row.score for row in found.rows), reverse=True)


def _store(kind, key, day, sign, times):
    if sign in ("unhelpful", "settled"):
        row, _ = PageCount.objects.get_or_create(kind=kind, key=key, day=day)
        setattr(row, sign, getattr(row, sign) + times)
        row.save()
    for _ in range(times):
        if sign == "taps":
            tap(key, day, kind)
        if sign == "reports":
            Feedback.objects.create(what="kurang", kind=kind, key=key, at=at(day))


def test_searches_lead_to_one_entry_or_are_in_vain_and_never_both(user):
    search("ktp hilang", 100, opened=60)
    search("surat waris", 16, opened=1)  # something is found, hardly anybody opens it
    search("hajatan", 9, found=False), search("hajatannya", 7, found=False)
    rows = rows_of(user)
    assert rows["layanan", KTP].score == 2 * math.sqrt(100)
    gaps = {row.words: (dict(row.counts), row.score) for key, row in rows.items() if key[0] == "celah"}
    assert gaps == {
        ("hajatan", "hajatannya"): ({"gaps": 16}, 24.0),
        ("surat waris",): ({"gaps": 15}, round(6 * math.sqrt(15), 1)),
    }
    assert all("searches" not in row.counts for key, row in rows.items() if key != ("layanan", KTP))


def test_searches_after_which_something_was_opened_were_not_in_vain(user):
    search("xyzzyqq", 10, found=False, opened=10)
    search("qqxyzzy", 9, found=False, opened=4)
    found = {row.words: dict(row.counts) for key, row in rows_of(user).items() if key[0] == "celah"}
    assert found == {("qqxyzzy",): {"gaps": 5}}


def test_gap_is_found_by_any_of_its_words(user):
    search("hajatan", 3, found=False)
    search("hajatannya", 9, found=False, day=WEEK.before.start)
    now = next(row.subject for key, row in rows_of(user, last_days()).items() if key[0] == "celah")
    found = line(user, ("celah", now.key), Calendar(weeks_until(WEEK, 3)))
    assert [each.counts.get("gaps", 0) for each in found.weeks] == [0, 9, 3]
    assert found.subject.key == now.key
    assert line(user, ("celah", "0" * 12), Calendar([WEEK])) is None


def test_another_agency_sees_its_own_and_what_is_shared(user):
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    stranger = make_staff(roles.EDITOR, "lain", [other])
    ask(KTP), tap(), ask(), tap("", kind="lain")
    tap(agency=other), tap("", kind="lain", agency=other)
    search("hajatan", 3, found=False)
    Feedback.objects.create(what="kurang", kind="halaman", key="home", at=NOW)
    assert {kind for kind, _ in rows_of(stranger)} == {"celah", "halaman", "lain"}
    assert rows_of(stranger)["lain", "umum"].counts == {"taps": 1}
    assert line(stranger, ("layanan", KTP), Calendar([WEEK])) is None
    assert rows_of(user)["layanan", KTP].counts["taps"] == 2  # whose a subject is decides


def test_administrator_of_everything_sees_what_no_entry_is_about(administrator, demo):
    ask(), tap("", kind="lain")
    assert rows_of(administrator)["lain", "umum"].counts == {"questions": 1, "taps": 1}


def test_queries_have_a_bound(user, django_assert_max_num_queries):
    for number, slug in enumerate(Service.objects.values_list("slug", flat=True)[:9]):
        tap(slug), ask(slug)
        search(f"{slug} {number}", 3, opened=3), search(f"zzxq{number}", 3, found=False)
    ranking(user, WEEK)  # what searches lead to is kept
    with django_assert_max_num_queries(13):
        assert len(ranking(user, WEEK).rows) > 15
    with django_assert_max_num_queries(13):
        line(user, ("layanan", KTP), Calendar(weeks_until(WEEK, 30)))


def test_weights_are_the_usual_ones_until_they_are_changed_and_back(user):
    before = weights.change({"taps": 50, "searches": 0}, by=user)
    assert before == weights.USUAL
    assert weights.current() == weights.USUAL | {"taps": 50, "searches": 0}
    weights.change({"taps": 5}, by=user)
    assert list(DemandWeight.objects.values_list("sign", "weight")) == [("searches", 0)]
    said = AuditRecord.objects.filter(name="bobot permintaan").order_by("-pk")
    assert said[0].detail == {"weights": {"Ditanya di loket": [50, 5]}}
    weights.change({"taps": 5}, by=user)
    assert said.count() == 2  # nothing changed
    for wrong in ({"taps": 101}, {"taps": -1}, {"x": 1}):
        with pytest.raises(ValueError, match="bounds"):
            weights.change(wrong, by=user)


def test_first_day_of_which_anything_is_kept(user):
    assert counting.counted_since() == TODAY
    tap(day=datetime.date(2026, 10, 1))
    search("x", 1, day=datetime.date(2026, 10, 7))
    assert counting.counted_since() == datetime.date(2026, 10, 1)


def test_one_opened_result_does_not_end_a_gap_of_few_searches(user):
    search("kk baru", 9, opened=9, day=WEEK.start - datetime.timedelta(weeks=4))
    for ago, times, opened in ((3, 7, 0), (2, 7, 1), (1, 5, 1)):
        search("kartu tani", times, opened=opened, day=WEEK.start - datetime.timedelta(weeks=ago))
    gap = next(key for key in rows_of(user, WEEK.before) if key[0] == "celah")
    found = line(user, gap, Calendar(weeks_until(WEEK.before, 3)))
    assert [each.counts["gaps"] for each in found.weeks] == [7, 6, 4]


def test_quiet_services_keep_their_searches(user):
    for number in range(30):
        search(f"kk baru {number}", 50, opened=40)
    search("ktp hilang", 2, opened=2)
    assert counts_of(user, ("layanan", KTP)) == {"searches": 2}
