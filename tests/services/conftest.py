"""A service, and those who write and review it."""

import pytest

from portal import roles
from services.models import Service
from tests.people import make_staff


@pytest.fixture
def service(demo):
    return Service.objects.get(slug="ktp-el-hilang-rusak")


@pytest.fixture
def editor(demo):
    return make_staff(roles.EDITOR, "sari")


@pytest.fixture
def reviewer(demo):
    return make_staff(roles.REVIEWER, "budi")
