"""What programs call themselves that read pages: crawlers, previewers of links, watchdogs. Whoever hides is a reader."""

import re
from functools import lru_cache

BROWSERS_KEPT = 1024
_NAMES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|scrap|preview|fetch|monitor|uptime|lighthouse|^whatsapp|facebookexternal"
    r"|curl|wget|python|java/|okhttp|go-http|libwww",
    re.IGNORECASE,
)
"""Cubot makes telephones."""


@lru_cache(maxsize=BROWSERS_KEPT)
def is_robot(browser: str) -> bool:
    """Whether this `User-Agent` is a program's. Remembered: there are few, and the search takes longer than the rest."""
    return _NAMES.search(browser) is not None
