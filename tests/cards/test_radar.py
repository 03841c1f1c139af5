"""The radar of stale cards: what changed, on which cards, and what can be done about it at one press."""

import datetime

import pytest

from cards import closure_cards, codes, holding, registry
from cards.content import CardOptions
from cards.issued import radar, renewal
from cards.models import Card, CardKind, Post
from cards.registry import Verdict
from cards.rendering import TooManySlides
from portal import roles
from services import publishing, snapshot
from services.models import Agency, AuditRecord, Closure, Office, Service
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"
FEW = ("cover", "time_fee", "last")
RADAR = "/studio/kartu/radar/"


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


@pytest.fixture
def humas(demo):
    return make_staff(roles.PR, "humas")


def make_card(slug=SLUG, sections=FEW, **more):
    options = {"as_of": registry.today(), "sections": sections, **more.pop("options", {})}
    return registry.issue(slug, CardOptions(**options), **more)


def cost_more(service, amount=5000):
    service.fee_text, service.fee_amount = f"Rp{amount}", amount
    service.save()
    publishing.publish(service)


def close_earlier():
    row = Office.objects.get(key="mpp").opening_hours.get(period="regular", weekday=0)
    row.closes = datetime.time(14)
    row.save()
    snapshot.rebuild()


def groups_of(user, by=radar.BY_CHANGE):
    return radar.groups(radar.bundles(holding.outdated_packs(user), by))


def press(client, action, *cards):
    return client.post(f"{RADAR}{action}/", {"kartu": [codes.display(card.code) for card in cards]})


def undo(client):
    return client.post(f"{RADAR}batal/")


def test_one_change_of_hours_is_one_group_with_every_entry_it_touches(humas):
    cards = [make_card(slug, ("cover", "where"), by=humas) for slug in (SLUG, "kk-baru")]
    close_earlier()
    (group,) = groups_of(humas)
    assert {entry.cards[0].row.card for entry in group.entries} == set(cards)
    (change,) = group.changes
    assert change.before == [("Senin–Kamis: 08.00–15.00", True)]
    assert ("Senin: 08.00–14.00", True) in change.after
    assert len(groups_of(humas, radar.BY_ENTRY)) == 2


def test_cards_with_different_changes_are_apart_and_told_from_withdrawn_ones(humas, service):
    fee, where = make_card(by=humas), make_card(sections=("cover", "where"), by=humas)
    gone = make_card("kk-baru", by=humas)
    cost_more(service)
    publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="Pindah.", replacement=SLUG)
    found = {entry.cards[0].row.card: group for group in groups_of(humas) for entry in group.entries}
    assert found[gone].is_withdrawn
    assert found[gone].reason == "Pindah."
    assert found[gone].replacement.url == f"/layanan/{SLUG}/"
    assert any("Biaya" in change.label for change in found[fee].changes)
    assert fee in found
    assert found.get(where) is not found[fee]


def test_reissue_leads_from_the_old_code_to_the_new_card_until_it_is_taken_back(client, humas, service):
    old = make_card(by=humas)
    cost_more(service)
    browser = signed_in(humas)
    assert press(browser, "terbitkan-ulang", old).status_code == 302
    old.refresh_from_db()
    new = old.replaced_by
    assert registry.check_card(new).verdict is Verdict.CURRENT
    assert (new.formats, new.options["sections"]) == (old.formats, old.options["sections"])
    assert holding.outdated_packs(humas) == []
    response = client.get(f"/k/{codes.display(old.code)}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert f"sudah diganti dengan kartu {codes.display(new.code)}" in page
    assert f'href="/k/{codes.display(new.code)}/"' in page
    assert codes.display(new.code) in browser.get(RADAR).content.decode()
    assert set(AuditRecord.objects.values_list("action", flat=True)) >= {"issue-card", "reissue-card"}
    undo(browser)
    assert [each.card for each in holding.outdated_packs(humas)] == [old]
    assert registry.check(new.code).verdict is Verdict.CURRENT


def test_a_card_that_holds_again_is_the_newest_and_leads_nowhere(humas, service):
    first = make_card(by=humas)
    cost_more(service)
    second = renewal.reissue(first, by=humas)
    publishing.publish(publishing.restore(service, 1))
    assert renewal.reissue(second, by=humas) == first
    first.refresh_from_db()
    assert first.replaced_by is None
    assert registry.check(second.code).newer == first
    assert not registry.check(first.code).is_replaced


def test_the_oldest_of_a_chain_leads_to_the_newest(humas, service):
    first = make_card(by=humas)
    cost_more(service)
    second = renewal.reissue(first, by=humas)
    cost_more(service, 9000)
    third = renewal.reissue(second, by=humas)
    assert registry.check(first.code).newer == third


def test_what_cannot_be_issued_again_says_what_to_do(humas, service, monkeypatch):
    one_case, whole = make_card(options={"cases": ("rusak",)}, by=humas), make_card(by=humas)
    service.cases.get(key="rusak").delete()
    cost_more(service)
    with pytest.raises(renewal.NotPossible, match="pilih keadaan yang ada sekarang"):
        renewal.reissue(one_case, by=humas)

    def too_many(*args):
        raise TooManySlides(27)

    monkeypatch.setattr(renewal, "slide_count", too_many)
    with pytest.raises(renewal.NotPossible, match=r"27 slide.*di studio"):
        renewal.reissue(whole, by=humas)
    publishing.withdraw(service, reason="Selesai.")
    with pytest.raises(renewal.NotPossible, match="ralat"):
        renewal.reissue(whole, by=humas)
    page = press_and_read(signed_in(humas), whole)
    assert "belum diganti" in page
    assert not Card.objects.exclude(replaced_by=None).exists()


def press_and_read(browser, card):
    press(browser, "terbitkan-ulang", card)
    return browser.get(RADAR).content.decode()


def test_several_are_settled_at_once_and_taken_back(humas, service):
    cards = [make_card(options={"theme": theme}, by=humas) for theme in ("light", "dark")]
    cost_more(service)
    browser = signed_in(humas)
    press(browser, "beres", *cards)
    assert holding.outdated_packs(humas) == []
    assert Card.objects.filter(settled_by=humas).count() == 2
    undo(browser)
    assert len(holding.outdated_packs(humas)) == 2


def test_a_correction_takes_the_place_of_a_withdrawn_card(client, humas, service):
    old = make_card(by=humas)
    publishing.withdraw(service, reason="Pindah ke kecamatan.")
    press(signed_in(humas), "ralat", old)
    old.refresh_from_db()
    assert (old.replaced_by.kind, old.replaced_by.subject) == (CardKind.CORRECTION, old.code.lower())
    response = client.get(f"/k/{codes.display(old.code)}/")
    assert response.status_code == 410
    assert "Sudah diralat" in response.content.decode()
    assert (
        "Ralat ini memang dari kami"
        in client.get(f"/k/{codes.display(old.replaced_by.code)}/").content.decode()
    )


def test_postings_to_take_down_stay_until_they_are_gone(humas, service):
    old = make_card(by=humas)
    post = Post.objects.create(
        card=old, platform="instagram", posted_on=registry.today(), url="https://www.instagram.com/p/abc"
    )
    cost_more(service)
    browser = signed_in(humas)
    assert "Masih tayang" in browser.get(RADAR).content.decode()
    press(browser, "terbitkan-ulang", old)
    assert "unggahan lamanya masih tayang" in browser.get(RADAR).content.decode()
    browser.post(f"/studio/kartu/{codes.display(old.code)}/unggahan/{post.pk}/turun/", {"kembali": "radar"})
    assert "unggahan lamanya masih tayang" not in browser.get(RADAR).content.decode()


def test_cards_of_others_are_neither_shown_nor_touched(humas, service):
    card = make_card(by=humas)
    cost_more(service)
    other = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain", position=99)
    stranger = make_staff(roles.PR, "lain", [other])
    assert holding.outdated_packs(stranger) == []
    browser = signed_in(stranger)
    press(browser, "terbitkan-ulang", card)
    press(browser, "beres", card)
    card.refresh_from_db()
    assert (card.replaced_by, card.settled_at) == (None, None)


def test_queries_do_not_grow_with_the_number_of_cards(humas, service, django_assert_max_num_queries):
    first = make_card(by=humas)
    fields = {
        name: getattr(first, name) for name in ("kind", "subject", "agency", "digest", "options", "content")
    }
    Card.objects.bulk_create(Card(code=codes.new_code(), formats=["portrait"], **fields) for _ in range(300))
    cost_more(service)
    with django_assert_max_num_queries(8):
        found = holding.outdated_packs(humas)
    assert len(found) == 301
    with django_assert_max_num_queries(12):
        groups = radar.groups(radar.bundles(found))
    assert groups[0].count == 301
    assert groups[0].acted_on == radar.AT_ONCE


def test_cards_of_many_closures_are_judged_together(humas, django_assert_max_num_queries):
    office, day = Office.objects.get(key="mpp"), registry.today() + datetime.timedelta(days=9)
    for number in range(4):
        closure = Closure.objects.create(name=f"Tutup {number}", start=day, end=day)
        closure.offices.add(office)
        make_card(closure_cards.key_of(closure), kind=CardKind.CLOSURE, by=humas)
    Closure.objects.filter(name="Tutup 0").delete()
    snapshot.rebuild()
    with django_assert_max_num_queries(6):
        (found,) = holding.outdated_packs(humas)
    assert found.verdict is Verdict.WITHDRAWN


def test_a_replacement_waits_for_its_posting_whoever_looks_and_can_be_taken_back(humas, service):
    old, other = make_card(by=humas), make_card(options={"theme": "dark"}, by=humas)
    cost_more(service)
    press(signed_in(humas), "terbitkan-ulang", old, other)
    old.refresh_from_db()
    desk = signed_in(make_staff(roles.PR, "lain"))
    assert {each.row.card.pk: each.old_codes for each in desk.get(RADAR).context["replacements"]}[
        old.replaced_by_id
    ] == (codes.display(old.code),)
    desk.post(f"{RADAR}batal/", {"pengganti": codes.display(old.replaced_by.code)})
    assert [each.card for each in holding.outdated_packs(humas)] == [old]
    other.refresh_from_db()
    Post.objects.create(card=other.replaced_by, platform="instagram", posted_on=registry.today())
    assert desk.get(RADAR).context["replacements"] == []


def test_an_undone_correction_that_nobody_has_is_no_work_until_it_goes_out(humas, service):
    old = make_card(by=humas)
    cost_more(service)
    correction = renewal.correct(old, by=humas)
    renewal.take_back(renewal.done_to([old]), by=humas)
    cost_more(service, 9000)
    assert [each.card for each in holding.outdated_packs(humas)] == [old]
    correction.refresh_from_db()
    registry.count_download(correction)
    assert {each.card for each in holding.outdated_packs(humas)} == {old, correction}


def test_cards_that_are_still_posted_come_first_and_stale_corrections_say_so(humas, service):
    old, posted = make_card(by=humas), make_card("kk-baru", by=humas)
    make_card("kk-baru", options={"theme": "dark"}, by=humas)
    cost_more(service)
    Post.objects.create(card=renewal.correct(old, by=humas), platform="x", posted_on=registry.today())
    cost_more(service, 9000)
    cost_more(Service.objects.get(slug="kk-baru"), 9000)
    Post.objects.create(card=posted, platform="x", posted_on=registry.today())
    make_card(by=humas)
    assert holding.outdated_packs(humas)[0].card.is_up
    correction = next(each for each in groups_of(humas) if "Ralat" in each.title)
    assert correction.changes == ()
    assert "sudah berubah lagi" in correction.reason
