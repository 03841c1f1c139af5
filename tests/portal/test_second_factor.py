"""The second factor: demanded of the powerful before any page, asked for at every sign-in, never taken twice."""

import datetime
import re
import time

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal import roles
from portal.accounts import DEMO_GROUP
from portal.models import RecoveryCode, StaffSession
from portal.people import second_factor
from services.models import AuditRecord
from tests.people import make_staff, signed_in

PASSWORD = "a-long-password"
ENROL = "/kelola/akun/kode-kedua/"


def code_of(device, steps=0):
    clock = TOTP(device.bin_key)
    clock.time = time.time() + 30 * steps
    return f"{clock.token():06d}"


def with_device(user):
    return TOTPDevice.objects.create(user=user, name="x", confirmed=True)


def signing_in(user, after="/kelola/"):
    """A browser that has given the password."""
    client = Client()
    response = client.post("/masuk/", {"username": user.username, "password": PASSWORD, "next": after})
    return client, response


@pytest.mark.parametrize("role", [roles.REVIEWER, roles.ADMINISTRATOR])
def test_demanded_of_reviewers_and_administrators_before_every_page(demo, role):
    client, _ = signing_in(make_staff(role))
    for path in ["/kelola/", "/kelola/services/service/", "/studio/", "/kelola-editor/gambar/", "/loket/"]:
        for method in ["get", "post", "put", "delete", "options", "head"]:
            response = getattr(client, method)(path)
            assert (response.status_code, response["Location"].split("?")[0]) == (302, ENROL), path
    assert client.get(ENROL).status_code == 200


def test_superuser_is_asked_too(administrator):
    client, _ = signing_in(administrator)
    assert client.get("/kelola/")["Location"].startswith(ENROL)


@pytest.mark.parametrize("role", [roles.EDITOR, roles.PR, roles.COUNTER])
def test_others_may_do_without(demo, role):
    client, response = signing_in(make_staff(role))
    assert response["Location"] == "/kelola/"
    assert client.get("/kelola/").status_code == 200


def test_demo_users_need_none_but_only_with_debug(demo, settings):
    user = make_staff(roles.REVIEWER)
    user.groups.add(Group.objects.get_or_create(name=DEMO_GROUP)[0])
    settings.DEBUG = True
    client, _ = signing_in(user)
    assert client.get("/kelola/").status_code == 200
    device = with_device(user)
    client, response = signing_in(user)
    assert response["Location"].startswith("/masuk/kode/")
    assert client.get("/kelola/")["Location"].startswith("/masuk/kode/")
    assert device.confirmed


def test_enrolling_shows_a_picture_and_ten_codes_once(demo):
    user = make_staff(roles.REVIEWER)
    client, _ = signing_in(user)
    text = client.get(ENROL).content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert 'class="qr"' in text
    assert "style=" not in re.search(r"<svg.*?</svg>", text[text.index("people-qr") :], re.S)[0]
    assert "</span> <span>".join(second_factor.secret_groups(device)) in text
    assert client.post(ENROL, {"code": "000000"}).status_code == 400
    assert client.get("/kelola/")["Location"].startswith(ENROL)
    shown = client.post(ENROL, {"code": code_of(device)}).content.decode()
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", shown)
    assert len(set(codes)) == 10
    assert not any(code.replace("-", "") in str(RecoveryCode.objects.values_list("digest")) for code in codes)
    assert client.get("/kelola/").status_code == 200
    assert client.get(ENROL)["Location"] == "/kelola/akun/"


def test_code_is_asked_for_and_taken_once(demo):
    user = make_staff(roles.EDITOR)
    device = with_device(user)
    client, response = signing_in(user, "/kelola/services/service/")
    assert response["Location"] == "/masuk/kode/?next=%2Fkelola%2Fservices%2Fservice%2F"
    assert client.get("/kelola/akun/")["Location"].startswith("/masuk/kode/")
    code = code_of(device)
    answer = client.post(
        "/masuk/kode/", {"code": f"{code[:3]} {code[3:]}", "next": "/kelola/services/service/"}
    )
    assert answer["Location"] == "/kelola/services/service/"
    assert client.get("/kelola/services/service/").status_code == 200
    again, _ = signing_in(user)
    assert "Kode tidak cocok" in again.post("/masuk/kode/", {"code": code}).content.decode()
    assert again.get("/kelola/").status_code == 302


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (1, True), (3, False)])
def test_clock_may_be_half_a_minute_off(db, steps, fits):
    user = make_staff(roles.EDITOR, agencies=[])
    assert second_factor.accept(user, code_of(with_device(user), steps)) is fits


def test_codes_of_somebody_else_open_nothing(db):
    mine, theirs = make_staff(roles.EDITOR, agencies=[]), make_staff(roles.PR, agencies=[])
    with_device(mine)
    other = with_device(theirs)
    codes = second_factor.new_codes(theirs)
    assert not second_factor.accept(mine, code_of(other))
    assert not second_factor.accept(mine, codes[0])


def test_recovery_code_holds_once(demo):
    user = make_staff(roles.EDITOR)
    with_device(user)
    code = second_factor.new_codes(user)[3].upper()
    client, _ = signing_in(user)
    assert client.post("/masuk/kode/", {"code": code})["Location"] == "/kelola/"
    assert second_factor.codes_left(user) == 9
    again, _ = signing_in(user)
    assert again.post("/masuk/kode/", {"code": code}).status_code == 200


def test_wrong_code_makes_the_next_one_wait(demo):
    user = make_staff(roles.EDITOR)
    device = with_device(user)
    client, _ = signing_in(user)
    client.post("/masuk/kode/", {"code": "000000"})
    assert "Tunggu 1 detik" in client.post("/masuk/kode/", {"code": code_of(device)}).content.decode()


@pytest.mark.parametrize("after", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_code_leads_nowhere_else(demo, after):
    user = make_staff(roles.EDITOR)
    device = with_device(user)
    client, _ = signing_in(user)
    assert (
        client.post(f"/masuk/kode/?next={after}", {"code": code_of(device), "next": after})["Location"]
        == "/kelola/"
    )


def test_turning_off_takes_both_factors_and_is_not_for_the_powerful(demo):
    user = make_staff(roles.EDITOR)
    device = with_device(user)
    client = signed_in(user)
    address = "/kelola/akun/kode-kedua/matikan/"
    for data in ({"password": PASSWORD, "code": "000000"}, {"password": "wrong", "code": code_of(device)}):
        assert client.post(address, data).status_code == 400
        TOTPDevice.objects.update(throttling_failure_count=0)
    assert client.post(address, {"password": PASSWORD, "code": code_of(device)}).status_code == 302
    assert not second_factor.has_device(user)

    reviewer = make_staff(roles.REVIEWER)
    device = with_device(reviewer)
    client = signed_in(reviewer)
    client.post(address, {"password": PASSWORD, "code": code_of(device)})
    assert second_factor.has_device(reviewer)


def test_moving_to_another_phone_keeps_the_old_one_until_the_new_one_works(demo):
    user = make_staff(roles.REVIEWER)
    old = with_device(user)
    client = signed_in(user)
    assert client.get(ENROL)["Location"] == "/kelola/akun/"
    client.post("/kelola/akun/kode-kedua/ganti/", {"password": PASSWORD, "code": code_of(old)})
    assert client.get(ENROL).status_code == 200
    new = TOTPDevice.objects.get(user=user, confirmed=False)
    assert TOTPDevice.objects.filter(pk=old.pk, confirmed=True).exists()
    assert "Kode cadangan" in client.post(ENROL, {"code": code_of(new)}).content.decode()
    assert list(TOTPDevice.objects.filter(user=user).values_list("pk", "confirmed")) == [(new.pk, True)]


def test_new_recovery_codes_replace_the_old(demo):
    user = make_staff(roles.EDITOR)
    device = with_device(user)
    old = second_factor.new_codes(user)
    client = signed_in(user)
    shown = client.post("/kelola/akun/kode-kedua/cadangan/", {"password": PASSWORD, "code": code_of(device)})
    assert len(re.findall("<code>", shown.content.decode())) == 10
    assert not second_factor.accept(user, old[0])


def test_command_resets_a_lost_phone(demo, capsys):
    user = make_staff(roles.REVIEWER)
    with_device(user)
    client = signed_in(user)
    call_command("reset_second_factor", user.username)
    assert not second_factor.has_device(user)
    assert not StaffSession.objects.filter(user=user).exists()
    assert client.get("/kelola/")["Location"].startswith("/masuk/")
    assert AuditRecord.objects.filter(action="second-factor", by=None, key=str(user.pk)).exists()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")


def test_shown_secret_holds_for_one_browser_and_a_while(demo):
    user = make_staff(roles.REVIEWER)
    client, _ = signing_in(user)
    client.get(ENROL)
    first = TOTPDevice.objects.get(user=user)
    client.get(ENROL)
    assert TOTPDevice.objects.get(user=user) == first

    other, _ = signing_in(user)  # drops what another browser began
    assert not TOTPDevice.objects.filter(pk=first.pk).exists()
    other.get(ENROL)
    theirs = TOTPDevice.objects.get(user=user)
    assert client.post(ENROL, {"code": code_of(theirs)}).status_code == 400
    other.get(ENROL)
    shown = TOTPDevice.objects.get(user=user)
    with time_machine.travel(time.time() + second_factor.BEGUN_SECONDS + 1):
        assert other.post(ENROL, {"code": code_of(shown)}).status_code == 400
        assert not second_factor.has_device(user)


def test_changing_the_password_drops_a_begun_secret(demo):
    user = make_staff(roles.EDITOR)
    client = signed_in(user)
    client.get(ENROL)
    new = "kuda gunung rotan"
    client.post("/kelola/akun/sandi/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert not TOTPDevice.objects.filter(user=user).exists()


def test_browser_left_open_asks_for_the_password_before_it_shows_a_secret(demo):
    user = make_staff(roles.EDITOR)
    client = signed_in(user)
    StaffSession.objects.update(started_at=timezone.now() - datetime.timedelta(minutes=11))
    assert 'class="qr"' not in client.get(ENROL).content.decode()
    assert client.post(ENROL, {"password": "wrong"}).status_code == 400
    assert not TOTPDevice.objects.exists()
    assert (
        client.post(f"{ENROL}?next=/kelola/", {"password": PASSWORD})["Location"] == f"{ENROL}?next=/kelola/"
    )
    assert 'class="qr"' in client.get(ENROL).content.decode()


def test_wrong_codes_while_enrolling_count(demo, settings):
    settings.AXES_ENABLED = True
    client = signed_in(make_staff(roles.EDITOR))
    client.get(ENROL)
    assert [client.post(ENROL, {"code": "000000"}).status_code for _ in range(5)] == [400] * 4 + [429]
