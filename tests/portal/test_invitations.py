"""Invitations by link: hashed at rest, used once, for a week, and never for more than the sender may give."""

import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from portal import roles
from portal.models import Invitation
from portal.people import changing
from services.models import Agency, AuditRecord, Membership
from tests.people import make_staff, signed_in

INVITE = "/kelola/orang/undang/"


@pytest.fixture
def agency(demo):
    return Agency.objects.get(key="disdukcapil")


@pytest.fixture
def chief(agency):
    return make_staff(roles.ADMINISTRATOR, "chief", [agency])


def invited(chief, agency, **fields):
    """What an administrator gets for a filled form: the answer, and the address in it."""
    data = {"name": "Siti Aminah", "roles": [roles.EDITOR], "agencies": [agency.pk], "position": "Analis"}
    response = signed_in(chief).post(INVITE, data | fields)
    found = re.search(r"http://testserver(/undangan/[\w-]+/)", response.content.decode())
    return response, found[1] if found else ""


def join(address, **fields):
    client = Client()
    data = {"username": "siti", "password": "kuda gunung rotan", "repeated": "kuda gunung rotan"}
    return client, client.post(address, data | fields)


def test_invited_chooses_a_password_and_comes_in(chief, agency):
    response, address = invited(chief, agency)
    assert "https://wa.me/?text=Siti%20Aminah" in response.content.decode()
    assert address.split("/")[2] not in str(list(Invitation.objects.values()))
    assert "Siti Aminah" in Client().get(address).content.decode()
    client, answer = join(address)
    assert answer["Location"] == "/kelola/"
    assert client.get("/kelola/").status_code == 200
    user = User.objects.get(username="siti")
    assert (user.get_full_name(), user.is_staff, user.is_superuser) == ("Siti Aminah", True, False)
    assert [group.name for group in user.groups.all()] == [roles.EDITOR]
    assert list(Membership.objects.filter(user=user).values_list("agency", "position")) == [
        (agency.pk, "Analis")
    ]
    noted = AuditRecord.objects.filter(agency=agency, action__in=["invite", "join"])
    assert [each.action for each in noted] == ["join", "invite"]
    assert Client().get(address).status_code == join(address, username="other")[1].status_code == 404


def test_invited_reviewer_enrols_first(chief, agency):
    client, _ = join(invited(chief, agency, roles=[roles.REVIEWER])[1])
    assert client.get("/kelola/")["Location"].startswith("/kelola/akun/kode-kedua/")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "12345678901", "repeated": "12345678901"}, "error-summary"),
        ({"repeated": "else"}, "tidak sama"),
        ({"username": "CHIEF"}, "sudah dipakai"),
        ({"password": "siti aminah", "repeated": "siti aminah"}, "error-summary"),
    ],
)
def test_weak_password_or_taken_name_is_told(chief, agency, fields, words):
    _, answer = join(invited(chief, agency)[1], **fields)
    assert words in answer.content.decode()
    assert User.objects.count() == 1
    assert Invitation.objects.open().count() == 1


def test_link_ends_after_a_week_and_when_revoked_or_renewed(chief, agency):
    address = invited(chief, agency)[1]
    with time_machine.travel("2026-12-31"):
        assert Client().get(address).status_code == 404
    pk = Invitation.objects.get().pk
    admin = signed_in(chief)
    renewed = re.search(
        r"http://testserver(/undangan/[\w-]+/)",
        admin.post(f"/kelola/orang/undangan/{pk}/tautan/").content.decode(),
    )[1]
    assert Client().get(address).status_code == 404
    assert Client().get(renewed).status_code == 200
    assert "Siti Aminah" in admin.get("/kelola/orang/").content.decode()
    admin.post(f"/kelola/orang/undangan/{pk}/cabut/")
    assert Client().get(renewed).status_code == 404
    assert (
        "Siti Aminah" not in admin.get("/kelola/orang/", follow=True).content.decode().split("messagelist")[0]
    )


def test_link_of_someone_who_may_invite_no_more_is_worthless(chief, agency):
    address = invited(chief, agency)[1]
    make_staff(roles.ADMINISTRATOR, "second", [agency])
    changing.deactivate(chief, by=None)
    assert Client().get(address).status_code == 404


def test_nobody_invites_into_other_agencies_or_above_themselves(chief, agency):
    other = Agency.objects.create(key="dinkes", name="Dinas Kesehatan", official_name="Dinas Kesehatan")
    assert invited(chief, agency, agencies=[other.pk])[0].status_code == 400
    assert invited(chief, agency, roles=["demo"])[0].status_code == 400
    assert signed_in(make_staff(roles.EDITOR)).post(INVITE).status_code == 403
    foreign = make_staff(roles.ADMINISTRATOR, "foreign", [other])
    invited(chief, agency)
    pk = Invitation.objects.get().pk
    client = signed_in(foreign)
    assert client.post(f"/kelola/orang/undangan/{pk}/cabut/").status_code == 404
    assert client.post(f"/kelola/orang/undangan/{pk}/tautan/").status_code == 404
    assert "Siti" not in client.get("/kelola/orang/").content.decode()


def test_link_is_mailed_where_mail_is_set_up(chief, agency, settings):
    response, address = invited(chief, agency, email="siti@contohkab.example")
    assert address in mail.outbox[0].body
    assert "Sudah dikirim" in response.content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "Sudah dikirim" not in invited(chief, agency, email="x@contohkab.example")[0].content.decode()
