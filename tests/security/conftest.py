"""What the attacks start from: an agency with one of everything beside the demo's."""

import pytest

from tests.staff_addresses import House, make_house


@pytest.fixture
def house(demo) -> House:
    """An agency with one of everything."""
    return make_house("dinas-uji", "uji")
