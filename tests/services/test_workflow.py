"""Between people: who submits, returns, approves, schedules, withdraws and restores, and what is refused to whom."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal import roles
from services import drafting, publishing, workflow
from services.models import Agency, AuditRecord, Notification, Service, ServiceEdition
from tests.people import make_staff

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def admin(demo):
    return make_staff(roles.ADMINISTRATOR, "rina")


def change(service, by, summary="Ringkasan baru."):
    service.refresh_from_db()
    service.summary = summary
    service.save()
    drafting.remember(service, by)
    return service


def live_summary():
    edition = ServiceEdition.objects.live().filter(slug=SLUG).first()
    return edition and edition.content().summary


def newest_record():
    return AuditRecord.objects.order_by("-pk").first()


def told(user):
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_draft_goes_from_editor_to_reviewer_to_public(service, editor, reviewer):
    change(service, editor)
    workflow.submit(service, by=editor, remark="Sesuai Perda baru.")
    service.refresh_from_db()
    assert (service.review_state, service.review_remark) == ("diajukan", "Sesuai Perda baru.")
    assert service.submitted_by == editor
    assert newest_record().action == "submit"
    assert live_summary() != "Ringkasan baru."
    edition = workflow.approve(service, by=reviewer, note="Perda 3/2026")
    service.refresh_from_db()
    assert live_summary() == "Ringkasan baru."
    assert (service.review_state, service.review_remark, service.submitted_by) == ("", "", None)
    assert (edition.note, newest_record().action, newest_record().by) == ("Perda 3/2026", "publish", reviewer)
    assert "own_change" not in newest_record().detail


def test_author_does_not_publish_their_own_change_not_even_a_superuser(service, administrator):
    change(service, administrator)
    with pytest.raises(workflow.Refused, match="peninjau lain"):
        workflow.approve(service, by=administrator)
    with pytest.raises(workflow.Refused, match="peninjau lain"):
        workflow.approve(service, by=administrator, live_from=timezone.now() + datetime.timedelta(days=1))
    assert live_summary() != "Ringkasan baru."


def test_one_who_changed_a_draft_with_others_is_an_author_too(service, editor, admin, reviewer):
    change(service, admin)
    change(service, editor, "Ringkasan lain.")
    with pytest.raises(workflow.Refused, match="peninjau lain"):
        workflow.approve(service, by=admin)
    workflow.approve(service, by=reviewer)


def test_withdrawing_does_not_make_an_author_a_reviewer(service, admin):
    change(service, admin)
    workflow.withdraw(service, by=admin, reason="Digabung.")
    with pytest.raises(workflow.Refused, match="peninjau lain"):
        workflow.approve(service, by=admin)


def test_office_of_one_person_may_switch_the_rule_off_and_the_log_says_so(service, admin):
    Agency.objects.filter(pk=service.agency_id).update(review_by_other=False)
    change(service, admin)
    workflow.approve(Service.objects.get(pk=service.pk), by=admin)
    assert live_summary() == "Ringkasan baru."
    assert newest_record().detail["own_change"] is True
    assert newest_record().detail["review_by_other"] is False


def test_rule_of_the_publisher_holds_for_whom_it_publishes(service, admin):
    child = Agency.objects.create(key="upt", name="UPT", publisher=service.agency)
    Service.objects.filter(pk=service.pk).update(agency=child)
    Agency.objects.filter(pk=service.agency_id).update(review_by_other=False)
    workflow.approve(change(Service.objects.get(pk=service.pk), admin), by=admin)
    assert live_summary() == "Ringkasan baru."


def test_reviewer_approves_what_they_saw(service, editor, reviewer):
    seen = workflow.fingerprint(change(service, editor))
    change(service, editor, "Diubah lagi.")
    with pytest.raises(workflow.ChangedMeanwhile):
        workflow.approve(service, by=reviewer, seen=seen)
    assert live_summary() != "Diubah lagi."
    service.refresh_from_db()
    workflow.approve(service, by=reviewer, seen=workflow.fingerprint(service))
    assert live_summary() == "Diubah lagi."


def test_returned_draft_carries_the_remark_and_can_be_submitted_again(service, editor, reviewer):
    workflow.submit(change(service, editor), by=editor)
    with pytest.raises(workflow.Refused, match="Tulis apa"):
        workflow.give_back(service, by=reviewer, remark="  ")
    workflow.give_back(service, by=reviewer, remark="Dasar hukumnya salah.")
    service.refresh_from_db()
    assert (service.review_state, service.review_remark) == ("kembali", "Dasar hukumnya salah.")
    assert newest_record().action == "return"
    assert told(editor) == [f"budi mengembalikan “{service.name}” untuk diperbaiki: Dasar hukumnya salah."]
    workflow.submit(service, by=editor)


def test_submitted_draft_is_taken_back_by_its_submitter_only(service, editor, admin, reviewer):
    workflow.submit(change(service, editor), by=editor)
    with pytest.raises(workflow.Refused, match="Hanya yang mengajukan"):
        workflow.take_back(service, by=admin)
    assert Notification.objects.filter(user=reviewer, read_at=None).count() == 1
    workflow.take_back(service, by=editor)
    service.refresh_from_db()
    assert service.review_state == ""
    assert not Notification.objects.filter(user=reviewer, read_at=None).exists(), (
        "nothing waits for them any more"
    )


def test_unfinished_or_unchanged_draft_is_not_submitted(service, editor):
    with pytest.raises(workflow.Refused, match="sama dengan"):
        workflow.submit(service, by=editor)
    Service.objects.filter(pk=service.pk).update(time_text="")
    with pytest.raises(publishing.NotReady):
        workflow.submit(service, by=editor)


@pytest.mark.parametrize("role", [roles.EDITOR, roles.PR])
def test_who_may_not_publish_is_refused(service, editor, role):
    other = make_staff(role, "lain")
    change(service, editor)
    for act in (
        lambda: workflow.approve(service, by=other),
        lambda: workflow.withdraw(service, by=other, reason="x"),
        lambda: workflow.give_back(service, by=other, remark="x"),
    ):
        with pytest.raises(workflow.Refused):
            act()


def test_scheduled_and_unscheduled(service, editor, reviewer):
    change(service, editor)
    day = timezone.now() + datetime.timedelta(days=3)
    edition = workflow.approve(service, by=reviewer, live_from=day)
    assert (edition.live_from, service.scheduled_edition()) == (day, edition)
    assert any("menjadwalkan" in text for text in told(editor))
    workflow.unschedule(service, by=reviewer)
    assert service.scheduled_edition() is None
    with pytest.raises(workflow.Refused, match="Tidak ada yang terjadwal"):
        workflow.unschedule(service, by=reviewer)
    assert drafting.authors(service) == {editor.pk}, "what is not scheduled any more is not approved either"


def test_withdrawn_with_a_replacement_that_is_public(service, editor, reviewer):
    Service.objects.filter(pk=service.pk).update(owner=editor)
    with pytest.raises(workflow.Refused, match="sedang terbit"):
        workflow.withdraw(service, by=reviewer, reason="Digabung.", replacement="tidak-ada")
    workflow.withdraw(service, by=reviewer, reason="Digabung.", replacement="ktp-el-baru")
    assert live_summary() is None
    assert told(editor) == [f"budi menarik “{service.name}” dari publik: Digabung."]
    with pytest.raises(workflow.Refused, match="tidak sedang terbit"):
        workflow.withdraw(service, by=reviewer, reason="Lagi.")


def test_old_edition_comes_back_into_the_draft_only(service, editor, reviewer):
    before = live_summary()
    change(service, editor)
    workflow.approve(service, by=reviewer)
    workflow.restore(service, by=editor, number=1)
    service.refresh_from_db()
    assert (service.summary, live_summary()) == (before, "Ringkasan baru.")
    assert drafting.versions(service).filter(data__isnull=False).count() >= 2
    with pytest.raises(ValidationError):
        workflow.restore(service, by=editor, number=9)


def test_next_check_is_planned_unless_one_lies_ahead(service, editor, reviewer):
    today = timezone.localdate()
    Service.objects.filter(pk=service.pk).update(
        review_by=today - datetime.timedelta(days=1), review_months=3
    )
    workflow.approve(change(service, editor), by=reviewer)
    service.refresh_from_db()
    planned = workflow.months_later(today, 3)
    assert service.review_by == planned
    Service.objects.filter(pk=service.pk).update(review_by=today)
    workflow.approve(change(service, editor, "Lain."), by=reviewer)
    service.refresh_from_db()
    assert service.review_by == today, "a typo does not put off a check that lies ahead"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-08-31", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-12-15", 1, "2027-01-15")],
)
def test_months_are_calendar_months(day, months, later):
    assert workflow.months_later(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(
        later
    )


def test_publishing_tells_authors_and_owner_but_not_who_did_it(service, editor, reviewer, admin):
    Service.objects.filter(pk=service.pk).update(owner=reviewer)
    workflow.approve(change(service, editor), by=reviewer)
    assert told(editor) == [f"budi menerbitkan “{service.name}” (edisi 2)."]
    assert told(reviewer) == told(admin) == []
    assert User.objects.get(username="sari").notifications.get().url.endswith(f"/{service.pk}/change/")
