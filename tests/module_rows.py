"""Rows that all tests of a module start from, made once instead of once for each test."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction


def kept(make: Callable[[], Any], django_db_blocker: Any) -> Iterator[Any]:
    """For a fixture of a module that asks for `django_db_setup`: what `make` gives, taken back at the module's end.

    What a test changes is taken back after it, as ever: its own transaction lies within this one.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        made = make()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
