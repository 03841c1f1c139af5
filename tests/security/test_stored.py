"""Hostile texts in every field of every row, and what every page, feed, file and message makes of them."""

import pytest

from services.models import Membership, Notification
from tests.people import signed_in
from tests.security import addresses, judge, poisoned
from tests.security.corpus import MARK

pytestmark = pytest.mark.same_on_both("what pages make of texts that are stored")
FEWEST_FIELDS, FEWEST_PAGES = 120, 150
PROBES = {"readyz"}
"""Says 503 where something the site needs is missing, which is not about texts."""


@pytest.fixture
def poisoned_house(house, administrator):
    Membership.objects.create(user=administrator, agency=house.agency)
    Notification.objects.create(user=administrator, text="x", url="/kelola/")
    return house, poisoned.poison()


def test_nothing_stored_runs_anywhere(poisoned_house, administrator):
    house, written = poisoned_house
    assert len(written) >= FEWEST_FIELDS, written
    client, wrong, shown, asked = signed_in(administrator), [], 0, 0
    for each in [*addresses.public(house), *addresses.staff(house)]:
        for path in (
            [each.path, f"/en{each.path}"] if each.name in ("service", "home", "office") else [each.path]
        ):
            if path.endswith(".pdf"):
                continue
            response = client.get(path)
            asked += 1
            if response.status_code >= 500 and each.name not in PROBES:
                wrong.append(f"{path}: {response.status_code}")
            shown += not response.streaming and MARK.encode() in response.content
            wrong += [f"{path}: {fault}" for fault in judge.faults(response)]
    assert wrong == []
    assert asked >= FEWEST_PAGES
    assert shown >= 100, "the texts are on the pages at all"
