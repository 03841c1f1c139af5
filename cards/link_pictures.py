"""The picture beside a link to a service, drawn once for what it shows.

Its text is built and its digest taken only when the edition, a shared fact or the day is another: that takes some 15 ms,
drawing 90. `pictures` is a cache of few entries, for a picture has 100 KB.
"""

from functools import cache
from typing import Any

from django.core.cache import caches

from cards import drawing_process, registry
from cards.content import CardOptions, build_content
from cards.rendering import drawing_digest, picture_inputs
from services import kept, snapshot
from services.reading import ReadEdition

KEPT_SECONDS = 24 * 60 * 60
_digests = kept.Objects(1000)


def picture(edition: ReadEdition) -> bytes:
    """The JPEG of a live edition as it is today."""
    facts, day = snapshot.current(), registry.today()

    @cache
    def inputs() -> dict[str, Any]:
        content = build_content(edition.document, facts, CardOptions(as_of=day))
        return picture_inputs(content, "link", None, None)

    version = snapshot.version_of(facts)
    key = None if version is None else (version, edition.said, day)
    name = "link-" + _digests.get(key, lambda: drawing_digest(inputs()))
    found = caches["pictures"].get(name)
    if found is None:
        found = drawing_process.draw(inputs(), day)
        caches["pictures"].set(name, found, KEPT_SECONDS)
    return found
