"""What every test may ask for. The network is banned: only this machine's loopback can be reached."""

import os
import time
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from faq import asked
from portal import catalogue
from services import snapshot
from tests.people import signed_in

CATALOGUE = Path(__file__).parent.parent / "services" / "data" / "catalogue.yaml"

# Playwright runs an event loop in the thread of the test; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


LONG_ONES = ["whole_site", "browser"]
"""Folders whose modules take longest: they start first, so that no core is left with one of them at the end."""


def pytest_collection_modifyitems(items):
    def turn(item):
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return LONG_ONES.index(folder) if folder in LONG_ONES else len(LONG_ONES)

    items.sort(key=turn)


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    cache.clear()
    snapshot._known = None
    asked._waiting.clear()
    asked._found.clear()
    asked._written = time.monotonic()  # counts are written by the tests that are about them


@pytest.fixture(scope="session")
def catalogue_text() -> str:
    """The demo catalogue as it is shipped."""
    return CATALOGUE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, catalogue_text) -> None:
    """The whole demo catalogue, imported once and published; every test starts from it."""
    # In the past of every moment a test sets its clock to.
    with django_db_blocker.unblock(), time_machine.travel("2026-01-05 08:00+07:00", tick=False):
        catalogue.import_text(catalogue_text)
        snapshot.rebuild()


@pytest.fixture
def demo(db) -> None:
    """A test that reads the demo catalogue says so with this name."""


@pytest.fixture
def administrator(db) -> User:
    """Someone who may do everything."""
    return User.objects.create_superuser("tester", "tester@contohkab.example", "a-long-password")


@pytest.fixture
def staff(administrator) -> Client:
    """A browser in which the administrator is signed in."""
    return signed_in(administrator)
