"""A Redis that is gone is a cache that has nothing, and never an error; with one, `tests/portal/test_scale_out.py`."""

import time

import pytest
from django.core.cache.backends.base import BaseCache

from portal import soft_cache
from portal.soft_cache import SoftRedisCache
from tests.production import free_port


@pytest.fixture
def gone(caplog, monkeypatch):
    monkeypatch.setattr(
        soft_cache.log, "disabled", False
    )  # the tests' settings silence what is loaded before them
    return SoftRedisCache(f"redis://127.0.0.1:{free_port()}/0", {"OPTIONS": {}})


def test_nothing_is_found_and_everything_may_be_stored(gone):
    assert gone.get("a") is None
    assert gone.get("a", 7) == 7
    assert gone.get_many(["a", "b"]) == {}
    assert gone.add("a", 1) is True  # "nobody did this before": a form that was sent is not lost
    assert gone.set("a", 1) is None
    assert gone.get_or_set("a", lambda: 3) == 3
    assert not gone.has_key("a")
    assert not gone.delete("a")
    assert gone.set_many({"a": 1}) == ["a"]
    gone.delete_many(["a"])
    gone.clear()
    with pytest.raises(ValueError, match="not found"):
        gone.incr("a")


def test_it_is_not_asked_again_at_once(gone, monkeypatch, caplog):
    gone.get("a")
    gone.get("b")
    assert [each.message for each in caplog.records] == [
        "the shared cache does not answer (CACHE_URL): ConnectionError"
    ]
    later = time.monotonic() + soft_cache.PAUSE
    monkeypatch.setattr(soft_cache.time, "monotonic", lambda: later)
    gone.get("a")
    assert len(caplog.records) == 2


def test_every_way_to_ask_is_soft():
    asking = {
        "add",
        "get",
        "set",
        "touch",
        "delete",
        "get_many",
        "has_key",
        "incr",
        "set_many",
        "delete_many",
        "clear",
    }
    assert asking <= vars(SoftRedisCache).keys()
    assert asking <= vars(BaseCache).keys()
