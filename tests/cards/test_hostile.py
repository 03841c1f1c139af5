"""What a hostile tester found: texts that cannot be drawn, leases out of step, and what is not one's own."""

import datetime

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone

from cards import studio_links, typeface
from cards.batches import leases, orders
from cards.calendar import plans
from cards.models import Batch, BatchState, Card, CardKind, PlannedPost
from cards.notice_cards import key_of
from cards.own_agencies import own_agencies
from cards.rendering import render
from cards.studio import pack, strip
from portal import roles
from services import scope
from services.models import Membership, Notice
from tests.cards.others import notice, question
from tests.cards.test_notices import form_for
from tests.people import make_staff

SERVICE = "ktp-el-hilang-rusak"


def maker_of(user, **fields):
    """The address where the card of a new notice is made."""
    given = {"title": "Listrik padam", "text": "Loket tutup.", "starts_on": timezone.localdate()} | fields
    made = Notice.objects.create(agency=own_agencies(user)[0], made_by=user, **given)
    return studio_links.make_url(CardKind.NOTICE, key_of(made))


# Texts


@pytest.mark.parametrize("kind", ["gangguan", "cek-fakta"])
def test_a_word_higher_than_a_slide_is_cut(kind):
    content = notice(kind)
    section = content.sections[0]
    keys = {"text": "W" * 500, "truth": "W" * 250 + " " + "W" * 249}
    blocks = tuple(
        each.model_copy(update={"value": keys.get(each.key, each.value)}) for each in section.blocks
    )
    section = section.model_copy(update={"blocks": blocks})
    slides = render(content.model_copy(update={"sections": (section,)}), "square", kind="svg")
    assert len(slides) > 2
    assert [slide.section for slide in slides] == [section.key] * len(slides)


def test_an_answer_of_one_long_word_is_cut():
    content = question()
    section = content.section("answer")
    blocks = tuple(
        each.model_copy(update={"value": "W" * 1000}) if each.kind == "question" else each
        for each in section.blocks
    )
    section = section.model_copy(update={"blocks": blocks})
    assert len(render(content.model_copy(update={"sections": (section,)}), "x", kind="svg")) > 2


@pytest.mark.parametrize("text", ["😀", "\u200b", "\x01"])
def test_a_text_of_nothing_that_prints_is_refused(officer, user, text):
    page = officer.post("/studio/kabar/baru/", form_for(user, advice=text, text=text))
    assert page.status_code == 400
    assert "text" in page.context["form"].errors
    assert not Notice.objects.exists()


def test_letters_that_the_typeface_lacks():
    title = "中文 עב → ✓"
    content = notice().model_copy(update={"name": f"Ké–“½” {title} a\u2060b"})
    assert typeface.lacking(content) == ["中", "文", "ע", "ב", "✓"]


def test_a_card_with_a_box_is_not_given_out(officer, user):
    maker = maker_of(user)
    words = [each.words for each in officer.get(maker, {"judul": "中文"}).context["cautions"]]
    assert any("“中” dan “文”" in each for each in words)
    refused = officer.post(f"{maker}unduh/", {"judul": "中文"})
    assert refused.status_code == 400
    assert "“中” dan “文”" in refused.context["refused"]
    assert not Card.objects.exists()


def test_a_card_that_cannot_be_drawn_gets_no_code(officer, user):
    """Notices that were saved before their form looked at it: a poster needs a heading."""
    maker = maker_of(user, title="😀", text="Ada.")
    assert officer.get(maker).status_code == 200
    refused = officer.post(f"{maker}unduh/", {"poster": "a4"})
    assert refused.status_code == 400
    assert refused.context["refused"] == strip.CANNOT_DRAW
    assert not Card.objects.exists()


# What it costs


def test_the_page_of_several_sizes_does_not_count_them_all(officer, user, monkeypatch):
    counted = []
    monkeypatch.setattr(pack, "count_of", lambda content, format: counted.append(format) or 1)
    maker, query = maker_of(user), {"ukuran": "portrait,square,story"}
    page = officer.get(maker, query)
    assert page.context["counts_later"]
    assert counted == []
    officer.get(maker, query | {"hitung": "1"}, headers={"X-Requested-With": "fetch"})
    assert sorted(counted) == ["square", "story"]


def test_few_strips_are_kept():
    strips = caches["strips"]
    for number in range(60):
        strips.set(f"strip-{number}", b"")
    assert len(strips._cache) <= 20


def test_a_strip_is_found_only_under_its_own_subject(officer, user):
    one, other = maker_of(user), maker_of(user, title="Lain", text="Lain sekali.")
    digest = officer.get(one).context["digest"]
    seen = [officer.get(f"{maker}slide-1.svg", {"v": digest}).content for maker in (one, other)]
    assert seen[0] != seen[1]


# Batches


def ordered(user, *keys):
    return orders.order([orders.Subject("paket", key, key) for key in keys], orders.BatchOptions(), by=user)


def test_a_lease_from_before_the_clock_was_set_back_holds_nobody_up(user):
    batch = ordered(user, SERVICE)
    ahead = timezone.now() + datetime.timedelta(hours=8)
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.RUNNING, worker="mati", lease_until=ahead)
    assert leases.somebody_is_needed()
    assert leases.take("baru").batch == batch
    assert leases.take("lain") is None
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=5)):
        assert leases.take("lain") is None  # asked the clock a moment before that lease was taken


def test_a_batch_stays_with_the_agency_it_was_ordered_for(user, stranger):
    batch, colleague = ordered(user, SERVICE), make_staff(roles.PR, "kolega")
    Membership.objects.filter(user=user).delete()
    Membership.objects.create(user=user, agency=own_agencies(stranger)[0])
    assert scope.is_own(batch, colleague)
    assert not scope.is_own(batch, stranger)
    assert not scope.is_own(batch, type(user).objects.get(pk=user.pk))


def test_a_batch_with_nothing_own_left_is_not_repeated(officer, user):
    batch = ordered(user, "tidak-ada")
    page = officer.post(f"/studio/paket/{batch.pk}/ulang/")
    assert page.status_code == 400
    assert "Tidak ada lagi kartu instansi Anda" in page.content.decode()
    assert Batch.objects.count() == 1


# Plans


def test_a_plan_is_not_made_by_another_agencys_card(user, stranger):
    about = {"kind": CardKind.CLOSURE, "subject": "tutup-1"}
    on = timezone.localdate()
    plan = PlannedPost.objects.create(
        agency=own_agencies(user)[0], made_by=user, on=on, title="Libur", **about
    )
    card = {"content": {}, "digest": "x", "options": {}, "downloads": 1}
    Card.objects.create(code="7F3K9Q2M", issued_by=stranger, **about, **card)
    assert plans.standings([plan], user)[0].card is None
    own = Card.objects.create(code="7F3K9Q2N", issued_by=user, **about, **card)
    assert plans.standings([plan], user)[0].card == own
