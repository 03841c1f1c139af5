"""Access to all public pages that are not about services, as `test_access` looks at those."""

import pytest

from tests.browser import access

SERVER = "production"


@pytest.mark.parametrize("path", access.OTHER_PAGES)
def test_page_can_be_seen_and_used_by_everybody(looker, path):
    assert access.faults(looker.at(path), path) == []
    assert [each for each in looker.complaints if "404" not in each] == []
