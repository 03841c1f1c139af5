"""What services and questions have in common: both are editions, found by their spans, and may have been withdrawn."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from portal.api.answers.references import address_of, addresses_of
from portal.api.endpoints import Asked
from portal.api.problems import Refused, not_found
from portal.api.shapes import Listing, PageQuestion, asked, moment
from services.filters import LONGEST_QUERY, search
from services.models import Edition

KEY = ("A key or slug; empty means all.", "kunci atau alamat singkat; kosong berarti semua")
Found = QuerySet | list[int]
"""Primary keys of live editions, in order."""
Rows = TypeVar("Rows", bound=Listing)


class SearchQuestion(PageQuestion):
    """Which are wanted, by words."""

    q: str = asked(
        "",
        f"Words to search for, at most {LONGEST_QUERY} characters.",
        f"kata yang dicari, paling banyak {LONGEST_QUERY} huruf",
        max_length=LONGEST_QUERY,
    )


class Kind(NamedTuple):
    """A kind of entry: its editions, the name of its addresses ("service"), its name in Indonesian and English."""

    editions: type[Edition]
    address: str
    indonesian: str
    english: str


def found_by(spans: QuerySet, words: str) -> tuple[Found, bool]:
    """Those of these spans that have the words, and whether they are only a guess at them."""
    if not words:
        return spans.values_list("pk", flat=True), False
    hits = search(spans, words)
    return hits.keys, hits.is_guess


def listing(
    asked: Asked, kind: Kind, shape: type[Rows], found: tuple[Found, bool], item: Callable[[Any], Any]
) -> Rows:
    """The part of the list that is wanted. Two queries: how many there are, and the editions of this part."""
    keys, is_guess = found
    part = list(keys[asked.part])
    total = len(keys) if isinstance(keys, list) else keys.count()
    editions = kind.editions.objects.defer("search_text").in_bulk(part)
    items = [item(editions[key]) for key in part if key in editions]
    return shape(total=total, next=asked.next_page(total), is_guess=is_guess, items=items)


def public(kind: Kind, slug: str, current: QuerySet | None = None) -> Any:
    """The edition that the public reads. Refuses with 404 or, where it was withdrawn, 410 with what holds instead."""
    if current is None:
        current = kind.editions.objects.current()
    edition = current.filter(slug=slug).first()
    if edition is None:
        raise not_found(kind.indonesian, kind.english, reverse(f"api-{kind.address}s"))
    if edition.is_withdrawal:
        replacement = edition.replacement and address_of(f"api-{kind.address}", edition.replacement)
        raise Refused(
            410,
            f"{kind.indonesian.capitalize()} ini ditarik: {edition.withdrawal_reason}",
            f"This {kind.english} was withdrawn. The reason, in Indonesian: {edition.withdrawal_reason}",
            replacement=replacement or None,
        )
    return edition


def fields(kind: Kind, edition: Edition, now: datetime.datetime) -> dict[str, Any]:
    """What names an edition and its addresses, as fields of its shape."""
    return {
        "slug": edition.slug,
        **addresses_of(kind.address, edition.slug),
        "edition": edition.number,
        "digest": edition.digest,
        "live_from": moment(edition.live_from, now.tzinfo),
    }
