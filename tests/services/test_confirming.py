""" "Masih benar": who may say so, what it writes, and on which edition's page it stands."""

import datetime
import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from faq.models import Question
from portal import roles
from services import confirming, publishing
from services.models import AuditRecord, Membership, Service
from tests.people import make_staff

POSITION = "Kepala Seksi <Identitas>"
SAID = "Dinyatakan masih benar oleh Kepala Seksi &lt;Identitas&gt; pada 22 November 2026."


@pytest.fixture
def now():
    with time_machine.travel("2026-11-22 10:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def reviewer(demo):
    return make_staff(roles.REVIEWER)


@pytest.fixture
def service(demo):
    return Service.objects.get(slug="kk-baru")


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [("2026-11-22", 6, "2027-05-22"), ("2026-08-31", 6, "2027-02-28"), ("2027-01-31", 13, "2028-02-29")],
)
def test_months_are_those_of_the_calendar(day, months, found):
    assert confirming.months_after(datetime.date.fromisoformat(day), months).isoformat() == found


def test_confirming_writes_who_when_and_until_when_and_no_new_revision(now, service, reviewer):
    confirming.confirm(service, by=reviewer, position=POSITION)
    after = Service.objects.get(pk=service.pk)
    assert (after.confirmed_on, after.confirmed_by) == (datetime.date(2026, 11, 22), reviewer)
    assert after.review_by == datetime.date(2027, 5, 22)
    assert (after.revision, after.updated_at) == (service.revision, service.updated_at)
    record = AuditRecord.objects.get(action="confirm", key="kk-baru")
    assert record.detail == {"position": POSITION, "edition": 1}


def test_nothing_is_confirmed_without_a_position_or_without_an_edition(now, service, reviewer):
    with pytest.raises(ValidationError, match="jabatan"):
        confirming.confirm(service, by=reviewer, position="  ")
    publishing.withdraw(service, reason="Digabung.")
    with pytest.raises(ValidationError, match="tidak sedang terbit"):
        confirming.confirm(service, by=reviewer, position=POSITION)


def test_undo_brings_back_what_was_said_before_unless_someone_else_confirmed_since(now, service, reviewer):
    confirming.confirm(service, by=reviewer, position="Kepala Seksi")
    now.shift(datetime.timedelta(days=1))
    before = confirming.confirm(service, by=reviewer, position="Kepala Bidang")
    other = make_staff(roles.EDITOR)
    assert not confirming.undo(service, by=other, before=before)
    assert confirming.undo(service, by=reviewer, before=before)
    after = Service.objects.get(pk=service.pk)
    assert (after.confirmed_on.isoformat(), after.confirmed_position) == ("2026-11-22", "Kepala Seksi")
    assert after.review_by == datetime.date(2027, 5, 22)


def test_owner_may_confirm_and_a_reader_may_not(service, db):
    reader, editor = make_staff(roles.COUNTER), make_staff(roles.EDITOR)
    assert confirming.may_confirm(service, editor)
    assert not confirming.may_confirm(service, reader)
    service.owner = reader
    assert confirming.may_confirm(service, reader)


def test_position_is_that_in_the_agency_of_the_entry(service, reviewer):
    Membership.objects.filter(user=reviewer, agency=service.agency).update(position="Peninjau Adminduk")
    assert confirming.position_of(service, reviewer) == "Peninjau Adminduk"
    assert confirming.position_of(service, User.objects.create_user("baru")) == ""


ANSWER_SAID = "Terakhir diperiksa 22 November 2026 oleh Kepala Seksi &lt;Identitas&gt;."


@pytest.mark.parametrize(
    ("path", "said", "said_in_english"),
    [
        ("/layanan/kk-baru/", SAID, 'Confirmed as still correct by <span lang="id">Kepala Seksi'),
        ("/tanya-jawab/umum-hoaks/", ANSWER_SAID, 'by <span lang="id">Kepala Seksi'),
    ],
)
def test_public_page_shows_it_with_the_position_and_without_a_further_query(
    now, client, reviewer, path, said, said_in_english, django_assert_num_queries
):
    model, slug = (Service, "kk-baru") if "layanan" in path else (Question, "umum-hoaks")
    client.get(path)  # shared facts are read once
    with django_assert_num_queries(4) as before:
        page = client.get(path).content.decode()
    assert "Kepala Seksi" not in page
    modified = re.findall('"dateModified": "([^"]+)"', page)
    confirming.confirm(model.objects.get(slug=slug), by=reviewer, position=POSITION)
    with django_assert_num_queries(len(before)):
        page = client.get(path).content.decode()
    assert said in page
    assert reviewer.username not in page
    assert re.findall('"dateModified": "([^"]+)"', page) == modified
    english = client.get(f"/en{path}").content.decode()
    assert said_in_english in english


def test_confirmation_is_not_shown_on_a_newer_edition_not_even_of_the_same_day(
    now, client, service, reviewer
):
    confirming.confirm(service, by=reviewer, position=POSITION)
    now.shift(datetime.timedelta(hours=2))
    Service.objects.filter(pk=service.pk).update(summary="Ringkasan yang baru.")
    publishing.publish(Service.objects.get(pk=service.pk))
    assert "Dinyatakan" not in client.get("/layanan/kk-baru/").content.decode()
    now.shift(datetime.timedelta(minutes=5))
    confirming.confirm(service, by=reviewer, position=POSITION)
    assert SAID in client.get("/layanan/kk-baru/").content.decode()


def test_edition_that_takes_effect_later_ends_the_confirmation(now, client, service, reviewer):
    Service.objects.filter(pk=service.pk).update(summary="Ringkasan yang baru.")
    later = datetime.datetime.fromisoformat("2026-11-23T08:00+07:00")
    publishing.publish(Service.objects.get(pk=service.pk), live_from=later)
    confirming.confirm(service, by=reviewer, position=POSITION)
    assert SAID in client.get("/layanan/kk-baru/").content.decode()
    now.move_to(later)
    assert "Dinyatakan" not in client.get("/layanan/kk-baru/").content.decode()
