"""Wrong passwords and codes: five of one name from one address, then a quarter of an hour's wait."""

import datetime
import time

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal import roles
from portal.people import lockout
from services.models import AuditRecord
from tests.people import make_staff, signed_in

PASSWORD = "a-long-password"


@pytest.fixture(autouse=True)
def _counting(settings):
    settings.AXES_ENABLED = True


def attempt(name, password, address="203.0.113.7", client=None, agent="a"):
    return (client or Client()).post(
        "/masuk/", {"username": name, "password": password}, REMOTE_ADDR=address, HTTP_USER_AGENT=agent
    )


def fail(name, times, address="203.0.113.7"):
    return [attempt(name, "wrong", address, agent=str(number)).status_code for number in range(times)]


@time_machine.travel(datetime.datetime(2026, 11, 22, 7, 0, tzinfo=datetime.UTC), tick=False)
def test_fifth_wrong_password_locks_and_says_when_to_come_back(demo):
    user = make_staff(roles.EDITOR)
    assert fail(user.username, 5) == [200, 200, 200, 200, 429]
    answer = attempt(user.username, PASSWORD)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "pukul <strong>14.15</strong>" in answer.content.decode()
    assert attempt(user.username, PASSWORD, "198.51.100.1").status_code == 302
    noted = AuditRecord.objects.filter(kind="auth.user").values_list("action", flat=True)
    assert list(noted) == ["sign-in", "locked"]


def test_lock_opens_by_itself_and_trying_does_not_prolong_it(demo):
    user = make_staff(roles.EDITOR)
    with time_machine.travel(0) as clock:
        fail(user.username, 5)
        clock.shift(14 * 60)
        assert attempt(user.username, PASSWORD).status_code == 429
        clock.shift(62)
        assert attempt(user.username, PASSWORD).status_code == 302


def test_names_that_do_not_exist_are_answered_the_same_and_written_down_nowhere(demo):
    user = make_staff(roles.EDITOR)
    known = [attempt(user.username, "wrong").content for _ in range(6)]
    unknown = [attempt("nobody-here", "wrong").content for _ in range(6)]
    for mine, theirs in zip(known, unknown, strict=True):
        assert (
            mine.replace(user.username.encode(), b"").split(b"csrf")[0]
            == theirs.replace(b"nobody-here", b"").split(b"csrf")[0]
        )
    assert "nobody-here" not in str(list(AuditRecord.objects.values()))


def test_success_forgives_that_name_at_that_address_only(demo):
    user = make_staff(roles.EDITOR)
    fail(user.username, 4)
    fail(user.username, 2, "198.51.100.1")
    assert attempt(user.username, PASSWORD).status_code == 302
    assert fail(user.username, 4) == [200] * 4
    assert AccessAttempt.objects.filter(ip_address="198.51.100.1").exists()


def test_address_that_tries_many_names_is_locked(demo):
    for number in range(50):
        AccessAttempt.objects.create(
            username=f"name-{number}", ip_address="203.0.113.7", user_agent="a", failures_since_start=1
        )
    assert attempt("another", "wrong").status_code == 429
    assert attempt("another", "wrong", "198.51.100.1").status_code == 200


def test_wrong_codes_count_and_the_password_does_not_wipe_them_out(demo):
    user = make_staff(roles.EDITOR)
    TOTPDevice.objects.create(user=user, name="x", confirmed=True)
    for number in range(5):
        client = Client()
        assert attempt(user.username, PASSWORD, client=client).status_code == 302
        TOTPDevice.objects.update(throttling_failure_count=0)
        answer = client.post("/masuk/kode/", {"code": "000000"}, REMOTE_ADDR="203.0.113.7")
        assert answer.status_code == (429 if number == 4 else 200)
    assert client.get("/kelola/")["Location"].startswith("/kelola/login/")
    assert attempt(user.username, PASSWORD).status_code == 429


def test_nothing_secret_is_kept(demo):
    user = make_staff(roles.EDITOR)
    attempt(user.username, "hunter2-secret")
    assert "hunter2" not in str(list(AccessAttempt.objects.values()))


@pytest.mark.parametrize(
    ("hops", "claimed", "address"),
    [
        (0, "1.1.1.1", "203.0.113.7"),
        (1, "", "203.0.113.7"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "1.1.1.1", "203.0.113.7"),
        (1, "6.6.6.6, nonsense", None),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:1.1.1.1", "1.1.1.1"),
    ],
)
def test_address_behind_proxies_is_what_our_own_proxy_saw(settings, hops, claimed, address):
    settings.PROXY_HOPS = hops
    headers = {"HTTP_X_FORWARDED_FOR": claimed} if claimed else {}
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", **headers)
    assert lockout.client_address(request) == address


def test_unknown_name_takes_as_long_as_a_known_one(demo, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    names, work = [make_staff(roles.EDITOR).username, "nobody-here"], []
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, password, salt: work.append(time.time()) or "md5$x$y"
    )
    counts = []
    for name in names:
        work.clear()
        attempt(name, "wrong")
        counts.append(len(work))
    assert counts[0] == counts[1]


def test_many_guesses_of_one_name_from_many_addresses_lock_it_everywhere(demo):
    user = make_staff(roles.EDITOR)
    for number in range(49):
        AccessAttempt.objects.create(
            username=user.username, ip_address=f"203.0.113.{number}", user_agent="a", failures_since_start=1
        )
    assert attempt(user.username, "wrong", "198.51.100.1").status_code == 429
    assert attempt(user.username, PASSWORD, "198.51.100.2").status_code == 429
    assert attempt("another", "wrong", "198.51.100.2").status_code == 200
    assert lockout.locked_names([user.username]) == {user.username}
    assert AuditRecord.objects.get(action="locked").by_name == "percobaan masuk"


def test_present_password_cannot_be_guessed_without_end(demo):
    user = make_staff(roles.EDITOR)
    client = signed_in(user)
    data = {"new_password1": "kuda gunung rotan", "new_password2": "kuda gunung rotan"}
    answers = [
        client.post("/kelola/akun/sandi/", data | {"old_password": "wrong"}).status_code for _ in range(5)
    ]
    assert answers == [400, 400, 400, 400, 429]
    assert client.post("/kelola/akun/sandi/", data | {"old_password": PASSWORD}).status_code == 429
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
