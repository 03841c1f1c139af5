"""What every page of the staff asks of the database before its view: little, and never too little."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import roles
from portal.accounts import DEMO_GROUP, Backend, is_demo
from tests.people import make_staff, signed_in

GUARD = ["django_session", "auth_user", "portal_staffsession", "django_content_type"]
"""First tables of what is asked: the session, who it is, their second factor, their rights."""


def test_session_person_second_factor_and_rights_take_a_query_each(demo):
    client = signed_in(make_staff(roles.EDITOR))
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/kelola/kantor/").status_code == 200
    first = [each["sql"].lstrip("(").split('"')[1] for each in asked.captured_queries]
    assert [first.count(table) for table in GUARD] == [1, 1, 1, 1], first
    assert "auth_group" not in first


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER, roles.PR, roles.COUNTER, roles.ADMINISTRATOR])
def test_rights_are_those_that_django_finds(demo, role):
    user = make_staff(role)
    user.user_permissions.add(Permission.objects.get(codename="view_session"))
    ours, djangos = User.objects.get(pk=user.pk), User.objects.get(pk=user.pk)
    assert Backend().get_all_permissions(ours) == ModelBackend().get_all_permissions(djangos)
    assert Backend().has_perm(ours, "sessions.view_session")
    assert Backend().get_all_permissions(ours, obj=ours) == set()
    inactive = User.objects.get(pk=user.pk)
    inactive.is_active = False
    assert Backend().get_all_permissions(inactive) == set()


def test_who_may_not_sign_in_is_nobody_at_once(db, settings):
    user = User.objects.create_user("seseorang")
    assert Backend().get_user(user.pk) == user
    user.groups.add(Group.objects.get_or_create(name=DEMO_GROUP)[0])
    assert Backend().get_user(user.pk) is None
    settings.DEBUG = True
    assert is_demo(Backend().get_user(user.pk))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Backend().get_user(user.pk) is None
    assert Backend().get_user(0) is None
