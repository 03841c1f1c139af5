"""An officer at the counter, on a Monday at ten."""

import pytest
import time_machine

from portal import roles
from tests.faq.counters import NOW
from tests.people import make_staff, signed_in


@pytest.fixture
def officer(demo):
    return make_staff(roles.COUNTER)


@pytest.fixture
def desk(officer):
    return signed_in(officer)


@pytest.fixture
def at_ten():
    with time_machine.travel(NOW, tick=False):
        yield
