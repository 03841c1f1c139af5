"""Drafts and editions: what the public reads, when, and what it never sees."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from services import publishing
from services.comparing import compare
from services.models import Requirement, Service, ServiceEdition, ServiceOffice

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def service(demo) -> Service:
    return Service.objects.get(slug=SLUG)


def live(slug=SLUG):
    edition = ServiceEdition.objects.live().filter(slug=slug).first()
    return edition and edition.content()


def change_fee(service, amount=15000):
    service.fee_amount, service.fee_text = amount, f"Rp{amount}"
    service.save()


def test_draft_change_is_not_public_until_published(service):
    change_fee(service)
    assert live().fee.amount == 0
    publishing.publish(service)
    assert live().fee.amount == 15000


def test_publish_of_unchanged_draft_returns_edition_in_force(service):
    before = service.current_edition()
    assert publishing.publish(service).pk == before.pk
    assert service.editions.count() == 1


@pytest.mark.parametrize(
    ("break_it", "field"),
    [
        (lambda s: s.requirements.all().delete(), "requirements"),
        (lambda s: s.steps.all().delete(), "steps"),
        (lambda s: Service.objects.filter(pk=s.pk).update(time_text=" "), "processing_time"),
        (lambda s: Service.objects.filter(pk=s.pk).update(fee_text=""), "fee"),
        (lambda s: Service.objects.filter(pk=s.pk).update(fee_basis=""), "fee.basis"),
        (lambda s: Service.objects.filter(pk=s.pk).update(product=[]), "product"),
        (lambda s: s.complaints_to.all().delete(), "complaint_channels"),
        (lambda s: s.given_at.all().delete(), "locations"),
        (lambda s: Service.objects.filter(pk=s.pk).update(summary=""), "summary"),
    ],
)
def test_publish_without_a_mandatory_part_says_which(service, break_it, field):
    break_it(service)
    with pytest.raises(publishing.NotReady) as refused:
        publishing.publish(service)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert refused.value.problems[0].message
    assert live() is not None, "what was public stays public"


@pytest.mark.parametrize(
    ("amount", "text", "is_fine"),
    [
        (50000, "Gratis", False),
        (50000, "Tidak dipungut biaya", False),
        (0, "Rp50.000", False),
        (0, "Gratis", True),
        (50000, "Rp50.000; gratis bagi lansia", True),
        (0, "Gratis (denda Rp10.000 bila terlambat)", True),
        (None, "Sesuai Perda", True),
    ],
)
def test_fee_in_words_and_number_must_agree(service, amount, text, is_fine):
    service.fee_amount, service.fee_text = amount, text
    service.save()
    assert (publishing.preflight(service) == []) is is_fine


def test_scheduled_edition_is_public_from_its_moment_on(service):
    change_fee(service)
    at = timezone.now() + datetime.timedelta(days=3)
    publishing.publish(service, live_from=at)
    assert live().fee.amount == 0
    assert service.scheduled_edition().live_from == at
    with time_machine.travel(at - datetime.timedelta(seconds=1), tick=False):
        assert live().fee.amount == 0
    with time_machine.travel(at, tick=False):
        assert live().fee.amount == 15000


def test_publish_now_replaces_what_was_scheduled(service):
    change_fee(service, 1000)
    publishing.publish(service, live_from=timezone.now() + datetime.timedelta(days=1))
    change_fee(service, 2000)
    publishing.publish(service)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        assert live().fee.amount == 2000
    assert service.scheduled_edition() is None


def test_unschedule_leaves_what_is_in_force(service):
    change_fee(service)
    publishing.publish(service, live_from=timezone.now() + datetime.timedelta(days=1))
    assert publishing.unschedule(service)
    assert not publishing.unschedule(service)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        assert live().fee.amount == 0


def test_schedule_in_the_past_is_refused(service):
    with pytest.raises(ValidationError):
        publishing.publish(service, live_from=timezone.now() - datetime.timedelta(minutes=1))


def test_withdrawn_entry_is_gone_with_reason_and_replacement(service):
    publishing.withdraw(service, reason="Digabung.", replacement="ktp-el-baru")
    assert live() is None
    current = ServiceEdition.objects.current().get(slug=SLUG)
    assert (current.is_withdrawal, current.withdrawal_reason, current.replacement) == (
        True,
        "Digabung.",
        "ktp-el-baru",
    )


def test_withdrawal_drops_the_schedule_that_would_bring_the_entry_back(service):
    change_fee(service)
    publishing.publish(service, live_from=timezone.now() + datetime.timedelta(days=1))
    publishing.withdraw(service, reason="Tidak dilayani lagi.")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        assert live() is None


@pytest.mark.parametrize(
    ("reason", "replacement"), [(" ", ""), ("Alasan", SLUG), ("Alasan", "tidak-ada"), ("x" * 2001, "")]
)
def test_withdraw_with_bad_arguments_is_refused(service, reason, replacement):
    with pytest.raises(ValidationError):
        publishing.withdraw(service, reason=reason, replacement=replacement)
    assert live() is not None


def test_withdraw_twice_is_refused(service):
    publishing.withdraw(service, reason="Selesai.")
    with pytest.raises(ValidationError):
        publishing.withdraw(service, reason="Selesai.")


def test_publish_after_withdrawal_brings_the_entry_back(service):
    publishing.withdraw(service, reason="Salah.")
    publishing.publish(service)
    assert live() is not None


def test_restore_brings_an_old_edition_into_the_draft_only(service):
    original = service.current_edition()
    change_fee(service)
    service.requirements.filter(key="surat-kehilangan").delete()
    service.cases.filter(key="rusak").update(label="Lain")
    service.steps.first().delete()
    publishing.publish(service)
    restored = publishing.restore(service, original.number)
    assert live().fee.amount == 15000, "restoring changes nothing public"
    assert publishing.build(restored) == original.content()
    edition = publishing.publish(restored)
    assert edition.document == original.document
    assert edition.number == 3


def test_restore_of_nothing_is_refused(service):
    publishing.withdraw(service, reason="Selesai.")
    for number in (2, 99):
        with pytest.raises(ValidationError):
            publishing.restore(service, number)


@pytest.mark.parametrize("slug", ["kk-baru", "perubahan-biodata", "pengantar-nikah"])
def test_restore_is_exact_for_entries_with_many_cases(demo, slug):
    service = Service.objects.get(slug=slug)
    original = service.current_edition()
    service.requirements.all().delete()
    service.cases.all().delete()
    service.rests_on.all().delete()
    restored = publishing.restore(service, original.number)
    assert publishing.build(restored).model_dump(mode="json") == original.document


def test_rich_text_is_cleaned_on_save_and_again_at_publish(service):
    hostile = '<p onclick="x()">Baik <script>alert(1)</script><a href="javascript:x()">a</a></p>'
    service.description = hostile
    service.save()
    assert service.description == '<p>Baik <a rel="noopener nofollow">a</a></p>'
    Service.objects.filter(pk=service.pk).update(description=hostile)
    publishing.publish(Service.objects.get(pk=service.pk))
    assert "script" not in live().description
    assert "onclick" not in live().description


def test_edition_must_say_something_or_withdraw(service):
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceEdition.objects.create(entry=service, number=9, live_from=timezone.now(), slug=SLUG)


def test_publish_that_fails_leaves_no_half_edition(service, monkeypatch):
    change_fee(service)
    publishing.publish(service, live_from=timezone.now() + datetime.timedelta(days=1))
    monkeypatch.setattr(ServiceEdition, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publishing.publish(service)
    monkeypatch.undo()
    assert service.scheduled_edition() is not None, "the schedule it would have replaced is still there"
    assert live().fee.amount == 0


def test_unknown_case_of_a_requirement_keeps_from_publishing(service):
    case = Service.objects.get(slug="kk-baru").cases.first()
    service.requirements.first().cases.add(case)
    problems = publishing.preflight(service)
    assert problems
    assert "keadaan tidak dikenal" in problems[0].message


def test_unpublished_changes_are_seen(service):
    assert not publishing.has_unpublished_changes(service)
    Requirement.objects.filter(service=service, key="fotokopi-kk").update(copies=2)
    assert publishing.has_unpublished_changes(service)


class TestCompare:
    def changes(self, service, edit):
        old = publishing.build(service).model_dump(mode="json")
        edit(service)
        service = Service.objects.get(pk=service.pk)
        return compare(old, publishing.build(service).model_dump(mode="json"))

    def test_fee_change_names_its_place(self, service):
        changes = self.changes(service, change_fee)
        assert [(c.path, c.kind, c.before, c.after) for c in changes] == [
            (("fee", "amount"), "changed", 0, 15000),
            (("fee", "text"), "changed", "Gratis", "Rp15000"),
        ]
        assert changes[0].label == "Biaya · jumlah"

    def test_requirement_is_matched_by_key(self, service):
        (change,) = self.changes(service, lambda s: s.requirements.filter(key="fotokopi-kk").update(copies=2))
        assert (change.path, change.before, change.after) == (("requirements", "fotokopi-kk", "copies"), 1, 2)
        assert change.label == "Persyaratan · Fotokopi Kartu Keluarga (KK) · jumlah lembar"

    def test_removed_and_added_requirements_are_named(self, service):
        def edit(service):
            service.requirements.filter(key="fotokopi-kk").delete()
            service.requirements.create(key="baru", label="Pas foto", form="pas_foto", position=9)

        changes = self.changes(service, edit)
        assert [(c.kind, c.path[-1]) for c in changes] == [("removed", "fotokopi-kk"), ("added", "baru")]

    def test_order_alone_is_one_change(self, service):
        (change,) = self.changes(service, lambda s: s.requirements.filter(key="f-1-02").update(position=99))
        assert change.kind == "moved"

    def test_same_documents_do_not_differ(self, service):
        assert self.changes(service, lambda s: None) == []


class TestClock:
    def test_clock_that_was_set_back_does_not_reorder_the_timeline(self, service):
        change_fee(service, 1000)
        newest = publishing.publish(service)
        with time_machine.travel(timezone.now() - datetime.timedelta(hours=2), tick=False):
            change_fee(service, 2000)
            edition = publishing.publish(service)
            assert not service.scheduled_edition()
            assert not publishing.unschedule(service)
        assert service.editions.filter(pk=newest.pk).exists(), "what was in force is never dropped"
        assert (edition.number, edition.live_from >= newest.live_from) == (3, True)
        assert live().fee.amount == 2000

    def test_later_number_holds_at_the_same_moment(self, service):
        with time_machine.travel(timezone.now(), tick=False):
            for amount in (1000, 2000, 3000):
                change_fee(service, amount)
                publishing.publish(service)
            assert live().fee.amount == 3000

    def test_withdrawal_in_the_past_is_refused(self, service):
        with pytest.raises(ValidationError, match="sudah lewat"):
            publishing.withdraw(
                service, reason="Selesai.", live_from=timezone.now() - datetime.timedelta(days=1)
            )
        assert live() is not None


class TestNames:
    """What editions, cards and links name stays named so."""

    def test_slug_of_an_entry_with_editions_stays(self, service):
        service.slug = "ktp-hilang"
        with pytest.raises(ValidationError, match="Alamat singkat tetap"):
            service.full_clean()

    def test_slug_of_a_draft_may_change(self, service):
        draft = Service(
            slug="a", name="A", short_name="A", summary="A", category=service.category, agency=service.agency
        )
        draft.save()
        draft.slug = "b"
        draft.full_clean()

    def test_key_of_a_shared_fact_stays(self, service):
        for row in (service.category, service.agency, service.given_at.first().office):
            row.key = "lain"
            with pytest.raises(ValidationError, match="Kunci tetap"):
                row.full_clean()

    def test_entry_with_editions_is_not_deleted(self, service):
        with pytest.raises(ProtectedError):
            service.delete()
        assert live() is not None

    def test_parts_that_are_given_one_key_get_two(self, service):
        first = service.requirements.create(label="Pas foto", form="pas_foto")
        second = service.requirements.create(key="pas-foto", label="Pas foto lagi", form="pas_foto")
        assert (first.key, second.key) == ("pas-foto", "pas-foto-2")

    def test_social_accounts_must_be_texts(self, service):
        agency = service.agency
        for wrong in ([], {"x": 1}, {"x": ["a"]}):
            agency.social = wrong
            with pytest.raises(ValidationError):
                agency.full_clean()


def test_lines_that_say_nothing_are_not_published(service):
    Service.objects.filter(pk=service.pk).update(product=["", " "])
    assert [each.field for each in publishing.preflight(service.__class__.objects.get(pk=service.pk))] == [
        "product"
    ]
    Service.objects.filter(pk=service.pk).update(product=["KTP", "", "KTP "])
    publishing.publish(service)
    assert live().product == ("KTP",)


def test_note_that_is_too_long_is_refused_with_words(service):
    change_fee(service)
    with pytest.raises(ValidationError, match="Catatan perubahan"):
        publishing.publish(service, note="x" * 251)


def test_restore_leaves_out_what_is_gone(service):
    edition = service.current_edition()
    for row in service.given_at.all():
        ServiceOffice.objects.filter(office=row.office).delete()
        row.office.delete()
    restored = publishing.restore(service, edition.number)
    assert [problem.field for problem in publishing.preflight(restored)] == ["locations"]
