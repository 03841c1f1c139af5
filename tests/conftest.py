"""What every test may ask for. The network is banned: only this machine's loopback can be reached."""

import functools
import os
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

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
from portal.moving import tables
from services import shelves, snapshot
from tests import lighter, prepared_database, prepared_template
from tests.people import signed_in

CATALOGUE = Path(__file__).parent.parent / "services" / "data" / "catalogue.yaml"

# Playwright runs an event loop in the thread of the test; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
lighter.note_whole_pages_only()
lighter.try_fewer_examples()


LONG_ONES = ["whole_site", "browser"]
"""Folders whose modules take longest: they start first, so that no core is left with one of them at the end."""


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
DRAWING = {"cards.rendering", "cards.rasterising"}
ONLY_ON = {
    "postgresql": "needs PostgreSQL: python -m tests.postgres -- .venv/bin/python -m pytest …",
    "sqlite": "about files, whichever database the site uses: run it without TEST_DATABASE_URL",
}
"""Tests with such a mark run where that is the database of the run: in one half of `make test`."""
SAME_ON_BOTH = "same_on_both"
"""The mark of tests that ask for rows but look at what cannot differ between two databases; it says why."""
IN_BROWSER = ["test_loop.py", "test_main_job.py", "test_staff_workflow.py"]
"""Of the browser's modules those that walk through everything that is written, on a server with the other database."""


def pytest_addoption(parser):
    parser.addoption(
        "--touching-database", action="store_true",
        help="only tests that read or write the database, and three walks through it in a browser",
    )  # fmt: skip


def pytest_collection_modifyitems(config, items):
    def turn(item):
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return LONG_ONES.index(folder) if folder in LONG_ONES else len(LONG_ONES)

    if config.getoption("--touching-database"):
        items[:] = filter(_touches_database, items)
    _leave_to_the_other_half(items)
    items.sort(key=turn)


def _leave_to_the_other_half(items: list[pytest.Item]) -> None:
    """What belongs to the other database is not collected. Asked for alone, it is skipped, and says why."""
    other = next(name for name in ONLY_ON if name != connection.vendor)
    theirs = [item for item in items if item.get_closest_marker(other)]
    if len(theirs) < len(items):
        items[:] = [item for item in items if item not in theirs]
    for item in theirs:
        item.add_marker(pytest.mark.skip(reason=ONLY_ON[other]))


def _touches_database(item: pytest.Item) -> bool:
    """Found by what a test asks for, itself or through a fixture: what does not ask cannot tell two databases apart."""
    if item.path.parent.name == "browser":
        return item.path.name in IN_BROWSER
    if _draws(item.module) or item.get_closest_marker(SAME_ON_BOTH):
        return False
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(item.fixturenames))


@functools.cache
def _draws(module: ModuleType) -> bool:
    """Whether a module of tests calls the drawing itself: a text is drawn alike wherever it came from."""
    return any(
        (value.__name__ if isinstance(value, ModuleType) else value.__module__) in DRAWING
        for value in vars(module).values()
        if isinstance(value, ModuleType | FunctionType)
    )


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    cache.clear()
    caches["strips"].clear()
    snapshot._known = None
    shelves._stretch = None  # the version it names goes back with each test's rows
    # counts are written by the tests that are about them
    asked.forget()
    visits.waiting.forget()
    counting.waiting.forget()


@pytest.fixture(scope="session")
def catalogue_text() -> str:
    """The demo catalogue as it is shipped."""
    return CATALOGUE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, catalogue_text) -> Iterator[None]:
    """The whole demo catalogue, imported once and published; every test starts from it."""

    def make() -> None:
        setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        filled = {model._meta.db_table for model in tables.ordered() if tables.count(model, "default")}
        assert filled <= tables.MADE_BY_MIGRATE, (
            "portal.moving.tables: these rows make a new database look used"
        )
        # In the past of every moment a test sets its clock to.
        with time_machine.travel("2026-01-05 08:00+07:00", tick=False):
            catalogue.import_text(catalogue_text)
            snapshot.rebuild()

    request.getfixturevalue("django_db_modify_db_settings")  # a name of its own for every worker
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            prepared_database.fill(make)
        else:
            prepared_template.fill(make)
    lighter.look_for_garbage_seldom()
    yield
    if connection.vendor != "sqlite":
        with django_db_blocker.unblock():
            prepared_template.empty()


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
