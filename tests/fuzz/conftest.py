"""What the fuzzing starts from: an agency with one of everything, and somebody who may do everything."""

import pytest

from services.models import Membership
from tests.people import signed_in
from tests.staff_addresses import House, make_house


@pytest.fixture
def house(demo, administrator) -> House:
    """An agency with one of everything; the administrator belongs to it."""
    made = make_house("dinas-uji", "uji")
    Membership.objects.create(user=administrator, agency=made.agency)
    return made


@pytest.fixture
def chief(house, administrator):
    """A browser in which somebody is signed in who may do everything; errors are answers, as they are for visitors."""
    client = signed_in(administrator)
    client.raise_request_exception = True
    return client
