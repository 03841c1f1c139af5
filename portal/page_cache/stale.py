"""Kept pages that are given out although they may no longer hold: they tell their readers so."""

import datetime
import gzip
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.language import language_of
from portal.page_cache.pages import Page
from portal.page_cache.present import Now
from services.models.agency import TIMEZONES
from services.promise_words import moment_words

STALE_FOR = 24 * 60 * 60
"""Seconds for which a page is given out while it cannot be made anew."""
QUICK = 1
"""gzip's level for what is sent once."""
_PLACES = (re.compile(rb"<main\b[^>]*>"), re.compile(rb"<body\b[^>]*>"))


def may_stand_in(page: Page, now: Now) -> bool:
    """Whether to give it where it cannot be made: not for ever, and not once it is known that others changed it."""
    return now.moment - page.made_at < STALE_FOR and (now.is_lost or page.state[0] == now.version)


def is_html(page: Page) -> bool:
    """Whether people read it as it is."""
    return any(
        name.lower() == "content-type" and value.startswith("text/html") for name, value in page.headers
    )


def with_notice(page: Page, path: str) -> Page:
    """The page with a line at the beginning of its content that says when it was kept. It has no ETag: it is not kept."""
    body = page.body("")
    found = next(filter(None, (place.search(body) for place in _PLACES)), None)
    end = found.end() if found else 0
    body = body[:end] + _notice(path, page.made_at).encode() + body[end:]
    bodies = {"gzip": gzip.compress(body, QUICK, mtime=0)} if page.is_compressed else {"": body}
    return replace(page, bodies=bodies, etag="")


def _notice(path: str, made_at: float) -> str:
    """In the clock of the site: the offices' own clocks are in the database."""
    made = datetime.datetime.fromtimestamp(made_at, ZoneInfo(settings.TIME_ZONE))
    with translation.override(language_of(path)):
        moment = f"{moment_words(made)} {dict(TIMEZONES).get(settings.TIME_ZONE, made.tzname())}"
        words = _("Halaman ini disimpan %(moment)s. Jam buka dan kabar bisa sudah berubah.") % {
            "moment": moment
        }
    return format_html('<div class="wrap"><p class="notice notice--warning">{}</p></div>', words)
