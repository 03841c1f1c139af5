"""What to post next: each reason, their order, what is left out, whose they are, and what they cost."""

import datetime

import pytest
import time_machine

from cards import registry
from cards.calendar.suggestions import WEIGHTS, suggestions
from cards.closure_cards import key_of
from cards.content import CardOptions
from cards.models import Card, CardKind, PlannedPost, Post, SuggestionDismissal
from faq.models import SearchCount
from portal import roles
from services import publishing
from services.models import Agency, Closure, Notice, Service
from tests.people import make_staff, signed_in

NOW = datetime.datetime(2026, 11, 22, 9, 0)
SERVICE = "ktp-el-hilang-rusak"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


def issue(slug=SERVICE):
    return registry.issue(slug, CardOptions(as_of=registry.today()))


def search(words, times, days_ago=0):
    day = NOW.date() - datetime.timedelta(days=days_ago)
    SearchCount.objects.create(day=day, words=words, was_found=True, times=times)


def found(user, key=SERVICE, limit=500):
    return next((each for each in suggestions(user, limit) if each.key == key), None)


def close(day="2026-11-25"):
    return Closure.objects.create(start=day, end=day, name="Pindah loket")


def test_weights_put_what_misleads_on_top():
    assert WEIGHTS["stale"] > WEIGHTS["changed"] + WEIGHTS["asked"] + WEIGHTS["never"]
    assert WEIGHTS["stale"] > WEIGHTS["closure"]


def test_never_carded_is_suggested_until_it_has_a_card(user):
    each = found(user)
    assert (each.reasons, each.reason) == (("never",), "Belum pernah dibuat kartunya.")
    assert each.plan_url == f"/studio/kalender/baru/?jenis=layanan&tentang={SERVICE}"
    issue()
    assert found(user) is None


def test_changed_entry_without_a_card_since(user, clock):
    issue()
    clock.shift(60)
    service = Service.objects.get(slug=SERVICE)
    service.summary += " Baru."
    service.save()
    publishing.publish(service)
    assert "changed" in found(user).reasons
    issue()
    assert "changed" not in getattr(found(user), "reasons", ())


def test_stale_card_comes_first_and_cannot_be_dismissed(user):
    close("2026-11-22")
    search("ktp hilang", 500)
    card = issue("kk-baru")
    Card.objects.filter(pk=card.pk).update(digest="0" * 64)
    first = suggestions(user)[0]
    assert (first.key, first.reasons[0], first.may_dismiss) == ("kk-baru", "stale", False)
    assert "isinya sudah berubah" in first.reason
    assert first.url == "/studio/kartu/radar/"


def test_closure_whose_card_is_missing_but_not_one_that_is_simply_over(user, clock):
    closure = close()
    each = found(user, key_of(closure))
    assert each.reason == "Kantor tutup Rabu, 25 November, belum ada kartunya."
    assert each.score == pytest.approx(80 * (1 - 3 / 14 / 2), abs=0.001)
    registry.issue(key_of(closure), CardOptions(as_of=registry.today()), kind=CardKind.CLOSURE)
    assert found(user, key_of(closure)) is None
    clock.move_to(datetime.datetime(2026, 12, 1, 9, 0))
    assert found(user, key_of(closure)) is None
    assert found(user, key_of(close("2026-12-24"))) is None  # too far ahead


def test_notice_that_was_written_and_has_no_card(user):
    agency = Agency.objects.get(key="disdukcapil")
    now = Notice.objects.create(agency=agency, title="Padam", text="x", starts_on="2026-11-22")
    later = Notice.objects.create(agency=agency, title="Nanti", text="x", starts_on="2027-02-01")
    assert found(user, f"kabar-{now.pk}").reason == "Kabarnya sudah ditulis, belum ada kartunya."
    assert found(user, f"kabar-{later.pk}") is None
    registry.issue(f"kabar-{now.pk}", CardOptions(as_of=registry.today()), kind=CardKind.NOTICE)
    assert found(user, f"kabar-{now.pk}") is None


def test_searches_lift_what_has_no_card_or_an_old_one(user, clock):
    search("ktp hilang", 30)
    search("ktp ilang", 12, days_ago=2)
    search("ktp hilang", 99, days_ago=9)
    each = found(user)
    assert each.reason == "Dicari 42 kali dalam 7 hari, belum ada kartunya."
    assert each.score == WEIGHTS["asked"] + WEIGHTS["never"]
    card = issue()
    assert found(user) is None
    Card.objects.filter(pk=card.pk).update(issued_at="2026-07-01T00:00Z")
    Post.objects.create(card=card, platform="x", posted_on=datetime.date(2026, 8, 1))
    assert "terakhir diunggah 113 hari lalu" in found(user).reason
    Post.objects.create(card=card, platform="x", posted_on=datetime.date(2026, 11, 1))
    assert found(user) is None


def test_order_is_by_score_and_the_same_every_time(user):
    search("akta lahir", 3)
    close()
    every = suggestions(user, 500)
    assert [each.score for each in every] == sorted((each.score for each in every), reverse=True)
    assert every == suggestions(user, 500)
    assert suggestions(user, 3) == every[:3]


def test_planned_and_dismissed_are_left_out(user):
    plan = PlannedPost.objects.create(agency=Agency.objects.get(key="disdukcapil"), on="2026-12-01", title="x",
                                      kind="paket", subject=SERVICE)  # fmt: skip
    assert found(user) is None
    plan.delete()
    officer = signed_in(user)
    data = {"jenis": "layanan", "tentang": SERVICE, "alasan": ["never"]}
    officer.post("/studio/kalender/saran/tolak/", data)
    assert found(user) is None
    search("ktp hilang", 30)
    assert found(user).reasons == ("asked",)  # another reason speaks for it again
    officer.post("/studio/kalender/saran/batal/")
    assert "never" in found(user).reasons


def test_dismissal_ends_and_takes_only_what_is_known(user, clock):
    officer = signed_in(user)
    wrong = [{"alasan": "stale"}, {"alasan": "x"}, {"jenis": "x"}, {"tentang": "tidak-ada"}]
    for fields in wrong:
        data = {"jenis": "layanan", "tentang": SERVICE, "alasan": "never"} | fields
        assert officer.post("/studio/kalender/saran/tolak/", data).status_code == 404
    SuggestionDismissal.objects.create(
        user=user, kind="paket", subject=SERVICE, reason="never", until="2026-11-30"
    )
    assert found(user) is None
    clock.move_to(datetime.datetime(2026, 12, 1, 9, 0))
    assert found(user)


def test_another_agency_is_not_told(user):
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    stranger = make_staff(roles.PR, "lain", [other])
    search("ktp hilang", 30)
    issue()
    assert suggestions(stranger, 500) == []
    data = {"jenis": "layanan", "tentang": SERVICE, "alasan": "never"}
    assert signed_in(stranger).post("/studio/kalender/saran/tolak/", data).status_code == 404


def test_queries_have_a_bound(user, django_assert_max_num_queries):
    for number in range(30):
        search(f"ktp hilang {number}", 30 - number)
        close("2026-11-26")
    for slug in list(Service.objects.values_list("slug", flat=True))[:8]:
        issue(slug)
    with django_assert_max_num_queries(22 + 3 * 30):  # where a search leads is worked out once
        suggestions(user)
    with django_assert_max_num_queries(22):
        suggestions(user)
