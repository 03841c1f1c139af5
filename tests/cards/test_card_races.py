"""What several people do to one card at once or one after another, and what is left of it: nothing is lost or hidden."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps

from cards import codes, holding, registry, turns
from cards.content import CardOptions
from cards.issued import renewal
from cards.issued.posting import PostForm
from cards.models import Card, CardKind
from cards.subjects import KINDS
from portal import roles
from services import publishing, snapshot
from services.models import Agency, Closure, Office, Service
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"
RADAR = "/studio/kartu/radar/"
LINK = {"platform": "instagram", "posted_on": "2026-01-05"}


@pytest.fixture
def humas(demo):
    return make_staff(roles.PR, "humas")


@pytest.fixture
def card(humas):
    options = CardOptions(as_of=registry.today(), sections=("cover", "time_fee", "last"))
    return registry.issue(SLUG, options, by=humas)


def cost(amount):
    found = Service.objects.get(slug=SLUG)
    found.fee_text, found.fee_amount = (f"Rp{amount}", amount) if amount else ("", 0)
    found.save()
    publishing.publish(found)


def press(user, action, *cards):
    browser = signed_in(user)
    browser.post(f"{RADAR}{action}/", {"kartu": [codes.display(each.code) for each in cards]})
    return browser


def stale(user):
    return [each.card for each in holding.outdated_packs(user)]


def test_settling_holds_for_one_change_and_only_where_there_is_one(humas, card):
    page = press(humas, "beres", card).get(RADAR).content.decode()
    assert "tidak perlu dibereskan. Isinya masih berlaku" in page
    cost(5000)
    press(humas, "beres", card)
    assert stale(humas) == []
    assert "Dinyatakan sudah dibereskan oleh" in own_page(humas, card)
    cost(9000)
    assert stale(humas) == [card]
    assert "Dinyatakan sudah dibereskan" not in own_page(humas, card)
    press(humas, "beres", card)
    publishing.withdraw(Service.objects.get(slug=SLUG), reason="Selesai.")
    assert stale(humas) == [card]
    press(humas, "beres", card)
    assert stale(humas) == []


def own_page(user, card):
    return signed_in(user).get(f"/studio/kartu/{codes.display(card.code)}/").content.decode()


def test_a_text_is_issued_by_one_at_a_time(card, monkeypatch):
    waited = []
    monkeypatch.setattr(turns, "wait_for", lambda *text: waited.append(text))
    options = CardOptions.model_validate(card.options)
    assert registry.issue(SLUG, options) == card
    assert waited == [(CardKind.PACK, SLUG, card.digest)]
    assert 0 <= turns.number_of(*waited[0]) < 2**63


def test_a_correction_does_not_take_the_place_of_a_new_card(humas, card):
    cost(5000)
    new = renewal.reissue(card, by=humas)
    with pytest.raises(renewal.NotPossible, match="sudah diganti"):
        renewal.correct(card, by=humas)
    assert registry.check(card.code).newer == new
    assert not Card.objects.filter(kind=CardKind.CORRECTION).exists()


def test_undo_leaves_what_somebody_else_did_since(humas, card):
    cost(5000)
    browser = press(humas, "beres", card)
    new = renewal.reissue(card, by=make_staff(roles.PR, "lain"))
    browser.post(f"{RADAR}batal/")
    assert "Sudah tidak dapat dibatalkan" in browser.get(RADAR).content.decode()
    card.refresh_from_db()
    assert (card.replaced_by, card.settled_by) == (new, humas)


def test_another_logo_or_colour_is_another_card(humas, card):
    agency = Agency.objects.get(key=card.agency.key)
    agency.brand_color = "#123456"
    agency.save()
    snapshot.rebuild()
    options = CardOptions.model_validate(card.options)
    new = registry.issue(SLUG, options)
    assert (new.digest, new.content["brand_color"]) == (card.digest, "#123456")
    assert new != card
    assert registry.issue(SLUG, options) == new


def test_corrections_are_made_of_what_was_posted_alone(humas, card):
    cost(5000)
    correction = renewal.correct(card, by=humas)
    leaflet = Card.objects.create(
        kind=CardKind.LEAFLET, code=codes.new_code(), subject=SLUG, agency=card.agency, digest="x",
        content=card.content, options=card.options,
    )  # fmt: skip
    kind = KINDS[CardKind.CORRECTION]
    own = [kind.is_own(humas, each.code.lower()) for each in (card, correction, leaflet)]
    assert own == [True, False, False]
    assert signed_in(humas).get(f"/studio/buat/ralat/{leaflet.code.lower()}/").status_code == 404
    assert registry.check(correction.code).verdict is registry.Verdict.CURRENT


def test_cards_of_old_keep_their_code_and_find_their_agency(humas, card):
    old = {name: card.options[name] for name in ("as_of", "sections", "cases")}
    Card.objects.filter(pk=card.pk).update(options={**old, "format": "portrait"}, agency=None)
    office, day = Office.objects.get(key="mpp"), registry.today() + datetime.timedelta(days=9)
    closure = Closure.objects.create(name="Tutup", start=day, end=day)
    closure.offices.add(office)
    notice = Card.objects.create(
        kind=CardKind.CLOSURE, code=codes.new_code(), subject=f"tutup-{closure.pk}", digest="x",
        content=card.content, options={**old, "format": "portrait"},
    )  # fmt: skip
    import_module("cards.migrations.0004_studio").carry_over(apps, None)
    for each in (card, notice):
        each.refresh_from_db()
    assert notice.agency == office.agency
    assert card.agency.key == Service.objects.get(slug=SLUG).agency.key
    assert registry.issue(SLUG, CardOptions.model_validate(old)) == card


@pytest.mark.parametrize("mark", ["\u202e", "\u200b"])
def test_links_with_marks_that_nobody_sees_are_refused(db, mark):
    assert PostForm({**LINK, "url": "https://www.instagram.com/p/abc"}).is_valid()
    assert "url" in PostForm({**LINK, "url": f"https://www.instagram.com/p/{mark}abc"}).errors
