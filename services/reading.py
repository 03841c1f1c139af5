"""What the public can read of several services at once."""

from collections.abc import Sequence

from services.document import ServiceDocument
from services.models import ServiceEdition


def live_documents(slugs: Sequence[str]) -> list[ServiceDocument]:
    """What those of these services say that the public can read, in this order. One query, none for none."""
    if not slugs:
        return []
    editions = {each.slug: each for each in ServiceEdition.objects.live().filter(slug__in=slugs)}
    return [editions[slug].content() for slug in slugs if slug in editions]
