"""What should be looked at again, and why."""

import datetime

import pytest
import time_machine

from faq.models import Question
from portal import roles
from services import audit, confirming, publishing, staleness
from services.models import Agency, LegalBasis, Office, Service
from tests.people import make_staff

PUBLISHED = datetime.date(2026, 1, 5)  # see tests/conftest.py


@pytest.fixture
def now():
    with time_machine.travel("2026-03-10 10:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def service(demo):
    return Service.objects.get(slug="kk-baru")


def found(user):
    return {each.entry.slug: each for each in staleness.stale_entries(user)}


def change_office(key="mpp", **columns):
    Office.objects.filter(key=key).update(**columns)
    audit.record("change", Office.objects.get(key=key), fields=["Alamat", "Telepon"])


def test_nothing_is_stale_soon_after_publishing(now, administrator):
    assert found(administrator) == {}


def test_entry_that_was_never_looked_at_again_is_stale_after_its_months(now, administrator, service):
    Service.objects.filter(pk=service.pk).update(review_months=2)
    Question.objects.filter(slug="umum-hoaks").update(review_months=1)
    stale = found(administrator)
    assert list(stale) == ["umum-hoaks", "kk-baru"]  # the longest first
    assert stale["kk-baru"].reason == "Belum diperiksa lagi sejak 5 Januari 2026, lebih dari 2 bulan."
    assert stale["kk-baru"].since == datetime.date(2026, 3, 5)
    assert stale["kk-baru"].confirm_url == f"/kelola/standar/masih-benar/layanan/{service.pk}/"


def test_day_of_review_counts_where_there_is_one_until_someone_confirms(now, administrator, service):
    Service.objects.filter(pk=service.pk).update(review_by=datetime.date(2026, 3, 9))
    assert found(administrator)["kk-baru"].reason == "Harus diperiksa lagi paling lambat 9 Maret 2026."
    confirming.confirm(service, by=administrator, position="Kepala Seksi")
    assert found(administrator) == {}
    now.shift(datetime.timedelta(days=200))
    assert found(administrator)["kk-baru"].since == datetime.date(2026, 9, 10)


def test_day_of_review_itself_is_not_late(now, administrator, service):
    Service.objects.filter(pk=service.pk).update(review_by=datetime.date(2026, 3, 10))
    assert found(administrator) == {}


def test_what_is_not_live_is_not_stale(now, administrator, service):
    Service.objects.filter(pk=service.pk).update(review_by=datetime.date(2026, 3, 9))
    publishing.withdraw(Service.objects.get(pk=service.pk), reason="Digabung.")
    assert "kk-baru" not in found(administrator)


def test_changed_office_makes_its_services_stale_until_confirmed_or_published(now, administrator, service):
    at_mpp = set(Service.objects.filter(offices__key="mpp").values_list("slug", flat=True))
    change_office()
    stale = found(administrator)
    assert set(stale) == at_mpp
    name = Office.objects.get(key="mpp").name
    (reason,) = stale["kk-baru"].reasons
    assert reason.words == f"{name} diubah 10 Maret 2026 (alamat dan telepon)."
    assert reason.url.startswith("/kelola/services/office/")
    now.shift(datetime.timedelta(minutes=5))
    confirming.confirm(service, by=administrator, position="Kepala Seksi")
    other = Service.objects.exclude(slug="kk-baru").filter(slug__in=at_mpp).first()
    Service.objects.filter(pk=other.pk).update(summary="Diperiksa.")
    publishing.publish(Service.objects.get(pk=other.pk))
    assert at_mpp - set(found(administrator)) == {"kk-baru", other.slug}
    now.shift(datetime.timedelta(minutes=5))
    change_office()  # on the same day, but later
    assert set(found(administrator)) == at_mpp


def test_change_that_was_undone_does_not_count(now, administrator):
    change_office()
    audit.record("change", Office.objects.get(key="mpp"), fields=["jam"], undone=True)
    assert found(administrator) == {}


def test_rule_with_another_name_asks_for_a_new_edition(now, administrator, service):
    law = LegalBasis.objects.get(key="uu-24-2013")
    law.title = "Undang-Undang yang baru"
    law.save()
    audit.record("change", law)
    stale = found(administrator)["kk-baru"]
    assert stale.reason == (
        "Dasar hukum UU 24/2013 diubah 10 Maret 2026, halaman publik masih memuat yang lama: terbitkan ulang."
    )
    assert stale.confirm_url == ""
    confirming.confirm(service, by=administrator, position="Kepala Seksi")
    assert "kk-baru" in found(administrator)
    publishing.publish(Service.objects.get(pk=service.pk))
    assert "kk-baru" not in found(administrator)


def test_only_own_entries_are_listed_and_a_reader_cannot_confirm(now, service):
    Service.objects.update(review_by=datetime.date(2026, 3, 1))
    kelurahan = Agency.objects.get(key="kelurahan")
    reader = make_staff(roles.COUNTER, agencies=[kelurahan])
    stale = staleness.stale_entries(reader)
    assert {each.entry.owning_agency for each in stale} == {kelurahan}
    assert {each.confirm_url for each in stale} == {""}
    assert stale[0].responsible == kelurahan.name


def test_cost_does_not_grow_with_entries(now, administrator, django_assert_max_num_queries):
    Service.objects.update(review_by=datetime.date(2026, 3, 1))
    Question.objects.update(review_by=datetime.date(2026, 3, 1))
    change_office()
    with django_assert_max_num_queries(14):
        stale = staleness.stale_entries(administrator)
        assert len(stale) > 100
        assert all(each.reason and each.responsible and each.url for each in stale)


def test_reasons_of_one_entry(now, service):
    assert staleness.reasons_of(service) == ()
    Service.objects.filter(pk=service.pk).update(review_by=datetime.date(2026, 3, 1))
    service.refresh_from_db()
    assert len(staleness.reasons_of(service)) == 1


def test_hours_follow_by_themselves_and_make_nothing_stale(now, administrator):
    office = Office.objects.get(key="mpp")
    audit.record("change", office, fields=["jam"])
    assert found(administrator) == {}
    audit.record("change", office, fields=["Catatan jam layanan", "Alamat"])
    assert found(administrator)["kk-baru"].reason == f"{office.name} diubah 10 Maret 2026 (alamat)."
