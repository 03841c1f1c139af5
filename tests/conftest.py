"""What every test may ask for. The network is banned: only this machine's loopback can be reached."""

import os
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases

from cards.issued import visits
from faq import asked
from faq.feedback import counting
from portal import catalogue
from services import snapshot
from tests import prepared_database
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
    caches["strips"].clear()
    snapshot._known = None
    # counts are written by the tests that are about them
    asked.forget()
    visits.waiting.forget()
    counting.waiting.forget()


@pytest.fixture(scope="session")
def catalogue_text() -> str:
    """The demo catalogue as it is shipped."""
    return CATALOGUE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, catalogue_text) -> None:
    """The whole demo catalogue, imported once and published; every test starts from it."""

    def make() -> None:
        setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        # In the past of every moment a test sets its clock to.
        with time_machine.travel("2026-01-05 08:00+07:00", tick=False):
            catalogue.import_text(catalogue_text)
            snapshot.rebuild()

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            prepared_database.fill(make)
        else:
            request.getfixturevalue("django_db_modify_db_settings")
            make()


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
