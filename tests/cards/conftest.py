"""A PR officer, the browser in which they are signed in, and one of another office."""

import pytest

from portal import roles
from services.models import Agency
from tests.people import make_staff, signed_in


@pytest.fixture
def user(demo):
    return make_staff(roles.PR)


@pytest.fixture
def officer(user):
    return signed_in(user)


@pytest.fixture
def stranger(demo):
    other = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    return make_staff(roles.PR, "lain", [other])
