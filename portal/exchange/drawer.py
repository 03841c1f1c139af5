"""Keeps an uploaded file between its dry run and its import, for an hour and for one person.

In the database, where sessions are kept: every application server finds it, and `clearsessions` clears it. It has no
session's salt, so its token opens no session.
"""

import base64
import zlib
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from services.catalogue_reading import LARGEST_FILE

KEPT_SECONDS = 60 * 60


class _Drawer(SessionStore):
    """A stored mapping under a token nobody can guess; named differently, so salted differently."""


@dataclass(frozen=True)
class Kept:
    """A file that waits to be imported, and what was chosen for it."""

    content: bytes
    name: str
    agency: str
    publish: bool


def keep(kept: Kept, user: Any) -> str:
    """Store a file for someone; returns its token."""
    drawer = _Drawer()
    drawer.update(
        {
            "for": user.pk,
            "content": base64.b85encode(zlib.compress(kept.content, 6)).decode("ascii"),
            "name": kept.name[:150],
            "agency": kept.agency,
            "publish": kept.publish,
        }
    )
    drawer.set_expiry(KEPT_SECONDS)
    drawer.create()
    drawer.save()
    return drawer.session_key


def find(token: str, user: Any) -> Kept | None:
    """What someone stored under this token; None if it is gone or someone else's."""
    drawer = _Drawer(token)
    if drawer.get("for") != user.pk:
        return None
    unpacked = zlib.decompressobj().decompress(base64.b85decode(drawer["content"]), LARGEST_FILE + 1)
    return Kept(unpacked, drawer["name"], drawer["agency"], drawer["publish"])


def throw_away(token: str) -> None:
    """Forget a file."""
    _Drawer(token).delete()
