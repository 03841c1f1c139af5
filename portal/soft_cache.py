"""The shared cache of several app servers: Redis, without which the site is slow but right.

While it does not answer, nothing is found and everything may be stored, as with Django's dummy cache: pages and pictures
are made anew, and hourly limits count nothing (nginx's limits and the lock-out after wrong passwords, which counts in the
database, still hold). Sessions are in the database.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

PAUSE = 2.0
"""Seconds for which it is not asked again after it did not answer: a page asks it several times."""
ANSWERS_WITHIN = 1.0
"""Seconds; on a network of one's own it is thousandths."""

log = logging.getLogger(__name__)


def _softly(name: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """The method of Django's cache, with what it gives (or raises) while Redis is gone."""
    ask = getattr(RedisCache, name)

    def method(self: "SoftRedisCache", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._asked_from:
            try:
                return ask(self, *args, **kwargs)
            except RedisError as error:
                self._asked_from = time.monotonic() + PAUSE
                log.warning("the shared cache does not answer (CACHE_URL): %s", type(error).__name__)
        return otherwise(*args, **kwargs)

    method.__name__ = name
    return method


def _default(key: Any, default: Any = None, version: Any = None) -> Any:
    return default


def _no_number(key: Any, delta: int = 1, version: Any = None) -> int:
    """What Django's caches do with a key they do not have."""
    raise ValueError(f"Key {key!r} not found")


class SoftRedisCache(RedisCache):
    """Django's Redis cache; a fault of Redis is logged and never reaches whoever asked."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        quick = {"socket_connect_timeout": ANSWERS_WITHIN, "socket_timeout": ANSWERS_WITHIN}
        # Once more at once, for a connection that was kept open may be one to a Redis that has been restarted since.
        options = {"retry": Retry(NoBackoff(), 1), **quick, **params.get("OPTIONS", {})}
        super().__init__(server, params | {"OPTIONS": options})
        self._asked_from = 0.0

    add = _softly("add", lambda *args, **kwargs: True)
    get = _softly("get", _default)
    set = _softly("set", lambda *args, **kwargs: None)
    touch = _softly("touch", lambda *args, **kwargs: False)
    delete = _softly("delete", lambda *args, **kwargs: False)
    get_many = _softly("get_many", lambda *args, **kwargs: {})
    has_key = _softly("has_key", lambda *args, **kwargs: False)
    incr = _softly("incr", _no_number)
    set_many = _softly("set_many", lambda data, *args, **kwargs: list(data))
    delete_many = _softly("delete_many", lambda *args, **kwargs: None)
    clear = _softly("clear", lambda *args, **kwargs: False)
