"""What lies in a cache that several servers share (`CACHE_URL`).

Django's Redis cache keeps Python objects, and reading one back runs what whoever wrote it meant it to run. So each is
signed with the site's secret: somebody who gets into the cache can make it forget, and nothing more.
"""

import hashlib
import hmac
import logging
import pickle
from typing import Any

from django.conf import settings

SIGNATURE = 32
"""Bytes before the object."""
log = logging.getLogger(__name__)


class SignedPickle:
    """Serializer of a Redis cache: whole numbers as they are (they are counted with), everything else signed."""

    def dumps(self, value: Any) -> bytes | int:
        """What is stored of a value."""
        if type(value) is int:
            return value
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return _signature(content) + content

    def loads(self, stored: bytes) -> Any:
        """The value; None, as if it were not there, for what this site did not store."""
        try:
            return int(stored)
        except ValueError:
            pass
        signature, content = stored[:SIGNATURE], stored[SIGNATURE:]
        if not hmac.compare_digest(signature, _signature(content)):
            log.warning("An entry of the shared cache was not written with this SECRET_KEY; it is ignored.")
            return None
        return pickle.loads(content)


def _signature(content: bytes) -> bytes:
    key = hashlib.sha256(f"portal.shared_cache:{settings.SECRET_KEY}".encode()).digest()
    return hashlib.blake2b(content, key=key, digest_size=SIGNATURE).digest()
