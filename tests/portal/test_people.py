"""/kelola/orang/: an administrator manages people of own agencies, never above their own rights, never to nobody."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal import roles
from portal.accounts import DEMO_GROUP
from portal.people import second_factor
from services.models import Agency, AuditRecord, Membership
from tests.people import make_staff, signed_in

PEOPLE = "/kelola/orang/"
BUTTONS = ["nonaktif", "aktif", "kode-kedua", "buka-kunci"]


@pytest.fixture
def mine(demo):
    return Agency.objects.get(key="disdukcapil")


@pytest.fixture
def other(demo):
    return Agency.objects.create(key="dinkes", name="Dinas Kesehatan", official_name="Dinas Kesehatan")


@pytest.fixture
def chief(mine):
    return make_staff(roles.ADMINISTRATOR, "chief", [mine])


def fields(agency, *given, **more):
    return {
        "name": "Nama Baru",
        "roles": list(given),
        "agencies": [agency.pk],
        "position": "Kepala seksi",
    } | more


def role_names(user):
    return {group.name for group in user.groups.all()}


def test_list_shows_own_people_with_role_and_state(chief, mine, other):
    editor = make_staff(roles.EDITOR, "editor-a", [mine])
    TOTPDevice.objects.create(user=editor, name="x", confirmed=True)
    make_staff(roles.EDITOR, "editor-b", [other])
    User.objects.create_superuser("root-user", password="a-long-password")
    text = signed_in(chief).get(PEOPLE).content.decode()
    assert "editor-a" in text
    assert "Menyala" in text
    assert "editor-b" not in text
    assert "root-user" not in text


def test_list_says_who_lacks_the_second_factor_they_must_have(chief, mine, settings):
    make_staff(roles.REVIEWER, "reviewer-a", [mine])
    sample = make_staff(roles.REVIEWER, "sample", [mine])
    sample.groups.add(Group.objects.get_or_create(name=DEMO_GROUP)[0])
    make_staff(roles.EDITOR, "editor-a", [mine])
    settings.DEBUG = True
    text = signed_in(chief).get(PEOPLE).content.decode()
    rows = {
        name: row
        for name in ("reviewer-a", "sample", "editor-a")
        for row in text.split("<tr>")
        if name in row
    }
    assert "Belum dipasang, wajib" in rows["reviewer-a"]
    assert "Dikecualikan: akun contoh" in rows["sample"]
    assert "Mati" in rows["editor-a"]


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER, roles.PR, roles.COUNTER])
def test_others_see_nobody(demo, role):
    client = signed_in(make_staff(role))
    for path in ["", "undang/", "1/"]:
        assert client.get(PEOPLE + path).status_code == 403


def test_role_agency_and_position_are_changed_and_written_down(chief, mine):
    person = make_staff(roles.EDITOR, "editor-a", [mine])
    branch = Agency.objects.filter(publisher=mine).first()
    data = fields(mine, roles.REVIEWER, roles.PR, agencies=[mine.pk, branch.pk])
    assert signed_in(chief).post(f"{PEOPLE}{person.pk}/", data).status_code == 302
    person = User.objects.get(pk=person.pk)
    assert role_names(person) == {roles.REVIEWER, roles.PR}
    assert person.get_full_name() == "Nama Baru"
    assert person.memberships.filter(position="Kepala seksi").count() == 2
    record = AuditRecord.objects.filter(kind="auth.user", key=str(person.pk), action="change").last()
    assert record.agency == mine
    assert record.detail["before"]["peran"] == [roles.EDITOR]


def test_deactivate_reactivate_and_reset(chief, mine):
    person = make_staff(roles.EDITOR, "editor-a", [mine])
    TOTPDevice.objects.create(user=person, name="x", confirmed=True)
    theirs, client = signed_in(person), signed_in(chief)
    client.post(f"{PEOPLE}{person.pk}/kode-kedua/")
    assert not second_factor.has_device(person)
    assert theirs.get("/kelola/").status_code == 302
    client.post(f"{PEOPLE}{person.pk}/nonaktif/")
    assert not User.objects.get(pk=person.pk).is_active
    assert "Tidak dapat masuk lagi" in client.get(PEOPLE).content.decode()
    client.post(f"{PEOPLE}{person.pk}/aktif/")
    assert User.objects.get(pk=person.pk).is_active
    actions = AuditRecord.objects.filter(key=str(person.pk), by=chief).values_list("action", flat=True)
    assert list(actions) == ["reactivate", "deactivate", "second-factor"]


def test_locked_person_is_shown_and_unlocked(chief, mine, client, settings):
    settings.AXES_ENABLED = True
    person = make_staff(roles.EDITOR, "editor-a", [mine])
    for _ in range(5):
        client.post("/masuk/", {"username": "editor-a", "password": "wrong"})
    staff = signed_in(chief)
    assert "Terkunci" in staff.get(PEOPLE).content.decode()
    staff.post(f"{PEOPLE}{person.pk}/buka-kunci/")
    answer = client.post("/masuk/", {"username": "editor-a", "password": "a-long-password"})
    assert answer.status_code == 302


def test_people_of_other_agencies_and_superusers_are_unknown(chief, other):
    client = signed_in(chief)
    for person in (
        make_staff(roles.EDITOR, "editor-b", [other]),
        User.objects.create_superuser("root-user", password="x"),
    ):
        assert client.get(f"{PEOPLE}{person.pk}/").status_code == 404
        for button in BUTTONS:
            assert client.post(f"{PEOPLE}{person.pk}/{button}/").status_code == 404
        person.refresh_from_db()
        assert person.is_active


def test_superuser_of_own_agency_is_unknown_too(chief, mine):
    root = User.objects.create_superuser("root-user", password="x")
    Membership.objects.create(user=root, agency=mine)
    client = signed_in(chief)
    assert client.post(f"{PEOPLE}{root.pk}/", fields(mine, roles.COUNTER)).status_code == 404
    assert "root-user" not in client.get(PEOPLE).content.decode()


def test_people_with_other_employers_or_more_rights_are_only_shown(chief, mine, other):
    shared = make_staff(roles.EDITOR, "shared", [mine, other])
    strong = make_staff(roles.EDITOR, "strong", [mine])
    strong.user_permissions.add(Permission.objects.get(codename="delete_group"))
    client = signed_in(chief)
    for person in (shared, strong):
        page = client.get(f"{PEOPLE}{person.pk}/").content.decode()
        assert "Dinas Kesehatan" not in page
        assert client.post(f"{PEOPLE}{person.pk}/", fields(mine, roles.COUNTER)).status_code == 403
        for button in BUTTONS:
            assert client.post(f"{PEOPLE}{person.pk}/{button}/").status_code == 403
        assert role_names(person) == {roles.EDITOR}


def test_nobody_is_put_into_other_agencies_or_given_unknown_roles(chief, mine, other):
    person = make_staff(roles.EDITOR, "editor-a", [mine])
    client = signed_in(chief)
    for data in (
        fields(mine, roles.EDITOR, agencies=[mine.pk, other.pk]),
        fields(mine, "demo"),
        fields(mine),
    ):
        assert client.post(f"{PEOPLE}{person.pk}/", data).status_code == 400
    assert list(person.memberships.values_list("agency", flat=True)) == [mine.pk]


def test_weaker_administrator_gives_no_more_than_they_have(mine):
    weak = make_staff(roles.COUNTER, "weak", [mine])
    weak.user_permissions.add(
        *Permission.objects.filter(codename__in=["add_user", "change_user", "view_user"])
    )
    person = make_staff(roles.COUNTER, "counter-a", [mine])
    chief = make_staff(roles.ADMINISTRATOR, "chief", [mine])
    client = signed_in(User.objects.get(pk=weak.pk))
    assert client.post(f"{PEOPLE}{person.pk}/", fields(mine, roles.REVIEWER)).status_code == 400
    assert client.post(f"{PEOPLE}{person.pk}/", fields(mine, roles.COUNTER)).status_code == 302
    assert client.post(f"{PEOPLE}{chief.pk}/nonaktif/").status_code == 403


def test_own_roles_are_somebody_elses_to_change(chief, mine):
    make_staff(roles.ADMINISTRATOR, "second", [mine])
    client = signed_in(chief)
    assert client.post(f"{PEOPLE}{chief.pk}/", fields(mine, roles.COUNTER)).status_code == 302
    assert role_names(chief) == {roles.ADMINISTRATOR}
    assert chief.memberships.get().position == "Kepala seksi"
    for button in BUTTONS:
        assert client.post(f"{PEOPLE}{chief.pk}/{button}/").status_code == 403


def test_last_administrator_of_an_agency_stays(mine, other, administrator):
    last = make_staff(roles.ADMINISTRATOR, "last", [other])
    client = signed_in(administrator)
    answer = client.post(f"{PEOPLE}{last.pk}/", fields(other, roles.EDITOR))
    assert "Dinas Kesehatan tidak punya administrator lagi" in answer.content.decode()
    assert client.post(f"{PEOPLE}{last.pk}/", fields(mine, roles.ADMINISTRATOR)).status_code == 400
    client.post(f"{PEOPLE}{last.pk}/nonaktif/")
    last = User.objects.get(pk=last.pk)
    assert (role_names(last), last.is_active) == ({roles.ADMINISTRATOR}, True)
    make_staff(roles.ADMINISTRATOR, "next", [other])
    assert client.post(f"{PEOPLE}{last.pk}/", fields(other, roles.EDITOR)).status_code == 302
    assert role_names(User.objects.get(pk=last.pk)) == {roles.EDITOR}


def test_demo_mark_cannot_be_given_and_is_kept(chief, mine):
    person = make_staff(roles.EDITOR, "editor-a", [mine])
    person.groups.add(Group.objects.create(name="demo"))
    signed_in(chief).post(f"{PEOPLE}{person.pk}/", fields(mine, roles.PR))
    assert role_names(person) == {"demo", roles.PR}


@pytest.mark.parametrize(
    "path", ["auth/user/", "auth/group/", "auth/user/add/", "otp_totp/totpdevice/", "axes/accessattempt/"]
)
def test_stock_pages_are_no_way_around(staff, path):
    assert staff.get(f"/kelola/{path}").status_code == 404


def test_longer_list_asks_no_more_questions(chief, mine):
    client, counts = signed_in(chief), []
    for number in range(2):
        make_staff(roles.EDITOR, f"editor-{number}", [mine])
        with CaptureQueriesContext(connection) as asked:
            client.get(PEOPLE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
