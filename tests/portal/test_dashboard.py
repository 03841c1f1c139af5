"""The first page of the workspace tells each what waits for them."""

import datetime

import pytest
from django.utils import timezone

from cards import codes, holding, registry
from cards.content import CardOptions
from cards.models import Post
from faq.models import SearchCount
from portal import roles
from services import drafting, publishing
from services.models import PreviewLink, PreviewRemark, ReviewState, Service
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


def changed(service, by, **fields):
    for name, value in fields.items():
        setattr(service, name, value)
    service.save()
    drafting.remember(service, by)


def page_of(user):
    return signed_in(user).get("/kelola/").content.decode()


def test_an_empty_desk_says_what_will_come(demo):
    page = page_of(make_staff(roles.EDITOR))
    assert "Tidak ada yang menunggu" in page
    assert "Tulis layanan baru" in page
    assert '<a class="button" href="/loket/">Buka loket</a>' in page_of(make_staff(roles.COUNTER))


def test_a_submission_waits_for_reviewers_and_not_for_its_editor(service):
    editor, reviewer = make_staff(roles.EDITOR), make_staff(roles.REVIEWER)
    changed(service, editor, summary="Lain.")
    assert "draf Anda" in page_of(editor)
    Service.objects.update(submitted_by=None)
    Service.objects.filter(pk=service.pk).update(
        review_state=ReviewState.SUBMITTED, submitted_by=editor, submitted_at=timezone.now()
    )
    assert "perlu ditinjau" in page_of(reviewer)
    assert "perlu ditinjau" not in page_of(editor)


def test_a_draft_that_was_returned_waits_for_who_submitted_it_with_the_remark(service):
    editor = make_staff(roles.EDITOR)
    Service.objects.filter(pk=service.pk).update(
        review_state=ReviewState.RETURNED, submitted_by=editor, review_remark="Biaya belum jelas."
    )
    page = page_of(editor)
    assert "dikembalikan" in page
    assert "Biaya belum jelas." in page


def test_a_draft_that_was_published_waits_no_more(service):
    editor = make_staff(roles.EDITOR)
    changed(service, editor, summary="Lain.")
    publishing.publish(service, by=None)
    assert "draf Anda" not in page_of(editor)


def test_a_remark_of_a_preview_waits_for_who_made_the_link(service):
    editor = make_staff(roles.EDITOR)
    link = PreviewLink.objects.create(
        agency=service.agency,
        label="Bagian hukum",
        entries=[["services.service", service.pk]],
        created_by=editor,
        expires_at=timezone.now() + datetime.timedelta(days=7),
    )
    PreviewRemark.objects.create(
        link=link, kind="services.service", entry=service.pk, revision=1, text="Dasar hukum kurang."
    )
    assert "Dasar hukum kurang." in page_of(editor)
    assert "Dasar hukum kurang." not in page_of(make_staff(roles.REVIEWER))
    changed(service, editor, summary="Lain.")
    page = page_of(editor)
    assert "Dasar hukum kurang." in page
    assert "draf Anda" not in page  # the same entry once


def test_what_was_searched_in_vain_can_be_answered(demo):
    row = SearchCount.objects.create(day=timezone.localdate(), words="tukar tambah", times=3, was_found=False)
    write = f"/kelola/celah/kelompok/{row.pk}/"
    assert write in page_of(make_staff(roles.EDITOR))
    assert write not in page_of(make_staff(roles.COUNTER))


def test_a_card_whose_text_changed_is_listed_until_a_new_one_holds(service, administrator):
    card = registry.issue(SLUG, CardOptions(as_of=datetime.date(2026, 11, 2)), by=administrator)
    pr = make_staff(roles.PR)
    assert "isinya berubah" not in page_of(pr)
    changed(service, None, fee_text="Rp5.000", fee_amount=5000)
    publishing.publish(service, by=None)
    page = page_of(pr)
    assert "isinya berubah" in page
    assert f"/studio/kartu/{codes.display(card.code)}/" in page
    publishing.withdraw(service, reason="Pindah.", by=None)
    assert "sudah ditarik" in page_of(pr)
    assert registry.check(card.code).verdict.value == "withdrawn"


def test_many_cards_are_judged_with_few_queries(demo, administrator, django_assert_max_num_queries):
    for slug in Service.objects.values_list("slug", flat=True)[:6]:
        registry.issue(slug, CardOptions(as_of=datetime.date(2026, 11, 2)), by=administrator)
    holding.outdated_packs(administrator)
    with django_assert_max_num_queries(4):
        assert holding.outdated_packs(administrator) == []


def test_the_page_takes_a_bounded_number_of_queries(demo, django_assert_max_num_queries):
    client = signed_in(make_staff(roles.REVIEWER))
    client.get("/kelola/")
    with django_assert_max_num_queries(45):
        client.get("/kelola/")


def test_gaps_and_stale_entries_are_listed_with_what_to_do(service):
    from services.models import Agency

    Agency.objects.update(facilities="")
    Service.objects.filter(pk=service.pk).update(review_by=datetime.date(2026, 1, 10))
    page = page_of(make_staff(roles.EDITOR))
    assert "Belum ada: Sarana" in page
    assert "Masih benar" in page
    assert "Belum lengkap menurut standar" not in page_of(make_staff(roles.PR))


def test_a_draft_that_says_what_is_public_waits_no_more(service):
    """What only staff read holds at once, and what was taken back is no change."""
    editor, before = make_staff(roles.EDITOR), service.summary
    changed(service, editor, facilities="Kursi roda")
    changed(service, editor, summary="Lain.")
    assert "draf Anda" in page_of(editor)
    changed(service, editor, summary=before)
    assert "draf Anda" not in page_of(editor)


def test_a_stale_card_that_is_still_posted_waits_for_who_may_issue_cards(service):
    humas = make_staff(roles.PR)
    cards = [
        registry.issue(SLUG, CardOptions(as_of=registry.today(), theme=theme)) for theme in ("light", "dark")
    ]
    service.fee_text, service.fee_amount = "Rp5.000", 5000
    service.save()
    publishing.publish(service)
    assert "Tidak ada yang menunggu" in page_of(humas)
    for platform in ("instagram", "facebook"):
        Post.objects.create(card=cards[0], platform=platform, posted_on=registry.today())
    page = page_of(humas)
    assert "Tidak ada yang menunggu" not in page
    assert (
        f"Kartu {codes.display(cards[0].code)} masih tayang di Instagram dan Facebook: isinya berubah" in page
    )
    cards += [
        registry.issue(SLUG, CardOptions(as_of=registry.today(), title=str(number))) for number in range(4)
    ]
    Post.objects.bulk_create(Post(card=card, platform="x", posted_on=registry.today()) for card in cards)
    service.fee_text, service.fee_amount = "Rp9.000", 9000
    service.save()
    publishing.publish(service)
    assert "6 kartu masih tayang, padahal tidak berlaku lagi" in page_of(humas)
