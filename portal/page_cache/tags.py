"""What names the state of a page: the release, the version of what is stored, the stretch of the clock, the address.

Processes and servers of one release and one database give the same tag for the same page, and nobody else can: it is
made with the site's secret. So a tag that comes back from a browser was given out for a page that was there, and says
that it still is what it was, also where this process never made it.
"""

import hashlib
import hmac
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = ("services", "faq", "cards", "portal", "templates", "locale")
KINDS = {".py", ".html", ".xml", ".txt", ".svg", ".mo", ".json"}
SHOWN_SETTINGS = ("SITE_URL", "TIME_ZONE", "OFFLINE", "STATIC_URL", "MEDIA_URL", "LANGUAGES")
"""Settings of the environment that stand in pages."""


@cache
def release() -> bytes:
    """A digest of code, templates, translations, names of static files, and of settings that pages show."""
    total = hashlib.sha256(repr([getattr(settings, name) for name in SHOWN_SETTINGS]).encode())
    for path in _files():
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.digest()


def _files() -> list[Path]:
    found = [settings.BASE_DIR / "requirements.txt", settings.STATIC_ROOT / "staticfiles.json"]
    for folder in FOLDERS:
        found += (each for each in (settings.BASE_DIR / folder).rglob("*") if each.suffix in KINDS)
    return sorted(each for each in found if each.is_file())


def tag(*words: str | float) -> str:
    """A short word for these."""
    said = release() + "\0".join(map(str, words)).encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:24]


def of_minute(etag: str, minute: int) -> str:
    """The tag of a page that another minute may change."""
    return f"{etag}-{minute:x}"
